//! The page's end of the bridge: one worker, calls with one answer each, events. Nothing else in the page talks to
//! anything outside of it.

mod typed;

pub(crate) use typed::*;

use crate::boot;
use crate::strings::t;
use futures::channel::oneshot;
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Call, Event, FromWorker, Problem, Reply, ToWorker};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use zeroize::Zeroizing;

type Answer = Result<Reply, Problem>;

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
        return fail(t().link.no_worker);
    };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let bytes = Uint8Array::new(&message.data()).to_vec();
        match tacit_bridge::decode::<FromWorker>(&bytes) {
            Some(FromWorker::Ready) => flush(),
            Some(FromWorker::Answer { id, result }) => answer(id, result),
            Some(FromWorker::Event(event)) => on_event(event),
            None => fail(t().link.other_version),
        }
    });
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let stopped = Closure::<dyn FnMut(web_sys::Event)>::new(|_| fail(t().link.stopped));
    worker.set_onerror(Some(stopped.as_ref().unchecked_ref()));
    stopped.forget();
    LINK.with(|link| *link.worker.borrow_mut() = Some(worker));
}

/// Asks the worker; the future ends with its answer, or with the reason why there can be none.
pub(crate) async fn ask(call: Call) -> Answer {
    let (send, receive) = oneshot::channel();
    let refused = LINK.with(|link| {
        if let Some(problem) = link.broken.borrow().clone() {
            return Some(problem);
        }
        let id = link.next.get();
        link.next.set(id.wrapping_add(1));
        link.waiting.borrow_mut().insert(id, send);
        // Calls may carry what was typed or what an authenticator answered: their bytes do not stay behind.
        let bytes = Zeroizing::new(tacit_bridge::encode(&ToWorker { id, call }));
        if link.ready.get() {
            post(link, &bytes)
        } else {
            link.queue.borrow_mut().push(bytes)
        }
        None
    });
    match refused {
        Some(problem) => Err(problem),
        None => receive.await.unwrap_or_else(|_| Err(internal(t().link.stopped))),
    }
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

fn answer(id: u32, result: Answer) {
    let waiting = LINK.with(|link| link.waiting.borrow_mut().remove(&id));
    if let Some(waiting) = waiting {
        // The page that asked may be gone.
        let _ = waiting.send(result.map_err(crate::strings::in_words));
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

/// A mistake of ours, in words.
pub(crate) fn internal(what: &str) -> Problem {
    Problem { kind: ProblemKind::Internal, what: what.to_owned(), todo: t().link.reload.to_owned() }
}
