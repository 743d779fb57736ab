//! What made-up people said about the newsletter, so that every way to stand with a consent can be seen: most were not
//! asked, those who are tagged as readers mostly said yes. Their proof says that it is made up, by which these events are
//! taken out again with the people.

use super::{Dice, MARK, is_made_up};
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::Value;
use crate::privacy::defaults::NEWSLETTER;
use crate::privacy::key::UNITED_FROM;
use crate::privacy::words::{Channel, EventKind, EvidenceKind, IndicatedBy, Method, PurposeStatus};
use crate::privacy::{ConsentEvent, EventError, Evidence, Ledger, Mark, Marker, Period, PointKind};
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use std::collections::BTreeSet;

/// The tag of those who mostly said yes.
const READER: &str = "newsletter reader";
/// Tells these dice from all others that are seeded with small numbers.
const SEED: u64 = 0x5eed_0fc0_15e7;
const DAY_MS: u64 = 86_400_000;
/// A yes is so many days old at most.
const YES_DAYS: usize = 300;
/// One that is not confirmed is so many days old at most.
const DAYS_TO_CONFIRM: usize = 10;
/// One that ends soon ends within so many days: sooner than it is time to ask anew.
const ENDS_WITHIN: usize = 25;

/// How it went with somebody who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Went {
    Yes,
    Unconfirmed,
    EndsSoon,
    TakenBack,
    Over,
}

/// Of a hundred readers and of a hundred others, how many of each; the rest were not asked.
const OF_READERS: [(Went, usize); 4] =
    [(Went::Yes, 74), (Went::Unconfirmed, 10), (Went::EndsSoon, 8), (Went::TakenBack, 4)];
const OF_OTHERS: [(Went, usize); 5] =
    [(Went::Yes, 8), (Went::Unconfirmed, 5), (Went::EndsSoon, 3), (Went::TakenBack, 3), (Went::Over, 2)];

/// What made-up people were asked for: the newsletter, as they were told about it.
#[derive(Debug, Clone, Copy)]
pub struct Newsletter {
    purpose: RecordId,
    notice: (RecordId, [u8; 32]),
    /// From when on what they were told held, ms since 1970.
    told: u64,
    validity: Period,
}

impl Newsletter {
    /// As it stands at this moment, ms since 1970; `None` where it is not pursued, or nobody was told about it.
    pub fn of(ledger: &Ledger, now: u64) -> Option<Self> {
        let mut active = ledger.purposes().filter(|(_, of)| of.status == PurposeStatus::Active);
        let (purpose, terms) = active.find(|(_, of)| of.slug == NEWSLETTER)?;
        let notice = ledger.current_notice(&purpose, now)?;
        let told = ledger.notice(&notice.0)?.effective_from.max(terms.widened);
        Some(Self { purpose, notice, told, validity: terms.validity })
    }

    /// What a made-up person said, if anything: by dice of the record's own number, so that nothing else that is made up
    /// falls otherwise.
    pub fn heard(
        &self,
        (person, record): (RecordId, &Record),
        marker: &dyn Marker,
        stamp: Stamp,
        ids: &mut dyn FnMut() -> RecordId,
    ) -> Result<Vec<(RecordId, Record)>, EventError> {
        let source = record.text(key::SOURCE);
        let number: u64 = source.strip_prefix(MARK).and_then(|number| number.parse().ok()).unwrap_or_default();
        let mut dice = Dice(SEED ^ number);
        let reads = matches!(record.get(key::TAGS), Value::Tags(tags) if tags.iter().any(|tag| tag == READER));
        let among = if reads { &OF_READERS[..] } else { &OF_OTHERS[..] };
        let Some(went) = rolled(&mut dice, among) else { return Ok(Vec::new()) };
        let Value::Points(emails) = record.get(key::EMAILS) else { return Ok(Vec::new()) };
        let point = emails.first().and_then(|email| PointKind::Email.mark(&email.value, marker));
        let word = Word { of: self, person, point, source };
        word.all(went, &mut dice, stamp, ids)
    }
}

fn rolled(dice: &mut Dice, among: &[(Went, usize)]) -> Option<Went> {
    let mut left = dice.below(100);
    among.iter().find_map(|(went, share)| {
        let is_this = left < *share;
        left = left.saturating_sub(*share);
        is_this.then_some(*went)
    })
}

/// Whose word it is, about what.
struct Word<'a> {
    of: &'a Newsletter,
    person: RecordId,
    point: Option<Mark>,
    source: String,
}

