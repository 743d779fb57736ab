//! Whether a new yes is to be written down: a consent that stands but no longer carries, since what was said was overtaken
//! by something else or more, is as good as none for that, and one that ends soon may be renewed.

use super::allowed::strictest;
use super::ledger::{Asked, Ledger};
use super::point::Mark;
use super::purpose::BasisRecord;
use super::state::Standing;
use super::words::Basis;
use crate::record::RecordId;

/// What a person's consent is worth to whoever wonders whether to write down another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yes {
    /// None carries: a new one is to be written down when it is said.
    Missing,
    /// One carries, and ends within the time that the purpose says it is to be shown before.
    Ending,
    /// One carries.
    Stands,
}

impl Ledger {
    /// Whether a consent of this person to this purpose at this contact point carries now, ms since 1970: valid, to a notice
    /// that holds, and explicit where the purpose rests on that.
    pub fn yes(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>, now: u64) -> Yes {
        let Some(asked) = self.asked(purpose, now) else { return Yes::Missing };
        let explicit = self.rests_on_explicit(person, &asked);
        let standing = self.with_events((person, None), &asked, point, |events| match explicit {
            true => events.explicit(now),
            false => Some(events.standing(now)).filter(|standing| standing.state.is_valid()),
        });
        let holds = |one: &Standing| one.notice.is_some_and(|shown| asked.holds(&shown, one.since));
        let until = standing.filter(holds).and_then(|standing| standing.until);
        match until {
            None => Yes::Missing,
            Some(until) if now >= asked.purpose.renew_before.before(until) => Yes::Ending,
            Some(_) => Yes::Stands,
        }
    }

    /// The consent here that carries as soon as it is confirmed. One whose notice was overtaken meanwhile does not.
    pub fn to_confirm(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>, now: u64) -> Option<RecordId> {
        let asked = self.asked(purpose, now)?;
        let explicit = self.rests_on_explicit(person, &asked);
        self.with_events((person, None), &asked, point, |events| {
            let waiting = events.unconfirmed().filter(|event| event.explicit || !explicit)?;
            let holds = waiting.notice.is_some_and(|shown| asked.holds(&shown, waiting.at));
            holds.then_some(waiting.id)
        })
    }

    /// Whether explicit consent carries the purpose for this person (Art. 9(2)(a)).
    fn rests_on_explicit(&self, person: &RecordId, asked: &Asked<'_>) -> bool {
        let set: Vec<&BasisRecord> = self.bases_of(person, &asked.id).collect();
        !asked.purpose.category.needs_consent() && strictest(asked.purpose, &set).0 == Basis::Explicit
    }
}
