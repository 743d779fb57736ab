//! Small helpers around the worker's global scope and JavaScript values.

use js_sys::{Promise, Reflect};
use tacit_engine::ports::StorageError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::DedicatedWorkerGlobalScope;

/// The worker's global scope.
///
/// # Panics
/// Outside a dedicated worker, where nothing of this crate can run.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Waits for a promise and casts its value.
pub(crate) async fn wait<T: JsCast>(promise: Promise) -> Result<T, JsValue> {
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

/// A JavaScript failure in the words of the storage port. The browser's own text is kept: it names
/// the API that failed, never data.
pub(crate) fn storage_error(value: &JsValue) -> StorageError {
    let name = Reflect::get(value, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => StorageError::Full,
        "" => StorageError::Host("the browser refused".to_owned()),
        _ => StorageError::Host(name),
    }
}
