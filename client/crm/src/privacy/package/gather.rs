//! Gathers all that is held about one person: the record, whatever points to it, what was said about consents, what left
//! the vault. Other records are not read, but for one look at everybody's name.

use super::third::{Own, namings};
use super::{Held, Line, Piece, Raw, Section, Val};
use crate::book::{Book, Row};
use crate::export::leaving;
use crate::peek::RecordRef;
use crate::privacy::Ledger;
use crate::privacy::key as pk;
use crate::privacy::point::{Mark, Marker, PointKind, points_of};
use crate::record::RecordId;
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, FieldSpec, Kind, Shape, key};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

/// Most colleagues whose given names are looked for.
const MAX_NEAR: usize = 2_000;

/// A line's key: the field's English name, in small letters.
pub(super) fn key_of(label: &str) -> String {
    label.chars().map(|letter| if letter.is_alphanumeric() { letter.to_ascii_lowercase() } else { '_' }).collect()
}

/// Whether the package tells a field: not who of the team works on it, and not whom else a record is about.
pub fn is_told(spec: &FieldSpec) -> bool {
    let inner = matches!(spec.key, key::OWNER | key::REPEAT | key::REMIND);
    let points = matches!(spec.shape, Shape::Relations(_) | Shape::Member) && spec.key != key::IN_LISTS;
    !inner && !spec.hidden && !points
}

pub(super) fn known(key: &str, value: Val) -> Line<Raw> {
    Line { key: key.to_owned(), name: None, label: String::new(), value: Raw::Known(value) }
}

/// A plain line; none of nothing.
pub(super) fn plain(key: &str, text: impl Into<String>) -> Option<Line<Raw>> {
    let text: String = text.into();
    (!text.trim().is_empty()).then(|| known(key, Val::Plain(text)))
}

pub(super) fn word(key: &str, word: &str) -> Line<Raw> {
    known(key, Val::Word(word.to_owned()))
}

/// Where a text stands.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) record: RecordId,
    pub(super) section: &'static str,
    pub(super) when: Option<u64>,
}

/// What is gathered so far.
pub(super) struct Gather<'a> {
    pub(super) book: &'a Book,
    pub(super) ledger: &'a Ledger,
    pub(super) person: RecordId,
    /// Every id under which the person was known.
    pub(super) ids: Vec<RecordId>,
    /// The person's contact points, with their marks.
    pub(super) points: Vec<(PointKind, String, Mark)>,
    pub(super) now: u64,
    texts: Vec<Piece>,
}

