//! A change of many records on its way: how far it is, the way to end it, and in a sentence what came of it.

use crate::link::{self, Many};
use crate::state::{App, app};
use crate::strings::{in_words, t};
use crate::ui::{Button, ProgressBar};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::message::Job;
use tacit_bridge::records::Stopped;

/// These words, and how far it came if it ended before it was through.
pub(crate) fn with_end(words: String, stopped: Option<Stopped>) -> String {
    match stopped {
        None => words,
        Some(Stopped { done, total, why }) => {
            let why = why.map(|why| format!(" {}", in_words(why).what)).unwrap_or_default();
            format!("{words} {}{why}", t().several.stopped(done, total))
        }
    }
}

impl Many {
    /// These words, and what was left as it was, with the first reason.
    pub(crate) fn words(self, words: String) -> String {
        let number = self.left.len() as u32;
        let words = match self.left.into_iter().next() {
            None => words,
            Some(first) => format!("{words} {}", t().several.stayed(number, &in_words(first.why).what)),
        };
        with_end(words, self.stopped)
    }

    /// Says it, with the way back.
    pub(crate) fn say(self, app: App, words: String) {
        let undo = self.undo;
        app.say(self.words(words), undo);
    }
}

/// Asks what this page began to stop.
pub(crate) fn stop(job: Job) {
    spawn_local(async move {
        // What was begun says itself how far it came.
        let _ = link::done(Call::StopJob(job)).await;
    });
}

/// How far that is which no dialog waits for, at the foot of the page.
#[component]
pub(crate) fn WorkingOn() -> impl IntoView {
    let app = app();
    let busy = Memo::new(move |_| app.working.get() > 0);
    view! { <div class="working"><JobProgress busy /></div> }
}

/// How far a long job is, with a button that ends it and nothing else; nothing as long as it is a short one.
#[component]
pub(crate) fn JobProgress(#[prop(into)] busy: Signal<bool>, #[prop(default = Job::Change)] job: Job) -> impl IntoView {
    let far = app().job(job);
    Effect::new(move |_| {
        if busy.get() {
            far.set(None);
        }
    });
    // Told once: the button stays the same while numbers run.
    let is_long = Memo::new(move |_| busy.get() && far.with(Option::is_some));
    move || {
        is_long.get().then(|| {
            let progress = Signal::derive(move || far.get().unwrap_or_default());
            let numbers = move || t().import.filled(progress.get().done, progress.get().total);
            view! {
                <div class="job" data-testid="job">
                    <ProgressBar progress name=t().several.running />
                    <span class="num">{numbers}</span>
                    <Button words=t().several.stop press=move |_| stop(job) testid="job-stop" />
                </div>
            }
        })
    }
}
