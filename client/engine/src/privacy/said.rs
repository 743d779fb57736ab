//! What is written down about a consent beside that it was given or confirmed: that it was asked for, which waits for six
//! months after a no and for ever after a withdrawal; that the person declined or wants to be asked later; that it was
//! taken back, with who said so and how; and that it is not valid, with why.

use super::consents::{quoted, said_by, speaker};
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::privacy::said::{Heard, SaidWish};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NotAllowed};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{EventKind, IndicatedBy};
use tacit_crm::privacy::{ConsentEvent, ConsentState, NoAsking, Standing, Yes};
use tacit_vault::Entropy;

fn not_to_be_asked(no: NoAsking) -> Problem {
    match no {
        NoAsking::SaidNo => say(NotAllowed, "They said no.", "It is for them to come back; nobody asks them."),
        NoAsking::Declined(_) => {
            say(NotAllowed, "They declined less than six months ago.", "Ask again when six months are over.")
        }
        NoAsking::Consented => say(NotAllowed, "They consented already.", "There is nothing to ask for."),
        NoAsking::NotActive => say(NotAllowed, "The purpose is not active.", "Resume it first."),
    }
}

/// Whether an entry says something about a consent that stands so. Who is asked again, since theirs no longer carries, may
/// say no to that. What waits to be confirmed can be taken back, whatever was said before it.
fn fits(what: Heard, state: ConsentState, yes: Yes, is_waiting: bool) -> bool {
    use ConsentState::{Expired, Given, ImportedUnproven, PendingConfirmation, Renewed, Requested, Unknown};
    match what {
        Heard::Asked => true,
        Heard::Declined | Heard::Later => {
            let asked_again = matches!(state, Given | Renewed) && yes == Yes::Missing;
            asked_again || matches!(state, Unknown | Requested | ImportedUnproven | PendingConfirmation | Expired)
        }
        Heard::Flaw => matches!(state, Given | Renewed | Expired | PendingConfirmation | ImportedUnproven),
        Heard::TakenBack => is_waiting || matches!(state, Given | Renewed | PendingConfirmation),
    }
}

/// When the consent that stands was given, ms since 1970; 0 where none does.
fn given_at(standing: &Standing) -> u64 {
    if matches!(standing.state, ConsentState::Given | ConsentState::Renewed) { standing.since } else { 0 }
}

impl<F: File> OpenVault<F> {
    /// Writes it down; never undone.
    pub(super) fn write_said(&mut self, wish: SaidWish, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let (person, purpose) = (view::record_id(wish.of.person), view::record_id(wish.of.purpose));
        let (channel, point) = self.mark_of(&person, (&wish.of.channel, wish.of.point.as_deref()))?;
        let (marker, method, at) = (self.marker()?, said_by(&wish.method)?, wish.at.min(now));
        let ledger = self.book.ledger(&marker);
        let standing = ledger.standing(&person, &purpose, point, now).ok_or_else(|| problem(Gone))?;
        let yes = ledger.yes(&person, &purpose, point, now);
        let waits_since = ledger.waits_since(&person, &purpose, point);
        // What needs no consent is objected to, which is one press.
        let by_consent = wish.what != Heard::TakenBack || ledger.by_consent(&person, &purpose) == Some(true);
        if !by_consent || !fits(wish.what, standing.state, yes, waits_since.is_some()) {
            let todo = "Look at where it stands, and write down what fits.";
            return Err(say(BadInput, "That does not fit where the consent stands.", todo).into());
        }
        if wish.what == Heard::Asked {
            // As things are now, whenever it is said to have been: nobody is asked again by dating it back.
            ledger.may_ask(&person, &purpose, point, now).map_err(not_to_be_asked)?;
        }
        // A day is said, a consent has its moment: what is taken back was not said before what it takes back.
        let at = match wish.what {
            Heard::TakenBack => at.max(given_at(&standing)).max(waits_since.unwrap_or_default()),
            _ => at,
        };
        let (kind, by) = match wish.what {
            Heard::Asked => (EventKind::Requested, IndicatedBy::Staff),
            Heard::Declined => (EventKind::Refused, speaker(wish.guardian, &wish.words)?),
            Heard::Later => (EventKind::Deferred, speaker(wish.guardian, &wish.words)?),
            Heard::Flaw => (EventKind::Invalidated, IndicatedBy::Staff),
            Heard::TakenBack => (EventKind::Withdrawn, speaker(wish.guardian, &wish.words)?),
        };
        let (evidence, why) = match wish.what {
            Heard::Flaw => (None, wish.words.trim().to_owned()),
            _ => (quoted(&wish.words), String::new()),
        };
        let answers = standing.by.filter(|_| wish.what == Heard::Flaw);
        let new = ConsentEvent::new(person, purpose, kind, at, by, method);
        let event = ConsentEvent { point, channel: Some(channel), evidence, answers, why, ..new };
        self.write_event(&event, now, entropy)
    }
}
