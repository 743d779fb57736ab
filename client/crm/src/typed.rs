//! Fields as plain text and back: what stands in a cell while it is edited, and what is copied from and to spreadsheets.

use crate::book::Book;
use crate::decimal::{Decimal, DecimalError};
use crate::field::{Point, Value, ValueError};
use crate::fold::fold_name;
use crate::import::date_of;
use crate::money::{Currency, Money, MoneyError};
use crate::naming;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use std::collections::HashMap;

/// Between the contact points, or the records, of one cell.
const BETWEEN: &str = "; ";

/// Why a text is not a value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// The field is computed, or edited elsewhere.
    #[error("this field is changed on the record's own page")]
    Elsewhere,
    /// No day.
    #[error("this is not a day that can be read in one way; write it as 2026-11-30")]
    Day,
    /// No amount.
    #[error("{0}")]
    Amount(MoneyError),
    /// No number.
    #[error("{0}")]
    Number(DecimalError),
    /// Neither yes nor no.
    #[error("this is neither yes nor no")]
    YesNo,
    /// Nobody is called so.
    #[error("no member of this vault is called so")]
    NoMember,
    /// Nothing is called so.
    #[error("no record is called so")]
    NoRecord,
    /// Several are.
    #[error("several records are called so; choose on the record's own page")]
    Several,
    /// Nothing else tells what the record is.
    #[error("a name is needed here")]
    Nameless,
    /// A part of a name is no value of its field.
    #[error("{0}")]
    Part(ValueError),
}

/// What amounts are in where nothing says otherwise.
const FIRST_CURRENCY: Currency = Currency::EUR;

impl Book {
    /// The currency of amounts that name none.
    pub fn currency(&self) -> Currency {
        let named = self.settings().and_then(|(_, settings)| Currency::new(settings.text(key::CURRENCY)));
        named.unwrap_or(FIRST_CURRENCY)
    }

    /// A field, or a person's name, as plain text; [`Reader::read_cell`] reads it back.
    pub fn typed(&self, record: &RecordRef<'_>, field: FieldKey) -> String {
        if naming::has_parts(record.kind(), field) {
            return naming::text(record);
        }
        let Some(spec) = schema::field_of(record.kind(), field).filter(|spec| !spec.hidden) else {
            return String::new();
        };
        let names = |ids: &[RecordId]| {
            ids.iter().map(|id| self.shown_name(id)).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(BETWEEN)
        };
        match spec.shape {
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
                record.points(field).into_iter().map(|(_, value)| value).collect::<Vec<_>>().join(BETWEEN)
            }
            Shape::Tags => record.words(field).join(", "),
            Shape::Link(_) => record.link(field).map(|id| self.shown_name(&id)).unwrap_or_default(),
            Shape::Relations(_) => names(&record.relations(field)),
            Shape::Money => record.money(field).map(|money| money.plain()).unwrap_or_default(),
            Shape::Decimal => record.decimal(field).map(|number| number.to_string()).unwrap_or_default(),
            Shape::YesNo => record.number(field).map(|_| "yes".to_owned()).unwrap_or_default(),
            Shape::Member => record.number(field).map(|member| self.member(member)).unwrap_or_default(),
            Shape::Moment | Shape::Number | Shape::Bytes | Shape::Repeat | Shape::Reminder => String::new(),
            Shape::Text | Shape::LongText | Shape::Note | Shape::Date | Shape::Choice(_) => {
                record.text(field).to_owned()
            }
        }
    }

    /// What the member of this number is called.
    pub(crate) fn member(&self, number: u64) -> String {
        let mut cards = self.records_of(Kind::MemberCard);
        let card = cards.find(|(_, card)| card.number(key::MEMBER_NUMBER) == Some(number));
        card.map(|(_, card)| card.text(key::NAME).to_owned()).unwrap_or_default()
    }
}

/// Reads many texts, looking each name up once.
pub struct Reader<'a> {
    book: &'a Book,
    currency: Currency,
    names: HashMap<Kind, HashMap<String, Vec<RecordId>>>,
    members: HashMap<String, u64>,
    choices: HashMap<(Kind, FieldKey), Vec<String>>,
    /// Records that are about to be made, by kind and folded name.
    made: HashMap<(Kind, String), Vec<RecordId>>,
}

