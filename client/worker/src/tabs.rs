//! Several tabs of one browser: one worker leads (it holds the Web Lock and with it the local files and
//! the keys), the others pass their page's messages on to it. When the leading tab closes, the lock
//! falls to the next one, which has sealed files and no keys: its user unlocks again.

use futures::channel::{mpsc, oneshot};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::host::scope;

const LOCK: &str = "tacit/writer";
const CHANNEL: &str = "tacit/tabs";

/// Between tabs.
#[derive(Serialize, Deserialize)]
pub(crate) enum TabMessage {
    /// A page's message, for the leader.
    Call {
        tab: u64,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// The leader's answer to one tab.
    Answer {
        tab: u64,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// The leader's event, for every tab.
    Event { bytes: Vec<u8> },
}

/// The channel between the tabs of this origin.
pub(crate) struct Tabs {
    channel: BroadcastChannel,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    /// Joins the channel; what others say arrives in the stream.
    pub(crate) fn join() -> Result<(Self, mpsc::UnboundedReceiver<TabMessage>), JsValue> {
        let channel = BroadcastChannel::new(CHANNEL)?;
        let (send, receive) = mpsc::unbounded();
        let listener = Closure::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            if let Some(message) = tacit_bridge::decode(&bytes) {
                let _ = send.unbounded_send(message);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Ok((Self { channel, _listener: listener }, receive))
    }

    /// Says something to the other tabs.
    pub(crate) fn say(&self, message: &TabMessage) {
        let bytes = Uint8Array::from(&tacit_bridge::encode(message)[..]);
        // Fails only for a closed channel, which lives as long as this worker.
        let _ = self.channel.post_message(&bytes);
    }
}

/// Asks for the lock; the answer comes when this worker leads, and it leads until it ends.
pub(crate) fn lead() -> Result<oneshot::Receiver<()>, JsValue> {
    let (granted, wait) = oneshot::channel();
    let granted = Rc::new(RefCell::new(Some(granted)));
    let callback = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_lock| {
        if let Some(granted) = granted.borrow_mut().take() {
            let _ = granted.send(());
        }
        // A promise that never settles: the lock is held until the worker is gone.
        Promise::new(&mut |_, _| {})
    });
    let locks: JsValue = Reflect::get(&scope().navigator(), &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.unchecked_into();
    request.call2(&locks, &LOCK.into(), callback.as_ref().unchecked_ref())?;
    callback.forget();
    Ok(wait)
}

/// A number of this tab's own.
pub(crate) fn tab_id() -> u64 {
    (js_sys::Math::random() * 9.0e15) as u64
}
