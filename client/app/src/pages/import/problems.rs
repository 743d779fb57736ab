//! What is wrong, row by row, and what happens with it.

use super::Wizard;
use super::mend::MendDialog;
use crate::format;
use crate::strings::{said, t};
use crate::ui::{Button, IconButton, glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::import::RowIssue;
use wasm_bindgen::JsCast;

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
    let some = Memo::new(move |_| mended.get() > 0);
    let told = move || {
        some.get().then(|| {
            view! {
                <div class="banner" data-testid="mended">
                    <span class="ok">{icon(glyphs::PENCIL)}</span>
                    <div class="grow">{move || t().import.mended(mended.get())}</div>
                    <Button words=t().import.unmend press=move |_| wizard.take_mends_back() testid="unmend" />
                </div>
            }
        })
    };
    let heard = move || some.get().then(|| t().import.mended(mended.get()));
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
    view! {
        <div class="stack-form" tabindex="-1" data-testid="to-look-at">{told}{list}</div>
        <p class="sr-only" role="status">{heard}</p>
        {dialog}
    }
}

fn row(issue: &RowIssue, file: Option<String>, mending: RwSignal<Option<RowIssue>>) -> AnyView {
    let place = format::count(issue.row);
    let blocks = issue.blocks.then(|| view! { <span class="sub no">{t().import.left_out}</span> });
    let mend = issue.mendable.then(|| {
        let (name, of) = (t().import.mend(issue.row), issue.clone());
        view! { <IconButton glyph=glyphs::PENCIL name press=move |_| mending.set(Some(of.clone())) testid="mend" /> }
    });
    view! {
        <tr data-testid="issue" data-place=format!("{}:{}", issue.file, issue.row)>
            <td class="num nowrap"><b>{place}</b><span class="sub">{file}</span></td>
            <td class="value-of"><span>{issue.value.clone()}</span><span class="sub">{issue.column.clone()}</span></td>
            <td>{said(&issue.what)}{blocks}</td>
            <td class="quiet">{said(&issue.todo)}</td>
            <td class="end">{mend}</td>
        </tr>
    }
    .into_any()
}

/// Where the caret goes once the list is drawn anew: to the pencil of the first row that is not before this one, else to the
/// list itself.
pub(super) fn on_to_the_next((file, row): (u32, u32)) {
    let place = |line: &web_sys::Element| {
        let place = line.get_attribute("data-place")?;
        let (file, row) = place.split_once(':')?;
        Some((file.parse::<u32>().ok()?, row.parse::<u32>().ok()?))
    };
    request_animation_frame(move || {
        let document = document();
        let lines = document.query_selector_all("[data-testid=issue]:has([data-testid=mend])").ok();
        let lines = lines.into_iter().flat_map(|lines| (0..lines.length()).filter_map(move |at| lines.get(at)));
        let lines: Vec<web_sys::Element> = lines.filter_map(|line| line.dyn_into().ok()).collect();
        let next = lines.iter().filter(|line| place(line) >= Some((file, row))).min_by_key(|line| place(line));
        let to = next.or(lines.first()).and_then(|line| line.query_selector("[data-testid=mend]").ok().flatten());
        let list = || document.query_selector("[data-testid=to-look-at]").ok().flatten();
        if let Some(to) = to.or_else(list).and_then(|to| to.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(to.focus());
        }
    });
}
