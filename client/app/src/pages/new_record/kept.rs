//! A form that was left before it was saved begins with what was typed, and says so.

use super::draft::Draft;
use crate::pages::kept_line::kept_line;
use crate::state::{Creating, Typed, app};
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
        app.keep_form(kind, (now != begun).then_some(now));
    });
    let first = StoredValue::new(first);
    let anew = move || {
        let now = draft.with_value(|draft| untrack(|| draft.typed()));
        first.with_value(|first| fill(first, &[]));
        before.set(Before::Aside(now));
    };
    let press = Callback::new(move |()| match before.get_untracked() {
        Before::Nothing => {}
        Before::Here => anew(),
        Before::Aside(typed) => {
            fill(&typed, &[]);
            before.set(Before::Here);
        }
    });
    let aside = move || match before.get() {
        Before::Nothing => None,
        Before::Here => Some(false),
        Before::Aside(_) => Some(true),
    };
    kept_line(aside, press)
}
