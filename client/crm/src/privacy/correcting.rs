//! Entries that were written down wrongly: for somebody else, or mistyped. Nothing of the ledger is taken back; another entry
//! says that this one is wrong, and why. It can only take away: what gave no longer gives, what restricts goes on restricting
//! (rule 6), since only the person's own word lifts that.

use super::event::ConsentEvent;
use super::words::{EventKind, IndicatedBy, Method};
use crate::record::RecordId;

/// What saying that an entry is wrong does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// It no longer counts.
    TakesAway,
    /// It goes on restricting; that it was wrong is told with it.
    OnlyTells,
}

impl ConsentEvent {
    /// What saying that this entry is wrong would do; `None` for what is not about what one person said: a basis that was set,
    /// the end of a purpose, a correction.
    pub fn correctable(&self) -> Option<Correction> {
        self.person?;
        match self.kind {
            EventKind::Corrected | EventKind::BasisSet => None,
            kind if kind.restricts() => Some(Correction::OnlyTells),
            _ => Some(Correction::TakesAway),
        }
    }

    /// The entry that says that this one, by this id, is wrong, and why: about the same person, purpose and contact point, so
    /// that it stands wherever this one does.
    pub fn correction(&self, id: RecordId, why: &str, at: u64) -> Self {
        Self {
            person: self.person,
            purpose: self.purpose,
            point: self.point,
            channel: self.channel,
            answers: Some(id),
            why: why.trim().to_owned(),
            // Whose and what for stands above: of everything else nothing is said again.
            ..Self::new(
                self.person.unwrap_or_default(),
                self.purpose.unwrap_or_default(),
                EventKind::Corrected,
                at,
                IndicatedBy::Staff,
                Method::Form,
            )
        }
    }
}
