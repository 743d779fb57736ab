//! What can be taken back, newest last, and what was taken back and can be done again.

use super::asking::Ask;
use super::{App, Back};
use crate::link;
use crate::strings::always;
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::message::{Job, Progress};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::UndoStep;

/// Steps remembered each way: as many as the worker keeps.
const KEPT: usize = 200;

/// A step, and what it was in words.
#[derive(Clone, PartialEq, Debug)]
struct Known {
    step: UndoStep,
    words: String,
}

/// The steps of this page, both ways.
#[derive(Clone, Default, PartialEq, Debug)]
pub(crate) struct Steps {
    done: Vec<Known>,
    undone: Vec<Known>,
}

impl Steps {
    /// Something new was done: what was taken back before it is not done again.
    fn did(&mut self, step: UndoStep, words: String) {
        self.drop_step(step);
        self.done.push(Known { step, words });
        self.undone.clear();
        if self.done.len() > KEPT {
            self.done.remove(0);
        }
    }

    /// What names somebody who is gone is told no more; the step itself stays.
    fn forget(&mut self, names: &[String]) {
        for one in self.done.iter_mut().chain(&mut self.undone) {
            if names.iter().any(|name| !name.is_empty() && one.words.contains(name.as_str())) {
                one.words.clear();
            }
        }
    }

    /// A step is spent; what it was in words, if it was known.
    fn drop_step(&mut self, step: UndoStep) -> Option<String> {
        let known = self.done.iter().chain(&self.undone).find(|one| one.step == step);
        let words = known.map(|one| one.words.clone());
        self.done.retain(|one| one.step != step);
        self.undone.retain(|one| one.step != step);
        words
    }

    /// The step to take back, or to do again, with what it was.
    fn next(&self, redo: bool) -> Option<(Back, String)> {
        let way = if redo { &self.undone } else { &self.done };
        let Known { step, words } = way.last()?;
        Some((if redo { Back::Redo(*step) } else { Back::Undo(*step) }, words.clone()))
    }

    /// Whether a step can still be done again.
    fn is_undone(&self, step: UndoStep) -> bool {
        self.undone.iter().any(|one| one.step == step)
    }

    /// A step was not taken back after all: it stands where it stood. Steps are numbered as they are done.
    fn put_back(&mut self, back: Back, words: String) {
        let (Back::Undo(step) | Back::Redo(step)) = back;
        let way = if matches!(back, Back::Undo(_)) { &mut self.done } else { &mut self.undone };
        let at = way.partition_point(|known| known.step.0 < step.0);
        way.insert(at, Known { step, words });
    }

    /// What a spent step came to: its opposite, if there is one.
    fn turned(&mut self, back: Back, step: Option<UndoStep>, words: String) {
        let known = step.map(|step| Known { step, words });
        match back {
            Back::Undo(_) => self.undone.extend(known),
            Back::Redo(_) => self.done.extend(known),
        }
    }
}

impl App {
    /// How far a long job is.
    pub(crate) fn job(self, job: Job) -> RwSignal<Option<Progress>> {
        match job {
            Job::Import => self.importing,
            Job::Change => self.changing,
            Job::Search => self.searching,
        }
    }

    /// Waits for something that may be long; its progress stands at the foot of the page meanwhile.
    pub(crate) async fn working_on<T>(self, job: impl Future<Output = T>) -> T {
        self.working.update(|number| *number += 1);
        let answer = job.await;
        self.working.update(|number| *number = number.saturating_sub(1));
        answer
    }

    /// Remembers what was done, to be taken back by key or from a menu.
    pub(crate) fn did(self, undo: Option<UndoStep>, words: &str) {
        if let Some(step) = undo {
            let words = words.trim().trim_end_matches('.').to_owned();
            self.steps.update(|steps| steps.did(step, words));
        }
    }

    /// Names of those who are gone stand in no menu.
    pub(super) fn forget_words(self, names: &[String]) {
        if self.steps.with_untracked(|steps| *steps != Steps::default()) {
            self.steps.update(|steps| steps.forget(names));
        }
    }

    /// What would be taken back next, or done again, and what it was; the answer follows it.
    pub(crate) fn next_step(self, redo: bool) -> Option<(Back, String)> {
        self.steps.with(|steps| steps.next(redo))
    }

    /// Whether a toast still leads back, or forth: nothing is done again after something new. Reads the steps' signal.
    pub(crate) fn still_leads(self, back: Back) -> bool {
        match back {
            Back::Undo(_) => true,
            Back::Redo(step) => self.steps.with(|steps| steps.is_undone(step)),
        }
    }

    /// Takes the newest step back, or does again what was taken back last; whether there is one.
    pub(crate) fn step_by_key(self, redo: bool) -> bool {
        let next = untrack(|| self.next_step(redo));
        let found = next.is_some();
        next.into_iter().for_each(|(back, _)| self.step(back));
        found
    }

    /// Takes a step back, or forth again.
    pub(crate) fn step(self, back: Back) {
        self.ask(Ask::Step(back));
    }

    pub(super) async fn stepped(self, back: Back) {
        self.take(back, None).await;
    }

