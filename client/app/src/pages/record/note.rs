//! The editor of a note. A note with marks in it is drawn until somebody writes in it: headings, boxes that can be ticked,
//! members who are mentioned.

use super::edit::Edit;
use super::text::{text_of, value_of};
use super::typing::Typing;
use crate::link;
use crate::pages::note_area::NoteArea;
use crate::strings::t;
use crate::ui::{IconButton, glyphs, prose};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::note::{Block, Inline};
use tacit_bridge::records::FieldKey;
use wasm_bindgen::JsCast;

/// Whether a note looks otherwise when it is drawn.
fn has_marks(blocks: &[Block]) -> bool {
    let marked = |part: &Inline| !matches!(part, Inline::Text(_) | Inline::Break);
    blocks.iter().any(|block| !matches!(block, Block::Paragraph(parts) if !parts.iter().any(marked)))
}

#[component]
pub(super) fn NoteEdit(edit: Edit, label: String) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    let typing = Typing::over(edit, text_of, |text| Some(value_of(text)));
    let focused = RwSignal::new(false);
    let drawn = RwSignal::new(Vec::<Block>::new());
    Effect::new(move |_| {
        let held = text_of(&edit.value.get());
        spawn_local(async move {
            let blocks = match held.is_empty() {
                true => Vec::new(),
                false => link::note(Call::DrawNote(held.clone())).await.unwrap_or_default(),
            };
            // The note may be another one meanwhile.
            if edit.value.try_with_untracked(|now| text_of(now) == held) == Some(true) {
                drawn.try_set(blocks);
            }
        });
    });
    let is_drawn = Memo::new(move |_| !focused.get() && drawn.with(|blocks| has_marks(blocks)));
    let write = Callback::new(move |text: String| typing.input_and_keep(text));
    let keys = Callback::new(move |event: KeyboardEvent| {
        let done = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if event.key() == "Escape" {
            typing.give_up();
        } else if !done {
            return;
        }
        event.stop_propagation();
        if let Some(area) = node.get_untracked() {
            drop(area.blur());
        }
    });
    let caret = Callback::new(move |is_in: bool| {
        focused.try_set(is_in);
        if !is_in {
            typing.leave();
        }
    });
    let begin = move || {
        if edit.read_only.get_untracked() {
            return;
        }
        focused.set(true);
        // The area is shown first, and takes the caret then.
        request_animation_frame(move || {
            if let Some(area) = node.try_get_untracked().flatten() {
                drop(area.focus());
            }
        });
    };
    let press = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let own = target.and_then(|target| target.closest("a, input, button").ok().flatten()).is_some();
        // Whoever marks words with the pointer wants to copy them.
        let marking = window().get_selection().ok().flatten().is_some_and(|range| !range.is_collapsed());
        if !own && !marking {
            begin();
        }
    };
    let tick = Callback::new(move |(number, done): (u32, bool)| {
        spawn_local(async move {
            match link::changed(Call::TickBox { id: edit.id, number, done }).await {
                Ok((_, undo)) => edit.app.did(undo, &edit.label()),
                Err(problem) => edit.app.complain(&problem),
            }
        });
    });
    let name = label.clone();
    let shown = move || {
        let tick = (edit.field == FieldKey::NOTES && !edit.read_only.get()).then_some(tick);
        let name = t().own.edit(&name);
        is_drawn.get().then(|| {
            view! {
                <div class="drawn" data-testid="drawn-note" on:click=press>
                    {prose(drawn.get(), tick)}
                    {(!edit.read_only.get()).then(|| view! {
                        <IconButton glyph=glyphs::PENCIL name small=true press=move |_| begin() testid="edit-note" />
                    })}
                </div>
            }
        })
    };
    view! {
        {shown}
        <div class="menu-place grow" hidden=move || is_drawn.get()>
            <NoteArea
                node text=typing.text write class="edit long" rows=1 name=label placeholder=t().record.none.to_owned() disabled=edit.read_only keys
                focused=caret
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Inline, has_marks};

    #[test]
    fn only_what_looks_otherwise_is_drawn() {
        let plain = Block::Paragraph(vec![Inline::Text("a".into()), Inline::Break, Inline::Text("b".into())]);
        assert!(!has_marks(&[]) && !has_marks(&[plain.clone(), plain.clone()]));
        assert!(has_marks(&[plain.clone(), Block::Rule]));
        assert!(has_marks(&[plain, Block::Paragraph(vec![Inline::Mention(7, "Anna".into())])]));
    }
}
