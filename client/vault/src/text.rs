//! Bytes in links.

use base64ct::{Base64UrlUnpadded, Encoding};

/// Writes what [`base64url`] reads.
pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Reads base64url without padding (RFC 4648 §5), as link fragments are written; `None` for anything else.
pub fn base64url(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text.trim()).ok()
}
