//! The trash: what was deleted, what it was and about whom, by whom, and the way back, of one or of several at once. It is
//! searched by name.

use super::chosen::chosen_line;
use super::erase::{EraseDialog, Erasing};
use super::history::{HistoryDialog, named};
use super::privacy::erase_path;
use crate::format;
use crate::link::{self, Many};
use crate::shell::{kind_glyph, kind_words};
use crate::state::{App, app};
use crate::strings::{always, in_words, t};
use crate::ui::{Button, Empty, IconButton, Menu, avatar, glyphs, icon, icon_of, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::collections::HashSet;
use tacit_bridge::history::{TrashRow, TrashView};
use tacit_bridge::records::{Id, Kind};
use tacit_bridge::{Call, Problem};

type Shown = RwSignal<Option<Result<TrashView, Problem>>>;

/// Deleted records from the newest on, until there are enough of them.
pub(super) async fn deleted(enough: impl Fn(&TrashView) -> bool) -> Result<TrashView, Problem> {
    let mut found = link::trash(Call::Trash(0)).await?;
    while let Some(after) = found.more.filter(|_| !enough(&found)) {
        let next = link::trash(Call::Trash(after)).await?;
        found.rows.extend(next.rows);
        found.more = next.more;
    }
    Ok(found)
}

/// Asks for what follows after so many, or again for what is shown.
fn load(app: App, shown: Shown, busy: RwSignal<bool>, after: Option<u32>) {
    busy.set(true);
    let so_far = shown.with_untracked(|shown| {
        shown.as_ref().and_then(|shown| shown.as_ref().ok()).map_or(0, |shown| shown.rows.len())
    });
    spawn_local(async move {
        match after {
            Some(after) => match link::trash(Call::Trash(after)).await {
                Ok(more) => {
                    shown.try_update(|shown| {
                        if let Some(Ok(so_far)) = shown {
                            so_far.rows.extend(more.rows);
                            so_far.more = more.more;
                        }
                    });
                }
                Err(problem) => app.complain(&problem),
            },
            None => {
                // Whoever has gone down a long list stays there.
                let answer = deleted(|found| found.rows.len() >= so_far).await;
                if shown.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                    shown.set(Some(answer));
                }
            }
        }
        busy.try_set(false);
    });
}

/// Whoever looks for a name looks through all of it.
fn load_rest(app: App, shown: Shown, busy: RwSignal<bool>) {
    let has_more = shown.with_untracked(|shown| matches!(shown, Some(Ok(shown)) if shown.more.is_some()));
    if !has_more || busy.get_untracked() {
        return;
    }
    busy.set(true);
    spawn_local(async move {
        match deleted(|_| false).await {
            Ok(all) => drop(shown.try_set(Some(Ok(all)))),
            Err(problem) => app.complain(&problem),
        }
        busy.try_set(false);
    });
}

/// Whether a row is looked for: each word typed stands in its name, or in that of whom it was about.
fn is_meant(row: &TrashRow, typed: &str) -> bool {
    let names = format!("{} {}", row.name, row.about).to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| names.contains(word))
}

/// What a row, and what stands above all of them, needs of the page.
#[derive(Clone, Copy)]
struct Desk {
    chosen: RwSignal<HashSet<Id>>,
    /// The chosen are on their way back.
    restoring: RwSignal<bool>,
    erasing: RwSignal<Option<Erasing>>,
    may_restore: bool,
    may_erase: bool,
    again: Callback<()>,
}

