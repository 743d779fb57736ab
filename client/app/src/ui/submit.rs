//! What a form goes through once it is sent: it waits, and then it is done or says what went wrong.

use crate::state::{App, app};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Problem;

/// Whether an answer is waited for, and what went wrong last. For `busy` of a button and for [`super::FormProblem`].
#[derive(Clone, Copy)]
pub(crate) struct Submit {
    pub(crate) busy: RwSignal<bool>,
    pub(crate) problem: RwSignal<Option<Problem>>,
    app: App,
}

impl Submit {
    pub(crate) fn new() -> Self {
        Self { busy: RwSignal::new(false), problem: RwSignal::new(None), app: app() }
    }

    /// Asks, unless an answer is waited for already. The form may be gone when it comes: `done` must not need it.
    pub(crate) fn ask<T: 'static>(
        self,
        asking: impl Future<Output = Result<T, Problem>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = asking.await;
            self.busy.try_set(false);
            match answer {
                Ok(answer) => done(answer),
                Err(problem) => self.app.refuse(self.problem, problem),
            }
        });
    }

    /// Something is typed or chosen: what was wrong last may be so no longer, and is told again when the form is sent.
    pub(crate) fn mended(self) {
        if self.problem.with_untracked(Option::is_some) {
            self.problem.set(None);
        }
    }

    /// The same when the form is sent; `asking` reads its fields as they are then.
    pub(crate) fn on_submit<T: 'static, F: Future<Output = Result<T, Problem>> + 'static>(
        self,
        asking: impl Fn() -> F + Copy + 'static,
        done: impl Fn(T) + Copy + 'static,
    ) -> impl Fn(SubmitEvent) + Copy + 'static {
        move |event| {
            event.prevent_default();
            self.ask(asking(), done);
        }
    }
}
