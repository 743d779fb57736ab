//! Fields that served one purpose only, cleared by a rule of retention: when somebody's consent to it ended, or the purpose
//! did, what was held for it goes, and the person stays with what other purposes need.

use super::ledger::Ledger;
use super::point::Marker;
use super::retention::RetentionRule;
use super::words::{Action, PurposeStatus};
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::ValueError;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind};
use std::collections::BTreeSet;

impl Ledger {
    /// Fields of people that this purpose names, and no other one that is pursued or paused.
    pub fn served_only(&self, purpose: &RecordId) -> Vec<FieldKey> {
        let id = self.purpose_of(purpose);
        let live = self.purposes().filter(|(other, of)| *other != id && of.status != PurposeStatus::Retired);
        let needed: BTreeSet<FieldKey> = live.flat_map(|(_, of)| of.data_fields.iter().copied()).collect();
        let named = self.purpose(&id).into_iter().flat_map(|of| of.data_fields.iter().copied());
        named.filter(|field| !needed.contains(field)).collect()
    }
}

impl Book {
    /// Fields that a rule clears; none of one that does something else.
    pub fn fields_of(&mut self, rule: &RetentionRule, marker: &dyn Marker) -> Vec<FieldKey> {
        match rule.purpose.filter(|_| rule.action == Action::ClearFields && rule.of == Kind::Person) {
            Some(purpose) => self.ledger(marker).served_only(&purpose),
            None => Vec::new(),
        }
    }

    /// A person without the values of these fields, and which of them held any; `None` where none did. `stamp` is asked for
    /// where something changes.
    pub fn without_served(
        &self,
        person: &RecordId,
        fields: &[FieldKey],
        stamp: impl FnOnce(&Record) -> Stamp,
    ) -> Result<Option<(Record, Vec<FieldKey>)>, ValueError> {
        let Some(before) = self.record(person).filter(|record| record.kind() == Kind::Person) else { return Ok(None) };
        let held: Vec<FieldKey> = fields.iter().copied().filter(|field| before.holds_any(*field)).collect();
        if held.is_empty() {
            return Ok(None);
        }
        let (mut after, stamp) = (before.clone(), stamp(&before));
        held.iter().try_for_each(|field| after.take_away(*field, stamp))?;
        Ok(Some((after, held)))
    }
}