    /// The same, perhaps with words of its own, for whoever waits for it; whether all of it was taken.
    pub(crate) async fn take(self, back: Back, said: Option<&'static str>) -> bool {
        let (Back::Undo(step) | Back::Redo(step)) = back;
        // Spent until the answer comes: a key pressed before that takes the step before it.
        let words = self.steps.try_update(|steps| steps.drop_step(step)).flatten().unwrap_or_default();
        let (call, next): (_, fn(UndoStep) -> Back) = match back {
            Back::Undo(step) => (Call::Undo(step), Back::Redo),
            Back::Redo(step) => (Call::Redo(step), Back::Undo),
        };
        match self.working_on(link::several(call)).await {
            Ok(many) => {
                let is_whole = many.stopped.is_none();
                let said = said.map_or_else(|| stepped_words(back, &words), str::to_owned);
                // What it was stopped before stands where it stood, under its own number.
                if !is_whole {
                    self.steps.update(|steps| steps.put_back(back, words.clone()));
                }
                self.steps.update(|steps| steps.turned(back, many.undo, words));
                let next = many.undo.map(next);
                self.show(many.words(said), next, false);
                is_whole
            }
            Err(problem) => {
                // What is gone would not go better the next time; all else can be tried again.
                if problem.kind != ProblemKind::Gone {
                    self.steps.update(|steps| steps.put_back(back, words));
                }
                self.complain(&problem);
                false
            }
        }
    }
}

/// "Taken back: 3 people deleted.": that it was done, and what it was as far as that may still be told.
fn stepped_words(back: Back, what: &str) -> String {
    let plain = if matches!(back, Back::Undo(_)) { always().words.undone } else { always().words.redone };
    if what.is_empty() { plain.to_owned() } else { format!("{}: {what}.", plain.trim_end_matches('.')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(steps: &mut Steps, back: Back, step: Option<UndoStep>) {
        let (Back::Undo(spent) | Back::Redo(spent)) = back;
        let words = steps.drop_step(spent).unwrap_or_default();
        steps.turned(back, step, words);
    }

    fn did(steps: &mut Steps, number: u64) {
        steps.did(UndoStep(number), format!("step {number}"));
    }

    fn next(steps: &Steps, redo: bool) -> Option<Back> {
        steps.next(redo).map(|(back, _)| back)
    }

    #[test]
    fn steps_go_back_in_their_order_and_forth_again() {
        let mut steps = Steps::default();
        did(&mut steps, 1);
        did(&mut steps, 2);
        assert_eq!(next(&steps, false), Some(Back::Undo(UndoStep(2))));
        turned(&mut steps, Back::Undo(UndoStep(2)), Some(UndoStep(3)));
        turned(&mut steps, Back::Undo(UndoStep(1)), Some(UndoStep(4)));
        assert_eq!((next(&steps, false), next(&steps, true)), (None, Some(Back::Redo(UndoStep(4)))));
        turned(&mut steps, Back::Redo(UndoStep(4)), Some(UndoStep(5)));
        assert_eq!(next(&steps, false), Some(Back::Undo(UndoStep(5))));
        assert_eq!(next(&steps, true), Some(Back::Redo(UndoStep(3))));
    }

    #[test]
    fn a_step_keeps_what_it_was_in_words_both_ways() {
        let mut steps = Steps::default();
        did(&mut steps, 1);
        turned(&mut steps, Back::Undo(UndoStep(1)), Some(UndoStep(2)));
        assert_eq!(steps.next(true), Some((Back::Redo(UndoStep(2)), "step 1".to_owned())));
        turned(&mut steps, Back::Redo(UndoStep(2)), Some(UndoStep(3)));
        assert_eq!(steps.next(false), Some((Back::Undo(UndoStep(3)), "step 1".to_owned())));
    }

    #[test]
    fn whoever_is_gone_is_not_named_in_what_can_be_undone() {
        let mut steps = Steps::default();
        steps.did(UndoStep(1), "“Ada Aal” added".to_owned());
        steps.forget(&["Ben Bach".to_owned(), String::new()]);
        assert_eq!(steps.next(false).map(|(_, words)| words), Some("“Ada Aal” added".to_owned()));
        steps.forget(&["Ada Aal".to_owned()]);
        assert_eq!(steps.next(false), Some((Back::Undo(UndoStep(1)), String::new())));
    }

    #[test]
    fn what_could_not_be_taken_back_stands_where_it_stood() {
        let mut steps = Steps::default();
        (1..=3).for_each(|number| did(&mut steps, number));
        let words = steps.drop_step(UndoStep(2)).expect("known");
        steps.put_back(Back::Undo(UndoStep(2)), words);
        let order: Vec<u64> = steps.done.iter().map(|one| one.step.0).collect();
        assert_eq!(order, [1, 2, 3]);
        turned(&mut steps, Back::Undo(UndoStep(3)), Some(UndoStep(4)));
        turned(&mut steps, Back::Undo(UndoStep(2)), Some(UndoStep(5)));
        let words = steps.drop_step(UndoStep(5)).expect("known");
        assert_eq!(words, "step 2");
        steps.put_back(Back::Redo(UndoStep(5)), words);
        assert_eq!(next(&steps, true), Some(Back::Redo(UndoStep(5))));
    }

    #[test]
    fn something_new_ends_what_could_be_done_again() {
        let mut steps = Steps::default();
        did(&mut steps, 1);
        turned(&mut steps, Back::Undo(UndoStep(1)), Some(UndoStep(2)));
        assert!(steps.is_undone(UndoStep(2)));
        did(&mut steps, 3);
        assert_eq!(steps.next(true), None);
        assert!(!steps.is_undone(UndoStep(2)), "a toast that offered it offers it no more");
        for number in 10..400 {
            did(&mut steps, number);
        }
        assert_eq!(steps.done.len(), KEPT);
        assert_eq!(next(&steps, false), Some(Back::Undo(UndoStep(399))));
    }
}
