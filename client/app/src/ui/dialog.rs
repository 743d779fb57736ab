//! Dialogs: the platform's modal element, which keeps focus inside and closes with Esc. A press beside it is easily made by
//! mistake, on a phone above all: where something was typed, the dialog asks first.

use super::{Button, IconButton, Weight, glyphs};
use crate::strings::always;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Marks a field in which something was typed.
const TYPED: &str = "data-typed";

fn focused() -> Option<HtmlElement> {
    let active = document().active_element()?;
    if active.tag_name() == "BODY" { None } else { active.dyn_into().ok() }
}

/// When the dialog goes, focus returns to where it was: whoever works by keys would start at the top of the page again.
fn give_focus_back() {
    let before = StoredValue::new_local(focused());
    on_cleanup(move || {
        let Some(before) = before.try_update_value(Option::take).flatten() else { return };
        // The dialog is still on the page, and nothing outside of it takes focus before it is gone.
        request_animation_frame(move || {
            if before.is_connected() && focused().is_none() {
                drop(before.focus());
            }
        });
    });
}

/// Notes that something was typed into a field. What is chosen by one press is soon chosen again.
fn note_typed(target: Option<EventTarget>) {
    let Some(field) = target.and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let kind = field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::type_);
    let pressed = matches!(kind.as_deref(), Some("checkbox" | "radio" | "file" | "range" | "color"));
    // Nor is it a loss what only looks for something, or a password, which whoever knows it types again.
    let looks = matches!(kind.as_deref(), Some("search" | "password"))
        || field.get_attribute("role").as_deref() == Some("combobox");
    if !pressed && !looks && matches!(field.tag_name().as_str(), "INPUT" | "TEXTAREA") {
        // Fails for no name that is one.
        let _ = field.set_attribute(TYPED, "");
    }
}

/// Whether what was typed still stands in a dialog.
fn holds_typed(dialog: &HtmlDialogElement) -> bool {
    let Ok(fields) = dialog.query_selector_all(&format!("[{TYPED}]")) else { return false };
    let text = |node: web_sys::Node| match node.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(node) => node.dyn_into::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default(),
    };
    (0..fields.length()).filter_map(|at| fields.get(at)).any(|node| !text(node).trim().is_empty())
}

/// Opens the platform's dialog, unless it is open or gone.
fn show(dialog: &HtmlDialogElement) {
    if dialog.is_connected() && !dialog.open() {
        // Fails only if it is open or gone, and both were just asked.
        let _ = dialog.show_modal();
    }
}

/// A modal dialog that is on the page while mounted; `close` is asked to take it away.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: String,
    close: Callback<()>,
    #[prop(optional)] wide: bool,
    /// Without a head: its name is for those who hear the page. What is typed there only looks for something.
    #[prop(optional)]
    bare: bool,
    /// What is typed in it outlives it: it closes at any press.
    #[prop(optional)]
    keeps: bool,
    #[prop(optional)] testid: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let asking = RwSignal::new(false);
    give_focus_back();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            request_animation_frame(move || show(&dialog));
        }
    });
    let leave = move || {
        let loses = !keeps && !bare && node.get_untracked().is_some_and(|dialog| holds_typed(&dialog));
        if loses { asking.set(true) } else { close.run(()) }
    };
    let outside = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.tag_name() == "DIALOG") {
            // The field keeps the caret.
            event.prevent_default();
            leave();
        }
    };
    // Esc pressed twice closes a dialog whatever the page says; what was typed is in it still.
    let closed = move |_| {
        leave();
        if asking.get_untracked()
            && let Some(dialog) = node.get_untracked()
        {
            show(&dialog);
        }
    };
    let name = title.clone();
    view! {
        <dialog
            node_ref=node class="dialog" class:wide=wide class:bare=bare aria-label=name data-testid=testid on:mousedown=outside
            on:input=move |event| note_typed(event.target())
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                leave();
            }
            on:close=closed
        >
            <div class="body">
                {(!bare).then(|| view! {
                    <header>
                        <h2>{title}</h2>
                        <IconButton glyph=glyphs::X name=always().words.close press=move |_| leave() />
                    </header>
                })}
                {children()}
            </div>
            {move || asking.get().then(|| leaving(asking, close))}
        </dialog>
    }
}

/// The question before what was typed is lost.
fn leaving(asking: RwSignal<bool>, close: Callback<()>) -> AnyView {
    let before = StoredValue::new_local(focused());
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            request_animation_frame(move || {
                let stay = place.query_selector("button").ok().flatten();
                if let Some(stay) = stay.and_then(|stay| stay.dyn_into::<HtmlElement>().ok()) {
                    drop(stay.focus());
                }
            });
        }
    });
    let stay = move |_| {
        asking.set(false);
        if let Some(field) = before.try_update_value(Option::take).flatten() {
            drop(field.focus());
        }
    };
    view! {
        <div node_ref=place class="leaving" role="group" aria-label=always().words.leaving data-testid="leaving">
            <p role="alert">{always().words.leaving}</p>
            <Button words=always().words.keep_typing press=stay testid="leaving-stay" />
            <Button words=always().words.discard weight=Weight::Danger press=move |_| close.run(()) testid="leaving-discard" />
        </div>
    }
    .into_any()
}
