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

/// What a no is about: kinds of contact points, and what may not be done at them any more.
fn reach(no: NoTo) -> (&'static [PointKind], &'static [Scope]) {
    const CALLS: [Scope; 2] = [Scope::Channel(Channel::Phone), Scope::Channel(Channel::Sms)];
    match no {
        NoTo::Email => (&[PointKind::Email], &[Scope::Marketing]),
        NoTo::Phone => (&[PointKind::Phone], &CALLS),
        NoTo::Post => (&[PointKind::Post], &[Scope::Channel(Channel::Post)]),
        NoTo::All => (&[PointKind::Email, PointKind::Phone, PointKind::Post], &[Scope::Marketing]),
    }
}

/// The channel that an objection names, where it is about one.
fn channel(no: NoTo) -> Option<Channel> {
    match no {
        NoTo::Phone => Some(Channel::Phone),
        NoTo::Post => Some(Channel::Post),
        NoTo::Email | NoTo::All => None,
    }
}

/// What this file has said already.
#[derive(Default)]
struct Heard {
    suppressed: BTreeSet<(Mark, Scope)>,
    objected: BTreeSet<(RecordId, Option<Mark>)>,
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
        let mut heard = Heard::default();
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
                out.records.extend(self.hear_no(one, *no, (stamp, marker), &mut heard)?);
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

    /// A no, at the contact points of the file and at those that the person has here. To calls or letters it says nothing
    /// where there is none of their kind; to mails, and to everything, it ends all direct marketing then.
    fn hear_no(
        &self,
        said: &Said,
        no: NoTo,
        (stamp, marker): (Stamp, &dyn Marker),
        heard: &mut Heard,
    ) -> Result<Vec<Record>, EventError> {
        let (kinds, scopes) = reach(no);
        let brought = said.points.iter().filter(|(kind, _)| kinds.contains(kind));
        let held = self.person(&said.person).into_iter().flat_map(|person| person.points.iter());
        let held = held.filter(|(kind, _)| kinds.contains(kind)).map(|(_, mark)| *mark);
        let points: BTreeSet<Mark> = brought.filter_map(|(kind, value)| kind.mark(value, marker)).chain(held).collect();
        let mut objected = BTreeSet::new();
        let mut records = Vec::new();
        for (point, scope) in points.iter().flat_map(|point| scopes.iter().map(|scope| (*point, *scope))) {
            // What a consent took back says no again, when it is said again.
            let mut known = self.suppressions_of(&point).filter(|(_, known)| known.scope == scope);
            let known = known.any(|(id, _)| !self.is_named_by_consent(&said.person, id));
            if !known && heard.suppressed.insert((point, scope)) {
                objected.insert(Some(point));
                let reason = SuppressedFor::Objected;
                records.push(Suppression { point, scope, reason, since: stamp.ms, source: None }.write(stamp)?);
            }
        }
        let everywhere = no == NoTo::All || points.is_empty() && no == NoTo::Email;
        if everywhere {
            objected = if self.objects_to_marketing(&said.person) { BTreeSet::new() } else { BTreeSet::from([None]) };
        }
        for point in objected.into_iter().filter(|point| heard.objected.insert((said.person, *point))) {
            let kind = EventKind::Objected;
            let (by, method) = (IndicatedBy::Staff, Method::Import);
            let event = ConsentEvent {
                purpose: None,
                point,
                channel: channel(no),
                why: said.source.clone(),
                ..ConsentEvent::new(said.person, RecordId::default(), kind, stamp.ms, by, method)
            };
            records.push(event.write(stamp)?);
        }
        Ok(records)
    }
}
