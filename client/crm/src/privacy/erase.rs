//! Erasing a person: everything that goes, what of others has to be rewritten, and the search afterwards for what is left
//! in anybody's words. What is evidence stays: it knows the person by an id that then names nobody, and addresses by marks.

use super::key as pk;
use super::point::{Mark, Marker, PointKind, marks_of, points_of};
use crate::book::Book;
use crate::clock::Clock;
use crate::field::{Value, ValueError};
use crate::fold::{fold_into, fold_name, phone_digits, phone_tail};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use memchr::memmem::Finder;
use std::collections::BTreeSet;

/// Most hits of a search for what is left.
pub const MAX_HITS: usize = 1_000;
/// Most places where a name alone stands that are told at once.
pub const MAX_FAINT: usize = 200;
/// Shortest word that tells somebody from everybody.
const MIN_TOKEN: usize = 4;
/// Shortest name that is looked for alone.
const MIN_NAME: usize = 2;
/// Most digits of a telephone number, with what is dialled before the country's code.
const MAX_DIGITS: usize = 17;
/// What stands between the digits of one number.
const BETWEEN_DIGITS: &str = " +-./()";

/// What erasing a person comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Records that go, with all their versions: the person, and what is about nobody else.
    pub gone: Vec<(RecordId, Kind)>,
    /// Records of others that name the person and lose that link.
    pub rewritten: Vec<RecordId>,
    /// Evidence that stays and names the id.
    pub kept: Vec<RecordId>,
    /// Marks of the person's contact points, to be suppressed.
    pub points: Vec<Mark>,
    /// What to look for afterwards.
    pub tokens: Tokens,
}

/// Words by which a person would be found, folded.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Whole name and addresses.
    texts: Vec<String>,
    /// Telephone numbers, by their last digits.
    numbers: Vec<String>,
    /// Family name and given names alone, as whole words: others have them too, and some are common words.
    names: Vec<String>,
}

impl std::fmt::Debug for Tokens {
    /// How many only: they are somebody's name and addresses.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { texts, numbers, names } = self;
        write!(f, "Tokens({} texts, {} numbers, {} names)", texts.len(), numbers.len(), names.len())
    }
}

/// A field in which something is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Of which record.
    pub record: RecordId,
    /// In which field.
    pub field: FieldKey,
}

impl Erasure {
    /// Takes along what lies in the trash, by its last state: what was about the person alone, and what names them in whole
    /// words, as nobody looks through it first. Never other people or companies: they may share an address. What it says of
    /// those whom the person was made one of is looked for as well.
    pub fn take_deleted(&mut self, person: &RecordId, deleted: &[(RecordId, Record)], marker: &dyn Marker) {
        let plain: Vec<(RecordId, Vec<u8>)> = deleted.iter().map(|(id, record)| (*id, record.encode())).collect();
        let records: Vec<(RecordId, RecordRef<'_>)> =
            plain.iter().filter_map(|(id, plain)| Some((*id, RecordRef::parse(plain).ok()?))).collect();
        let own = self.gone.iter().filter(|(_, kind)| matches!(kind, Kind::Own(_))).map(|(id, _)| *id);
        let mut alone: BTreeSet<RecordId> = own.chain([*person]).collect();
        let is_about = |record: &RecordRef<'_>, alone: &BTreeSet<RecordId>| {
            record.targets().iter().any(|id| alone.contains(id)) && is_theirs_alone(record, alone)
        };
        for (id, record) in &records {
            if matches!(record.kind(), Kind::Own(_)) && is_about(record, &alone) {
                alone.insert(*id);
            }
        }
        let people: BTreeSet<RecordId> = self.gone.iter().map(|(id, _)| *id).filter(|id| id != person).collect();
        for (_, record) in records.iter().filter(|(id, record)| people.contains(id) && record.kind() == Kind::Person) {
            self.tokens.add(Tokens::of(record));
            self.points.extend(marks_of(record, marker).into_iter().map(|(_, mark)| mark));
        }
        self.points.sort();
        self.points.dedup();
        for (id, record) in records.iter().filter(|(id, _)| id != person && !people.contains(id)) {
            let theirs = is_about(record, &alone);
            let names =
                || !matches!(record.kind(), Kind::Person | Kind::Company) && self.tokens.stand_whole_in_record(record);
            if !record.kind().is_written_once() && (theirs || names()) {
                self.gone.push((*id, record.kind()));
            }
        }
    }
}

