//! Where people stand with each purpose that rests on consent, as columns of their lists: one word, all contact points
//! taken together. The ledger decides, as it does for exports; a column only tells.

use super::allowed::{Ground, Refusal, When};
use super::ledger::{Asked, Ledger, Person};
use super::point::{Mark, Marker, PointKind};
use super::purpose::Purpose;
use super::state::ConsentState;
use super::words::{Channel, PurposeStatus, SuppressedFor};
use crate::book::{Book, Row};
use crate::clock::Stamp;
use crate::filter::Test;
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind};
use crate::search::RowSet;

/// The first number of such columns: behind every form of fields that teams define.
const FIRST: u16 = 0xc000;
/// How many numbers there are. Each purpose has the one that its id comes to, or the next that is free.
const NUMBERS: u16 = 0x4000;
/// Most columns; a team has a handful of purposes.
const MOST: usize = 64;
/// What is told is told as of the end of the minute, ms: an end early rather than late.
const MINUTE: u64 = 60_000;

/// Where somebody stands with a purpose, the best first, as lists group them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsentWord {
    /// It may be pursued at one contact point at least.
    Yes,
    /// The same, and it is time to ask for a new consent.
    Ending,
    /// Given, and not confirmed yet.
    Pending,
    /// Asked for.
    Requested,
    /// Given, and asked again since more is meant than was said then.
    Again,
    /// Given, and something else stands in the way: a paused purpose, answers that were not fetched, a bounced address.
    OnHold,
    /// Claimed, and not proven.
    Unproven,
    /// Over.
    Expired,
    /// Declined.
    Refused,
    /// Taken back, or objected to.
    Withdrawn,
    /// Nobody asked.
    NotAsked,
}

/// The words as filters keep them.
pub const CONSENT_WORDS: &[&str] = &[
    "yes",
    "ends soon",
    "to confirm",
    "asked",
    "ask again",
    "on hold",
    "unproven",
    "expired",
    "refused",
    "withdrawn",
    "not asked",
];

impl ConsentWord {
    /// As filters keep it.
    pub fn word(self) -> &'static str {
        CONSENT_WORDS[self as usize]
    }
}

/// Whether a field's number is that of such a column.
pub fn is_consent(field: FieldKey) -> bool {
    field.0 >= FIRST
}

/// A column, ready to be asked about people.
pub(crate) struct ConsentColumn<'a> {
    ledger: &'a Ledger,
    asked: Asked<'a>,
    when: When,
}

impl ConsentColumn<'_> {
    /// The word about somebody.
    pub(crate) fn of(&self, person: &RecordId) -> ConsentWord {
        self.ledger.consent_word(person, &self.asked, self.when)
    }
}

impl Ledger {
    /// Where somebody stands with a purpose at this moment, in the word of its column; `None` if there is no such purpose.
    pub fn consent(&self, person: &RecordId, purpose: &RecordId, when: When) -> Option<ConsentWord> {
        Some(self.consent_word(person, &self.asked(purpose, when.now)?, when))
    }

    /// Where somebody stands with a purpose, all contact points taken together: as well as at the best of them, and if none
    /// may be used, what was said last.
    fn consent_word(&self, person: &RecordId, asked: &Asked<'_>, when: When) -> ConsentWord {
        let known = self.person(person).filter(|known| known.is_here);
        if self.is_silent(person, known) {
            return ConsentWord::NotAsked;
        }
        let mut newest: Option<(u64, ConsentWord)> = None;
        let mut waits = false;
        for (channel, point) in places(known, asked.purpose) {
            let refused = match self.decide((person, known), asked, channel, point, when) {
                Ok(Ground::Consent { until, .. }) if when.now >= asked.purpose.renew_before.before(until) => {
                    newest = Some((u64::MAX, ConsentWord::Ending));
                    continue;
                }
                Ok(_) => return ConsentWord::Yes,
                Err(refused) => refused,
            };
            let (standing, unconfirmed) = self.with_events((person, known), asked, point, |events| {
                (events.standing(when.now), events.unconfirmed().is_some())
            });
            waits |= unconfirmed;
            let word = (standing.since, told(standing.state, &refused));
            // Of what was said at one moment the worse counts.
            newest = newest.max(Some(word));
        }
        match newest {
            Some((_, ConsentWord::Ending)) => ConsentWord::Ending,
            _ if waits => ConsentWord::Pending,
            Some((_, word)) => word,
            None => ConsentWord::NotAsked,
        }
    }

