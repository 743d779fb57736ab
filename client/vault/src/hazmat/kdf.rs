//! `K`: HKDF-SHA256 (RFC 5869) with one table of labels. A label says what the output is for, so that no
//! key of one purpose equals a key of another.

use crate::hazmat::key::Key;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// What a derived key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(test), expect(dead_code, reason = "files and customer links follow; their labels are taken already"))]
pub(crate) enum Label {
    /// Where an account is found.
    Lookup,
    /// Argon2id's salt.
    Salt,
    /// The root of everything that the password opens.
    Unlock,
    /// The key that signs sign-ins.
    Auth,
    /// The key that seals the account blob.
    Wrap,
    /// The checksum of a printed Secret Key.
    KitCheck,
    /// What is at rest on one device.
    Local,
    /// The key that a passkey seals `unlock` under, on one device.
    Passkey,
    /// The parent of an epoch's record keys.
    Record,
    /// The commitment to an epoch key.
    EpochCommit,
    /// Older epoch keys under a newer one.
    EpochHistory,
    /// The key that signs for an invite's holder.
    InviteSign,
    /// The names inside an invite.
    InviteHint,
    /// A file's key and nonce prefix.
    File,
    /// The key of a vault's marks of contact points.
    Marks,
    /// The key that seals presence frames of an epoch.
    Presence,
    /// The key that seals what links say of lists.
    Address,
    /// The key that signs for a customer link's holder.
    PortalSign,
    /// The key that customer link snapshots are sealed to.
    PortalBox,
}

impl Label {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 19] = [
        Self::Lookup,
        Self::Salt,
        Self::Unlock,
        Self::Auth,
        Self::Wrap,
        Self::KitCheck,
        Self::Local,
        Self::Passkey,
        Self::Record,
        Self::EpochCommit,
        Self::EpochHistory,
        Self::InviteSign,
        Self::InviteHint,
        Self::File,
        Self::Marks,
        Self::Presence,
        Self::Address,
        Self::PortalSign,
        Self::PortalBox,
    ];

    /// The bytes that enter the derivation.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Lookup => "tacit/1/lookup",
            Self::Salt => "tacit/1/salt",
            Self::Unlock => "tacit/1/unlock",
            Self::Auth => "tacit/1/auth",
            Self::Wrap => "tacit/1/wrap",
            Self::KitCheck => "tacit/1/kit/check",
            Self::Local => "tacit/1/local",
            Self::Passkey => "tacit/1/passkey",
            Self::Record => "tacit/1/record",
            Self::EpochCommit => "tacit/1/epoch/commit",
            Self::EpochHistory => "tacit/1/epoch/history",
            Self::InviteSign => "tacit/1/invite/sign",
            Self::InviteHint => "tacit/1/invite/hint",
            Self::File => "tacit/1/file",
            Self::Marks => "tacit/1/marks",
            Self::Presence => "tacit/1/presence/key",
            Self::Address => "tacit/1/address",
            Self::PortalSign => "tacit/1/portal/sign",
            Self::PortalBox => "tacit/1/portal/box",
        }
    }
}

const SALT: &[u8] = b"tacit/1";

fn hkdf<const N: usize>(salt: &[u8], ikm: &[u8], label: Label, fields: &[&[u8]]) -> Zeroizing<[u8; N]> {
    let mut info: Vec<&[u8]> = Vec::with_capacity(fields.len() + 2);
    info.extend([label.text().as_bytes(), &[0]]);
    info.extend_from_slice(fields);
    let mut out = Zeroizing::new([0; N]);
    #[expect(clippy::expect_used, reason = "RFC 5869 allows 8,160 bytes; the longest here has 51")]
    Hkdf::<Sha256>::new(Some(salt), ikm).expand_multi_info(&info, &mut *out).expect("short outputs expand");
    out
}

/// `K(ikm, label, fields)` of `N` bytes: salt `tacit/1`, info `label ‖ 0x00 ‖ fields`. Only the last field may
/// vary in length.
pub(crate) fn derive<const N: usize>(ikm: &[u8], label: Label, fields: &[&[u8]]) -> Zeroizing<[u8; N]> {
    hkdf(SALT, ikm, label, fields)
}

/// [`derive`] of a key.
pub(crate) fn key(ikm: &[u8], label: Label, fields: &[&[u8]]) -> Key {
    derive::<32>(ikm, label, fields).into()
}

/// `HKDF(salt = secret key, ikm = stretched password, "tacit/1/unlock")`: both are needed, neither alone tells
/// anything about the other.
pub(crate) fn unlock(secret_key: &[u8; 16], stretched: &Key) -> Key {
    hkdf::<32>(secret_key, stretched.bytes(), Label::Unlock, &[]).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_label_has_a_string_of_its_own_and_none_is_a_context() {
        let mut texts: BTreeSet<_> = Label::ALL.iter().map(|label| label.text()).collect();
        assert_eq!(texts.len(), Label::ALL.len());
        texts.extend(tacit_shared::hash::Context::ALL.iter().map(|context| context.text()));
        let contexts = tacit_shared::sign::Context::ALL.iter().map(|context| context.text());
        let before = texts.len();
        texts.extend(contexts);
        assert_eq!(before, Label::ALL.len() + tacit_shared::hash::Context::ALL.len());
        assert_eq!(texts.len(), before + tacit_shared::sign::Context::ALL.len());
    }

    #[test]
    fn the_specification_lists_every_label() {
        let specification = include_str!("../../../../docs/protocol.md");
        for label in Label::ALL {
            assert!(specification.contains(&format!("`{}`", label.text())), "{label:?}");
        }
    }

    #[test]
    fn the_same_input_gives_another_key_under_every_label() {
        let keys: BTreeSet<_> = Label::ALL.iter().map(|label| *derive::<32>(&[7; 32], *label, &[b"same"])).collect();
        assert_eq!(keys.len(), Label::ALL.len());
    }

    #[test]
    fn no_label_begins_another_with_its_separator() {
        for one in Label::ALL {
            assert!(!one.text().contains('\0'));
        }
    }
}
