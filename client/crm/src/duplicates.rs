//! Records that are probably the same, among all that are there: groups, best first, with the reasons.
//!
//! Records meet under keys (an address, a number, a name, a website) and are compared only there, each with a few
//! neighbours: the work grows with the number of records, not with its square, whatever they hold.

use crate::book::{Book, Row};
use crate::clock::Clock;
use crate::field::{Value, ValueError};
use crate::fold::{fold_name, phone_tail};
use crate::import::domain_of;
use crate::lookalike::{Likeness, Traits, hash};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use crate::undo::{Step, Write};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Groups given at most.
pub const MAX_SHOWN: usize = 1_000;
/// Records of one group at most: as many as can be looked at side by side.
const MAX_GROUP: usize = 5;
/// Records under one key that each is compared with. More than a dozen behind one number are a switchboard; copies of one
/// record stand close together all the same.
const NEIGHBOURS: usize = 12;
/// Pairs compared at most, those under the strongest keys first.
const MAX_PAIRS: usize = 1_000_000;
/// Words at the end of a company's name that say its legal form.
const LEGAL_FORMS: [&str; 24] = [
    "ab",
    "ag",
    "as",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "eg",
    "ev",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "ohg",
    "oy",
    "plc",
    "sa",
    "srl",
];

/// Groups of one kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// How many there are.
    pub total: usize,
    /// The best of them: records, by id, and what they have in common, strongest first.
    pub groups: Vec<(Vec<RecordId>, Vec<Likeness>)>,
}

/// What was found last of each kind, and at which generation of the book.
#[derive(Default)]
pub(crate) struct Kept(Vec<(Kind, u64, Rc<Duplicates>)>);

/// Why it could not be remembered that records are not the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSameError {
    /// Fewer than two of them are here, or they are of different kinds, or of none that have doubles.
    #[error("there are no two records of one kind to tell apart")]
    NoPair,
    /// One holds as many as it can.
    #[error(transparent)]
    Value(#[from] ValueError),
}

/// What a record is compared by; nothing that is masked, as a birthday is: who is offered as the same would tell of it.
struct Look {
    traits: Traits,
    /// Words of the name in one order for everybody: "Berg Anna" is "Anna Berg".
    name: String,
    phones: Vec<String>,
    website: String,
}

/// How two names go together.
#[derive(PartialEq, Eq)]
enum Names {
    Same,
    /// One says less than the other: "A. Berg", "Anna", nothing.
    Fit,
    Differ,
}

impl Look {
    fn of(book: &Book, row: Row, record: &RecordRef<'_>) -> Self {
        let traits = Traits::of(book, row, record);
        let name = if traits.company { without_form(&traits.name) } else { in_order(&traits.name) };
        let phones = traits.phones.iter().map(|digits| phone_tail(digits).to_owned()).collect();
        let website = fold_name(domain_of(record.text(key::DOMAIN))).trim_end_matches('/').to_owned();
        Self { traits, name, phones, website }
    }

    /// Keys under which it meets others: strength, and hash.
    fn keys(&self) -> Vec<(u8, u64)> {
        let mut keys = Vec::new();
        let mut push = |strength: u8, text: &str| {
            if !text.is_empty() {
                keys.push((strength, hash(strength, text)));
            }
        };
        push(0, &self.traits.uid);
        self.traits.emails.iter().for_each(|email| push(1, email));
        push(2, &self.website);
        self.phones.iter().for_each(|phone| push(3, phone));
        if !self.name.is_empty() && !self.traits.employer.is_empty() {
            push(4, &format!("{} at {}", self.name, self.traits.employer));
        }
        push(5, &self.name);
        keys
    }

    fn names(&self, other: &Self) -> Names {
        if self.name == other.name {
            return if self.name.is_empty() { Names::Fit } else { Names::Same };
        }
        let (mine, theirs) = (words(&self.traits.name), words(&other.traits.name));
        let within = |few: &[&str], many: &[&str]| few.iter().all(|word| many.contains(word));
        let initial = |words: &[&str]| words.first().and_then(|word| word.chars().next());
        let short = |words: &[&str]| words.first().is_some_and(|word| word.chars().count() == 1);
        let shortened = (short(&mine) || short(&theirs))
            && initial(&mine) == initial(&theirs)
            && mine.len() > 1
            && mine.last() == theirs.last();
        if within(&mine, &theirs) || within(&theirs, &mine) || shortened { Names::Fit } else { Names::Differ }
    }

