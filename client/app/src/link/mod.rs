//! The page's end of the bridge: one worker, calls with one answer each, events. Nothing else in the page talks to
//! anything outside of it.

mod bytes;
mod typed;

pub(crate) use typed::*;

use crate::boot;
use crate::strings::{self, always};
use futures::channel::oneshot;
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{AtDoor, Call, DoorCall, DoorReply, Event, Heard, Problem, Reply, ToWorker};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use zeroize::Zeroizing;

/// An answer, left in its bytes.
type Answer = Result<Vec<u8>, Problem>;

thread_local! {
    static LINK: Link = Link::default();
}

#[derive(Default)]
struct Link {
    worker: RefCell<Option<Worker>>,
    ready: Cell<bool>,
    next: Cell<u32>,
    /// Encoded calls made before the worker listened.
    queue: RefCell<Vec<Zeroizing<Vec<u8>>>>,
    waiting: RefCell<HashMap<u32, oneshot::Sender<Answer>>>,
    /// Set when the worker is gone: every further call gets this.
    broken: RefCell<Option<Problem>>,
}

/// Starts the worker; `on_event` hears everything it says without being asked.
pub(crate) fn start(on_event: impl Fn(Event) + 'static) {
    let Some(worker) = spawn() else {
        return fail(always().link.no_worker);
    };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let bytes = Uint8Array::new(&message.data()).to_vec();
        match tacit_bridge::heard(&bytes) {
            Some(Heard::Ready) => flush(),
            Some(Heard::Answer(id, result)) => answer(id, result.to_vec()),
            Some(Heard::Event(event)) => on_event(*event),
            None => fail(always().link.other_version),
        }
    });
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let stopped = Closure::<dyn FnMut(web_sys::Event)>::new(|_| fail(always().link.stopped));
    worker.set_onerror(Some(stopped.as_ref().unchecked_ref()));
    stopped.forget();
    LINK.with(|link| *link.worker.borrow_mut() = Some(worker));
}

/// Asks the worker; the future ends with its answer, or with the reason why there can be none. What reads and writes all
/// calls and replies is loaded with the pages that need them, and so are the words for what follows an answer.
pub(crate) async fn ask(call: Call) -> Result<Reply, Problem> {
    strings::load().await.map_err(|_| missing())?;
    let id = number();
    let written = bytes::written(id, call).await.map_err(|_| missing())?;
    let answer = exchange(id, written).await?;
    known(bytes::read(answer).await.map_err(|_| missing())?)
}

/// Asks what is asked at the door.
pub(crate) async fn ask_at_door(call: DoorCall) -> Result<DoorReply, Problem> {
    let id = number();
    let written = Zeroizing::new(tacit_bridge::encode(&ToWorker { id, call: AtDoor::Door(call) }));
    known(tacit_bridge::decode(&exchange(id, written).await?))
}

fn number() -> u32 {
    LINK.with(|link| link.next.replace(link.next.get().wrapping_add(1)))
}

/// Calls may carry what was typed or what an authenticator answered: their bytes do not stay behind.
async fn exchange(id: u32, bytes: Zeroizing<Vec<u8>>) -> Answer {
    let (send, receive) = oneshot::channel();
    let refused = LINK.with(|link| {
        if let Some(problem) = link.broken.borrow().clone() {
            return Some(problem);
        }
        link.waiting.borrow_mut().insert(id, send);
        if link.ready.get() {
            post(link, &bytes)
        } else {
            link.queue.borrow_mut().push(bytes)
        }
        None
    });
    match refused {
        Some(problem) => Err(problem),
        None => receive.await.unwrap_or_else(|_| Err(internal(always().link.stopped))),
    }
}

fn known<R>(answer: Option<Result<R, Problem>>) -> Result<R, Problem> {
    answer.unwrap_or_else(|| Err(internal(always().link.other_version))).map_err(strings::in_words)
}

fn spawn() -> Option<Worker> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name("tacit");
    Worker::new_with_options(&boot::worker_script()?, &options).ok()
}

fn post(link: &Link, bytes: &[u8]) {
    let array = Uint8Array::from(bytes);
    let transfer = js_sys::Array::of1(&array.buffer());
    if let Some(worker) = &*link.worker.borrow() {
        // Only what cannot be cloned is refused; a byte array can.
        let _ = worker.post_message_with_transfer(&array, &transfer);
    }
}

fn flush() {
    LINK.with(|link| {
        link.ready.set(true);
        for bytes in link.queue.take() {
            post(link, &bytes);
        }
    });
}

fn answer(id: u32, result: Vec<u8>) {
    let waiting = LINK.with(|link| link.waiting.borrow_mut().remove(&id));
    if let Some(waiting) = waiting {
        // The page that asked may be gone.
        let _ = waiting.send(Ok(result));
    }
}

/// The worker is gone for good: everyone who waits, and everyone who asks later, hears why.
fn fail(what: &str) {
    let problem = internal(what);
    let waiting = LINK.with(|link| {
        *link.broken.borrow_mut() = Some(problem.clone());
        link.waiting.take()
    });
    for sender in waiting.into_values() {
        let _ = sender.send(Err(problem.clone()));
    }
}

/// Part of the page did not come.
pub(crate) fn missing() -> Problem {
    Problem {
        kind: ProblemKind::Offline,
        what: always().door.part_missing.to_owned(),
        todo: always().link.reload.to_owned(),
    }
}

/// A mistake of ours, in words.
pub(crate) fn internal(what: &str) -> Problem {
    Problem { kind: ProblemKind::Internal, what: what.to_owned(), todo: always().link.reload.to_owned() }
}