impl Gather<'_> {
    /// A text that is looked through for other people.
    pub(super) fn text(&mut self, at: At, field: FieldKey, key: &str, text: &str) -> Option<Line<Raw>> {
        if text.trim().is_empty() {
            return None;
        }
        let At { record, section, when } = at;
        let text = text.to_owned();
        self.texts.push(Piece { record, field, section, at: when, text, namings: Vec::new() });
        let value = Raw::Text(self.texts.len() - 1);
        Some(Line { key: key.to_owned(), name: None, label: String::new(), value })
    }

    /// Records of a kind that point to the person, newest first.
    pub(super) fn about(&self, kind: Kind) -> Vec<(RecordId, RecordRef<'_>)> {
        let rows: HashSet<Row> = self.ids.iter().flat_map(|id| self.book.referring_rows(id)).collect();
        let of_kind = rows.into_iter().filter(|row| self.book.kind_of(*row) == Some(kind));
        let mut found: Vec<(RecordId, RecordRef<'_>)> =
            of_kind.filter_map(|row| Some((self.book.id_of(row), self.book.peek(row)?))).collect();
        let when =
            |record: &RecordRef<'_>| record.number(key::WHEN).or(record.number(pk::AT)).unwrap_or(record.created().ms);
        found.sort_by(|a, b| when(&b.1).cmp(&when(&a.1)).then(a.0.cmp(&b.0)));
        found
    }

    /// The fields of a record that people fill in; those of the team's own apart, under their names.
    pub(super) fn fields(&mut self, at: At, record: &RecordRef<'_>) -> (Vec<Line<Raw>>, Vec<Line<Raw>>) {
        let (mut lines, mut own) = (Vec::new(), Vec::new());
        let specs: Vec<FieldSpec> = record.specs().filter(is_told).collect();
        for spec in specs {
            match Form::of(spec.key) {
                None => lines.extend(self.field(at, record, &spec, &key_of(spec.label))),
                Some(_) => {
                    let name = self.book.label(record.kind(), spec.key);
                    let named = self.field(at, record, &spec, "field").into_iter();
                    own.extend(named.map(|line| Line { name: Some(name.clone()), ..line }));
                }
            }
        }
        (lines, own)
    }

    fn field(&mut self, at: At, record: &RecordRef<'_>, spec: &FieldSpec, name: &str) -> Vec<Line<Raw>> {
        let text = record.text(spec.key);
        // What the person is called and does is theirs; what was written about them may name others.
        let theirs = record.kind() == Kind::Person && spec.key != key::NOTES && Form::of(spec.key).is_none();
        let is_own = matches!(record.kind(), Kind::Own(_));
        match spec.shape {
            // Whose they are is not known: looked through like any text.
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses if is_own => {
                let points = self.book.typed(record, spec.key);
                self.text(at, spec.key, name, &points).into_iter().collect()
            }
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
                let points = record.points(spec.key).into_iter();
                let line = |(label, value): (&str, &str)| Some(Line { label: label.to_owned(), ..plain(name, value)? });
                points.filter_map(line).collect()
            }
            Shape::Tags => record.words(spec.key).into_iter().filter_map(|tag| plain(name, tag)).collect(),
            Shape::Choice(_) => if text.is_empty() { None } else { Some(word(name, text)) }.into_iter().collect(),
            Shape::YesNo => record.has(spec.key).then(|| word(name, "yes")).into_iter().collect(),
            Shape::Moment => record.number(spec.key).map(|at| known(name, Val::Moment(at))).into_iter().collect(),
            Shape::Text | Shape::LongText | Shape::Note if theirs => plain(name, text).into_iter().collect(),
            Shape::Text | Shape::LongText | Shape::Note => self.text(at, spec.key, name, text).into_iter().collect(),
            // For what somebody was picked is about them; what the list is called may name others.
            Shape::Relations(_) if record.kind() == Kind::Person => {
                let lists = self.book.typed(record, spec.key);
                self.text(at, spec.key, name, &lists).into_iter().collect()
            }
            Shape::Relations(_) => Vec::new(),
            Shape::Link(_) => {
                let to = record.link(spec.key).map(|id| self.book.name(&id)).unwrap_or_default();
                plain(name, to).into_iter().collect()
            }
            _ => plain(name, self.book.typed(record, spec.key)).into_iter().collect(),
        }
    }

    /// The names of a record's files.
    pub(super) fn files(&mut self, holder: &RecordId, at: At) -> Vec<Line<Raw>> {
        let mut lines = Vec::new();
        for id in self.book.files_of(holder) {
            let name = self.book.name(&id);
            let made = self.book.get(&id).map(|file| file.created().ms);
            lines.extend(self.text(At { record: id, when: made, ..at }, key::NAME, "file", &name));
        }
        lines
    }

    fn worked_with(&mut self, kind: Kind, section: &'static str) -> Section<Raw> {
        let book = self.book;
        let ids: Vec<RecordId> = self.about(kind).into_iter().map(|(id, _)| id).collect();
        let mut entries = Vec::new();
        for id in ids {
            let Some(record) = book.get(&id) else { continue };
            let when = record.number(key::WHEN).unwrap_or(record.created().ms);
            let at = At { record: id, section, when: Some(when) };
            let (mut lines, own) = self.fields(at, &record);
            lines.extend(own);
            lines.extend(self.files(&id, at));
            entries.push(lines);
        }
        Section::of(section, entries)
    }

    /// The kinds of the team's own of which records point to the person.
    fn own_kinds(&self) -> BTreeSet<Kind> {
        let rows = self.ids.iter().flat_map(|id| self.book.referring_rows(id));
        rows.filter_map(|row| self.book.kind_of(row)).filter(|kind| matches!(kind, Kind::Own(_))).collect()
    }

    /// Records of the team's own kinds, each kind under its name; those whose definition is not here stand together.
    fn own_records(&mut self) -> Vec<Section<Raw>> {
        let mut kinds = self.own_kinds();
        let mut sections = Vec::new();
        for object in self.book.objects().into_iter().filter(|object| kinds.remove(&object.kind)) {
            let entries = self.worked_with(object.kind, "own").entries;
            let key = Cow::Owned(format!("own_{}", object.kind.number()));
            sections.push(Section { key, name: Some(object.many), entries });
        }
        let entries: Vec<_> = kinds.into_iter().flat_map(|kind| self.worked_with(kind, "own").entries).collect();
        if !entries.is_empty() {
            sections.push(Section::of("own", entries));
        }
        sections
    }

    /// Whoever stands close to the person: of the same company, or in the same activities, tasks, deals and records of the
    /// team's own kinds.
    fn near(&self) -> HashSet<RecordId> {
        let company = self.book.get(&self.person).and_then(|record| record.link(key::COMPANY));
        let colleagues = company.into_iter().flat_map(|company| {
            let rows = self.book.referring_rows(&company).collect::<Vec<_>>();
            rows.into_iter().filter(|row| self.book.kind_of(*row) == Some(Kind::Person)).map(|row| self.book.id_of(row))
        });
        let kinds = [Kind::Activity, Kind::Task, Kind::Deal].into_iter().chain(self.own_kinds());
        let shared = kinds.flat_map(|kind| self.about(kind));
        let others = shared.flat_map(|(_, record)| record.targets());
        colleagues.chain(others).take(MAX_NEAR).collect()
    }

    fn person_section(&mut self, record: &RecordRef<'_>) -> (Vec<Section<Raw>>, Option<usize>) {
        let at = At { record: self.person, section: "person", when: None };
        let (lines, own) = self.fields(at, record);
        let background = self.texts.iter().position(|piece| piece.field == key::NOTES);
        let mut sections = vec![Section::of("person", vec![lines])];
        if !own.is_empty() {
            sections.push(Section::of("own_fields", vec![own]));
        }
        (sections, background)
    }

    fn files_section(&mut self) -> Section<Raw> {
        let person = self.person;
        let files = self.files(&person, At { record: person, section: "files", when: None });
        Section::of("files", files.into_iter().map(|line| vec![line]).collect())
    }
}

