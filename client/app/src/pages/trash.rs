//! The trash: what was deleted, by whom, and the way back.

use super::erase::{EraseDialog, Erasing};
use super::history::{HistoryDialog, named};
use super::privacy::erase_path;
use crate::format;
use crate::link;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Empty, IconButton, Menu, avatar, glyphs, icon, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tacit_bridge::history::{TrashRow, TrashView};
use tacit_bridge::records::Kind;
use tacit_bridge::{Call, Problem};

type Shown = RwSignal<Option<Result<TrashView, Problem>>>;

fn load(app: App, shown: Shown, busy: RwSignal<bool>, after: Option<u32>) {
    busy.set(true);
    spawn_local(async move {
        match (link::trash(Call::Trash(after.unwrap_or(0))).await, after) {
            (Ok(more), Some(_)) => {
                shown.try_update(|shown| {
                    if let Some(Ok(so_far)) = shown {
                        so_far.rows.extend(more.rows);
                        so_far.more = more.more;
                    }
                });
            }
            (Err(problem), Some(_)) => app.complain(&problem),
            (answer, None) => {
                if shown.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                    shown.set(Some(answer));
                }
            }
        }
        busy.try_set(false);
    });
}

#[component]
pub(crate) fn TrashPage() -> impl IntoView {
    let app = app();
    let shown: Shown = RwSignal::new(None);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        app.changes.track();
        load(app, shown, busy, None);
    });
    let again = Callback::new(move |()| load(app, shown, busy, None));
    let body = move || {
        match shown.get() {
        None => view! { <div class="column"><div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div></div> }
            .into_any(),
        Some(Err(problem)) => view! {
            <div class="column">
                {problem_banner(&problem)}
                <div><Button words=always().words.try_again busy press=move |_| again.run(()) /></div>
            </div>
        }
        .into_any(),
        Some(Ok(view)) if view.rows.is_empty() && view.more.is_none() => view! {
            <Empty glyph=glyphs::TRASH title=t().history.trash_empty words=t().history.trash_empty_words />
        }
        .into_any(),
        Some(Ok(view)) => {
            let more = view.more.map(|after| {
                view! {
                    <div>
                        <Button words=t().history.more busy press=move |_| load(app, shown, busy, Some(after)) />
                    </div>
                }
            });
            let (may_restore, may_erase) = (view.may_restore, view.may_erase);
            let rows = view.rows.into_iter().map(|row| trash_row(row, may_restore, may_erase, again)).collect_view();
            view! {
                <div class="column" data-testid="trash">
                    <p class="quiet">{t().history.trash_words}</p>
                    <section class="card"><ul class="lines">{rows}</ul></section>
                    {more}
                </div>
            }
            .into_any()
        }
    }
    };
    view! {
        <header class="top lined"><h1>{t().history.trash}</h1></header>
        <div class="scroll fill">{body}</div>
    }
    .into_any()
}

fn trash_row(row: TrashRow, may_restore: bool, may_erase: bool, again: Callback<()>) -> AnyView {
    let app = app();
    let (id, version) = (row.id, row.version);
    let face = avatar(&row.name, if row.kind == Kind::Person { "medium" } else { "medium square" });
    let line = t().history.deleted_by(&format::moment(row.at), &row.by);
    let (looking, erasing, open) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let restoring = StoredValue::new(false);
    let restore = move |_| {
        // Pressed twice, it comes back once.
        if restoring.try_update_value(|restoring| std::mem::replace(restoring, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let answer = link::changed(Call::Restore { id, version }).await;
            restoring.try_set_value(false);
            match answer {
                Ok((_, undo)) => app.say(t().history.restored, undo),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let trigger = view! {
        <IconButton
            glyph=glyphs::ELLIPSIS name=always().words.more press=move |_| open.update(|open| *open = !*open)
            testid="trash-menu"
        />
    }
    .into_any();
    let look = move |_| {
        open.set(false);
        looking.set(true);
    };
    let navigate = use_navigate();
    let kind = row.kind;
    let erase = move |_| {
        open.set(false);
        if kind == Kind::Person {
            navigate(&erase_path(id), NavigateOptions::default());
        } else {
            erasing.set(true);
        }
    };
    let name = named(&row.name);
    let what = Erasing::Record(id, name.clone());
    view! {
        <li data-testid="trash-row" data-name=row.name.clone()>
            {face}
            <div class="what"><b>{name}</b><span class="num">{line}</span></div>
            {may_restore
                .then(|| {
                    view! { <Button words=t().history.restore glyph=glyphs::UNDO press=restore testid="trash-restore" /> }
                })}
            <Menu open name=always().words.more trigger end=true>
                <button type="button" role="menuitem" data-testid="trash-history" on:click=look>
                    {icon(glyphs::HISTORY)}
                    {t().history.history}
                </button>
                {may_erase
                    .then(|| {
                        view! {
                            <button type="button" role="menuitem" class="danger" data-testid="trash-erase" on:click=erase.clone()>
                                {icon(glyphs::TRASH)}
                                {t().history.erase_menu}
                            </button>
                        }
                    })}
            </Menu>
            {move || {
                looking
                    .get()
                    .then(|| view! { <HistoryDialog id close=Callback::new(move |()| looking.set(false)) restored=again /> })
            }}
            {move || {
                let what = what.clone();
                erasing
                    .get()
                    .then(|| view! { <EraseDialog what close=Callback::new(move |()| erasing.set(false)) done=again /> })
            }}
        </li>
    }
    .into_any()
}
