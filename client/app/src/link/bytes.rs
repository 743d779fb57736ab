//! Calls to bytes and bytes to replies: half of the page's code for messages, so it is cut off what a first visit loads.

use tacit_bridge::{Call, Problem, Reply, ToWorker};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use zeroize::Zeroizing;

/// A call with its number.
#[wasm_split(everyday, fallible)]
pub(super) fn written(id: u32, call: Call) -> Result<Zeroizing<Vec<u8>>, SplitLoaderError> {
    Ok(Zeroizing::new(tacit_bridge::encode(&ToWorker { id, call })))
}

/// What came of a call; nothing if the worker is of another version.
#[wasm_split(everyday, fallible)]
pub(super) fn read(answer: Vec<u8>) -> Result<Option<Result<Reply, Problem>>, SplitLoaderError> {
    Ok(tacit_bridge::decode(&answer))
}
