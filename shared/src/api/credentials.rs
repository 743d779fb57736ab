//! Changing what opens an account, and deleting it. Neither needs a session: the signatures are worth more than one, and
//! a change ends them all.

use super::Signature;
use serde::{Deserialize, Serialize};

/// `POST account/change` → nothing, or [`super::ApiError::BlobConflict`]. The same bytes again give the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAccount {
    /// Encoded `AccountOp::Change { origin, lookup, seq, new_lookup, new_auth, blob_hash }`.
    pub op: Vec<u8>,
    /// By the auth key until now, context `account`.
    pub old: Signature,
    /// By the auth key from now on, over the same bytes.
    pub new: Signature,
    /// The account sealed under the new keys; its header carries `new_lookup`, `seq` and the hash of the blob before.
    pub blob: Vec<u8>,
}

/// `POST account/delete` → nothing, or [`super::ApiError::BlobConflict`]. The same bytes again give the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteAccount {
    /// Encoded `AccountOp::Delete { origin, lookup, seq }`.
    pub op: Vec<u8>,
    /// By the auth key, context `account`.
    pub sig: Signature,
}