    /// Whether nothing was said by or about somebody, and nothing that is left alone could be theirs.
    fn is_silent(&self, person: &RecordId, known: Option<&Person>) -> bool {
        let nobody = known.is_none_or(|known| known.events.is_empty());
        let alone = self.class(person).len() < 2 && !self.bases.contains_key(person);
        nobody && alone && self.of_all.is_empty() && self.suppressions.is_empty()
    }
}

/// The channels of a purpose, with each contact point that they reach; those that need none, and those that somebody has
/// none for, once with none.
fn places<'a>(known: Option<&'a Person>, purpose: &'a Purpose) -> impl Iterator<Item = (Channel, Option<Mark>)> + 'a {
    purpose.channels.iter().flat_map(move |channel| {
        let kind = PointKind::of(*channel);
        let points = known.into_iter().flat_map(|known| known.points.iter());
        let mut marks: Vec<_> = points.filter(|(of, _)| Some(*of) == kind).map(|(_, mark)| Some(*mark)).collect();
        if marks.is_empty() {
            marks.push(None);
        }
        marks.into_iter().map(|mark| (*channel, mark))
    })
}

/// What is told of a contact point that may not be used.
fn told(state: ConsentState, refused: &[Refusal]) -> ConsentWord {
    let objected = |no: &Refusal| {
        matches!(no, Refusal::Objected | Refusal::Suppressed(SuppressedFor::Objected | SuppressedFor::Withdrawn))
    };
    match state {
        ConsentState::Withdrawn | ConsentState::Revoked => ConsentWord::Withdrawn,
        _ if refused.iter().any(objected) => ConsentWord::Withdrawn,
        ConsentState::Given | ConsentState::Renewed => {
            let again = refused.iter().any(|no| matches!(no, Refusal::NoticeOvertaken | Refusal::NotExplicit));
            if again { ConsentWord::Again } else { ConsentWord::OnHold }
        }
        ConsentState::PendingConfirmation => ConsentWord::Pending,
        ConsentState::Requested => ConsentWord::Requested,
        ConsentState::Expired => ConsentWord::Expired,
        ConsentState::Refused => ConsentWord::Refused,
        ConsentState::ImportedUnproven | ConsentState::Invalidated => ConsentWord::Unproven,
        ConsentState::Unknown => ConsentWord::NotAsked,
    }
}

impl Book {
    /// Takes everything about consents up to date, so that columns and filters tell them as they are at this moment.
    pub fn ask_consents(&mut self, marker: &dyn Marker, when: When) {
        self.ledger(marker);
        let when = When { now: when.now.next_multiple_of(MINUTE), ..when };
        if self.consents_at != Some(when) {
            self.consents_at = Some(when);
            self.views.forget_results();
        }
    }

    /// Whether they are known: taken up to date they are in no time.
    pub fn knows_consents(&self) -> bool {
        self.ledger.is_built()
    }

