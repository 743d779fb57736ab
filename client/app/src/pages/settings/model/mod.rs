//! What the team defines itself: kinds of records and fields of its own, pipelines.

mod field_form;
mod fields;
mod object_form;
mod objects;
mod pipeline_form;
mod pipelines;
mod templates;
mod terms;

pub(crate) use field_form::FieldForm;
pub(super) use fields::OwnFields;
pub(super) use objects::OwnObjects;
pub(super) use pipelines::Pipelines;
pub(super) use templates::Templates;

use crate::link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{IconButton, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;

/// Sends a change and says so, with its undo.
fn change(call: Call, said: &'static str) {
    let app = app();
    spawn_local(async move {
        match link::changed(call).await {
            Ok((_, undo)) => app.say(said, undo),
            Err(problem) => app.complain(&problem),
        }
    });
}

/// This list with one entry moved by a place; as it is at either end.
fn moved<T: Clone>(list: &[T], at: usize, up: bool) -> Vec<T> {
    let mut list = list.to_vec();
    let to = if up { at.checked_sub(1) } else { at.checked_add(1) };
    if let Some(to) = to.filter(|to| *to < list.len()) {
        list.swap(at, to);
    }
    list
}

/// Two arrows that move an entry of a list by one place.
fn arrows(name: &str, at: usize, count: usize, step: impl Fn(bool) + Copy + 'static) -> AnyView {
    view! {
        <IconButton
            glyph=glyphs::CHEVRON_UP name=t().own.up(name) small=true disabled=at == 0 press=move |_| step(true)
        />
        <IconButton
            glyph=glyphs::CHEVRON_DOWN name=t().own.down(name) small=true disabled=at + 1 == count press=move |_| step(false)
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn an_entry_moves_by_one_place_and_not_beyond_the_ends() {
        assert_eq!(moved(&[1, 2, 3], 1, true), [2, 1, 3]);
        assert_eq!(moved(&[1, 2, 3], 1, false), [1, 3, 2]);
        assert_eq!(moved(&[1, 2, 3], 0, true), [1, 2, 3]);
        assert_eq!(moved(&[1, 2, 3], 2, false), [1, 2, 3]);
    }
}
