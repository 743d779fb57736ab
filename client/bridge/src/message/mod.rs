//! The envelope of every message, and its bytes. What is in it: calls, replies, events.

mod call;
mod door;
mod event;
mod reply;

pub use call::Call;
pub use door::DoorCall;
pub use event::{Event, Progress, Recovery, SyncState};
pub use reply::Reply;

use crate::problem::Problem;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// From the page: a call with a number that its answer repeats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToWorker {
    /// Chosen by the page, never reused in its life.
    pub id: u32,
    /// What is asked.
    pub call: Call,
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The worker listens; anything posted earlier was lost.
    Ready,
    /// The one answer to a call.
    Answer {
        /// The call's number.
        id: u32,
        /// What came of it.
        result: Result<Reply, Problem>,
    },
    /// Something changed without being asked.
    Event(Event),
}

/// One message to bytes.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "plain data into a growing Vec")]
    postcard::to_stdvec(message).expect("plain data encodes")
}

/// Bytes to one message; `None` if they are none (another version of the other side).
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (message, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(message)
}

/// The number of the call that a message asks, without reading the rest.
pub fn asked(bytes: &[u8]) -> Option<u32> {
    postcard::take_from_bytes(bytes).ok().map(|(id, _)| id)
}

/// The number of the call that a message answers, if it is an answer, without reading the rest.
pub fn answered(bytes: &[u8]) -> Option<u32> {
    // The head of [`FromWorker::Answer`]; a test holds the two together.
    match postcard::take_from_bytes(bytes).ok()? {
        ((1u32, id), _) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_without_the_rest() {
        assert_eq!(asked(&encode(&ToWorker { id: 70_000, call: DoorCall::Device.into() })), Some(70_000));
        let answer = FromWorker::Answer { id: 300, result: Ok(Reply::Text("words".to_owned())) };
        assert_eq!(answered(&encode(&answer)), Some(300));
        assert_eq!(answered(&encode(&FromWorker::Ready)), None);
        assert_eq!(answered(&encode(&FromWorker::Event(Event::Invalidated))), None);
    }
}
