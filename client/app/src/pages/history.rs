//! Earlier versions of a record: who signed them, what changed, how each differs from now or from any other, and a way back
//! to each.

mod compare;

use super::erase::{EraseDialog, Erasing};
use super::value_text;
use crate::format;
use crate::link;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, avatar, glyphs, icon, problem_banner, skeleton};
use compare::Comparison;
pub(crate) use compare::Two;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::history::{FieldChange, HistoryView, VersionState, VersionView};
use tacit_bridge::records::{Id, Kind, Value};
use tacit_bridge::{Call, Problem};

type Shown = RwSignal<Option<Result<HistoryView, Problem>>>;

/// Asks for the newest versions, or for those before one, which are put behind what is shown.
fn load(app: App, id: Id, shown: Shown, busy: RwSignal<bool>, before: Option<u64>) {
    busy.set(true);
    spawn_local(async move {
        let answer = link::history(Call::History { id, before }).await.map(named_fields);
        match answer {
            Ok(more) if before.is_some() => {
                shown.try_update(|shown| {
                    if let Some(Ok(so_far)) = shown {
                        so_far.versions.extend(more.versions);
                        so_far.older = more.older;
                    }
                });
            }
            Err(problem) if before.is_some() => app.complain(&problem),
            answer => drop(shown.try_set(Some(answer))),
        }
        busy.try_set(false);
    });
}

/// Fields as they are called in the page's language.
fn named_fields(mut view: HistoryView) -> HistoryView {
    let kind = view.kind;
    view.versions.iter_mut().for_each(|version| named_changes(kind, &mut version.changes));
    view
}

fn named_changes(kind: Option<Kind>, changes: &mut [FieldChange]) {
    let Some(kind) = kind else { return };
    for change in changes {
        change.label = t().fields.label(kind, change.field, std::mem::take(&mut change.label));
    }
}

/// The versions of one record, live or deleted. `restored` is called after one was brought back.
#[component]
pub(crate) fn HistoryDialog(id: Id, close: Callback<()>, restored: Callback<()>) -> impl IntoView {
    let app = app();
    let shown: Shown = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let (erasing, comparison) = (RwSignal::new(false), Comparison::of(id));
    load(app, id, shown, busy, None);
    let name =
        move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.as_ref().ok()).map(|view| view.name.clone()));
    let restoring = StoredValue::new(false);
    let restore = Callback::new(move |version| {
        // Pressed twice, it comes back once.
        if restoring.try_update_value(|restoring| std::mem::replace(restoring, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let answer = link::changed(Call::Restore { id, version }).await;
            restoring.try_set_value(false);
            match answer {
                Ok((_, undo)) => {
                    app.say(t().history.restored, undo);
                    close.try_run(());
                    restored.try_run(());
                }
                Err(problem) => app.complain(&problem),
            }
        });
    });
    let body = move || match shown.get() {
        None => view! { <div class="stack-words" aria-busy="true">{skeleton(60)}{skeleton(40)}{skeleton(52)}</div> }
            .into_any(),
        Some(Err(problem)) => view! {
            {problem_banner(&problem)}
            <footer>
                <Button words=always().words.try_again busy press=move |_| load(app, id, shown, busy, None) />
            </footer>
        }
        .into_any(),
        Some(Ok(view)) => {
            let older = move |before| load(app, id, shown, busy, Some(before));
            versions(view, restore, (busy, erasing), older, comparison)
        }
    };
    let erased = Callback::new(move |()| load(app, id, shown, busy, None));
    view! {
        <Dialog title=t().history.history close wide=true testid="history-dialog">{body}</Dialog>
        {move || {
            erasing
                .get()
                .then(|| {
                    let what = Erasing::Older(id, name().unwrap_or_default());
                    view! { <EraseDialog what close=Callback::new(move |()| erasing.set(false)) done=erased /> }
                })
        }}
    }
}

