//! Cells of a table: as text, written from text, filled from one another. One step each, that is taken back as one.

use crate::Failure;
use crate::now::Now;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::records::bad_value;
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Restricted};
use tacit_bridge::records as br;
use tacit_crm as crm;
use tacit_crm::undo::Step;
use tacit_crm::{Reader, Record, RecordId};
use tacit_vault::Entropy;

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

    /// Writes cells from text. What cannot be read is left as it is, and told.
    pub(crate) fn write_cells(
        &mut self,
        cells: Vec<br::CellText>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        check_count(cells.len())?;
        let (mut refused, mut read) = (Vec::new(), BTreeMap::<RecordId, Vec<(crm::FieldKey, crm::Value)>>::new());
        let mut reader = Reader::new(&self.book, self.currency());
        for (at, cell) in cells.into_iter().enumerate() {
            let id = view::record_id(cell.id);
            let Some(record) = self.book.get(&id) else { continue };
            let field = view::field_key(cell.field);
            if cell.text.trim().is_empty() && record.has(field) && self.book.is_masked(record.kind(), field) {
                // Copies of it are empty too: that must not take away what nobody saw.
                let why = "This is masked. Empty it on the record’s own page.".to_owned();
                refused.push(br::Refused { at: at as u32, why });
                continue;
            }
            match reader.read(&record, field, &cell.text) {
                Ok(value) => read.entry(id).or_default().push((field, value)),
                Err(why) => refused.push(br::Refused { at: at as u32, why: format!("{}: {why}.", cell.text.trim()) }),
            }
        }
        let written = read.values().map(Vec::len).sum::<usize>() as u32;
        let step = self.write_values(read, now, entropy)?;
        let undo = self.undo_of(step);
        Ok(Reply::Written { undo, written, refused })
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

    /// Writes fields of one record over those of others.
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
            .map(|field| (field, self.shown_in(&source, field)))
            .collect();
        let values = to.iter().filter(|id| **id != from).map(|id| (view::record_id(*id), values.clone())).collect();
        let step = self.write_values(values, now, entropy)?;
        Ok(self.changed(None, step))
    }

    fn write_values(
        &mut self,
        values: BTreeMap<RecordId, Vec<(crm::FieldKey, crm::Value)>>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Step, Failure> {
        self.leaves_privacy_alone(values.keys().copied())?;
        let (mut step, mut writes) = (Step::new(), Vec::new());
        for (id, fields) in values {
            let Some(before) = self.book.record(&id) else { continue };
            self.clock.observe(before.changed(), u64::MAX);
            let stamp = self.clock.tick(now.ms);
            let mut after = before.clone();
            let mut changed = false;
            for (field, value) in fields {
                let value = self.with_absent(&before, field, value);
                changed |= after.set(field, value, stamp).map_err(bad_value)?;
            }
            if changed {
                self.book.follow(Some(&before), &mut after, stamp).map_err(bad_value)?;
                self.follow_series(Some(&before), &mut after, now, stamp, entropy)?;
                step.edited(id, &before, &after);
                self.next_of_series((&before, &after), now, (&mut step, &mut writes), entropy)?;
                writes.push((id, Some(after.encode())));
            }
        }
        if !writes.is_empty() {
            self.stage(writes, entropy)?;
        }
        Ok(step)
    }
}

fn check_count(cells: usize) -> Result<(), Failure> {
    if cells <= br::MAX_CELLS {
        return Ok(());
    }
    let what = format!("These are more cells than the {} that are written at once.", br::MAX_CELLS);
    Err(say(BadInput, what, "Do it in parts.").into())
}
