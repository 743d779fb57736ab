//! Of somebody who is in an export, which contact points go: the one that was allowed, and of other kinds those that the
//! purpose may use as well.

use super::allowed::When;
use super::ledger::Ledger;
use super::point::{Mark, PointKind};
use super::purpose::Purpose;
use super::select::Export;
use super::suppression::{Scope, Suppression};
use crate::record::RecordId;
use std::collections::BTreeSet;

impl Ledger {
    /// Whether a contact point of somebody who was included goes too; `allowed` is the one that was found for the channel.
    pub fn point_goes(
        &self,
        export: &Export<'_>,
        (person, allowed): (&RecordId, Option<Mark>),
        (kind, mark): (PointKind, Mark),
        when: When,
    ) -> bool {
        if PointKind::of(export.channel) == Some(kind) {
            return allowed == Some(mark);
        }
        let id = self.purpose_of(&export.purpose);
        let Some(purpose) = self.purpose(&id) else { return false };
        let mut channels = purpose.channels.iter().filter(|channel| PointKind::of(**channel) == Some(kind)).peekable();
        if channels.peek().is_some() {
            return channels.any(|channel| {
                let allowed = self.allowed(person, &id, *channel, Some(mark), when);
                allowed.is_ok_and(|ground| self.names(ground, export.recipient))
            });
        }
        // The purpose is about the data as such, not about a way to reach somebody: what is left alone still does not go.
        !self.is_point_left_alone((&id, purpose), &mark)
    }

    /// Whether a contact point is left alone by what reaches this purpose, whatever is done with it.
    pub(super) fn is_point_left_alone(&self, (id, purpose): (&RecordId, &Purpose), mark: &Mark) -> bool {
        let reaches = |what: &Suppression| match what.scope {
            Scope::All => true,
            Scope::Marketing => what.reaches_category(purpose.category),
            Scope::Purpose(named) => self.purpose_of(&named) == *id,
            Scope::Channel(_) => true,
        };
        self.suppressions_of(mark).any(|(_, suppression)| reaches(suppression))
    }

    /// Everybody who was asked about and is left out, each with the first reason, in the words of
    /// [`Refusal::words`](super::Refusal::words) or [`NOT_NAMED`](super::select::NOT_NAMED).
    pub fn left_out(&self, export: &Export<'_>, when: When) -> Vec<(RecordId, &'static str)> {
        let Ok(selection) = self.select(export, when) else { return Vec::new() };
        let included: BTreeSet<RecordId> = selection.included.iter().map(|(person, ..)| *person).collect();
        let id = self.purpose_of(&export.purpose);
        let asked = |person: &RecordId| export.people.as_ref().is_none_or(|people| people.contains(person));
        let decisions = self.allowed_people(&id, export.channel, when).into_iter();
        let out = decisions.filter(|one| asked(&one.person) && !included.contains(&one.person));
        let reason = |outcome: Result<_, Vec<super::Refusal>>| match outcome {
            Ok(_) => super::select::NOT_NAMED,
            Err(reasons) => reasons.first().map_or("not here", |reason| reason.words()),
        };
        out.map(|one| (one.person, reason(one.outcome))).collect()
    }
}
