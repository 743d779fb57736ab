//! The list of contact points that are left alone: what is on it, what somebody puts there by hand, and what may be taken off
//! again. It holds marks only: an address is looked for by its mark, and never read back.

use super::key;
use super::ledger::Ledger;
use super::point::{Mark, Marker, PointKind};
use super::suppression::{Scope, Suppression};
use super::words::{Did, SuppressedFor};
use crate::fold::phone_digits;
use crate::peek::RecordRef;
use crate::record::RecordId;

/// Fewest digits of a number that tells somebody apart.
const MIN_DIGITS: usize = 6;
/// Fewest letters of any other contact point.
const MIN_LETTERS: usize = 5;

/// A contact point that somebody of the team puts on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByHand<'a> {
    /// Of which kind.
    pub kind: PointKind,
    /// As typed.
    pub value: &'a str,
    /// How far.
    pub scope: Scope,
    /// Why.
    pub reason: SuppressedFor,
}

/// Why a contact point is not put on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPut {
    /// It is none.
    #[error("that is no contact point of this kind")]
    NoPoint,
    /// That reason is for what people say and what happens.
    #[error("that reason is not for what is put there by hand")]
    NotByHand,
    /// Nothing reaches this kind of contact point by that channel.
    #[error("that channel does not reach a contact point of this kind")]
    OtherWay,
    /// The purpose is not here.
    #[error("that purpose is not here any more")]
    NoPurpose,
    /// It stands there already, as far and for the same reason.
    #[error("it is on the list already, for the same reason")]
    Already,
}

/// Why a contact point stays on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLift {
    /// It is not on the list, or not any more.
    #[error("it is not on the list any more")]
    NotHere,
    /// The person said so.
    #[error("the person said so; only the person takes it back, by a new consent")]
    TheirWord,
    /// It was somebody who was erased.
    #[error("the person was erased; only a new consent of theirs takes it off")]
    Erased,
    /// Mails come back.
    #[error("mails came back; only a new consent at this address takes it off")]
    Bounced,
    /// Law says so.
    #[error("the law says so")]
    Law,
}

impl ByHand<'_> {
    /// Whether what was typed is a contact point of its kind.
    fn is_point(&self) -> bool {
        let normal = self.kind.normalise(self.value);
        match self.kind {
            PointKind::Email => {
                let parts = normal.split_once('@');
                parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
            }
            PointKind::Phone => phone_digits(self.value).len() >= MIN_DIGITS,
            PointKind::Post | PointKind::Social => normal.chars().count() >= MIN_LETTERS,
        }
    }
}

impl Ledger {
    /// The suppressions of a contact point that hold.
    pub(crate) fn suppressions_of(&self, point: &Mark) -> impl Iterator<Item = &(RecordId, Suppression)> {
        let all = self.suppressions.get(point).map_or(&[][..], Vec::as_slice);
        all.iter().filter(|(id, of)| !self.is_lifted(id, of))
    }

    /// Whether a suppression was lifted. Of those only what somebody put there by hand can be: what a person said, law, and
    /// what happened are not a member's to take back, whatever an event says.
    fn is_lifted(&self, id: &RecordId, of: &Suppression) -> bool {
        of.reason.is_by_hand_alone() && self.lifted.get(id).is_some_and(|events| *events > 0)
    }

    /// How many contact points are left alone.
    pub fn suppressed_points(&self) -> usize {
        self.suppressions.keys().filter(|point| self.suppressions_of(point).next().is_some()).count()
    }

    /// Everything on the list that holds, the newest first.
    pub fn left_alone(&self) -> Vec<(RecordId, &Suppression)> {
        let all = self.suppressions.values().flatten().filter(|(id, of)| !self.is_lifted(id, of));
        let mut all: Vec<(RecordId, &Suppression)> = all.map(|(id, of)| (*id, of)).collect();
        all.sort_by_key(|(id, of)| (std::cmp::Reverse(of.since), *id));
        all
    }

    /// What holds for a contact point as somebody types it, the newest first; `None` for what is none.
    pub fn left_alone_at(
        &self,
        kind: PointKind,
        value: &str,
        marker: &dyn Marker,
    ) -> Option<Vec<(RecordId, &Suppression)>> {
        let (scope, reason) = (Scope::All, SuppressedFor::Manual);
        let mark = ByHand { kind, value, scope, reason }.is_point().then(|| kind.mark(value, marker)).flatten()?;
        let mut found: Vec<(RecordId, &Suppression)> = self.suppressions_of(&mark).map(|(id, of)| (*id, of)).collect();
        found.sort_by_key(|(id, of)| (std::cmp::Reverse(of.since), *id));
        Some(found)
    }

    /// What is written to put a contact point on the list now, ms since 1970.
    pub fn put_by_hand(&self, of: ByHand<'_>, now: u64, marker: &dyn Marker) -> Result<Suppression, NotPut> {
        if !SuppressedFor::BY_HAND.contains(&of.reason) {
            return Err(NotPut::NotByHand);
        }
        let point = of.is_point().then(|| of.kind.mark(of.value, marker)).flatten().ok_or(NotPut::NoPoint)?;
        let scope = match of.scope {
            Scope::All | Scope::Marketing => of.scope,
            Scope::Channel(channel) if PointKind::of(channel) == Some(of.kind) => of.scope,
            Scope::Channel(_) => return Err(NotPut::OtherWay),
            Scope::Purpose(named) => {
                let purpose = self.purpose_of(&named);
                self.purpose(&purpose).ok_or(NotPut::NoPurpose)?;
                Scope::Purpose(purpose)
            }
        };
        if self.suppressions_of(&point).any(|(_, known)| (known.scope, known.reason) == (scope, of.reason)) {
            return Err(NotPut::Already);
        }
        Ok(Suppression { point, scope, reason: of.reason, since: now, source: None })
    }

    /// Whether somebody of the team may take this off the list, with a reason: only what was put there by hand.
    pub fn may_lift(&self, id: &RecordId) -> Result<(), NoLift> {
        let mut all = self.suppressions.values().flatten();
        let (_, of) = all.find(|(known, _)| known == id).ok_or(NoLift::NotHere)?;
        match of.reason {
            SuppressedFor::Manual if self.is_lifted(id, of) => Err(NoLift::NotHere),
            SuppressedFor::Manual => Ok(()),
            SuppressedFor::Objected | SuppressedFor::Withdrawn | SuppressedFor::Gpc | SuppressedFor::Complaint => {
                Err(NoLift::TheirWord)
            }
            SuppressedFor::Erased => Err(NoLift::Erased),
            SuppressedFor::HardBounce => Err(NoLift::Bounced),
            SuppressedFor::Legal => Err(NoLift::Law),
        }
    }
}

/// The suppression that an event lifts.
pub(super) fn lifted_by(record: &RecordRef<'_>) -> Option<RecordId> {
    (record.text(key::DID) == Did::Lifted.word()).then(|| record.link(key::RECORD)).flatten()
}
