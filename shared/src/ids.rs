//! Identifiers. Each is a type of its own so that none can stand in for another.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Lower-case hexadecimal, as it stands in paths.
            pub fn to_hex(&self) -> String {
                self.0.iter().map(|byte| format!("{byte:02x}")).collect()
            }

            /// Reads what [`Self::to_hex`] wrote; `None` for anything else.
            pub fn from_hex(text: &str) -> Option<Self> {
                let digits = text.as_bytes();
                if digits.len() != $len * 2 || !text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
                    return None;
                }
                let mut out = [0u8; $len];
                for (slot, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
                    *slot = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
                }
                Some(Self(out))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({}…)"), &self.to_hex()[..8])
            }
        }
    };
}

bytes_id!(
    /// A vault: the hash of its Genesis entry, so the id vouches for its first member.
    VaultId, 32
);
bytes_id!(
    /// The hash of a whole journal entry, signature included.
    EntryHash, 32
);
bytes_id!(
    /// The hash of a sealed record's envelope.
    EnvelopeHash, 32
);
bytes_id!(
    /// The hash of a box: an epoch key sealed to one member.
    BoxHash, 32
);
bytes_id!(
    /// A record: 16 random bytes, so that neither kind nor time shows.
    RecordId, 16
);
bytes_id!(
    /// An uploaded file: 16 random bytes.
    FileId, 16
);
bytes_id!(
    /// Where an account is found: derived from the Secret Key and the sign-in name.
    Lookup, 32
);

/// A member's number in a vault: the creator is 0, each Join takes the next; never reused.
pub type Member = u32;
/// The number of an epoch key, starting at 1.
pub type Epoch = u32;
/// An entry's place in its journal; Genesis is 0.
pub type Seq = u64;
/// A record's version, starting at 1.
pub type Version = u64;
/// Milliseconds since 1970-01-01 UTC, as somebody's clock claims.
pub type Millis = u64;
