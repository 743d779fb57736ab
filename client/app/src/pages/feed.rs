//! What the team did: newest first, by day, a burst of the same by one member as one line. What was deleted stands among it
//! as far as the server still has it.

use super::trash::deleted;
use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::shell::{kind_glyph, kind_words, list_name, list_path, record_path};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Choice, Empty, Select, avatar, glyphs, icon_of, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::feed::{Act, Deeds, FEED_PAGE, Feed, FeedRequest, MAX_FEED};
use tacit_bridge::history::{TrashRow, TrashView};
use tacit_bridge::records::Kind;
use tacit_bridge::{Call, Problem};

/// Rows of the trash that are passed over at most to find those that are told: the whole of it is not walked for that.
const PASSED_OVER: usize = 300;

#[component]
pub(crate) fn FeedPage() -> impl IntoView {
    let app = app();
    let (by, kind) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let count = RwSignal::new(FEED_PAGE);
    let found = RwSignal::new(None::<Result<Feed, Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        let kind = chosen_kind(kind);
        let request = FeedRequest { by: by.with(|by| by.parse().ok()), kind, count: count.get() };
        spawn_local(async move {
            let answer = link::feed(Call::Feed(request)).await;
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let gone = RwSignal::new(Vec::<TrashRow>::new());
    // Counts walks through the trash: one that is not the newest any more ends.
    let walks = StoredValue::new(0_u32);
    let reach = Memo::new(move |_| found.with(|found| Some(reach(found.as_ref()?.as_ref().ok()?, count.get()))));
    Effect::new(move |_| {
        app.changes.track();
        let (Some(since), count) = (reach.get(), count.get() as usize) else { return };
        let walk = walks.get_value().wrapping_add(1);
        walks.set_value(walk);
        spawn_local(async move {
            let is_newest = || walks.try_get_value() == Some(walk);
            let enough = |found: &TrashView| is_enough(&found.rows, count, since) || !is_newest();
            // Offline the feed tells of what is here. Whoever went further back meanwhile waits for that.
            let Ok(TrashView { mut rows, .. }) = deleted(enough).await else { return };
            rows.retain(is_told);
            if is_newest() && gone.try_with_untracked(|old| *old != rows) == Some(true) {
                gone.set(rows);
            }
        });
    });
    let body = move || match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div> }
            .into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(found)) if found.lines.is_empty() && gone.with(Vec::is_empty) => {
            view! { <Empty glyph=glyphs::HISTORY title=t().team.nothing words=t().team.nothing_words /> }.into_any()
        }
        Some(Ok(found)) => {
            let more = has_more(&found, count.get());
            let (by, kind) = (by.with(|by| by.parse().ok()).map(|by| app.member_name(by)), chosen_kind(kind));
            let fits =
                |row: &TrashRow| by.as_ref().is_none_or(|by| *by == row.by) && kind.is_none_or(|kind| kind == row.kind);
            let since = self::reach(&found, count.get());
            let gone =
                gone.with(|gone| gone.iter().filter(|row| row.at >= since && fits(row)).cloned().collect::<Vec<_>>());
            let older = move |_| count.update(|count| *count = (*count + FEED_PAGE).min(MAX_FEED));
            view! {
                {by_day(found.lines, gone)}
                {more.then(|| view! { <div><Button words=t().timeline.older press=older testid="feed-older" /></div> })}
            }
            .into_any()
        }
    };
    view! {
        <div class="main" data-testid="feed">
            <header class="top list lined">
                <h1>{t().team.feed}</h1>
                <span class="space"></span>
                {move || (!app.narrow.get()).then(|| filters(by, kind, count))}
            </header>
            <div class="scroll">
                <div class="column">
                    // Beside the page's name there is no room for them on a phone.
                    {move || app.narrow.get().then(|| view! { <div class="trail-filters">{filters(by, kind, count)}</div> })}
                    {body}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Whose doings are told, and of what.
fn filters(by: RwSignal<String>, kind: RwSignal<String>, count: RwSignal<u32>) -> AnyView {
    let app = app();
    let members = move || {
        let names = app.vault.with(|vault| vault.as_ref().map(|vault| vault.names.clone())).unwrap_or_default();
        let all = (String::new(), t().team.everybody.to_owned());
        let choices: Vec<Choice> =
            std::iter::once(all).chain(names.into_iter().map(|(number, name)| (number.to_string(), name))).collect();
        view! { <Select name=t().team.by choices value=by pick=move |picked: String| begin(by, picked, count) /> }
    };
    let kinds: Vec<Choice> = std::iter::once((String::new(), t().team.every_kind.to_owned()))
        .chain(told().iter().enumerate().map(|(at, kind)| (at.to_string(), list_name(*kind))))
        .collect();
    view! {
        {members}
        <Select name=t().team.kind choices=kinds value=kind pick=move |picked: String| begin(kind, picked, count) />
    }
    .into_any()
}

/// Whether there are older lines that can be shown as well.
fn has_more(found: &Feed, count: u32) -> bool {
    found.total as usize > found.lines.len() && count < MAX_FEED
}

/// Since when deletions stand among the lines, ms since 1970: what is older than the last line that is shown comes with it.
fn reach(found: &Feed, count: u32) -> u64 {
    found.lines.last().filter(|_| has_more(found, count)).map_or(0, |line| line.at)
}

/// Another choice begins at the newest again.
fn begin(choice: RwSignal<String>, picked: String, count: RwSignal<u32>) {
    count.set(FEED_PAGE);
    choice.set(picked);
}

/// The kinds that are told of: those that people work with, and lists.
fn told() -> Vec<Kind> {
    let kinds = untrack(|| app().kinds());
    kinds.into_iter().chain([Kind::List]).collect()
}

fn chosen_kind(kind: RwSignal<String>) -> Option<Kind> {
    kind.with(|kind| kind.parse::<usize>().ok()).and_then(|at| told().get(at).copied())
}

/// Whether what lies in the trash is told as a deletion: of what was made one with another, that tells.
fn is_told(row: &TrashRow) -> bool {
    !row.merged
}

/// Whether deletions are looked for no further: so many are there, or all since then, or they lie behind too many merges.
fn is_enough(rows: &[TrashRow], count: usize, since: u64) -> bool {
    let is_past = rows.last().is_some_and(|row| row.at < since);
    is_past || rows.len() >= count + PASSED_OVER || rows.iter().filter(|row| is_told(row)).count() >= count
}

/// A line of the feed.
enum Told {
    Done(Deeds),
    Gone(TrashRow),
}

impl Told {
    fn at(&self) -> u64 {
        match self {
            Self::Done(line) => line.at,
            Self::Gone(row) => row.at,
        }
    }

    fn day(&self) -> String {
        match self {
            Self::Done(line) => line.day.clone(),
            Self::Gone(row) => format::iso_day(row.at as i64),
        }
    }
}

fn by_day(lines: Vec<Deeds>, gone: Vec<TrashRow>) -> AnyView {
    let mut told: Vec<Told> = lines.into_iter().map(Told::Done).chain(gone.into_iter().map(Told::Gone)).collect();
    told.sort_by_key(|one| std::cmp::Reverse((one.day(), one.at())));
    let mut days: Vec<(String, Vec<Told>)> = Vec::new();
    for one in told {
        let day = one.day();
        match days.last_mut().filter(|(known, _)| *known == day) {
            Some((_, of_day)) => of_day.push(one),
            None => days.push((day, vec![one])),
        }
    }
    let line = |one: Told| match one {
        Told::Done(deeds) => {
            let when = format::clock(deeds.at);
            deeds_line(deeds, when)
        }
        Told::Gone(row) => gone_line(row),
    };
    let day = |(day, lines): (String, Vec<Told>)| {
        view! {
            <section class="card" data-testid="feed-day">
                <header><h2>{format::date(&day)}</h2></header>
                <ul class="lines links">{lines.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    };
    days.into_iter().map(day).collect_view().into_any()
}

/// A deleted record: it is in the trash.
fn gone_line(row: TrashRow) -> AnyView {
    let name = if row.name.is_empty() { t().list.unnamed.to_owned() } else { row.name };
    let face = avatar(&row.by, "");
    view! {
        <li data-testid="feed-gone">
            <A href="/trash">
                {face}
                <span class="grow cut"><span class="faint">{t().team.deleted(&row.by)}" "</span>{name}</span>
                <span class="faint">{icon_of(kind_glyph(row.kind), 16)}</span>
                <time class="faint num" title=format::moment(row.at)>{format::clock(row.at)}</time>
            </A>
        </li>
    }
    .into_any()
}

/// What a member did, before the name of the record.
fn did(act: Act, by: &str) -> String {
    match act {
        Act::Made => t().day.made(by),
        Act::Merged => t().team.merged(by),
        Act::Changed => t().day.changed(by),
    }
}

/// One record is opened itself, several as their list; `when` is how the time is told.
pub(super) fn deeds_line(line: Deeds, when: String) -> AnyView {
    let named = |name: &str| match name {
        "" => t().list.unnamed.to_owned(),
        // What is called by its first sentence stands among others in one line.
        name if line.kind == Kind::Activity => name.trim_end_matches('.').to_owned(),
        name => name.to_owned(),
    };
    let names: Vec<String> = line.newest.iter().map(|(_, name)| named(name)).collect();
    let (to, what) = match line.newest.first() {
        Some((id, _)) if line.count == 1 => (record_path(line.kind, *id), did(line.act, &line.by)),
        _ => {
            let (one, many) = kind_words(line.kind);
            let what = format::counted(line.count, &one, &many);
            let what = match line.act {
                Act::Made => t().team.made_many(&line.by, &what),
                Act::Merged => t().team.merged_many(&line.by, &what),
                Act::Changed => t().team.changed_many(&line.by, &what),
            };
            (list_path(line.kind).into_owned(), what)
        }
    };
    let more = line.count as usize > names.len();
    let mut names = names.join(", ");
    if more {
        names.push_str(" …");
    }
    let face = avatar(&line.by, "");
    view! {
        <li data-testid="feed-line">
            <A href=to>
                {face}
                <span class="grow cut"><span class="faint">{what}" "</span>{names}</span>
                <span class="faint">{icon_of(kind_glyph(line.kind), 16)}</span>
                <time class="faint num" title=format::moment(line.at)>{when}</time>
            </A>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacit_bridge::records::Id;

    #[test]
    fn deletions_are_looked_for_until_there_are_enough_or_all_or_too_many_merges_lie_before_them() {
        let row = |at: u64, merged: bool| TrashRow {
            id: Id([1; 16]),
            kind: Kind::Person,
            name: String::new(),
            about: String::new(),
            by: String::new(),
            at,
            merged,
            version: 1,
        };
        let rows = |count: usize, merged: bool| vec![row(9, merged); count];
        assert!(!is_enough(&[], 2, 0) && !is_enough(&rows(1, false), 2, 0));
        assert!(is_enough(&rows(2, false), 2, 0));
        assert!(!is_enough(&rows(2, true), 2, 9) && is_enough(&rows(2, true), 2, 10), "what is older is not shown");
        assert!(!is_enough(&rows(1 + PASSED_OVER, true), 2, 0) && is_enough(&rows(2 + PASSED_OVER, true), 2, 0));
    }
}
