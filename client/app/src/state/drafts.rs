//! What was begun and not saved: notes on records' pages, and forms for new records, one of each kind. It stays until it is
//! saved, given up, or its record goes. In memory it is the page's as long as the vault is open; shortly after something
//! was typed the worker has it, sealed on this device, and gives it back after a lock, a reload, or when a phone had
//! dropped the tab.

use super::asking::Ask;
use super::noted::NoteDraft;
use super::{App, Creating, fresh_number};
use crate::link;
use crate::strings::t;
use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::time::Duration;
use tacit_bridge::records::{DraftOf, Id, KeptDraft, Kind, TypedFields, VaultRef, forget_in};
use tacit_bridge::{Call, Problem};

/// The worker is told once nothing more was typed for so long.
const REST: Duration = Duration::from_millis(500);
/// A millisecond longer for each of so many bytes, about a second for 16 KB: all of it is sealed each time.
const BYTES_A_MS: usize = 16;

/// What was typed into the fields of a form, and which records were chosen in them.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Typed(pub(crate) TypedFields);

/// The drafts that are kept.
#[derive(Clone, Copy)]
pub(crate) struct Drafts {
    /// Notes by the record that they are about.
    notes: RwSignal<HashMap<Id, NoteDraft>>,
    forms: RwSignal<HashMap<Kind, Typed>>,
    /// The form given up last, as long as it is offered back.
    given_up: RwSignal<Option<(Creating, Typed)>>,
    /// What changed since the worker was told, each once and as it was told last: never more than a few.
    untold: StoredValue<Vec<KeptDraft>>,
    /// What the worker is being told; one that is told twice stands here twice.
    telling: StoredValue<Vec<DraftOf>>,
    /// The last of the changes.
    change: StoredValue<u32>,
}

impl Drafts {
    pub(super) fn new() -> Self {
        Self {
            notes: RwSignal::default(),
            forms: RwSignal::default(),
            given_up: RwSignal::new(None),
            untold: StoredValue::default(),
            telling: StoredValue::default(),
            change: StoredValue::default(),
        }
    }

    /// What is being written about a record; the answer follows it.
    pub(crate) fn note(self, about: Id) -> Option<NoteDraft> {
        self.notes.with(|notes| notes.get(&about).cloned())
    }

    /// What is kept of a form.
    pub(crate) fn of(self, kind: Kind) -> Option<Typed> {
        self.forms.with_untracked(|forms| forms.get(&kind).cloned())
    }

    /// A draft as the worker keeps it; without fields where there is none.
    fn as_kept(self, of: DraftOf) -> KeptDraft {
        let fields = match of {
            DraftOf::Note(about) => untrack(|| self.note(about)).map(NoteDraft::kept),
            DraftOf::Form(kind) => self.of(kind).map(|typed| typed.0),
        };
        KeptDraft { of, fields: fields.unwrap_or_default() }
    }

    /// Bytes of what is written.
    fn length(self, of: DraftOf) -> usize {
        match of {
            DraftOf::Note(about) => self.notes.with_untracked(|all| all.get(&about).map_or(0, |note| note.text.len())),
            DraftOf::Form(kind) => self.forms.with_untracked(|all| {
                all.get(&kind).map_or(0, |typed| typed.0.iter().map(|(_, text, _)| text.len()).sum::<usize>())
            }),
        }
    }

    /// The worker is to hear of one that was this until now.
    fn is_untold(self, before: KeptDraft) {
        self.untold.update_value(|untold| {
            if !untold.iter().any(|one| one.of == before.of) {
                untold.push(before);
            }
        });
    }

    /// The worker is not to hear of it any more; if it was to, this is how it was told last.
    fn take_untold(self, of: DraftOf) -> Option<KeptDraft> {
        let take = |untold: &mut Vec<KeptDraft>| {
            let at = untold.iter().position(|one| one.of == of)?;
            Some(untold.swap_remove(at))
        };
        self.untold.try_update_value(take).flatten()
    }

