//! What an import writes about consents: a claim where a file says "subscribed", an objection and suppressions where it
//! says "no", and nothing twice, however often the file is read.

use super::event::{ConsentEvent, EventError};
use super::ledger::Ledger;
use super::point::{Mark, Marker, PointKind};
use super::state::ConsentState;
use super::suppression::{Scope, Suppression};
use super::words::{Channel, EventKind, IndicatedBy, Method, SuppressedFor};
use crate::clock::Stamp;
use crate::import::{NoTo, Said};
use crate::record::{Record, RecordId};
use std::collections::BTreeSet;

/// What it comes to.
#[derive(Default)]
pub struct Arrivals {
    /// Events and suppressions to be written.
    pub records: Vec<Record>,
    /// Claims among them.
    pub claims: u32,
    /// People who said no, now or before.
    pub opted_out: u32,
    /// Contact points that arrived on the list of those left alone.
    pub suppressed: u32,
}

/// Kinds of contact points that a no is about, and the channel if it is about one.
fn reach(no: NoTo) -> (&'static [PointKind], Option<Channel>) {
    match no {
        NoTo::Email => (&[PointKind::Email], None),
        NoTo::Phone => (&[PointKind::Phone], Some(Channel::Phone)),
        NoTo::Post => (&[PointKind::Post], Some(Channel::Post)),
        NoTo::All => (&[PointKind::Email, PointKind::Phone, PointKind::Post], None),
    }
}

impl Ledger {
    /// What the rows of a file come to; claims are to this purpose.
    pub fn arrivals(
        &self,
        said: &[Said],
        claimed: Option<RecordId>,
        stamp: Stamp,
        marker: &dyn Marker,
    ) -> Result<Arrivals, EventError> {
        let mut out = Arrivals::default();
        let mut seen = BTreeSet::new();
        for one in said {
            for (kind, value) in &one.points {
                let arrival = self.arrival((one.person, *kind, value), None, stamp.ms, marker);
                let listed = arrival.filter(|arrival| !arrival.suppressed.is_empty());
                out.suppressed += u32::from(listed.is_some_and(|arrival| seen.insert((one.person, arrival.point))));
            }
            // Who says yes and no to mails at once says no.
            let says_no = one.no.iter().any(|no| matches!(no, NoTo::Email | NoTo::All));
            if let Some(claim) = self.claim(one, claimed.filter(|_| one.claims && !says_no), stamp.ms, marker)
                && seen.insert((one.person, Mark::default()))
            {
                out.records.push(claim.write(stamp)?);
                out.claims += 1;
            }
            for no in &one.no {
                self.hear_no(one, *no, stamp, marker, &mut out)?;
            }
            out.opted_out += u32::from(!one.no.is_empty());
        }
        Ok(out)
    }

    /// The claim of a row at its first mail address; none where something is known already.
    fn claim(&self, said: &Said, to: Option<RecordId>, at: u64, marker: &dyn Marker) -> Option<ConsentEvent> {
        let (_, value) = said.points.iter().find(|(kind, _)| *kind == PointKind::Email)?;
        let claim = self.arrival((said.person, PointKind::Email, value), to, at, marker)?.claim?;
        let known = self.standing(&said.person, &to?, claim.point, at)?.state;
        let why = said.source.clone();
        (known == ConsentState::Unknown).then_some(ConsentEvent { channel: Some(Channel::Email), why, ..claim })
    }

    fn hear_no(
        &self,
        said: &Said,
        no: NoTo,
        stamp: Stamp,
        marker: &dyn Marker,
        out: &mut Arrivals,
    ) -> Result<(), EventError> {
        let (kinds, channel) = reach(no);
        let mut points: Vec<Mark> = said
            .points
            .iter()
            .filter(|(kind, _)| kinds.contains(kind))
            .filter_map(|(kind, value)| kind.mark(value, marker))
            .collect();
        points.sort();
        points.dedup();
        let scope = channel.map_or(Scope::Marketing, Scope::Channel);
        let known = |point: &Mark| self.suppressions_of(point).iter().any(|(_, known)| known.scope == scope);
        let fresh: Vec<Mark> = points.iter().copied().filter(|point| !known(point)).collect();
        if fresh.is_empty() && !points.is_empty() {
            return Ok(());
        }
        // An objection ends all direct marketing where it is known; without a contact point everywhere.
        let event = ConsentEvent {
            purpose: None,
            point: points.first().copied().filter(|_| no != NoTo::All),
            channel,
            why: said.source.clone(),
            ..ConsentEvent::new(
                said.person,
                RecordId::default(),
                EventKind::Objected,
                stamp.ms,
                IndicatedBy::Staff,
                Method::Import,
            )
        };
        out.records.push(event.write(stamp)?);
        for point in fresh {
            let reason = SuppressedFor::Objected;
            let suppression = Suppression { point, scope, reason, since: stamp.ms, source: None };
            out.records.push(suppression.write(stamp)?);
        }
        Ok(())
    }
}
