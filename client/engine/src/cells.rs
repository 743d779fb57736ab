//! Cells of a table: as text, written from text, filled from one another. One step each, that is taken back as one.

use crate::Failure;
use crate::change::{Done, Seen};
use crate::engine::{Engine, FileOf, PageId};
use crate::now::Now;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::several::{SLICE, Sum};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Restricted};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm as crm;
use tacit_crm::several::Several;
use tacit_crm::{Misread, Reader, Record, RecordId};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

/// So many bytes of what could not be read are told with the reason.
const MAX_TOLD: usize = 120;

/// What is to be written of one record: its fields, and which of the cells that were asked for each is of.
#[derive(Default)]
struct Cells {
    count: usize,
    places: Vec<u32>,
    fields: Vec<(crm::FieldKey, Several)>,
}

impl Cells {
    /// One more cell.
    fn add(&mut self, place: u32, values: Vec<(crm::FieldKey, crm::Value)>) {
        self.count += 1;
        self.places.extend(values.iter().map(|_| place));
        self.fields.extend(values.into_iter().map(|(field, value)| (field, Several::Set(value))));
    }

    /// Whether a field has a value once these are written, if it is one of them.
    fn fills(&self, field: crm::FieldKey) -> Option<bool> {
        let (_, last) = self.fields.iter().rev().find(|(of, _)| *of == field)?;
        Some(matches!(last, Several::Set(value) if !value.is_empty()))
    }

    /// Takes out what is written of these fields; the cells that this was.
    fn take_out(&mut self, fields: &[crm::FieldKey]) -> Vec<u32> {
        let all = std::mem::take(&mut self.places).into_iter().zip(std::mem::take(&mut self.fields));
        let (kept, rest): (Vec<_>, Vec<_>) = all.partition(|(_, (field, _))| fields.contains(field));
        (self.places, self.fields) = rest.into_iter().unzip();
        let mut places: Vec<u32> = kept.into_iter().map(|(place, _)| place).collect();
        places.dedup();
        self.count -= places.len();
        places
    }
}

/// Cells that were read, by record in the order of their ids, and those that could not be.
struct Read {
    records: Vec<(RecordId, Cells)>,
    refused: Vec<br::Refused>,
}

impl Read {
    /// The cells of these records.
    fn count(records: &[(RecordId, Cells)]) -> usize {
        records.iter().map(|(_, cells)| cells.count).sum()
    }

    /// How many of these records make a slice: their cells take the time, not their number.
    fn slice_of(records: &[(RecordId, Cells)]) -> usize {
        let mut cells = 0;
        let fits = |(_, of): &&(RecordId, Cells)| {
            let is_open = cells < SLICE;
            cells += of.count;
            is_open
        };
        records.iter().take_while(fits).count()
    }

    /// Which of the cells that were asked for are of this record.
    fn places_of(&self, id: RecordId) -> &[u32] {
        let at = self.records.binary_search_by_key(&id, |(of, _)| *of);
        at.ok().and_then(|at| self.records.get(at)).map(|(_, cells)| cells.places.as_slice()).unwrap_or_default()
    }
}

