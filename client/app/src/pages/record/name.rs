//! The name of a person: one row that shows it whole, and opens its parts to whoever edits it.

use super::edit::enter;
use crate::state::app;
use crate::strings::t;
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, RecordView, Value};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What of a name its parts say beyond the name as it is shown.
fn beside(view: &RecordView, keys: &[FieldKey]) -> String {
    let own = [FieldKey::GIVEN, FieldKey::FAMILY];
    let text = |key: &FieldKey| {
        let value = view.fields.iter().find(|(of, _)| of == key).map(|(_, value)| value);
        if let Some(Value::Text(text)) = value { Some(text.as_str()) } else { None }
    };
    let parts: Vec<&str> = keys.iter().filter(|key| !own.contains(key)).filter_map(text).collect();
    parts.join(" · ")
}

/// The row, and behind it the editors of the parts.
#[component]
pub(super) fn NameCard(title: String, keys: Vec<FieldKey>, view: Signal<RecordView>, parts: AnyView) -> impl IntoView {
    let (app, open) = (app(), RwSignal::new(false));
    let node = NodeRef::<html::Div>::new();
    let (of, words) = (keys.clone(), title.clone());
    // What a merge set aside is for somebody to decide on, so it is in sight.
    let aside = Memo::new(move |_| view.with(|view| view.set_aside.iter().any(|lost| of.contains(&lost.field))));
    let shown = move || open.get() || aside.get();
    let toggle = move |_| {
        // While something set aside keeps it open, pressing closes nothing: it leads into the parts.
        open.update(|open| *open = !*open || aside.get_untracked());
        if !open.get_untracked() || app.read_only_now() {
            return;
        }
        request_animation_frame(move || {
            let first =
                node.get_untracked().and_then(|parts| parts.query_selector("input:not(:disabled)").ok().flatten());
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                enter(&first);
            }
        });
    };
    let name = move || {
        let name = view.with(|view| view.name.clone());
        if name.is_empty() { t().record.unnamed.to_owned() } else { name }
    };
    let beside = move || view.with(|view| beside(view, &keys));
    view! {
        <section class="card" aria-label=title>
            <div class="rows-of-fields">
                <div class="attr">
                    <div class="name" aria-hidden="true">{words.clone()}</div>
                    <div class="value">
                        <button
                            type="button" class="edit" aria-expanded=move || shown().to_string() data-testid="name-open"
                            on:click=toggle
                        >
                            <span class="sr-only">{words}": "</span>{name}" "<span class="faint">{beside}</span>
                        </button>
                    </div>
                </div>
                <div node_ref=node data-testid="name-parts" hidden=move || !shown()>{parts}</div>
            </div>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_bridge::records::{Id, Kind};

    #[test]
    fn beside_the_name_stands_what_its_other_parts_say() {
        const PREFIX: FieldKey = FieldKey(4);
        const NICKNAME: FieldKey = FieldKey(6);
        let text = |text: &str| Value::Text(text.to_owned());
        let fields = vec![
            (FieldKey::GIVEN, text("Vera")),
            (FieldKey::FAMILY, text("Quandt")),
            (PREFIX, text("Dr.")),
            (NICKNAME, text("Vee")),
        ];
        let view = RecordView {
            id: Id([1; 16]),
            kind: Kind::Person,
            name: "Vera Quandt".to_owned(),
            fields,
            related: Vec::new(),
            source: None,
            created: (String::new(), 0),
            changed: (String::new(), 0),
            set_aside: Vec::new(),
            epoch: 1,
            sealed_bytes: 0,
            waiting: false,
            restricted: None,
            locked: false,
        };
        let keys = [FieldKey::GIVEN, FieldKey::FAMILY, PREFIX, NICKNAME];
        assert_eq!(beside(&view, &keys), "Dr. · Vee");
        assert_eq!(beside(&view, &keys[..2]), "");
    }
}
