//! Passing messages with a way back.

use super::asking::Ask;
use super::{App, Creating, fresh_number};
use crate::link;
use leptos::prelude::*;
use std::time::Duration;
use tacit_bridge::records::{FieldKey, Id, Kind, UndoStep};
use tacit_bridge::{Call, Problem};

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
    /// Its button opens the form again that was given up.
    pub(crate) draft: bool,
    /// Something failed.
    pub(crate) failed: bool,
    /// A task that was done: what comes after it is asked.
    pub(crate) done: Option<Id>,
}

impl App {
    /// Says that something was done, with "Undo" if it can be taken back.
    pub(crate) fn say(self, words: impl Into<String>, undo: Option<UndoStep>) {
        let words = words.into();
        self.did(undo, &words);
        self.show(words, undo.map(Back::Undo), false);
    }

    /// Says that something was done and part of it was not; `done` is how it stands among the steps to take back.
    pub(crate) fn warn(self, words: String, done: &str, undo: Option<UndoStep>) {
        self.did(undo, done);
        self.show(words, undo.map(Back::Undo), true);
    }

    /// Says that a task was done, and asks what comes next.
    pub(crate) fn say_done(self, words: String, undo: Option<UndoStep>, task: Id) {
        self.say(words, undo);
        self.toasts.update(|toasts| toasts.iter_mut().for_each(|toast| toast.done = Some(task)));
    }

    /// Opens the form for the task that comes after one, about whom that one was.
    pub(crate) fn follow_up(self, task: Id) {
        self.ask(Ask::FollowUp(task));
    }

    pub(super) async fn followed_up(self, task: Id) {
        let known = match link::record(Call::Record(task)).await {
            Ok(view) => view.fields.into_iter().filter(|(field, _)| *field == FieldKey::ABOUT).collect(),
            // It is made without what the one before was about.
            Err(_) => Vec::new(),
        };
        self.creating.set(Some(Creating { kind: Kind::Task, known }));
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
        self.end_offers();
    }

    /// What was given up is here only as long as a toast offers it back.
    fn end_offers(self) {
        if !self.toasts.with_untracked(|toasts| toasts.iter().any(|toast| toast.draft)) {
            self.begun.end_offer();
        }
    }

    /// Says that what was typed is given up, with the way back to it.
    pub(super) fn offer_draft(self, words: &str) {
        self.put(words.to_owned(), None, true, false);
    }

    pub(super) fn show(self, words: String, back: Option<Back>, failed: bool) {
        self.put(words, back, false, failed);
    }

    fn put(self, words: String, back: Option<Back>, draft: bool, failed: bool) {
        let id = fresh_number();
        // One at a time reads calmer than a pile; "Undo" of an older step stays reachable by key and by menu.
        self.toasts.set(vec![Toast { id, words, back, draft, failed, done: None }]);
        self.end_offers();
        set_timeout(move || self.dismiss(id), STAYS);
    }
}
