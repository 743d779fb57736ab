//! What proves the claims of a file, as the page shows it and writes it down: file by file, a slice at a time, so that others
//! have their turn.

use super::consents::{quoted, said_by, untold};
use super::{MAX_NOTICES, ToldAt, told_about};
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::privacy as bp;
use tacit_bridge::privacy::ledger::{FileClaims, LedgerAnswer, ProofWish};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply};
use tacit_crm::RecordId;
use tacit_crm::privacy::{ConsentEvent, ImportEvent, NoProof, Proof, key as pk};
use tacit_vault::Entropy;

/// Claims that are proven in one step.
const SLICE: usize = 1_000;
/// Imports whose claims are looked for, the newest.
const MAX_FILES: usize = 50;

fn unproven(no: NoProof) -> Problem {
    match no {
        NoProof::Untold => untold(),
        NoProof::OnlyAFile => say(BadInput, "A file proves nothing by itself.", "Choose how these people said so."),
        NoProof::NoEvidence => {
            let todo = "Say where it came from and where it lies, and try again.";
            say(BadInput, "What proves these claims is missing.", todo)
        }
        NoProof::NoClaim => problem(Gone),
    }
}

impl<F: File> OpenVault<F> {
    /// Imports whose claims are nothing else yet, the newest first.
    pub(super) fn claims_of_files(&mut self, now: u64) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let claims = self.book.open_claims(&marker, now);
        let mut files = Vec::new();
        if claims.is_empty() {
            return Ok(super::ledger::answer(LedgerAnswer::Claims(files)));
        }
        for import in self.book.imports().into_iter().take(MAX_FILES) {
            let mut of_purpose: BTreeMap<RecordId, u32> = BTreeMap::new();
            let theirs = claims.iter().filter(|claim| import.of.wrote(claim.written));
            for purpose in theirs.filter_map(|claim| claim.event.purpose) {
                *of_purpose.entry(self.book.ledger(&marker).purpose_of(&purpose)).or_default() += 1;
            }
            for (purpose, number) in of_purpose {
                files.extend(self.file_claims(&import, purpose, number, now)?);
            }
        }
        Ok(super::ledger::answer(LedgerAnswer::Claims(files)))
    }

    fn file_claims(
        &mut self,
        import: &ImportEvent,
        purpose: RecordId,
        claims: u32,
        now: u64,
    ) -> Result<Option<FileClaims>, Failure> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let Some(of) = ledger.purpose(&purpose) else { return Ok(None) };
        let (name, confirmed) = (of.name.clone(), of.double_opt_in);
        let told: Vec<ToldAt> = told_about(ledger, &purpose, of.widened);
        let text = |id: RecordId| Some(self.book.get(&id)?.text(pk::WORDING).to_owned());
        let begun = told.into_iter().filter(|(from, _)| *from <= now).take(MAX_NOTICES);
        let notices = begun.map(|(from, id)| bp::Told { from, text: id.and_then(text).unwrap_or_default() });
        Ok(Some(FileClaims {
            import: view::id(import.id),
            files: import.of.files.clone(),
            at: import.at,
            by: self.member_name(import.by),
            purpose: view::id(purpose),
            name,
            confirmed,
            claims,
            notices: notices.collect(),
        }))
    }

    /// Writes down that the claims of a file are proven, so many at once; never undone.
    pub(super) fn prove(&mut self, wish: &ProofWish, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let proof = Proof {
            method: said_by(&wish.method)?,
            at: wish.at.min(now),
            evidence: quoted(&wish.evidence).ok_or_else(|| unproven(NoProof::NoEvidence))?,
        };
        let marker = self.marker()?;
        let import = view::record_id(wish.import);
        let import = self.book.imports().into_iter().find(|one| one.id == import).ok_or_else(|| problem(Gone))?;
        let mut claims = self.book.open_claims(&marker, now);
        claims.retain(|claim| import.of.wrote(claim.written));
        let ledger = self.book.ledger(&marker);
        let purpose = ledger.purpose_of(&view::record_id(wish.purpose));
        let about = |claim: &ConsentEvent| claim.purpose.is_some_and(|of| ledger.purpose_of(&of) == purpose);
        let claims: Vec<ConsentEvent> = claims.into_iter().map(|claim| claim.event).filter(about).collect();
        let mut consents = Vec::new();
        for claim in &claims {
            match ledger.proven(claim, &proof, now) {
                Ok(consent) => consents.push(consent),
                // Of this one there is more to say; the others do not wait for it.
                Err(NoProof::NoClaim) => {}
                Err(no) => return Err(unproven(no).into()),
            }
        }
        if consents.is_empty() {
            return Err(problem(Gone).into());
        }
        let mut writes = Vec::with_capacity(consents.len().min(SLICE));
        for consent in consents.iter().take(SLICE) {
            let record = consent.write(self.clock.tick(now)).map_err(|error| super::unsaid(&error))?;
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(record.encode())));
        }
        let (done, left) = (writes.len() as u32, (consents.len() - writes.len()) as u32);
        self.stage(writes, entropy)?;
        Ok(super::ledger::answer(LedgerAnswer::Proven { done, left }))
    }
}
