//! The way back to an earlier version of a record: its values as a change of now. One that was deleted comes back with the
//! files that went with it.

use crate::Failure;
use crate::change::Part;
use crate::engine::{Engine, PageId};
use crate::history::Known;
use crate::ports::{File, Platform};
use crate::privacy::by_steps;
use crate::problem::{problem, say};
use crate::records::Writes;
use crate::vault::{OpenVault, names_files};
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::problem::ProblemKind::{Gone, Incomplete, NeedUpdate, NotAllowed};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, delicacy};
use tacit_shared::api::VersionRow;
use tacit_shared::ids::{Millis, RecordId, Seq, VaultId, Version};
use tacit_shared::limits::CLOCK_AHEAD_MS;

/// Records whose versions are asked for at once; the server's own cap.
const LISTED_AT_ONCE: usize = 256;
/// Records asked about at once.
const AT_ONCE: usize = 100;

fn not_there() -> Problem {
    say(Gone, "That version cannot be restored.", "The server does not have it any more. Choose another.")
}

fn here_again() -> Problem {
    say(Gone, "The record is here again already.", "There is nothing to restore.")
}

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
        let old = old.ok_or_else(not_there)?;
        self.refuse_less_delicate(&vault, &record, &old).await?;
        let files = self.files_gone_with(&vault, &[record], now).await?;
        let reply = self.with_vault(&vault, |vault| {
            let Part { id, step, writes } = vault.back(record, &old, files, now)?;
            vault.stage(writes, &mut *self.entropy())?;
            Ok::<_, Failure>(vault.changed(Some(id), step))
        })??;
        self.changed(&vault)?;
        Ok(reply)
    }

    /// Brings deleted records back to a version each, as one step; what cannot be brought back is left and told.
    pub(crate) async fn restore_several(&self, page: PageId, wanted: &[(br::Id, Version)]) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        self.with_vault(&vault, |vault| vault.may_write())??;
        let wanted: BTreeMap<RecordId, Version> =
            wanted.iter().map(|(id, version)| (RecordId(id.0), *version)).collect();
        let now = self.platform.now();
        let olds = self.olds_of(&vault, &wanted, now).await?;
        let here: Vec<RecordId> = olds.keys().copied().collect();
        let mut files: BTreeMap<RecordId, Vec<(RecordId, Record)>> = BTreeMap::new();
        for (file, record) in self.files_gone_with(&vault, &here, now).await? {
            if let Some(facts) = record.file() {
                files.entry(RecordId(facts.holder.0)).or_default().push((file, record));
            }
        }
        let lost = wanted.keys().filter(|record| !olds.contains_key(*record));
        let mut left: Vec<(tacit_crm::RecordId, Problem)> =
            lost.map(|record| (tacit_crm::RecordId(record.0), not_there())).collect();
        let reply = self.with_vault(&vault, |vault| {
            let mut parts = Vec::new();
            for (record, old) in &olds {
                let id = tacit_crm::RecordId(record.0);
                // It came back since it was chosen, and may have been changed: what is here stays.
                if vault.book.contains(&id) {
                    left.push((id, here_again()));
                    continue;
                }
                match vault.back(*record, old, files.remove(record).unwrap_or_default(), now) {
                    Ok(part) => parts.push(part),
                    Err(Failure(why)) => left.push((id, why)),
                }
            }
            let done = vault.write_parts(parts, left, &mut *self.entropy())?;
            vault.told(done)
        })??;
        self.changed(&vault)?;
        Ok(reply)
    }

    /// Versions of several records, as far as they are to be had. A definition of a field comes back alone, since it is asked
    /// how delicate it was.
    async fn olds_of(
        &self,
        vault: &VaultId,
        wanted: &BTreeMap<RecordId, Version>,
        now: Millis,
    ) -> Result<BTreeMap<RecordId, Record>, Failure> {
        let records: Vec<RecordId> = wanted.keys().copied().collect();
        let mut olds = BTreeMap::new();
        for part in records.chunks(AT_ONCE) {
            let listed = self.rows_of(vault, part).await?;
            let row = |(record, rows): (&RecordId, Vec<VersionRow>)| {
                let version = wanted.get(record)?;
                Some((*record, *rows.iter().find(|row| row.version == *version)?))
            };
            let rows: Vec<(RecordId, VersionRow)> = part.iter().zip(listed).filter_map(row).collect();
            let known = self.known_of(vault, &rows).await?;
            let old = |((record, _), known): (&(RecordId, VersionRow), Known)| Some((*record, as_of(known, now)?));
            olds.extend(rows.iter().zip(known).filter_map(old).filter(|(_, old)| old.kind() != Kind::Field));
        }
        Ok(olds)
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
                let todo = "Restore its last version, and change it then.";
                Err(say(NotAllowed, "That version held the field for less delicate.", todo).into())
            }
            false => Ok(()),
        }
    }

    /// The last versions of files that were deleted together with these records, as far as the server still has them.
    async fn files_gone_with(
        &self,
        vault: &VaultId,
        holders: &[RecordId],
        now: Millis,
    ) -> Result<Vec<(RecordId, Record)>, Failure> {
        let holders: BTreeSet<RecordId> = holders.iter().copied().collect();
        let gone = self.with_vault(vault, |vault| vault.gone_with(&holders))?;
        let rows = self.last_of_files(vault, &gone).await?;
        let mut files = Vec::new();
        for part in rows.chunks(AT_ONCE) {
            let known = self.known_of(vault, part).await?;
            let of_them = |old: &Record| old.file().is_some_and(|facts| holders.contains(&RecordId(facts.holder.0)));
            let old = |((record, _), known): (&(RecordId, VersionRow), Known)| Some((*record, as_of(known, now)?));
            files.extend(part.iter().zip(known).filter_map(old).filter(|(_, old)| of_them(old)));
        }
        Ok(files)
    }

    /// The last kept version of each of these that was a file: one began in an entry that adds files. Of thousands that went at
    /// once, all others need not be opened.
    async fn last_of_files(&self, vault: &VaultId, gone: &[RecordId]) -> Result<Vec<(RecordId, VersionRow)>, Failure> {
        let (mut found, mut adding) = (Vec::new(), BTreeMap::new());
        for part in gone.chunks(LISTED_AT_ONCE) {
            let listed = self.rows_of(vault, part).await?;
            let began = listed.iter().filter_map(|rows| Some(rows.first()?.seq));
            let unseen: Vec<Seq> = began.filter(|seq| !adding.contains_key(seq)).collect();
            let entries = self.entries_of(vault, unseen).await?;
            adding.extend(entries.iter().map(|(seq, entry)| (*seq, names_files(entry))));
            let last = |(record, rows): (&RecordId, Vec<VersionRow>)| {
                let may_be_file = adding.get(&rows.first()?.seq) == Some(&true);
                let last = rows.iter().rev().find(|row| row.envelope.is_some() && row.kept)?;
                may_be_file.then_some((*record, *last))
            };
            found.extend(part.iter().zip(listed).filter_map(last));
        }
        Ok(found)
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
    /// What the entries deleted that deleted these records, beside them, and may be a file of theirs. Of an entry of which this
    /// device knows which were files, only those that were theirs or nobody's whom it knows.
    pub(crate) fn gone_with(&self, holders: &BTreeSet<RecordId>) -> Vec<RecordId> {
        let leaves = holders.iter().filter_map(|holder| self.state.leaf(holder));
        let deleted = leaves.filter(|leaf| leaf.envelope.is_none());
        let mut gone: BTreeMap<Seq, Vec<RecordId>> = deleted.map(|leaf| (leaf.seq, Vec::new())).collect();
        let here = |record: &RecordId| self.book.contains(&tacit_crm::RecordId(record.0));
        for leaf in self.state.leaves().iter().filter(|leaf| leaf.envelope.is_none()) {
            if let Some(of_entry) = gone.get_mut(&leaf.seq)
                && !holders.contains(&leaf.record)
                && !here(&leaf.record)
            {
                of_entry.push(leaf.record);
            }
        }
        for of_entry in gone.values_mut() {
            if of_entry.iter().any(|record| self.is_doomed(record)) {
                let may_be_theirs = |file: &RecordId| self.was_of(file).is_none_or(|holder| holders.contains(&holder));
                of_entry.retain(|record| self.is_doomed(record) && may_be_theirs(record));
            }
        }
        gone.into_values().flatten().collect()
    }

    /// A version's values as a change of now; a deleted record comes back. What is kept for a time does not come back for
    /// longer than it is kept: `tacit_crm::privacy::Keepings`.
    fn back(
        &mut self,
        record: RecordId,
        old: &Record,
        files: Vec<(RecordId, Record)>,
        now: u64,
    ) -> Result<Part, Failure> {
        let id = tacit_crm::RecordId(record.0);
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
                for spec in before.specs().chain(old.specs()).filter(|spec| spec.key != key::MERGED) {
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
            None if self.newer.contains(&record) => return Err(problem(NeedUpdate).into()),
            None => {
                let mut back = old.clone();
                self.book.without_past(&keepings, &id, &mut back, now);
                step.made(id, &back);
                back
            }
        };
        let (mut whole, mut writes): (Step, Writes) = (Step::new(), vec![(id, Some(after.encode()))]);
        for (file, record) in files {
            let file = tacit_crm::RecordId(file.0);
            if !self.book.contains(&file) {
                whole.made(file, &record);
                writes.push((file, Some(record.encode())));
            }
        }
        // Last, so that an undo looks at it first: if it stays because somebody changed it, its files stay.
        whole.append(step);
        if whole.is_empty() {
            return Err(say(Gone, "The record is like that already.", "There is nothing to restore.").into());
        }
        Ok(Part { id, step: whole, writes })
    }
}
