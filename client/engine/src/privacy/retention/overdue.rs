//! What a rule does to records: by somebody's decision, or because nobody looked in time. Erasing goes the way of every
//! erasure; holds are asked again when it is written.

use super::MAX_DECIDED;
use super::kept::Clearing;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::privacy::erasure::Subject;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::{Failure, view};
use std::collections::BTreeMap;
use tacit_bridge::privacy::retention as br;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NoRight};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::Action;
use tacit_crm::privacy::{Due, Restriction};
use tacit_crm::{Kind, Record, RecordId};
use tacit_shared::ids::{self, VaultId};
use tacit_shared::rules::may_purge;
use tacit_vault::Entropy;

/// How often a device looks for what is overdue.
const EVERY_MS: u64 = 6 * 3_600_000;
/// Records that it applies rules to in one go.
const AT_ONCE: usize = 200;

/// Records with what is to be done to them, and by which rule.
pub(super) type Decided = Vec<(RecordId, Action, RecordId)>;

/// Whether what a rule does takes data away, which only some may decide.
pub(super) fn takes(action: Action) -> bool {
    erases(action) || action == Action::ClearFields
}

/// Whether what a rule does takes the record away.
fn erases(action: Action) -> bool {
    matches!(action, Action::Erase | Action::Anonymise)
}

impl<P: Platform> Engine<P> {
    /// Somebody looked, and says yes.
    pub(super) async fn apply_due(&self, page: PageId, decided: &[br::DueOf], now: u64) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let of_field = |vault: &mut OpenVault<_>| decided.iter().partition(|one| vault.is_of_field(one));
        let (fields, rules): (Vec<br::DueOf>, Vec<br::DueOf>) = self.look(page, |vault| Ok(of_field(vault)))?;
        let cleared = match fields.is_empty() {
            true => Vec::new(),
            false => self.look(page, |vault| vault.decided_of_fields(&fields, now))?,
        };
        if !rules.is_empty() || cleared.is_empty() {
            let todo = self.look(page, |vault| vault.decided(&rules, now))?;
            self.apply(&vault, todo).await?;
        }
        self.clear(&vault, &cleared).await?;
        Ok(Reply::Done)
    }

    /// What nobody looked at in time, on the device of somebody who may: after a synchronisation, so that holds of others
    /// are known, and by the server's clock where this one is ahead.
    pub(crate) async fn apply_overdue(&self, vault: &VaultId) -> Result<(), Failure> {
        let now = self.platform.now();
        let (todo, fields) = self.with_vault(vault, |vault| vault.overdue(now))??;
        if !fields.is_empty() {
            self.clear(vault, &fields).await?;
        }
        if todo.is_empty() {
            return Ok(());
        }
        let is_full = todo.len() == AT_ONCE;
        if self.apply(vault, todo).await? && is_full {
            // The rest with the next synchronisation.
            self.with_vault(vault, |vault| vault.erasing.looked_for_overdue = 0)?;
        }
        Ok(())
    }

    /// Whether anything was done: all of it may be held.
    async fn apply(&self, vault: &VaultId, todo: Decided) -> Result<bool, Failure> {
        let now = self.platform.now();
        let erased: Vec<(RecordId, Action)> =
            todo.iter().filter(|(_, action, _)| erases(*action)).map(|(id, action, _)| (*id, *action)).collect();
        let deleted: Vec<(RecordId, Record)> = if erased.is_empty() {
            Vec::new()
        } else {
            let trash = self.with_vault(vault, |vault| vault.tombstones())?;
            let states = self.last_states(vault, &trash).await?;
            states.into_iter().map(|(id, record)| (RecordId(id.0), record)).collect()
        };
        self.with_vault(vault, |vault| {
            vault.book.restrict(now);
            vault.restrict_due(&todo, now, &mut *self.entropy())
        })??;
        let mut is_applied = todo.iter().any(|(_, action, _)| *action == Action::Restrict);
        is_applied |= self.clear_served(vault, &todo).await? > 0;
        for of in erased {
            is_applied |=
                self.with_vault(vault, |vault| vault.erase_due(of, &deleted, now, &mut *self.entropy()))??;
            // Each looks through all text: others have their turn.
            self.platform.sleep(0).await;
        }
        self.changed(vault)?;
        Ok(is_applied)
    }
}

