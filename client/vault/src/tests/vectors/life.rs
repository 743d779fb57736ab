//! `life.json`: statements that a member leaves and that a vault is deleted, with the membership they are read against.

use super::{array, bytes, hex, settled};
use crate::tests::world::*;
use serde::{Deserialize, Serialize};
use tacit_shared::codec;
use tacit_shared::entry::Role;
use tacit_shared::heads::{DeleteOp, LeaveOp, Signed};
use tacit_shared::ids::VaultId;
use tacit_shared::limits::SUITE;
use tacit_shared::sign::{self, Context};

#[derive(Serialize, Deserialize)]
struct File {
    description: String,
    vault: String,
    /// The journal from Genesis on.
    entries: Vec<String>,
    statements: Vec<Statement>,
    refused: Vec<Refused>,
}

#[derive(Serialize, Deserialize)]
struct Statement {
    what: String,
    context: String,
    member: u32,
    at: u64,
    public: String,
    operation: String,
    bytes: String,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    what: String,
    bytes: String,
}

fn statement(
    what: &str,
    context: Context,
    member: u32,
    public: [u8; 32],
    operation: Vec<u8>,
    bytes: &[u8],
) -> Statement {
    Statement {
        what: what.into(),
        context: context.text().into(),
        member,
        at: NOW,
        public: hex(public),
        operation: hex(operation),
        bytes: hex(bytes),
    }
}

fn made() -> File {
    let (mut anna, mut server) = Person::found(1);
    let mut ben = join(&mut anna, &mut server, 2, Role::Editor);
    anna.pull(&server);
    ben.pull(&server);
    let vault = anna.state().vault();
    let left = ben.draft(|writer, _| writer.leave()).expect("a member");
    let gone = anna.draft(|writer, _| writer.delete_vault()).expect("an owner");
    let leave = LeaveOp { suite: SUITE, vault, member: 1, at: NOW };
    let delete = DeleteOp { suite: SUITE, vault, at: NOW };
    let (owner, editor) = (&anna.account.identity().signing, &ben.account.identity().signing);
    let refused = |what: &str, bytes: Vec<u8>| Refused { what: what.into(), bytes: hex(bytes) };
    let other = VaultId([9; 32]);
    let refused = vec![
        refused(
            "LeaveOp by the only owner",
            codec::encode(&Signed::new(LeaveOp { member: 0, ..leave.clone() }, Context::Leave, owner)),
        ),
        refused("LeaveOp signed by another member", codec::encode(&Signed::new(leave.clone(), Context::Leave, owner))),
        refused(
            "LeaveOp of another vault",
            codec::encode(&Signed::new(LeaveOp { vault: other, ..leave.clone() }, Context::Leave, editor)),
        ),
        refused(
            "LeaveOp in the context of a deletion",
            codec::encode(&Signed::new(leave.clone(), Context::VaultDelete, editor)),
        ),
        refused("DeleteOp by an editor", codec::encode(&Signed::new(delete.clone(), Context::VaultDelete, editor))),
        refused(
            "DeleteOp of another vault",
            codec::encode(&Signed::new(DeleteOp { vault: other, ..delete.clone() }, Context::VaultDelete, owner)),
        ),
        refused(
            "DeleteOp of an unknown suite",
            codec::encode(&Signed::new(DeleteOp { suite: 2, ..delete.clone() }, Context::VaultDelete, owner)),
        ),
    ];
    File {
        description: "Statements beside the journal: a member leaves, an owner deletes the vault. `entries` is the \
                      journal whose membership they are read against. Those under `refused` count for nothing. Bytes \
                      are lower-case hex. docs/protocol.md, section 9.6."
            .into(),
        vault: hex(vault.0),
        entries: server.entries.iter().map(hex).collect(),
        statements: vec![
            statement("LeaveOp", Context::Leave, 1, ben.account.identity().public(), codec::encode(&leave), &left),
            statement(
                "DeleteOp",
                Context::VaultDelete,
                0,
                anna.account.identity().public(),
                codec::encode(&delete),
                &gone,
            ),
        ],
        refused,
    }
}

#[test]
fn who_leaves_and_who_deletes_says_so_as_the_vectors_do() {
    let file = settled("life.json", &made());
    for one in &file.statements {
        let context = Context::ALL.into_iter().find(|context| context.text() == one.context).expect("a context");
        let (operation, whole) = (bytes(&one.operation), bytes(&one.bytes));
        let (said, signature) = whole.split_last_chunk::<64>().expect("a signature");
        assert_eq!(said, operation, "the operation, then its signature");
        let signature = tacit_shared::api::Signature(*signature);
        assert!(sign::verify(context, &array(&one.public), &operation, &signature), "{}", one.what);
    }
}
