//! Known answers: what this version derives, seals and signs from fixed inputs, as JSON files in `docs/vectors` that
//! another implementation can be checked against. A difference is a change of the protocol.
//!
//! Each test makes its file's content anew and compares it with the file, then reads the file as a stranger would and
//! verifies, opens and recomputes what it says. After a deliberate change of the protocol, write the files with
//! `TACIT_WRITE_VECTORS=1 cargo test -p tacit-vault vectors` and commit them with the change.

mod account;
mod envelope;
mod file;
mod head;
mod invite;
mod journal;
mod life;
mod link;
mod refused;
mod root;
mod rotation;

use crate::Entropy;
use data_encoding::HEXLOWER;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::VecDeque;
use std::path::Path;

/// Set to `1` to write the files instead of only comparing.
const WRITE: &str = "TACIT_WRITE_VECTORS";

/// The file's content, which must be what was made.
fn settled<T: Serialize + DeserializeOwned>(file: &str, made: &T) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/vectors").join(file);
    let mut text = serde_json::to_string_pretty(made).expect("plain data");
    text.push('\n');
    if std::env::var_os(WRITE).is_some_and(|value| value == "1") {
        std::fs::write(&path, &text).expect("the vectors can be written");
    }
    let kept = std::fs::read_to_string(&path).expect("the vectors are there");
    let differs = kept.lines().zip(text.lines()).position(|(kept, made)| kept != made);
    assert!(
        kept == text,
        "{file}, line {:?}, is not what this version makes: {WRITE}=1 if meant",
        differs.map(|at| at + 1)
    );
    serde_json::from_str(&kept).expect("what was compared is read")
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(bytes.as_ref())
}

fn bytes(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.as_bytes()).expect("lower-case hex")
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().expect("of that length")
}

/// Entropy that is written out in the vectors: these bytes, and not one more.
struct Scripted(VecDeque<u8>);

impl Scripted {
    fn new(parts: &[&[u8]]) -> Self {
        Self(parts.concat().into())
    }
}

impl Entropy for Scripted {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill_with(|| self.0.pop_front().expect("as much entropy as scripted"));
    }
}
