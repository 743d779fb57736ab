//! The open vault: opened, followed as the account's vaults change, left with everything that was shown of it.

use super::asking::Ask;
use super::steps::Steps;
use super::{App, ListState, OwnLists, first_columns};
use crate::link;
use crate::strings::{self, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use tacit_bridge::day::Waiting;
use tacit_bridge::message::SyncState;
use tacit_bridge::records::{FieldSpec, KeptDraft, Kind, VaultRef, VaultView};
use tacit_bridge::{Call, Problem};

/// Fields as they are called in the page's language.
fn named(kind: Kind, mut specs: Vec<FieldSpec>) -> Vec<FieldSpec> {
    let words = &t().fields;
    for spec in specs.iter_mut().filter(|spec| !spec.own) {
        spec.label = words.label(kind, spec.key, std::mem::take(&mut spec.label));
        spec.group = words.group(std::mem::take(&mut spec.group));
    }
    specs
}

impl App {
    pub(super) fn follow_vaults(self, vaults: &[VaultView]) {
        if self.trial.with_untracked(Option::is_some) {
            // The vault that it shows is none of the account's.
            return;
        }
        let open = self.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.vault));
        if let Some(fresh) = open.and_then(|open| vaults.iter().find(|vault| vault.vault == open)) {
            if self.vault.with_untracked(|vault| vault.as_ref() != Some(fresh)) {
                self.vault.set(Some(fresh.clone()));
            }
        } else if self.target.get_untracked().is_some() {
            // Another vault is on its way.
        } else if let Some(first) = vaults.iter().find(|vault| !vault.closed).or(vaults.first()) {
            self.open(first.vault);
        }
    }

    /// Makes this the open vault.
    pub(crate) fn open(self, vault: VaultRef) {
        self.leave_vault();
        self.target.set(Some(vault));
        self.ask(Ask::Open(vault));
    }

    /// Has the vault opened, and shows it unless another one is wanted by then.
    pub(super) async fn opened(self, vault: VaultRef) {
        let is_wanted = move || self.target.get_untracked() == Some(vault);
        // It may have been locked while the code came.
        if !is_wanted() {
            return;
        }
        let opened = self.ask_for(vault).await;
        if !is_wanted() {
            return;
        }
        self.target.set(None);
        match opened {
            Ok((view, drafts)) => {
                self.begun.restore(drafts);
                self.vault.set(Some(view));
                self.here(None, None);
                self.ask_who_is_here();
                self.refresh();
            }
            Err(problem) => self.unopened.set(Some(problem)),
        }
    }

    /// Which vault is open.
    pub(crate) fn which_vault(self) -> Option<VaultRef> {
        self.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.vault))
    }

    /// Whether this vault is the open one, or on its way.
    pub(super) fn is_shown(self, vault: VaultRef) -> bool {
        let open = self.vault.with_untracked(|open| open.as_ref().map(|open| open.vault));
        open.or(self.target.get_untracked()) == Some(vault)
    }

    /// Opens a vault, learns its fields and what was begun in it, before anything of it is drawn.
    async fn ask_for(self, vault: VaultRef) -> Result<(VaultView, Vec<KeptDraft>), Problem> {
        let view = link::vault(Call::OpenVault(vault)).await?;
        self.learn_fields(all_fields().await?);
        let stages = t().deal.first_stages.map(str::to_owned);
        link::done(Call::Speak { language: strings::tag().to_owned(), stages }).await?;
        self.views.set(link::views(Call::Views).await?);
        // On a full disk the vault opens all the same.
        Ok((view, link::drafts(Call::Drafts).await.unwrap_or_default()))
    }

    /// Takes fields as they are defined now. A list of people that shows what lists begin with shows the consents there are.
    pub(super) fn learn_fields(self, fields: HashMap<Kind, Vec<FieldSpec>>) {
        let before = first_columns(Kind::Person);
        self.fields.set(fields);
        let (now, columns) = (first_columns(Kind::Person), self.whole_list(Kind::Person).columns);
        if now != before && columns.with_untracked(|columns| *columns == before) {
            columns.set(now);
        }
    }

    /// The open vault is none of this device's any more.
    pub(crate) fn close_vault(self) {
        self.leave_vault();
        self.refresh();
    }

    /// Everything of the open vault but what the door shows as well. What was begun is handed over first.
    pub(super) fn leave(self) {
        spawn_local(self.hand_over());
        self.importing.set(None);
        self.exporting.set(None);
        self.export_of.set(Vec::new());
        self.sending.set(Vec::new());
        self.moving.set(HashMap::new());
        self.steps.set(Steps::default());
        self.trails.set(Vec::new());
        self.looking.set(None);
        self.creating.set(None);
        self.dropped.set(Vec::new());
        self.begun.clear();
        self.palette.set(false);
        self.within.set(None);
        self.listing.set(None);
        self.bulk.set(None);
        self.unexplained.set(Vec::new());
        self.recent.set(Vec::new());
        self.views.set(Vec::new());
        self.colleagues.set(Vec::new());
        self.waiting.set(Waiting::default());
        self.lists.into_iter().for_each(ListState::clear);
        self.own_lists.update_value(OwnLists::clear);
        self.sync.set(SyncState::default());
    }

    /// Drops everything of the vault and the account from the page.
    pub(crate) fn forget(self) {
        // Lists begin anew with columns of no vault.
        self.fields.set(HashMap::new());
        self.leave_vault();
        self.trial.set(None);
        self.shortcuts.set(false);
    }
}

/// The fields of every kind that has a list.
pub(super) async fn all_fields() -> Result<HashMap<Kind, Vec<FieldSpec>>, Problem> {
    let fields = link::fields(Call::Fields).await?;
    Ok(fields.into_iter().map(|(kind, specs)| (kind, named(kind, specs))).collect())
}
