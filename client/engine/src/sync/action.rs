//! What people asked for and wait for: it is answered once its entry is in the journal, or told why it is not. It is not
//! kept for later, unlike changes of records.

use super::push::build_failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use futures::channel::oneshot;
use std::collections::VecDeque;
use tacit_bridge::Problem;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::entry::{JoinRequest, Policy, Role};
use tacit_shared::ids::{EntryHash, RecordId};
use tacit_vault::{BuildError, LostJoin, Standing};

/// Something that a person asked for and waits for.
pub(crate) struct Action {
    pub(crate) what: What,
    /// Tells whoever waits; taken when answered.
    pub(crate) answer: Option<oneshot::Sender<Result<Done, Problem>>>,
    /// The entry built for it, once there is one.
    pub(crate) entry: Option<EntryHash>,
    /// What to hand out when it is in the journal.
    pub(crate) link: Option<String>,
}

/// What is asked for.
pub(crate) enum What {
    Invite {
        role: Role,
        expires: u64,
        vault_name: String,
        my_name: String,
    },
    Revoke(EntryHash),
    Admit(Box<JoinRequest>),
    SetRole(u32, Role),
    SetPolicy(Policy),
    /// Old bytes of these records, and with `erase` the records themselves.
    Purge {
        records: Vec<RecordId>,
        erase: bool,
    },
}

/// It is in the journal.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    /// The entry.
    pub(crate) entry: EntryHash,
    /// An invite's fragment.
    pub(crate) link: Option<String>,
}

impl Action {
    pub(crate) fn new(what: What) -> (Self, oneshot::Receiver<Result<Done, Problem>>) {
        let (answer, wait) = oneshot::channel();
        (Self { what, answer: Some(answer), entry: None, link: None }, wait)
    }

    pub(super) fn finish(mut self, result: Result<Done, Problem>) {
        self.tell(result);
    }

    fn tell(&mut self, result: Result<Done, Problem>) {
        if let Some(answer) = self.answer.take() {
            // Nobody waits any more: the page was closed.
            let _ = answer.send(result);
        }
    }
}

impl<F: File> OpenVault<F> {
    /// Actions whose entry is in the journal are answered; those whose entry lost are built again, or turned into what
    /// safety asks for.
    pub(super) fn settle_actions(&mut self) {
        let mut kept = VecDeque::new();
        for mut action in std::mem::take(&mut self.actions) {
            if action.entry.take().is_some()
                && let What::Admit(request) = &action.what
            {
                match LostJoin::of(&self.state, request) {
                    LostJoin::AdmitAgain => {}
                    LostJoin::Done => {
                        let entry = self.state.roster().hash();
                        action.finish(Ok(Done { entry, link: None }));
                        continue;
                    }
                    // The rotation that this calls for is queued on disk by `drop_post`.
                    LostJoin::Rotate => {
                        action.finish(Err(problem(ProblemKind::InviteRevoked)));
                        continue;
                    }
                }
            }
            kept.push_back(action);
        }
        self.actions = kept;
    }

    /// The entry is in the journal: whoever waits for it is told.
    pub(crate) fn finish_actions(&mut self, entry: EntryHash) {
        let (done, rest): (VecDeque<Action>, _) =
            std::mem::take(&mut self.actions).into_iter().partition(|action| action.entry == Some(entry));
        self.actions = rest;
        for mut action in done {
            let link = action.link.take();
            action.finish(Ok(Done { entry, link }));
        }
    }

    /// The server cannot be asked: whoever waits is told rather than left hanging. What people ask for is not kept for later,
    /// unlike changes of records; but what is signed and may have been sent goes on.
    pub(crate) fn fail_actions(&mut self, trouble: &Problem) {
        let offline = trouble.kind == ProblemKind::Offline;
        let (mut under_way, failed): (VecDeque<Action>, VecDeque<Action>) =
            std::mem::take(&mut self.actions).into_iter().partition(|action| action.entry.is_some());
        for action in failed {
            let todo = if offline { "Nothing was changed. Try again when you are online." } else { &trouble.todo };
            action.finish(Err(say(trouble.kind, &trouble.what, todo)));
        }
        for action in &mut under_way {
            let todo = "It was just being sent: it is finished as soon as the server answers.";
            action.tell(Err(say(trouble.kind, &trouble.what, todo)));
        }
        self.actions = under_way;
    }

    /// Whether nothing may be built here. Then whoever waits for it is told why: what people ask for is not kept for later,
    /// least of all for when this device may write again.
    pub(crate) fn fail_held(&mut self) -> bool {
        let held = match self.state.standing() {
            Standing::Confirmed if self.state.my_role().is_some() => return false,
            Standing::Confirmed => BuildError::NotMember,
            standing => BuildError::Held(standing),
        };
        self.fail_actions(&build_failure(held).0);
        true
    }
}
