//! Commits: sealed changes of records under one signature and one root.

use super::{BuildError, Draft, Writer};
use crate::entropy::Entropy;
use crate::replay::VaultState;
use crate::seal::{self, Sealed};
use serde::{Deserialize, Serialize};
use tacit_shared::entry::{Body, Change, Commit, FileAdded};
use tacit_shared::envelope::Place;
use tacit_shared::ids::{Epoch, FileId, Member, RecordId, Version};
use tacit_shared::limits;
use tacit_shared::root;

/// One record's change, sealed for a version, an epoch and an author. After a lost race it stays good byte for byte unless
/// one of them moved: [`SealedChange::fits`].
#[derive(Clone, Serialize, Deserialize)]
pub struct SealedChange {
    record: RecordId,
    version: Version,
    epoch: Epoch,
    author: Member,
    sealed: Option<Sealed>,
}

/// What a commit says of files: bookkeeping for the server. What a file is to the vault stands in its record.
#[derive(Debug, Default)]
pub struct FileChanges {
    /// Uploaded and complete; each once.
    pub add: Vec<FileAdded>,
    /// Held by no record any more.
    pub drop: Vec<FileId>,
}

impl SealedChange {
    /// Which record.
    pub fn record(&self) -> RecordId {
        self.record
    }

    /// Which version it becomes.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Bytes that it adds to a post, for cutting commits to size.
    pub fn size(&self) -> usize {
        // A change in the entry: 16 of id, at most 10 of version, 33 of hash.
        59 + self.sealed.as_ref().map_or(0, |sealed| sealed.envelope.len())
    }

    /// Whether it can be committed behind this state as it is.
    pub fn fits(&self, state: &VaultState) -> bool {
        self.version == next_version(state, &self.record)
            && self.epoch == state.roster().epoch()
            && self.author == state.me()
    }
}

fn next_version(state: &VaultState, record: &RecordId) -> Version {
    state.leaf(record).map_or(1, |leaf| leaf.version.saturating_add(1))
}

impl Writer<'_> {
    /// Seals a record's next version; `None` deletes it.
    pub fn seal(
        &self,
        entropy: &mut dyn Entropy,
        record: RecordId,
        plain: Option<&[u8]>,
    ) -> Result<SealedChange, BuildError> {
        let (version, epoch) = (next_version(self.state, &record), self.state.roster().epoch());
        let place = Place { record, version, epoch, author: self.me };
        let sealed = plain.map(|plain| seal::seal_record(&self.state.keyring, entropy, place, plain)).transpose()?;
        Ok(SealedChange { record, version, epoch, author: self.me, sealed })
    }

    /// Commits sealed changes (in any order, each record once), and has old bytes of `purges` dropped.
    pub fn commit(&self, changes: Vec<SealedChange>, purges: Vec<RecordId>) -> Result<Draft, BuildError> {
        self.commit_with(changes, purges, FileChanges::default())
    }

    /// The same with files: complete on the server, or to be deleted there.
    pub fn commit_with(
        &self,
        mut changes: Vec<SealedChange>,
        mut purges: Vec<RecordId>,
        mut files: FileChanges,
    ) -> Result<Draft, BuildError> {
        let files_fit = files.add.len() <= limits::FILES && files.drop.len() <= limits::FILES;
        if changes.len() > limits::CHANGES || purges.len() > limits::PURGES || !files_fit {
            return Err(BuildError::TooMuch);
        }
        if !self.state.unseen().is_empty() {
            return Err(BuildError::Unseen);
        }
        files.add.sort_unstable_by_key(|added| added.file);
        files.drop.sort_unstable();
        files.drop.dedup();
        if !self.state.holds_key() {
            return Err(BuildError::NoKey(self.state.roster().epoch()));
        }
        if let Some(old) = changes.iter().find(|change| !change.fits(self.state)) {
            return Err(BuildError::Outdated(old.record));
        }
        changes.sort_unstable_by_key(SealedChange::record);
        purges.sort_unstable();
        purges.dedup();
        let roster = self.state.roster();
        let listed: Vec<Change> = changes
            .iter()
            .map(|change| Change {
                record: change.record,
                version: change.version,
                envelope: change.sealed.as_ref().map(|sealed| sealed.hash),
            })
            .collect();
        let after = root::change(self.state.leaves(), &roster.vault(), roster.seq() + 1, &listed)
            .map_err(|error| BuildError::from(tacit_shared::step::StepError::from(error)))?;
        let root = if listed.is_empty() { roster.root() } else { after.root };
        let body = Body::Commit(Commit { changes: listed, purges, files_add: files.add, files_drop: files.drop });
        let envelopes = changes.into_iter().filter_map(|change| change.sealed).map(|sealed| sealed.envelope).collect();
        self.draft(&body, roster.epoch(), root, envelopes, Vec::new())
    }
}
