//! A row of a file as it is to be read: what is wrong in it is put right here, and the file stays as it is.

use super::Wizard;
use super::problems::on_to_the_next;
use crate::link;
use crate::strings::{always, said, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, Weight, focus_when, glyphs, icon, problem_banner, skeleton};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::import::{RowCell, RowIssue, Target};
use tacit_bridge::{Call, Problem};

/// A cell of the form.
#[derive(Clone)]
struct Mending {
    /// Its place in the row.
    nth: usize,
    header: String,
    /// Goes nowhere, and is nothing that was complained of.
    idle: bool,
}

#[component]
pub(super) fn MendDialog(wizard: Wizard, issue: RowIssue, close: Callback<()>) -> impl IntoView {
    let row = RwSignal::new(None::<Result<Vec<Mending>, Problem>>);
    let texts = RwSignal::new(Vec::<String>::new());
    let (file, at) = (issue.file, issue.row);
    let wrong = issue.column.clone();
    let targets = wizard.preview.with_untracked(|preview| preview.as_ref()?.plan.targets.get(file as usize).cloned());
    spawn_local(async move {
        let answer = link::import_row(Call::ImportRow { file, row: at }).await;
        let skipped = |nth| targets.as_ref().and_then(|targets| targets.get(nth)) == Some(&Target::Skip);
        let mending = |(nth, header): (usize, String)| Mending { nth, idle: skipped(nth) && header != wrong, header };
        let shown = answer.map(|cells| {
            let (headers, held): (Vec<String>, _) =
                cells.into_iter().map(|RowCell { header, text }| (header, text)).unzip();
            texts.try_set(held);
            headers.into_iter().enumerate().map(mending).collect()
        });
        row.try_set(Some(shown));
    });
    let form = Submit::new();
    let submit = form.on_submit(
        move || link::preview(Call::MendImport { file, row: at, cells: texts.get_untracked() }),
        move |fresh| {
            wizard.mended(fresh);
            close.try_run(());
            on_to_the_next((file, at));
        },
    );
    let missing = Signal::derive(move || row.with(|row| !matches!(row, Some(Ok(_)))));
    let (what, column) = (said(&issue.what), issue.column);
    let body = move || match row.get() {
        None => view! { {skeleton(60)}{skeleton(45)} }.into_any(),
        Some(Err(problem)) => problem_banner(&problem),
        Some(Ok(cells)) => fields(texts, cells, &column),
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
                    <Button words=t().settings.save weight=Weight::Primary submit=true busy=form.busy disabled=missing testid="mend-save" />
                </footer>
            </form>
        </Dialog>
    }
}

/// What is imported of the row, and behind a heading the rest.
fn fields(texts: RwSignal<Vec<String>>, cells: Vec<Mending>, wrong: &str) -> AnyView {
    let (idle, used): (Vec<Mending>, Vec<Mending>) = cells.into_iter().partition(|cell| cell.idle);
    let first = used.iter().position(|cell| !wrong.is_empty() && cell.header == wrong).unwrap_or(0);
    let used = used.into_iter().enumerate().map(|(nth, cell)| field(texts, cell, nth == first)).collect_view();
    let idle = (!idle.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{icon(glyphs::CHEVRON_RIGHT)}{t().import.not_imported(idle.len() as u32)}</summary>
                <div class="stack-form">{idle.into_iter().map(|cell| field(texts, cell, false)).collect_view()}</div>
            </details>
        }
    });
    view! { {used}{idle} }.into_any()
}

fn field(texts: RwSignal<Vec<String>>, cell: Mending, focus: bool) -> AnyView {
    let Mending { nth, header, .. } = cell;
    let label = if header.is_empty() { t().import.beyond.to_owned() } else { header };
    let held = move || texts.with(|texts| texts.get(nth).cloned().unwrap_or_default());
    let typed = move |event| {
        let text = event_target_value(&event);
        texts.update(|texts| texts.iter_mut().skip(nth).take(1).for_each(|held| held.clone_from(&text)));
    };
    // A line's field would drop the breaks of a text that has several.
    let input = if untrack(held).contains('\n') {
        let node = NodeRef::<html::Textarea>::new();
        focus_when(node, focus);
        view! { <textarea node_ref=node class="input tall" rows="4" prop:value=held on:input=typed></textarea> }
            .into_any()
    } else {
        let node = NodeRef::<html::Input>::new();
        focus_when(node, focus);
        view! {
            <input node_ref=node class="input" type="text" autocomplete="off" spellcheck="false" prop:value=held on:input=typed />
        }
        .into_any()
    };
    view! { <div class="field"><label class="label">{label}{input}</label></div> }.into_any()
}
