//! What can be taken back, newest last, and what was taken back and can be done again.

use super::{App, Back};
use crate::link;
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::UndoStep;

/// Steps remembered each way: as many as the worker keeps.
const KEPT: usize = 200;

/// The steps of this page, both ways.
#[derive(Clone, Default, PartialEq, Debug)]
pub(crate) struct Steps {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
}

impl Steps {
    /// Something new was done: what was taken back before it is not done again.
    fn did(&mut self, step: UndoStep) {
        self.drop_step(step);
        self.done.push(step);
        self.undone.clear();
        if self.done.len() > KEPT {
            self.done.remove(0);
        }
    }

    /// A step is spent.
    fn drop_step(&mut self, step: UndoStep) {
        self.done.retain(|one| *one != step);
        self.undone.retain(|one| *one != step);
    }

    /// The step to take back, or to do again.
    fn next(&self, redo: bool) -> Option<Back> {
        let way = if redo { &self.undone } else { &self.done };
        way.last().map(|step| if redo { Back::Redo(*step) } else { Back::Undo(*step) })
    }

    /// What a step came to: its opposite, if there is one.
    fn turned(&mut self, back: Back, step: Option<UndoStep>) {
        let (Back::Undo(spent) | Back::Redo(spent)) = back;
        self.drop_step(spent);
        match back {
            Back::Undo(_) => self.undone.extend(step),
            Back::Redo(_) => self.done.extend(step),
        }
    }
}

impl App {
    /// Remembers what was done, to be taken back by key.
    pub(crate) fn did(self, undo: Option<UndoStep>) {
        if let Some(step) = undo {
            self.steps.update(|steps| steps.did(step));
        }
    }

    /// A step was taken back elsewhere.
    pub(crate) fn spent(self, step: UndoStep) {
        self.steps.update(|steps| steps.drop_step(step));
    }

    /// Takes the newest step back, or does again what was taken back last; whether there is one.
    pub(crate) fn step_by_key(self, redo: bool) -> bool {
        let next = self.steps.with_untracked(|steps| steps.next(redo));
        next.into_iter().for_each(|back| self.step(back));
        next.is_some()
    }

    /// Takes a step back, or forth again.
    pub(crate) fn step(self, back: Back) {
        let (Back::Undo(step) | Back::Redo(step)) = back;
        // Spent from now on: a key pressed before the answer comes takes the step before it. It would not go better the
        // next time either.
        self.spent(step);
        spawn_local(async move {
            let (call, said, next): (_, _, fn(UndoStep) -> Back) = match back {
                Back::Undo(step) => (Call::Undo(step), t().words.undone, Back::Redo),
                Back::Redo(step) => (Call::Redo(step), t().words.redone, Back::Undo),
            };
            match link::changed(call).await {
                Ok((_, step)) => {
                    self.steps.update(|steps| steps.turned(back, step));
                    self.show(said.to_owned(), step.map(next), false);
                }
                Err(problem) => self.complain(&problem),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_back_in_their_order_and_forth_again() {
        let mut steps = Steps::default();
        steps.did(UndoStep(1));
        steps.did(UndoStep(2));
        assert_eq!(steps.next(false), Some(Back::Undo(UndoStep(2))));
        steps.turned(Back::Undo(UndoStep(2)), Some(UndoStep(3)));
        steps.turned(Back::Undo(UndoStep(1)), Some(UndoStep(4)));
        assert_eq!((steps.next(false), steps.next(true)), (None, Some(Back::Redo(UndoStep(4)))));
        steps.turned(Back::Redo(UndoStep(4)), Some(UndoStep(5)));
        assert_eq!(steps.next(false), Some(Back::Undo(UndoStep(5))));
        assert_eq!(steps.next(true), Some(Back::Redo(UndoStep(3))));
    }

    #[test]
    fn something_new_ends_what_could_be_done_again() {
        let mut steps = Steps::default();
        steps.did(UndoStep(1));
        steps.turned(Back::Undo(UndoStep(1)), Some(UndoStep(2)));
        steps.did(UndoStep(3));
        assert_eq!(steps.next(true), None);
        for number in 10..400 {
            steps.did(UndoStep(number));
        }
        assert_eq!(steps.done.len(), KEPT);
        assert_eq!(steps.next(false), Some(Back::Undo(UndoStep(399))));
    }
}