    /// The columns there are, each with its purpose and what that is called: of those that rest on consent and are not over,
    /// the oldest of one short name; what people decide on comes first.
    pub fn consent_columns(&self) -> Vec<(FieldKey, RecordId, String)> {
        let records = self.ids_of(Kind::Purpose).filter_map(|id| self.get(&id).map(|record| (id, record)));
        let mut all: Vec<(Stamp, RecordId, Purpose)> =
            records.filter_map(|(id, record)| Some((record.created(), id, Purpose::read(&record)?))).collect();
        all.sort_by_key(|(made, id, _)| (*made, *id));
        let mut slugs: Vec<String> = Vec::new();
        all.retain(|(_, _, purpose)| {
            let first = purpose.slug.is_empty() || !slugs.contains(&purpose.slug);
            slugs.push(purpose.slug.clone());
            first
        });
        let mut columns: Vec<(FieldKey, RecordId, String)> = Vec::new();
        for (_, id, purpose) in all.iter().take(MOST) {
            columns.push((free_key(id, &columns), *id, purpose.name.clone()));
        }
        let purpose = |id: &RecordId| all.iter().find(|(_, of, _)| of == id).map(|(_, _, purpose)| purpose);
        columns.retain(|(_, id, _)| purpose(id).is_some_and(is_told));
        columns
            .sort_by_key(|(_, id, _)| purpose(id).map(|purpose| (!purpose.category.needs_consent(), purpose.category)));
        columns
    }

    /// A column of this number, ready to be asked; `None` if there is none, or nobody said at which moment it is asked.
    pub(crate) fn consent_column(&self, field: FieldKey) -> Option<ConsentColumn<'_>> {
        let when = self.consents_at.filter(|_| is_consent(field))?;
        let (_, purpose, _) = self.consent_columns().into_iter().find(|(key, ..)| *key == field)?;
        Some(ConsentColumn { ledger: &self.ledger, asked: self.ledger.asked(&purpose, when.now)?, when })
    }

    /// The people of whom a condition on such a column holds: of some words, or that anything is known at all.
    pub(crate) fn consenting(&self, field: FieldKey, test: &Test) -> RowSet {
        let mut fit = RowSet::new(self.rows_len());
        let Some(column) = self.consent_column(field) else { return fit };
        for row in self.rows_of(Kind::Person) {
            let word = column.of(&self.id_of(row));
            let holds = match test {
                Test::Is(words) => words.iter().any(|one| one == word.word()),
                Test::Filled => word != ConsentWord::NotAsked,
                _ => false,
            };
            if holds {
                fit.insert(row);
            }
        }
        fit
    }

    /// By row, the place of the word about each person among all words, the best first; none of whom nobody asked, or where
    /// there is no such column.
    pub(crate) fn consent_places(&self, field: FieldKey) -> Vec<Option<u8>> {
        let mut places = vec![None; self.rows_len()];
        let Some(column) = self.consent_column(field) else { return places };
        for row in self.rows_of(Kind::Person) {
            let word = column.of(&self.id_of(row));
            if let Some(place) = places.get_mut(row as usize).filter(|_| word != ConsentWord::NotAsked) {
                *place = Some(word as u8);
            }
        }
        places
    }

    /// Of how many of these rows one of these words is told; `None` where there is no such column.
    pub(crate) fn consents_among(&self, field: FieldKey, rows: &[Row], words: &[ConsentWord]) -> Option<u32> {
        let column = self.consent_column(field)?;
        Some(rows.iter().filter(|row| words.contains(&column.of(&self.id_of(**row)))).count() as u32)
    }

    /// The word about each of these rows; nothing where there is no such column.
    pub(crate) fn consent_words(&self, field: FieldKey, rows: &[Row]) -> Vec<Option<&'static str>> {
        let column = self.consent_column(field);
        rows.iter().map(|row| Some(column.as_ref()?.of(&self.id_of(*row)).word())).collect()
    }
}

/// Whether lists tell where people stand with it.
fn is_told(purpose: &Purpose) -> bool {
    purpose.rests_on_consent() && purpose.status != PurposeStatus::Retired
}

/// The number that an id comes to, or the next that no earlier purpose has.
fn free_key(id: &RecordId, taken: &[(FieldKey, RecordId, String)]) -> FieldKey {
    let wanted = u16::from_le_bytes([id.0[0], id.0[1]]);
    let keys = (0..NUMBERS).map(|next| FieldKey(FIRST + wanted.wrapping_add(next) % NUMBERS));
    let free = |key: &FieldKey| !taken.iter().any(|(known, ..)| known == key);
    keys.into_iter().find(free).unwrap_or(FieldKey(FIRST))
}
