//! A form that was left before it was saved begins with what was typed, and says so.

use super::draft::Draft;
use crate::state::{Creating, Typed, app};
use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use tacit_bridge::records::FieldKey;

/// Where what was typed before is.
#[derive(Clone, PartialEq)]
enum Before {
    /// Nothing was.
    Nothing,
    /// In the form.
    Here,
    /// Beside it, to be brought back.
    Aside(Typed),
}

/// Keeps what is typed from now on, and puts what is kept into the form. What was known when the form was opened now is
/// newer than the draft.
pub(super) fn keeping(creating: &Creating, draft: StoredValue<Draft>) -> AnyView {
    let (app, kind) = (app(), creating.kind);
    let first = draft.with_value(|draft| untrack(|| draft.typed()));
    let fill = move |typed: &Typed, but: &[FieldKey]| draft.with_value(|draft| draft.fill(typed, but));
    let before = RwSignal::new(Before::Nothing);
    if let Some(kept) = app.begun.of(kind) {
        let known: Vec<_> = creating.known.iter().map(|(field, _)| *field).collect();
        fill(&kept, &known);
        before.set(Before::Here);
    }
    let begun = first.clone();
    Effect::new(move |_| {
        let now = draft.with_value(Draft::typed);
        app.begun.keep(kind, (now != begun).then_some(now));
    });
    let first = StoredValue::new(first);
    let anew = move || {
        let now = draft.with_value(|draft| untrack(|| draft.typed()));
        first.with_value(|first| fill(first, &[]));
        before.set(Before::Aside(now));
    };
    let line = move || {
        let (words, press_words, aside) = match before.get() {
            Before::Nothing => return None,
            Before::Here => (t().create.kept, t().create.anew, None),
            Before::Aside(typed) => (t().create.put_aside, t().create.bring_back, Some(typed)),
        };
        let press = move |_: MouseEvent| match &aside {
            None => anew(),
            Some(typed) => {
                fill(typed, &[]);
                before.set(Before::Here);
            }
        };
        Some(view! {
            <p class="kept-draft" role="status" data-testid="draft-kept">
                {icon(glyphs::HISTORY)}
                <span class="grow">{words}</span>
                <button type="button" class="link-btn" data-testid="draft-anew" on:click=press>{press_words}</button>
            </p>
        })
    };
    line.into_any()
}
