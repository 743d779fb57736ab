//! `head.json`: statements that a member signs of a journal, which are taken and which not, and the words of a history.

use super::{hex, settled};
use crate::passphrase::{HISTORY_WORDS, WordsOf, words};
use crate::tests::world::*;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tacit_shared::codec;
use tacit_shared::heads::{HeadOp, Signed};
use tacit_shared::ids::VaultId;
use tacit_shared::sign::Context;

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    genesis: String,
    member_seed: String,
    member: u32,
    seq: u64,
    hash: String,
    epoch_held: u32,
    at: u64,
    op: String,
    statement: String,
    refused: Vec<Refused>,
    words_digest: String,
    words: String,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    what: String,
    statement: String,
}

fn made() -> File {
    let (anna, server) = Person::found(1);
    let key = &anna.account.identity().signing;
    let head = anna.state().head();
    let op = HeadOp {
        suite: 1,
        vault: anna.state().vault(),
        member: 0,
        seq: head.seq,
        hash: head.hash,
        epoch_held: 1,
        at: NOW,
    };
    let signed = |op: HeadOp, context, key: &SigningKey| codec::encode(&Signed::new(op, context, key));
    let statement = signed(op.clone(), Context::Head, key);
    let refused = [
        ("another suite", signed(HeadOp { suite: 2, ..op.clone() }, Context::Head, key)),
        ("another vault", signed(HeadOp { vault: VaultId([7; 32]), ..op.clone() }, Context::Head, key)),
        ("a number that nobody has", signed(HeadOp { member: 1, ..op.clone() }, Context::Head, key)),
        ("signed by another key", signed(op.clone(), Context::Head, &SigningKey::from_bytes(&[66; 32]))),
        ("signed for another purpose", signed(op.clone(), Context::Leave, key)),
        ("a byte too many", [statement.as_slice(), &[0]].concat()),
        ("cut off", statement[..statement.len() - 1].to_vec()),
    ];
    let digest = WordsOf::History.digest(&[&op.vault.0, &op.seq.to_le_bytes(), &op.hash.0]);
    File {
        description: "A head statement of the vault's only member; statements that have no effect; the twelve words \
                      of that place in the history."
            .into(),
        genesis: hex(&server.entries[0]),
        member_seed: hex(key.to_bytes()),
        member: 0,
        seq: op.seq,
        hash: hex(op.hash.0),
        epoch_held: 1,
        at: NOW,
        op: hex(codec::encode(&op)),
        statement: hex(statement),
        refused: refused
            .into_iter()
            .map(|(what, bytes)| Refused { what: what.into(), statement: hex(bytes) })
            .collect(),
        words_digest: hex(digest),
        words: words::<HISTORY_WORDS>(&digest).join(" "),
    }
}

#[test]
fn head_vectors() {
    let file = settled("head.json", &made());
    let (anna, _) = Person::found(1);
    assert_eq!(file.words, anna.state().history_words(&anna.state().head()).join(" "));
    let (_, bytes) = anna.state().vouch(anna.account.identity(), NOW).expect("a member who verified everything");
    assert_eq!(hex(bytes), file.statement, "what a device says is this very statement");
}
