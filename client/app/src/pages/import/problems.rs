//! What is wrong, row by row, and what happens with it.

use super::Wizard;
use crate::format;
use crate::strings::{said, t};
use crate::ui::{glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::import::RowIssue;

#[component]
pub(super) fn Problems(wizard: Wizard) -> impl IntoView {
    let only_blocking = RwSignal::new(false);
    let issues = Memo::new(move |_| {
        wizard.preview.with(|preview| {
            let preview = preview.as_ref()?;
            let names: Vec<_> = preview.files.iter().map(|file| file.name.clone()).collect();
            Some((preview.issues.clone(), preview.issues_total, names))
        })
    });
    move || {
        let (issues, total, names) = issues.get()?;
        if issues.is_empty() {
            return Some(
                view! {
                    <div class="banner" data-testid="no-problems">
                        <span class="ok">{icon(glyphs::CIRCLE_CHECK)}</span>
                        <div class="grow">{t().import.no_problems}</div>
                    </div>
                }
                .into_any(),
            );
        }
        let several = names.len() > 1;
        let hidden = total as usize > issues.len();
        let rows = move || {
            let shown = issues.iter().filter(|issue| issue.blocks || !only_blocking.get());
            shown
                .map(|issue| row(issue, several.then(|| names.get(issue.file as usize).cloned()).flatten()))
                .collect_view()
        };
        Some(
            view! {
                <section class="card" data-testid="problems">
                    <header>
                        <h2>{t().import.problems}" "<span class="faint num">{format::count(total)}</span></h2>
                        <label class="check-line quiet">
                            <input
                                type="checkbox" class="check" prop:checked=only_blocking
                                on:change=move |event| only_blocking.set(event_target_checked(&event))
                            />
                            {t().import.only_blocking}
                        </label>
                    </header>
                    <div class="facts short">
                        <table>
                            <thead>
                                <tr>
                                    <th>{t().import.row}</th><th>{t().import.value}</th><th>{t().import.what}</th><th>{t().import.happens}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    {hidden.then(|| view! { <div class="body faint">{t().import.first_shown}</div> })}
                </section>
            }
            .into_any(),
        )
    }
}

fn row(issue: &RowIssue, file: Option<String>) -> AnyView {
    let place = format::count(issue.row);
    let blocks = issue.blocks.then(|| view! { <span class="sub no">{t().import.left_out}</span> });
    view! {
        <tr data-testid="issue">
            <td class="num nowrap"><b>{place}</b><span class="sub">{file}</span></td>
            <td class="value-of"><span>{issue.value.clone()}</span><span class="sub">{issue.column.clone()}</span></td>
            <td>{said(&issue.what)}{blocks}</td>
            <td class="quiet">{said(&issue.todo)}</td>
        </tr>
    }
    .into_any()
}
