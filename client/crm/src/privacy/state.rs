//! The state of a consent: a function of the set of its events, whatever the order in which they came.
//!
//! Consents are removed as an observed-remove set removes (Shapiro et al., 2011), turned round: what restricts holds until
//! a valid consent *names* it. So of a consent and a withdrawal that knew nothing of each other the withdrawal wins, a
//! copy of an old consent lifts nothing, and no clock decides between them. Time decides whether a consent is over, and
//! takes away: what was said before a no lifts it not, even if it names it.

use super::event::ConsentEvent;
use super::period::Period;
use super::words::{EventKind, Expression};
use crate::record::RecordId;

/// Where the consent of one person to one purpose at one contact point stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsentState {
    /// Nothing is known.
    Unknown,
    /// A file claimed it, or somebody who may not; not valid.
    ImportedUnproven,
    /// Asked for.
    Requested,
    /// Given, and to be confirmed.
    PendingConfirmation,
    /// Given.
    Given,
    /// Given again.
    Renewed,
    /// Over.
    Expired,
    /// Declined.
    Refused,
    /// Found not to be valid.
    Invalidated,
    /// Stopped by us.
    Revoked,
    /// Taken back, or objected to.
    Withdrawn,
}

impl ConsentState {
    /// Whether it is a consent.
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }
}

/// A notice as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub notice: RecordId,
    /// SHA-256 of its words.
    pub sha256: [u8; 32],
}

/// A state, since when, until when, and by which event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: ConsentState,
    /// Since when, ms since 1970; 0 for nothing known.
    pub since: u64,
    /// When a consent ends or ended, ms since 1970.
    pub until: Option<u64>,
    /// The event that it is so by.
    pub by: Option<RecordId>,
    /// The notice of the consent.
    pub notice: Option<Shown>,
}

const NOTHING: Standing = Standing { state: ConsentState::Unknown, since: 0, until: None, by: None, notice: None };

/// What of an event its state needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) id: RecordId,
    pub(crate) person: Option<RecordId>,
    pub(crate) kind: EventKind,
    pub(crate) at: u64,
    pub(crate) validity: Option<Period>,
    /// The end of a consent by its own validity.
    pub(crate) until: u64,
    pub(crate) is_theirs: bool,
    pub(crate) confirm: bool,
    /// Said in so many words (Art. 9(2)(a)).
    pub(crate) explicit: bool,
    pub(crate) notice: Option<Shown>,
    pub(crate) answers: Option<RecordId>,
    pub(crate) lifts: Box<[RecordId]>,
}

impl Heard {
    pub(crate) fn of(id: RecordId, event: &ConsentEvent) -> Self {
        Self {
            id,
            person: event.person,
            kind: event.kind,
            at: event.at,
            validity: event.validity,
            until: event.validity.map_or(event.at, |validity| validity.after(event.at)),
            is_theirs: event.is_theirs(),
            confirm: event.confirm,
            explicit: event.expression == Expression::Explicit,
            notice: event.notice.map(|(notice, sha256)| Shown { notice, sha256 }),
            answers: event.answers,
            lifts: event.lifts.as_slice().into(),
        }
    }

    /// One that cannot be read restricts: it may be the withdrawal of a newer version.
    pub(crate) fn unreadable(id: RecordId, person: Option<RecordId>, at: u64) -> Self {
        let (kind, until, lifts) = (EventKind::Invalidated, at, Box::default());
        let (validity, notice, answers) = (None, None, None);
        let (is_theirs, confirm, explicit) = (false, false, false);
        Self { id, person, kind, at, validity, until, is_theirs, confirm, explicit, notice, answers, lifts }
    }
}

/// What a purpose says today about consents to it. It can end them earlier than they say, never later.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) double_opt_in: bool,
    pub(crate) validity: Period,
    /// Notices that nothing material came after.
    pub(crate) current: &'a [Current],
}

/// A notice that nothing material came after.
#[derive(Clone, Copy)]
pub(crate) struct Current {
    pub(crate) shown: Shown,
    /// From when on it holds, ms since 1970.
    pub(crate) from: u64,
}

impl Current {
    /// Whether somebody saw this at that moment, ms since 1970: nobody saw it before it held.
    pub(crate) fn was_seen(&self, shown: &Shown, at: u64) -> bool {
        self.shown == *shown && self.from <= at
    }
}

/// The events of one cell.
pub(crate) struct Events<'a> {
    all: Vec<&'a Heard>,
    terms: Terms<'a>,
}

impl<'a> Events<'a> {
    pub(crate) fn new(all: Vec<&'a Heard>, terms: Terms<'a>) -> Self {
        Self { all, terms }
    }