impl Tokens {
    /// Of a person: the name in both orders, its parts alone, and every contact point, those in fields of the team's own too.
    pub fn of(person: &RecordRef<'_>) -> Self {
        let (given, family) = (person.text(key::GIVEN), person.text(key::FAMILY));
        let mut texts = Vec::new();
        if !given.trim().is_empty() && !family.trim().is_empty() {
            texts.extend([format!("{given} {family}"), format!("{family}, {given}"), format!("{family} {given}")]);
        }
        texts.push(person.name());
        let points = points_of(person);
        let (phones, others): (Vec<_>, Vec<_>) = points.into_iter().partition(|(kind, ..)| *kind == PointKind::Phone);
        texts.extend(others.into_iter().map(|(.., value)| value.to_owned()));
        let texts = texts.iter().map(|text| fold_name(text)).collect();
        let numbers = phones.into_iter().map(|(.., value)| phone_digits(value));
        let numbers = numbers.map(|digits| phone_tail(&digits).to_owned()).collect();
        let alone = [family, person.text(key::NICKNAME)].into_iter().chain(given.split_whitespace());
        let names = alone.map(fold_name).collect();
        Self { texts, numbers, names }.cleaned()
    }

    /// Of words that somebody types, one name, address or number a line: to look again where those of the record are not
    /// known any more.
    pub fn of_words(words: &str) -> Self {
        let lines = || words.lines().map(str::trim).filter(|line| !line.is_empty());
        let is_number = |line: &&str| line.chars().all(|c| !c.is_alphabetic() && c != '@');
        let texts = lines().filter(|line| !is_number(line)).map(fold_name).collect();
        let numbers = lines().filter(is_number).map(|line| phone_tail(&phone_digits(line)).to_owned()).collect();
        // Of a name each word is looked for; of an address none.
        let is_name = |line: &&str| line.chars().all(|c| c.is_alphabetic() || " '’-.,".contains(c));
        let words = lines().filter(is_name).flat_map(|line| line.split([' ', ',']));
        let names = words.map(fold_name).collect();
        Self { texts, numbers, names }.cleaned()
    }

    fn cleaned(mut self) -> Self {
        for all in [&mut self.texts, &mut self.numbers] {
            all.retain(|token| token.chars().count() >= MIN_TOKEN);
            all.sort();
            all.dedup();
        }
        self.names.retain(|name| name.chars().filter(|c| c.is_alphanumeric()).count() >= MIN_NAME);
        self.names.sort();
        self.names.dedup();
        self
    }

    /// Whether anything of it stands in a text, be it a name alone.
    pub fn are_named_in(&self, text: &str) -> bool {
        let folded = fold_name(text);
        self.stand_in(text) || self.names.iter().any(|name| has_words(&folded, name))
    }

    /// Whether any of it stands in a text.
    pub fn stand_in(&self, text: &str) -> bool {
        let folded = fold_name(text);
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        self.texts.iter().any(|token| folded.contains(token)) || self.numbers.iter().any(|token| digits.contains(token))
    }

    /// Whether any of it stands in a text as whole words or a whole number.
    fn stand_whole_in(&self, text: &str) -> bool {
        let folded = fold_name(text);
        self.texts.iter().any(|token| has_words(&folded, token)) || has_number(&folded, &self.numbers)
    }

    fn stand_whole_in_record(&self, record: &RecordRef<'_>) -> bool {
        let mut found = false;
        record.for_each_string(|_, text| found = found || self.stand_whole_in(text));
        found
    }

    /// With those of another person who was the same.
    pub fn add(&mut self, others: Self) {
        self.texts.extend(others.texts);
        self.numbers.extend(others.numbers);
        self.names.extend(others.names);
        *self = std::mem::take(self).cleaned();
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.numbers.is_empty() && self.names.is_empty()
    }
}

impl Book {
    /// What erasing this person comes to; `None` if there is no such person.
    pub fn erasure(&self, person: &RecordId, marker: &dyn Marker) -> Option<Erasure> {
        let record = self.get(person).filter(|record| record.kind() == Kind::Person)?;
        Some(self.erasure_of(person, &record, marker))
    }

