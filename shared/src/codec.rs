//! The canonical codec: postcard, with a length cap, no trailing bytes, and one encoding per value.

use postcard::ser_flavors::Flavor;
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
    if rest_behind(&value, bytes) != Some(&[]) {
        return Err(DecodeError::NotCanonical);
    }
    Ok(value)
}

/// What stands behind the encoding of a value, if bytes begin with it. Nothing is written for that.
pub(crate) fn rest_behind<'b, T: Serialize>(value: &T, bytes: &'b [u8]) -> Option<&'b [u8]> {
    postcard::serialize_with_flavor(value, Expected(bytes)).ok()
}

/// Takes the bytes of an encoding as long as they are the ones expected.
struct Expected<'b>(&'b [u8]);

impl<'b> Flavor for Expected<'b> {
    type Output = &'b [u8];

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        let (first, rest) = self.0.split_first().ok_or(postcard::Error::SerializeBufferFull)?;
        self.0 = rest;
        if *first == byte { Ok(()) } else { Err(postcard::Error::SerializeBufferFull) }
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0 = self.0.strip_prefix(bytes).ok_or(postcard::Error::SerializeBufferFull)?;
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Self::Output> {
        Ok(self.0)
    }
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
    fn what_stands_behind_a_value_is_told_only_if_the_value_stands_there() {
        let bytes = encode(&(300_u32, vec![1_u8, 2], "text", 9_u8));
        assert_eq!(rest_behind(&(300_u32, vec![1_u8, 2], "text"), &bytes), Some(&[9][..]));
        assert_eq!(rest_behind(&(300_u32, vec![1_u8, 3]), &bytes), None);
        assert_eq!(rest_behind(&(300_u32, vec![1_u8, 2], "text", 9_u8, 1_u8), &bytes), None, "it is longer");
    }

    #[test]
    fn the_cap_holds() {
        assert_eq!(decode::<Vec<u8>>(&encode(&vec![0u8; 9]), 9), Err(DecodeError::TooLong(9)));
    }
}
