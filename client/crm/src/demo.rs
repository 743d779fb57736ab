//! Made-up people and companies in number, the same for the same seed: for trying out size, and for measuring.
//!
//! Names in several scripts and lengths, domains that cannot exist (RFC 2606), telephone numbers without an owner.

mod asked;
mod said;
mod work;

pub use asked::Newsletter;
pub use said::{consents, notes_about};
pub use work::{Around, work};

use crate::book::{Book, Row};
use crate::clock::Stamp;
use crate::field::{Point, Value};
use crate::fold::fold;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{self, FieldKey, Kind, key};
use std::collections::HashMap;

/// What somebody types who looks for made-up people: names, parts of addresses and numbers, several scripts.
pub const TYPED: &[&str] =
    &["Lovelace", "müller 555", "søren partners", "graß", "counsel hot", "0042", "ли", "novak.12", "a", "e"];

/// What the source of a made-up record begins with.
const MARK: &str = "made up, number ";
/// People for each company, unless asked otherwise.
const PEOPLE_PER_COMPANY: u32 = 8;

/// Given and family names of one script.
type Names = (&'static [&'static str], &'static [&'static str]);

const LATIN: Names = (
    &[
        "Ada",
        "Amélie",
        "Benedikt",
        "Bo",
        "Carlos",
        "Charlotte",
        "Dagný",
        "Emre",
        "Fatima",
        "Franziska",
        "Giulia",
        "Håkon",
        "Inês",
        "Jürgen",
        "Kwame",
        "Léa",
        "Maximilian",
        "Mary-Jane",
        "Noor",
        "Ólafur",
        "Priya",
        "Quentin",
        "Rosalind",
        "Søren",
        "Thảo",
        "Uxía",
        "Václav",
        "Wilhelmina",
        "Xenia",
        "Yusuf",
        "Zoë",
        "Żaneta",
    ],
    &[
        "Li",
        "Smith",
        "Müller",
        "García",
        "O'Connor",
        "Nguyễn",
        "van der Berg",
        "Łukaszewski",
        "Sørensen",
        "Guðmundsdóttir",
        "Rossi",
        "Dvořák",
        "Fernandes",
        "Yılmaz",
        "Okafor",
        "Papadimitriou-Schwarzenberg",
        "Straßburger",
        "Dubois",
        "Ito",
        "Kowalczyk",
        "Björnsson",
        "Haddad",
        "Silva",
        "Weiß",
        "Patel",
        "Mbeki",
        "Novák",
        "Andersson",
        "Ibáñez",
        "Quist",
    ],
);
const CYRILLIC: Names = (
    &["Анна", "Борис", "Григорий", "Екатерина", "Мария", "Тарас"],
    &["Иванова", "Шевченко", "Соколов", "Петренко", "Кузнецова", "Достоевский"],
);
const GREEK: Names = (&["Ελένη", "Νίκος", "Σοφία"], &["Παπαδοπούλου", "Γεωργίου", "Οικονόμου"]);
const ARABIC: Names = (&["محمد", "ليلى", "يوسف"], &["الحداد", "منصور", "القاسم"]);
const HEBREW: Names = (&["נועה", "דוד", "שרה"], &["כהן", "לוי", "מזרחי"]);
const HAN: Names = (&["伟", "秀英", "太郎", "花子"], &["王", "李", "山田", "佐藤"]);
const HANGUL: Names = (&["민준", "서연"], &["김", "이", "박"]);
const DEVANAGARI: Names = (&["अनिता", "राजेश"], &["शर्मा", "गुप्ता"]);
const OTHER_SCRIPTS: [Names; 7] = [CYRILLIC, GREEK, ARABIC, HEBREW, HAN, HANGUL, DEVANAGARI];

