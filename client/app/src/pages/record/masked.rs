//! A masked value: three dots and an eye. The look is asked of the worker, which writes it down before it answers; until
//! then the page has nothing to show.

use super::edit::Edit;
use crate::link;
use crate::strings::{always, t};
use crate::ui::{IconButton, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::masked::{MaskedAnswer, MaskedAsk};
use tacit_bridge::records::Value;

/// The field's editor, behind dots while its value is masked.
pub(super) fn behind_dots(edit: Edit, label: String, editor: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let dots = Memo::new(move |_| edit.value.with(|value| *value == Value::Masked));
    (move || if dots.get() { masked(edit, &label) } else { view! { {editor()}{hide(edit)} }.into_any() }).into_any()
}

fn masked(edit: Edit, label: &str) -> AnyView {
    let busy = RwSignal::new(false);
    let reveal = move |_| {
        busy.set(true);
        spawn_local(async move {
            let ask = MaskedAsk::Reveal { record: edit.id, field: edit.field };
            match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Masked(ask))).await {
                Ok(PrivacyAnswer::Masked(MaskedAnswer::Value(value))) => drop(edit.revealed.try_set(Some(value))),
                Ok(_) => edit.app.complain(&link::internal(always().link.other_version)),
                Err(problem) => edit.app.complain(&problem),
            }
            busy.try_set(false);
        });
    };
    let eye = {
        let name = t().masked.reveal(label);
        move || {
            let name = name.clone();
            (!edit.app.read_only()).then(|| {
                view! { <IconButton glyph=glyphs::EYE name small=true press=reveal disabled=busy testid="reveal" /> }
            })
        }
    };
    let why = move || edit.app.read_only().then_some(t().masked.viewer);
    view! {
        <div class="masked" data-testid="masked" title=why>
            <span aria-hidden="true">{t().masked.dots}</span>
            <span class="sr-only">{t().masked.hidden}</span>
            {eye}
        </div>
    }
    .into_any()
}

/// Takes a masked value that lost a conflict, and shows it: the look at it was written down.
pub(super) fn use_aside(edit: Edit, at: u64) {
    spawn_local(async move {
        let ask = MaskedAsk::UseAside { record: edit.id, field: edit.field, at };
        match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Masked(ask))).await {
            Ok(PrivacyAnswer::Masked(MaskedAnswer::Used(value, undo))) => {
                edit.revealed.try_set(Some(value));
                edit.app.did(undo, &edit.label());
            }
            Ok(_) => edit.app.complain(&link::internal(always().link.other_version)),
            Err(problem) => edit.app.complain(&problem),
        }
    });
}

/// The way back behind the dots.
fn hide(edit: Edit) -> impl IntoView {
    move || {
        edit.is_revealed().then(|| {
            view! {
                <IconButton
                    glyph=glyphs::EYE_OFF name=t().masked.hide small=true testid="mask-again"
                    press=move |_| edit.revealed.set(None)
                />
            }
        })
    }
}
