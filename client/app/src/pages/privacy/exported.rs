//! An export under way, and the file that it made.

use crate::files::save_made;
use crate::format;
use crate::link;
use crate::state::App;
use crate::strings::{always, t};
use crate::ui::{Button, Empty, FormProblem, ProgressBar, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::Problem;
use tacit_bridge::message::Progress;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportFile, ExportWish};
use tacit_bridge::records::Kind;

/// One that is being made, or was.
#[derive(Clone, Copy)]
pub(super) struct Making {
    pub(super) busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    pub(super) made: RwSignal<Option<ExportFile>>,
    app: App,
}

impl Making {
    pub(super) fn new(app: App) -> Self {
        Self { busy: RwSignal::new(false), problem: RwSignal::new(None), made: RwSignal::new(None), app }
    }

    pub(super) fn begin(self, wish: ExportWish) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        self.app.exporting.set(None);
        spawn_local(async move {
            let answer = link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Export(wish))).await;
            self.busy.try_set(false);
            self.app.exporting.set(None);
            match answer {
                Ok(PrivacyAnswer::Export(file)) => {
                    save(self.app, &file);
                    self.made.try_set(Some(*file));
                }
                Ok(_) => {}
                Err(problem) => self.app.refuse(self.problem, problem),
            }
        });
    }

    /// Forgets what came of the last one.
    pub(super) fn anew(self) {
        self.made.set(None);
        self.problem.set(None);
    }

    pub(super) fn problem(self) -> AnyView {
        view! { <FormProblem problem=self.problem /> }.into_any()
    }

    pub(super) fn progress(self) -> impl IntoView {
        let app = self.app;
        move || {
            self.busy.get().then(|| {
                let progress = Signal::derive(move || app.exporting.get().unwrap_or(Progress { done: 0, total: 1 }));
                view! { <ProgressBar progress name=t().export.making /> }
            })
        }
    }

    pub(super) fn cancel(self) -> impl IntoView {
        let stop = move |_| {
            spawn_local(async {
                // The export itself says what came of it.
                let _ = link::done(Call::PrivacyAsk(PrivacyAsk::StopExport)).await;
            });
        };
        move || {
            self.busy.get().then(|| view! { <Button words=always().words.cancel press=stop testid="export-cancel" /> })
        }
    }
}

/// Hands the file to the browser's downloads.
pub(super) fn save(app: App, file: &ExportFile) {
    save_made(app, &file.bytes, &file.media, &file.name);
}

/// What was made: its name, its hash, and once more the file.
#[component]
pub(super) fn Made(made: ExportFile, making: Making, kind: Kind) -> impl IntoView {
    let size = format::size(made.bytes.len() as u64);
    let words = match kind {
        Kind::Person => t().export.done_words(made.rows, &made.name, &size),
        _ => t().export.done_records(made.rows, &made.name, &size),
    };
    let hash = made.sha256.clone();
    let made = StoredValue::new(made);
    view! {
        <section class="card" data-testid="export-done">
            <Empty glyph=glyphs::CIRCLE_CHECK title=t().export.done words>
                <Button
                    words=t().export.again weight=Weight::Primary glyph=glyphs::DOWNLOAD
                    press=move |_| made.with_value(|made| save(making.app, made))
                />
                <Button words=t().export.another press=move |_| making.made.set(None) testid="export-another" />
            </Empty>
            <p class="plain"><b>{t().export.sha256}</b><br /><code class="wrap" data-testid="export-sha256">{hash}</code></p>
        </section>
    }
}
