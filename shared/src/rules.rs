//! Who may write what: checks 9 and 10 of verification, as pure functions of roster and body.

use crate::entry::{Body, Commit, JoinRequest, Policy, Role, Rotation};
use crate::ids::Member;
use crate::limits;
use crate::roster::Roster;
use crate::step::StepError::{self, BadBody, NoRight};

/// Whether `author` may make or touch a member of role `touched`.
fn may_manage(author: Role, touched: Role) -> bool {
    match author {
        Role::Owner => true,
        Role::Admin => touched <= Role::Editor,
        Role::Editor | Role::Viewer => false,
    }
}

fn need(allowed: bool) -> Result<(), StepError> {
    if allowed { Ok(()) } else { Err(NoRight) }
}

fn demand(holds: bool, rule: &'static str) -> Result<(), StepError> {
    if holds { Ok(()) } else { Err(BadBody(rule)) }
}

/// Check 9: the author's role allows this body.
pub(crate) fn right(roster: &Roster, author: Member, role: Role, body: &Body) -> Result<(), StepError> {
    match body {
        Body::Genesis { .. } => Err(BadBody("Genesis stands only at the beginning")),
        Body::Invite { role: given, .. } => need(may_manage(role, *given)),
        Body::Revoke { .. } | Body::Rotate { .. } => need(role >= Role::Admin),
        Body::Join { request, .. } => {
            let given = roster.open_invite(&request.body.invite).map(|invite| invite.role);
            need(role >= Role::Admin && given.is_none_or(|given| may_manage(role, given)))
        }
        Body::SetRole { member, role: given } => {
            let before = roster.role(*member).unwrap_or(Role::Viewer);
            need(*member != author && may_manage(role, before) && may_manage(role, *given))
        }
        Body::Remove { members, .. } => {
            need(role >= Role::Admin)?;
            need(
                members
                    .iter()
                    .all(|member| *member != author && may_manage(role, roster.role(*member).unwrap_or(Role::Viewer))),
            )
        }
        Body::Policy { .. } => need(role == Role::Owner),
        Body::Commit(commit) => {
            need(role >= Role::Editor)?;
            let drops = !commit.purges.is_empty() || !commit.files_drop.is_empty();
            need(!drops || may_purge(role, roster.policy()))
        }
    }
}

/// Whether this role may have old bytes dropped.
pub fn may_purge(role: Role, policy: Policy) -> bool {
    role >= Role::Admin || (role == Role::Editor && policy.editors_purge)
}

/// Check 10: the body fits the state. What concerns the record set is checked with the root.
pub(crate) fn body(roster: &Roster, body: &Body) -> Result<(), StepError> {
    match body {
        Body::Genesis { .. } => Err(BadBody("Genesis stands only at the beginning")),
        Body::Invite { hint, invite_key, .. } => {
            demand(hint.len() <= limits::HINT, "the hint is too long")?;
            demand(roster.open.len() < limits::OPEN_INVITES, "too many invites are open")?;
            // A secret used twice would let a closed link open the other invite.
            demand(!roster.knows_invite_key(invite_key), "the invite key was used before")
        }
        Body::Revoke { invite } => demand(roster.open_invite(invite).is_some(), "no such open invite"),
        Body::Join { request, .. } => join(roster, request),
        Body::SetRole { member, role } => {
            let before = roster.role(*member);
            demand(before.is_some(), "not a member")?;
            demand(before != Some(*role), "he has that role already")?;
            demand(*role == Role::Owner || owners_without(roster, &[*member]) > 0, "the last owner stays")
        }
        Body::Remove { members, rotation } => {
            let count = members.len();
            demand((1..=limits::REMOVE_AT_ONCE).contains(&count), "1 to 64 members at once")?;
            demand(members.is_sorted_by(|a, b| a < b), "members ascend")?;
            demand(members.iter().all(|member| roster.role(*member).is_some()), "not a member")?;
            demand(owners_without(roster, members) > 0, "the last owner stays")?;
            rotates(rotation, roster.current().count() - count)
        }
        Body::Rotate { rotation } => rotates(rotation, roster.current().count()),
        Body::Policy { policy } => demand(policy.min_suite >= roster.policy.min_suite, "the suite only rises"),
        Body::Commit(commit) => lists(commit),
    }
}

fn owners_without(roster: &Roster, members: &[Member]) -> usize {
    roster.current().filter(|(number, record)| record.role() == Some(Role::Owner) && !members.contains(number)).count()
}

pub(crate) fn rotates(rotation: &Rotation, members: usize) -> Result<(), StepError> {
    demand(rotation.boxes.len() == members, "one box for each member")?;
    demand(rotation.history.len() <= limits::HISTORY, "the history is too long")
}

fn join(roster: &Roster, request: &JoinRequest) -> Result<(), StepError> {
    let body = &request.body;
    demand(body.suite == limits::SUITE, "the request's suite is unknown")?;
    demand(body.vault == roster.vault, "the request names another vault")?;
    let Some(invite) = roster.open_invite(&body.invite) else { return Err(BadBody("no such open invite")) };
    demand(request.is_signed(&invite.invite_key), "the request is not signed by invite and identity")?;
    let taken = roster.current().any(|(_, record)| record.identity == body.identity || record.box_key == body.box_key);
    demand(!taken, "these keys are a member's already")?;
    demand(roster.current().count() < limits::MEMBERS, "the vault is full")
}

fn lists(commit: &Commit) -> Result<(), StepError> {
    let Commit { changes, purges, files_add, files_drop } = commit;
    let empty = changes.is_empty() && purges.is_empty() && files_add.is_empty() && files_drop.is_empty();
    demand(!empty, "a commit says something")?;
    demand(changes.len() <= limits::CHANGES && purges.len() <= limits::PURGES, "too many changes")?;
    demand(files_add.len() <= limits::FILES && files_drop.len() <= limits::FILES, "too many files")?;
    demand(changes.is_sorted_by(|a, b| a.record < b.record), "changes ascend")?;
    demand(purges.is_sorted_by(|a, b| a < b), "purges ascend")?;
    demand(files_add.is_sorted_by(|a, b| a.file < b.file), "added files ascend")?;
    demand(files_drop.is_sorted_by(|a, b| a < b), "dropped files ascend")
}
