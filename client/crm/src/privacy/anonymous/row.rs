//! A deal made anonymous in place: a new record, by a new id that nothing remembers, with what counts and nothing that singles
//! out. The old one goes with all its versions, and with what is about it alone.

use crate::book::Book;
use crate::clock::Stamp;
use crate::field::Value;
use crate::privacy::Erasure;
use crate::record::{Record, RecordId};
use crate::recur::Day;
use crate::schema::{Kind, key};
use std::collections::BTreeSet;

/// What of a deal is kept as it is: where it stands, how much it is about, the way it came about. All else is free text, a
/// link, or a day.
const KEPT: [crate::schema::FieldKey; 3] = [key::STAGE, key::AMOUNT, key::ORIGIN];

/// The first moment of the month, ms since 1970.
fn month_of(ms: u64) -> Option<u64> {
    let day = Day::of_ms(ms)?.to_string();
    let first = Day::parse(&format!("{}-01", day.get(..7)?))?;
    Some(u64::try_from(first.days()).ok()? * crate::privacy::period::DAY_MS)
}

impl Book {
    /// Deals that are with this person, with nobody else and no company.
    pub fn deals_alone(&self, person: &RecordId) -> Vec<RecordId> {
        let deals = self.referring_rows(person).filter(|row| self.kind_of(*row) == Some(Kind::Deal));
        let alone = deals.filter(|row| {
            self.peek(*row).is_some_and(|deal| {
                deal.relations(key::PEOPLE).iter().all(|id| id == person) && deal.link(key::COMPANY).is_none()
            })
        });
        alone.map(|row| self.id_of(row)).collect()
    }

    /// Whether a deal is such a row already: nothing but what counts, and no title.
    pub fn is_anonymous(&self, deal: &RecordId) -> bool {
        let fields = self.record(deal).map(|deal| deal.fields()).unwrap_or_default();
        fields.iter().all(|(field, _)| KEPT.contains(field) || *field == key::CLOSED)
    }

    /// A deal as a row that names nobody, called `name`; made now, closed in its month.
    pub fn anonymous_deal(&self, deal: &RecordId, name: &str, stamp: Stamp) -> Option<Record> {
        let old = self.record(deal).filter(|deal| deal.kind() == Kind::Deal)?;
        let mut row = Record::new(Kind::Deal, stamp);
        let closed = match old.get(key::CLOSED) {
            Value::Number(ms) => month_of(ms).map_or(Value::Empty, Value::Number),
            _ => Value::Empty,
        };
        let kept = KEPT.into_iter().map(|field| (field, old.get(field)));
        for (field, value) in kept.chain([(key::CLOSED, closed), (key::NAME, Value::text(name))]) {
            row.set(field, value, stamp).ok()?;
        }
        Some(row)
    }
}

impl Erasure {
    /// Takes deals along that are the person's alone, with what is about nothing else; gives those deals.
    pub fn take_deals(&mut self, book: &Book, person: &RecordId) -> Vec<RecordId> {
        let deals = book.deals_alone(person);
        let ids: BTreeSet<RecordId> = deals.iter().copied().chain([*person]).collect();
        let around = book.around(&ids);
        let known: BTreeSet<RecordId> = self.gone.iter().map(|(id, _)| *id).collect();
        let more = deals.iter().map(|id| (*id, Kind::Deal)).chain(around.gone);
        self.gone.extend(more.filter(|(id, _)| !known.contains(id)));
        let gone: BTreeSet<RecordId> = self.gone.iter().map(|(id, _)| *id).collect();
        self.rewritten.extend(around.rewritten);
        self.rewritten.retain(|id| !gone.contains(id));
        self.rewritten.sort();
        self.rewritten.dedup();
        deals
    }
}