    /// The same of somebody who need not be here, as one in the trash, by their last state.
    pub fn erasure_of(&self, person: &RecordId, record: &RecordRef<'_>, marker: &dyn Marker) -> Erasure {
        let around = self.around(&BTreeSet::from([*person]));
        let points = marks_of(record, marker).into_iter().map(|(_, mark)| mark).collect::<BTreeSet<Mark>>();
        // What the person was made one of lies in the trash, with versions of its own.
        let united = record.relations(pk::UNITED_FROM).into_iter().filter(|id| !self.contains(id));
        let people = std::iter::once(*person).chain(united).map(|id| (id, Kind::Person));
        let tokens = Tokens::of(record);
        let (named, kept) = around.kept.into_iter().partition(|id| self.is_named_proof(id, person, &tokens));
        let named = Vec::into_iter(named).map(|id| (id, Kind::ConsentEvent));
        let gone = people.chain(around.gone).chain(named).collect();
        Erasure { gone, kept, points: points.into_iter().collect(), tokens, ..around }
    }

    /// What stands around ids, be their records here or not: what is about nothing else goes, the rest is rewritten or stays.
    pub fn around(&self, ids: &BTreeSet<RecordId>) -> Erasure {
        let mut erasure = Erasure::default();
        let with_own = self.with_own(ids);
        let rows: BTreeSet<crate::book::Row> = with_own.iter().flat_map(|id| self.referring_rows(id)).collect();
        for row in rows {
            let (id, Some(other)) = (self.id_of(row), self.peek(row)) else { continue };
            if ids.contains(&id) {
                continue;
            }
            match other.kind() {
                kind if kind.is_written_once() => erasure.kept.push(id),
                kind if is_theirs_alone(&other, &with_own) => erasure.gone.push((id, kind)),
                _ => erasure.rewritten.push(id),
            }
        }
        // Files of what goes go with it.
        let goes: BTreeSet<RecordId> = erasure.gone.iter().map(|(id, _)| *id).chain(ids.iter().copied()).collect();
        let files = goes.iter().flat_map(|holder| self.files_of(holder));
        let files: BTreeSet<RecordId> = files.filter(|id| !goes.contains(id)).collect();
        erasure.gone.extend(files.into_iter().map(|id| (id, Kind::File)));
        // Told apart from somebody is no link that the book counts. Whom somebody was made one of stays remembered, by an
        // id that then names nobody: what was withdrawn under it still holds.
        let remembers = |id: &RecordId| {
            self.get(id).is_some_and(|other| other.relations(key::NOT_SAME).iter().any(|id| ids.contains(id)))
        };
        let people = self.ids_of(Kind::Person).filter(|id| !ids.contains(id) && remembers(id));
        erasure.rewritten.extend(people);
        erasure.rewritten.sort();
        erasure.rewritten.dedup();
        erasure
    }

    /// These ids, and records of the team's own kinds that are about nothing else: what is about those alone goes as well.
    fn with_own(&self, ids: &BTreeSet<RecordId>) -> BTreeSet<RecordId> {
        let mut all = ids.clone();
        let mut next: Vec<RecordId> = ids.iter().copied().collect();
        while let Some(to) = next.pop() {
            for row in self.referring_rows(&to) {
                let (id, Some(other)) = (self.id_of(row), self.peek(row)) else { continue };
                if matches!(other.kind(), Kind::Own(_)) && is_theirs_alone(&other, &all) && all.insert(id) {
                    next.push(id);
                }
            }
        }
        all
    }

    /// The records of others without their links to these.
    pub fn without(
        &self,
        gone: &BTreeSet<RecordId>,
        rewritten: &[RecordId],
        clock: &mut Clock,
        now: u64,
    ) -> Result<Vec<(RecordId, Record)>, ValueError> {
        let mut records = Vec::new();
        for id in rewritten {
            let Some(before) = self.record(id) else { continue };
            clock.observe(before.changed(), u64::MAX);
            let stamp = clock.tick(now);
            let mut after = before.clone();
            if before.kind() == Kind::Request {
                // That it was asked for and answered is kept, by an id that then names nobody; what was noted with it goes.
                for field in [pk::VIA, pk::IDENTITY_HOW, pk::EXTENDED_FOR, pk::REFUSED_FOR, key::NOTES] {
                    after.take_away(field, stamp)?;
                }
                if after != before {
                    records.push((*id, after));
                }
                continue;
            }
            for spec in before.specs().filter(|spec| spec.key != pk::UNITED_FROM) {
                let value = match before.get(spec.key) {
                    Value::Link(to) if gone.contains(&to) => Value::Empty,
                    Value::Relations(ids) if ids.iter().any(|id| gone.contains(id)) => {
                        Value::Relations(ids.into_iter().filter(|id| !gone.contains(id)).collect())
                    }
                    _ => continue,
                };
                after.set(spec.key, value, stamp)?;
            }
            if after != before {
                records.push((*id, after));
            }
        }
        Ok(records)
    }

