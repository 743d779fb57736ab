//! What a record is told apart by, and how alike two of them are: one judgement for the queue of duplicates and for the
//! warning while a record is typed.
//!
//! Records meet under keys (an address, a number, a name, a website). Whatever is judged alike meets under one of them, so
//! that nobody has to be compared with everybody.

use crate::book::{Book, Row};
use crate::field::Value;
use crate::fold::{fold_name, phone_tail};
use crate::import::domain_of;
use crate::lookalike::{Likeness, Traits};
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind, Shape, field_of, key};
use names::{BEGINNING, are_misspelt, are_near, continues, first_word, is_misspelt, name_in_order, words};
use nicknames::in_full;
use std::hash::{DefaultHasher, Hash, Hasher};

mod names;
mod nicknames;

/// How much must be said for two records to be asked about among all that are there. What says less is pointed out only to
/// whoever is typing the second of them and knows better.
const SURE: u32 = 30;
/// The same name where all else differs.
const NAMESAKE: u32 = 20;
/// Something that many share who are not the same.
const FAINT: u32 = 10;
/// Where anybody has an address: that two write from there says nothing.
const PUBLIC_HOSTS: [&str; 18] = [
    "aol.com",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mailbox.org",
    "outlook.com",
    "posteo.de",
    "proton.me",
    "t-online.de",
    "web.de",
    "yahoo.com",
];

/// Under what a record meets others, the strongest first.
mod tag {
    pub(super) const CARD: u8 = 0;
    pub(super) const EMAIL: u8 = 1;
    pub(super) const HOST: u8 = 2;
    pub(super) const PHONE: u8 = 3;
    pub(super) const NAME_AT: u8 = 4;
    pub(super) const NAME: u8 = 5;
    pub(super) const NEAR: u8 = 6;
}

/// Whether records of this kind are held against each other.
pub(crate) fn has_doubles(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Company | Kind::Own(_))
}

/// What a record is compared by; nothing that is masked, as a birthday is: who is offered as the same would tell of it.
pub(crate) struct Look {
    kind: Kind,
    traits: Traits,
    /// Words of the name in one order for everybody: "Berg Anna" is "Anna Berg".
    name: String,
    phones: Vec<String>,
    websites: Vec<String>,
    /// Of a company: where its e-mails go, unless anybody's do.
    mail_hosts: Vec<String>,
    /// Whom a record of the team's own kind is about.
    people: Vec<RecordId>,
}

/// How two names go together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Same,
    /// One is short for the other, or its beginning: "A. Berg", "Bob Berg", "Anna Be".
    Near,
    /// One says less than the other: "Anna", nothing.
    Fit,
    /// But for a letter or two, by which others are told apart: "Maria Rossi" and "Mario Rossi".
    Misspelt,
    Differ,
}

impl Look {
    pub(crate) fn of(book: &Book, row: Row, record: &RecordRef<'_>) -> Self {
        Self::with(book, record, Traits::of(book, row, record))
    }

    /// Without the company that it is at, by which nobody is looked up.
    pub(crate) fn unplaced(book: &Book, record: &RecordRef<'_>) -> Self {
        Self::with(book, record, Traits::of_record(record, String::new()))
    }

    fn with(book: &Book, record: &RecordRef<'_>, traits: Traits) -> Self {
        let kind = record.kind();
        let mut look = Self::begun(kind, traits);
        match kind {
            Kind::Company => look.add_website(domain_of(record.text(key::DOMAIN))),
            Kind::Own(_) => {
                look.people = record.relations(key::PEOPLE);
                for field in record.own_fields() {
                    if is_compared(book, kind, field) {
                        look.add_points(field, record.points(field).into_iter().map(|(_, value)| value));
                    }
                }
            }
            _ => {}
        }
        look.finished()
    }

    /// Of field values that are not a record yet.
    pub(crate) fn of_fields(book: &Book, kind: Kind, fields: &[(FieldKey, Value)]) -> Self {
        let mut look = Self::begun(kind, Traits::of_fields(book, kind, fields));
        let is_own = matches!(kind, Kind::Own(_));
        for (field, value) in fields {
            match (*field, value) {
                (key::DOMAIN, Value::Text(text)) if kind == Kind::Company => look.add_website(domain_of(text)),
                (key::PEOPLE, Value::Relations(ids)) if is_own => look.people.clone_from(ids),
                (own, Value::Points(points)) if is_own && is_compared(book, kind, own) => {
                    look.add_points(own, points.iter().map(|point| point.value.as_str()));
                }
                _ => {}
            }
        }
        look.finished()
    }

    fn begun(kind: Kind, traits: Traits) -> Self {
        Self {
            kind,
            traits,
            name: String::new(),
            phones: Vec::new(),
            websites: Vec::new(),
            mail_hosts: Vec::new(),
            people: Vec::new(),
        }
    }

