//! The message loop: page and other tabs in, the engine's answers and events out.

use crate::clock::sleep;
use crate::host::scope;
use crate::memory;
use crate::parts::{self, Asked};
use crate::platform::Browser;
use crate::tabs::{self, TabMessage, Tabs};
use futures::channel::mpsc;
use futures::future::{Either, select};
use futures::{StreamExt, pin_mut};
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{AtDoor, DoorCall, DoorReply, Event, Heard, Problem};
use tacit_engine::{Engine, PageId};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

/// What is said before the code for everything else is here.
type FromWorker = tacit_bridge::FromWorker<DoorReply>;

/// How long the lock may take before this tab takes itself for a follower. A free lock comes within a few ms.
const LOCK_GRACE_MS: u32 = 250;

/// Starts the worker: listens first, then says so (what was posted before is lost).
pub fn start() {
    let (send, calls) = mpsc::unbounded();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let _ = send.unbounded_send(Uint8Array::new(&event.data()).to_vec());
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    to_page(&FromWorker::Ready);
    spawn_local(main(calls));
}

fn to_page(message: &FromWorker) {
    to_page_bytes(&tacit_bridge::encode(message));
}

fn to_page_bytes(bytes: &[u8]) {
    let array = Uint8Array::from(bytes);
    let transfer = js_sys::Array::of1(&array.buffer());
    // Fails only for what cannot be cloned; a byte array can.
    let _ = scope().post_message_with_transfer(&array, &transfer);
}

async fn main(mut calls: mpsc::UnboundedReceiver<Vec<u8>>) {
    let Ok((tabs, mut others)) = Tabs::join() else { return broken(&mut calls, "BroadcastChannel").await };
    let Ok(mut lead) = tabs::lead() else { return broken(&mut calls, "Web Locks").await };
    let tabs = Rc::new(tabs);
    let leads_at_once = {
        let grace = sleep(LOCK_GRACE_MS);
        pin_mut!(grace);
        matches!(select(&mut lead, grace).await, Either::Left(_))
    };
    let unanswered = if leads_at_once { BTreeMap::new() } else { follow(&tabs, &mut calls, &mut others, lead).await };
    match Leader::start(tabs).await {
        Ok(leader) => leader.run(calls, others, unanswered, !leads_at_once).await,
        Err(error) => broken(&mut calls, &error.to_string()).await,
    }
}

/// Passes everything on until the lock is ours; returns the calls that nobody answered.
async fn follow(
    tabs: &Tabs,
    calls: &mut mpsc::UnboundedReceiver<Vec<u8>>,
    others: &mut mpsc::UnboundedReceiver<TabMessage>,
    mut lead: futures::channel::oneshot::Receiver<()>,
) -> BTreeMap<u32, Vec<u8>> {
    let me = tabs::tab_id();
    let mut unanswered = BTreeMap::new();
    loop {
        futures::select_biased! {
            message = others.next() => match message {
                Some(TabMessage::Answer { tab, bytes }) if tab == me => {
                    if let Some(Heard::Answer(id, _)) = tacit_bridge::heard(&bytes) {
                        unanswered.remove(&id);
                    }
                    to_page_bytes(&bytes);
                }
                Some(TabMessage::Event { bytes }) => to_page_bytes(&bytes),
                _ => {}
            },
            call = calls.next() => if let Some(bytes) = call {
                if let Some((id, _)) = tacit_bridge::asked(&bytes) {
                    unanswered.insert(id, bytes.clone());
                }
                tabs.say(&TabMessage::Call { tab: me, bytes });
            },
            _ = lead => return unanswered,
        }
    }
}

/// This worker, leading: it holds the engine and answers every tab.
struct Leader {
    engine: Rc<Engine<Browser>>,
    tabs: Rc<Tabs>,
    events: RefCell<Option<mpsc::UnboundedReceiver<Event>>>,
}

impl Leader {
    async fn start(tabs: Rc<Tabs>) -> Result<Self, tacit_engine::ports::StorageError> {
        let (send, events) = mpsc::unbounded();
        let engine = Engine::open(Browser::open().await?, send).await?;
        Ok(Self { engine, tabs, events: RefCell::new(Some(events)) })
    }

    async fn run(
        self,
        mut calls: mpsc::UnboundedReceiver<Vec<u8>>,
        mut others: mpsc::UnboundedReceiver<TabMessage>,
        unanswered: BTreeMap<u32, Vec<u8>>,
        took_over: bool,
    ) {
        spawn_local(parts::run(self.engine.clone()));
        let Some(mut events) = self.events.borrow_mut().take() else { return };
        if took_over {
            to_page(&FromWorker::Event(Event::TookOver));
        }
        for bytes in unanswered.into_values() {
            self.serve(None, bytes);
        }
        loop {
            futures::select_biased! {
                event = events.next() => if let Some(event) = event {
                    let locked = event == Event::Locked;
                    let bytes = tacit_bridge::encode(&FromWorker::Event(event));
                    to_page_bytes(&bytes);
                    self.tabs.say(&TabMessage::Event { bytes });
                    if locked {
                        memory::wipe_stack();
                    }
                },
                call = calls.next() => if let Some(bytes) = call {
                    self.serve(None, bytes);
                },
                message = others.next() => if let Some(TabMessage::Call { tab, bytes }) = message {
                    self.serve(Some(tab), bytes);
                },
            }
        }
    }

    /// Answers one call on a task of its own, so that a slow one holds up nobody.
    fn serve(&self, tab: Option<u64>, bytes: Vec<u8>) {
        let engine = self.engine.clone();
        let tabs = self.tabs.clone();
        spawn_local(async move {
            let Some(bytes) = answer(&engine, tab.unwrap_or(0), &bytes).await else { return };
            match tab {
                None => to_page_bytes(&bytes),
                Some(tab) => tabs.say(&TabMessage::Answer { tab, bytes }),
            }
        });
    }
}

/// The answer to an encoded call, encoded; nothing to what is no call.
pub async fn answer(engine: &Rc<Engine<Browser>>, page: PageId, bytes: &[u8]) -> Option<Vec<u8>> {
    let (id, call) = tacit_bridge::asked(bytes)?;
    if let Some(AtDoor::Door(DoorCall::Device)) = tacit_bridge::decode(call) {
        let result = Ok(DoorReply::Device(engine.holds()));
        return Some(tacit_bridge::encode(&FromWorker::Answer { id, result }));
    }
    parts::work(engine.clone(), Asked { page, id, call: call.to_vec() }).await
}

/// Answers every call with what is missing, so that the page can say so.
async fn broken(calls: &mut mpsc::UnboundedReceiver<Vec<u8>>, missing: &str) {
    let problem = Problem {
        kind: ProblemKind::Storage,
        what: format!("This browser does not let Tacit keep its sealed data ({missing})."),
        todo: "Use a current browser outside private mode, and open Tacit over https.".to_owned(),
    };
    while let Some(bytes) = calls.next().await {
        if let Some((id, _)) = tacit_bridge::asked(&bytes) {
            to_page(&FromWorker::Answer { id, result: Err(problem.clone()) });
        }
    }
}
