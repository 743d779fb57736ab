//! Moving an account under another password or Secret Key, and deleting it: requests signed whole by the account's key,
//! so that no session is enough for either (THREATS A7).

use super::{AccountKeys, BlobPin, Unlocked};
use crate::entropy::Entropy;
use tacit_shared::account::AccountOp;
use tacit_shared::api::{ChangeAccount, DeleteAccount};
use tacit_shared::codec;

/// A change on its way to the server. The same request may be posted again. Whether it was made shows only by signing in
/// with the new keys: open what comes back with [`Unlocked::succeed`].
pub struct PendingChange {
    /// For `POST account/change`.
    pub request: ChangeAccount,
    /// Where the account stands once the server took it.
    pub pin: BlobPin,
}

impl Unlocked {
    /// The account as it is now under other keys. What was sealed stays readable: the keys inside do not change, only what
    /// seals them.
    pub fn change(&self, entropy: &mut dyn Entropy, origin: &str, next: &AccountKeys) -> PendingChange {
        let (seq, pin) = (self.pin().seq + 1, self.pin());
        let blob = self.content().seal(entropy, next.wrap(), next.lookup(), seq, pin.hash);
        let pin = BlobPin::of(seq, &blob);
        let op = codec::encode(&AccountOp::Change {
            origin: origin.to_owned(),
            lookup: self.keys().lookup(),
            seq,
            new_lookup: next.lookup(),
            new_auth: next.auth_public(),
            blob: pin.hash,
        });
        let (old, new) = (self.keys().sign_account(&op), next.sign_account(&op));
        PendingChange { request: ChangeAccount { op, old, new, blob }, pin }
    }

    /// The request that deletes this account. It is the same each time, so that one whose answer got lost can be repeated.
    pub fn delete(&self, origin: &str) -> DeleteAccount {
        let (lookup, seq) = (self.keys().lookup(), self.pin().seq);
        let op = codec::encode(&AccountOp::Delete { origin: origin.to_owned(), lookup, seq });
        let sig = self.keys().sign_account(&op);
        DeleteAccount { op, sig }
    }
}

#[cfg(test)]
mod tests {
    use crate::account::*;
    use crate::entropy::SeededEntropy;
    use tacit_shared::account::{AccountOp, Blob, blob_hash};
    use tacit_shared::api::{Permit, Signature};
    use tacit_shared::codec;
    use tacit_shared::sign::{self, Context};

    const ORIGIN: &str = "https://crm.example";

    fn account() -> Unlocked {
        let keys = AccountKeys::cheap(1);
        Unlocked::sign_up(&mut SeededEntropy::new(1), ORIGIN, Permit::Token([0; 32]), keys).0
    }

    #[test]
    fn a_change_is_signed_whole_by_both_keys_and_continues_the_account() {
        let (old, next) = (account(), AccountKeys::cheap(2));
        let change = old.change(&mut SeededEntropy::new(2), ORIGIN, &next);
        let AccountOp::Change { origin, lookup, seq, new_lookup, new_auth, blob } =
            codec::decode(&change.request.op, 4096).expect("an operation")
        else {
            panic!("a change")
        };
        assert_eq!((origin.as_str(), lookup, seq), (ORIGIN, old.keys().lookup(), 2));
        assert_eq!((new_lookup, new_auth), (next.lookup(), next.auth_public()));
        assert_eq!(blob, blob_hash(&change.request.blob));
        let signed = |key: [u8; 32], sig: &Signature| sign::verify(Context::Account, &key, &change.request.op, sig);
        assert!(
            signed(old.keys().auth_public(), &change.request.old) && signed(next.auth_public(), &change.request.new)
        );
        assert!(!signed(old.keys().auth_public(), &change.request.new), "each key signs for itself");
        let frame = Blob::decode(&change.request.blob).expect("a blob");
        assert_eq!((frame.lookup, frame.seq, frame.prev), (next.lookup(), 2, old.pin().hash));
    }

    #[test]
    fn only_the_new_keys_open_what_was_changed_and_what_is_inside_stays() {
        let mut old = account();
        let before = old.identity().fingerprint();
        let change = old.change(&mut SeededEntropy::new(2), ORIGIN, &AccountKeys::cheap(2));
        assert!(old.keys().open_content(&change.request.blob).is_err(), "not under the old password");
        old.succeed(AccountKeys::cheap(2), &change.request.blob).expect("it is ours");
        assert_eq!((old.pin(), old.is_dirty()), (change.pin, false));
        assert_eq!(old.identity().fingerprint(), before);
        assert_eq!(old.keys().auth_public(), AccountKeys::cheap(2).auth_public());
    }

    #[test]
    fn what_does_not_continue_the_account_is_not_taken_under_any_keys() {
        let mut here = account();
        let (pin, auth) = (here.pin(), here.keys().auth_public());
        let elsewhere =
            Unlocked::sign_up(&mut SeededEntropy::new(9), ORIGIN, Permit::Token([0; 32]), AccountKeys::cheap(1)).0;
        let foreign = elsewhere.change(&mut SeededEntropy::new(3), ORIGIN, &AccountKeys::cheap(2)).request.blob;
        assert!(here.succeed(AccountKeys::cheap(2), &foreign).is_err(), "another account's history");
        let garbage = [&foreign[..foreign.len() - 1], &[0]].concat();
        assert!(here.succeed(AccountKeys::cheap(2), &garbage).is_err());
        assert_eq!((here.pin(), here.keys().auth_public()), (pin, auth), "nothing of the old is given up");
    }

    #[test]
    fn a_deletion_is_signed_and_always_the_same() {
        let account = account();
        let request = account.delete(ORIGIN);
        assert!(sign::verify(Context::Account, &account.keys().auth_public(), &request.op, &request.sig));
        assert_eq!(request, account.delete(ORIGIN));
    }
}
