//! What may be done: no, unless everything says yes. Every no has its reason, and all of them are given.

use super::ledger::{Asked, Ledger, Person};
use super::point::{Mark, PointKind};
use super::purpose::{BasisRecord, Purpose};
use super::state::{ConsentState, Events};
use super::suppression::Scope;
use super::words::{Basis, Channel, PurposeStatus, SuppressedFor};
use crate::record::RecordId;

/// How old the answers that wait on the server may be when something is sent for marketing (RFC 8058 and portal).
const FRESH_MS: u64 = 24 * 60 * 60 * 1_000;

/// When something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Now, ms since 1970.
    pub now: u64,
    /// When withdrawals that wait on the server were last fetched, ms since 1970; none is never.
    pub answers: Option<u64>,
}

/// On what ground something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The person consented.
    Consent {
        /// By this event.
        event: RecordId,
        /// To this notice.
        notice: RecordId,
        /// Until then, ms since 1970.
        until: u64,
    },
    /// Another basis carries it.
    Basis(Basis),
}

/// Why something may not be done, in the order in which reasons are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// There is no such person, or not any more.
    NoPerson,
    /// The person's data is only stored (Art. 18).
    Restricted,
    /// There is no such purpose.
    NoPurpose,
    /// The purpose is paused.
    PurposePaused,
    /// The purpose is over.
    PurposeRetired,
    /// The purpose does not use this channel.
    Channel,
    /// The person has no such contact point.
    NoPoint,
    /// The contact point is left alone.
    Suppressed(SuppressedFor),
    /// Only consent may carry such a purpose, and something else was set.
    OnlyConsent,
    /// The purpose may not rest on this basis.
    BasisNotAllowed,
    /// Nobody said why this basis carries it.
    NoJustification,
    /// It is time to look at it again.
    ReviewDue,
    /// The person objected.
    Objected,
    /// There is no valid consent; where it stands.
    NoConsent(ConsentState),
    /// The purpose rests on explicit consent (Art. 9(2)(a)), and the person did not say it in so many words.
    NotExplicit,
    /// The notice that was consented to is not here, says something else, came later, or was overtaken by a material change.
    NoticeOvertaken,
    /// Withdrawals that wait on the server were not fetched for a day.
    AnswersNotFetched,
}

impl Refusal {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoPerson => "not here",
            Self::Restricted => "restricted",
            Self::NoPurpose => "no such purpose",
            Self::PurposePaused => "purpose paused",
            Self::PurposeRetired => "purpose retired",
            Self::Channel => "not by this channel",
            Self::NoPoint => "no contact point",
            Self::Suppressed(SuppressedFor::HardBounce) => "bounced",
            Self::Suppressed(SuppressedFor::Withdrawn) => "withdrawn",
            Self::Suppressed(SuppressedFor::Objected) => "objected",
            Self::Suppressed(SuppressedFor::Erased) => "erased",
            Self::Suppressed(_) => "suppressed",
            Self::OnlyConsent => "only with consent",
            Self::BasisNotAllowed => "legal basis not allowed",
            Self::NoJustification => "no justification",
            Self::ReviewDue => "review due",
            Self::Objected => "objected",
            Self::NoConsent(ConsentState::Withdrawn) => "withdrawn",
            Self::NoConsent(ConsentState::Expired) => "expired",
            Self::NoConsent(ConsentState::Refused) => "refused",
            Self::NoConsent(ConsentState::PendingConfirmation) => "not confirmed",
            Self::NoConsent(ConsentState::ImportedUnproven) => "imported without proof",
            Self::NoConsent(_) => "no consent",
            Self::NotExplicit => "not explicit",
            Self::NoticeOvertaken => "needs renewal",
            Self::AnswersNotFetched => "answers not fetched",
        }
    }
}

impl Ledger {
    /// Whether this person may be contacted, or their data used, for this purpose by this channel at this contact point.
    /// A channel that uses no contact point is asked with none.
    pub fn allowed(
        &self,
        person: &RecordId,
        purpose: &RecordId,
        channel: Channel,
        point: Option<Mark>,
        when: When,
    ) -> Result<Ground, Vec<Refusal>> {
        let known = self.person(person).filter(|person| person.is_here);
        let Some(asked) = self.asked(purpose, when.now) else {
            return Err(self.about_person(person, known, when.now).chain([Refusal::NoPurpose]).collect());
        };
        self.decide((person, known), &asked, channel, point, when)
    }

    /// Everybody, in the order of the book, with the first contact point that may be used, or else the reasons about the first one.
    pub fn allowed_people(&self, purpose: &RecordId, channel: Channel, when: When) -> Vec<Decision> {
        let asked = self.asked(purpose, when.now);
        let decide = |known: &Person| {
            let person = &known.id;
            let Some(asked) = &asked else {
                return Decision { person: *person, point: None, outcome: Err(vec![Refusal::NoPurpose]) };
            };
            let kind = PointKind::of(channel);
            let mut points = known.points.iter().filter(|(of, _)| Some(*of) == kind).map(|(_, mark)| *mark);
            let at = |point| Decision {
                person: *person,
                point,
                outcome: self.decide((person, Some(known)), asked, channel, point, when),
            };
            let first = at(points.next());
            if first.outcome.is_ok() {
                return first;
            }
            points.map(|mark| at(Some(mark))).find(|other| other.outcome.is_ok()).unwrap_or(first)
        };
        self.people.iter().filter(|person| person.is_here).map(decide).collect()
    }

