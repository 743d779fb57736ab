//! A form that lacks something leads to the field that does.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement};

/// Says of a field that it lacks something, until somebody types into it.
fn mark(field: &HtmlInputElement) {
    const MARK: &str = "aria-invalid";
    // Neither fails for a name that is one.
    let _ = field.set_attribute(MARK, "true");
    let typed = field.clone();
    let mended = Closure::once_into_js(move || {
        typed.set_oninput(None);
        let _ = typed.remove_attribute(MARK);
    });
    field.set_oninput(Some(mended.unchecked_ref()));
}

/// The first field of a form that says that it is wrong gets the focus, as soon as it says so.
pub(crate) fn lead_to_wrong(form: Option<EventTarget>) {
    let Some(form) = form.and_then(|form| form.dyn_into::<Element>().ok()) else { return };
    request_animation_frame(move || {
        let field = form.query_selector("[aria-invalid=true]").ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // As below.
            drop(field.focus());
        }
    });
}

/// The first line of a form in which nothing is typed gets the focus, and says that this is wrong.
pub(crate) fn lead_to_empty(form: Option<EventTarget>) {
    let form = form.and_then(|form| form.dyn_into::<Element>().ok());
    let Some(Ok(lines)) = form.map(|form| form.query_selector_all("input.input")) else { return };
    let mut lines = (0..lines.length()).filter_map(|at| lines.get(at)?.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = lines.find(|field| field.value().trim().is_empty()) {
        mark(&field);
        // Where it is gone already, there is nothing to lead to.
        drop(field.focus());
    }
}
