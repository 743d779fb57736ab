//! What is being typed into a field, beside what the field holds.

use super::edit::Edit;
use super::refused;
use leptos::prelude::*;
use tacit_bridge::records::Value;

/// The text of a field's input. What arrives from others is shown while nothing is typed; left without typing, a field
/// writes nothing, or it would take back what a colleague wrote meanwhile.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    edit: Edit,
    pub(super) text: RwSignal<String>,
    shown: fn(&Value) -> String,
    read: fn(&str) -> Option<Value>,
}

impl Typing {
    /// Begins with what the field holds; `read` gives nothing for text that no value is made of.
    pub(super) fn over(edit: Edit, shown: fn(&Value) -> String, read: fn(&str) -> Option<Value>) -> Self {
        let text = RwSignal::new(shown(&edit.value.get_untracked()));
        let typing = Self { edit, text, shown, read };
        Effect::new(move |_| {
            // What is given up elsewhere goes back to what is held, too.
            edit.refused.track();
            let held = edit.shown();
            let same = text.with_untracked(|text| read(text).as_ref() == Some(&held));
            if !edit.typed.get_value() && !same {
                text.set(shown(&held));
            }
        });
        // A page that is left takes its fields away, and with them the clock that would have written.
        on_cleanup(move || typing.leave());
        typing
    }

    /// Takes what the input holds now.
    pub(super) fn input(self, text: String) {
        self.edit.typed.set_value(true);
        self.text.set(text);
    }

    /// As [`Typing::input`], written after a while without being left.
    pub(super) fn input_and_keep(self, text: String) {
        self.input(text);
        self.edit.later(move || self.taken());
    }

    /// The field is left: what was typed is written, and stands there as it is shown.
    pub(super) fn leave(self) {
        if let Some(value) = self.taken() {
            self.edit.commit(value);
        }
        let Some(latest) = self.edit.latest() else { return };
        if self.edit.is_unwritten() {
            // No value is made of it.
            refused::remember(self.edit);
        } else if self.text.try_with_untracked(|text| (self.read)(text).as_ref() == Some(&latest)) == Some(true) {
            let shown = (self.shown)(&latest);
            if self.text.with_untracked(|text| *text != shown) {
                self.text.set(shown);
            }
        }
    }

    /// Given up: back to what is held.
    pub(super) fn give_up(self) {
        self.edit.give_up();
        if let Some(latest) = self.edit.latest() {
            self.text.set((self.shown)(&latest));
        }
    }

    /// What was typed since it was last taken; a field that is removed while it has the caret is still left.
    fn taken(self) -> Option<Value> {
        let text = self.text.try_get_untracked()?;
        let value = (self.read)(&text)?;
        let typed = self.edit.typed.try_update_value(std::mem::take)?;
        // What shows less than it holds, as minutes of a moment, is not cut down to what is shown.
        let same = self.edit.latest().is_some_and(|latest| (self.shown)(&latest) == text);
        if typed && same {
            self.edit.refused.try_set(None);
            self.edit.meanwhile.try_set(None);
        }
        (typed && !same).then_some(value)
    }
}