    /// One is over: as it stood when it went, or whatever it says. What says something else here, or was written since then
    /// and is not told or being told, is another draft.
    pub(super) fn drop_one(self, of: DraftOf, went: Option<TypedFields>) {
        let is_new = self.untold.with_value(|untold| untold.iter().any(|one| one.of == of))
            || self.telling.with_value(|telling| telling.contains(&of));
        let mine = self.as_kept(of);
        let is_another = went.is_some_and(|fields| !mine.goes_with(&KeptDraft { of, fields }));
        match of {
            _ if is_new || is_another || mine.fields.is_empty() => {}
            DraftOf::Note(about) => self.notes.update(|notes| drop(notes.remove(&about))),
            DraftOf::Form(kind) => self.forms.update(|forms| drop(forms.remove(&kind))),
        }
    }

    /// Takes what the worker kept of the vault that is being opened.
    pub(super) fn restore(self, kept: Vec<KeptDraft>) {
        for KeptDraft { of, fields } in kept {
            match of {
                DraftOf::Note(about) => {
                    if let Some(note) = NoteDraft::read(&fields) {
                        self.notes.update(|notes| drop(notes.insert(about, note)));
                    }
                }
                DraftOf::Form(kind) => self.forms.update(|forms| drop(forms.insert(kind, Typed(fields)))),
            }
        }
    }

    /// Records that are gone leave no name behind in a draft, and no note about them. Says which drafts are others now.
    fn forget(self, gone: &[Id]) -> Vec<DraftOf> {
        let is_gone = |id: &Id| gone.contains(id);
        let mut changed: Vec<DraftOf> = self.notes.with_untracked(|notes| {
            notes.keys().filter(|about| gone.contains(about)).map(|about| DraftOf::Note(*about)).collect()
        });
        if !changed.is_empty() {
            self.notes.update(|notes| notes.retain(|about, _| !is_gone(about)));
        }
        self.forms.update(|forms| {
            let named = forms.iter_mut().filter_map(|(kind, typed)| forget_in(&mut typed.0, is_gone).then_some(*kind));
            changed.extend(named.map(DraftOf::Form));
        });
        self.given_up.update(|given| {
            if let Some((_, typed)) = given {
                forget_in(&mut typed.0, is_gone);
            }
        });
        changed
    }

    /// What was given up is not offered back any more.
    pub(super) fn end_offer(self) {
        self.given_up.set(None);
    }

    pub(super) fn clear(self) {
        self.notes.set(HashMap::new());
        self.forms.set(HashMap::new());
        self.given_up.set(None);
        self.untold.set_value(Vec::new());
        self.telling.set_value(Vec::new());
    }
}

impl App {
    /// Keeps what is written about a record, or nothing.
    pub(crate) fn write_note(self, about: Id, note: NoteDraft) {
        let before = self.begun.as_kept(DraftOf::Note(about));
        let is_over = note.text.is_empty();
        self.begun.notes.update(|notes| match is_over {
            true => drop(notes.remove(&about)),
            false => drop(notes.insert(about, note)),
        });
        self.tell_draft(before, is_over);
    }

    /// Keeps what is typed into a form, or nothing.
    pub(crate) fn keep_form(self, kind: Kind, typed: Option<Typed>) {
        if self.begun.forms.with_untracked(|forms| forms.get(&kind) == typed.as_ref()) {
            return;
        }
        let before = self.begun.as_kept(DraftOf::Form(kind));
        let is_over = typed.is_none();
        self.begun.forms.update(|forms| match typed {
            Some(typed) => drop(forms.insert(kind, typed)),
            None => drop(forms.remove(&kind)),
        });
        self.tell_draft(before, is_over);
    }

    /// Gives up what was typed into a form, and offers it back.
    pub(crate) fn give_up(self, creating: Creating) {
        if let Some(typed) = self.begun.of(creating.kind) {
            self.keep_form(creating.kind, None);
            self.begun.given_up.set(Some((creating, typed)));
            self.offer_draft(t().create.given_up);
        }
    }

    /// Opens the form again with what was given up last, which a toast offers.
    pub(crate) fn take_up_again(self, toast: u32) {
        self.ask(Ask::TakeUp(toast));
    }

