//! The canonical codec: postcard, with a length cap, no trailing bytes, and one encoding per value.

use serde::{Serialize, de::DeserializeOwned};

/// Why bytes were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Longer than this kind of message may be.
    #[error("longer than the {0} bytes allowed")]
    TooLong(usize),
    /// Not such a message at all, or bytes left over behind it.
    #[error("malformed")]
    Malformed,
    /// Understood, but not the one canonical encoding of its value.
    #[error("not in canonical form")]
    NotCanonical,
}

/// Encodes a value. Infallible for the plain data of this crate.
///
/// # Panics
/// Never for types of this crate: postcard fails only on unsized sequences, which none has.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "postcard to a growing Vec fails only on unsized sequences")]
    postcard::to_stdvec(value).expect("plain data encodes")
}

/// Decodes at most `cap` bytes; refuses trailing bytes and any second encoding of the same value.
pub fn decode<T: Serialize + DeserializeOwned>(bytes: &[u8], cap: usize) -> Result<T, DecodeError> {
    if bytes.len() > cap {
        return Err(DecodeError::TooLong(cap));
    }
    let (value, rest) = postcard::take_from_bytes::<T>(bytes).map_err(|_| DecodeError::Malformed)?;
    if !rest.is_empty() {
        return Err(DecodeError::Malformed);
    }
    if encode(&value) != bytes {
        return Err(DecodeError::NotCanonical);
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_bytes_are_refused() {
        let mut bytes = encode(&7u32);
        bytes.push(0);
        assert_eq!(decode::<u32>(&bytes, 16), Err(DecodeError::Malformed));
    }

    #[test]
    fn a_longer_varint_of_the_same_number_is_refused() {
        assert_eq!(decode::<u32>(&[0x87, 0x00], 16), Err(DecodeError::NotCanonical));
    }

    #[test]
    fn the_cap_holds() {
        assert_eq!(decode::<Vec<u8>>(&encode(&vec![0u8; 9]), 9), Err(DecodeError::TooLong(9)));
    }
}
