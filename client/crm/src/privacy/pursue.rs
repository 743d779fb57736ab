//! What it takes to make a purpose, to set what it rests on for one person, and to tell people something new: what is
//! refused before it is written, and what a step comes to, so that it can be shown before it is taken.

use super::allowed::{Refusal, When, strictest};
use super::ledger::{Ledger, Person};
use super::point::{Mark, PointKind};
use super::purpose::{BasisRecord, Notice, Purpose};
use super::words::{Basis, Channel, EventKind, PurposeStatus};
use crate::fold::fold_name;
use crate::record::RecordId;
use crate::schema::FieldKey;
use std::collections::BTreeSet;

/// Longest short name.
const MAX_SLUG: usize = 64;

/// Why a purpose is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PurposeError {
    /// It has no name.
    #[error("the purpose has no name")]
    NoName,
    /// Another has its short name: they would be one.
    #[error("another purpose has this short name")]
    Taken,
    /// Nothing would ever use it.
    #[error("the purpose uses no channel")]
    NoChannel,
    /// Marketing, advertising, profiling and sharing rest on consent.
    #[error("only consent carries such a purpose")]
    OnlyConsent,
    /// Nobody said why another basis carries it.
    #[error("a basis other than consent needs a justification")]
    NoJustification,
    /// The weighing of interests ages.
    #[error("legitimate interest needs a day on which it is reviewed")]
    NoReview,
    /// What ended does not come back.
    #[error("the purpose is over; make another one")]
    Retired,
    /// Whoever was asked would have been asked for nothing.
    #[error("people were asked for their consent to this; make another purpose for another basis")]
    Asked,
}

/// Why a basis is not set for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BasisError {
    /// There is no such purpose, or not any more.
    #[error("there is no such purpose")]
    NoPurpose,
    /// Only consent carries it.
    #[error("only consent carries such a purpose")]
    OnlyConsent,
    /// The purpose does not allow it.
    #[error("the purpose may not rest on this basis")]
    NotAllowed,
    /// Nobody said why.
    #[error("a basis other than consent needs a justification")]
    NoJustification,
    /// Nobody said when it is looked at again.
    #[error("it needs a day in the future on which it is reviewed")]
    NoReview,
}

/// Why a notice is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// It says nothing.
    #[error("the notice says nothing")]
    NoWords,
    /// It is about nothing.
    #[error("the notice is about no purpose that is pursued")]
    NoPurpose,
    /// Nobody knows how to read it.
    #[error("the notice has no language")]
    NoLanguage,
    /// Nobody was told that then.
    #[error("a notice takes effect today or later")]
    Past,
    /// It would change nothing.
    #[error("the notice says what the one before it says")]
    Same,
}

impl Purpose {
    /// A short name made of a name: lower case, words joined by hyphens.
    pub fn slug_of(name: &str) -> String {
        let folded = fold_name(name);
        let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut slug = words.collect::<Vec<_>>().join("-");
        while slug.len() > MAX_SLUG {
            slug.pop();
        }
        slug.trim_end_matches('-').to_owned()
    }

    /// Checks that it says what a purpose has to.
    pub fn check(&self) -> Result<(), PurposeError> {
        if self.name.trim().is_empty() || self.slug.is_empty() {
            return Err(PurposeError::NoName);
        }
        if self.channels.is_empty() {
            return Err(PurposeError::NoChannel);
        }
        let other = |basis: &Basis| *basis != Basis::Consent;
        if self.category.needs_consent() && (other(&self.basis) || self.bases.iter().any(other)) {
            return Err(PurposeError::OnlyConsent);
        }
        if other(&self.basis) && self.justification.trim().is_empty() {
            return Err(PurposeError::NoJustification);
        }
        if self.basis == Basis::Interest && self.review_due.is_none() {
            return Err(PurposeError::NoReview);
        }
        Ok(())
    }
}

/// What publishing a notice as a material change does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pausing {
    /// How many consents pause, one for each person and purpose.
    pub consents: u32,
    /// Whose.
    pub people: BTreeSet<RecordId>,
}

/// What ends with a purpose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ending {
    /// Whose consent ends.
    pub people: Vec<RecordId>,
    /// Fields that no purpose needs any more.
    pub fields: Vec<FieldKey>,
}