impl<'a> Reader<'a> {
    /// A reader over a book; amounts without a currency are of this one.
    pub fn new(book: &'a Book, currency: Currency) -> Self {
        let members = book.member_names().into_iter().map(|(number, name)| (name, number)).collect();
        let (names, choices, made) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { book, currency, names, members, choices, made }
    }

    /// Has a record that is about to be made be found by its name.
    pub(crate) fn know(&mut self, kind: Kind, name: &str, id: RecordId) {
        self.made.entry((kind, fold_name(name))).or_default().push(id);
    }

    /// The fields that the text of a cell writes: its own, or where it is a person's name the parts of that.
    pub fn read_cell(
        &mut self,
        record: &RecordRef<'_>,
        field: FieldKey,
        text: &str,
    ) -> Result<Vec<(FieldKey, Value)>, Misread> {
        if field == key::NAME && text.trim().is_empty() && naming::is_needed(record) {
            return Err(Misread::Nameless);
        }
        if naming::has_parts(record.kind(), field) {
            return naming::read(record, text).map_err(Misread::Part);
        }
        self.read(record, field, text).map(|value| vec![(field, value)])
    }

    /// The value that a text is for a field of this record. Nothing is no value.
    pub fn read(&mut self, record: &RecordRef<'_>, field: FieldKey, text: &str) -> Result<Value, Misread> {
        let spec = schema::field_of(record.kind(), field).filter(|spec| !spec.hidden).ok_or(Misread::Elsewhere)?;
        let text = text.trim();
        if matches!(spec.shape, Shape::Moment | Shape::Number | Shape::Bytes | Shape::Repeat | Shape::Reminder) {
            return Err(Misread::Elsewhere);
        }
        if text.is_empty() {
            // A deal always stands in some stage.
            return if spec.shape == Shape::Link(Kind::Stage) { Err(Misread::NoRecord) } else { Ok(Value::Empty) };
        }
        match spec.shape {
            Shape::Emails | Shape::Phones | Shape::Links => Ok(points(record, field, text.split(';'))),
            // Addresses have semicolons and line breaks of their own.
            Shape::Addresses => Ok(points(record, field, std::iter::once(text))),
            Shape::Tags => Ok(Value::Tags(split(text, ',').map(str::to_owned).collect())),
            Shape::Date => date_of(text).map(|(day, _)| Value::Text(day)).ok_or(Misread::Day),
            Shape::Choice(&[]) => {
                let (book, kind) = (self.book, record.kind());
                let words = self.choices.entry((kind, field)).or_insert_with(|| book.choices(kind, field));
                Ok(Value::text(choice(words, text)))
            }
            Shape::Choice(words) => Ok(Value::text(choice(words, text))),
            Shape::Money => Money::parse(text, self.currency).map(Value::Money).map_err(Misread::Amount),
            Shape::Decimal => Decimal::parse(text).map(Value::Decimal).map_err(Misread::Number),
            Shape::YesNo => yes(text).ok_or(Misread::YesNo),
            Shape::Member => self.members.get(&fold_name(text)).copied().map(Value::Number).ok_or(Misread::NoMember),
            Shape::Link(kind) => self.named(&[kind], text, record.link(field)).map(Value::Link),
            Shape::Relations(kinds) => {
                let kinds = self.book.kinds_meant(kinds);
                let held = record.relations(field);
                let ids = split(text, ';').map(|name| {
                    let known = held.iter().copied().find(|id| fold_name(&self.book.name(id)) == fold_name(name));
                    self.named(&kinds, name, known)
                });
                ids.collect::<Result<Vec<_>, _>>().map(Value::Relations)
            }
            Shape::Moment | Shape::Number | Shape::Bytes | Shape::Repeat | Shape::Reminder => Err(Misread::Elsewhere),
            Shape::Text | Shape::LongText | Shape::Note => Ok(Value::text(text)),
        }
    }

    /// The record of this name. One that is held already is meant where several have it.
    fn named(&mut self, kinds: &[Kind], name: &str, held: Option<RecordId>) -> Result<RecordId, Misread> {
        let folded = fold_name(name);
        let mut found = Vec::new();
        for kind in kinds {
            let book = self.book;
            let names = self.names.entry(*kind).or_insert_with(|| {
                let mut names: HashMap<String, Vec<RecordId>> = HashMap::new();
                for (row, record) in book.shown_records_of(*kind) {
                    names.entry(fold_name(&record.name())).or_default().push(book.id_of(row));
                }
                names
            });
            found.extend(names.get(&folded).into_iter().flatten().copied());
            found.extend(self.made.get(&(*kind, folded.clone())).into_iter().flatten().copied());
        }
        match found.as_slice() {
            [] => Err(Misread::NoRecord),
            [one] => Ok(*one),
            many => held.filter(|held| many.contains(held)).ok_or(Misread::Several),
        }
    }
}

