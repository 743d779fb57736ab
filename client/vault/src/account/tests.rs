//! The account as its owner, another of his devices, and a hostile server meet it.

use super::*;
use crate::entropy::SeededEntropy;
use tacit_shared::account::{AccountOp, Blob, IdentityOp, SessionOp, session_hash};
use tacit_shared::api::{Challenge, Head, Permit, SessionToken};
use tacit_shared::codec;
use tacit_shared::ids::{EntryHash, VaultId};
use tacit_shared::sign::{self, Context};

const ORIGIN: &str = "https://crm.example";

fn sign_up() -> (Unlocked, Vec<u8>) {
    let (unlocked, request) =
        Unlocked::sign_up(&mut SeededEntropy::new(1), ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(1));
    (unlocked, request.blob)
}

fn pin(vault: u8, seq: u64) -> VaultPin {
    let head = Head { seq, hash: EntryHash([seq as u8; 32]) };
    VaultPin { vault: VaultId([vault; 32]), member: 0, standing: VaultStanding::Joined, roster: head, head, epoch: 1 }
}

#[test]
fn name_key_and_password_all_change_everything_derived() {
    let derive = |key: u8, name: &str, password: &str| {
        let name = SignInName::new(name).expect("a name");
        let password = Password::new(password).expect("long enough");
        let keys = AccountKeys::derive(&SecretKey::from_bytes(&[key; 16]), &name, &password);
        (keys.lookup(), keys.auth_public())
    };
    let base = derive(1, "anna", "a long password");
    let (other_key, other_name) = (derive(2, "anna", "a long password"), derive(1, "berta", "a long password"));
    let other_password = derive(1, "anna", "b long password");
    assert!(base.0 != other_key.0 && base.0 != other_name.0);
    assert_eq!(base.0, other_password.0, "the place of an account does not depend on the password");
    assert!(base.1 != other_key.1 && base.1 != other_name.1 && base.1 != other_password.1);
}

#[test]
fn sign_up_signs_what_the_server_checks() {
    let (unlocked, request) =
        Unlocked::sign_up(&mut SeededEntropy::new(1), ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(1));
    let op: AccountOp = codec::decode(&request.op, 4096).expect("an operation");
    let AccountOp::Create { origin, lookup, auth, blob } = op else { panic!("create") };
    assert_eq!((origin.as_str(), lookup), (ORIGIN, unlocked.keys().lookup()));
    assert_eq!(blob, unlocked.pin().hash);
    assert!(sign::verify(Context::Account, &auth, &request.op, &request.sig));
}

#[test]
fn a_sign_in_answer_is_for_one_origin_and_challenge() {
    let keys = AccountKeys::cheap(1);
    let answer = keys.sign_in(ORIGIN, &Challenge([7; 32]));
    let signed = |origin: &str, challenge| {
        let op = SessionOp::SignIn { origin: origin.to_owned(), challenge, lookup: keys.lookup() };
        sign::verify(Context::Session, &keys.auth_public(), &codec::encode(&op), &answer.sig)
    };
    assert!(signed(ORIGIN, [7; 32]));
    assert!(!signed("https://evil.example", [7; 32]) && !signed(ORIGIN, [8; 32]));
}

#[test]
fn a_session_is_bound_by_the_identity() {
    let (unlocked, _) = sign_up();
    let session = SessionToken([3; 32]);
    let bound = unlocked.identity().bind(ORIGIN, &session);
    let op = IdentityOp::Bind { origin: ORIGIN.into(), session: session_hash(&session.0), identity: bound.identity };
    assert!(sign::verify(Context::SessionIdentity, &bound.identity, &codec::encode(&op), &bound.sig));
}

#[test]
fn the_blob_opens_with_the_same_keys_only() {
    let (unlocked, blob) = sign_up();
    let again = AccountKeys::cheap(1).open(&blob).expect("opens");
    assert_eq!(again.identity().fingerprint(), unlocked.identity().fingerprint());
    assert!(AccountKeys::cheap(2).open(&blob).is_err());
    // Another account's keys do not open it even if its lookup is rewritten.
    let mut frame = Blob::decode(&blob).expect("a blob");
    frame.lookup = AccountKeys::cheap(2).lookup();
    assert!(AccountKeys::cheap(2).open(&codec::encode(&frame)).is_err());
}

#[test]
fn no_single_flipped_bit_of_a_blob_opens() {
    let (_, blob) = sign_up();
    let step = (blob.len() / 97).max(1);
    for at in (0..blob.len()).step_by(step) {
        let mut spoiled = blob.clone();
        spoiled[at] ^= 1;
        assert!(AccountKeys::cheap(1).open(&spoiled).is_err(), "byte {at}");
    }
    assert!(AccountKeys::cheap(1).open(&[]).is_err());
}

#[test]
fn two_devices_meet_after_a_conflict() {
    let (mut one, blob) = sign_up();
    let mut two = AccountKeys::cheap(1).open(&blob).expect("opens");
    one.note_vault(pin(1, 5)).expect("new");
    two.note_vault(pin(2, 3)).expect("new");
    let mut entropy = SeededEntropy::new(2);
    let first = one.next_blob(&mut entropy, ORIGIN);
    assert!(one.confirm(&first));
    assert!(!one.is_dirty());
    // The server refuses the second device's blob and shows the first's.
    two.merge(&first.request.blob).expect("merges");
    assert!(two.is_dirty());
    let second = two.next_blob(&mut entropy, ORIGIN);
    assert!(two.confirm(&second));
    one.merge(&second.request.blob).expect("merges");
    assert!(!one.is_dirty());
    assert!(one.vaults().eq(two.vaults()));
    assert_eq!(one.vaults().count(), 2);
    assert_eq!(one.pin(), two.pin());
}

