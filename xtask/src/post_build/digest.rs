//! Hashes of files: in their names, so that a name never means other bytes, and as integrity for the browser.

use anyhow::{Context, Result};
use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// As browsers take it in `integrity` (W3C Subresource Integrity).
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(&Sha384::digest(bytes)))
}

/// Puts the hash of the file's bytes into its name, `name.ext` to `name-0123456789abcdef.ext`, and says the new name.
pub(crate) fn rename(folder: &Path, stem: &str, rest: &str) -> Result<String> {
    let bytes = read(folder, &format!("{stem}{rest}"))?;
    let name = hashed_name(stem, rest, &bytes);
    fs::rename(folder.join(format!("{stem}{rest}")), folder.join(&name))?;
    Ok(name)
}

/// Eight bytes of SHA-256 tell builds apart; what must hold against an attacker is the integrity.
pub(crate) fn hashed_name(stem: &str, rest: &str, bytes: &[u8]) -> String {
    format!("{stem}-{}{rest}", HEXLOWER.encode(&Sha256::digest(bytes)[..8]))
}

/// A file's bytes, with its name in the error.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Vec<u8>> {
    fs::read(folder.join(name)).with_context(|| format!("the build made no {name}"))
}