#[component]
pub(crate) fn TrashPage() -> impl IntoView {
    let app = app();
    let shown: Shown = RwSignal::new(None);
    let (busy, chosen, erasing) = (RwSignal::new(false), RwSignal::new(HashSet::new()), RwSignal::new(None));
    let restoring = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let looking = Memo::new(move |_| typed.with(|typed| !typed.trim().is_empty()));
    Effect::new(move |_| {
        shown.track();
        if looking.get() {
            load_rest(app, shown, busy);
        }
    });
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
        Some(Ok(mut view)) => {
            view.rows.retain(|row| typed.with(|typed| is_meant(row, typed)));
            let (may_restore, may_erase) = (view.may_restore, view.may_erase);
            let desk = Desk { chosen, restoring, erasing, may_restore, may_erase, again };
            // What is not shown any more is not chosen either.
            let there: HashSet<Id> = view.rows.iter().map(|row| row.id).collect();
            if chosen.with_untracked(|chosen| !chosen.is_subset(&there)) {
                chosen.update(|chosen| chosen.retain(|id| there.contains(id)));
            }
            if there.is_empty() && view.more.is_none() {
                let (title, words) = (t().history.no_hit, t().history.no_hit_words);
                return view! { <Empty glyph=glyphs::SEARCH title words /> }.into_any();
            }
            listed(view, desk, busy, move |after| load(app, shown, busy, Some(after)))
        }
    }
    };
    let holds = Memo::new(move |_| shown.with(|shown| matches!(shown, Some(Ok(shown)) if !shown.rows.is_empty())));
    let done = Callback::new(move |()| {
        chosen.set(HashSet::new());
        again.run(());
    });
    view! {
        <header class="top lined">
            <h1>{t().history.trash}</h1>
            <span class="space"></span>
            {move || holds.get().then(|| view! {
                <div class="search">
                    <input
                        class="input" type="search" aria-label=t().history.find placeholder=t().history.find autocomplete="off"
                        data-testid="trash-find" prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </div>
            })}
        </header>
        <div class="scroll fill">{body}</div>
        {move || erasing.get().map(|what| {
            view! { <EraseDialog what close=Callback::new(move |()| erasing.set(None)) done /> }
        })}
    }
    .into_any()
}

fn listed(view: TrashView, desk: Desk, busy: RwSignal<bool>, on: impl Fn(u32) + Send + Sync + 'static) -> AnyView {
    let more = view.more.map(|after| {
        view! { <div><Button words=t().history.more busy press=move |_| on(after) testid="trash-more" /></div> }
    });
    let head = desk.may_restore.then(|| actions(&view.rows, desk));
    let rows = view.rows.into_iter().map(|row| trash_row(row, desk)).collect_view();
    view! {
        <div class="column" data-testid="trash">
            <p class="quiet">{t().history.trash_words}</p>
            <section class="card">
                {head}
                <ul class="lines">{rows}</ul>
            </section>
            {more}
        </div>
    }
    .into_any()
}

/// Choosing all that is shown, and what can be done with the chosen.
fn actions(rows: &[TrashRow], desk: Desk) -> AnyView {
    let all: HashSet<Id> = rows.iter().map(|row| row.id).collect();
    let (count, rows) = (all.len(), rows.to_vec());
    let choose_all = move |on: bool| desk.chosen.set(if on { all.clone() } else { HashSet::new() });
    let decide = move || {
        let chosen = desk.chosen.get();
        (!chosen.is_empty())
            .then(|| decide(rows.iter().filter(|row| chosen.contains(&row.id)).cloned().collect(), desk))
    };
    let number = Signal::derive(move || desk.chosen.with(HashSet::len));
    chosen_line(t().history.all_shown, ("trash-actions", "trash-all"), (number, count), choose_all, decide)
}

fn decide(chosen: Vec<TrashRow>, desk: Desk) -> AnyView {
    let app = app();
    let number = chosen.len();
    let wanted: Vec<(Id, u64)> = chosen.iter().map(|row| (row.id, row.version)).collect();
    let restore = move |_| {
        // Pressed twice, they come back once.
        if desk.restoring.get_untracked() {
            return;
        }
        let wanted = wanted.clone();
        desk.restoring.set(true);
        spawn_local(async move {
            match link::several(Call::RestoreSeveral(wanted.clone())).await {
                Ok(done) => {
                    // What stayed is still chosen, and whatever was chosen meanwhile.
                    let stayed: HashSet<Id> = done.left.iter().map(|left| left.id).collect();
                    let back: HashSet<Id> =
                        wanted.into_iter().map(|(id, _)| id).filter(|id| !stayed.contains(id)).collect();
                    desk.chosen.try_update(|chosen| chosen.retain(|id| !back.contains(id)));
                    say_restored(app, done);
                }
                Err(problem) => app.complain(&problem),
            }
            desk.restoring.try_set(false);
        });
    };
    // People go by a page of their own, one by one: somebody else may have to be told.
    let (people, others): (Vec<TrashRow>, Vec<TrashRow>) = chosen.into_iter().partition(|row| row.kind == Kind::Person);
    let what = Erasing::Several(others.into_iter().map(|row| row.id).collect(), people.len() as u32);
    let erase = (desk.may_erase && people.len() < number).then(|| {
        let press = move |_| desk.erasing.set(Some(what.clone()));
        view! { <Button words=t().history.erase_menu press also="danger" testid="trash-erase-several" /> }
    });
    view! {
        <Button
            words=t().history.restore glyph=glyphs::UNDO busy=desk.restoring press=restore testid="trash-restore-several"
        />
        {erase}
    }
    .into_any()
}