#[test]
fn a_late_answer_brings_nothing_back_and_what_was_noted_meanwhile_is_still_said() {
    let (mut one, blob) = sign_up();
    let mut two = AccountKeys::cheap(1).open(&blob).expect("opens");
    let mut entropy = SeededEntropy::new(2);
    one.note_vault(pin(1, 5)).expect("new");
    let first = one.next_blob(&mut entropy, ORIGIN);
    one.note_vault(pin(2, 3)).expect("new");
    assert!(one.confirm(&first));
    assert!(one.is_dirty(), "the second vault is in no blob yet");
    // Another device's blob comes before the answer to this one.
    two.merge(&first.request.blob).expect("newer");
    let late = one.next_blob(&mut entropy, ORIGIN);
    two.note_vault(pin(3, 3)).expect("new");
    let newer = two.next_blob(&mut entropy, ORIGIN);
    one.merge(&newer.request.blob).expect("newer");
    assert!(!one.confirm(&late));
    assert_eq!((one.pin(), one.is_dirty()), (newer.pin, true));
    assert_eq!(one.vaults().count(), 3);
}

#[test]
fn an_older_account_is_stale_and_another_of_the_same_age_a_fork() {
    let (mut one, blob) = sign_up();
    let mut entropy = SeededEntropy::new(2);
    let elsewhere = one.next_blob(&mut entropy, ORIGIN);
    let here = one.next_blob(&mut entropy, ORIGIN);
    assert!(one.confirm(&here));
    assert_eq!(one.merge(&blob), Err(AccountError::Stale { have: 2, got: 1 }));
    assert_eq!(one.merge(&elsewhere.request.blob), Err(AccountError::Fork { seq: 2 }));
    assert_eq!(Unlocked::check_pin(&one.pin(), &elsewhere.request.blob), Err(AccountError::Fork { seq: 2 }));
    // One that continues the other branch.
    let mut other = AccountKeys::cheap(1).open(&elsewhere.request.blob).expect("opens");
    other.note_vault(pin(1, 1)).expect("new");
    let later = other.next_blob(&mut entropy, ORIGIN);
    assert_eq!(one.merge(&later.request.blob), Err(AccountError::Fork { seq: 3 }));
}

#[test]
fn what_rests_on_a_device_opens_there_for_its_purpose_only() {
    let (unlocked, _) = sign_up();
    let key = unlocked.local_key(&[1; 16]);
    let sealed = key.seal(&mut SeededEntropy::new(3), b"outbox", b"plain");
    assert_eq!(key.open(b"outbox", &sealed).as_deref(), Ok(&b"plain"[..]));
    assert_eq!(key.share().open(b"outbox", &sealed).as_deref(), Ok(&b"plain"[..]));
    assert_eq!(key.open(b"roster", &sealed), Err(LocalDamaged));
    assert_eq!(unlocked.local_key(&[2; 16]).open(b"outbox", &sealed), Err(LocalDamaged));
    assert_eq!(key.open(b"outbox", &sealed[..sealed.len() - 1]), Err(LocalDamaged));
    assert_eq!(key.open(b"outbox", &[]), Err(LocalDamaged));
}

#[test]
fn a_restored_server_gets_what_this_device_has_and_nothing_it_says_is_lost() {
    let (mut one, first) = sign_up();
    let mut two = AccountKeys::cheap(1).open(&first).expect("opens");
    one.note_vault(pin(1, 5)).expect("new");
    two.note_vault(pin(2, 3)).expect("new");
    let mut entropy = SeededEntropy::new(2);
    // The second device wrote on the restored server; the first one has a newer blob.
    let on_restored = two.next_blob(&mut entropy, ORIGIN);
    for _ in 0..3 {
        let next = one.next_blob(&mut entropy, ORIGIN);
        assert!(one.confirm(&next));
    }
    assert_eq!(one.merge(&on_restored.request.blob), Err(AccountError::Stale { have: 4, got: 2 }));
    one.take_back(&on_restored.request.blob).expect("genuine");
    let given = one.next_blob(&mut entropy, ORIGIN);
    assert_eq!(given.pin.seq, 5);
    assert!(one.confirm(&given));
    assert_eq!(one.vaults().count(), 2);
    assert!(two.confirm(&on_restored));
    two.merge(&given.request.blob).expect("newer");
    assert!(one.vaults().eq(two.vaults()) && !two.is_dirty());
    let foreign = Unlocked::sign_up(&mut entropy, ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(2)).1;
    assert!(one.take_back(&foreign.blob).is_err(), "not another account's");
}

#[test]
fn an_account_comes_back_by_its_own_keys() {
    let (one, blob) = sign_up();
    let (challenge, vault) = (Challenge([5; 32]), VaultId([1; 32]));
    let request = one.make_again(ORIGIN, &challenge, vault, &blob);
    assert_eq!(request.blob, blob);
    assert!(sign::verify(Context::Account, &one.keys().auth_public(), &request.op, &request.sig));
    let Permit::Member { identity, sig, .. } = request.permit else { panic!("a member's permit") };
    assert_eq!(identity, one.identity().public());
    let (origin, lookup) = (ORIGIN.to_owned(), one.keys().lookup());
    let op = codec::encode(&IdentityOp::Return { origin, challenge: challenge.0, lookup, identity });
    assert!(sign::verify(Context::SessionIdentity, &identity, &op, &sig));
}
