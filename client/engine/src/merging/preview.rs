//! Records side by side, and what they would become as one: nothing is written.

use super::{cannot, wish};
use crate::Failure;
use crate::ports::File;
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::merging::{MergeField, MergeOutcome, MergeRecord, MergeRule, MergeView, MergeWish};
use tacit_bridge::problem::ProblemKind::{Gone, Restricted};
use tacit_bridge::records as br;
use tacit_crm as crm;
use tacit_crm::schema::{field_of, key};
use tacit_crm::{Record, RecordId, Rule};

impl<F: File> OpenVault<F> {
    /// Records side by side, and what they would become.
    pub(crate) fn preview_merge(&self, of: &MergeWish, now: u64) -> Result<Reply, Failure> {
        let union = self.book.plan_union(&wish(of)).map_err(|error| cannot(&error))?;
        let kind = union.records.first().map(|(_, record)| record.kind()).ok_or_else(|| problem(Gone))?;
        if union.records.iter().any(|(id, _)| self.book.is_restricted(id)) {
            return Err(problem(Restricted).into());
        }
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
}

fn rule(rule: Rule) -> MergeRule {
    match rule {
        Rule::Choose => MergeRule::Choose,
        Rule::Unite => MergeRule::Unite,
        Rule::Join => MergeRule::Join,
    }
}