    /// Takes out of others' records what lost a merge, was seen and replaced by the winner's writer, and names a person:
    /// nobody is shown it, so nobody could decide on it. What is shown as set aside is decided on like any other place.
    pub fn take_replaced(
        &self,
        tokens: &Tokens,
        (gone, rewritten): (&BTreeSet<RecordId>, &mut Vec<(RecordId, Record)>),
        clock: &mut Clock,
        now: u64,
    ) {
        for row in 0..self.rows_len() as crate::book::Row {
            let (id, Some(peek)) = (self.id_of(row), self.peek(row)) else { continue };
            let names = |text: &[u8]| text.utf8_chunks().any(|chunk| tokens.are_named_in(chunk.valid()));
            let named: BTreeSet<FieldKey> =
                peek.lost().filter(|(_, text)| names(text)).map(|(field, _)| field).collect();
            if named.is_empty() || gone.contains(&id) {
                continue;
            }
            let at = rewritten.iter().position(|(known, _)| *known == id);
            let Some(mut record) = at.map(|at| rewritten[at].1.clone()).or_else(|| self.record(&id)) else { continue };
            let of = |record: &Record, field| record.lost_bytes(field).filter(|text| names(text)).count();
            let before = record.clone();
            record.let_replaced_go();
            let fewer = named.into_iter().filter(|field| of(&record, *field) < of(&before, *field));
            let fewer: Vec<FieldKey> = fewer.collect();
            if fewer.is_empty() {
                continue;
            }
            clock.observe(record.changed(), u64::MAX);
            let stamp = clock.tick(now);
            // As written now: its older versions go once everything was looked at.
            fewer.into_iter().for_each(|field| record.confirm(field, Vec::new(), stamp));
            match at {
                Some(at) => rewritten[at].1 = record,
                None => rewritten.push((id, record)),
            }
        }
    }