fn versions(
    view: HistoryView,
    restore: Callback<u64>,
    (busy, erasing): (RwSignal<bool>, RwSignal<bool>),
    older: impl Fn(u64) + Send + Sync + 'static,
    comparison: Comparison,
) -> AnyView {
    let HistoryView { name, kind, deleted, may_restore, may_erase, waiting, versions, .. } = view;
    let now = versions.iter().find(|one| one.newest && !deleted).map(|one| one.version);
    let compared = comparison.drawn(kind, &versions, may_restore.then_some(restore), now);
    let oldest = versions.last().map_or(0, |version| version.version);
    let may_erase = may_erase && !deleted && versions.iter().skip(1).any(|one| one.state == VersionState::Here);
    let more = view.older.then(|| {
        view! {
            <span class="lead">
                <Button words=t().history.older busy press=move |_| older(oldest) testid="older" />
            </span>
        }
    });
    let unplaced = versions.iter().any(|version| !version.placed);
    let since: Vec<_> = (0..versions.len()).map(|at| since(&versions[..=at])).collect();
    let rows = versions
        .into_iter()
        .zip(since)
        .map(|(version, since)| {
            let back = may_restore && version.state == VersionState::Here && (deleted || !version.newest);
            version_row(version, since, back.then_some(restore))
        })
        .collect_view();
    view! {
        <p><b>{name}</b></p>
        {deleted.then(|| view! { <p>{t().history.gone}</p> })}
        {waiting.then(|| view! { <p class="with-icon faint">{icon(glyphs::CLOCK)}{t().history.waiting}</p> })}
        {compared}
        <ol class="versions" data-testid="versions">{rows}</ol>
        {unplaced.then(|| view! { <p class="faint">{t().history.unplaced_why}</p> })}
        <footer>
            {more}
            {may_erase
                .then(|| {
                    view! {
                        <Button
                            words=t().history.erase_older press=move |_| erasing.set(true) also="danger"
                            testid="erase-older"
                        />
                    }
                })}
        </footer>
    }
    .into_any()
}

/// How the last of these versions, newest first, differs from how the record is now. `None` for one that is the newest, that
/// is followed by the newest at once, or if a version between is not to be had.
fn since(versions: &[VersionView]) -> Option<Vec<FieldChange>> {
    let (of, later) = versions.split_last()?;
    let is_known = |one: &VersionView| one.state == VersionState::Here && one.compared;
    let newest = later.first().filter(|newest| newest.newest)?;
    if of.state != VersionState::Here || later.len() < 2 || newest.version != of.version + later.len() as u64 {
        return None;
    }
    let mut all: Vec<FieldChange> = Vec::new();
    for change in
        later.iter().rev().map(|one| is_known(one).then(|| one.changes.clone())).collect::<Option<Vec<_>>>()?.concat()
    {
        match all.iter_mut().find(|known| known.field == change.field) {
            Some(known) => known.after = change.after,
            None => all.push(change),
        }
    }
    // Of what is masked nobody sees here whether it is the same again.
    all.retain(|change| change.before != change.after || change.after == Value::Masked);
    Some(all)
}

fn since_now(changes: Vec<FieldChange>) -> AnyView {
    let open = RwSignal::new(false);
    let shown = move || {
        open.get().then(|| match changes.as_slice() {
            [] => view! { <p class="said">{t().history.as_now}</p> }.into_any(),
            changes => view! {
                <dl class="field-changes" data-testid="since">{changes.iter().cloned().map(change_row).collect_view()}</dl>
            }
            .into_any(),
        })
    };
    view! {
        <div class="said">
            <button
                type="button" class="link-btn" aria-expanded=move || open.get().to_string() data-testid="compare-now"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {t().history.compare_now}
            </button>
        </div>
        {shown}
    }
    .into_any()
}

fn version_row(version: VersionView, since: Option<Vec<FieldChange>>, restore: Option<Callback<u64>>) -> AnyView {
    let number = version.version;
    let button = restore.map(|restore| {
        view! {
            <Button
                words=t().history.restore glyph=glyphs::UNDO press=move |_| restore.run(number) testid="restore"
            />
        }
        .into_any()
    });
    let head = version_head(number, version.at, &version.by, (version.newest, version.placed), button);
    view! {
        <li data-testid="version" data-version=number.to_string()>
            {head}
            {what_of(version)}
            {since.map(since_now)}
        </li>
    }
    .into_any()
}