const TITLES: [&str; 10] = [
    "Managing Director",
    "Head of Procurement",
    "Counsel",
    "Nurse",
    "Bookkeeper",
    "Journalist",
    "Project Manager",
    "Engineer",
    "Trustee",
    "Assistant",
];
const TRADES: [&str; 10] =
    ["Law", "Tax", "Health", "Press", "Logistics", "Bakery", "Design", "Energy", "Housing", "Foundation"];
const FORMS: [&str; 6] = ["Ltd", "GmbH", "& Partners", "S.A.", "Cooperative", "Inc."];
const TAGS: [&str; 8] = ["vip", "newsletter reader", "board", "supplier", "referral", "event 2026", "press", "alumni"];
const NOTES: [&str; 5] = [
    "Prefers to be called in the morning.",
    "Introduced by a former colleague; wants everything in writing.",
    "Asked for the contract in two languages.",
    "Met at the spring conference, interested in a longer engagement.",
    "Moves offices in autumn.",
];

/// SplitMix64 (Steele et al., 2014): tiny, seeded, good enough for made-up people.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.below_long(limit as u64) as usize
    }

    /// For what may be more than a browser's `usize` holds: milliseconds of months.
    fn below_long(&mut self, limit: u64) -> u64 {
        self.roll() % limit.max(1)
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}

/// Makes one record after the other; ids come from the caller.
pub struct Demo<'a> {
    people_left: u32,
    made: u32,
    dice: Dice,
    stamp: Stamp,
    ids: &'a mut dyn FnMut() -> RecordId,
    company: Option<(RecordId, String)>,
    per_company: u32,
    /// How many companies have a name already.
    called: HashMap<[&'static str; 3], u32>,
}

impl<'a> Demo<'a> {
    /// `people` people and a company for every eight of them, all written at `stamp`.
    pub fn new(people: u32, seed: u64, stamp: Stamp, ids: &'a mut dyn FnMut() -> RecordId) -> Self {
        Self {
            people_left: people,
            made: 0,
            dice: Dice(seed),
            stamp,
            ids,
            company: None,
            per_company: PEOPLE_PER_COMPANY,
            called: HashMap::new(),
        }
    }

    /// A company for every so many people instead.
    #[must_use]
    pub fn with_company_for_every(mut self, people: u32) -> Self {
        self.per_company = people.max(1);
        self
    }

    /// Demo values always fit their fields; an unfit one would be a mistake in the tables above and is left out.
    fn put(&self, record: &mut Record, field: FieldKey, value: Value) {
        let fits = record.set(field, value, self.stamp);
        debug_assert!(fits.is_ok(), "{field:?}");
    }

    fn make_company(&mut self) -> (RecordId, Record) {
        let words = [self.dice.pick(LATIN.1), self.dice.pick(&TRADES), self.dice.pick(&FORMS)];
        let [family, trade, _] = words;
        let number = self.made / (self.per_company + 1) + 1;
        let name = self.name_of(words);
        let domain = format!("{}-{number}.example", slug(&format!("{family}-{trade}")));
        let id = (self.ids)();
        let mut record = Record::new(Kind::Company, self.stamp);
        self.put(&mut record, key::NAME, Value::text(name));
        self.put(&mut record, key::DOMAIN, Value::text(domain.clone()));
        self.put(&mut record, key::INDUSTRY, Value::text(trade));
        let size = self.dice.pick(schema::SIZES);
        self.put(&mut record, key::SIZE, Value::text(size));
        self.put(&mut record, key::SOURCE, Value::text(mark(self.made)));
        self.company = Some((id, domain));
        (id, record)
    }

