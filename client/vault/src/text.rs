//! Bytes in links.

use data_encoding::BASE64URL_NOPAD;

/// Reads base64url without padding (RFC 4648 §5), as link fragments are written; `None` for anything else.
pub fn base64url(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.trim().as_bytes()).ok()
}
