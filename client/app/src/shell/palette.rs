//! The palette: one field that goes to places, makes records, acts on what is selected and finds any record. `>` leaves
//! commands only, `#` begins a tag or the number of a record, `@` a member, `?` lists what can be typed.

use super::acting::{Deed, On, acted_on, deeds, perform};
use super::search::Instead;
use super::{kind_glyph, list_name, list_path, new_words, record_path};
use crate::format;
use crate::link;
use crate::pages::{FILES_PATH, Listing, TAGS_PATH};
use crate::state::{App, app, today};
use crate::strings::{Example, always, t};
use crate::ui::{Dialog, IconButton, along, focus_when, glyphs, icon_of};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use std::collections::BTreeMap;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk};
use tacit_bridge::records::{FieldKey, Finds, Found, Id, Kind, PickedList};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Typed, it lists what else can be typed.
const HELP: char = '?';
/// Typed, it begins a tag, or the number of a record.
const TAG: char = '#';
/// Typed, it begins a member's name.
const MEMBER: char = '@';

/// Tags or members offered.
const MAX_OFFERED: usize = 12;

/// Lists offered beside records.
const MAX_LISTS: usize = 6;

/// What choosing a line does.
#[derive(Clone, PartialEq, Eq)]
enum Act {
    Go(&'static str),
    List(Kind),
    Make(Kind),
    /// Shows a list that was picked by hand.
    Picked(Id),
    /// A new list.
    MakeList,
    /// Does something with what is selected, or shown.
    Do(Deed, On),
    Shortcuts,
    /// Shows what can be typed.
    Help,
    /// Types something to be searched.
    Type(String),
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
    lines.push(go(glyphs::CONTACT, always().words.members, "G M", "/members"));
    lines.push(go(glyphs::SHIELD, t().privacy.privacy, "", "/privacy"));
    lines.push(go(glyphs::PAPERCLIP, t().files.files, "", FILES_PATH));
    lines.push(go(glyphs::TAG, t().several.tags, "", TAGS_PATH));
    lines.push(go(glyphs::TRASH, t().history.trash, "G X", "/trash"));
    lines.push(go(glyphs::SETTINGS, always().words.settings, "G S", "/settings"));
    if !app.read_only_now() {
        lines.extend(
            kinds.iter().map(|kind| command(t().day.make, glyphs::PLUS, &new_words(*kind), "", Act::Make(*kind))),
        );
        lines.push(command(t().day.make, glyphs::PLUS, t().lists.new_list, "", Act::MakeList));
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

/// What can be done with what is selected, or with the record on the page.
fn deed_lines(app: App, on: Option<&On>) -> Vec<Line> {
    let Some(on) = on.filter(|_| !app.read_only_now()) else { return Vec::new() };
    let group = if on.selected { t().several.on_selected } else { t().several.on_record };
    let line = |deed: Deed| {
        let (glyph, words, key) = deed.line(on);
        command(group, glyph, words, key, Act::Do(deed, on.clone()))
    };
    deeds(app, on).into_iter().map(line).collect()
}

/// A word as a search takes it: of several words in quotes.
fn quoted(operator: &str, word: &str) -> String {
    let word = word.replace('"', "");
    if word.contains(' ') { format!("{operator}:\"{word}\"") } else { format!("{operator}:{word}") }
}

/// Tags that fit what is typed after `#`, most used first; choosing one finds its records.
fn tag_lines(tags: &[(String, u32)], typed: &str) -> Vec<Line> {
    let found = tags.iter().filter(|(tag, _)| fits(tag, typed)).take(MAX_OFFERED);
    let line = |(tag, count): &(String, u32)| Line {
        beside: format::count(*count),
        ..command(t().several.tags, glyphs::TAG, tag, "", Act::Type(quoted("tag", tag)))
    };
    found.map(line).collect()
}

/// Members whose name fits what is typed after `@`; choosing one finds what they look after.
fn member_lines(app: App, typed: &str) -> Vec<Line> {
    let (names, me) =
        app.vault.with(|vault| vault.as_ref().map(|vault| (vault.names.clone(), vault.me)).unwrap_or_default());
    let line = |(number, name): (u32, String)| {
        let search = if number == me { "owner:me".to_owned() } else { quoted("owner", &name) };
        let beside = if number == me { t().filter.me.to_owned() } else { String::new() };
        Line { beside, ..command(always().words.members, glyphs::CIRCLE_USER_ROUND, &name, "", Act::Type(search)) }
    };
    names.into_iter().filter(|(_, name)| fits(name, typed)).take(MAX_OFFERED).map(line).collect()
}

/// The tags of all kinds, most used first.
async fn all_tags(kinds: Vec<Kind>) -> Vec<(String, u32)> {
    let mut counts = BTreeMap::<String, u32>::new();
    for kind in kinds {
        // Of a kind that does not answer the palette offers none.
        for (tag, count) in link::tags(Call::Tags(kind, FieldKey::TAGS)).await.unwrap_or_default() {
            *counts.entry(tag).or_default() += count;
        }
    }
    let mut tags: Vec<_> = counts.into_iter().collect();
    tags.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    tags
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
        ..command(t().search.help, glyphs::SEARCH, example, "", Act::Type(example.to_owned()))
    };
    t().search.examples(None).into_iter().chain(t().search.palette.iter().copied()).map(line).collect()
}

/// A record that was found or looked at.
fn record_line(group: &'static str, one: Found) -> Line {
    let (glyph, words, beside) = (kind_glyph(one.of.kind), one.of.name.clone(), one.beside.clone());
    Line { group, glyph, words, beside, key: "", act: Err(one) }
}

/// On a phone the list ends above the keyboard, which covers the page without changing its height.
fn above_keyboard(node: NodeRef<html::Input>) {
    let Some(seen) = window().visual_viewport() else { return };
    let own = seen.clone();
    let fit = move || {
        let palette = node.try_get_untracked().flatten().and_then(|input| input.closest(".palette").ok().flatten());
        if let Some(palette) = palette.and_then(|palette| palette.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Without it the list is as long as on a wide screen.
            let _ = palette.style().set_property("--seen", &format!("{}px", own.height()));
        }
    };
    let first = fit.clone();
    Effect::new(move |_| {
        if node.get().is_some() {
            first();
        }
    });
    let listener = Closure::<dyn Fn()>::new(fit);
    let heard = seen.add_event_listener_with_callback("resize", listener.as_ref().unchecked_ref()).is_ok();
    let kept = StoredValue::new_local((seen, listener));
    on_cleanup(move || {
        if let Some((seen, listener)) = kept.try_update_value(|kept| (kept.0.clone(), kept.1.as_ref().clone()))
            && heard
        {
            let _ = seen.remove_event_listener_with_callback("resize", listener.unchecked_ref());
        }
    });
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
    let on = acted_on(app);
    let tags = RwSignal::new(Vec::<(String, u32)>::new());
    let kinds = untrack(|| app.kinds());
    spawn_local(async move {
        tags.try_set(all_tags(kinds).await);
    });
    above_keyboard(node);
    let worked_on = RwSignal::new(Vec::new());
    if app.recent.with_untracked(Vec::is_empty) {
        spawn_local(async move {
            worked_on.try_set(app.worked_on().await);
        });
    }
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
        if let Some(typed) = text.strip_prefix(MEMBER) {
            return member_lines(app, typed);
        }
        if let Some(typed) = text.strip_prefix(TAG) {
            // What is found then bears that number.
            let numbered = found.get().records.into_iter().map(|one| record_line(t().day.records, one));
            return tags.with(|tags| tag_lines(tags, typed)).into_iter().chain(numbered).collect();
        }
        let only_commands = text.starts_with('>');
        let text = text.trim_start_matches('>').trim();
        let (group, records) = match text.is_empty() {
            true if app.recent.with(Vec::is_empty) => (t().day.worked_on, worked_on.get()),
            true => (t().day.recent, app.recent.get()),
            false => (t().day.records, found.get().records),
        };
        let records = records.into_iter().filter(|_| !only_commands).map(|one| record_line(group, one));
        let deeds = deed_lines(app, on.as_ref()).into_iter().filter(|line| fits(&line.words, text));
        // Whoever has selected something means that first, until something else is typed.
        let (first, deeds): (Vec<Line>, Vec<Line>) =
            deeds.partition(|_| text.is_empty() && on.as_ref().is_some_and(|on| on.selected));
        let commands = deeds.into_iter().chain(commands(app).into_iter().filter(|line| fits(&line.words, text)));
        let lists = if only_commands { Vec::new() } else { picked(app, text) };
        first.into_iter().chain(records).chain(lists).chain(commands).collect::<Vec<Line>>()
    });
    let run = move |line: Line| {
        if let Ok(Act::Help | Act::Type(_)) = line.act {
            typed.set(if let Ok(Act::Type(search)) = line.act { search } else { HELP.to_string() });
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
            Ok(Act::Do(deed, on)) => {
                perform(app, deed, on, |to| navigate.with_value(|go| go(to, Default::default())));
            }
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
                    <IconButton glyph=glyphs::X name=always().words.close also="phone-only" testid="palette-close" press=move |_| close.run(()) />
                </div>
                <Instead resembling=Signal::derive(move || found.with(|found| found.resembling.clone())) />
                <div class="found" role="listbox" id="palette-list" aria-label=t().day.palette>{list}</div>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::{fits, quoted, tag_lines};
    use crate::strings::{Language, speak};

    #[test]
    fn a_tag_is_found_by_its_beginning_and_searched_as_the_search_takes_it() {
        speak(Language::English);
        let tags = [("spring dinner".to_owned(), 3), ("vip".to_owned(), 1)];
        let words = |typed: &str| tag_lines(&tags, typed).into_iter().map(|line| line.words).collect::<Vec<_>>();
        assert_eq!(words(""), ["spring dinner", "vip"]);
        assert_eq!(words("din"), ["spring dinner"]);
        assert_eq!(
            (quoted("tag", "vip"), quoted("owner", "Ben \"B\" Bach")),
            ("tag:vip".into(), "owner:\"Ben B Bach\"".into())
        );
    }

    #[test]
    fn commands_are_found_by_the_beginnings_of_their_words() {
        assert!(fits("New deal", "n d") && fits("New deal", "deal") && fits("New deal", "") && fits("My day", "DA"));
        assert!(!fits("New deal", "eal") && !fits("New deal", "d n"));
    }
}
