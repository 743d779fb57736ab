//! Changing what opens an account, and deleting it.

use super::{NOW, account};
use crate::store::{Account, AccountChange, Outcome, PermitKey, Session, Store};
use tacit_shared::ids::{EntryHash, Lookup};

const OLD: Lookup = Lookup([0x51; 32]);
const NEW: Lookup = Lookup([0x52; 32]);
const OTHER: Lookup = Lookup([0x53; 32]);

async fn sign_up(store: &dyn Store, lookup: &Lookup, number: u8) {
    let permit = PermitKey::Invite(EntryHash([number; 32]));
    let made = store.create_account(lookup, &account(number), &[number], &permit).await;
    assert_eq!(made.expect("writes"), Outcome::Done);
    for half in 0..2 {
        let id = number + half;
        let session =
            Session { hash: [id; 32], id: [id; 16], lookup: *lookup, identity: None, created: NOW, seen: NOW };
        store.add_session(&session).await.expect("writes");
    }
}

pub(super) async fn run(store: &dyn Store) {
    sign_up(store, &OLD, 0x60).await;
    sign_up(store, &OTHER, 0x70).await;
    password(store).await;
    new_key(store).await;
    deletion(store).await;
    let other = store.sessions(&OTHER, 0).await.expect("reads");
    assert_eq!(other.len(), 2, "nobody else's sessions ended");
    assert_eq!(store.account(&OTHER).await.expect("reads"), Some(account(0x70)));
}

/// The same place, another key.
async fn password(store: &dyn Store) {
    let account = Account { auth: [0x61; 32], seq: 2, blob_hash: [0x61; 32] };
    let change = |before| AccountChange {
        lookup: OLD,
        before: [before; 32],
        new_lookup: OLD,
        account: account.clone(),
        blob: b"under the new password",
    };
    assert_eq!(store.change_account(&change(0x99)).await.expect("writes"), None, "the blob has moved on");
    assert_eq!(store.blob(&OLD).await.expect("reads"), Some(vec![0x60]), "nothing was written");
    let mut ended = store.change_account(&change(0x60)).await.expect("writes").expect("done");
    ended.sort_unstable();
    assert_eq!(ended, [[0x60; 32], [0x61; 32]]);
    assert!(store.sessions(&OLD, 0).await.expect("reads").is_empty());
    assert_eq!(store.account(&OLD).await.expect("reads"), Some(account.clone()));
    assert_eq!(store.blob(&OLD).await.expect("reads").as_deref(), Some(&b"under the new password"[..]));
    assert_eq!(store.change_account(&change(0x60)).await.expect("writes"), None, "once");
}

/// Another place, never somebody else's.
async fn new_key(store: &dyn Store) {
    let account = Account { auth: [0x62; 32], seq: 3, blob_hash: [0x62; 32] };
    let change = |new_lookup| AccountChange {
        lookup: OLD,
        before: [0x61; 32],
        new_lookup,
        account: account.clone(),
        blob: b"under the new key",
    };
    assert_eq!(store.change_account(&change(OTHER)).await.expect("writes"), None);
    assert!(store.account(&OLD).await.expect("reads").is_some(), "all or nothing");
    assert_eq!(store.blob(&OTHER).await.expect("reads"), Some(vec![0x70]));
    assert_eq!(store.change_account(&change(NEW)).await.expect("writes"), Some(Vec::new()));
    assert_eq!(store.account(&OLD).await.expect("reads"), None);
    assert_eq!(store.blob(&OLD).await.expect("reads"), None, "nothing sealed under the old password is left");
    assert_eq!(store.account(&NEW).await.expect("reads"), Some(account));
}

async fn deletion(store: &dyn Store) {
    let delete = async |before: u8| store.delete_account(&NEW, &[before; 32], &[7; 32], NOW).await.expect("writes");
    assert_eq!(delete(0x61).await, None, "the blob has moved on");
    assert!(!store.was_deleted(&[7; 32]).await.expect("reads"));
    assert_eq!(delete(0x62).await, Some(Vec::new()));
    assert_eq!(store.account(&NEW).await.expect("reads"), None);
    assert_eq!(store.blob(&NEW).await.expect("reads"), None);
    assert!(store.was_deleted(&[7; 32]).await.expect("reads"), "a lost answer can be asked for again");
    assert_eq!(delete(0x62).await, None);
}
