//! What proves an entry of the ledger: words, or a file that is attached to the person; and saying that an entry is wrong,
//! which another entry does. Neither is ever undone.

use super::consents::quoted;
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeSet;
use tacit_bridge::privacy::proof::{CorrectWish, Correctable, ProofFile};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply, records as br};
use tacit_crm::privacy::words::{EventKind, EvidenceKind};
use tacit_crm::privacy::{ConsentEvent, Correction, Evidence};
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

/// What proves something, in words and as a file.
pub(super) type Proof = (String, Option<ProofFile>);

impl<F: File> OpenVault<F> {
    /// What proves an entry about a person: words, a file of theirs, or both.
    pub(super) fn proof(
        &mut self,
        person: &RecordId,
        words: &str,
        file: Option<br::Id>,
    ) -> Result<Option<Evidence>, Problem> {
        let Some(file) = file.map(view::record_id) else { return Ok(quoted(words)) };
        let marker = self.marker()?;
        let class = self.book.ledger(&marker).class(person).to_vec();
        let holder = self.book.record(&file).and_then(|record| Some(record.file()?.holder));
        if !holder.is_some_and(|holder| holder == *person || class.contains(&holder)) {
            let todo = "Attach it to the person under Files, and choose it again.";
            return Err(say(BadInput, "The file that proves it is not attached to the person.", todo));
        }
        let text = words.trim().to_owned();
        Ok(Some(Evidence { kind: EvidenceKind::Attachment, text, file: Some(file) }))
    }

    /// The file that proves an entry.
    pub(super) fn proof_file(&self, event: &ConsentEvent) -> Option<ProofFile> {
        let file = event.evidence.as_ref()?.file?;
        Some(self.file_view(file).map_or(ProofFile::Gone, ProofFile::Here))
    }

    /// What proves an entry: in words, and the file.
    pub(super) fn proof_of(&self, event: br::Id) -> Proof {
        let event = self.book.get(&view::record_id(event)).and_then(|record| ConsentEvent::read(&record));
        let Some(event) = event else { return Default::default() };
        let file = self.proof_file(&event);
        (event.evidence.map(|evidence| evidence.text).unwrap_or_default(), file)
    }

    /// Every entry that another one says is wrong.
    pub(super) fn corrected(&self) -> BTreeSet<RecordId> {
        let events = self.book.ids_of(Kind::ConsentEvent).filter_map(|id| ConsentEvent::read(&self.book.get(&id)?));
        events.filter(|event| event.kind == EventKind::Corrected).filter_map(|event| event.answers).collect()
    }

    /// Says that an entry is wrong, and why.
    pub(super) fn correct(
        &mut self,
        wish: &CorrectWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let id = view::record_id(wish.event);
        let entry = self.book.get(&id).and_then(|record| ConsentEvent::read(&record)).ok_or_else(|| problem(Gone))?;
        if entry.correctable().is_none() || self.corrected().contains(&id) {
            let todo = "Look at the ledger: what was corrected stands there.";
            return Err(say(BadInput, "This entry cannot be corrected, or was corrected already.", todo).into());
        }
        if wish.why.trim().is_empty() {
            let todo = "Say what is wrong with it. Nothing was written down.";
            return Err(say(BadInput, "A correction needs a reason.", todo).into());
        }
        self.write_event(&entry.correction(id, &wish.why, now), now, entropy)
    }
}

/// What can be said of an entry that nobody said to be wrong yet.
pub(super) fn correctable(id: RecordId, entry: &ConsentEvent, is_corrected: bool) -> Option<Correctable> {
    let does = entry.correctable().filter(|_| !is_corrected)?;
    Some(Correctable { event: view::id(id), only_tells: does == Correction::OnlyTells })
}
