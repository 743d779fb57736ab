//! `file.json`: files sealed, small ones byte for byte, larger ones by hash; and files that are refused.

use super::{array, bytes, hex, settled};
use crate::hazmat::kdf::{self, Label};
use crate::*;
use serde::{Deserialize, Serialize};
use tacit_shared::file::{CHUNK, SEALED_CHUNK, sealed_len};
use tacit_shared::ids::{FileId, VaultId};

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    vault: String,
    sealed: Vec<SealedVector>,
    lengths: Vec<Length>,
    refused: Vec<Refused>,
}

#[derive(Serialize, Deserialize)]
struct SealedVector {
    what: String,
    file: String,
    file_key: String,
    key: String,
    prefix: String,
    associated_data: String,
    /// In hex if short; otherwise the byte at `i` is `(i * 31 + i / 65536 * 7) mod 256`.
    plain: Option<String>,
    len: u64,
    sealed: Option<String>,
    sealed_len: u64,
    hash: String,
}

#[derive(Serialize, Deserialize)]
struct Length {
    plain: u64,
    sealed: u64,
}

/// `file.json`'s second file, changed as `what` says, under its own hash made anew where `rehashed`.
#[derive(Serialize, Deserialize)]
struct Refused {
    what: String,
    error: String,
    rehashed: bool,
}

fn content(len: u64) -> Vec<u8> {
    (0..len).map(|at| (at * 31 + at / CHUNK as u64 * 7) as u8).collect()
}

fn sealed(what: &str, vault: &VaultId, number: u8, len: u64) -> (SealedVector, Vec<u8>) {
    let (file, file_key) = (FileId([number; 16]), [number + 0x40; 32]);
    let key = FileKey::from_bytes(&file_key);
    let plain = content(len);
    let mut out = Vec::new();
    let mut sealer = FileSealer::new(vault, &file, &key);
    sealer.push(&plain, &mut out).expect("under the cap");
    let made = sealer.finish(&mut out);
    let associated = [&vault.0[..], &file.0[..]].concat();
    let material = kdf::derive::<51>(&file_key, Label::File, &[&associated]);
    let short = len <= 512;
    let vector = SealedVector {
        what: what.to_owned(),
        file: hex(file.0),
        file_key: hex(file_key),
        key: hex(&material[..32]),
        prefix: hex(&material[32..]),
        associated_data: hex(&associated),
        plain: short.then(|| hex(&plain)),
        len,
        sealed: short.then(|| hex(&out)),
        sealed_len: made.sealed,
        hash: hex(made.hash),
    };
    (vector, out)
}

fn changed(what: &str, bytes: &[u8]) -> Vec<u8> {
    let chunk = |at: usize| &bytes[at * SEALED_CHUNK..((at + 1) * SEALED_CHUNK).min(bytes.len())];
    match what {
        "without its last chunk" => bytes[..2 * SEALED_CHUNK].to_vec(),
        "with a byte more" => [bytes, &[0]].concat(),
        "chunks 0 and 1 exchanged" => [chunk(1), chunk(0), chunk(2)].concat(),
        "chunk 1 in place of chunk 0 too" => [chunk(1), chunk(1), chunk(2)].concat(),
        "the last bit flipped" => {
            let mut bytes = bytes.to_vec();
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
            bytes
        }
        other => panic!("no such change: {other}"),
    }
}

fn verify(vault: &VaultId, wanted: &FileRef, bytes: &[u8]) -> Result<VerifiedFile, FileError> {
    let mut opener = FileOpener::new(vault, wanted)?;
    opener.push(bytes)?;
    opener.finish()
}

fn error(error: FileError) -> String {
    format!("{error:?}")
}

fn wanted(vector: &SealedVector) -> FileRef {
    FileRef {
        file: FileId(array(&vector.file)),
        key: FileKey::from_bytes(&array(&vector.file_key)),
        len: vector.len,
        hash: array(&vector.hash),
    }
}

fn refusal(vault: &VaultId, vector: &SealedVector, whole: &[u8], what: &str, rehashed: bool) -> FileError {
    let bytes = changed(what, whole);
    let mut wanted = wanted(vector);
    if rehashed {
        wanted.hash = tacit_shared::hash::hash(tacit_shared::hash::Context::File, &[&bytes]);
    }
    verify(vault, &wanted, &bytes).err().expect("refused")
}

#[test]
fn file_vectors() {
    let vault = VaultId([0x21; 32]);
    let files = [
        sealed("empty", &vault, 1, 0),
        sealed("three chunks, the last one short", &vault, 2, 2 * CHUNK as u64 + 300),
        sealed("a few bytes", &vault, 3, 300),
        sealed("exactly one chunk", &vault, 4, CHUNK as u64),
        sealed("a little over 1 MiB: two parts", &vault, 5, (1 << 20) + 1),
    ];
    let (three, whole) = (&files[1].0, &files[1].1);
    let cases = [
        ("without its last chunk", false),
        ("without its last chunk", true),
        ("with a byte more", true),
        ("chunks 0 and 1 exchanged", true),
        ("chunk 1 in place of chunk 0 too", true),
        ("the last bit flipped", true),
    ];
    let refused = cases.map(|(what, rehashed)| Refused {
        what: what.to_owned(),
        error: error(refusal(&vault, three, whole, what, rehashed)),
        rehashed,
    });
    let lengths = [0, 1, 256, 257, 65_536, 65_537, 1 << 20, 100_000_000, tacit_shared::limits::FILE];
    let lengths = lengths.map(|plain| Length { plain, sealed: sealed_len(plain) });
    let whole = whole.clone();
    let kept = settled(
        "file.json",
        &File {
            description: "Files sealed in chunks (docs/protocol.md, Files): key and nonce prefix, associated data, sealed \
                          bytes or their hash, sealed lengths, and changes that are refused. Where `plain` is null, byte \
                          i is (i * 31 + floor(i / 65536) * 7) mod 256."
                .to_owned(),
            vault: hex(vault.0),
            sealed: files.into_iter().map(|(vector, _)| vector).collect(),
            lengths: lengths.into(),
            refused: refused.into(),
        },
    );
    read(&kept, &whole);
}

/// As a stranger would.
fn read(file: &File, three: &[u8]) {
    let vault = VaultId(array(&file.vault));
    for vector in &file.sealed {
        let plain = vector.plain.as_deref().map_or_else(|| content(vector.len), bytes);
        let mut out = Vec::new();
        let wanted = wanted(vector);
        let mut sealer = FileSealer::new(&vault, &wanted.file, &wanted.key);
        sealer.push(&plain, &mut out).expect("under the cap");
        assert_eq!(hex(sealer.finish(&mut out).hash), vector.hash, "{}", vector.what);
        assert_eq!(out.len() as u64, vector.sealed_len);
        if let Some(sealed) = &vector.sealed {
            assert_eq!(&hex(&out), sealed);
        }
        verify(&vault, &wanted, &out).expect("opens");
    }
    for length in &file.lengths {
        assert_eq!(sealed_len(length.plain), length.sealed);
    }
    for case in &file.refused {
        let found = refusal(&vault, &file.sealed[1], three, &case.what, case.rehashed);
        assert_eq!(error(found), case.error, "{}", case.what);
    }
}