impl<P: Platform> Engine<P> {
    /// Writes cells from text, as one step, until the page asks to stop. What cannot be read, or may not be written, is left
    /// as it is, and told.
    pub(crate) async fn write_cells(&self, page: PageId, cells: Vec<br::CellText>) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let read = self.look(page, |vault| vault.read_cells(cells))?;
        let total = Read::count(&read.records);
        // Of many things on their way the page shows one; a few cells wait for nobody.
        let _one = if total > SLICE { Some(self.stepping.lock().await) } else { None };
        let (mut rest, mut left) = (read.records.as_slice(), Vec::new());
        let slice = |vault: &mut OpenVault<FileOf<P>>| -> Result<Option<(Done, usize)>, Failure> {
            let (slice, after) = rest.split_at(Read::slice_of(rest));
            if slice.is_empty() {
                return Ok(None);
            }
            rest = after;
            let (now, entropy) = (self.now(), &mut *self.entropy());
            vault.book.restrict(now.ms);
            Ok(Some((vault.write_fields(slice, &mut left, now, entropy)?, Read::count(slice))))
        };
        let sum = self.slice_by_slice((page, &vault), total, slice).await?;
        self.answer_cells(&vault, (read, total), (sum, left))
    }

    /// What came of cells, with the step that takes it back.
    fn answer_cells(
        &self,
        vault: &VaultId,
        (read, total): (Read, usize),
        (sum, mut left): (Sum, Vec<(u32, Problem)>),
    ) -> Result<Reply, Failure> {
        if sum.done.changed == 0 && left.is_empty() && read.refused.is_empty() {
            // Of one record that was refused, why is the answer.
            if let [(_, why)] = &sum.done.left[..] {
                return Err(why.clone().into());
            }
        }
        for (id, why) in sum.done.left {
            left.extend(read.places_of(id).iter().map(|at| (*at, why.clone())));
        }
        left.sort_by_key(|(at, _)| *at);
        left.dedup_by_key(|(at, _)| *at);
        let tried = sum.stopped.as_ref().map_or(total as u32, |stopped| stopped.done);
        let written = tried.saturating_sub(left.len() as u32);
        let mut refused = read.refused;
        refused.extend(left.into_iter().map(|(at, why)| br::Refused { at, why: why.what }));
        refused.sort_by_key(|one| one.at);
        let (step, stopped) = (sum.done.step, sum.stopped);
        let undo = self.with_vault(vault, |vault| vault.undo_of(step))?;
        self.changed(vault)?;
        Ok(Reply::Written { undo, written, refused, stopped })
    }
}

impl<F: File> OpenVault<F> {
    /// One cell as plain text.
    pub(crate) fn cell_text(&mut self, id: br::Id, field: br::FieldKey) -> String {
        self.know_columns(&[field]);
        self.texts(&[id], &[field]).into_iter().flatten().collect()
    }

    /// Cells as plain text, row by row.
    pub(crate) fn cell_texts(&self, ids: &[br::Id], fields: &[br::FieldKey]) -> Result<Vec<Vec<String>>, Failure> {
        check_count(ids.len().saturating_mul(fields.len()))?;
        Ok(self.texts(ids, fields))
    }

    fn texts(&self, ids: &[br::Id], fields: &[br::FieldKey]) -> Vec<Vec<String>> {
        let ids: Vec<RecordId> = ids.iter().copied().map(view::record_id).collect();
        let mut rows = vec![Vec::new(); ids.len()];
        for field in fields {
            let column = self.book.column_texts(&ids, view::field_key(*field));
            rows.iter_mut().zip(column).for_each(|(row, text)| row.push(text));
        }
        rows
    }

    /// Reads cells before any of them is written. What cannot be read is told by its place.
    fn read_cells(&self, cells: Vec<br::CellText>) -> Result<Read, Failure> {
        check_count(cells.len())?;
        let (mut refused, mut read) = (Vec::new(), BTreeMap::<RecordId, Cells>::new());
        let mut reader = Reader::new(&self.book, self.currency());
        for (at, cell) in cells.into_iter().enumerate() {
            let id = view::record_id(cell.id);
            let Some(record) = self.book.get(&id) else { continue };
            let at = at as u32;
            match reader.read_cell(&record, view::field_key(cell.field), &cell.text) {
                Ok(values) => read.entry(id).or_default().add(at, values),
                Err(why) => refused.push(br::Refused { at, why: refusal(&cell.text, why) }),
            }
        }
        self.keep_names(&mut read, &mut refused);
        self.leaves_privacy_alone(read.keys().copied())?;
        Ok(Read { records: read.into_iter().collect(), refused })
    }

