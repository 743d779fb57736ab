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

/// Where more is said of a step, once it is known: in the toast that told it, or in one of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct More {
    step: UndoStep,
    /// The toast that stood when it was asked.
    stood: Option<u32>,
    /// That toast told the step.
    told: bool,
}

impl More {
    fn of(toasts: &[Toast], step: UndoStep) -> Self {
        let last = toasts.last();
        let told = last.is_some_and(|toast| toast.back == Some(Back::Undo(step)));
        Self { step, stood: last.map(|toast| toast.id), told }
    }

    /// Adds the sentence where the step was told; whether it needs a toast of its own. What is newer, or would be lost with
    /// its toast, stays.
    fn add(self, toasts: &mut [Toast], sentence: &str) -> bool {
        let Some(toast) = toasts.last_mut() else { return !self.told };
        let stands = Some(toast.id) == self.stood;
        if stands && self.told {
            toast.words = format!("{} {sentence}", toast.words);
        }
        stands && !self.told && !toast.draft
    }
}

impl App {
    /// Of this step, which was done a moment ago, more is said later.
    pub(crate) fn more_of(self, step: UndoStep) -> More {
        self.toasts.with_untracked(|toasts| More::of(toasts, step))
    }

    /// Says it.
    pub(crate) fn say_more(self, more: More, sentence: String) {
        if self.toasts.try_update(|toasts| more.add(toasts, &sentence)) == Some(true) {
            self.show(sentence, Some(Back::Undo(more.step)), false);
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: UndoStep = UndoStep(7);

    fn toast(id: u32, back: Option<Back>) -> Toast {
        Toast { id, words: "Done.".to_owned(), back, draft: false, failed: false, done: Some(Id([1; 16])) }
    }

    #[test]
    fn what_is_said_later_stands_beside_what_was_said_at_once() {
        let mut toasts = vec![toast(1, Some(Back::Undo(STEP)))];
        assert!(!More::of(&toasts, STEP).add(&mut toasts, "It comes again."));
        let told = Toast { words: "Done. It comes again.".to_owned(), ..toast(1, Some(Back::Undo(STEP))) };
        assert!(toasts == [told], "the ways back and on are still there");
    }

    #[test]
    fn nothing_newer_gives_way_to_what_is_said_later() {
        let mut toasts = vec![toast(1, Some(Back::Undo(STEP)))];
        let more = More::of(&toasts, STEP);
        toasts = vec![toast(2, Some(Back::Redo(STEP)))];
        assert!(!more.add(&mut toasts, "It comes again."));
        assert!(toasts == [toast(2, Some(Back::Redo(STEP)))], "it was taken back meanwhile");
        assert!(!more.add(&mut [], "It comes again."), "its toast was closed");
    }

    #[test]
    fn of_a_step_that_no_toast_told_one_tells_it() {
        assert!(More::of(&[], STEP).add(&mut [], "It comes again."));
        let mut older = vec![toast(1, Some(Back::Undo(UndoStep(6))))];
        let more = More::of(&older, STEP);
        assert!(more.add(&mut older, "It comes again."));
        assert!(older == [toast(1, Some(Back::Undo(UndoStep(6))))], "nothing is added to another step's");
        older[0].draft = true;
        assert!(!more.add(&mut older, "It comes again."), "what was given up has no other way back");
        assert!(!more.add(&mut [toast(2, None)], "It comes again."));
    }
}
