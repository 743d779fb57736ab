//! Every reason in words: what happened, and what to do. The one place where errors become sentences
//! for people; names in them come only from signed entries and this vault's own records.

use crate::api::CallError;
use crate::ports::StorageError;
use tacit_bridge::Problem;
use tacit_bridge::problem::ProblemKind::{self, *};
use tacit_shared::api::ApiError;

/// A problem of this kind in its usual words.
pub(crate) fn problem(kind: ProblemKind) -> Problem {
    let (what, todo) = words(kind);
    Problem { kind, what: what.to_owned(), todo: todo.to_owned() }
}

/// A problem with words of its own.
pub(crate) fn say(kind: ProblemKind, what: impl Into<String>, todo: impl Into<String>) -> Problem {
    Problem { kind, what: sentence(what.into()), todo: todo.into() }
}

/// With a capital: errors of the domain begin small, as Rust's do.
fn sentence(text: String) -> String {
    match text.chars().next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(text.chars().skip(1)).collect(),
        _ => text,
    }
}

fn words(kind: ProblemKind) -> (&'static str, &'static str) {
    match kind {
        Offline => ("The server cannot be reached.", "Go on working: changes are kept here and sent later."),
        CannotUnlock => (
            "That did not open your account.",
            "Check the sign-in name, the Secret Key and the password, and try again.",
        ),
        BadInput => ("That cannot be taken as it is.", "Correct it and try again."),
        Stale => (
            "The server shows an older state of this vault than this device has seen, and did not take back what it lacks.",
            "Nothing is sent for now. Read as usual. If the server was restored, who runs it must start its recovery.",
        ),
        Recovering => (
            "The server was restored from a backup and takes nothing new before it has back what it lost.",
            "What you write waits here and is sent afterwards. Try this again when colleagues' browsers have been online.",
        ),
        Fork => (
            "The server shows a different history of this vault than this device has seen.",
            "Nothing is sent any more. Compare the member words with a colleague before you trust either side.",
        ),
        ForkSuspected => (
            "A colleague's device names another history of this vault.",
            "Nothing is sent for now. Compare the words of both histories with that colleague.",
        ),
        Withheld => (
            "A colleague vouched for newer changes than the server shows.",
            "Try again later; if it stays, ask that colleague and who runs the server.",
        ),
        Incomplete => (
            "The server did not hand over everything that belongs to this vault.",
            "What you had is unchanged. Try again later, and tell who runs the server.",
        ),
        BadChain => (
            "The server sent an entry that does not verify.",
            "It was refused, and what you had is unchanged. Tell who runs the server.",
        ),
        Malformed => (
            "The server's answer makes no sense.",
            "It was thrown away, and what you had is unchanged. Try again later, and tell who runs the server.",
        ),
        MissingBox => (
            "The server holds back your key to what is new.",
            "You can read what came before. Ask an admin to renew the vault's key.",
        ),
        BadRoot => (
            "A colleague signed a state of this vault that does not add up.",
            "It was refused, and what you had is unchanged. Tell that colleague and who runs the server.",
        ),
        BadRecord => (
            "A record that a colleague wrote cannot be read.",
            "The version before is kept. Ask that colleague to save it again.",
        ),
        BadBox => (
            "A colleague gave you a key that does not fit this vault.",
            "You can read what came before. Ask another admin to renew the key.",
        ),
        BadHistory => (
            "A colleague changed the vault's key and did not hand on every older one.",
            "Nothing is lost here. Ask another admin to renew the key.",
        ),
        BadKey => {
            ("Whoever answered this invite sent a key that cannot be used.", "Take the invite back and make a new one.")
        }
        AccountStale => (
            "The server shows an older account than this device has seen.",
            "Your data here are unchanged. Tell who runs the server.",
        ),
        AccountFork => (
            "The server shows another account than the one this device has seen.",
            "Your data here are unchanged. Tell who runs the server.",
        ),
        CredentialsChanged => (
            "The server no longer takes this device's password.",
            "If it was changed on another device, type the new one. Until then you can read, and what you write waits here.",
        ),
        OnlyOwner => {
            ("You are the only owner of a vault.", "Make somebody else an owner, or delete the vault, then try again.")
        }
        Refused => {
            ("The server keeps refusing your changes.", "They are safe on this device. Tell who runs the server.")
        }
        RemovalUnconfirmed => (
            "The removal is not confirmed yet.",
            "Nothing else is sent before it is. It goes on as soon as the server takes it.",
        ),
        MembersChanged => {
            ("Who is in this vault has changed.", "Look at the changes first; what you write waits here until then.")
        }
        Unconfirmed => (
            "Nobody has vouched for what the server shows this new device.",
            "Compare the member list and its six words with a colleague, then confirm. Until then you can read; what you write waits here.",
        ),
        LinkFailed => {
            ("The two devices did not come together.", "Nothing was handed over. Start again on the new device.")
        }
        LinkMismatch => (
            "The server shows this browser something else than your other device has verified.",
            "It was refused. Tell who runs the server, and do not sign in here by other means.",
        ),
        NeedUpdate => (
            "This vault was changed by a newer version of Tacit.",
            "Reload the page to get the new version. Until then you can read.",
        ),
        NoRight => ("Your role does not allow this.", "Ask an admin or owner of the vault."),
        Removed => (
            "You are no longer a member of this vault.",
            "What this device already holds stays readable here; nothing new arrives.",
        ),
        Left => ("You left this vault.", "What this device already holds stays readable here; nothing new arrives."),
        Deleted => (
            "An owner deleted this vault.",
            "It is gone for everybody on the server. What this device already holds stays readable here.",
        ),
        InviteInvalid => {
            ("This invite link does not work here.", "Check that you have the whole link, or ask for a new one.")
        }
        InviteUsed => {
            ("Somebody already joined with this link.", "If that was not you, tell whoever invited you at once.")
        }
        InviteRevoked => ("This invite was taken back.", "Ask whoever invited you for a new link."),
        InviteExpired => ("This invite is too old.", "Ask whoever invited you for a new link."),
        InviteContested => (
            "Two different people answered this invite.",
            "Nobody was let in. Take the invite back and make a new one.",
        ),
        NoPermit => (
            "This server takes new accounts by invitation only.",
            "Open the sign-up link or invite link that you were given.",
        ),
        Gone => ("This record is no longer here.", "Somebody may have deleted it."),
        Restricted => (
            "This person’s data is restricted: it is stored, and nothing else is done with it.",
            "Lift the restriction in the person’s Privacy tab first.",
        ),
        NotAllowed => ("This recipient may not have the data.", "Complete the third party’s entry first."),
        Stopped => ("It was stopped.", "Nothing was written."),
        BadFile => ("This file cannot be read.", "Save it again as CSV (UTF-8) or vCard and try once more."),
        FileDamaged => (
            "The server did not hand over the file that was attached.",
            "What it sent was thrown away, and nothing of it is shown. Try again later, and tell who runs the server.",
        ),
        QuotaFull => (
            "There is no room left for files in this vault.",
            "It waits on this device. Delete files that nobody needs, or ask who runs the server for more room.",
        ),
        Storage => (
            "This device could not store the change.",
            "Free some space, then try again. Nothing that was confirmed is lost.",
        ),
        Server => ("The server had a problem.", "Your changes are safe on this device; it is tried again by itself."),
        OtherTab => ("Another tab is in charge.", "Use that tab, or close it."),
        Internal => ("Something went wrong in Tacit itself.", "Reload the page. Nothing that was saved is lost."),
    }
}

