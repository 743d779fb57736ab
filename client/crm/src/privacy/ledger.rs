//! Everything that says what may be done with whose data, indexed: kept beside the book, built when first asked for,
//! patched by the rows that changed. Holds marks, never addresses. What it is asked is `asked.rs`.

mod asked;

use super::event::ConsentEvent;
use super::meta::Declared;
use super::point::{Mark, Marker, PointKind, marks_of};
use super::purpose::{BasisRecord, Notice, Purpose};
use super::state::Heard;
use super::suppression::{Restriction, Suppression};
use super::words::{EventKind, Method};
use super::{key, same};
use crate::book::{Book, Row};
use crate::clock::Stamp;
use crate::masked::declares;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind};
pub(crate) use asked::Asked;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};

/// Kinds that the index is made of: what else a vault holds is not read for it.
const KINDS: [Kind; 9] = [
    Kind::Person,
    Kind::ConsentEvent,
    Kind::Purpose,
    Kind::Notice,
    Kind::BasisRecord,
    Kind::Suppression,
    Kind::Restriction,
    Kind::AccessEvent,
    Kind::Field,
];

/// A person, as far as it matters here, or an id that events name and nobody has.
pub(crate) struct Person {
    pub(crate) id: RecordId,
    pub(crate) is_here: bool,
    pub(crate) points: Box<[(PointKind, Mark)]>,
    /// Whom the person was made one of.
    pub(crate) united: Box<[RecordId]>,
    pub(super) events: Vec<Entry>,
}

/// An event with what it is about.
pub(super) struct Entry {
    pub(super) purpose: Option<RecordId>,
    pub(super) point: Option<Mark>,
    gpc: bool,
    pub(super) heard: Heard,
}

/// What a row put into the index, to be taken out again.
#[derive(Clone, Copy)]
enum Held {
    Person(RecordId),
    Event(Option<RecordId>, RecordId),
    Purpose(RecordId),
    Notice(RecordId),
    Basis(RecordId, RecordId),
    Suppression(Mark, RecordId),
    Restriction(RecordId, RecordId),
    Lifting(RecordId),
    Field(FieldKey, RecordId),
}

/// The index. [`Book::ledger`] gives it out, up to date.
#[derive(Default)]
pub struct Ledger {
    built: bool,
    touched: Vec<Row>,
    held: HashMap<Row, Held, RandomState>,
    /// In the order in which they came, as their events mostly did too: what is asked about all of them reads ahead.
    pub(crate) people: Vec<Person>,
    places: HashMap<RecordId, usize, RandomState>,
    /// Events about everybody.
    pub(super) of_all: Vec<Entry>,
    purposes: BTreeMap<RecordId, (Stamp, Purpose)>,
    pub(super) notices: BTreeMap<RecordId, Notice>,
    pub(super) bases: HashMap<RecordId, Vec<(RecordId, BasisRecord)>>,
    pub(super) suppressions: HashMap<Mark, Vec<(RecordId, Suppression)>>,
    restrictions: HashMap<RecordId, Vec<(RecordId, Restriction)>>,
    /// Suppressions that were lifted, with how many events say so.
    pub(super) lifted: HashMap<RecordId, u32>,
    /// Those who were once said to be one, each with all of them.
    classes: HashMap<RecordId, Box<[RecordId]>>,
    /// What definitions of the team's own fields of people declare: how delicate, and of which category.
    pub(super) own: HashMap<FieldKey, Vec<Declared>>,
    /// Purposes made twice, each with the one that stands for both.
    twins: HashMap<RecordId, RecordId>,
}

impl Ledger {
    pub(crate) fn is_built(&self) -> bool {
        self.built
    }

    pub(crate) fn touch(&mut self, row: Row) {
        if self.built {
            self.touched.push(row);
        }
    }

    fn ensure(&mut self, book: &Book, marker: &dyn Marker) {
        let rows = match self.built {
            true => std::mem::take(&mut self.touched),
            false => self.reserve(book),
        };
        let (mut people, mut purposes) = (!self.built, !self.built);
        self.built = true;
        for row in rows {
            let before = self.held.remove(&row);
            people = people || before.is_some_and(|held| self.is_united(held));
            if let Some(before) = before {
                self.drop_held(before);
            }
            let after = book.peek(row).and_then(|record| self.take(book.id_of(row), &record, marker));
            self.held.extend(after.map(|held| (row, held)));
            people = people || after.is_some_and(|held| self.is_united(held));
            purposes |= before.into_iter().chain(after).any(|held| matches!(held, Held::Purpose(_)));
        }
        if people {
            let united = self.people.iter().filter(|person| !person.united.is_empty());
            self.classes = same::classes(united.map(|person| (person.id, &person.united[..])));
        }
        if purposes {
            self.twins = twins(&self.purposes);
        }
    }

