//! The record on the page is asked for with every change. Asks are numbered, so that whoever wrote something knows from
//! which answer on the record tells of it.

use super::Found;
use crate::link;
use crate::state::app;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;

/// Asks for one record, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    id: Id,
    found: RwSignal<Found>,
    /// How often it was asked for.
    asked: StoredValue<u64>,
    /// The ask that was answered last.
    told: RwSignal<u64>,
}

impl Asking {
    pub(super) fn new(id: Id, found: RwSignal<Found>) -> Self {
        Self { id, found, asked: StoredValue::new(0), told: RwSignal::new(0) }
    }

    /// Asks, and gives the number of this ask: its answer tells of all that was taken before. None once the page is left.
    pub(super) fn ask(self) -> Option<u64> {
        let number = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        })?;
        spawn_local(async move {
            let answer = match link::record(Call::Record(self.id)).await {
                Ok(view) => Found::Here(Box::new(view)),
                Err(problem) => {
                    if problem.kind == ProblemKind::Gone {
                        app().forget_seen(&[self.id]);
                    }
                    Found::Missing(problem)
                }
            };
            // What was overtaken by a later answer tells of the past.
            if self.told.try_get_untracked().is_none_or(|told| told >= number) {
                return;
            }
            self.told.set(number);
            if self.found.try_get_untracked().is_some_and(|old| old != answer) {
                self.found.set(answer);
            }
        });
        Some(number)
    }

    /// The ask that was answered last; what reads it follows it.
    pub(super) fn told(self) -> u64 {
        self.told.get()
    }

    /// The same, outside of reactive places; none once the page is left.
    pub(super) fn told_now(self) -> Option<u64> {
        self.told.try_get_untracked()
    }
}
