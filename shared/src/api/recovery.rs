//! After a restore from a backup: what the server lacks, and what members give back.

use super::capped;
use crate::ids::{BoxHash, RecordId, Version};
use crate::limits::POST_ITEMS;
use serde::{Deserialize, Serialize};

/// `GET v/missing` → this: sealed bytes that entries name, that are still needed, and that are not here. In part, if
/// it is much: ask again when these were given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Newest versions of records, at most 4,096.
    pub envelopes: Vec<(RecordId, Version)>,
    /// Boxes of the newest rotation and of joins since, at most 500.
    pub boxes: Vec<BoxHash>,
}

/// `POST v/put-missing` → nothing. Taken from any member if the bytes have the hash that the entry names; what is not
/// missing is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutMissing {
    /// Whole envelopes.
    #[serde(deserialize_with = "capped::<_, POST_ITEMS>")]
    pub envelopes: Vec<Vec<u8>>,
    /// Whole boxes.
    #[serde(deserialize_with = "capped::<_, POST_ITEMS>")]
    pub boxes: Vec<Vec<u8>>,
}
