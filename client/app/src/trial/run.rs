//! Measures one thing after the other: first in the worker, then through the pages.

use super::SPEED_PATH;
use super::figures::{Figure, Stage, Trial};
use super::watch::{self, LongTasks};
use crate::link;
use crate::shell::record_path;
use crate::state::App;
use leptos::prelude::*;
use tacit_bridge::records::{Kind, RowsRequest, VaultRef};
use tacit_bridge::trial::Measured;
use tacit_bridge::{Call, Problem};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Frames for which the list is scrolled.
const SCROLLED: u32 = 180;
/// Frames between two letters.
const BETWEEN: u32 = 6;
const TYPED: &str = "müller counsel";

/// Builds, measures, shows the own vault again.
pub(super) async fn run(app: App, (number, people): (u32, u32), go: impl Fn(&str)) {
    let run = Run { app, number };
    let before = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.vault));
    let outcome = measure(run, people, &go).await;
    if !run.goes_on() {
        // Stopped: whoever did so has thrown the vault away, and perhaps begun anew.
        return show_own(app, before, &go);
    }
    run.set_stage(outcome.map_or_else(Stage::Failed, |()| Stage::Done));
    // Without an answer there is no worker, and then no vault either.
    let _ = link::done(Call::EndTrial).await;
    show_own(app, before, &go);
}

/// Back to the vault that was open before, unless another one is measured in by now.
fn show_own(app: App, before: Option<VaultRef>, go: &impl Fn(&str)) {
    if app.trial.with_untracked(|trial| trial.as_ref().is_some_and(|trial| trial.stage.is_running())) {
        return;
    }
    let shown = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.vault));
    if let Some(before) = before.filter(|before| shown != Some(*before)) {
        app.open(before);
        go(SPEED_PATH);
    }
}

/// One measurement: what it finds out is for its own table.
#[derive(Clone, Copy)]
struct Run {
    app: App,
    number: u32,
}

impl Run {
    /// Whether nobody stopped it.
    fn goes_on(self) -> bool {
        self.app.trial.with_untracked(|trial| trial.as_ref().is_some_and(|trial| trial.number == self.number))
    }

    fn change(self, change: impl FnOnce(&mut Trial)) {
        if self.goes_on() {
            self.app.trial.update(|trial| {
                if let Some(trial) = trial {
                    change(trial);
                }
            });
        }
    }

    fn set_stage(self, stage: Stage) {
        self.change(|trial| trial.stage = stage);
    }

    fn note(self, figure: Figure, value: Option<f64>) {
        self.change(|trial| trial.values.push((figure, value)));
    }
}

async fn measure(run: Run, people: u32, go: &impl Fn(&str)) -> Result<(), Problem> {
    run.app.building.set(Default::default());
    let Some((vault, unlock)) = link::trial(Call::BeginTrial { people }).await? else { return Ok(()) };
    run.note(Figure::Worker(Measured::Unlock), Some(unlock));
    in_worker(run, &Measured::LISTS[1..]).await?;
    through_pages(run, vault, go).await?;
    in_worker(run, &Measured::PRIVACY).await
}

/// What the worker measures by itself.
async fn in_worker(run: Run, all: &[Measured]) -> Result<(), Problem> {
    for what in all.iter().copied() {
        if !run.goes_on() {
            return Ok(());
        }
        run.set_stage(Stage::Measuring(Figure::Worker(what)));
        watch::frame().await;
        let value = link::measured(Call::Measure(what)).await?;
        run.note(Figure::Worker(what), value);
    }
    Ok(())
}

/// The same vault as people see one.
async fn through_pages(run: Run, vault: VaultRef, go: &impl Fn(&str)) -> Result<(), Problem> {
    if !run.goes_on() {
        return Ok(());
    }
    let app = run.app;
    app.open(vault);
    let steps = [Figure::ListShown, Figure::LongestTask, Figure::BoardShown, Figure::RecordShown, Figure::PageMemory];
    for figure in steps {
        if !run.goes_on() {
            return Ok(());
        }
        run.set_stage(Stage::Measuring(figure));
        let value = match figure {
            Figure::ListShown => shown(run, go, "/people", "[data-testid=grid] [role=row][data-id]").await,
            Figure::LongestTask => longest_task(run).await,
            Figure::BoardShown => {
                app.list(Kind::Deal).layout.set(tacit_bridge::records::Layout::Board);
                shown(run, go, "/deals", "[data-testid=board] a.deal").await
            }
            Figure::RecordShown => {
                let first = RowsRequest { count: 1, ..RowsRequest::all(Kind::Person) };
                let Some(row) = link::rows(Call::Rows(first)).await?.rows.into_iter().next() else { continue };
                shown(run, go, &record_path(Kind::Person, row.id), "[data-testid=record-name]").await
            }
            _ => watch::memory(),
        };
        run.note(figure, value);
    }
    Ok(())
}

/// From an address to what is to be seen there.
async fn shown(run: Run, go: &impl Fn(&str), path: &str, what: &str) -> Option<f64> {
    let began = watch::now();
    go(path);
    watch::element(what, || run.goes_on()).await?;
    Some(watch::now() - began)
}

/// Scrolls through the whole list and types into its search.
async fn longest_task(run: Run) -> Option<f64> {
    let tasks = LongTasks::watch()?;
    let grid = watch::element("[data-testid=grid]", || run.goes_on()).await?;
    let height = grid.scroll_height();
    for step in 0..SCROLLED {
        grid.set_scroll_top(height / SCROLLED as i32 * step as i32);
        watch::frame().await;
        if !run.goes_on() {
            return None;
        }
    }
    let field: HtmlInputElement = watch::element("[data-testid=search]", || run.goes_on()).await?.dyn_into().ok()?;
    for (at, letter) in TYPED.char_indices() {
        watch::type_into(&field, &TYPED[..at + letter.len_utf8()]);
        for _ in 0..BETWEEN {
            watch::frame().await;
        }
    }
    watch::type_into(&field, "");
    // The observer hears of a task after it.
    for _ in 0..2 * BETWEEN {
        watch::frame().await;
    }
    Some(tasks.longest())
}