    pub(super) fn took_up(self, toast: u32) {
        if let Some((creating, typed)) = self.begun.given_up.try_update(Option::take).flatten() {
            self.keep_form(creating.kind, Some(typed));
            self.creating.set(Some(creating));
        }
        // With the toast goes what it offers.
        self.dismiss(toast);
    }

    /// Takes records that are gone out of all drafts.
    pub(super) fn forget_in_drafts(self, gone: &[Id]) {
        for of in self.begun.forget(gone) {
            // A note about what is gone goes whatever it was, and a form stays.
            self.tell_draft(KeptDraft { of, fields: Vec::new() }, true);
        }
    }

    /// Hands over at once whatever the worker does not know yet: what is here may be gone in a moment. It is gathered when
    /// this is called, and on its way when the future is waited for.
    pub(crate) fn hand_over(self) -> impl Future<Output = ()> + 'static {
        let untold = self.begun.untold.try_update_value(std::mem::take).unwrap_or_default();
        let (mut drafts, mut over) = (Vec::new(), Vec::new());
        for before in &untold {
            let now = self.begun.as_kept(before.of);
            if now.fields.is_empty() { over.push(before.clone()) } else { drafts.push(now) }
        }
        self.begun.telling.update_value(|telling| telling.extend(untold.iter().map(|one| one.of)));
        let vault = self.which_vault();
        async move {
            if let Some(vault) = vault.filter(|_| !untold.is_empty()) {
                let told = link::done(Call::KeepDrafts { vault, drafts, over }).await;
                self.told(vault, untold, told.is_ok());
            }
        }
    }

    /// The worker has answered about these. What it could not keep, on a full disk for one, goes with the next change.
    fn told(self, vault: VaultRef, which: Vec<KeptDraft>, is_kept: bool) {
        if self.which_vault() != Some(vault) {
            return;
        }
        self.begun.telling.update_value(|telling| {
            for told in &which {
                if let Some(at) = telling.iter().position(|one| *one == told.of) {
                    telling.swap_remove(at);
                }
            }
        });
        if !is_kept {
            // It still has them as they were before, whatever was written meanwhile.
            self.begun.untold.update_value(|untold| {
                untold.retain(|one| !which.iter().any(|told| told.of == one.of));
                untold.extend(which);
            });
        }
    }

    /// Saves what a draft became. Right behind it the worker hears that the draft is over: before the answer there may be a
    /// lock or another vault, and then nobody is left to say so. What could not be saved is kept again.
    pub(crate) async fn save_draft<T>(
        self,
        of: DraftOf,
        saving: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let Some(vault) = self.which_vault() else { return saving.await };
        let begun = self.begun.as_kept(of);
        let went = self.begun.take_untold(of).unwrap_or_else(|| begun.clone());
        self.begun.telling.update_value(|telling| telling.push(of));
        let keep = |drafts, over| link::done(Call::KeepDrafts { vault, drafts, over });
        let (saved, told) = join(saving, keep(Vec::new(), vec![went.clone()])).await;
        self.told(vault, vec![went], told.is_ok());
        if saved.is_err() && self.which_vault() == Some(vault) {
            self.tell_draft(KeptDraft { of, fields: Vec::new() }, true);
        } else if saved.is_err() {
            // Locked meanwhile, nobody can keep it.
            drop(keep(vec![begun], Vec::new()).await);
        }
        saved
    }

    /// Has the worker told soon; at once where a draft is over, so that it does not come back.
    fn tell_draft(self, before: KeptDraft, at_once: bool) {
        let of = before.of;
        self.begun.is_untold(before);
        if at_once {
            return spawn_local(self.hand_over());
        }
        let rest = REST + Duration::from_millis((self.begun.length(of) / BYTES_A_MS) as u64);
        let mine = fresh_number();
        self.begun.change.set_value(mine);
        let tell = move || {
            if self.begun.change.get_value() == mine {
                spawn_local(self.hand_over());
            }
        };
        set_timeout(tell, rest);
    }

    /// A page that is hidden may be dropped without another word, and one that is left is.
    pub(super) fn watch_leaving(self) {
        for name in ["visibilitychange", "pagehide"] {
            window_event_listener_untyped(name, move |_| spawn_local(self.hand_over()));
        }
    }
}