    /// Whether something says that two of one name are two. Companies have many numbers and addresses.
    fn contradicts(&self, other: &Self) -> bool {
        let apart = |mine: &[String], theirs: &[String]| !mine.is_empty() && !theirs.is_empty() && !share(mine, theirs);
        let differ = |mine: &str, theirs: &str| !mine.is_empty() && !theirs.is_empty() && mine != theirs;
        if self.traits.company {
            return differ(&self.website, &other.website);
        }
        apart(&self.traits.emails, &other.traits.emails)
            || apart(&self.phones, &other.phones)
            || differ(&self.traits.employer, &other.traits.employer)
    }

    /// What two records have in common, strongest first, and how much that says; nothing if they are simply different.
    fn shared(&self, other: &Self) -> (u32, Vec<Likeness>) {
        let same = |mine: &str, theirs: &str| !mine.is_empty() && mine == theirs;
        let (names, card) = (self.names(other), same(&self.traits.uid, &other.traits.uid));
        let mut found: Vec<(u32, Likeness)> = Vec::new();
        let mut push = |holds: bool, says: u32, likeness: Likeness| {
            if holds {
                found.push((says, likeness));
            }
        };
        let email = share(&self.traits.emails, &other.traits.emails);
        // Two names behind one address may be a mailbox of several, or somebody who married.
        push(email, if names == Names::Differ { 50 } else { 90 }, Likeness::Email);
        push(card, 95, Likeness::Uid);
        push(share(&self.phones, &other.phones) && names == Names::Same, 85, Likeness::PhoneAndName);
        push(share(&self.phones, &other.phones) && names == Names::Fit, 70, Likeness::Phone);
        push(same(&self.website, &other.website), 75, Likeness::Website);
        let together = same(&self.traits.employer, &other.traits.employer);
        push(names == Names::Same && together, 80, Likeness::NameAndCompany);
        // Alone a name whose contacts differ says nothing; beside a shared address it does.
        let named = names == Names::Same && !together && (email || !self.contradicts(other));
        push(named, if self.traits.company { 60 } else { 40 }, Likeness::Name);
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let says = found.first().map_or(0, |(says, _)| says + 2 * (found.len() as u32 - 1));
        (says, found.into_iter().map(|(_, likeness)| likeness).collect())
    }
}

fn share(mine: &[String], theirs: &[String]) -> bool {
    mine.iter().any(|one| theirs.contains(one))
}

/// Words without the marks that stand at them.
fn words(name: &str) -> Vec<&str> {
    name.split(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ',' | '(' | ')' | '"'))
        .filter(|word| !word.is_empty())
        .collect()
}

fn in_order(name: &str) -> String {
    let mut words = words(name);
    words.sort_unstable();
    words.join(" ")
}

/// A company's name without what says its legal form.
fn without_form(name: &str) -> String {
    // "S.A." and "SA" are one word.
    let plain: String = name.chars().filter(|letter| !matches!(letter, '.' | ',')).collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word) || *word == "&") {
        words.pop();
    }
    words.join(" ")
}

/// Both ways round the same.
fn pair<T: Ord>(one: T, other: T) -> (T, T) {
    if one < other { (one, other) } else { (other, one) }
}

/// Pairs of rows that meet under a key, each once, those under the strongest keys first.
fn meeting(mut keys: Vec<(u8, u64, Row)>) -> Vec<(Row, Row)> {
    keys.sort_unstable();
    keys.dedup();
    let (mut seen, mut pairs) = (HashSet::new(), Vec::new());
    for block in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (at, (_, _, one)) in block.iter().enumerate() {
            for (_, _, other) in block[at + 1..].iter().take(NEIGHBOURS) {
                if pairs.len() == MAX_PAIRS {
                    return pairs;
                }
                if seen.insert((*one, *other)) {
                    pairs.push((*one, *other));
                }
            }
        }
    }
    pairs
}

/// Two rows that are alike: how much that says, and by what.
type Pair = (u32, (RecordId, RecordId), Vec<Likeness>);
/// A group: how much that says, its records, by what.
type Together = (u32, Vec<RecordId>, Vec<Likeness>);

/// Puts pairs together, the surest first. A group stays small enough to be looked at, and holds no two that were told
/// apart: what finds no room comes again once its group is one record.
fn grouped(mut pairs: Vec<Pair>, apart: &HashSet<(RecordId, RecordId)>) -> Vec<Together> {
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut groups: Vec<Together> = Vec::new();
    let mut at: HashMap<RecordId, usize> = HashMap::new();
    for (says, (one, other), why) in pairs {
        let alone = |id: RecordId, groups: &mut Vec<Together>| {
            groups.push((0, vec![id], Vec::new()));
            groups.len() - 1
        };
        let into = *at.entry(one).or_insert_with(|| alone(one, &mut groups));
        let from = *at.entry(other).or_insert_with(|| alone(other, &mut groups));
        let fits = || {
            let (mine, theirs) = (&groups[into].1, &groups[from].1);
            let told_apart = |a: &RecordId| theirs.iter().any(|b| apart.contains(&pair(*a, *b)));
            mine.len() + theirs.len() <= MAX_GROUP && !mine.iter().any(told_apart)
        };
        if into != from {
            if !fits() {
                continue;
            }
            let (more_says, more, more_why) = std::mem::take(&mut groups[from]);
            at.extend(more.iter().map(|id| (*id, into)));
            let group = &mut groups[into];
            group.0 = group.0.max(more_says);
            group.1.extend(more);
            group.2.extend(more_why);
        }
        let group = &mut groups[into];
        group.0 = group.0.max(says);
        group.2.extend(why);
    }
    groups.retain(|(_, ids, _)| ids.len() > 1);
    groups
}

