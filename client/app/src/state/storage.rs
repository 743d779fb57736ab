//! Whether the browser keeps what is sealed on this device, or may clear it when it runs short of space. Clearing loses
//! nothing that was synced, but the pins by which an older state is noticed.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Whether it keeps them; `None` if the browser does not say.
pub(crate) async fn is_kept() -> Option<bool> {
    JsFuture::from(window().navigator().storage().persisted().ok()?).await.ok()?.as_bool()
}

/// Asks the browser to keep them; some ask their user.
pub(crate) async fn ask_to_keep() -> Option<bool> {
    JsFuture::from(window().navigator().storage().persist().ok()?).await.ok()?.as_bool()
}
