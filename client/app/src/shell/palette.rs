//! The palette: one field that goes to places, makes records, does things and finds any record.

use super::search::Instead;
use super::{kind_at, kind_glyph, list_name, list_path, new_words, record_path};
use crate::format;
use crate::link;
use crate::pages::{Listing, is_picked};
use crate::state::{App, app, today};
use crate::strings::{Example, t};
use crate::ui::{Dialog, along, focus_when, glyphs, icon_of};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk};
use tacit_bridge::records::{Finds, Found, Id, Kind, PickedList};

/// Typed, it lists what else can be typed.
const HELP: char = '?';

/// Lists offered beside records.
const MAX_LISTS: usize = 6;

/// What choosing a line does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Go(&'static str),
    List(Kind),
    Make(Kind),
    /// Shows a list that was picked by hand.
    Picked(Id),
    /// A new list.
    MakeList,
    /// Puts what is selected, or shown, into a list.
    ToList,
    Shortcuts,
    /// Shows what can be typed.
    Help,
    /// Types an example.
    Type(&'static str),
    Lock,
}

/// One line: under which heading, with which sign, in which words, by which key.
#[derive(Clone, PartialEq)]
struct Line {
    group: &'static str,
    glyph: &'static str,
    words: String,
    beside: String,
    key: &'static str,
    act: Result<Act, Found>,
}

fn command(group: &'static str, glyph: &'static str, words: &str, key: &'static str, act: Act) -> Line {
    Line { group, glyph, words: words.to_owned(), beside: String::new(), key, act: Ok(act) }
}

/// Every command there is.
fn commands(app: App) -> Vec<Line> {
    let go = |glyph, words: &str, key, to| command(t().day.go, glyph, words, key, Act::Go(to));
    let kinds = untrack(|| app.kinds());
    let mut lines = vec![
        go(glyphs::SUN, t().day.day, "G Y", "/day"),
        go(glyphs::CHART, t().dashboard.dashboard, "G B", "/dashboard"),
    ];
    let keys = ["G P", "G C", "G D", "G T", "G A"];
    let keys = keys.into_iter().chain(std::iter::repeat(""));
    lines.extend(
        kinds
            .iter()
            .zip(keys)
            .map(|(kind, key)| command(t().day.go, kind_glyph(*kind), &list_name(*kind), key, Act::List(*kind))),
    );
    lines.push(go(glyphs::LIST, t().lists.lists, "", "/lists"));
    lines.push(go(glyphs::CALENDAR, t().calendar.calendar, "G K", "/calendar"));
    lines.push(go(glyphs::HISTORY, t().team.feed, "G F", "/feed"));
    lines.push(go(glyphs::CONTACT, t().words.members, "G M", "/members"));
    lines.push(go(glyphs::SHIELD, t().privacy.privacy, "", "/privacy"));
    lines.push(go(glyphs::TRASH, t().history.trash, "G X", "/trash"));
    lines.push(go(glyphs::SETTINGS, t().words.settings, "G S", "/settings"));
    if !app.read_only_now() {
        lines.extend(
            kinds.iter().map(|kind| command(t().day.make, glyphs::PLUS, &new_words(*kind), "", Act::Make(*kind))),
        );
        lines.push(command(t().day.make, glyphs::PLUS, t().lists.new_list, "", Act::MakeList));
        if !to_be_listed(app).is_empty() {
            lines.push(command(t().day.actions, glyphs::LIST, t().lists.add_to, "", Act::ToList));
        }
        lines.push(command(t().day.actions, glyphs::MERGE, t().duplicates.find, "", Act::Go("/duplicates")));
        lines.push(command(t().day.actions, glyphs::UPLOAD, t().day.import, "", Act::Go("/import")));
        lines.push(command(t().day.actions, glyphs::MESSAGE, t().requests.title, "", Act::Go("/privacy/requests")));
        lines.push(command(t().day.actions, glyphs::DOWNLOAD, t().export.title, "", Act::Go("/privacy/export")));
    }
    lines.push(command(t().day.actions, glyphs::CIRCLE_HELP, t().day.how_to_search, "", Act::Help));
    lines.push(command(t().day.actions, glyphs::INFO, t().day.shortcuts, "?", Act::Shortcuts));
    lines.push(command(t().day.actions, glyphs::LOCK, t().day.lock, t().shell.lock_key, Act::Lock));
    lines
}

