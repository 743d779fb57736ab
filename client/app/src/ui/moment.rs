//! A point in time, by the browser's own picker, in this device's zone.

use leptos::html;
use leptos::prelude::*;

/// The first and the last moment that can be chosen, in every zone: what is earlier or later cannot be written down. A form with
/// another one in it is not sent, and the browser says why.
const FIRST: &str = "1970-01-02T00:00";
const LAST: &str = "9999-12-31T23:59";

/// An input for a moment.
#[component]
pub(crate) fn MomentInput(
    /// What it is called, where no label stands around it.
    #[prop(optional, into)]
    name: Option<String>,
    /// As the picker takes it: "2026-06-14T14:02", or nothing.
    #[prop(into)]
    text: Signal<String>,
    class: &'static str,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Hears the text; `None` as long as a part of the moment is missing.
    write: Callback<Option<String>>,
    /// Hears that it is left, and whether a part is missing: it shows `text` again then.
    #[prop(optional)]
    leave: Option<Callback<bool>>,
    #[prop(optional)] testid: Option<&'static str>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    // A browser reports an empty text as soon as a single part of the moment is deleted: that is no moment, nor none.
    let unfinished = move || node.try_get_untracked().flatten().is_some_and(|input| input.validity().bad_input());
    let input = move |event| {
        let whole = (!unfinished()).then(|| event_target_value(&event));
        write.try_run(whole);
    };
    let left = move |_| {
        let Some(leave) = leave else { return };
        let missing = unfinished();
        leave.try_run(missing);
        let shown = (node.try_get_untracked().flatten(), text.try_get_untracked());
        if let (true, (Some(input), Some(text))) = (missing, shown) {
            input.set_value(&text);
        }
    };
    view! {
        <input
            node_ref=node class=class type="datetime-local" min=FIRST max=LAST aria-label=name data-testid=testid disabled=disabled
            prop:value=move || text.get() on:input=input on:blur=left
        />
    }
}
