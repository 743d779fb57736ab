//! What the rules of privacy cost, on consents that everybody gave and notes about one person, which only this book has.

use super::timed;
use crate::Failure;
use crate::ports::File;
use crate::problem::problem;
use crate::vault::OpenVault;
use std::collections::BTreeSet;
use tacit_bridge::problem::ProblemKind::Internal;
use tacit_crm::demo::{consents, notes_about};
use tacit_crm::privacy::When;
use tacit_crm::privacy::defaults::NEWSLETTER;
use tacit_crm::privacy::package::{Cover, Decision, Lang, Piece, Verdict};
use tacit_crm::privacy::words::Channel;
use tacit_crm::{Kind, RecordId};
use tacit_vault::{Entropy, random};

/// With more people than this the consents would need more memory than a tab has to spare.
const MOST_PEOPLE: u32 = 200_000;
/// Notes about the person whose package is made.
const NOTES: usize = 200;

impl<F: File> OpenVault<F> {
    /// The newsletter, to which everybody consented, made where it is not there yet; nothing of too many people.
    fn consented(&mut self, now: u64, entropy: &mut dyn Entropy) -> Result<Option<RecordId>, Failure> {
        if self.book.count_of(Kind::Person) > MOST_PEOPLE {
            return Ok(None);
        }
        let marker = self.marker()?;
        let known = self.book.ledger(&marker).purposes().find(|(_, of)| of.slug == NEWSLETTER).map(|(id, _)| id);
        if known.is_some() {
            return Ok(known);
        }
        let (stamp, mut draw) = (self.clock.tick(now), || RecordId(random(entropy)));
        let made = consents(&mut self.book, &mut draw, &marker, stamp).ok_or_else(|| problem(Internal))?;
        // What was put in is taken up before anything is timed, as it is when a vault is opened.
        self.book.ledger(&marker);
        Ok(Some(made))
    }

    /// Who may get the newsletter.
    pub(super) fn time_allowed(
        &mut self,
        clock: &impl Fn() -> f64,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<f64>, Failure> {
        let Some(newsletter) = self.consented(now, entropy)? else { return Ok(None) };
        let (marker, when) = (self.marker()?, When { now: now + 1_000, answers: Some(now) });
        let ledger = self.book.ledger(&marker);
        let mut allowed = 0;
        let took = timed(clock, || {
            let all = ledger.allowed_people(&newsletter, Channel::Email, when);
            allowed = all.iter().filter(|one| one.outcome.is_ok()).count();
        });
        // Nobody is no answer: most of them agreed.
        if allowed == 0 { Err(problem(Internal).into()) } else { Ok(Some(took)) }
    }

    /// Somebody from the middle of the list.
    fn somebody(&self) -> Option<RecordId> {
        self.book.ids_of(Kind::Person).nth(self.book.count_of(Kind::Person) as usize / 2)
    }

    /// All text looked through for what is left of somebody who is erased.
    pub(super) fn time_residue(&mut self, clock: &impl Fn() -> f64) -> Result<Option<f64>, Failure> {
        let marker = self.marker()?;
        let person = self.somebody().ok_or_else(|| problem(Internal))?;
        let erasure = self.book.erasure(&person, &marker).ok_or_else(|| problem(Internal))?;
        Ok(Some(timed(clock, || drop(self.book.residue(&erasure.tokens, &BTreeSet::new())))))
    }

    /// The package of all that is held about somebody with many notes.
    pub(super) fn time_package(
        &mut self,
        clock: &impl Fn() -> f64,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<f64>, Failure> {
        if self.consented(now, entropy)?.is_none() {
            return Ok(None);
        }
        let (marker, stamp) = (self.marker()?, self.clock.tick(now));
        let person = self.somebody().ok_or_else(|| problem(Internal))?;
        let mut draw = || RecordId(random(entropy));
        notes_about(&mut self.book, &person, NOTES, &mut draw, stamp).ok_or_else(|| problem(Internal))?;
        let mut files = None;
        let took = timed(clock, || {
            let Some(held) = self.book.held_about(&person, &marker, now) else { return };
            let named = |piece: &&Piece| !piece.namings.is_empty();
            let black_out = held.texts().into_iter().filter(named).map(|piece| Decision {
                record: piece.record,
                field: piece.field,
                fingerprint: piece.fingerprint(),
                verdict: Verdict::BlackOut(Vec::new()),
            });
            let decisions: Vec<Decision> = black_out.collect();
            let (controller, automated) = (String::new(), String::new());
            let cover = Cover { lang: Lang::English, controller, automated, received: now, made: now };
            files = held.package(cover, &decisions).ok().map(|package| package.files());
        });
        if files.is_some() { Ok(Some(took)) } else { Err(problem(Internal).into()) }
    }
}