    fn add_website(&mut self, text: &str) {
        let website = fold_name(text);
        let website = website.trim_end_matches('/');
        if !website.is_empty() {
            self.websites.push(website.to_owned());
        }
    }

    /// What a field of the team's own holds, by its form.
    fn add_points<'a>(&mut self, field: FieldKey, values: impl Iterator<Item = &'a str>) {
        match field_of(self.kind, field).map(|spec| spec.shape) {
            Some(Shape::Emails) => self.traits.add_emails(values),
            Some(Shape::Phones) => self.traits.add_phones(values),
            // Of a place in the web the whole address: much else is at the same host.
            Some(Shape::Links) => values.for_each(|text| {
                let address = text.split_once("://").map_or(text, |(_, rest)| rest);
                self.add_website(address.strip_prefix("www.").unwrap_or(address));
            }),
            _ => {}
        }
    }

    fn finished(mut self) -> Self {
        self.name = name_in_order(self.kind, &self.traits.name);
        self.phones = self.traits.phones.iter().map(|digits| phone_tail(digits).to_owned()).collect();
        if self.kind == Kind::Company {
            let hosts = self.traits.emails.iter().filter_map(|email| Some(email.rsplit_once('@')?.1.trim()));
            let hosts = hosts.filter(|host| !host.is_empty() && !PUBLIC_HOSTS.contains(host));
            self.mail_hosts = hosts.map(str::to_owned).collect();
        }
        self
    }

    /// Keys under which it meets others that it may be sure to be: strength, and hash.
    pub(crate) fn keys(&self) -> Vec<(u8, u64)> {
        let mut keys = Vec::new();
        let mut push = |strength: u8, text: &str| {
            if !text.is_empty() {
                keys.push((strength, hash(strength, self.kind, text)));
            }
        };
        push(tag::CARD, &self.traits.uid);
        self.traits.emails.iter().for_each(|email| push(tag::EMAIL, email));
        self.hosts().for_each(|host| push(tag::HOST, host));
        self.phones.iter().for_each(|phone| push(tag::PHONE, phone));
        if !self.name.is_empty() && !self.traits.employer.is_empty() {
            push(tag::NAME_AT, &format!("{} at {}", self.name, self.traits.employer));
        }
        push(tag::NAME, &self.name);
        keys
    }

    /// Marks under which it is looked up while another is typed: half the bits do, as what is found is judged anyway. Nobody
    /// needs to be at the same company for that.
    pub(crate) fn marks(&self) -> Vec<u32> {
        let keys = self.keys().into_iter().filter(|(strength, _)| *strength != tag::NAME_AT);
        let near = self.near_names().into_iter().map(|name| hash(tag::NEAR, self.kind, &name));
        keys.map(|(_, hash)| hash).chain(near).map(short).collect()
    }

    fn hosts(&self) -> impl Iterator<Item = &String> {
        self.websites.iter().chain(&self.mail_hosts)
    }

    /// What names that are near have in common: of a person the first letter and how the family's name begins, of a company
    /// the first word.
    fn near_names(&self) -> Vec<String> {
        match self.kind {
            Kind::Person => {
                let words = words(&self.traits.name);
                let [given, .., family] = words.as_slice() else { return Vec::new() };
                let family: String = family.chars().take(BEGINNING).collect();
                let near = |given: &str| given.chars().next().map(|letter| format!("{letter} {family}"));
                let mut names: Vec<String> = [*given, in_full(given)].into_iter().filter_map(near).collect();
                names.dedup();
                names
            }
            Kind::Company => {
                let first = first_word(&self.name);
                let tells = first.chars().count() >= BEGINNING;
                tells.then(|| first.to_owned()).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn names(&self, other: &Self) -> Names {
        if self.name == other.name {
            return if self.name.is_empty() { Names::Fit } else { Names::Same };
        }
        let (mine, theirs) = (words(&self.traits.name), words(&other.traits.name));
        let near = match self.kind {
            Kind::Person => are_near(&mine, &theirs),
            Kind::Company => continues(&self.name, &other.name),
            _ => false,
        };
        let within = |few: &[&str], many: &[&str]| few.iter().all(|word| many.contains(word));
        let misspelt = || match self.kind {
            Kind::Person => are_misspelt(&mine, &theirs),
            Kind::Company => is_misspelt(&self.name, &other.name),
            _ => false,
        };
        if near {
            Names::Near
        } else if within(&mine, &theirs) || within(&theirs, &mine) {
            Names::Fit
        } else if misspelt() {
            Names::Misspelt
        } else {
            Names::Differ
        }
    }

    /// Whether something says that two of one name are two. Companies have many numbers and addresses.
    fn contradicts(&self, other: &Self) -> bool {
        if self.kind == Kind::Company {
            return apart(&self.websites, &other.websites);
        }
        let (mine, theirs) = (&self.traits, &other.traits);
        apart(&mine.emails, &theirs.emails)
            || apart(&self.phones, &other.phones)
            || apart(&self.websites, &other.websites)
            || apart(&self.people, &other.people)
            || (!mine.employer.is_empty() && !theirs.employer.is_empty() && mine.employer != theirs.employer)
    }

    /// What two records have in common, each with how much that says, the strongest first; the same both ways round.
    fn common(&self, other: &Self) -> Vec<(u32, Likeness)> {
        if self.kind != other.kind {
            return Vec::new();
        }
        let same = |mine: &str, theirs: &str| !mine.is_empty() && mine == theirs;
        let is_own = matches!(self.kind, Kind::Own(_));
        let names = self.names(other);
        // What is misspelt is pointed out; beside a telephone or a website it may as well be somebody else of the same house.
        let (is_same, differ) = (names == Names::Same, matches!(names, Names::Misspelt | Names::Differ));
        let (email, phone) = (share(&self.traits.emails, &other.traits.emails), share(&self.phones, &other.phones));
        let website = share(&self.websites, &other.websites);
        let host = self.hosts().any(|host| other.hosts().any(|theirs| host == theirs));
        let contradicts = self.contradicts(other);
        // Of things, several at one company may be called alike.
        let together = same(&self.traits.employer, &other.traits.employer) && !(is_own && contradicts);
        let mut found: Vec<(u32, Likeness)> = Vec::new();
        let mut push = |holds: bool, says: u32, likeness: Likeness| {
            if holds {
                found.push((says, likeness));
            }
        };
        push(same(&self.traits.uid, &other.traits.uid), 95, Likeness::Uid);
        // Two names behind one address may be a mailbox of several, or somebody who married.
        push(
            email,
            if !differ {
                90
            } else if is_own {
                FAINT
            } else {
                50
            },
            Likeness::Email,
        );
        push(phone && is_same, 85, Likeness::PhoneAndName);
        push(phone && !is_same, if differ { FAINT } else { 70 }, Likeness::Phone);
        push(website, if is_own && differ { FAINT } else { 75 }, Likeness::Website);
        push(host && !website, if differ { FAINT } else { 55 }, Likeness::Domain);
        push(is_same && together, 80, Likeness::NameAndCompany);
        // Alone a name whose contacts differ says little; beside a shared address it does.
        let says = if self.kind == Kind::Company { 60 } else { 40 };
        let named = is_same && !together;
        push(named, if email || !contradicts { says } else { NAMESAKE }, Likeness::Name);
        if found.is_empty() && matches!(names, Names::Near | Names::Misspelt) {
            found.push((FAINT, Likeness::SimilarName));
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        found
    }

    /// By what two records are probably the same, strongest first, and how much that says; nothing if nothing is sure.
    pub(crate) fn shared(&self, other: &Self) -> (u32, Vec<Likeness>) {
        let sure: Vec<(u32, Likeness)> = self.common(other).into_iter().filter(|(says, _)| *says >= SURE).collect();
        let says = sure.first().map_or(0, |(says, _)| says + 2 * (sure.len() as u32 - 1));
        (says, sure.into_iter().map(|(_, likeness)| likeness).collect())
    }

    /// The strongest of what two records have in common, be it sure or faint, and how much it says.
    pub(crate) fn likeness(&self, other: &Self) -> Option<(u32, Likeness)> {
        self.common(other).into_iter().next()
    }
}

/// Whether a field of the team's own may be compared.
fn is_compared(book: &Book, kind: Kind, field: FieldKey) -> bool {
    let is_set =
        matches!(field_of(kind, field).map(|spec| spec.shape), Some(Shape::Emails | Shape::Phones | Shape::Links));
    is_set && !book.is_masked(kind, field)
}

/// Marks of those that may be the same as what a file brings, which goes by card, address and name.
pub(crate) fn marks_of(traits: &Traits) -> Vec<u32> {
    let kind = if traits.company { Kind::Company } else { Kind::Person };
    let name = name_in_order(kind, &traits.name);
    let texts = [(tag::CARD, traits.uid.as_str()), (tag::NAME, name.as_str())];
    let emails = traits.emails.iter().map(|email| (tag::EMAIL, email.as_str()));
    let texts = texts.into_iter().chain(emails).filter(|(_, text)| !text.is_empty());
    texts.map(|(strength, text)| short(hash(strength, kind, text))).collect()
}

fn hash(tag: u8, kind: Kind, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (tag, kind.number(), text).hash(&mut hasher);
    hasher.finish()
}

fn short(hash: u64) -> u32 {
    hash as u32
}

fn share<T: PartialEq>(mine: &[T], theirs: &[T]) -> bool {
    mine.iter().any(|one| theirs.contains(one))
}

/// Both have some, and none in common.
fn apart<T: PartialEq>(mine: &[T], theirs: &[T]) -> bool {
    !mine.is_empty() && !theirs.is_empty() && !share(mine, theirs)
}

#[cfg(test)]
mod tests;