/// Says how many came back; where none did, only what stayed and why.
fn say_restored(app: App, done: Many) {
    match done.left.first() {
        Some(first) if done.changed == 0 => {
            let why = in_words(first.why.clone());
            app.warn(t().several.stayed(done.left.len() as u32, &why.what), "", None);
        }
        _ => {
            let words = t().history.restored_many(done.changed);
            done.say(app, words);
        }
    }
}

/// Of which kind it was, and about whom: "task about Carlos Andersson".
fn what(row: &TrashRow) -> String {
    let (kind, _) = kind_words(row.kind);
    match row.kind {
        _ if row.about.is_empty() => kind,
        Kind::Task | Kind::Activity => t().history.about(&kind, &row.about),
        _ => t().history.belongs(&kind, &row.about),
    }
}

fn trash_row(row: TrashRow, desk: Desk) -> AnyView {
    let app = app();
    let Desk { may_restore, may_erase, again, .. } = desk;
    let (id, version) = (row.id, row.version);
    let face = match row.kind {
        Kind::Person => avatar(&row.name, "medium"),
        Kind::Company => avatar(&row.name, "medium square"),
        kind => view! { <span class="sign-medium">{icon_of(kind_glyph(kind), 16)}</span> }.into_any(),
    };
    let when = format::moment(row.at);
    let how = if row.merged { t().history.merged_by(&when, &row.by) } else { t().history.deleted_by(&when, &row.by) };
    let line = format!("{} · {how}", format::capital(&what(&row)));
    let (looking, open) = (RwSignal::new(false), RwSignal::new(false));
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
    let name = named(&row.name);
    let what = Erasing::Record(id, name.clone());
    let erase = move |_| {
        open.set(false);
        if kind == Kind::Person {
            navigate(&erase_path(id), NavigateOptions::default());
        } else {
            desk.erasing.set(Some(what.clone()));
        }
    };
    let toggle = move |event| {
        let on = event_target_checked(&event);
        desk.chosen.update(|chosen| {
            chosen.retain(|known| *known != id);
            chosen.extend(on.then_some(id));
        });
    };
    let tick = may_restore.then(|| {
        view! {
            <input
                type="checkbox" class="check" aria-label=name.clone() data-testid="trash-tick" on:change=toggle
                prop:checked=move || desk.chosen.with(|chosen| chosen.contains(&id))
            />
        }
    });
    view! {
        <li data-testid="trash-row" data-name=row.name.clone()>
            {tick}
            {face}
            <div class="what"><b>{name}</b><span class="num">{line}</span></div>
            {may_restore.then(|| view! {
                <Button words=t().history.restore glyph=glyphs::UNDO press=restore also="as-sign" testid="trash-restore" />
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
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deleted_record_is_found_by_its_name_and_by_whom_it_was_about() {
        let row = TrashRow {
            id: Id([1; 16]),
            kind: Kind::Task,
            name: "Write the Minutes".to_owned(),
            about: "Carlos Andersson".to_owned(),
            by: "Anna Berg".to_owned(),
            at: 0,
            merged: false,
            version: 1,
        };
        for typed in ["", "minutes", "ANDER write", "  carlos "] {
            assert!(is_meant(&row, typed), "{typed}");
        }
        assert!(!is_meant(&row, "minutes berg"), "who deleted it is not what it was");
    }
}
