//! Claims of a file that something proves: what an import said of a newsletter becomes a consent when somebody says by which
//! way, on which day and with what proof these people said so, and when they had been told by then. Never by the file itself,
//! never over a no, and where consents are to be confirmed only to be confirmed.

use super::event::{ConsentEvent, Evidence};
use super::key;
use super::ledger::Ledger;
use super::point::Marker;
use super::state::ConsentState;
use super::words::{EventKind, IndicatedBy, Method};
use crate::book::Book;
use crate::clock::Stamp;
use crate::schema::Kind;

/// What proves the claims of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    /// By which way these people said so; a file says nothing.
    pub method: Method,
    /// When, ms since 1970.
    pub at: u64,
    /// Where it came from, and where it lies.
    pub evidence: Evidence,
}

/// Why a claim stays one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoProof {
    /// A file proves nothing by itself.
    #[error("a file proves nothing by itself")]
    OnlyAFile,
    /// There is nothing that could be shown to anybody.
    #[error("it does not say what proves it")]
    NoEvidence,
    /// They could not consent to what nobody had told them.
    #[error("nobody had been told about this purpose by that day")]
    Untold,
    /// It is somebody's who said no since, whose data is only stored, or whose consent stands.
    #[error("it is no claim any more")]
    NoClaim,
}

/// A claim that a file made and that is nothing else yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Under which stamp it was written: by that it is known from which import it came.
    pub written: Stamp,
    /// What it says.
    pub event: ConsentEvent,
}

impl Book {
    /// Claims that are nothing else yet at this moment, ms since 1970: of people who are here, may be asked, and said
    /// nothing since. All of them are found in one pass.
    pub fn open_claims(&mut self, marker: &dyn Marker, now: u64) -> Vec<Claim> {
        let claims: Vec<Claim> = self
            .records_of(Kind::ConsentEvent)
            .filter(|(_, record)| record.text(key::EVENT) == EventKind::ImportedUnproven.word())
            .filter_map(|(_, record)| Some(Claim { written: record.created(), event: ConsentEvent::read(&record)? }))
            .collect();
        let ledger = self.ledger(marker);
        claims.into_iter().filter(|claim| ledger.is_open_claim(&claim.event, now)).collect()
    }
}

impl Ledger {
    /// Whether a claim is nothing else yet at this moment, ms since 1970.
    fn is_open_claim(&self, claim: &ConsentEvent, now: u64) -> bool {
        let (Some(person), Some(purpose)) = (claim.person, claim.purpose) else { return false };
        let standing = self.standing(&person, &purpose, claim.point, now);
        self.stands_for(&person).is_some()
            && standing.is_some_and(|standing| standing.state == ConsentState::ImportedUnproven)
            && self.may_ask(&person, &purpose, claim.point, now).is_ok()
    }

    /// The consent that a claim is with this proof, at this moment, ms since 1970. It lifts nothing.
    pub fn proven(&self, claim: &ConsentEvent, proof: &Proof, now: u64) -> Result<ConsentEvent, NoProof> {
        if proof.method == Method::Import {
            return Err(NoProof::OnlyAFile);
        }
        if proof.evidence.text.trim().is_empty() && proof.evidence.file.is_none() {
            return Err(NoProof::NoEvidence);
        }
        let (Some(person), Some(purpose)) = (claim.person, claim.purpose) else { return Err(NoProof::NoClaim) };
        let at = proof.at.min(now);
        let terms = self.purpose(&purpose).ok_or(NoProof::NoClaim)?;
        let notice = self.current_notice(&purpose, at).ok_or(NoProof::Untold)?;
        if !self.is_open_claim(claim, now) || self.no_after(&person, &purpose, claim.point, at).is_some() {
            return Err(NoProof::NoClaim);
        }
        Ok(ConsentEvent {
            point: claim.point,
            channel: claim.channel,
            notice: Some(notice),
            validity: Some(terms.validity),
            confirm: terms.double_opt_in,
            evidence: Some(proof.evidence.clone()),
            ..ConsentEvent::new(person, purpose, EventKind::Given, at, IndicatedBy::Subject, proof.method)
        })
    }
}
