//! When the page itself fails: it says so and offers a fresh start, instead of standing there without an answer. Nothing
//! that was typed into a field and left is lost: the worker has it, sealed, on this device.

use crate::strings::always;
use leptos::prelude::document;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsValue;

/// Watches for panics from now on.
pub(crate) fn watch() {
    std::panic::set_hook(Box::new(|panic| {
        // The place in our code only: a panic's words may repeat what stands on the screen.
        if let Some(place) = panic.location() {
            leptos::logging::error!("stopped at {}:{}", place.file(), place.line());
        }
        debug_words(panic);
        // Without a document there is nobody to tell.
        let _ = show();
    }));
}

#[cfg(debug_assertions)]
fn debug_words(panic: &PanicHookInfo<'_>) {
    leptos::logging::error!("{panic}");
}

#[cfg(not(debug_assertions))]
fn debug_words(_: &PanicHookInfo<'_>) {}

/// Plain elements: the framework cannot be relied on any more. A link needs no code to reload.
fn show() -> Result<(), JsValue> {
    let document = document();
    let notice = document.create_element("div")?;
    notice.set_class_name("broken");
    notice.set_attribute("role", "alert")?;
    let said = document.create_element("p")?;
    said.set_text_content(Some(always().words.broken));
    let again = document.create_element("a")?;
    again.set_class_name("btn primary");
    again.set_attribute("href", "")?;
    again.set_text_content(Some(always().words.start_afresh));
    notice.append_child(&said)?;
    notice.append_child(&again)?;
    if let Some(body) = document.body() {
        body.append_child(&notice)?;
    }
    Ok(())
}