fn has_doubles(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Company)
}

impl Book {
    /// People, or companies, that are probably the same and were not told apart.
    pub fn duplicates(&mut self, kind: Kind) -> Rc<Duplicates> {
        let generation = self.generation();
        self.duplicates.0.retain(|(_, at, _)| *at == generation);
        if let Some((_, _, known)) = self.duplicates.0.iter().find(|(known, _, _)| *known == kind) {
            return Rc::clone(known);
        }
        let found = Rc::new(if has_doubles(kind) { self.find_duplicates(kind) } else { Duplicates::default() });
        self.duplicates.0.push((kind, generation, Rc::clone(&found)));
        found
    }

    fn find_duplicates(&self, kind: Kind) -> Duplicates {
        let (mut keys, mut apart) = (Vec::new(), HashSet::new());
        for row in self.shown_rows_of(kind) {
            let Some(record) = self.peek(row) else { continue };
            keys.extend(Look::of(self, row, &record).keys().into_iter().map(|(tag, hash)| (tag, hash, row)));
            let id = self.id_of(row);
            apart.extend(record.relations(key::NOT_SAME).into_iter().map(|other| pair(id, other)));
        }
        let mut groups = grouped(self.alike(meeting(keys), &apart), &apart);
        for (_, ids, why) in &mut groups {
            ids.sort_unstable();
            why.sort_unstable();
            why.dedup();
        }
        groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let total = groups.len();
        groups.truncate(MAX_SHOWN);
        Duplicates { total, groups: groups.into_iter().map(|(_, ids, why)| (ids, why)).collect() }
    }

    /// Those of the pairs that have something in common and were not told apart.
    fn alike(&self, pairs: Vec<(Row, Row)>, apart: &HashSet<(RecordId, RecordId)>) -> Vec<Pair> {
        let mut looks: HashMap<Row, Look> = HashMap::new();
        let mut alike = Vec::new();
        for (one, other) in pairs {
            for row in [one, other] {
                if !looks.contains_key(&row)
                    && let Some(record) = self.peek(row)
                {
                    looks.insert(row, Look::of(self, row, &record));
                }
            }
            let ids = pair(self.id_of(one), self.id_of(other));
            let (Some(mine), Some(theirs)) = (looks.get(&one), looks.get(&other)) else { continue };
            let (says, why) = mine.shared(theirs);
            if !why.is_empty() && !apart.contains(&ids) {
                alike.push((says, ids, why));
            }
        }
        alike
    }

    /// Remembers, in the records themselves, that no two of these are the same.
    pub fn tell_apart(
        &self,
        ids: &[RecordId],
        clock: &mut Clock,
        now_ms: u64,
    ) -> Result<(Vec<Write>, Step), NotSameError> {
        let mut ids: Vec<RecordId> = ids.iter().copied().filter(|id| self.contains(id)).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > MAX_GROUP {
            return Err(ValueError::TooMany(MAX_GROUP).into());
        }
        let records: Vec<Record> = ids.iter().filter_map(|id| self.record(id)).collect();
        let kind = records.first().map(Record::kind).filter(|kind| has_doubles(*kind));
        if ids.len() < 2 || records.len() < ids.len() || records.iter().any(|record| Some(record.kind()) != kind) {
            return Err(NotSameError::NoPair);
        }
        let (mut writes, mut step) = (Vec::new(), Step::new());
        // One of each two says it for both.
        for (at, before) in records.into_iter().enumerate().take(ids.len() - 1) {
            let mut after = before.clone();
            clock.observe(before.changed(), u64::MAX);
            let mut others = relations(&before);
            others.extend(ids[at + 1..].iter().copied());
            if after.set(key::NOT_SAME, Value::Relations(others), clock.tick(now_ms))? {
                step.edited(ids[at], &before, &after);
                writes.push(Write::Put(ids[at], after));
            }
        }
        Ok((writes, step))
    }
}

/// What a record was told apart from.
fn relations(record: &Record) -> Vec<RecordId> {
    match record.get(key::NOT_SAME) {
        Value::Relations(ids) => ids,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
