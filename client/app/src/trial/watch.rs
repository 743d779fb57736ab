//! What a page can know of its own speed: frames, tasks that block it, memory.

use futures::channel::oneshot;
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, EventInit, HtmlInputElement, PerformanceObserver, PerformanceObserverEntryList,
    PerformanceObserverInit,
};

/// Milliseconds since the page began.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Waits for the next frame.
pub(super) async fn frame() {
    let (send, receive) = oneshot::channel();
    request_animation_frame(move || {
        let _ = send.send(());
    });
    // Ends with an error only when the page goes.
    let _ = receive.await;
}

/// Waits until an element is there; `None` after half a minute, or once this is not wanted any more.
pub(super) async fn element(selector: &str, wanted: impl Fn() -> bool) -> Option<Element> {
    let until = now() + 30_000.0;
    while now() < until && wanted() {
        if let Ok(Some(found)) = document().query_selector(selector) {
            return Some(found);
        }
        frame().await;
    }
    None
}

/// Puts a text into a field, as if it were typed.
pub(super) fn type_into(field: &HtmlInputElement, text: &str) {
    field.set_value(text);
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &bubbles) {
        let _ = field.dispatch_event(&event);
    }
}

/// Watches for tasks of 50 ms and more on the page's thread.
pub(super) struct LongTasks {
    observer: PerformanceObserver,
    longest: Rc<Cell<f64>>,
    _heard: Closure<dyn FnMut(PerformanceObserverEntryList)>,
}

impl LongTasks {
    /// Begins; `None` in browsers that do not tell.
    pub(super) fn watch() -> Option<Self> {
        let class = Reflect::get(&window(), &"PerformanceObserver".into()).ok()?;
        let types: Array = Reflect::get(&class, &"supportedEntryTypes".into()).ok()?.dyn_into().ok()?;
        if !types.includes(&"longtask".into(), 0) {
            return None;
        }
        let longest = Rc::new(Cell::new(0.0_f64));
        let seen = longest.clone();
        let heard = Closure::<dyn FnMut(_)>::new(move |list: PerformanceObserverEntryList| {
            for entry in list.get_entries().iter() {
                let took = Reflect::get(&entry, &"duration".into()).ok().and_then(|took| took.as_f64());
                seen.set(seen.get().max(took.unwrap_or_default()));
            }
        });
        let observer = PerformanceObserver::new(heard.as_ref().unchecked_ref()).ok()?;
        observer.observe(&PerformanceObserverInit::new(&Array::of1(&"longtask".into())));
        Some(Self { observer, longest, _heard: heard })
    }

    /// The longest so far, ms; 0 if none reached 50.
    pub(super) fn longest(&self) -> f64 {
        self.longest.get()
    }
}

impl Drop for LongTasks {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Bytes of the page's memory: of its program, and of its scripts where the browser tells those.
pub(super) fn memory() -> Option<f64> {
    let told = Reflect::get(window().performance()?.as_ref(), &"memory".into()).ok()?;
    let scripts = Reflect::get(&told, &"usedJSHeapSize".into()).ok()?.as_f64()?;
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let own = memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length();
    Some(scripts + f64::from(own))
}
