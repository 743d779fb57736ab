//! The link and the joiner's side. The fragment holds a secret and the hash of the Invite entry, which binds vault,
//! inviter, role and position: nothing that a server says is needed to know what one is invited to.

use crate::account::Identity;
use crate::entropy::{Entropy, random, random_secret};
use crate::hazmat::kdf::{self, Label};
use crate::hazmat::key::Key;
use crate::hazmat::{aead, pad};
use crate::passphrase::{COMPARED_WORDS, WordsOf, words};
use crate::replay::MembershipChain;
use base64ct::{Base64UrlUnpadded, Encoding};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tacit_shared::account::InviteOp;
use tacit_shared::api::{Challenge, InviteOpened, OpenInvite, Permit};
use tacit_shared::codec;
use tacit_shared::entry::{JoinBody, JoinRequest, Role};
use tacit_shared::ids::{EntryHash, Member, Millis, VaultId};
use tacit_shared::limits;
use tacit_shared::roster::{Closed, Roster};
use tacit_shared::sign::{self, Context};
use zeroize::Zeroizing;

/// Bytes of a fragment: suite, secret, hash.
const FRAGMENT: usize = 1 + 32 + 32;
/// Padded length of the names in a hint.
const HINT_PLAIN: usize = 256;
/// Bytes of each name in a hint.
const HINT_NAME: usize = 100;

/// Not an invite link of a known kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a whole invite link")]
pub struct LinkError;

/// Why an invite leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// What the server shows does not hold this invite, or does not verify.
    #[error("the invite is not in the vault's journal")]
    Invalid,
    /// Somebody joined by it.
    #[error("somebody else used this invite")]
    Used,
    /// It was taken back, or closed when a member was removed or demoted.
    #[error("the invite was taken back")]
    Revoked,
    /// Its time is over.
    #[error("the invite has expired")]
    Expired,
}

/// An invite's secret with the entry it belongs to. Shown once as a link, then forgotten by the inviter; the joiner keeps
/// it until he is in.
pub struct InviteLink {
    secret: Key,
    invite: EntryHash,
}

/// Two names inside an invite.
#[derive(Serialize, Deserialize)]
struct Hint {
    vault: String,
    inviter: String,
}

/// What an invite says, all of it from signed entries and the link's own secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteView {
    /// The vault it leads into.
    pub vault: VaultId,
    /// The vault's name, as the inviter wrote it.
    pub vault_name: String,
    /// The inviter's name, as he wrote it.
    pub inviter_name: String,
    /// The inviter's number.
    pub inviter: Member,
    /// The role that joining gives.
    pub role: Role,
    /// Until when.
    pub expires: Millis,
}

/// A request on its way. Keep its bytes: the same are posted on every retry, and only they prove the admission.
#[derive(Serialize, Deserialize)]
pub struct JoinPending {
    /// The vault asked into.
    pub vault: VaultId,
    /// The encoded, doubly signed request.
    pub request: Vec<u8>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinProgress {
    /// Nobody has decided yet.
    Waiting,
    /// In, as this member: start with [`crate::FreshStart::joined`].
    Admitted(Member),
}

impl InviteLink {
    pub(crate) fn new(secret: Key, invite: EntryHash) -> Self {
        Self { secret, invite }
    }

    /// Reads a link's fragment (what stands behind `#`).
    pub fn parse(fragment: &str) -> Result<Self, LinkError> {
        let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(fragment.trim()).map_err(|_| LinkError)?);
        if bytes.len() != FRAGMENT || bytes[0] != limits::SUITE {
            return Err(LinkError);
        }
        let secret = bytes[1..].first_chunk::<32>().ok_or(LinkError)?;
        let invite = bytes[1..].last_chunk::<32>().ok_or(LinkError)?;
        Ok(Self { secret: Key::from_bytes(secret), invite: EntryHash(*invite) })
    }