    /// Where in anybody's words something of a person is left: every text, tag and contact point of every record, hidden
    /// ones and what lost a merge too; at most [`MAX_HITS`]. Places that were kept are passed over, so that they hide no later ones.
    pub fn residue(&self, tokens: &Tokens, kept: &BTreeSet<Hit>) -> Vec<Hit> {
        let texts: Vec<Finder<'_>> = tokens.texts.iter().map(Finder::new).collect();
        let numbers: Vec<Finder<'_>> = tokens.numbers.iter().map(Finder::new).collect();
        let (mut hits, mut folded) = (Vec::new(), String::new());
        for row in 0..self.rows_len() as crate::book::Row {
            let Some(record) = self.peek(row) else { continue };
            record.for_each_string(|field, text| {
                folded.clear();
                fold_into(text, &mut folded);
                let blanks = |folded: &str| folded.contains(|c: char| c.is_whitespace() && c != ' ');
                if blanks(&folded) || folded.contains("  ") {
                    folded = fold_name(&folded);
                }
                let found =
                    |finders: &[Finder<'_>], text: &str| finders.iter().any(|one| one.find(text.as_bytes()).is_some());
                let has_number = || {
                    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
                    found(&numbers, &digits)
                };
                let hit = Hit { record: self.id_of(row), field };
                if hits.len() < MAX_HITS
                    && is_new(&hits, &hit)
                    && !kept.contains(&hit)
                    && (found(&texts, &folded) || !numbers.is_empty() && has_number())
                {
                    hits.push(hit);
                }
            });
        }
        hits
    }
}

impl Book {
    /// Where a part of the name stands alone, as a whole word, in what people wrote: "Mrs Hirthe called". It may be somebody
    /// else, or no name at all, so it is told apart from what [`residue`](Self::residue) finds; at most [`MAX_FAINT`]. What
    /// other people and companies are called is no such place.
    pub fn faint_residue(&self, tokens: &Tokens, kept: &BTreeSet<Hit>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let prose = |row: &crate::book::Row| self.kind_of(*row).is_some_and(is_written_by_people);
        for row in (0..self.rows_len() as crate::book::Row).filter(prose) {
            let Some(record) = self.peek(row).filter(|_| hits.len() < MAX_FAINT) else { continue };
            let kind = record.kind();
            record.for_each_string(|field, text| {
                let hit = Hit { record: self.id_of(row), field };
                let may_count = hits.len() < MAX_FAINT && is_new(&hits, &hit) && !kept.contains(&hit);
                if may_count && is_prose(kind, field) {
                    let folded = fold_name(text);
                    if tokens.names.iter().any(|name| has_words(&folded, name)) && !tokens.stand_in(text) {
                        hits.push(hit);
                    }
                }
            });
        }
        hits
    }
}

/// Whether a place is not among those found before: those of one record stand together.
fn is_new(hits: &[Hit], hit: &Hit) -> bool {
    !hits.iter().rev().take_while(|known| known.record == hit.record).any(|known| known == hit)
}

/// Whether records of a kind hold words that somebody wrote about somebody.
fn is_written_by_people(kind: Kind) -> bool {
    kind.is_worked_with() || matches!(kind, Kind::File | Kind::Request | Kind::Template)
}

/// Whether a field is such words, and not what somebody else is called.
fn is_prose(kind: Kind, field: FieldKey) -> bool {
    let shape = schema::field_of(kind, field).map(|spec| spec.shape);
    let is_text = matches!(shape, Some(Shape::Text | Shape::LongText | Shape::Note));
    let is_card = matches!(kind, Kind::Person | Kind::Company) && field != key::NOTES && Form::of(field).is_none();
    is_text && !is_card
}

/// Whether words stand in a folded text with no letter or digit directly before or after them.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

/// Whether a whole number of a folded text, in one group of digits or several, has one of these as what tells it from
/// others.
fn has_number(text: &str, tails: &[String]) -> bool {
    let begins = |at: usize, c: char| c.is_ascii_digit() && !text[..at].ends_with(char::is_alphanumeric);
    !tails.is_empty()
        && text.char_indices().filter(|(at, c)| begins(*at, *c)).any(|(at, _)| {
            let (mut digits, mut rest) = (String::new(), text[at..].chars().peekable());
            while let Some(c) = rest.next() {
                if !c.is_ascii_digit() {
                    if BETWEEN_DIGITS.contains(c) {
                        continue;
                    }
                    return false;
                }
                digits.push(c);
                if digits.len() > MAX_DIGITS {
                    return false;
                }
                let ends = rest.peek().is_none_or(|next| !next.is_alphanumeric());
                if ends && tails.iter().any(|tail| tail.as_str() == phone_tail(&digits)) {
                    return true;
                }
            }
            false
        })
}

/// Whether a record is about these and nothing else: what was noted, said, decided and filed about a person. A deal is
/// the business's own, whoever it was with; a record of the team's own kinds is, unless these are all its people and it
/// points to nothing else.
fn is_theirs_alone(record: &RecordRef<'_>, ids: &BTreeSet<RecordId>) -> bool {
    let only = |field: FieldKey| record.relations(field).iter().all(|id| ids.contains(id));
    match record.kind() {
        Kind::Own(_) => record.has(key::PEOPLE) && record.targets().iter().all(|id| ids.contains(id)),
        Kind::Activity | Kind::Task => only(key::ABOUT),
        Kind::File => record.link(key::HOLDER).is_some_and(|holder| ids.contains(&holder)),
        Kind::BasisRecord | Kind::Restriction => true,
        Kind::LegalHold => only(pk::HELD),
        _ => false,
    }
}

impl<'a> RecordRef<'a> {
    /// Calls `with` for every string of the record, field by field, hidden ones too, and then for those that lost a merge and
    /// are still in it.
    pub(super) fn for_each_string(&self, mut with: impl FnMut(FieldKey, &'a str)) {
        for spec in self.specs() {
            match spec.shape {
                Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
                    self.points(spec.key).into_iter().for_each(|(_, value)| with(spec.key, value));
                }
                Shape::Tags => self.words(spec.key).into_iter().for_each(|tag| with(spec.key, tag)),
                Shape::Text | Shape::LongText | Shape::Note | Shape::Choice(_) => {
                    let text = self.text(spec.key);
                    if !text.is_empty() {
                        with(spec.key, text);
                    }
                }
                // What a saved view, or a rule of retention, filters by.
                Shape::Bytes if matches!(self.kind(), Kind::View | Kind::RetentionRule) => {
                    self.bytes(spec.key).utf8_chunks().for_each(|chunk| with(spec.key, chunk.valid()));
                }
                _ => {}
            }
        }
        for (field, lost) in self.lost() {
            match schema::field_of(self.kind(), field).map(|spec| spec.shape) {
                Some(Shape::Text | Shape::LongText | Shape::Note | Shape::Choice(_) | Shape::Bytes) | None => {
                    lost.utf8_chunks()
                        .filter(|chunk| !chunk.valid().is_empty())
                        .for_each(|chunk| with(field, chunk.valid()));
                }
                _ => {}
            }
        }
    }
}