impl Word<'_> {
    fn all(
        &self,
        went: Went,
        dice: &mut Dice,
        stamp: Stamp,
        ids: &mut dyn FnMut() -> RecordId,
    ) -> Result<Vec<(RecordId, Record)>, EventError> {
        let before = |days: usize| stamp.ms.saturating_sub(days as u64 * DAY_MS);
        let old = dice.below(YES_DAYS);
        // Nobody said yes to what was not told yet; what ended or was taken back may be older than that.
        let at = match went {
            Went::Yes => before(old).max(self.of.told.min(stamp.ms)),
            Went::EndsSoon => stamp.ms,
            Went::Unconfirmed => before(old % DAYS_TO_CONFIRM).max(self.of.told.min(stamp.ms)),
            Went::TakenBack | Went::Over => before(YES_DAYS + old),
        };
        let validity = match went {
            Went::EndsSoon => Period::days(1 + dice.below(ENDS_WITHIN) as u16),
            Went::Over => Period::months(6).min_of(self.of.validity),
            _ => self.of.validity,
        };
        let given = ConsentEvent {
            notice: Some(self.of.notice),
            validity: Some(validity),
            confirm: true,
            ..self.said(EventKind::Given, at, "ticked the box of the form")
        };
        let first = ids();
        let mut words = vec![(first, given.write(stamp)?)];
        if went != Went::Unconfirmed {
            let said = self.said(EventKind::Confirmed, at, "pressed the link in the mail");
            words.push((ids(), ConsentEvent { answers: Some(first), ..said }.write(stamp)?));
        }
        if went == Went::TakenBack {
            let said = self.said(EventKind::Withdrawn, before(old), "wrote that the mails should end");
            words.push((ids(), said.write(stamp)?));
        }
        Ok(words)
    }

    fn said(&self, kind: EventKind, at: u64, how: &str) -> ConsentEvent {
        let method = if kind == EventKind::Given { Method::Form } else { Method::Email };
        let text = format!("{}: {how}", self.source);
        ConsentEvent {
            point: self.point,
            channel: Some(Channel::Email),
            evidence: Some(Evidence { kind: EvidenceKind::Quote, text, file: None }),
            ..ConsentEvent::new(self.person, self.of.purpose, kind, at, IndicatedBy::Subject, method)
        }
    }
}

/// Where the made-up person came from whose word this is made to be; `None` of every word that is not told to the letter as
/// those are.
fn made_up_source(event: &ConsentEvent) -> Option<&str> {
    let way = match event.kind {
        EventKind::Given => Method::Form,
        EventKind::Confirmed | EventKind::Withdrawn => Method::Email,
        _ => return None,
    };
    let proof = event.evidence.as_ref().filter(|proof| proof.kind == EvidenceKind::Quote && proof.file.is_none())?;
    let (source, _) = proof.text.split_once(": ")?;
    let number = source.strip_prefix(MARK)?;
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    let is_so = is_number && event.method == way && event.indicated_by == IndicatedBy::Subject;
    is_so.then_some(source)
}

impl Book {
    /// Whether somebody's word was made up: it says so, and whose it is came from where it says. Of somebody who is not here
    /// only the caller knows whether they were made up.
    pub(crate) fn is_made_up_word(&self, event: &ConsentEvent, was_made_up: impl Fn(&RecordId) -> bool) -> bool {
        let (Some(source), Some(person)) = (made_up_source(event), event.person) else { return false };
        match self.get(&person) {
            Some(record) => record.text(key::SOURCE) == source,
            None => was_made_up(&person),
        }
    }

    /// What made-up people are said to have said. Whoever became real keeps it. Where `all_here`, nobody is on their way who is
    /// not here: what was said by those who are gone is made up too, unless somebody real was made one of them.
    pub fn made_up_words(&self, all_here: bool) -> Vec<RecordId> {
        let real = self.records_of(Kind::Person).filter(|(_, person)| !is_made_up(person.text(key::SOURCE)));
        let in_real: BTreeSet<RecordId> = real.flat_map(|(_, person)| person.relations(UNITED_FROM)).collect();
        let was_made_up = |person: &RecordId| all_here && !in_real.contains(person);
        let events = self.records_of(Kind::ConsentEvent);
        let events = events.filter_map(|(row, record)| Some((row, ConsentEvent::read(&record)?)));
        let made_up = events.filter(|(_, event)| self.is_made_up_word(event, was_made_up));
        made_up.map(|(row, _)| self.id_of(row)).collect()
    }
}