/// What is selected in the table, or else the record on the page, where lists can hold it.
fn to_be_listed(app: App) -> Vec<Id> {
    let path = window().location().pathname().unwrap_or_default();
    let selected = app.selection.get_untracked().and_then(|selected| selected.try_run(())).unwrap_or_default();
    let table = path.strip_prefix("/lists/").map_or(path.as_str(), |rest| rest.find('/').map_or("", |at| &rest[at..]));
    match kind_at(table).filter(|kind| is_picked(*kind)) {
        Some(_) if !selected.is_empty() => selected,
        Some(kind) => {
            let id = path.strip_prefix(&*list_path(kind)).and_then(|rest| Id::from_hex(rest.trim_start_matches('/')));
            id.into_iter().collect()
        }
        None => Vec::new(),
    }
}

/// Lists whose name fits what is typed.
fn picked(app: App, typed: &str) -> Vec<Line> {
    let lists = app.picked_lists().into_iter().filter(|list| !typed.is_empty() && fits(&list.name, typed));
    let line = |list: PickedList| Line {
        beside: format::count(list.count()),
        ..command(t().lists.lists, glyphs::LIST, &list.name, "", Act::Picked(list.id))
    };
    lists.map(line).take(MAX_LISTS).collect()
}

/// What can be typed to find records.
fn examples() -> Vec<Line> {
    let line = |(example, words): Example| Line {
        beside: words.to_owned(),
        ..command(t().search.help, glyphs::SEARCH, example, "", Act::Type(example))
    };
    t().search.examples(None).into_iter().map(line).collect()
}

/// Commands whose words begin with what is typed, word by word: "n d" finds "New deal".
fn fits(words: &str, typed: &str) -> bool {
    let words = words.to_lowercase();
    let mut rest = words.split_whitespace();
    typed.to_lowercase().split_whitespace().all(|typed| rest.any(|word| word.starts_with(typed)))
}