impl From<StorageError> for crate::Failure {
    fn from(error: StorageError) -> Self {
        Self(match error {
            StorageError::Full => problem(Storage),
            StorageError::Damaged => say(
                Storage,
                "The sealed data on this device are damaged.",
                "Sign out and forget this device, then sign in again: the server has everything that was confirmed.",
            ),
            StorageError::Host(_) => problem(Storage),
        })
    }
}

impl From<CallError> for crate::Failure {
    fn from(error: CallError) -> Self {
        let kind = match error {
            CallError::Unreachable(_) => Offline,
            CallError::Malformed => Malformed,
            CallError::Api(error) => return Self::from(error),
        };
        Self(problem(kind))
    }
}

impl From<ApiError> for crate::Failure {
    fn from(error: ApiError) -> Self {
        Self(match error {
            ApiError::Unauthorized => problem(CannotUnlock),
            ApiError::NoVault => say(
                Incomplete,
                "The server does not show this vault to you.",
                "What you had is unchanged. Ask an admin of the vault, and who runs the server.",
            ),
            // Where an owner's word could be checked, it was, and this is not it.
            ApiError::Deleted(_) => say(
                Incomplete,
                "The server says that this vault was deleted, without a word of an owner that this device can check.",
                "What you had is unchanged. Ask an owner of the vault, and who runs the server.",
            ),
            ApiError::NoPermit => problem(NoPermit),
            ApiError::InviteClosed => problem(InviteInvalid),
            ApiError::TooMany { retry_after } => {
                say(Server, "Too many tries in a short time.", format!("Wait {retry_after} seconds, then try again."))
            }
            ApiError::QuotaFull { .. } => problem(QuotaFull),
            ApiError::TooLarge => say(Refused, "That is larger than this server takes.", "Ask who runs the server."),
            ApiError::Recovering => problem(Recovering),
            ApiError::Refused { .. } | ApiError::BadBytes => problem(Refused),
            _ => problem(Server),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every reason there is, by its number on the bridge.
    fn all() -> impl Iterator<Item = ProblemKind> {
        (0_u8..128).map_while(|number| tacit_bridge::decode(&[number]))
    }

    #[test]
    fn every_reason_says_what_happened_and_what_to_do() {
        let mut said = BTreeSet::new();
        for kind in all() {
            let Problem { what, todo, .. } = problem(kind);
            for sentence in [&what, &todo] {
                let capital = sentence.chars().next().is_some_and(char::is_uppercase);
                assert!(capital && sentence.ends_with('.') && sentence.len() > 12, "{kind:?}: {sentence}");
            }
            assert!(said.insert(what.clone()), "{kind:?} says what another one says: {what}");
        }
        assert!(said.len() > 40);
    }

    #[test]
    fn the_specification_lists_exactly_these_reasons() {
        let specification = include_str!("../../../docs/protocol.md");
        let table = specification.split_once("### 12.3").and_then(|(_, rest)| rest.split_once("\n## "));
        let rows = table.expect("section 12.3").0.lines().filter(|line| line.starts_with('|'));
        let listed: Vec<&str> = rows.flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
        let mut sorted = listed.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), listed.len(), "each once");
        let kinds: BTreeSet<String> = all().map(|kind| format!("{kind:?}")).collect();
        assert_eq!(sorted, kinds.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
