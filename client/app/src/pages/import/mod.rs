//! Bringing people, and records of the team's own kinds, in from files: choose, look, decide, run, take back.

mod choose;
mod done;
mod look;
mod mapping;
mod mend;
mod problems;
mod subject;
mod targets;

use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, ProgressBar, problem_banner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use tacit_bridge::import::{ImportPlan, ImportSource, ImportSummary, Preview};
use tacit_bridge::message::Job;
use tacit_bridge::records::Kind;
use tacit_bridge::{Call, Problem};

/// How the format of files begins that hold people and nothing else.
const CARDS: &str = "vCard";

/// Where the import is.
#[derive(Clone, PartialEq)]
enum Stage {
    Choose(Option<Problem>),
    Reading,
    Look,
    Running,
    Done(ImportSummary),
}

/// The wizard's state.
#[derive(Clone, Copy)]
struct Wizard {
    stage: RwSignal<Stage>,
    preview: RwSignal<Option<Preview>>,
    /// An adjusted preview is on its way.
    adjusting: RwSignal<bool>,
    /// The kind of the team's own from whose list one came here.
    of: Option<Kind>,
}

impl Wizard {
    fn read(self, files: Vec<ImportSource>) {
        self.stage.set(Stage::Reading);
        spawn_local(async move {
            match link::preview(Call::PreviewImport(files)).await {
                Ok(preview) => {
                    let plain = preview.plan.subjects.iter().all(Option::is_none);
                    let only_tables = preview.files.iter().all(|file| !file.format.starts_with(CARDS));
                    self.preview.try_set(Some(preview));
                    self.stage.try_set(Stage::Look);
                    if let Some(kind) = self.of.filter(|_| plain && only_tables) {
                        self.adjust(|plan| plan.subjects.fill(Some(kind)));
                    }
                }
                Err(problem) => {
                    self.stage.try_set(Stage::Choose(Some(problem)));
                }
            }
        });
    }

    /// Asks what would happen under other choices.
    fn adjust(self, change: impl FnOnce(&mut ImportPlan)) {
        let Some(mut plan) =
            self.preview.with_untracked(|preview| preview.as_ref().map(|preview| preview.plan.clone()))
        else {
            return;
        };
        change(&mut plan);
        // What was chosen shows at once; the counts follow.
        self.preview.update(|preview| {
            if let Some(preview) = preview {
                preview.plan = plan.clone();
            }
        });
        self.adjusting.set(true);
        let app = app();
        spawn_local(async move {
            match link::preview(Call::AdjustImport(plan.clone())).await {
                Ok(fresh) => {
                    let current =
                        self.preview.try_with_untracked(|old| old.as_ref().is_some_and(|old| old.plan == plan));
                    if current == Some(true) {
                        self.preview.set(Some(fresh));
                    }
                }
                Err(problem) => app.complain(&problem),
            }
            self.adjusting.try_set(false);
        });
    }

    /// Has every row read as its file says again.
    fn take_mends_back(self) {
        let app = app();
        self.adjusting.set(true);
        spawn_local(async move {
            match link::preview(Call::TakeMendsBack).await {
                Ok(fresh) => {
                    self.mended(fresh);
                    problems::on_to_the_next((0, 0));
                }
                Err(problem) => app.complain(&problem),
            }
            self.adjusting.try_set(false);
        });
    }

    /// Takes what rows that are read otherwise come to. Where the plan is another by now, the answer to that tells it too.
    fn mended(self, fresh: Preview) {
        let current = self.preview.try_with_untracked(|old| old.as_ref().is_some_and(|old| old.plan == fresh.plan));
        if current == Some(true) {
            self.preview.set(Some(fresh));
        }
    }