impl Ledger {
    /// Checks a purpose that is to be written beside those that are here; `id` is its own, if it is here already.
    pub fn may_pursue(&self, id: Option<&RecordId>, purpose: &Purpose) -> Result<(), PurposeError> {
        let before = id.and_then(|id| self.purpose(id));
        if before.is_some_and(|before| before.status == PurposeStatus::Retired) {
            return Err(PurposeError::Retired);
        }
        let left = before.is_some_and(|before| purpose.leaves_consent(before));
        if left && id.is_some_and(|id| self.was_asked(id)) {
            return Err(PurposeError::Asked);
        }
        if before.is_none() && self.purposes().any(|(_, other)| other.slug == purpose.slug) {
            return Err(PurposeError::Taken);
        }
        purpose.check()
    }

    /// Whether the ledger says anything of somebody's consent to a purpose.
    fn was_asked(&self, purpose: &RecordId) -> bool {
        let id = self.purpose_of(purpose);
        let all = self.people.iter().flat_map(|person| &person.events).chain(&self.of_all);
        let mut about = all.filter(|entry| entry.purpose.is_some_and(|of| self.purpose_of(&of) == id));
        about.any(|entry| entry.heard.kind != EventKind::BasisSet)
    }

    /// What a purpose rests on for a person, why, and when that is looked at again, ms since 1970; the same that
    /// [`Ledger::allowed`] goes by.
    pub fn basis_of(&self, person: &RecordId, purpose: &RecordId) -> Option<(Basis, String, Option<u64>)> {
        let id = self.purpose_of(purpose);
        let set: Vec<&BasisRecord> = self.bases_of(person, &id).collect();
        let (basis, why, due) = strictest(self.purpose(&id)?, &set);
        Some((basis, why.to_owned(), due))
    }

    /// Whether it takes a person's consent to use their data for a purpose; `None` if there is no such purpose.
    pub fn by_consent(&self, person: &RecordId, purpose: &RecordId) -> Option<bool> {
        let category = self.purpose(purpose)?.category;
        let (basis, ..) = self.basis_of(person, purpose)?;
        Some(category.needs_consent() || basis.is_consent())
    }

    /// Where the weighing of interests is that the basis of [`Ledger::basis_of`] rests on, as whoever set it says.
    pub fn assessment_of(&self, person: &RecordId, purpose: &RecordId) -> String {
        let id = self.purpose_of(purpose);
        let Some((basis, why, _)) = self.basis_of(person, &id) else { return String::new() };
        let counts = |set: &&BasisRecord| set.basis == basis && set.justification == why;
        self.bases_of(person, &id).find(counts).map(|set| set.assessment.clone()).unwrap_or_default()
    }

    /// Records that say what a purpose rests on for this person.
    pub fn basis_records(&self, person: &RecordId, purpose: &RecordId) -> Vec<RecordId> {
        let id = self.purpose_of(purpose);
        let records = self.class(person).iter().filter_map(|id| self.bases.get(id)).flatten();
        records.filter(|(_, basis)| self.purpose_of(&basis.purpose) == id).map(|(record, _)| *record).collect()
    }

    /// Whether a purpose may rest on this for one person from now on, ms since 1970.
    pub fn may_rest(&self, set: &BasisRecord, now: u64) -> Result<(), BasisError> {
        let live = self.purpose(&set.purpose).filter(|purpose| purpose.status != PurposeStatus::Retired);
        let purpose = live.ok_or(BasisError::NoPurpose)?;
        if purpose.category.needs_consent() {
            return Err(BasisError::OnlyConsent);
        }
        if !purpose.bases.contains(&set.basis) {
            return Err(BasisError::NotAllowed);
        }
        if set.basis != Basis::Consent && set.justification.trim().is_empty() {
            return Err(BasisError::NoJustification);
        }
        if set.review_due.is_none_or(|due| due <= now) {
            return Err(BasisError::NoReview);
        }
        Ok(())
    }

    /// Everybody whose consent to a purpose is valid now, ms since 1970, at whatever contact point, and to a notice that
    /// holds.
    pub fn consenting(&self, purpose: &RecordId, now: u64) -> Vec<RecordId> {
        let Some(asked) = self.asked(purpose, now) else { return Vec::new() };
        let kinds: BTreeSet<Option<PointKind>> =
            asked.purpose.channels.iter().map(|channel: &Channel| PointKind::of(*channel)).collect();
        let holds = |person: &Person, point: Option<Mark>| {
            let standing = self.with_events((&person.id, Some(person)), &asked, point, |events| events.standing(now));
            standing.state.is_valid() && standing.notice.is_some_and(|shown| asked.holds(&shown, standing.since))
        };
        let consents = |person: &&Person| {
            kinds.iter().any(|kind| match kind {
                None => holds(person, None),
                Some(kind) => {
                    let mut points = person.points.iter().filter(|(of, _)| of == kind);
                    points.any(|(_, mark)| holds(person, Some(*mark)))
                }
            })
        };
        let here = self.people.iter().filter(|person| person.is_here && !self.is_restricted(&person.id, now));
        here.filter(consents).map(|person| person.id).collect()
    }

