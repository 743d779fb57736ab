//! What comes beside an entry: envelopes and boxes. The server demands all of them, with the right hash,
//! header and length, before it takes an entry, so that no insider can leave a hole that honest clients
//! fall into (H7).

use crate::entry::{Body, box_hash};
use crate::envelope::{Envelope, Place, envelope_hash};
use crate::ids::{BoxHash, EnvelopeHash, RecordId, Version};
use crate::limits;
use crate::step::Verified;
use std::collections::HashMap;

/// Why the bytes do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    /// Something that an entry names was not sent.
    #[error("sealed bytes are missing")]
    Missing,
    /// An envelope's header does not say what its entry says, or its length is none an honest client makes.
    #[error("an envelope does not fit its entry")]
    BadEnvelope,
    /// A box has another length.
    #[error("a box has the wrong length")]
    BadBox,
}

/// Sealed bytes by their hash.
#[derive(Default)]
pub struct Payload<'a> {
    envelopes: HashMap<EnvelopeHash, &'a [u8]>,
    boxes: HashMap<BoxHash, &'a [u8]>,
    /// What is not there is passed over.
    gaps: bool,
}

/// The boxes that an entry names.
pub fn boxes_named(entry: &Verified) -> &[BoxHash] {
    match entry.body() {
        Body::Join { box_hash, .. } => std::slice::from_ref(box_hash),
        body => body.rotation().map_or(&[], |rotation| &rotation.boxes),
    }
}

/// A checked envelope: the record and version it is for.
pub type Placed<'a> = (RecordId, Version, &'a [u8]);

impl<'a> Payload<'a> {
    /// Hashes what was sent.
    pub fn new(envelopes: &'a [Vec<u8>], boxes: &'a [Vec<u8>]) -> Self {
        Self {
            envelopes: envelopes.iter().map(|bytes| (envelope_hash(bytes), bytes.as_slice())).collect(),
            boxes: boxes.iter().map(|bytes| (box_hash(bytes), bytes.as_slice())).collect(),
            gaps: false,
        }
    }

    /// The same for entries given back to a restored server: what nobody holds any more may be missing.
    pub fn with_gaps(envelopes: &'a [Vec<u8>], boxes: &'a [Vec<u8>]) -> Self {
        Self { gaps: true, ..Self::new(envelopes, boxes) }
    }

    /// Whether a box came along.
    pub fn has_box(&self, hash: &BoxHash) -> bool {
        self.boxes.contains_key(hash)
    }

    /// The envelopes of a commit, each checked against its change.
    pub fn envelopes_of(&self, entry: &Verified) -> Result<Vec<Placed<'a>>, PayloadError> {
        let Body::Commit(commit) = entry.body() else { return Ok(Vec::new()) };
        let header = entry.header();
        let mut out = Vec::with_capacity(commit.changes.len());
        for change in &commit.changes {
            let Some(hash) = change.envelope else { continue };
            let Some(bytes) = self.envelopes.get(&hash).copied() else {
                self.gap()?;
                continue;
            };
            let envelope = Envelope::parse(bytes).map_err(|_| PayloadError::BadEnvelope)?;
            let place =
                Place { record: change.record, version: change.version, epoch: header.epoch, author: header.author };
            if envelope.place != place {
                return Err(PayloadError::BadEnvelope);
            }
            out.push((change.record, change.version, bytes));
        }
        Ok(out)
    }

    fn gap(&self) -> Result<(), PayloadError> {
        if self.gaps { Ok(()) } else { Err(PayloadError::Missing) }
    }

    /// The boxes of an entry.
    pub fn boxes_of(&self, entry: &Verified) -> Result<Vec<(BoxHash, &'a [u8])>, PayloadError> {
        let named = boxes_named(entry);
        let mut out = Vec::with_capacity(named.len());
        for hash in named {
            let Some(bytes) = self.boxes.get(hash).copied() else {
                self.gap()?;
                continue;
            };
            if bytes.len() != limits::BOX {
                return Err(PayloadError::BadBox);
            }
            out.push((*hash, bytes));
        }
        Ok(out)
    }
}
