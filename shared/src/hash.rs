//! The one hash, BLAKE3 in derive-key mode, and the one table of its contexts. A context says what is
//! being hashed, so that no hash of one thing can stand for another.

use blake3::hazmat::{ContextKey, HasherExt, hash_derive_key_context};
use std::sync::OnceLock;

/// What is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A whole journal entry, signature included.
    Entry,
    /// A sealed record's envelope.
    Envelope,
    /// An epoch key sealed to one member.
    Box,
    /// A bucket of leaves.
    Bucket,
    /// 64 bucket hashes.
    Node,
    /// The record set.
    Root,
    /// Words that people compare.
    Words,
    /// A member's public keys.
    Keys,
    /// Device linking.
    Link,
    /// An account blob.
    Blob,
    /// A sealed file.
    File,
    /// A session token.
    Session,
    /// A passkey's credential id.
    Credential,
    /// An intake key of a customer link.
    Intake,
    /// An unsubscribe slot.
    Slot,
}

impl Context {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Entry,
        Self::Envelope,
        Self::Box,
        Self::Bucket,
        Self::Node,
        Self::Root,
        Self::Words,
        Self::Keys,
        Self::Link,
        Self::Blob,
        Self::File,
        Self::Session,
        Self::Credential,
        Self::Intake,
        Self::Slot,
    ];

    /// The string that BLAKE3 takes.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Entry => "tacit/1 entry",
            Self::Envelope => "tacit/1 envelope",
            Self::Box => "tacit/1 box",
            Self::Bucket => "tacit/1 bucket",
            Self::Node => "tacit/1 node",
            Self::Root => "tacit/1 root",
            Self::Words => "tacit/1 words",
            Self::Keys => "tacit/1 keys",
            Self::Link => "tacit/1 link",
            Self::Blob => "tacit/1 blob",
            Self::File => "tacit/1 file",
            Self::Session => "tacit/1 session",
            Self::Credential => "tacit/1 credential",
            Self::Intake => "tacit/1 intake",
            Self::Slot => "tacit/1 slot",
        }
    }
}

pub(crate) fn hasher(context: Context) -> blake3::Hasher {
    // Half of the cost of hashing something short, if it were done each time.
    static KEYS: [OnceLock<ContextKey>; Context::ALL.len()] = [const { OnceLock::new() }; Context::ALL.len()];
    blake3::Hasher::new_from_context_key(KEYS[context as usize].get_or_init(|| hash_derive_key_context(context.text())))
}

/// `H(context, parts one after the other)`, 32 bytes. At most the last part may vary in length.
pub fn hash(context: Context, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = hasher(context);
    for part in parts {
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_context_has_a_string_of_its_own() {
        let texts: BTreeSet<_> = Context::ALL.iter().map(|context| context.text()).collect();
        assert_eq!(texts.len(), Context::ALL.len());
    }

    #[test]
    fn the_same_bytes_hash_differently_in_every_context() {
        let hashes: BTreeSet<_> = Context::ALL.iter().map(|context| hash(*context, &[b"same"])).collect();
        assert_eq!(hashes.len(), Context::ALL.len());
    }

    #[test]
    fn parts_are_concatenated() {
        assert_eq!(hash(Context::Root, &[b"ab", b"c"]), hash(Context::Root, &[b"abc"]));
    }
}