    /// The purposes alone, which are few: nothing of people may be asked of it.
    pub(super) fn of_purposes(book: &Book) -> Self {
        let mut purposes = Self::default();
        for (row, record) in book.records_of(Kind::Purpose) {
            purposes.take(book.id_of(row), &record, &|_: &[u8]| Mark::default());
        }
        purposes.twins = twins(&purposes.purposes);
        purposes
    }

    /// Makes room for everything that a book holds of it, and gives the rows, in the order in which they came.
    fn reserve(&mut self, book: &Book) -> Vec<Row> {
        let mut rows: Vec<Row> = KINDS.into_iter().flat_map(|kind| book.rows_of(kind)).collect();
        rows.sort_unstable();
        let people = book.count_of(Kind::Person) as usize;
        self.held.reserve(rows.len());
        self.people.reserve(people);
        self.places.reserve(people);
        rows
    }

    /// The entries by which a person objected to all direct marketing, wherever.
    pub(crate) fn objections_everywhere(&self, person: &RecordId) -> impl Iterator<Item = RecordId> {
        let widely = |entry: &&Entry| {
            entry.heard.kind == EventKind::Objected && entry.purpose.is_none() && entry.point.is_none() && !entry.gpc
        };
        let events = self.person(person).into_iter().flat_map(|person| &person.events);
        events.filter(widely).map(|entry| entry.heard.id)
    }

    /// The entries by which a person objected to a purpose, wherever.
    pub(crate) fn objections_to<'a>(
        &'a self,
        person: &RecordId,
        purpose: &'a RecordId,
    ) -> impl Iterator<Item = RecordId> + use<'a> {
        let id = self.purpose_of(purpose);
        let widely = move |entry: &&Entry| {
            let named = entry.purpose.is_some_and(|of| self.purpose_of(&of) == id);
            entry.heard.kind == EventKind::Objected && named && entry.point.is_none()
        };
        let events = self.person(person).into_iter().flat_map(|person| &person.events);
        events.filter(widely).map(|entry| entry.heard.id)
    }

    fn is_united(&self, held: Held) -> bool {
        matches!(held, Held::Person(id) if self.person(&id).is_some_and(|person| !person.united.is_empty()))
    }

    /// Takes a record in.
    fn take(&mut self, id: RecordId, record: &RecordRef<'_>, marker: &dyn Marker) -> Option<Held> {
        match record.kind() {
            Kind::Person => {
                let person = self.place(id);
                person.is_here = true;
                person.united = record.relations(key::UNITED_FROM).into();
                person.points = marks_of(record, marker).into();
                Some(Held::Person(id))
            }
            Kind::ConsentEvent => {
                let (person, entry) = entry_of(id, record);
                self.events_of(person).push(entry);
                Some(Held::Event(person, id))
            }
            Kind::Purpose => {
                self.purposes.insert(id, (record.created(), Purpose::read(record)?));
                Some(Held::Purpose(id))
            }
            Kind::Notice => {
                self.notices.insert(id, Notice { text: String::new(), ..Notice::read(record)? });
                Some(Held::Notice(id))
            }
            Kind::BasisRecord => {
                let basis = BasisRecord::read(record)?;
                let person = basis.person;
                self.bases.entry(person).or_default().push((id, basis));
                Some(Held::Basis(person, id))
            }
            Kind::Suppression => {
                let suppression = Suppression::read(record)?;
                let point = suppression.point;
                self.suppressions.entry(point).or_default().push((id, suppression));
                Some(Held::Suppression(point, id))
            }
            Kind::Restriction => {
                let restriction = Restriction::read(record)?;
                let person = restriction.person;
                self.restrictions.entry(person).or_default().push((id, restriction));
                Some(Held::Restriction(person, id))
            }
            Kind::AccessEvent => {
                let of = super::left_alone::lifted_by(record)?;
                *self.lifted.entry(of).or_default() += 1;
                Some(Held::Lifting(of))
            }
            Kind::Field => {
                let (field, sensitivity) = declares(record)?;
                let category = record.text(key::FIELD_CATEGORY).trim().to_owned();
                self.own.entry(field).or_default().push((id, (sensitivity, category)));
                Some(Held::Field(field, id))
            }
            _ => None,
        }
    }

    fn place(&mut self, id: RecordId) -> &mut Person {
        let at = *self.places.entry(id).or_insert(self.people.len());
        if at == self.people.len() {
            let (points, united) = (Box::default(), Box::default());
            self.people.push(Person { id, is_here: false, points, united, events: Vec::new() });
        }
        &mut self.people[at]
    }

    /// What is known under this id, whether somebody has it or not.
    pub(crate) fn person(&self, id: &RecordId) -> Option<&Person> {
        self.people.get(*self.places.get(id)?)
    }

    fn events_of(&mut self, person: Option<RecordId>) -> &mut Vec<Entry> {
        match person {
            Some(person) => &mut self.place(person).events,
            None => &mut self.of_all,
        }
    }

    /// Takes out what a row put in.
    fn drop_held(&mut self, held: Held) {
        match held {
            Held::Person(id) => {
                let person = self.place(id);
                (person.is_here, person.points, person.united) = (false, Box::default(), Box::default());
            }
            Held::Event(person, id) => self.events_of(person).retain(|entry| entry.heard.id != id),
            Held::Purpose(id) => drop(self.purposes.remove(&id)),
            Held::Notice(id) => drop(self.notices.remove(&id)),
            Held::Basis(person, id) => forget(&mut self.bases, &person, id),
            Held::Suppression(point, id) => forget(&mut self.suppressions, &point, id),
            Held::Restriction(person, id) => forget(&mut self.restrictions, &person, id),
            Held::Field(field, id) => forget(&mut self.own, &field, id),
            Held::Lifting(of) => {
                if let Some(events) = self.lifted.get_mut(&of) {
                    *events = events.saturating_sub(1);
                }
            }
        }
    }

    /// Bytes held, roughly.
    pub(crate) fn memory(&self) -> usize {
        self.held.len() * (size_of::<Held>() + 8)
            + self.people.len() * (size_of::<Person>() + size_of::<Entry>() + 128)
            + self.suppressions.len() * 160
    }
}

