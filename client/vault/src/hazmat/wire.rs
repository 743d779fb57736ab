//! Postcard for values that hold keys: into buffers that never grow (growing leaves copies behind) and are wiped.

use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

/// Encodes into a wiped buffer with room for `spare` bytes more.
pub(crate) fn encode_secret<T: Serialize>(value: &T, spare: usize) -> Zeroizing<Vec<u8>> {
    #[expect(clippy::expect_used, reason = "plain data of this crate has a size")]
    let size = postcard::experimental::serialized_size(value).expect("plain data encodes");
    let mut out = Zeroizing::new(Vec::with_capacity(size + spare));
    out.resize(size, 0);
    #[expect(clippy::expect_used, reason = "the buffer has just that size")]
    postcard::to_slice(value, &mut out).expect("plain data encodes");
    out
}

/// Decodes the one canonical encoding of a value.
pub(crate) fn decode_secret<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes::<T>(bytes).ok()?;
    (rest.is_empty() && encode_secret(&value, 0)[..] == *bytes).then_some(value)
}
