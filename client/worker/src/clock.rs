//! Waiting, and the time of day.

use crate::host::scope;
use futures::channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Milliseconds since 1970-01-01 UTC.
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Milliseconds since the worker started, with fractions.
pub(crate) fn ticks() -> f64 {
    scope().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Minutes by which the clock on the wall is ahead of UTC at such a time.
pub(crate) fn zone(at: u64) -> i32 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    -(date.get_timezone_offset() as i32)
}

/// Waits; the timer is taken back if the future is dropped first.
pub(crate) async fn sleep(millis: u32) {
    let (done, wait) = oneshot::channel::<()>();
    let callback = Closure::once(move || {
        let _ = done.send(());
    });
    let id = scope().set_timeout_with_callback_and_timeout_and_arguments_0(
        callback.as_ref().unchecked_ref(),
        i32::try_from(millis).unwrap_or(i32::MAX),
    );
    let _guard = Timer(id.ok());
    let _ = wait.await;
}

struct Timer(Option<i32>);

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(id) = self.0 {
            scope().clear_timeout_with_handle(id);
        }
    }
}