    fn run(self) {
        let app = app();
        app.importing.set(None);
        self.stage.set(Stage::Running);
        spawn_local(async move {
            let answer = link::imported(Call::RunImport).await;
            app.importing.set(None);
            match answer {
                Ok(summary) => {
                    let undo = Some(summary.undo).filter(|_| summary.stopped.as_ref().is_none_or(|of| of.done > 0));
                    app.did(undo, &summary_words(&summary));
                    if self.stage.try_set(Stage::Done(summary.clone())).is_some() {
                        // The page was left meanwhile.
                        app.say(super::many::with_end(summary_words(&summary), summary.stopped), undo);
                    }
                }
                Err(problem) => {
                    app.complain(&problem);
                    self.stage.try_set(Stage::Look);
                }
            }
        });
    }

    fn drop_files(self) {
        self.preview.set(None);
        self.stage.set(Stage::Choose(None));
        spawn_local(async {
            // Nothing depends on it: the next preview replaces this one.
            let _ = link::done(Call::DropImport).await;
        });
    }
}

/// What an import did, in one sentence.
pub(crate) fn summary_words(summary: &ImportSummary) -> String {
    format!("{}: {}", t().import.done, counted_words(summary))
}

/// What came of it in numbers, beneath a heading that says that it is finished.
fn counted_words(summary: &ImportSummary) -> String {
    let people = format::counted(summary.people, always().words.person, always().words.persons);
    let mut parts: Vec<String> = summary.own.iter().flat_map(subject::own_words).collect();
    if parts.is_empty() || summary.people > 0 {
        parts.insert(0, people);
    }
    if summary.merged > 0 {
        parts.push(format!("{} {}", format::count(summary.merged), t().import.merged));
    }
    if summary.companies > 0 {
        parts.push(format::counted(summary.companies, always().words.company, always().words.company_many));
    }
    format!("{}.", parts.join(", "))
}

#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let app = app();
    let wizard = Wizard {
        stage: RwSignal::new(Stage::Choose(None)),
        preview: RwSignal::new(None),
        adjusting: RwSignal::new(false),
        of: use_query_map().with_untracked(|query| query.get("of")?.parse().ok().map(Kind::Own)),
    };
    let dropped =
        if app.read_only_now() { Vec::new() } else { app.dropped.try_update(std::mem::take).unwrap_or_default() };
    if !dropped.is_empty() {
        wizard.read(dropped);
    }
    let stage = wizard.stage;
    // What an import under way did is still told; nothing new is begun.
    let shut =
        Memo::new(move |_| app.read_only() && !stage.with(|stage| matches!(stage, Stage::Running | Stage::Done(_))));
    let body = move || match stage.get() {
        Stage::Choose(problem) => view! { {problem.as_ref().map(problem_banner)}<choose::Choose wizard /> }.into_any(),
        Stage::Reading => busy(t().import.reading, None),
        Stage::Look => view! { <look::Look wizard /> }.into_any(),
        Stage::Running => running(),
        Stage::Done(summary) => view! { <done::Done summary /> }.into_any(),
    };
    move || {
        if shut.get() {
            return super::locked(t().import.title);
        }
        view! {
            <header class="top lined"><h1>{t().import.title}</h1></header>
            <div class="scroll"><div class="column broad" data-testid="import-page">{body}</div></div>
        }
        .into_any()
    }
}

fn busy(title: &'static str, words: Option<&'static str>) -> AnyView {
    view! {
        <div class="empty" role="status">
            <span class="spin"></span>
            <h2>{title}</h2>
            {words.map(|words| view! { <p>{words}</p> })}
        </div>
    }
    .into_any()
}

fn running() -> AnyView {
    let app = app();
    let progress = Signal::derive(move || app.importing.get().unwrap_or_default());
    let numbers = move || {
        let progress = progress.get();
        (progress.total > 0).then(|| t().import.filled(progress.done, progress.total))
    };
    view! {
        <section class="card" data-testid="import-running">
            <header><h2>{t().import.running}</h2><p class="num">{numbers}</p></header>
            <div class="body"><ProgressBar progress name=t().import.running /><p class="quiet">{t().import.running_words}</p>
                <Button words=t().several.stop press=|_| super::many::stop(Job::Import) testid="job-stop" />
            </div>
        </section>
    }
    .into_any()
}
