//! The way back to an earlier version of a record: its values as a change of now. One that was deleted comes back with the
//! files that went with it.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::history::Known;
use crate::ports::{File, Platform};
use crate::privacy::by_steps;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::{Gone, Incomplete, NeedUpdate, NotAllowed};
use tacit_bridge::records as br;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, delicacy};
use tacit_shared::ids::{Millis, RecordId, VaultId, Version};
use tacit_shared::limits::CLOCK_AHEAD_MS;
use tacit_vault::Entropy;

/// Deleted records looked at for files of one that comes back. More than went at once with one record.
const LOOK_AT: usize = 256;

impl<P: Platform> Engine<P> {
    /// Brings a record back to one of its versions, as a change of now.
    pub(crate) async fn restore(&self, page: PageId, id: br::Id, version: Version) -> Result<Reply, Failure> {
        let (vault, record) = (self.vault_of(page)?, RecordId(id.0));
        self.with_vault(&vault, |vault| vault.may_write())??;
        let rows = self.rows_of(&vault, &[record]).await?.pop().unwrap_or_default();
        let row = rows.iter().find(|row| row.version == version).ok_or_else(|| problem(Gone))?;
        let known = self.versions_known(&vault, &record, std::slice::from_ref(row)).await?;
        let now = self.platform.now();
        let old = known.into_iter().next().and_then(|known| as_of(known, now));
        let old = old.ok_or_else(|| {
            say(Gone, "That version cannot be brought back.", "The server does not have it any more. Choose another.")
        })?;
        self.refuse_less_delicate(&vault, &record, &old).await?;
        let files = self.files_gone_with(&vault, &record, now).await?;
        let reply = self.with_vault(&vault, |vault| vault.bring_back(id, &old, files, now, &mut *self.entropy()))??;
        self.changed(&vault)?;
        Ok(reply)
    }

    /// A field that was deleted comes back as delicate as it was last: what is here is asked when the change is written.
    async fn refuse_less_delicate(&self, vault: &VaultId, record: &RecordId, old: &Record) -> Result<(), Failure> {
        let is_here = self.with_vault(vault, |vault| vault.book.contains(&tacit_crm::RecordId(record.0)))?;
        if old.kind() != Kind::Field || is_here {
            return Ok(());
        }
        let last = self.last_states(vault, &[*record]).await?;
        match last.iter().any(|(_, last)| delicacy(old) < delicacy(last)) {
            true => {
                let todo = "Bring back its last version, and change it then.";
                Err(say(NotAllowed, "That version held the field for less delicate.", todo).into())
            }
            false => Ok(()),
        }
    }

    /// The last versions of files that were deleted together with this record, as far as the server still has them.
    async fn files_gone_with(
        &self,
        vault: &VaultId,
        holder: &RecordId,
        now: Millis,
    ) -> Result<Vec<(RecordId, Record)>, Failure> {
        let gone = self.with_vault(vault, |vault| vault.gone_with(holder))?;
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let listed = self.rows_of(vault, &gone).await?;
        let mut files = Vec::new();
        for (record, rows) in gone.iter().zip(listed) {
            let Some(last) = rows.iter().rev().find(|row| row.envelope.is_some() && row.kept) else { continue };
            let known = self.versions_known(vault, record, std::slice::from_ref(last)).await?;
            let old = known.into_iter().next().and_then(|known| as_of(known, now));
            let of_holder = |old: &Record| old.file().is_some_and(|facts| facts.holder.0 == holder.0);
            files.extend(old.filter(of_holder).map(|old| (*record, old)));
        }
        Ok(files)
    }
}

/// A version's record, with no stamp later than its entry could honestly claim: whoever wrote it does not set the clock of
/// whoever brings it back.
fn as_of(known: Known, now: Millis) -> Option<Record> {
    let mut record = known.record?;
    record.clamp(known.written.at().min(now).saturating_add(CLOCK_AHEAD_MS));
    Some(record)
}

impl<F: File> OpenVault<F> {
    /// What the entry deleted that deleted this record. Where this device knows which of it were files, only those.
    fn gone_with(&self, holder: &RecordId) -> Vec<RecordId> {
        let Some(seq) = self.state.leaf(holder).filter(|leaf| leaf.envelope.is_none()).map(|leaf| leaf.seq) else {
            return Vec::new();
        };
        let leaves = self.state.leaves().iter().filter(|leaf| leaf.seq == seq && leaf.envelope.is_none());
        let here = |record: &RecordId| self.book.contains(&tacit_crm::RecordId(record.0));
        let gone = leaves.map(|leaf| leaf.record).filter(|record| record != holder && !here(record));
        let mut gone: Vec<RecordId> = gone.collect();
        if gone.iter().any(|record| self.is_doomed(record)) {
            gone.retain(|record| self.is_doomed(record));
        }
        gone.truncate(LOOK_AT);
        gone
    }

    /// A version's values as a change of now; a deleted record comes back. What is kept for a time does not come back for
    /// longer than it is kept: `tacit_crm::privacy::Keepings`.
    fn bring_back(
        &mut self,
        id: br::Id,
        old: &Record,
        files: Vec<(RecordId, Record)>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let id = view::record_id(id);
        if old.kind().is_of_privacy() {
            return Err(by_steps(old.kind()).into());
        }
        self.clock.observe(old.changed(), u64::MAX);
        let keepings = self.book.keepings();
        let mut step = Step::new();
        let after = match self.book.record(&id) {
            Some(before) if before.kind() == old.kind() => {
                self.clock.observe(before.changed(), u64::MAX);
                let stamp = self.clock.tick(now);
                let mut after = before.clone();
                // What it has held since goes as well.
                for spec in before.specs().chain(old.specs()) {
                    let written = old.last_written(spec.key).map_or(0, |stamp| stamp.ms);
                    let comes_anew = keepings.may_come_anew((old.kind(), spec.key), written, now);
                    if !comes_anew && !old.get(spec.key).is_empty() {
                        continue;
                    }
                    after.set(spec.key, old.get(spec.key), stamp).map_err(|_| problem(Incomplete))?;
                }
                step.edited(id, &before, &after);
                after
            }
            Some(_) => return Err(problem(Gone).into()),
            None if self.newer.contains(&RecordId(id.0)) => return Err(problem(NeedUpdate).into()),
            None => {
                let mut back = old.clone();
                self.book.without_past(&keepings, &id, &mut back, now);
                step.made(id, &back);
                back
            }
        };
        let mut writes = vec![(id, Some(after.encode()))];
        for (file, record) in files {
            let file = tacit_crm::RecordId(file.0);
            if !self.book.contains(&file) {
                step.made(file, &record);
                writes.push((file, Some(record.encode())));
            }
        }
        if step.is_empty() {
            return Err(say(Gone, "The record is like that already.", "There is nothing to bring back.").into());
        }
        self.stage(writes, entropy)?;
        Ok(self.changed(Some(id), step))
    }
}