fn split(text: &str, at: char) -> impl Iterator<Item = &str> {
    text.split(at).map(str::trim).filter(|part| !part.is_empty())
}

/// Contact points of these values: a value that is there keeps its label, another takes that of its place.
fn points<'a>(record: &RecordRef<'_>, field: FieldKey, values: impl Iterator<Item = &'a str>) -> Value {
    let held = record.points(field);
    let values = values.map(str::trim).filter(|value| !value.is_empty());
    let point = |(at, value): (usize, &str)| {
        let same = held.iter().find(|(_, known)| *known == value).or_else(|| held.get(at));
        Point::new(same.map_or("", |(label, _)| *label), value)
    };
    let points: Vec<Point> = values.enumerate().map(point).collect();
    if points.is_empty() { Value::Empty } else { Value::Points(points) }
}

/// A word as the list has it, whatever the case it is typed in; one's own as it is.
pub(crate) fn choice<S: AsRef<str>>(words: &[S], text: &str) -> String {
    let folded = fold_name(text);
    let known = words.iter().map(AsRef::as_ref).find(|word| fold_name(word) == folded);
    known.unwrap_or(text).to_owned()
}

/// Yes or no, in words that people write.
pub(crate) fn yes(text: &str) -> Option<Value> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "ja" | "done" => Some(Value::Number(1)),
        "no" | "n" | "false" | "0" | "nein" => Some(Value::Empty),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stamp;
    use crate::record::Record;

    const STAMP: Stamp = Stamp { ms: 1, counter: 0, author: 0 };

    fn put(book: &mut Book, number: u8, kind: Kind, fields: Vec<(FieldKey, Value)>) -> RecordId {
        let mut record = Record::new(kind, STAMP);
        for (field, value) in fields {
            record.set(field, value, STAMP).expect("fits");
        }
        let id = RecordId([number; 16]);
        book.put(id, &record.encode()).expect("good");
        id
    }

    fn book() -> (Book, RecordId, RecordId) {
        let mut book = Book::new();
        put(&mut book, 1, Kind::Company, vec![(key::NAME, Value::text("Berg & Söhne"))]);
        put(&mut book, 2, Kind::Company, vec![(key::NAME, Value::text("Twin"))]);
        put(&mut book, 3, Kind::Company, vec![(key::NAME, Value::text("twin"))]);
        let card = vec![(key::NAME, Value::text("Anna Berg")), (key::MEMBER_NUMBER, Value::Number(4))];
        put(&mut book, 4, Kind::MemberCard, card);
        let emails = vec![Point::new("work", "a@example.org"), Point::new("home", "b@example.org")];
        let person = put(
            &mut book,
            5,
            Kind::Person,
            vec![
                (key::GIVEN, Value::text("Vera")),
                (key::EMAILS, Value::Points(emails)),
                (key::TAGS, Value::Tags(vec!["press".into(), "board".into()])),
                (key::COMPANY, Value::Link(RecordId([3; 16]))),
                (key::STATUS, Value::text("hot")),
                (key::OWNER, Value::Number(4)),
                (key::BIRTHDAY, Value::text("1985-04-12")),
            ],
        );
        let amount = Money::new(125_050, Currency::EUR);
        let deal = put(
            &mut book,
            6,
            Kind::Deal,
            vec![
                (key::NAME, Value::text("Licence")),
                (key::AMOUNT, Value::Money(amount)),
                (key::PEOPLE, Value::Relations(vec![person])),
            ],
        );
        (book, person, deal)
    }

    #[test]
    fn what_stands_in_a_cell_is_read_back_as_the_same_value() {
        let (book, person, deal) = book();
        let mut reader = Reader::new(&book, Currency::EUR);
        for id in [person, deal] {
            let record = book.get(&id).expect("there");
            let owned = book.record(&id).expect("there");
            for spec in schema::fields(record.kind()).iter().filter(|spec| !spec.hidden) {
                if matches!(spec.shape, Shape::Moment | Shape::Repeat | Shape::Reminder | Shape::Link(Kind::Stage)) {
                    continue;
                }
                let text = book.typed(&record, spec.key);
                assert_eq!(reader.read(&record, spec.key, &text), Ok(owned.get(spec.key)), "{}: {text}", spec.label);
            }
        }
    }

    #[test]
    fn people_write_names_words_days_and_amounts_in_their_own_way() {
        let (book, person, deal) = book();
        let mut reader = Reader::new(&book, Currency::EUR);
        let (person, deal) = (book.get(&person).expect("there"), book.get(&deal).expect("there"));
        assert_eq!(reader.read(&person, key::COMPANY, " berg & sohne "), Ok(Value::Link(RecordId([1; 16]))));
        assert_eq!(
            reader.read(&person, key::COMPANY, "TWIN"),
            Ok(Value::Link(RecordId([3; 16]))),
            "the held one is meant"
        );
        assert_eq!(reader.read(&deal, key::COMPANY, "twin"), Err(Misread::Several));
        assert_eq!(reader.read(&deal, key::COMPANY, "nobody"), Err(Misread::NoRecord));
        assert_eq!(reader.read(&person, key::STATUS, "HOT"), Ok(Value::text("hot")));
        assert_eq!(reader.read(&person, key::STATUS, "own word"), Ok(Value::text("own word")));
        assert_eq!(reader.read(&person, key::OWNER, "anna berg"), Ok(Value::Number(4)));
        assert_eq!(reader.read(&person, key::OWNER, "Ben"), Err(Misread::NoMember));
        assert_eq!(reader.read(&person, key::BIRTHDAY, "12.04.1985"), Ok(Value::text("1985-04-12")));
        assert_eq!(reader.read(&person, key::BIRTHDAY, "04/05/1985"), Err(Misread::Day));
        let dollars = Money::new(300_000, Currency::new("USD").expect("a code"));
        assert_eq!(reader.read(&deal, key::AMOUNT, "USD 3,000"), Ok(Value::Money(dollars)));
        assert!(matches!(reader.read(&deal, key::AMOUNT, "much"), Err(Misread::Amount(_))));
        assert_eq!(reader.read(&person, key::CHANGED, "now"), Err(Misread::Elsewhere));
        assert_eq!(reader.read(&person, key::TAGS, ""), Ok(Value::Empty));
        assert_eq!(reader.read(&deal, key::STAGE, ""), Err(Misread::NoRecord), "a deal stands in some stage");
    }

    #[test]
    fn a_name_is_a_cell_like_others_and_stays_where_nothing_else_tells_what_the_record_is() {
        let (book, person, deal) = book();
        let mut reader = Reader::new(&book, Currency::EUR);
        let (person, deal) = (book.get(&person).expect("there"), book.get(&deal).expect("there"));
        assert_eq!((book.typed(&person, key::NAME), book.typed(&deal, key::NAME)), ("Vera".into(), "Licence".into()));
        let read = reader.read_cell(&person, key::NAME, "Dr. Vera Tal").expect("a name");
        for (part, word) in [(key::PREFIX, "Dr."), (key::GIVEN, "Vera"), (key::FAMILY, "Tal")] {
            assert!(read.contains(&(part, Value::text(word))), "{word}");
        }
        let emptied = reader.read_cell(&person, key::NAME, " ").expect("her address tells who she is");
        assert!(emptied.iter().all(|(_, value)| value.is_empty()));
        assert_eq!(reader.read_cell(&deal, key::NAME, ""), Err(Misread::Nameless));
        assert_eq!(reader.read_cell(&deal, key::NAME, "Retainer"), Ok(vec![(key::NAME, Value::text("Retainer"))]));
        let long = "long ".repeat(1_000);
        assert!(
            matches!(reader.read_cell(&person, key::NAME, &long), Err(Misread::Part(_))),
            "none of its parts either"
        );
    }

    #[test]
    fn an_address_keeps_its_label_and_a_new_one_takes_that_of_its_place() {
        let (book, person, _) = book();
        let record = book.get(&person).expect("there");
        let value = Reader::new(&book, Currency::EUR).read(&record, key::EMAILS, "b@example.org; c@example.org;");
        let expected = vec![Point::new("home", "b@example.org"), Point::new("home", "c@example.org")];
        assert_eq!(value, Ok(Value::Points(expected)));
    }
}
