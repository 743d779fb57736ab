//! Dialogs: the platform's modal element, which keeps focus inside and closes with Esc.

use super::{IconButton, glyphs};
use crate::strings::t;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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

/// A modal dialog that is on the page while mounted; `close` is asked to take it away.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: String,
    close: Callback<()>,
    #[prop(optional)] wide: bool,
    /// Without a head: its name is for those who hear the page.
    #[prop(optional)]
    bare: bool,
    #[prop(optional)] testid: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    give_focus_back();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            request_animation_frame(move || {
                if dialog.is_connected() && !dialog.open() {
                    // Fails only if it is open or gone, and both were just asked.
                    let _ = dialog.show_modal();
                }
            });
        }
    });
    let outside = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.tag_name() == "DIALOG") {
            close.run(());
        }
    };
    let name = title.clone();
    view! {
        <dialog
            node_ref=node class="dialog" class:wide=wide class:bare=bare aria-label=name data-testid=testid on:mousedown=outside
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                close.run(());
            }
        >
            <div class="body">
                {(!bare).then(|| view! {
                    <header>
                        <h2>{title}</h2>
                        <IconButton glyph=glyphs::X name=t().words.close press=move |_| close.run(()) />
                    </header>
                })}
                {children()}
            </div>
        </dialog>
    }
}
