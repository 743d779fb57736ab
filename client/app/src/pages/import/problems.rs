//! What is wrong, row by row, and what happens with it.

use super::Wizard;
use super::mend::MendDialog;
use crate::format;
use crate::strings::{said, t};
use crate::ui::{Button, IconButton, glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::import::RowIssue;

#[component]
pub(super) fn Problems(wizard: Wizard) -> impl IntoView {
    let only_blocking = RwSignal::new(false);
    let mending = RwSignal::new(None::<RowIssue>);
    let close = Callback::new(move |()| mending.set(None));
    let issues = Memo::new(move |_| {
        wizard.preview.with(|preview| {
            let preview = preview.as_ref()?;
            let names: Vec<_> = preview.files.iter().map(|file| file.name.clone()).collect();
            Some((preview.issues.clone(), preview.issues_total, names))
        })
    });
    let mended =
        Memo::new(move |_| wizard.preview.with(|preview| preview.as_ref().map_or(0, |preview| preview.mended)));
    let told = move || {
        (mended.get() > 0).then(|| {
            view! {
                <div class="banner" data-testid="mended" role="status">
                    <span class="ok">{icon(glyphs::PENCIL)}</span>
                    <div class="grow">{t().import.mended(mended.get())}</div>
                    <Button words=t().import.unmend press=move |_| wizard.take_mends_back() testid="unmend" />
                </div>
            }
        })
    };
    let list = move || {
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
                .map(|issue| row(issue, several.then(|| names.get(issue.file as usize).cloned()).flatten(), mending))
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
                                    <th>{t().import.row}</th><th>{t().import.value}</th><th>{t().import.what}</th><th>{t().import.happens}</th><th></th>
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
    };
    let dialog = move || mending.get().map(|issue| view! { <MendDialog wizard issue close /> });
    view! { {told}{list}{dialog} }
}

fn row(issue: &RowIssue, file: Option<String>, mending: RwSignal<Option<RowIssue>>) -> AnyView {
    let place = format::count(issue.row);
    let blocks = issue.blocks.then(|| view! { <span class="sub no">{t().import.left_out}</span> });
    let mend = issue.mendable.then(|| {
        let (name, of) = (t().import.mend(issue.row), issue.clone());
        view! { <IconButton glyph=glyphs::PENCIL name press=move |_| mending.set(Some(of.clone())) testid="mend" /> }
    });
    view! {
        <tr data-testid="issue">
            <td class="num nowrap"><b>{place}</b><span class="sub">{file}</span></td>
            <td class="value-of"><span>{issue.value.clone()}</span><span class="sub">{issue.column.clone()}</span></td>
            <td>{said(&issue.what)}{blocks}</td>
            <td class="quiet">{said(&issue.todo)}</td>
            <td class="end">{mend}</td>
        </tr>
    }
    .into_any()
}
