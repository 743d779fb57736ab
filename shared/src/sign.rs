//! Signatures: Ed25519 (RFC 8032, strict verification) over a context and a length-framed message, so
//! that a signature made for one purpose is none for another.

use crate::api::Signature;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

/// What a signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A journal entry.
    Entry,
    /// A join request, by the invite's key.
    JoinInvite,
    /// A join request, by the joiner's identity.
    JoinIdentity,
    /// A head statement.
    Head,
    /// Sign-in.
    Session,
    /// Binding a session to an identity.
    SessionIdentity,
    /// Account operations.
    Account,
    /// Device linking.
    LinkDevice,
    /// Opening an invite.
    InviteFetch,
    /// A customer link's snapshot.
    PortalSnapshot,
    /// A customer's answer.
    PortalAnswer,
    /// Leaving a vault.
    Leave,
    /// Deleting a vault.
    VaultDelete,
    /// A presence frame.
    Presence,
}

impl Context {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Entry,
        Self::JoinInvite,
        Self::JoinIdentity,
        Self::Head,
        Self::Session,
        Self::SessionIdentity,
        Self::Account,
        Self::LinkDevice,
        Self::InviteFetch,
        Self::PortalSnapshot,
        Self::PortalAnswer,
        Self::Leave,
        Self::VaultDelete,
        Self::Presence,
    ];

    /// The bytes that are signed first.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Entry => "tacit/1/entry",
            Self::JoinInvite => "tacit/1/join/invite",
            Self::JoinIdentity => "tacit/1/join/identity",
            Self::Head => "tacit/1/head",
            Self::Session => "tacit/1/session",
            Self::SessionIdentity => "tacit/1/session/identity",
            Self::Account => "tacit/1/account",
            Self::LinkDevice => "tacit/1/link-device",
            Self::InviteFetch => "tacit/1/invite/fetch",
            Self::PortalSnapshot => "tacit/1/portal/snapshot",
            Self::PortalAnswer => "tacit/1/portal/answer",
            Self::Leave => "tacit/1/leave",
            Self::VaultDelete => "tacit/1/vault-delete",
            Self::Presence => "tacit/1/presence",
        }
    }
}

/// `len(ctx) u8 ‖ ctx ‖ len(m) u64le ‖ m`
fn framed(context: Context, message: &[u8]) -> Vec<u8> {
    let text = context.text().as_bytes();
    let mut out = Vec::with_capacity(1 + text.len() + 8 + message.len());
    // The longest context has 24 bytes.
    out.push(text.len() as u8);
    out.extend_from_slice(text);
    out.extend_from_slice(&(message.len() as u64).to_le_bytes());
    out.extend_from_slice(message);
    out
}

/// Signs a message in a context.
pub fn sign(context: Context, key: &SigningKey, message: &[u8]) -> Signature {
    Signature(key.sign(&framed(context, message)).to_bytes())
}

/// Whether this public key signed this message in this context. Weak keys and malleable signatures are refused.
pub fn verify(context: Context, public: &[u8; 32], message: &[u8], signature: &Signature) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(public) else { return false };
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    key.verify_strict(&framed(context, message), &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_context_has_a_string_of_its_own_and_none_is_a_hash_context() {
        let mut texts: BTreeSet<_> = Context::ALL.iter().map(|context| context.text()).collect();
        assert_eq!(texts.len(), Context::ALL.len());
        texts.extend(crate::hash::Context::ALL.iter().map(|context| context.text()));
        assert_eq!(texts.len(), Context::ALL.len() + crate::hash::Context::ALL.len());
    }

    #[test]
    fn a_signature_of_one_context_is_none_in_another() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let public = key.verifying_key().to_bytes();
        let signature = sign(Context::Session, &key, b"message");
        for context in Context::ALL {
            assert_eq!(verify(context, &public, b"message", &signature), context == Context::Session);
        }
    }

    /// RFC 8032 §5.1.7: `S` must be below the group's order, else anybody could make a second signature from a first.
    #[test]
    fn a_malleated_signature_is_refused() {
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let key = SigningKey::from_bytes(&[7; 32]);
        let public = key.verifying_key().to_bytes();
        let mut signature = sign(Context::Entry, &key, b"m");
        assert!(verify(Context::Entry, &public, b"m", &signature));
        let mut carry = 0;
        for (byte, order) in signature.0[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(order) + carry;
            (*byte, carry) = (sum as u8, sum >> 8);
        }
        assert!(!verify(Context::Entry, &public, b"m", &signature));
    }

    #[test]
    fn a_key_of_small_order_verifies_nothing() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let signature = sign(Context::Entry, &key, b"m");
        let mut identity_point = [0; 32];
        identity_point[0] = 1;
        assert!(!verify(Context::Entry, &identity_point, b"m", &signature));
    }
}