impl Book {
    /// Everything that is held about a person at this moment, ms since 1970, with whom else its texts name; `None` if there
    /// is no such person.
    pub fn held_about(&mut self, person: &RecordId, marker: &dyn Marker, now: u64) -> Option<Held> {
        self.ledger(marker);
        let (book, ledger) = (&*self, &self.ledger);
        let record = book.get(person).filter(|record| record.kind() == Kind::Person)?;
        let points = points_of(&record).into_iter();
        let points = points.filter_map(|(kind, _, value)| Some((kind, value.to_owned(), kind.mark(value, marker)?)));
        let (points, ids) = (points.collect(), ledger.class(person).to_vec());
        let mut all = Gather { book, ledger, person: *person, ids, points, now, texts: Vec::new() };
        let (mut sections, background) = all.person_section(&record);
        sections.extend([all.purposes(), all.recipients(), all.retention(), all.sources(&record), all.consents()]);
        sections.push(all.worked_with(Kind::Activity, "activities"));
        sections.push(all.worked_with(Kind::Deal, "deals"));
        sections.push(all.worked_with(Kind::Task, "tasks"));
        sections.extend(all.own_records());
        sections.extend([all.files_section(), all.restrictions(), all.requests()]);
        let near = all.near();
        let found = {
            let texts: Vec<&str> = all.texts.iter().map(|piece| piece.text.as_str()).collect();
            namings(book, &Own::of(&record, &all.ids), &near, &texts)
        };
        all.texts.iter_mut().zip(found).for_each(|(piece, found)| piece.namings = found);
        // The background stands in the card as it was decided on.
        let carried = schema::fields(Kind::Person).iter().map(|spec| spec.key).filter(|field| *field != key::NOTES);
        let card = leaving(book, &record, &carried.collect::<Vec<_>>(), |_, _| true);
        Some(Held { name: record.name(), sections, card, background, texts: all.texts })
    }
}