fn entry_of(id: RecordId, record: &RecordRef<'_>) -> (Option<RecordId>, Entry) {
    let (purpose, person) = (record.link(key::PURPOSE), record.link(key::SUBJECT));
    let point = super::fields::read_array(record, key::MARK).map(Mark);
    let event = ConsentEvent::read(record);
    let gpc = event.as_ref().is_some_and(|event| event.method == Method::Gpc);
    let heard = event.map_or_else(|| Heard::unreadable(id, person, record.created().ms), |event| Heard::of(id, &event));
    (person, Entry { purpose, point, gpc, heard })
}

fn forget<K: std::hash::Hash + Eq, V>(map: &mut HashMap<K, Vec<(RecordId, V)>>, key: &K, id: RecordId) {
    if let Some(values) = map.get_mut(key) {
        values.retain(|(known, _)| *known != id);
    }
}

/// Of purposes with one short name the oldest stands for all.
fn twins(purposes: &BTreeMap<RecordId, (Stamp, Purpose)>) -> HashMap<RecordId, RecordId> {
    let mut oldest: HashMap<&str, (Stamp, RecordId)> = HashMap::new();
    let named = || purposes.iter().filter(|(_, (_, purpose))| !purpose.slug.is_empty());
    for (id, (made, purpose)) in named() {
        let first = oldest.entry(&purpose.slug).or_insert((*made, *id));
        *first = (*first).min((*made, *id));
    }
    let stands = |purpose: &Purpose| oldest.get(purpose.slug.as_str()).map(|(_, id)| *id);
    named().filter_map(|(id, (_, purpose))| Some((*id, stands(purpose)?))).filter(|(id, own)| id != own).collect()
}

impl Book {
    /// The index of what may be done with whose data, up to date with every record.
    pub fn ledger(&mut self, marker: &dyn Marker) -> &Ledger {
        let mut ledger = std::mem::take(&mut self.ledger);
        ledger.ensure(self, marker);
        self.ledger = ledger;
        &self.ledger
    }
}
