//! Passing messages with a way back.

use super::{App, fresh_number};
use leptos::prelude::*;
use std::time::Duration;
use tacit_bridge::Problem;
use tacit_bridge::records::UndoStep;

/// Long enough to read and to reach for "Undo".
const STAYS: Duration = Duration::from_secs(8);

/// What a toast's button does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Back {
    /// Takes a step back.
    Undo(UndoStep),
    /// Takes the taking back back.
    Redo(UndoStep),
}

/// One passing message.
#[derive(Clone, PartialEq)]
pub(crate) struct Toast {
    /// Tells toasts apart.
    pub(crate) id: u32,
    /// One sentence.
    pub(crate) words: String,
    /// Its button.
    pub(crate) back: Option<Back>,
    /// Something failed.
    pub(crate) failed: bool,
}

impl App {
    /// Says that something was done, with "Undo" if it can be taken back.
    pub(crate) fn say(self, words: impl Into<String>, undo: Option<UndoStep>) {
        let words = words.into();
        self.did(undo, &words);
        self.show(words, undo.map(Back::Undo), false);
    }

    /// Says what went wrong.
    pub(crate) fn complain(self, problem: &Problem) {
        self.show(format!("{} {}", problem.what, problem.todo), None, true);
    }

    /// Says what went wrong where it was asked for, or in passing if that is gone.
    pub(crate) fn refuse(self, place: RwSignal<Option<Problem>>, problem: Problem) {
        if let Some(Some(problem)) = place.try_set(Some(problem)) {
            self.complain(&problem);
        }
    }

    /// Takes a toast away.
    pub(crate) fn dismiss(self, id: u32) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    pub(super) fn show(self, words: String, back: Option<Back>, failed: bool) {
        let id = fresh_number();
        // One at a time reads calmer than a pile; "Undo" of an older step stays reachable by key and by menu.
        self.toasts.set(vec![Toast { id, words, back, failed }]);
        set_timeout(move || self.dismiss(id), STAYS);
    }
}