    /// A company's name: with a number only where another one is called so already.
    fn name_of(&mut self, words: [&'static str; 3]) -> String {
        let of_this_name = self.called.entry(words).or_default();
        *of_this_name += 1;
        let name = words.join(" ");
        if *of_this_name == 1 { name } else { format!("{name} {of_this_name}") }
    }

    fn make_person(&mut self) -> (RecordId, Record) {
        let script = if self.dice.one_in(8) { OTHER_SCRIPTS[self.dice.below(OTHER_SCRIPTS.len())] } else { LATIN };
        let (given, family) = (self.dice.pick(script.0), self.dice.pick(script.1));
        let (company, domain) = self.company.clone().unwrap_or_default();
        let id = (self.ids)();
        let mut record = Record::new(Kind::Person, self.stamp);
        self.put(&mut record, key::GIVEN, Value::text(given));
        self.put(&mut record, key::FAMILY, Value::text(family));
        self.put(&mut record, key::COMPANY, Value::Link(company));
        let title = self.dice.pick(&TITLES);
        self.put(&mut record, key::JOB_TITLE, Value::text(title));
        let address = format!("{}.{}@{domain}", slug(&format!("{given}-{family}")), self.made);
        self.put(&mut record, key::EMAILS, Value::Points(vec![Point::new("work", address)]));
        let phones = self.phones();
        self.put(&mut record, key::PHONES, Value::Points(phones));
        let status = self.dice.pick(schema::STATUSES);
        self.put(&mut record, key::STATUS, Value::text(status));
        let tags: Vec<String> = (0..self.dice.below(3)).map(|_| self.dice.pick(&TAGS).to_owned()).collect();
        self.put(&mut record, key::TAGS, Value::Tags(tags));
        if self.dice.one_in(2) {
            let note = self.dice.pick(&NOTES);
            self.put(&mut record, key::NOTES, Value::text(note));
        }
        self.put(&mut record, key::SOURCE, Value::text(mark(self.made)));
        (id, record)
    }

    fn phones(&mut self) -> Vec<Point> {
        let labels = ["work", "mobile"];
        let count = self.dice.below(3).min(labels.len());
        labels
            .into_iter()
            .take(count)
            .map(|label| {
                Point::new(label, format!("+1 555-01{:02}-{:04}", self.dice.below(100), self.dice.below(10_000)))
            })
            .collect()
    }
}

/// Whether a record that says that it came from there is made up.
pub(crate) fn is_made_up(source: &str) -> bool {
    source.starts_with(MARK)
}

/// Whether somebody changed a made-up record since: it was made with one stamp.
pub fn was_changed(made_up: &RecordRef<'_>) -> bool {
    made_up.changed() != made_up.created()
}

/// Where a made-up record says that it came from.
fn mark(number: u32) -> String {
    format!("{MARK}{number}")
}

impl Book {
    /// Every record that was made up.
    pub fn made_up(&self) -> Vec<RecordId> {
        self.made_up_rows().map(|(row, _)| self.id_of(row)).collect()
    }

    /// The same, but for what is only stored: which nobody is shown.
    pub fn shown_made_up(&self) -> impl Iterator<Item = (RecordId, RecordRef<'_>)> {
        self.made_up_rows().filter(|(row, _)| !self.is_hidden(*row)).map(|(row, record)| (self.id_of(row), record))
    }

    fn made_up_rows(&self) -> impl Iterator<Item = (Row, RecordRef<'_>)> {
        let kinds = [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity];
        let records = kinds.into_iter().flat_map(|kind| self.records_of(kind));
        records.filter(|(_, record)| is_made_up(record.text(key::SOURCE)))
    }
}

/// A name as the local part of an address; other scripts, which have no place there, give "someone".
fn slug(name: &str) -> String {
    let kept: String = fold(name).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let kept = kept.trim_matches('-');
    if kept.is_empty() { "someone".to_owned() } else { kept.to_owned() }
}

impl Iterator for Demo<'_> {
    type Item = (RecordId, Record);

    fn next(&mut self) -> Option<Self::Item> {
        if self.people_left == 0 {
            return None;
        }
        let company = self.made.is_multiple_of(self.per_company + 1);
        let made = if company {
            self.make_company()
        } else {
            self.people_left -= 1;
            self.make_person()
        };
        self.made += 1;
        Some(made)
    }
}
