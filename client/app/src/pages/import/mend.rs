//! A row of a file as it is to be read: what is wrong in it is put right here, and the file stays as it is.

use super::Wizard;
use crate::link;
use crate::strings::{always, said, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, Weight, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::import::{RowCell, RowIssue, Target};
use tacit_bridge::{Call, Problem};

/// A cell in its form.
#[derive(Clone)]
struct Mending {
    header: String,
    text: RwSignal<String>,
    /// Goes nowhere, and is nothing that was complained of.
    idle: bool,
}

#[component]
pub(super) fn MendDialog(wizard: Wizard, issue: RowIssue, close: Callback<()>) -> impl IntoView {
    let row = RwSignal::new(None::<Result<Vec<Mending>, Problem>>);
    let (file, at) = (issue.file, issue.row);
    let wrong = issue.column.clone();
    spawn_local(async move {
        let answer = link::import_row(Call::ImportRow { file, row: at }).await;
        let skipped = wizard.preview.try_with_untracked(|preview| {
            let preview = preview.as_ref();
            preview.and_then(|preview| preview.plan.targets.get(file as usize).cloned()).unwrap_or_default()
        });
        let skipped = skipped.unwrap_or_default();
        let mending = |(nth, RowCell { header, text }): (usize, RowCell)| Mending {
            idle: skipped.get(nth) == Some(&Target::Skip) && header != wrong,
            text: RwSignal::new(text),
            header,
        };
        row.try_set(Some(answer.map(|cells| cells.into_iter().enumerate().map(mending).collect())));
    });
    let form = Submit::new();
    let cells = move || {
        row.with_untracked(|row| match row {
            Some(Ok(cells)) => cells.iter().map(|cell| cell.text.get_untracked()).collect(),
            _ => Vec::new(),
        })
    };
    let submit = form.on_submit(
        move || link::preview(Call::MendImport { file, row: at, cells: cells() }),
        move |fresh| {
            wizard.preview.set(Some(fresh));
            close.try_run(());
        },
    );
    let (what, column) = (said(&issue.what), issue.column);
    let body = move || match row.get() {
        None => view! { {skeleton(60)}{skeleton(45)} }.into_any(),
        Some(Err(problem)) => problem_banner(&problem),
        Some(Ok(cells)) => fields(cells, &column),
    };
    view! {
        <Dialog title=t().import.mend_title(at) close testid="mend-row">
            <p><b>{what}</b></p>
            <p class="quiet">{t().import.mend_words}</p>
            <form class="stack-form" on:submit=submit>
                {body}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button words=t().settings.save weight=Weight::Primary submit=true busy=form.busy testid="mend-save" />
                </footer>
            </form>
        </Dialog>
    }
}

/// What is imported of the row, and behind a heading the rest.
fn fields(cells: Vec<Mending>, wrong: &str) -> AnyView {
    let (idle, used): (Vec<Mending>, Vec<Mending>) = cells.into_iter().partition(|cell| cell.idle);
    let first = used.iter().position(|cell| !wrong.is_empty() && cell.header == wrong).unwrap_or(0);
    let used = used.into_iter().enumerate().map(|(nth, cell)| field(cell, nth == first)).collect_view();
    let idle = (!idle.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{t().import.not_imported(idle.len() as u32)}</summary>
                <div class="stack-form">{idle.into_iter().map(|cell| field(cell, false)).collect_view()}</div>
            </details>
        }
    });
    view! { {used}{idle} }.into_any()
}

fn field(cell: Mending, focus: bool) -> AnyView {
    let Mending { header, text, .. } = cell;
    let label = if header.is_empty() { t().import.beyond.to_owned() } else { header };
    let typed = move |event| text.set(event_target_value(&event));
    // A line's field would drop the breaks of a text that has several.
    let input = if text.with_untracked(|text| text.contains('\n')) {
        view! {
            <textarea class="input tall" rows="4" autofocus=focus prop:value=move || text.get() on:input=typed></textarea>
        }
        .into_any()
    } else {
        view! {
            <input class="input" type="text" autocomplete="off" spellcheck="false" autofocus=focus prop:value=move || text.get() on:input=typed />
        }
        .into_any()
    };
    view! { <div class="field"><label class="label">{label}{input}</label></div> }.into_any()
}
