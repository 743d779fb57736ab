//! Cells of a table: as text, written from text, filled from one another. One step each, that is taken back as one.

use crate::Failure;
use crate::change::{Done, Seen};
use crate::now::Now;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Restricted};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm as crm;
use tacit_crm::several::Several;
use tacit_crm::{Reader, Record, RecordId};
use tacit_vault::Entropy;

/// What is to be written of one record: its fields, and which of the cells that were asked for each is.
#[derive(Default)]
struct Cells {
    places: Vec<u32>,
    fields: Vec<(crm::FieldKey, Several)>,
}

impl<F: File> OpenVault<F> {
    /// One cell as plain text.
    pub(crate) fn cell_text(&self, id: br::Id, field: br::FieldKey) -> String {
        self.texts(&[id], &[field]).into_iter().flatten().collect()
    }

    /// Cells as plain text, row by row.
    pub(crate) fn cell_texts(&self, ids: &[br::Id], fields: &[br::FieldKey]) -> Result<Vec<Vec<String>>, Failure> {
        check_count(ids.len().saturating_mul(fields.len()))?;
        Ok(self.texts(ids, fields))
    }

    fn texts(&self, ids: &[br::Id], fields: &[br::FieldKey]) -> Vec<Vec<String>> {
        let row = |id: &br::Id| {
            let id = view::record_id(*id);
            let record = self.book.get(&id).filter(|_| !self.book.is_restricted(&id));
            let cell = |field: &br::FieldKey| {
                let field = view::field_key(*field);
                let shown = record.as_ref().filter(|record| !self.book.is_masked(record.kind(), field));
                shown.map(|record| self.book.typed(record, field)).unwrap_or_default()
            };
            fields.iter().map(cell).collect()
        };
        ids.iter().map(row).collect()
    }

    /// Writes cells from text. What cannot be read, or may not be written, is left as it is, and told.
    pub(crate) fn write_cells(
        &mut self,
        cells: Vec<br::CellText>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        check_count(cells.len())?;
        let (mut refused, mut read) = (Vec::new(), BTreeMap::<RecordId, Cells>::new());
        let mut reader = Reader::new(&self.book, self.currency());
        for (at, cell) in cells.into_iter().enumerate() {
            let id = view::record_id(cell.id);
            let Some(record) = self.book.get(&id) else { continue };
            let (at, field) = (at as u32, view::field_key(cell.field));
            match reader.read(&record, field, &cell.text) {
                Ok(value) => {
                    let of = read.entry(id).or_default();
                    of.places.push(at);
                    of.fields.push((field, Several::Set(value)));
                }
                Err(why) => refused.push(br::Refused { at, why: format!("{}: {why}.", cell.text.trim()) }),
            }
        }
        let count = read.values().map(|cells| cells.fields.len()).sum::<usize>();
        let mut left = Vec::new();
        let done = self.write_fields(&read, &mut left, now, entropy)?;
        if done.changed == 0 && left.is_empty() && refused.is_empty() {
            // Of one record that was refused, why is the answer.
            if let [(_, why)] = &done.left[..] {
                return Err(why.clone().into());
            }
        }
        for (id, why) in done.left {
            let places = read.get(&id).map(|cells| cells.places.clone()).unwrap_or_default();
            left.extend(places.into_iter().map(|at| (at, why.clone())));
        }
        left.sort_by_key(|(at, _)| *at);
        left.dedup_by_key(|(at, _)| *at);
        let written = count.saturating_sub(left.len()) as u32;
        refused.extend(left.into_iter().map(|(at, why)| br::Refused { at, why: why.what }));
        refused.sort_by_key(|one| one.at);
        Ok(Reply::Written { undo: self.undo_of(done.step), written, refused })
    }

    /// A value as lists show it: whose data is only stored is not in it, and does not go on to other records.
    fn shown_in(&self, source: &Record, field: crm::FieldKey) -> crm::Value {
        match source.get(field) {
            crm::Value::Relations(mut ids) => {
                ids.retain(|id| !self.book.is_restricted(id));
                crm::Value::Relations(ids)
            }
            crm::Value::Link(id) if self.book.is_restricted(&id) => crm::Value::Empty,
            value => value,
        }
    }

    /// Writes fields of one record over those of others; what may not be is left and told.
    pub(crate) fn fill_cells(
        &mut self,
        from: br::Id,
        to: &[br::Id],
        fields: &[br::FieldKey],
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        check_count(to.len().saturating_mul(fields.len()))?;
        let source = self.book.record(&view::record_id(from));
        let source = source.ok_or_else(|| problem(Gone))?;
        if self.book.is_restricted(&view::record_id(from)) {
            return Err(problem(Restricted).into());
        }
        let values: Vec<_> = fields
            .iter()
            .copied()
            .map(view::field_key)
            .filter(|field| !self.book.is_masked(source.kind(), *field))
            .map(|field| (field, Several::Set(self.shown_in(&source, field))))
            .collect();
        if values.is_empty() {
            let todo = "Look at it, and change it, on the record’s own page.";
            return Err(say(BadInput, "What is masked is not copied.", todo).into());
        }
        let of = |id: &br::Id| (view::record_id(*id), Cells { places: Vec::new(), fields: values.clone() });
        let values = to.iter().filter(|id| **id != from).map(of).collect();
        let mut left = Vec::new();
        let mut done = self.write_fields(&values, &mut left, now, entropy)?;
        let ids: Vec<RecordId> = values.into_keys().collect();
        done.left.extend(left.into_iter().filter_map(|(at, why)| Some((*ids.get(at as usize)?, why))));
        self.told(done)
    }

    /// Writes fields of records; those of a record that may not be written are told by their place, or by the place of the
    /// record where they have none.
    fn write_fields(
        &mut self,
        values: &BTreeMap<RecordId, Cells>,
        left: &mut Vec<(u32, Problem)>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Done, Failure> {
        self.leaves_privacy_alone(values.keys().copied())?;
        let mut parts = Vec::new();
        for (row, (id, cells)) in values.iter().enumerate() {
            let Some(before) = self.book.record(id) else { continue };
            let of = self.change_one((*id, &before), &cells.fields, Seen::Not, now, entropy)?;
            parts.extend(of.part);
            let place = |at: usize| cells.places.get(at).copied().unwrap_or(row as u32);
            left.extend(of.refused.into_iter().map(|(at, why)| (place(at), why)));
        }
        self.write_parts(parts, Vec::new(), entropy)
    }
}

fn check_count(cells: usize) -> Result<(), Failure> {
    if cells <= br::MAX_CELLS {
        return Ok(());
    }
    let what = format!("These are more cells than the {} that are written at once.", br::MAX_CELLS);
    Err(say(BadInput, what, "Do it in parts.").into())
}