    fn of(&self, is: impl Fn(&Heard) -> bool) -> impl Iterator<Item = &'a Heard> {
        self.all.iter().copied().filter(move |event| is(event))
    }

    /// Entries that a correction says are wrong no longer give anything. What they took away they still take away.
    fn is_corrected(&self, id: RecordId) -> bool {
        self.all.iter().any(|event| event.kind == EventKind::Corrected && event.answers == Some(id))
    }

    fn is_confirmed(&self, given: &Heard) -> bool {
        let confirms = |event: &&Heard| {
            event.kind == EventKind::Confirmed
                && event.is_theirs
                && event.answers == Some(given.id)
                && event.person == given.person
                && !self.is_corrected(event.id)
        };
        !(given.confirm || self.terms.double_opt_in) || self.all.iter().copied().any(|event| confirms(&event))
    }

    /// A consent by whoever may give it, to something that was said, not corrected.
    fn is_consent(&self, event: &Heard) -> bool {
        event.kind.gives() && event.is_theirs && event.notice.is_some() && !self.is_corrected(event.id)
    }

    /// Whether a valid consent here names this event or suppression of that moment, ms since 1970, and was not given before
    /// it: a consent of March takes back no withdrawal of June, whoever writes it down in July.
    pub(crate) fn lifts(&self, id: RecordId, since: u64) -> bool {
        let names = |event: &&Heard| event.at >= since && event.lifts.contains(&id);
        self.all.iter().copied().filter(names).any(|event| self.is_consent(event) && self.is_confirmed(event))
    }

    /// What restricts and was not lifted, the weightiest.
    pub(crate) fn in_force(&self) -> Option<&'a Heard> {
        let restricting = self.of(|event| event.kind.restricts()).filter(|event| !self.is_lifted(event));
        restricting.max_by_key(|event| (weight(event.kind), event.at, event.id))
    }

    /// Everything that a new consent would have to name.
    pub(crate) fn to_lift(&self) -> Vec<RecordId> {
        let standing = self.of(|event| event.kind.restricts()).filter(|event| !self.is_lifted(event));
        let mut ids: Vec<RecordId> = standing.map(|event| event.id).collect();
        ids.sort();
        ids
    }

    fn is_lifted(&self, event: &Heard) -> bool {
        self.lifts(event.id, event.at)
    }

    /// When the last no was said that a consent of this moment, ms since 1970, could not take back.
    pub(crate) fn no_after(&self, at: u64) -> Option<u64> {
        self.of(|event| event.kind.restricts() && event.at > at).map(|event| event.at).max()
    }

    /// The newest consent that waits to be confirmed: after a withdrawal it shows only here, since it lifts nothing yet.
    pub(crate) fn unconfirmed(&self) -> Option<&'a Heard> {
        let waiting = self.of(|event| event.kind.gives()).filter(|event| self.is_consent(event));
        let waiting = waiting.filter(|event| !self.is_confirmed(event));
        // What restricted after it does not wait for it.
        let overtaken = |event: &Heard| {
            let restricting = self.all.iter().filter(|other| other.kind.restricts());
            let mut since = restricting.filter(|other| other.at >= event.at);
            since.any(|other| other.at > event.at || !event.lifts.contains(&other.id))
        };
        waiting.filter(|event| !overtaken(event)).max_by_key(|event| (event.at, event.id))
    }

    fn until(&self, event: &Heard) -> u64 {
        match event.validity {
            // Almost always, and the calendar costs more than everything else here.
            Some(own) if own == self.terms.validity => event.until,
            _ => event.until.min(self.terms.validity.after(event.at)),
        }
    }

    /// Of confirmed consents that are so the one that holds longest; one whose notice was overtaken only if there is no other.
    fn longest(&self, is: impl Fn(&Heard) -> bool, now: u64) -> Option<Standing> {
        let is_current = |event: &Heard| {
            event.notice.is_some_and(|shown| self.terms.current.iter().any(|one| one.was_seen(&shown, event.at)))
        };
        let consents = self.of(|event| event.kind.gives() && is(event)).filter(|event| self.is_consent(event));
        let confirmed = consents.filter(|event| self.is_confirmed(event));
        let event = confirmed.max_by_key(|event| (is_current(event), self.until(event), event.id))?;
        let until = self.until(event);
        let state = match event.kind {
            _ if now >= until => ConsentState::Expired,
            EventKind::Renewed => ConsentState::Renewed,
            _ => ConsentState::Given,
        };
        Some(at(state, event, Some(until)))
    }

    /// The explicit consent that is valid at this moment, ms since 1970. One that is not explicit and holds longer does not
    /// take its place.
    pub(crate) fn explicit(&self, now: u64) -> Option<Standing> {
        if self.in_force().is_some() {
            return None;
        }
        self.longest(|event| event.explicit, now).filter(|standing| standing.state.is_valid())
    }

    /// The state at this moment, ms since 1970.
    pub(crate) fn standing(&self, now: u64) -> Standing {
        if let Some(event) = self.in_force() {
            return at(weight(event.kind), event, None);
        }
        if let Some(standing) = self.longest(|_| true, now) {
            return standing;
        }
        let consents = || self.of(|event| event.kind.gives()).filter(|event| self.is_consent(event));
        let latest = |events: &mut dyn Iterator<Item = &'a Heard>| events.max_by_key(|event| (event.at, event.id));
        if let Some(event) = latest(&mut consents()) {
            return at(ConsentState::PendingConfirmation, event, None);
        }
        let asked = self.of(|event| matches!(event.kind, EventKind::Requested | EventKind::Deferred));
        let asked = asked.filter(|event| !self.is_corrected(event.id));
        if let Some(event) = latest(&mut { asked }) {
            return at(ConsentState::Requested, event, None);
        }
        let claimed = self.of(|event| event.kind == EventKind::ImportedUnproven || event.kind.gives());
        let claimed = claimed.filter(|event| !self.is_corrected(event.id));
        latest(&mut { claimed }).map_or(NOTHING, |event| at(ConsentState::ImportedUnproven, event, None))
    }
}

fn at(state: ConsentState, event: &Heard, until: Option<u64>) -> Standing {
    Standing { state, since: event.at, until, by: Some(event.id), notice: event.notice }
}

/// What a restricting event makes of a consent; of several the greatest shows.
fn weight(kind: EventKind) -> ConsentState {
    match kind {
        EventKind::Refused => ConsentState::Refused,
        EventKind::Invalidated => ConsentState::Invalidated,
        EventKind::Revoked => ConsentState::Revoked,
        _ => ConsentState::Withdrawn,
    }
}
