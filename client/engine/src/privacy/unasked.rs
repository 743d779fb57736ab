//! Records of the privacy model change by steps of their own, each with its checks. What edits, deletes, brings back or erases
//! whatever record it is given refuses them; and what no path may bring about is asked of every change.

use crate::Failure;
use crate::ports::File;
use crate::problem::say;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Problem;
use tacit_bridge::problem::ProblemKind::{BadInput, NotAllowed};
use tacit_bridge::records as br;
use tacit_crm::privacy::Unasked;
use tacit_crm::{Kind, RecordId};

/// What is said to whoever tries it by hand.
pub(crate) fn by_steps(kind: Kind) -> Problem {
    match kind.is_written_once() {
        true => say(BadInput, "What was said stays on the record.", "A correction can be added to it."),
        false => say(BadInput, "This changes by its own steps only.", "Change it where it stands, under Privacy."),
    }
}

impl<F: File> OpenVault<F> {
    /// Refuses to edit, delete, bring back or erase by hand what says what may be done with whose data, or proves it.
    pub(crate) fn leaves_privacy_alone(&self, ids: impl IntoIterator<Item = RecordId>) -> Result<(), Failure> {
        let mut kinds = ids.into_iter().filter_map(|id| self.book.get(&id)).map(|record| record.kind());
        kinds.find(|kind| kind.is_of_privacy()).map_or(Ok(()), |kind| Err(by_steps(kind).into()))
    }

    /// The same of ids as pages name them.
    pub(crate) fn may_be_changed(&self, ids: &[br::Id]) -> Result<(), Failure> {
        self.leaves_privacy_alone(ids.iter().copied().map(view::record_id))
    }

    /// Refuses, by whatever path, to pursue again what is over, to have consents count for more than was told, and to change
    /// without a word what somebody's data rests on.
    pub(crate) fn brings_nothing_about(&self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Result<(), Problem> {
        let Some(why) = self.book.unasked(writes) else { return Ok(()) };
        Err(match why {
            Unasked::Over => say(NotAllowed, "A purpose that is over stays over.", "Make another one."),
            Unasked::Wider => {
                let what = "Who consented before did not consent to that.";
                say(NotAllowed, what, "Change the purpose on its own page, and tell people by a notice.")
            }
            Unasked::Asked => {
                let what = "People were asked for their consent to this.";
                say(NotAllowed, what, "Make another purpose for another basis.")
            }
            Unasked::Untold => {
                let what = "What a purpose rests on for somebody changes only with a word in the ledger.";
                say(NotAllowed, what, "Set it on the person’s Privacy tab.")
            }
        })
    }
}
