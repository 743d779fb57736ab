//! What an admin's device makes of the join requests that the server passes on: admit by itself, ask a person, or
//! refuse. Nothing here trusts the server: both signatures and the open invite decide.

use crate::hazmat::boxes;
use crate::passphrase::{COMPARED_WORDS, WordsOf, words};
use tacit_shared::entry::{JoinRequest, Role};
use tacit_shared::ids::{EntryHash, Millis};
use tacit_shared::limits;
use tacit_shared::roster::Roster;

/// What to do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Admit without asking: at most an editor, and the vault does not want words for all.
    Admit,
    /// A person compares the words with the joiner first.
    CompareWords,
    /// Another, different request answers the same invite: admit neither (H3).
    Contested,
}

/// A valid request that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its hash, which the words are the beginning of.
    pub id: [u8; 32],
    /// By which invite.
    pub invite: EntryHash,
    /// The role that the invite gives.
    pub role: Role,
    /// What to do.
    pub verdict: Verdict,
    /// The words that both sides see.
    pub words: [&'static str; COMPARED_WORDS],
    /// The request, for [`crate::Writer::admit`].
    pub request: JoinRequest,
}

/// The requests among these bytes that may lead to a Join now. Malformed, forged, expired and superfluous ones are left
/// out: whoever sent them has no claim to be shown.
pub fn waiting(roster: &Roster, requests: &[Vec<u8>], now: Millis) -> Vec<Waiting> {
    let mut valid: Vec<Waiting> = Vec::new();
    for bytes in requests {
        let Some(one) = valid_request(roster, bytes, now) else {
            continue;
        };
        if valid.iter().all(|other| other.id != one.id) {
            valid.push(one);
        }
    }
    for at in 0..valid.len() {
        let invite = valid[at].invite;
        if valid.iter().enumerate().any(|(other, request)| other != at && request.invite == invite) {
            valid[at].verdict = Verdict::Contested;
        }
    }
    valid
}

fn valid_request(roster: &Roster, bytes: &[u8], now: Millis) -> Option<Waiting> {
    let request = JoinRequest::decode(bytes).ok()?;
    let body = &request.body;
    let invite = roster.open_invite(&body.invite)?;
    let member_already = roster.current().any(|(_, m)| m.identity == body.identity || m.box_key == body.box_key);
    let valid = body.suite == limits::SUITE
        && body.vault == roster.vault()
        && invite.expires > now
        && request.is_signed(&invite.invite_key)
        && boxes::is_sound(&body.box_key)
        && !member_already;
    if !valid {
        return None;
    }
    let alone = invite.role <= Role::Editor && !roster.policy().words_for_all;
    let id = WordsOf::Join.digest(&[&roster.vault().0, bytes]);
    Some(Waiting {
        id,
        invite: body.invite,
        role: invite.role,
        verdict: if alone { Verdict::Admit } else { Verdict::CompareWords },
        words: words(&id),
        request,
    })
}