    /// The list to ask again over all channels that the purpose uses, each person once: whose consent only waits for the
    /// newer notice. Who withdrew while that waits on the server is left out when it is fetched; nothing leaves by this.
    pub fn waiting_for_notice(&self, purpose: &RecordId, now: u64) -> Vec<RecordId> {
        let Some(channels) = self.purpose(purpose).map(|purpose| purpose.channels.clone()) else { return Vec::new() };
        let when = When { now, answers: Some(now) };
        let mut waiting: Vec<RecordId> = Vec::new();
        let mut allowed: BTreeSet<RecordId> = BTreeSet::new();
        for channel in channels {
            for one in self.allowed_people(purpose, channel, when) {
                match one.outcome {
                    Ok(_) => drop(allowed.insert(one.person)),
                    Err(no) if no == [Refusal::NoticeOvertaken] => {
                        let may = self.may_ask(&one.person, purpose, one.point, now).is_ok();
                        waiting.extend(may.then_some(one.person));
                    }
                    Err(_) => {}
                }
            }
        }
        let mut seen = BTreeSet::new();
        waiting.retain(|person| !allowed.contains(person) && seen.insert(*person));
        waiting
    }

    /// Notices about a purpose, the newest first.
    pub fn notices_of(&self, purpose: &RecordId) -> Vec<(RecordId, &Notice)> {
        let id = self.purpose_of(purpose);
        let covers = |notice: &Notice| notice.purposes.iter().any(|of| self.purpose_of(of) == id);
        let mut all: Vec<_> =
            self.notices.iter().map(|(id, notice)| (*id, notice)).filter(|(_, of)| covers(of)).collect();
        all.sort_by(|a, b| b.1.effective_from.cmp(&a.1.effective_from).then_with(|| b.0.cmp(&a.0)));
        all
    }

    /// Prepares a notice to be published now, ms since 1970: checks it, and puts it after the one that it follows. One that
    /// takes effect at once comes later than all that hold, so that a material change pauses every consent to them.
    pub fn prepare(&self, mut notice: Notice, now: u64) -> Result<Notice, NoticeError> {
        if notice.text.trim().is_empty() {
            return Err(NoticeError::NoWords);
        }
        let live = |id: &RecordId| self.purpose(id).is_some_and(|purpose| purpose.status != PurposeStatus::Retired);
        if notice.purposes.is_empty() || !notice.purposes.iter().all(live) {
            return Err(NoticeError::NoPurpose);
        }
        if notice.lang.trim().is_empty() {
            return Err(NoticeError::NoLanguage);
        }
        if notice.effective_from < now {
            return Err(NoticeError::Past);
        }
        // It is told after what it tells of.
        let widened = notice.purposes.iter().filter_map(|id| Some(self.purpose(id)?.widened)).max();
        notice.effective_from = notice.effective_from.max(widened.unwrap_or_default());
        let before = notice.purposes.iter().flat_map(|purpose| self.notices_of(purpose));
        let newest = before.filter(|(_, before)| before.effective_from <= notice.effective_from);
        if let Some((id, before)) = newest.max_by_key(|(id, before)| (before.effective_from, *id)) {
            if before.sha256 == notice.sha256
                && before.recipients == notice.recipients
                && before.recipient_kinds == notice.recipient_kinds
                && before.purposes == notice.purposes
            {
                return Err(NoticeError::Same);
            }
            notice.supersedes = Some(id);
            notice.effective_from = notice.effective_from.max(before.effective_from + 1);
        }
        Ok(notice)
    }

    /// What a material change to what was said about these purposes pauses, as things stand now, ms since 1970.
    pub fn pausing(&self, purposes: &[RecordId], now: u64) -> Pausing {
        let ids: BTreeSet<RecordId> = purposes.iter().map(|purpose| self.purpose_of(purpose)).collect();
        let mut pausing = Pausing::default();
        for id in ids {
            let people = self.consenting(&id, now);
            pausing.consents += people.len() as u32;
            pausing.people.extend(people);
        }
        pausing
    }

    /// What ends when a purpose is retired now, ms since 1970.
    pub fn retiring(&self, purpose: &RecordId, now: u64) -> Ending {
        let id = self.purpose_of(purpose);
        let Some(of) = self.purpose(&id) else { return Ending::default() };
        let alone = |field: &&FieldKey| self.purposes_of_field(**field).iter().all(|other| *other == id);
        let fields = of.data_fields.iter().filter(alone).copied().collect();
        Ending { people: self.consenting(&id, now), fields }
    }
}
