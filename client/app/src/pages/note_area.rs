//! Where notes are written, on every page and of every kind: several lines in which members can be mentioned.

use super::mentioning::Mentioning;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

#[component]
pub(crate) fn NoteArea(
    node: NodeRef<html::Textarea>,
    #[prop(into)] text: Signal<String>,
    write: Callback<String>,
    class: &'static str,
    rows: u32,
    /// Unless a label stands around it.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] placeholder: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// The key that leads here, for those who hear the page.
    #[prop(optional)]
    shortcut: Option<&'static str>,
    #[prop(optional)] testid: Option<&'static str>,
    /// Hears the keys that were not for the offer.
    #[prop(optional, into)]
    keys: Option<Callback<KeyboardEvent>>,
    /// Hears whether the caret is in it.
    #[prop(optional, into)]
    focused: Option<Callback<bool>>,
) -> impl IntoView {
    let mentioning = Mentioning::new(node, write);
    let said = move |is_in: bool| {
        if let Some(focused) = focused {
            // What is taken from the page with the caret in it says so when nobody hears any more.
            focused.try_run(is_in);
        }
    };
    view! {
        <textarea
            // Without this browsers write what is typed into their session files, unsealed.
            autocomplete="off" node_ref=node class=class rows=rows.to_string() aria-label=name data-testid=testid aria-keyshortcuts=shortcut
            aria-autocomplete="list" aria-activedescendant=move || mentioning.active()
            placeholder=move || placeholder.get() prop:value=move || text.get() disabled=disabled
            on:keydown=move |event| {
                if !mentioning.key(&event) && let Some(keys) = keys {
                    keys.try_run(event);
                }
            }
            on:focus=move |_| said(true)
            on:blur=move |_| {
                mentioning.close();
                said(false);
            }
            on:input=move |event| {
                write.try_run(event_target_value(&event));
                mentioning.typed();
            }
        ></textarea>
        {mentioning.offer()}
    }
}