    fn about_person<'a>(
        &'a self,
        person: &'a RecordId,
        known: Option<&Person>,
        now: u64,
    ) -> impl Iterator<Item = Refusal> + 'a {
        let restricted = self.is_restricted(person, now).then_some(Refusal::Restricted);
        known.is_none().then_some(Refusal::NoPerson).into_iter().chain(restricted)
    }

    pub(super) fn decide(
        &self,
        (person, known): (&RecordId, Option<&Person>),
        asked: &Asked<'_>,
        channel: Channel,
        point: Option<Mark>,
        when: When,
    ) -> Result<Ground, Vec<Refusal>> {
        let (id, purpose) = (&asked.id, asked.purpose);
        let mut no: Vec<Refusal> = self.about_person(person, known, when.now).collect();
        match purpose.status {
            PurposeStatus::Active => {}
            PurposeStatus::Paused => no.push(Refusal::PurposePaused),
            PurposeStatus::Retired => no.push(Refusal::PurposeRetired),
        }
        if !purpose.channels.contains(&channel) {
            no.push(Refusal::Channel);
        }
        if !has_point(known, channel, point) {
            no.push(Refusal::NoPoint);
        }
        let ground = self.with_events((person, known), asked, point, |events| {
            no.extend(self.suppressed(events, (id, purpose), channel, point));
            let set: Vec<&BasisRecord> = self.bases_of(person, id).collect();
            let only_consent = purpose.category.needs_consent();
            if only_consent && (purpose.basis != Basis::Consent || set.iter().any(|set| set.basis != Basis::Consent)) {
                no.push(Refusal::OnlyConsent);
            }
            let basis = strictest(purpose, &set).0;
            match only_consent || basis.is_consent() {
                true => by_consent(events, basis, asked, &mut no),
                false => by_basis(purpose, &set, events, when.now, &mut no),
            }
        });
        let fresh = when.answers.is_some_and(|at| when.now.saturating_sub(at) < FRESH_MS);
        if purpose.category.is_direct_marketing() && !fresh {
            no.push(Refusal::AnswersNotFetched);
        }
        match ground {
            Some(ground) if no.is_empty() => Ok(ground),
            _ => Err(no),
        }
    }

    /// Suppressions of the contact point that reach this purpose and channel, and that no consent here names.
    fn suppressed(
        &self,
        events: &Events<'_>,
        (id, purpose): (&RecordId, &Purpose),
        channel: Channel,
        point: Option<Mark>,
    ) -> Vec<Refusal> {
        let of_point = point.iter().flat_map(|point| self.suppressions_of(point));
        let in_force = of_point.filter(|(suppression, what)| {
            let reaches = match what.scope {
                Scope::All => true,
                Scope::Marketing => what.reaches_category(purpose.category),
                Scope::Purpose(named) => self.purpose_of(&named) == *id,
                Scope::Channel(of) => of == channel,
            };
            reaches && (what.reason == SuppressedFor::Legal || !events.lifts(*suppression, what.since))
        });
        let mut reasons: Vec<Refusal> = in_force.map(|(_, what)| Refusal::Suppressed(what.reason)).collect();
        reasons.sort();
        reasons.dedup();
        reasons
    }
}

/// What was decided about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// About whom.
    pub person: RecordId,
    /// At which contact point.
    pub point: Option<Mark>,
    /// What.
    pub outcome: Result<Ground, Vec<Refusal>>,
}

/// Whether the person has this contact point, and the channel uses such.
fn has_point(known: Option<&Person>, channel: Channel, point: Option<Mark>) -> bool {
    match (PointKind::of(channel), point) {
        (None, None) => true,
        (Some(kind), Some(mark)) => known.is_some_and(|known| known.points.contains(&(kind, mark))),
        _ => false,
    }
}

/// The basis that counts: what was set for the person, consent before anything else, then what is due for review first;
/// with nothing set, what the purpose says.
pub(super) fn strictest<'a>(purpose: &'a Purpose, set: &[&'a BasisRecord]) -> (Basis, &'a str, Option<u64>) {
    let of = |set: &&'a BasisRecord| (set.basis, set.justification.as_str(), set.review_due);
    let strictness = |(basis, why, due): &(Basis, &str, Option<u64>)| {
        (!basis.is_consent(), !why.trim().is_empty(), due.unwrap_or(u64::MAX), *basis)
    };
    let strictest = set.iter().map(of).min_by_key(|set| strictness(set));
    strictest.unwrap_or((purpose.basis, purpose.justification.as_str(), purpose.review_due))
}

fn by_consent(events: &Events<'_>, basis: Basis, asked: &Asked<'_>, no: &mut Vec<Refusal>) -> Option<Ground> {
    let mut standing = events.standing(asked.now);
    if !standing.state.is_valid() {
        no.push(Refusal::NoConsent(standing.state));
        return None;
    }
    if basis == Basis::Explicit {
        match events.explicit(asked.now) {
            Some(explicit) => standing = explicit,
            None => no.push(Refusal::NotExplicit),
        }
    }
    let shown = standing.notice?;
    if !asked.holds(&shown, standing.since) {
        no.push(Refusal::NoticeOvertaken);
    }
    Some(Ground::Consent { event: standing.by?, notice: shown.notice, until: standing.until? })
}

fn by_basis(
    purpose: &Purpose,
    set: &[&BasisRecord],
    events: &Events<'_>,
    now: u64,
    no: &mut Vec<Refusal>,
) -> Option<Ground> {
    let (basis, why, due) = strictest(purpose, set);
    if !purpose.bases.contains(&basis) {
        no.push(Refusal::BasisNotAllowed);
    }
    if why.trim().is_empty() {
        no.push(Refusal::NoJustification);
    }
    // A contract or a law does not age; the weighing of interests does.
    if due.map_or(basis == Basis::Interest, |due| now >= due) {
        no.push(Refusal::ReviewDue);
    }
    if events.in_force().is_some() {
        no.push(Refusal::Objected);
    }
    Some(Ground::Basis(basis))
}
