//! Records that are probably the same: finding them, looking at them side by side, making one of them, and remembering
//! that they are not.

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::merging::{
    Alike, Duplicates, MergeField, MergeOutcome, MergeRecord, MergeRule, MergeView, MergeWish,
};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Incomplete, NeedUpdate, Restricted};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm as crm;
use tacit_crm::privacy::AccessEvent;
use tacit_crm::privacy::words::Did;
use tacit_crm::schema::{field_of, key};
use tacit_crm::undo::{Step, Write};
use tacit_crm::{Record, RecordId, Rule, Union, UnionError, UnionWish};
use tacit_vault::Entropy;

fn cannot(error: &UnionError) -> Problem {
    let todo = match error {
        UnionError::TooFew => return problem(Gone),
        UnionError::TooMany => "Choose fewer records; nothing was changed.",
        UnionError::Kinds => "Choose records of one list; nothing was changed.",
        UnionError::Field(..) => "Take some of it away in one of the records, or choose one text of several.",
        UnionError::TooLong => "Choose one text of several, or shorten one of the records.",
    };
    let what = error.to_string();
    let mut letters = what.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    say(BadInput, format!("{}.", first.chain(letters).collect::<String>()), todo)
}

fn wish(of: &MergeWish) -> UnionWish {
    UnionWish {
        ids: of.ids.iter().copied().map(view::record_id).collect(),
        keep: of.keep.map(view::record_id),
        choices: of.choices.iter().map(|(field, of)| (view::field_key(*field), view::record_id(*of))).collect(),
    }
}

impl<F: File> OpenVault<F> {
    /// Records of a kind that are probably the same.
    pub(crate) fn duplicates(&mut self, kind: br::Kind) -> Reply {
        let found = self.book.duplicates(view::kind(kind));
        let group = |(ids, why): &(Vec<RecordId>, Vec<crm::Likeness>)| Alike {
            ids: ids.iter().copied().map(view::id).collect(),
            why: why.iter().map(|one| one.words().to_owned()).collect(),
        };
        Reply::Duplicates(Duplicates {
            total: u32::try_from(found.total).unwrap_or(u32::MAX),
            groups: found.groups.iter().map(group).collect(),
        })
    }

    /// Records side by side, and what they would become.
    pub(crate) fn preview_merge(&self, of: &MergeWish, now: u64) -> Result<Reply, Failure> {
        let union = self.book.plan_union(&wish(of)).map_err(|error| cannot(&error))?;
        let kind = union.records.first().map(|(_, record)| record.kind()).ok_or_else(|| problem(Gone))?;
        let shown = |field: crm::FieldKey, value: &crm::Value| self.shown_value(kind, field, value.clone());
        // What nobody sees is not asked about.
        let fields: Vec<_> =
            union.fields.iter().filter(|one| field_of(kind, one.field).is_some_and(|spec| !spec.hidden)).collect();
        let outcome = MergeOutcome {
            keep: view::id(union.keep),
            fields: fields.iter().map(|one| (one.of.map(view::id), shown(one.field, &one.becomes))).collect(),
            moved: union.pointing.len() as u32,
            blocked: self.may_merge(&union, now).err(),
        };
        Ok(Reply::Merge(Box::new(MergeView {
            kind: view::shown_kind(kind).ok_or_else(|| problem(Gone))?,
            records: union.records.iter().map(|(id, record)| self.side(*id, record)).collect(),
            fields: fields
                .into_iter()
                .map(|one| MergeField {
                    field: br::FieldKey(one.field.0),
                    rule: rule(one.rule),
                    values: one.values.iter().map(|value| shown(one.field, value)).collect(),
                })
                .collect(),
            outcome,
        })))
    }

    fn side(&self, id: RecordId, record: &Record) -> MergeRecord {
        let related: u32 = self.book.referring_counts(&id).into_iter().map(|(_, count)| count).sum();
        MergeRecord {
            id: view::id(id),
            name: self.book.name(&id),
            pointing: related + self.book.files_of(&id).len() as u32,
            changed: (self.member_name(record.changed().author), record.changed().ms),
            source: Some(record.text(key::SOURCE)).filter(|source| !source.is_empty()),
        }
    }

    /// Whether it may be done: rules that go beyond the form of records stand here.
    fn may_merge(&self, union: &Union, now: u64) -> Result<(), Problem> {
        self.may_write().map_err(|failure| failure.0)?;
        if union.records.iter().any(|(id, _)| self.book.is_restricted(id)) {
            return Err(problem(Restricted));
        }
        if !self.newer.is_empty() {
            return Err(say(
                NeedUpdate,
                "Some records of this vault were written by a newer version of Tacit and cannot be changed here; they may \
                 belong to these.",
                "Load Tacit anew to get the newer version, then merge.",
            ));
        }
        if !self.missing.is_empty() {
            return Err(say(
                Incomplete,
                "Some records of this vault are not here yet; they may belong to these.",
                "Merge when everything is here; you can go on with other work meanwhile.",
            ));
        }
        let stamp = crm::Clock::new(self.state.me()).tick(now);
        union.survivor(stamp).map(drop).map_err(|error| cannot(&error))
    }

    /// Makes one record of several: one step, one batch.
    pub(crate) fn merge(
        &mut self,
        of: &MergeWish,
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let union = self.book.plan_union(&wish(of)).map_err(|error| cannot(&error))?;
        self.may_merge(&union, now)?;
        let (writes, step) = union.writes(&self.book, &mut self.clock, now).map_err(|error| cannot(&error))?;
        union.going().iter().for_each(|id| self.doom(id));
        let event =
            AccessEvent { did: Did::Unite, record: union.keep, field: None, device, told: None, why: String::new() };
        let stamp = self.clock.tick(now);
        let logged = self.access_event(&event, stamp, entropy)?;
        // What was done is written with it, and stays when it is undone.
        self.write_step(writes, step, Some(logged), Some(union.keep), entropy)
    }

    /// Remembers that no two of these are the same.
    pub(crate) fn not_same(&mut self, ids: &[br::Id], now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let ids: Vec<RecordId> = ids.iter().copied().map(view::record_id).collect();
        let (writes, step) = self.book.tell_apart(&ids, &mut self.clock, now).map_err(|error| {
            let todo = "Look at the list again; nothing was changed.";
            say(BadInput, format!("This cannot be remembered: {error}."), todo)
        })?;
        self.write_step(writes, step, None, None, entropy)
    }

    fn write_step(
        &mut self,
        writes: Vec<Write>,
        step: Step,
        logged: Option<(RecordId, Option<Vec<u8>>)>,
        id: Option<RecordId>,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let writes = writes.into_iter().map(|write| match write {
            Write::Put(id, record) => (id, Some(record.encode())),
            Write::Remove(id) => (id, None),
        });
        let writes: Vec<_> = writes.chain(logged).collect();
        self.stage(writes, entropy)?;
        Ok(self.changed(id, step))
    }
}

fn rule(rule: Rule) -> MergeRule {
    match rule {
        Rule::Choose => MergeRule::Choose,
        Rule::Unite => MergeRule::Unite,
        Rule::Join => MergeRule::Join,
    }
}
