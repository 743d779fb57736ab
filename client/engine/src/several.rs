//! One field of many records, and a tag of all of them: what may be written is written as one step, and what is left as it
//! was is told record by record, with the reason.

use crate::Failure;
use crate::now::Now;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::records::{Writes, bad_value};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm as crm;
use tacit_crm::several::Several;
use tacit_crm::undo::Step;
use tacit_crm::{Record, RecordId, schema::key};
use tacit_vault::Entropy;

/// What is to happen to one record: its own writes, and those that follow from them.
struct Part {
    id: RecordId,
    step: Step,
    writes: Writes,
}

impl<F: File> OpenVault<F> {
    /// What is asked of many records.
    pub(crate) fn change_several(
        &mut self,
        ask: br::SeveralAsk,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        match ask {
            br::SeveralAsk::Edit { ids, field, how } => {
                self.may_be_changed(&ids)?;
                let ids: Vec<RecordId> = ids.into_iter().map(view::record_id).collect();
                self.write_several(&ids, field, |vault, record| vault.meant(record, field, &how), now, entropy)
            }
            br::SeveralAsk::Tag { tag, to } => self.change_tag(tag, to, now, entropy),
        }
    }

    /// A tag of whatever has it becomes another, or goes.
    fn change_tag(
        &mut self,
        from: String,
        to: Option<String>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let to = to.map(|to| to.trim().to_owned());
        if to.as_ref().is_some_and(|to| to.is_empty() || to.contains([',', ';'])) {
            return Err(say(BadInput, "This cannot be a tag.", "Give it a short name without commas.").into());
        }
        let kinds = self.book.kinds_worked_with();
        let all = kinds.into_iter().flat_map(|kind| self.book.ids_of(kind));
        let has =
            |id: &RecordId| self.book.get(id).is_some_and(|record| record.words(key::TAGS).contains(&from.as_str()));
        let ids: Vec<RecordId> = all.filter(has).collect();
        let how = Several::Word { from, to };
        self.write_several(&ids, br::FieldKey::TAGS, |_, _| Ok(how.clone()), now, entropy)
    }

    /// What is asked of a field, as records of this kind hold it.
    fn meant(&self, record: &Record, field: br::FieldKey, how: &br::Several) -> Result<Several, Problem> {
        let key = view::field_key(field);
        let held = record.get(key);
        let adds = matches!(how, br::Several::Add(_))
            && matches!(held, crm::Value::Tags(_) | crm::Value::Points(_) | crm::Value::Relations(_));
        if !adds && !held.is_empty() && self.book.is_masked(record.kind(), key) {
            return Err(say(
                BadInput,
                "What is masked is not written over unseen.",
                "Look at it, and change it, on the record’s own page.",
            ));
        }
        Ok(match how {
            br::Several::Set(value) => {
                let value = self.typed(record.kind(), field, value.clone())?;
                Several::Set(self.with_absent(record, key, value))
            }
            br::Several::Add(value) => Several::Add(self.typed(record.kind(), field, value.clone())?),
            br::Several::Remove(value) => Several::Remove(self.typed(record.kind(), field, value.clone())?),
        })
    }

    /// Writes a field of records: what may be is one step and one batch, the rest is told.
    fn write_several(
        &mut self,
        ids: &[RecordId],
        field: br::FieldKey,
        how: impl Fn(&Self, &Record) -> Result<Several, Problem>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.may_write()?;
        let (mut parts, mut left, mut found) = (Vec::new(), Vec::new(), false);
        for id in ids {
            let Some(before) = self.book.record(id) else { continue };
            found = true;
            let part = how(self, &before).map_err(Failure::from);
            match part.and_then(|how| self.part(*id, &before, view::field_key(field), &how, now, entropy)) {
                Ok(part) => parts.extend(part),
                Err(Failure(why)) => left.push((*id, why)),
            }
        }
        if !found {
            return Err(problem(Gone).into());
        }
        left.extend(self.take_refused(&mut parts));
        let (mut step, mut writes) = (Step::new(), Writes::new());
        let changed = parts.len() as u32;
        for part in parts {
            step.append(part.step);
            writes.extend(part.writes);
        }
        let left = left.into_iter().map(|(id, why)| br::Left { id: view::id(id), name: self.book.name(&id), why });
        let left = left.collect();
        if !writes.is_empty() {
            self.stage(writes, entropy)?;
        }
        Ok(Reply::Several { undo: self.undo_of(step), changed, left })
    }

    /// A record with the field written, and what follows from that; `None` if nothing changes.
    fn part(
        &mut self,
        id: RecordId,
        before: &Record,
        field: crm::FieldKey,
        how: &Several,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Part>, Failure> {
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(now.ms);
        let mut after = before.clone();
        if !after.set(field, how.of(&before.get(field)), stamp).map_err(bad_value)? {
            return Ok(None);
        }
        self.book.follow(Some(before), &mut after, stamp).map_err(bad_value)?;
        self.follow_series(Some(before), &mut after, now, stamp, entropy)?;
        let (mut step, mut writes) = (Step::new(), Writes::new());
        step.edited(id, before, &after);
        self.next_of_series((before, &after), now, (&mut step, &mut writes), entropy)?;
        self.returned((before, &after), now.ms, (&mut step, &mut writes), entropy)?;
        writes.push((id, Some(after.encode())));
        Ok(Some(Part { id, step, writes }))
    }

    /// Takes out those parts that the rules refuse. All are asked about at once first: mostly none is.
    fn take_refused(&mut self, parts: &mut Vec<Part>) -> Vec<(RecordId, Problem)> {
        let all: Writes = parts.iter().flat_map(|part| part.writes.iter().cloned()).collect();
        if self.may_be_staged(&all).is_ok() {
            return Vec::new();
        }
        let mut refused = Vec::new();
        parts.retain(|part| match self.may_be_staged(&part.writes) {
            Ok(()) => true,
            Err(Failure(why)) => {
                refused.push((part.id, why));
                false
            }
        });
        refused
    }
}
