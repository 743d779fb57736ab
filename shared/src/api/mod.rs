//! The messages of the HTTP interface, `/api/1/…`. Bodies are postcard in the canonical codec;
//! a session travels in `Authorization: Bearer <hex>`; every failure is an [`ApiError`]. A call that answers
//! nothing answers 200 with an empty body.
//! Journal entries, envelopes and boxes are opaque byte strings here: their own modules read them.

mod account;
mod credentials;
mod error;
mod file;
mod hint;
mod invite;
mod life;
mod link;
mod recovery;
mod vault;
mod witness;

pub use account::*;
pub use credentials::*;
pub use error::*;
pub use file::*;
pub use hint::*;
pub use invite::*;
pub use life::*;
pub use link::*;
pub use recovery::*;
pub use vault::*;
pub use witness::*;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_big_array::BigArray;

/// A list of at most `MOST` byte strings: an empty one is a byte on the wire and two dozen in memory.
pub(crate) fn capped<'de, D: Deserializer<'de>, const MOST: usize>(from: D) -> Result<Vec<Vec<u8>>, D::Error> {
    struct Capped<const MOST: usize>;
    impl<'de, const MOST: usize> Visitor<'de> for Capped<MOST> {
        type Value = Vec<Vec<u8>>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "at most {MOST} byte strings")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            let mut list = Vec::new();
            while let Some(item) = items.next_element()? {
                if list.len() == MOST {
                    return Err(serde::de::Error::custom("too many"));
                }
                list.push(item);
            }
            Ok(list)
        }
    }
    from.deserialize_seq(Capped::<MOST>)
}

/// Path prefix of every call below.
pub const PREFIX: &str = "/api/1";

/// An Ed25519 signature, 64 bytes without a length.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature(#[serde(with = "BigArray")] pub [u8; 64]);

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature(…)")
    }
}

/// A session token, 32 random bytes. The server keeps only its hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionToken(pub [u8; 32]);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}
