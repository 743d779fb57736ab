//! Special categories (GDPR Art. 9) and convictions (Art. 10): a field for them may be filled for a person only while an
//! active purpose that needs it has a basis for it.

use super::ledger::Ledger;
use super::point::Mark;
use super::purpose::Purpose;
use super::words::{Basis, PurposeStatus, Sensitivity};
use crate::record::RecordId;
use crate::schema::FieldKey;

/// Why a field of a special category may not be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoBasis {
    /// No active purpose names the field.
    #[error("no active purpose names this field")]
    NoPurpose,
    /// Those that do rest on nothing that carries such data.
    #[error("no purpose that names this field rests on explicit consent or another basis of Art. 9(2)")]
    NotSpecial,
    /// Explicit consent is needed, and the person has not given it.
    #[error("the person has not given the explicit consent that this field needs")]
    NoConsent,
}

/// Whether a purpose is pursued and needs a field of people.
pub fn carries(purpose: &Purpose, field: FieldKey) -> bool {
    purpose.status == PurposeStatus::Active && purpose.data_fields.contains(&field)
}

impl Ledger {
    /// Whether a field of this sensitivity may be filled for a person, who has these contact points, at this moment, ms since
    /// 1970. Nothing but special categories and convictions asks for more than a purpose.
    pub fn may_hold(
        &self,
        person: &RecordId,
        (field, sensitivity): (FieldKey, Sensitivity),
        points: &[Mark],
        now: u64,
    ) -> Result<(), NoBasis> {
        if !sensitivity.is_special() {
            return Ok(());
        }
        let needing: Vec<_> = self.purposes().filter(|(_, purpose)| carries(purpose, field)).collect();
        self.may_hold_for(person, sensitivity, &needing, points, now)
    }

    /// The same where these purposes need the field, be they as they are here or as they are about to be written.
    pub fn may_hold_for(
        &self,
        person: &RecordId,
        sensitivity: Sensitivity,
        needing: &[(RecordId, &Purpose)],
        points: &[Mark],
        now: u64,
    ) -> Result<(), NoBasis> {
        if !sensitivity.is_special() {
            return Ok(());
        }
        let mut refusal = if needing.is_empty() { NoBasis::NoPurpose } else { NoBasis::NotSpecial };
        for (id, purpose) in needing {
            match purpose.basis {
                Basis::Explicit if sensitivity == Sensitivity::Special => {
                    if self.has_explicit(person, id, points, now) {
                        return Ok(());
                    }
                    refusal = NoBasis::NoConsent;
                }
                basis if basis.is_special() && sensitivity == Sensitivity::Special => return Ok(()),
                Basis::Claims => return Ok(()),
                // Art. 10: what law authorises.
                Basis::Obligation if sensitivity == Sensitivity::Criminal => return Ok(()),
                _ => {}
            }
        }
        Err(refusal)
    }

    /// Whether an explicit consent to a purpose is valid now, and to a notice that holds, at a contact point of the person or
    /// without one. One that was said without so many words is a consent, and not this one.
    fn has_explicit(&self, person: &RecordId, purpose: &RecordId, points: &[Mark], now: u64) -> bool {
        let Some(asked) = self.asked(purpose, now) else { return false };
        let mut places = std::iter::once(None).chain(points.iter().copied().map(Some));
        places.any(|point| {
            let explicit = self.with_events((person, None), &asked, point, |events| events.explicit(now));
            explicit.is_some_and(|one| one.notice.is_some_and(|shown| asked.holds(&shown, one.since)))
        })
    }
}
