//! Linking a device: both sides' flows over `tacit_vault::link`, which orders the steps; here they meet the server, the
//! clock and the pages. One linking at a time; a lock, another beginning or giving up ends it.

mod calls;
mod known;
mod new;

use crate::Failure;
use crate::api::CallError;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::say;
use std::rc::Rc;
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::LinkFailed;
use tacit_shared::api::ApiError;
use tacit_vault::{Handover, KnownAsking, NewAccepted, NewOpened, NewShown};

/// How often the server is asked for the other device's next message.
const POLL_MS: u32 = 1_000;

/// The linking under way, if there is one.
#[derive(Default)]
pub(crate) struct Linking {
    /// Grows with every beginning and end: a flow that waits sees that its linking is over.
    turn: u64,
    state: Option<Underway>,
}

/// A linking under way.
struct Underway {
    until: u64,
    side: Side,
}

/// Which device this is, and how far.
enum Side {
    /// The new one, with its ticket.
    New([u8; 32], NewStep),
    /// The unlocked one, with the channel that was typed.
    Known(u32, Option<Box<KnownAsking>>),
}

enum NewStep {
    Opened(Box<NewOpened>),
    Shown(NewShown),
    Accepted(NewAccepted),
    Handed(Rc<Handover>),
    /// Between two steps of one flow.
    Busy,
}

impl Linking {
    fn begin(&mut self, until: u64, side: Side) -> u64 {
        self.turn += 1;
        self.state = Some(Underway { until, side });
        self.turn
    }

    /// Over: keys and random parts are dropped.
    pub(crate) fn end(&mut self) {
        self.turn += 1;
        self.state = None;
    }
}

/// A linking that ended, in these words.
fn failed(what: &str, todo: &str) -> Failure {
    say(LinkFailed, what, todo).into()
}

/// There is no linking to go on with.
fn over() -> Failure {
    failed("This linking is over.", "Nothing was handed over. Start again on the new device.")
}

fn in_words(error: tacit_vault::LinkFailed) -> Failure {
    use tacit_vault::LinkFailed::{Commitment, Forged, Words};
    match error {
        Words => failed(
            "These are not the words that belong to this linking.",
            "Nothing was handed over. If you typed them as the new device shows them, somebody sits between your devices: tell who runs the server. Otherwise start again on the new device.",
        ),
        Commitment | Forged => failed(
            "What arrived does not come from your other device.",
            "It was refused and nothing was opened. Tell who runs the server, and start again on the new device.",
        ),
    }
}

impl<P: Platform> Engine<P> {
    /// Something of the linking that a flow began; an error when it is over.
    fn with_linking<T>(&self, turn: u64, look: impl FnOnce(&mut Underway) -> T) -> Result<T, Failure> {
        let mut inner = self.inner.borrow_mut();
        let linking = &mut inner.linking;
        if linking.turn != turn {
            return Err(over());
        }
        linking.state.as_mut().map(look).ok_or_else(over)
    }

    fn linking_turn(&self) -> u64 {
        self.inner.borrow().linking.turn
    }

    /// Asks the server until it has an answer, while the linking lasts: a lost answer or a moment offline ends nothing.
    async fn persist<T>(
        &self,
        turn: u64,
        mut call: impl AsyncFnMut() -> Result<Option<T>, CallError>,
    ) -> Result<T, Failure> {
        loop {
            let until = self.with_linking(turn, |underway| underway.until)?;
            if self.platform.now() > until {
                self.end_linking(turn);
                return Err(failed(
                    "The five minutes are over.",
                    "Nothing was handed over. Start again on the new device.",
                ));
            }
            let mut pause = POLL_MS;
            match call().await {
                Ok(Some(answer)) => {
                    // Given up while the answer was on its way.
                    self.with_linking(turn, |_| ())?;
                    return Ok(answer);
                }
                Ok(None) | Err(CallError::Unreachable(_)) => {}
                Err(CallError::Api(ApiError::TooMany { retry_after })) => pause = retry_after.min(60) * 1_000,
                Err(CallError::Api(ApiError::NotFound)) => {
                    self.end_linking(turn);
                    return Err(failed(
                        "The other device gave up, or its time is over.",
                        "Nothing was handed over. Start again on the new device.",
                    ));
                }
                Err(error) => {
                    self.end_linking(turn);
                    return Err(error.into());
                }
            }
            self.platform.sleep(pause).await;
        }
    }

    fn end_linking(&self, turn: u64) {
        let mut inner = self.inner.borrow_mut();
        if inner.linking.turn == turn {
            inner.linking.end();
        }
    }

    /// Ends a linking for a reason, here and, as far as it can be reached, on the server.
    async fn kill_linking(&self, turn: u64, reason: Failure) -> Failure {
        self.tell_end().await;
        self.end_linking(turn);
        reason
    }

    /// Either side gives up.
    pub(crate) async fn link_cancel(&self) -> Result<Reply, Failure> {
        let turn = self.linking_turn();
        self.tell_end().await;
        self.end_linking(turn);
        Ok(Reply::Done)
    }

    /// So that the other device need not wait until the time is over; if it cannot be told, it is over by itself.
    async fn tell_end(&self) {
        enum End {
            New([u8; 32]),
            Known(u32),
        }
        let end = self.inner.borrow().linking.state.as_ref().map(|underway| match &underway.side {
            Side::New(ticket, _) => End::New(*ticket),
            Side::Known(channel, _) => End::Known(*channel),
        });
        match (end, self.session()) {
            (Some(End::New(ticket)), _) => drop(self.api.end_link(ticket).await),
            (Some(End::Known(channel)), Some(session)) => drop(self.api.drop_link(&session, channel).await),
            _ => {}
        }
    }
}
