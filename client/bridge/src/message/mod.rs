//! The envelope of every message, and its bytes. What is in it: calls, replies, events.

mod call;
mod door;
mod event;
mod reply;

pub use call::Call;
pub use door::{AtDoor, DoorCall, DoorReply};
pub use event::{Event, Job, Progress, Recovery, SyncState};
pub use reply::Reply;

use crate::problem::Problem;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// From the page: a call with a number that its answer repeats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToWorker<C = Call> {
    /// Chosen by the page, never reused in its life.
    pub id: u32,
    /// What is asked.
    pub call: C,
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromWorker<R = Reply> {
    /// The worker listens; anything posted earlier was lost.
    Ready,
    /// The one answer to a call.
    Answer {
        /// The call's number.
        id: u32,
        /// What came of it.
        result: Result<R, Problem>,
    },
    /// Something changed without being asked.
    Event(Event),
}

/// What the worker says, with an answer left in its bytes: whoever asked knows what it may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard<'a> {
    /// See [`FromWorker::Ready`].
    Ready,
    /// The number of the call, and the encoded `Result<Reply, Problem>`.
    Answer(u32, &'a [u8]),
    /// See [`FromWorker::Event`].
    Event(Box<Event>),
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

/// The number of a [`ToWorker`] and its call, left in its bytes.
pub fn asked(bytes: &[u8]) -> Option<(u32, &[u8])> {
    postcard::take_from_bytes(bytes).ok()
}

/// A [`FromWorker`], read as far as its kind; a test holds the heads of the two together.
pub fn heard(bytes: &[u8]) -> Option<Heard<'_>> {
    let (kind, rest) = postcard::take_from_bytes::<u32>(bytes).ok()?;
    match kind {
        0 if rest.is_empty() => Some(Heard::Ready),
        1 => postcard::take_from_bytes(rest).ok().map(|(id, result)| Heard::Answer(id, result)),
        2 => decode(rest).map(|event| Heard::Event(Box::new(event))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_without_the_rest() {
        let call = Call::from(DoorCall::Device);
        let bytes = encode(&ToWorker { id: 70_000, call: call.clone() });
        assert_eq!(asked(&bytes), Some((70_000, &*encode(&call))));
        let result = Ok(Reply::Text("words".to_owned()));
        let answer = encode(&FromWorker::Answer { id: 300, result: result.clone() });
        assert_eq!(heard(&answer), Some(Heard::Answer(300, &encode(&result))));
        assert_eq!(heard(&encode(&FromWorker::<Reply>::Ready)), Some(Heard::Ready));
        let event = encode(&FromWorker::<Reply>::Event(Event::Invalidated));
        assert_eq!(heard(&event), Some(Heard::Event(Box::new(Event::Invalidated))));
        assert_eq!(heard(&[event, vec![0]].concat()), None, "more than one message");
        assert_eq!(heard(&[3]), None);
    }
}