    /// Whether nothing would tell any more who somebody is, of whom something does now.
    fn loses_who(&self, id: &RecordId, cells: &Cells) -> bool {
        self.book.get(id).is_some_and(|record| {
            crm::is_left_unnamed(&record, |field| cells.fills(field)) && !crm::is_left_unnamed(&record, |_| None)
        })
    }

    /// Leaves what alone would tell who somebody is: each of these cells may be emptied by itself.
    fn keep_names(&self, read: &mut BTreeMap<RecordId, Cells>, refused: &mut Vec<br::Refused>) {
        for (id, cells) in read.iter_mut() {
            if !self.loses_who(id, cells) {
                continue;
            }
            if let Some(record) = self.book.get(id) {
                let kept = cells.take_out(crm::tells_who(&record)).into_iter();
                refused.extend(kept.map(|at| br::Refused { at, why: refusal("", Misread::Nameless) }));
            }
        }
        read.retain(|_, cells| !cells.fields.is_empty());
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
        let nameless = self.cell_text(from, br::FieldKey::NAME).is_empty();
        if nameless && fields == [br::FieldKey::NAME] {
            return Err(say(BadInput, "There is no name to fill down.", "Write one into the topmost row first.").into());
        }
        let values: Vec<_> = fields
            .iter()
            .copied()
            .map(view::field_key)
            // Nobody loses a name in passing.
            .filter(|field| !(nameless && *field == crm::schema::key::NAME))
            .filter(|field| !self.book.is_masked(source.kind(), *field))
            .flat_map(|field| crm::cell_fields(source.kind(), field))
            .map(|field| (field, Several::Set(self.shown_in(&source, field))))
            .collect();
        if values.is_empty() {
            let todo = "Look at it, and change it, on the record’s own page.";
            return Err(say(BadInput, "What is masked is not copied.", todo).into());
        }
        let of = |id: &br::Id| (view::record_id(*id), Cells { fields: values.clone(), ..Cells::default() });
        // A record stands in several groups.
        let values: BTreeMap<_, _> = to.iter().filter(|id| **id != from).map(of).collect();
        let (nobody, values): (Vec<_>, Vec<_>) = values.into_iter().partition(|(id, cells)| self.loses_who(id, cells));
        self.leaves_privacy_alone(values.iter().map(|(id, _)| *id))?;
        let mut left = Vec::new();
        let mut done = self.write_fields(&values, &mut left, now, entropy)?;
        done.left.extend(left.into_iter().filter_map(|(at, why)| Some((values.get(at as usize)?.0, why))));
        let nameless = || say(BadInput, refusal("", Misread::Nameless), "");
        done.left.extend(nobody.into_iter().map(|(id, _)| (id, nameless())));
        self.told(done)
    }

    /// Writes fields of records; those of a record that may not be written are told by their place, or by the place of the
    /// record where they have none.
    fn write_fields(
        &mut self,
        values: &[(RecordId, Cells)],
        left: &mut Vec<(u32, Problem)>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Done, Failure> {
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

/// What a cell held that could not be read, and why.
fn refusal(text: &str, why: Misread) -> String {
    let text = text.trim();
    if text.is_empty() {
        let why = why.to_string();
        let (first, rest) = why.split_at(why.chars().next().map_or(0, char::len_utf8));
        return format!("{}{rest}.", first.to_uppercase());
    }
    let told = match &text[..text.floor_char_boundary(MAX_TOLD.min(text.len()))] {
        cut if cut.len() < text.len() => format!("{cut}…"),
        whole => whole.to_owned(),
    };
    format!("{told}: {why}.")
}

fn check_count(cells: usize) -> Result<(), Failure> {
    if cells <= br::MAX_CELLS {
        return Ok(());
    }
    let what = format!("These are more cells than the {} that are written at once.", br::MAX_CELLS);
    Err(say(BadInput, what, "Do it in parts.").into())
}