#[component]
pub(super) fn Palette() -> impl IntoView {
    let app = app();
    let node = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Finds::default());
    let at = RwSignal::new(0_usize);
    let close = Callback::new(move |()| app.palette.set(false));
    let navigate = StoredValue::new(use_navigate());
    focus_when(node, true);
    // Whoever a colleague restricted or erased meanwhile is not offered again.
    spawn_local(async move {
        if let Ok(PrivacyAnswer::Overview(of)) = link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Overview)).await {
            app.forget_seen(&of.restricted.iter().map(|one| one.id).collect::<Vec<_>>());
        }
        let erased = PrivacyAsk::Erasure(ErasureAsk::All);
        if let Ok(PrivacyAnswer::Erasure(ErasureAnswer::All(all))) =
            link::privacy_answer(Call::PrivacyAsk(erased)).await
        {
            app.forget_seen(&all.iter().map(|one| one.person).collect::<Vec<_>>());
        }
    });
    let ask = move || {
        let text = typed.get_untracked();
        at.set(0);
        // Enter opens what fits what is typed, never what fitted before.
        found.set(Finds::default());
        spawn_local(async move {
            let records =
                link::finds(Call::Find { text: text.clone(), today: Some(today()) }).await.unwrap_or_default();
            if typed.try_get_untracked() == Some(text) {
                found.set(records);
            }
        });
    };
    let lines = Memo::new(move |_| {
        let text = typed.get();
        if text.starts_with(HELP) {
            return examples();
        }
        let only_commands = text.starts_with('>');
        let text = text.trim_start_matches('>').trim();
        let records = if text.is_empty() { app.recent.get() } else { found.get().records };
        let group = if text.is_empty() { t().day.recent } else { t().day.records };
        let records = records.into_iter().filter(|_| !only_commands).map(|one| Line {
            group,
            glyph: kind_glyph(one.of.kind),
            words: one.of.name.clone(),
            beside: one.beside.clone(),
            key: "",
            act: Err(one),
        });
        let commands = commands(app).into_iter().filter(|line| fits(&line.words, text));
        let lists = if only_commands { Vec::new() } else { picked(app, text) };
        records.chain(lists).chain(commands).collect::<Vec<Line>>()
    });
    let run = move |line: Line| {
        if let Ok(Act::Help | Act::Type(_)) = line.act {
            typed.set(if let Ok(Act::Type(example)) = line.act { example.to_owned() } else { HELP.to_string() });
            if let Some(input) = node.get_untracked() {
                drop(input.focus());
            }
            return ask();
        }
        close.run(());
        match line.act {
            Ok(Act::Go(to)) => navigate.with_value(|go| go(to, Default::default())),
            Ok(Act::List(kind)) => navigate.with_value(|go| go(&list_path(kind), Default::default())),
            Ok(Act::Picked(list)) => navigate.with_value(|go| go(&record_path(Kind::List, list), Default::default())),
            Ok(Act::MakeList) => app.listing.set(Some(Listing::Name(None))),
            Ok(Act::ToList) => app.listing.set(Some(Listing::Pick(to_be_listed(app)))),
            Ok(Act::Make(kind)) => app.creating.set(Some(kind.into())),
            Ok(Act::Shortcuts) => app.shortcuts.set(true),
            Ok(Act::Lock) => crate::pages::lock_now(app),
            // These keep the palette open.
            Ok(Act::Help | Act::Type(_)) => {}
            Err(one) => {
                app.trail.set(None);
                navigate.with_value(|go| go(&record_path(one.of.kind, one.of.id), Default::default()));
            }
        }
    };
    let keys = along(lines, at, run);
    // The chosen line stays in sight.
    Effect::new(move |_| {
        at.track();
        request_animation_frame(|| {
            if let Ok(Some(line)) = document().query_selector(".palette [aria-selected=true]") {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                line.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    });
    let list = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="none">{t().day.no_match}</p> }.into_any();
        }
        let mut group = "";
        let drawn = lines.into_iter().enumerate().map(|(index, line)| {
            let head = (line.group != group).then(|| view! { <h3 role="presentation">{line.group}</h3> });
            group = line.group;
            let (glyph, words, beside, key) = (line.glyph, line.words.clone(), line.beside.clone(), line.key);
            view! {
                {head}
                <button
                    type="button" role="option" tabindex="-1" id=format!("palette-{index}")
                    aria-selected=move || (at.get() == index).to_string() on:mousemove=move |_| at.set(index)
                    on:click=move |_| run(line.clone())
                >
                    {icon_of(glyph, 16)}
                    <span class="cut">{words}</span>
                    <span class="faint cut">{beside}</span>
                    <span class="end">{(!key.is_empty()).then(|| key.split(' ').map(|key| view! { <kbd class="kbd">{key}</kbd> }).collect_view())}</span>
                </button>
            }
        });
        drawn.collect_view().into_any()
    };
    view! {
        <Dialog title=t().day.palette close wide=true bare=true testid="palette">
            <div class="palette">
                <div class="ask">
                    {icon_of(glyphs::SEARCH, 18)}
                    <input
                        node_ref=node type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" autocomplete="off"
                        spellcheck="false" aria-label=t().day.palette placeholder=t().day.type_here data-testid="palette-input"
                        aria-activedescendant=move || format!("palette-{}", at.get()) prop:value=move || typed.get()
                        on:input=move |event| {
                            typed.set(event_target_value(&event));
                            ask();
                        }
                        on:keydown=keys
                    />
                    <kbd class="kbd">"Esc"</kbd>
                </div>
                <Instead resembling=Signal::derive(move || found.with(|found| found.resembling.clone())) />
                <div class="found" role="listbox" id="palette-list" aria-label=t().day.palette>{list}</div>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn commands_are_found_by_the_beginnings_of_their_words() {
        assert!(fits("New deal", "n d") && fits("New deal", "deal") && fits("New deal", "") && fits("My day", "DA"));
        assert!(!fits("New deal", "eal") && !fits("New deal", "d n"));
    }
}