impl<F: File> OpenVault<F> {
    /// Those of the decided that are still due by their rules.
    fn decided(&mut self, decided: &[br::DueOf], now: u64) -> Result<Decided, Failure> {
        self.may_write()?;
        let mut by_rule: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for one in decided.iter().take(MAX_DECIDED) {
            by_rule.entry(view::record_id(one.rule)).or_default().push(view::record_id(one.record));
        }
        let mut todo = Decided::new();
        for known in self.book.retention_rules() {
            let (id, rule) = &known;
            let Some(wanted) = by_rule.get(id) else { continue };
            let (_, items) = self.come(&known, now)?;
            let due = items.iter().filter(|item| matches!(item.state, Due::Due | Due::Overdue));
            let due = due.filter(|item| wanted.contains(&item.record));
            todo.extend(due.map(|item| (item.record, rule.action, *id)));
        }
        if todo.is_empty() {
            return Err(problem(Gone).into());
        }
        if todo.iter().any(|(_, action, _)| *action == Action::Review) {
            let what = "This rule only asks somebody to look.";
            return Err(say(BadInput, what, "Open the record, or put it off with a reason.").into());
        }
        if todo.iter().any(|(_, action, _)| takes(*action)) && !self.may_erase() {
            let what = "Only admins and owners may erase for good here.";
            return Err(say(NoRight, what, "Put it off, and ask one of them.").into());
        }
        Ok(todo)
    }

    /// Whether a rule may take records away by itself: its last version was signed by somebody who may erase for good. Any
    /// other is applied by hand only.
    pub(super) fn is_a_managers(&self, id: &RecordId) -> bool {
        let sealed = ids::RecordId(id.0);
        let by_manager = || {
            let roster = self.state.roster();
            Some(may_purge(roster.role(self.signer_of(&sealed)?)?, roster.policy()))
        };
        self.outbox.contains_key(&sealed) || by_manager() == Some(true)
    }

    fn overdue(&mut self, now: u64) -> Result<(Decided, Vec<Clearing>), Problem> {
        let looked = self.erasing.looked_for_overdue;
        // Before marks of contact points can be made, nothing is known of consents: later, then.
        let is_ready = self.may_erase() && self.state.marks().is_some();
        if !is_ready || looked != 0 && now < looked.saturating_add(EVERY_MS) {
            return Ok((Decided::new(), Vec::new()));
        }
        self.erasing.looked_for_overdue = now;
        let now = self.claimed(now);
        self.book.restrict(now);
        let mut todo = Decided::new();
        for known in self.book.retention_rules() {
            let rule = &known.1;
            if rule.action == Action::Review || takes(rule.action) && !self.is_a_managers(&known.0) {
                continue;
            }
            let (_, items) = self.come(&known, now)?;
            let overdue = items.iter().filter(|item| item.state == Due::Overdue);
            let overdue = overdue.filter(|item| !self.erasing.refused.contains(&item.record));
            todo.extend(overdue.map(|item| (item.record, rule.action, known.0)));
        }
        todo.truncate(AT_ONCE);
        Ok((todo, self.overdue_of_fields(now)))
    }

    fn restrict_due(&mut self, todo: &Decided, now: u64, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let stamp = self.clock.tick(now);
        let mut writes = Vec::new();
        for (person, _, rule) in todo.iter().filter(|(_, action, _)| *action == Action::Restrict) {
            let restriction = Restriction { person: *person, since: now, why: self.book.name(rule), until: None };
            let record = restriction.write(stamp).map_err(crate::records::bad_value)?;
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(record.encode())));
        }
        if !writes.is_empty() {
            self.stage(writes, entropy)?;
            self.book.restrict(now);
        }
        Ok(())
    }

    /// Erases one record by a rule; whether it did. What is held with it meanwhile stays, and stays in the queue, but is not
    /// tried by itself again until the vault is opened anew.
    fn erase_due(
        &mut self,
        (id, action): (RecordId, Action),
        deleted: &[(RecordId, Record)],
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, Failure> {
        let Some(plain) = self.book.plain(&id).map(<[u8]>::to_vec) else { return Ok(false) };
        let is_person = self.book.get(&id).is_some_and(|record| record.kind() == Kind::Person);
        let is_kept = action == Action::Anonymise;
        let begun = match is_person {
            // Rows of deals have no title: a name would be in one language.
            true => self.erase_subject(&Subject::new(id, plain, deleted), (None, is_kept.then_some("")), now, entropy),
            false => self.erase_record(id, is_kept, now, entropy),
        };
        match begun {
            Err(failure) if failure.0.kind == tacit_bridge::problem::ProblemKind::NotAllowed => {
                self.erasing.refused.insert(id);
                Ok(false)
            }
            other => other.map(|()| true),
        }
    }
}