    /// The fragment. A secret: it goes into one link and into sealed storage, never into a log or a request.
    pub fn fragment(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0; FRAGMENT]);
        bytes[0] = limits::SUITE;
        bytes[1..33].copy_from_slice(self.secret.bytes());
        bytes[33..].copy_from_slice(&self.invite.0);
        Zeroizing::new(Base64UrlUnpadded::encode_string(&*bytes))
    }

    /// The Invite entry's hash, which is also where the server finds it.
    pub fn invite(&self) -> EntryHash {
        self.invite
    }

    fn signing(&self) -> SigningKey {
        invite_key(&self.secret)
    }

    /// Asks the server to show the membership chain.
    pub fn open(&self, origin: &str, challenge: &Challenge) -> OpenInvite {
        let op = InviteOp::Open { origin: origin.to_owned(), challenge: challenge.0, invite: self.invite };
        OpenInvite {
            challenge: challenge.0,
            sig: sign::sign(Context::InviteFetch, &self.signing(), &codec::encode(&op)),
        }
    }

    /// Lets the joiner make an account on this server.
    pub fn permit(&self, origin: &str, challenge: &Challenge, vault: VaultId) -> Permit {
        let op = InviteOp::Permit { origin: origin.to_owned(), challenge: challenge.0, vault, invite: self.invite };
        let sig = sign::sign(Context::InviteFetch, &self.signing(), &codec::encode(&op));
        Permit::Invite { vault, invite: self.invite, challenge: challenge.0, sig }
    }

    /// Verifies what the server shows and reads what the invite says.
    pub fn view(&self, shown: &InviteOpened, now: Millis) -> Result<InviteView, InviteError> {
        let roster = self.replay(shown)?;
        let public = self.signing().verifying_key().to_bytes();
        if let Some(closed) = roster.closed_invite(&self.invite) {
            return Err(match closed.how {
                Closed::Used(_) => InviteError::Used,
                Closed::Revoked | Closed::Swept => InviteError::Revoked,
            });
        }
        let invite = roster.open_invite(&self.invite).ok_or(InviteError::Invalid)?;
        if invite.invite_key != public {
            return Err(InviteError::Invalid);
        }
        if invite.expires <= now {
            return Err(InviteError::Expired);
        }
        let hint = open_hint(&self.secret, &invite.hint).ok_or(InviteError::Invalid)?;
        Ok(InviteView {
            vault: roster.vault(),
            vault_name: hint.vault,
            inviter_name: hint.inviter,
            inviter: invite.author,
            role: invite.role,
            expires: invite.expires,
        })
    }

    /// The membership chain shown must hold this invite: then its first entry is this vault's Genesis.
    fn replay(&self, shown: &InviteOpened) -> Result<Roster, InviteError> {
        let chain = MembershipChain::follow(&shown.entries).map_err(|_| InviteError::Invalid)?;
        chain.contains(&self.invite).then(|| chain.into_roster()).ok_or(InviteError::Invalid)
    }

    /// Signs the request to join with the account's own keys.
    pub fn request(&self, vault: VaultId, identity: &Identity) -> JoinPending {
        let body = JoinBody {
            suite: limits::SUITE,
            vault,
            invite: self.invite,
            identity: identity.public(),
            box_key: identity.box_key().clone(),
        };
        let request = JoinRequest::new(body, &self.signing(), &identity.signing);
        JoinPending { vault, request: codec::encode(&request) }
    }

    /// What became of the request: admitted only by a Join that repeats its exact bytes.
    pub fn progress(&self, pending: &JoinPending, shown: &InviteOpened) -> Result<JoinProgress, InviteError> {
        let chain = MembershipChain::follow(&shown.entries).map_err(|_| InviteError::Invalid)?;
        if chain.roster().vault() != pending.vault || !chain.contains(&self.invite) {
            return Err(InviteError::Invalid);
        }
        let Some(closed) = chain.roster().closed_invite(&self.invite) else {
            return Ok(JoinProgress::Waiting);
        };
        match closed.how {
            Closed::Used(member) if chain.joined_by(member, &pending.request) => Ok(JoinProgress::Admitted(member)),
            Closed::Used(_) => Err(InviteError::Used),
            Closed::Revoked | Closed::Swept => Err(InviteError::Revoked),
        }
    }
}

impl JoinPending {
    /// The six words that inviter and joiner compare when a person must let him in.
    pub fn words(&self) -> [&'static str; COMPARED_WORDS] {
        words(&WordsOf::Join.digest(&[&self.vault.0, &self.request]))
    }
}

/// The key that signs for the link's holder.
pub(crate) fn invite_key(secret: &Key) -> SigningKey {
    SigningKey::from_bytes(&kdf::derive::<32>(secret.bytes(), Label::InviteSign, &[]))
}

/// A fresh link secret.
pub(crate) fn new_secret(entropy: &mut dyn Entropy) -> Key {
    random_secret::<32>(entropy).into()
}

/// Seals the names that the invitee sees; `None` if one is longer than 100 bytes.
pub(crate) fn seal_hint(
    entropy: &mut dyn Entropy,
    secret: &Key,
    vault_name: &str,
    inviter_name: &str,
) -> Option<Vec<u8>> {
    if vault_name.len() > HINT_NAME || inviter_name.len() > HINT_NAME {
        return None;
    }
    let mut plain = codec::encode(&Hint { vault: vault_name.to_owned(), inviter: inviter_name.to_owned() });
    pad::pad(&mut plain, HINT_PLAIN);
    let key = kdf::key(secret.bytes(), Label::InviteHint, &[]);
    // No associated data: the secret is used for this one hint.
    Some(aead::seal_with_nonce(&key, &random(entropy), &[], plain))
}

fn open_hint(secret: &Key, hint: &[u8]) -> Option<Hint> {
    let key = kdf::key(secret.bytes(), Label::InviteHint, &[]);
    let mut plain = aead::open_with_nonce(&key, &[], hint).ok()?;
    pad::unpad(&mut plain, HINT_PLAIN).ok()?;
    codec::decode::<Hint>(&plain, HINT_PLAIN)
        .ok()
        .filter(|hint| hint.vault.len() <= HINT_NAME && hint.inviter.len() <= HINT_NAME)
}