/// Who wrote a version and when, whether it is how things are now and its place is known, and what can be done with it.
pub(crate) fn version_head(
    number: u64,
    at: u64,
    by: &str,
    (newest, placed): (bool, bool),
    button: Option<AnyView>,
) -> AnyView {
    let line = format!("{} · {}", format::moment(at), t().history.version(number));
    let now = newest.then(|| view! { <span class="faint">{t().history.now}</span> });
    let unplaced = (!placed).then(|| {
        view! { <span class="with-icon faint" title=t().history.unplaced_why>{icon(glyphs::INFO)}{t().history.unplaced}</span> }
    });
    view! {
        <div class="head">
            {avatar(by, "medium")}
            <div class="what"><b>{by.to_owned()}</b><span class="num">{line}</span>{unplaced}</div>
            {now}
            {button}
        </div>
    }
    .into_any()
}

/// What a version is, in words or as changes.
fn what_of(version: VersionView) -> AnyView {
    let said = |words: &'static str| view! { <p class="said">{words}</p> }.into_any();
    match version.state {
        VersionState::Deleted => said(t().history.deleted),
        VersionState::Erased => said(t().history.erased),
        VersionState::Withheld => said(t().history.withheld),
        VersionState::Unreadable => said(t().history.unreadable),
        VersionState::Here if version.changes.is_empty() => said(t().history.same),
        VersionState::Here => {
            let lead = if version.version == 1 {
                Some(t().history.created)
            } else {
                (!version.compared).then_some(t().history.uncompared)
            };
            let rows = version.changes.into_iter().map(change_row).collect_view();
            view! {
                {lead.map(said)}
                <dl class="field-changes">{rows}</dl>
            }
            .into_any()
        }
    }
}

fn change_row(change: FieldChange) -> AnyView {
    let FieldChange { field, label, before, after } = change;
    let removed = (before != Value::Empty).then(|| view! { <del>{value_text(field, &before)}</del>" " });
    let added = match after {
        Value::Empty => view! { <span class="faint">{t().history.nothing}</span> }.into_any(),
        after => view! { <ins>{value_text(field, &after)}</ins> }.into_any(),
    };
    view! { <div><dt>{label}</dt><dd>{removed}{added}</dd></div> }.into_any()
}

/// The record's name for a dialog about it.
pub(crate) fn named(name: &str) -> String {
    if name.is_empty() { t().record.unnamed.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_bridge::records::FieldKey;

    fn version(version: u64, newest: bool, changes: &[(u16, &str, &str)]) -> VersionView {
        let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::Text(text.into()) };
        let change = |(field, before, after): &(u16, &str, &str)| FieldChange {
            field: FieldKey(*field),
            label: String::new(),
            before: text(before),
            after: text(after),
        };
        let (at, by, changes) = (version, String::new(), changes.iter().map(change).collect());
        VersionView { version, at, by, placed: true, state: VersionState::Here, newest, compared: true, changes }
    }

    #[test]
    fn a_version_is_compared_with_now_over_all_that_came_between() {
        let mut all = vec![
            version(4, true, &[(1, "b", "c"), (3, "", "x")]),
            version(3, false, &[(2, "q", "p")]),
            version(2, false, &[(1, "a", "b"), (2, "p", "q")]),
            version(1, false, &[(1, "", "a"), (2, "", "p")]),
        ];
        let words = |changes: Option<Vec<FieldChange>>| {
            changes
                .map(|changes| changes.into_iter().map(|one| (one.field.0, one.before, one.after)).collect::<Vec<_>>())
        };
        let text = |text: &str| Value::Text(text.into());
        let first = vec![(1, text("a"), text("c")), (3, Value::Empty, text("x"))];
        assert_eq!(words(since(&all)), Some(first), "what came back is no difference");
        assert_eq!(since(&all[..1]), None, "the newest is now");
        assert_eq!(since(&all[..2]), None, "the one before it shows its difference in the newest");
        assert_eq!(since(&all[1..]), None, "without the newest nobody knows");
        all[1].compared = false;
        assert_eq!(since(&all), None, "nor where a step between is not known");
    }
}
