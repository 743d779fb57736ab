//! How fast Tacit is here: anybody measures it on made-up records, in this browser, through the same pages and the same
//! worker as the own ones. The dialog stands outside of the shell, which changes its vault meanwhile.

mod figures;
mod run;
mod watch;

pub(crate) use figures::Trial;

use crate::format;
use crate::link;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, ProgressBar, Weight, glyphs, icon, icon_of, problem_banner};
use figures::Stage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;

/// How many people may be chosen.
const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

/// Where anybody begins to measure; an address of its own, to be sent to whom it concerns.
pub(crate) const SPEED_PATH: &str = "/settings/speed";

/// The way from Settings.
pub(crate) fn way_there() -> AnyView {
    view! {
        <section class="card" id="speed">
            <ul class="lines links">
                <li>
                    <A href=SPEED_PATH attr:data-testid="speed-link">
                        {icon_of(glyphs::CHART, 18)}<span class="grow">{t().trial.title}</span>{icon(glyphs::CHEVRON_RIGHT)}
                    </A>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

/// The page from which it is measured.
#[component]
pub(crate) fn SpeedPage() -> impl IntoView {
    let app = app();
    let has_vault = Memo::new(move |_| app.vault.with(Option::is_some));
    view! {
        <header class="top lined">
            <nav class="crumbs" aria-label=t().shell.path>
                <A href="/settings">{always().words.settings}</A>
                {icon(glyphs::CHEVRON_RIGHT)}
                <h1 class="cut">{t().trial.title}</h1>
            </nav>
        </header>
        <div class="scroll"><div class="column">{move || has_vault.get().then(card)}</div></div>
    }
    .into_any()
}

/// What is measured, and on how many.
fn card() -> AnyView {
    let app = app();
    let begin = |people: u32| {
        let words = t().trial.with_people(people);
        view! { <Button words press=move |_| app.trial.set(Some(Trial::of(people))) testid=size_id(people) /> }
    };
    view! {
        <section class="card" data-testid="trial-card">
            <div class="body">
                <p class="quiet">{t().trial.words}</p>
                <p class="quiet">{t().trial.care}</p>
                <div class="row">{SIZES.map(begin).collect_view()}</div>
            </div>
        </section>
    }
    .into_any()
}

fn size_id(people: u32) -> &'static str {
    match people {
        10_000 => "trial-10000",
        100_000 => "trial-100000",
        _ => "trial-1000000",
    }
}

/// Stops what is measured and throws the made-up vault away; the people chosen before are shown again by
/// [`run::run`], which notices.
fn stop(app: App) {
    app.trial.set(None);
    spawn_local(async move {
        // Without an answer there is no worker, and then no vault either.
        let _ = link::done(Call::EndTrial).await;
    });
}

/// The dialog while it measures, and with what came out.
#[component]
pub(crate) fn TrialDialog() -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let chosen = Memo::new(move |_| app.trial.with(|trial| trial.as_ref().map(|trial| (trial.number, trial.people))));
    Effect::new(move |_| {
        if let Some(chosen) = chosen.get() {
            let navigate = navigate.clone();
            // Pages that are only measured are no steps on the way back.
            let in_place = || NavigateOptions { replace: true, ..NavigateOptions::default() };
            spawn_local(run::run(app, chosen, move |path: &str| navigate(path, in_place())));
        }
    });
    move || chosen.get().map(|(_, people)| view! { <Measuring people /> })
}

#[component]
fn Measuring(people: u32) -> impl IntoView {
    let app = app();
    let of = move |look: fn(&Trial) -> bool| app.trial.with(|trial| trial.as_ref().is_some_and(look));
    let done = Memo::new(move |_| of(|trial| !trial.stage.is_running()));
    let close = Callback::new(move |()| {
        // Esc and a press beside the dialog do not end minutes of work.
        if done.get_untracked() {
            stop(app);
        }
    });
    let state = move || {
        app.trial.with(|trial| match trial.as_ref().map(|trial| &trial.stage) {
            Some(Stage::Failed(problem)) => problem_banner(problem),
            Some(Stage::Done) | None => view! { <p>{t().trial.done}</p> }.into_any(),
            Some(stage) => view! {
                <p aria-live="polite">{stage.words()}</p>
                <ProgressBar progress=app.building name=t().trial.title />
            }
            .into_any(),
        })
    };
    let rows = move || app.trial.with(|trial| trial.iter().flat_map(|trial| trial.rows()).collect::<Vec<_>>());
    let row = |row: figures::Row| {
        let goal = row.goal_shown().map(|goal| view! { <span class="faint">" · "{t().trial.goal}" "{goal}</span> });
        view! {
            <tr data-figure=row.figure.id() data-value=row.value.map(|value| value.to_string())>
                <th scope="row">{row.figure.name()}</th>
                <td class="num" class:over=row.is_over()>{row.shown()}{goal}</td>
            </tr>
        }
    };
    view! {
        <Dialog title=t().trial.title_of(people) close wide=true testid="trial">
            <div data-testid=move || if done.get() { "trial-done" } else { "trial-runs" }>{state}</div>
            <table class="figures">
                <thead><tr><th scope="col">{t().trial.figure}</th><th scope="col">{t().trial.measured}</th></tr></thead>
                <tbody>{move || rows().into_iter().map(row).collect_view()}</tbody>
            </table>
            <p class="faint">{t().trial.data(format::count(people))}</p>
            <footer>
                {move || if done.get() {
                    view! { <Button words=always().words.close weight=Weight::Primary press=move |_| stop(app) testid="trial-close" /> }
                } else {
                    view! { <Button words=always().words.cancel press=move |_| stop(app) testid="trial-cancel" /> }
                }}
            </footer>
        </Dialog>
    }
}
