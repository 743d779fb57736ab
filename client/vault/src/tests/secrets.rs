//! What types that hold secrets cannot do, said to the compiler: nothing prints, copies or encodes them by accident.
//! What has to be encoded to be sealed has a private form of its own (`account/content.rs`, `keyring.rs`,
//! `replay/save.rs`), wiped when dropped.

use crate::account::{AccountKeys, Identity, LocalKey, Password, PendingBlob, SecretKey, Unlocked};
use crate::hazmat::key::Key;
use crate::invite::InviteLink;
use crate::keyring::Keyring;
use crate::{FreshStart, JoinPending, NewVault, Opened, VaultState};
use serde::Serialize;
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::fmt::{Debug, Display};
use tacit_shared::envelope::Place;
use zeroize::ZeroizeOnDrop;

assert_not_impl_any!(Key: Debug, Display, Clone, Serialize, PartialEq);
assert_not_impl_any!(SecretKey: Debug, Display, Clone, Serialize, PartialEq);
assert_not_impl_any!(Password: Debug, Display, Clone, Serialize, PartialEq);
assert_not_impl_any!(AccountKeys: Debug, Display, Clone, Serialize);
assert_not_impl_any!(Unlocked: Debug, Display, Clone, Serialize);
assert_not_impl_any!(Identity: Debug, Display, Clone, Serialize);
assert_not_impl_any!(LocalKey: Debug, Display, Clone, Serialize);
assert_not_impl_any!(InviteLink: Debug, Display, Clone, Serialize);
assert_not_impl_any!(Keyring: Debug, Display, Clone, Serialize);
assert_not_impl_any!(VaultState: Debug, Display, Clone, Serialize);
assert_not_impl_any!(FreshStart: Debug, Display, Clone, Serialize);
assert_not_impl_any!(NewVault: Debug, Display, Clone, Serialize);
// No secrets, but made of what a person does: they are stored and posted, and printed nowhere.
assert_not_impl_any!(PendingBlob: Debug, Display);
assert_not_impl_any!(JoinPending: Debug, Display);
// A customer's data.
assert_not_impl_any!(Opened: Display, Clone, Serialize);

assert_impl_all!(Key: ZeroizeOnDrop);
assert_impl_all!(SecretKey: ZeroizeOnDrop);
assert_impl_all!(ed25519_dalek::SigningKey: ZeroizeOnDrop);

#[test]
fn an_opened_record_does_not_print_what_it_says() {
    let place = Place { record: super::world::record(1), version: 1, epoch: 1, author: 0 };
    let opened = Opened::of(place, b"Ombrelyth");
    let shown = format!("{opened:?} {opened:#?}");
    assert!(shown.contains("Opened") && !shown.contains("79, 109"), "{shown}");
}
