//! What the palette offers: commands, lists, views, tags, members and records, as lines with a heading, a sign and a key.

use super::super::acting::{Deed, On, deeds};
use super::super::shortcuts::chord;
use super::super::{has_keys, kind_glyph, list_name, list_path, new_words};
use super::heard;
use crate::format;
use crate::link;
use crate::pages::{FILES_PATH, TAGS_PATH};
use crate::state::App;
use crate::strings::{Example, Language, always, t};
use crate::ui::glyphs;
use leptos::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Found, Id, Kind, PickedList, SavedView, VaultRef};

/// Typed, it lists what else can be typed.
pub(super) const HELP: char = '?';
/// Typed, it begins a tag, or the number of a record.
pub(super) const TAG: char = '#';
/// Typed, it begins a member's name.
pub(super) const MEMBER: char = '@';

/// Tags or members offered.
const MAX_OFFERED: usize = 12;

/// Lists, and saved views, offered beside records.
const MAX_LISTS: usize = 6;

/// What choosing a line does.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Act {
    Go(&'static str),
    List(Kind),
    Make(Kind),
    /// Shows a list that was picked by hand.
    Picked(Id),
    /// Shows a list as a view has it.
    View(Kind, Id),
    /// A new list.
    MakeList,
    /// Does something with what is selected, or shown.
    Do(Deed, On),
    /// Gives that to a member, or to nobody.
    Give(On, Option<(u32, String)>),
    /// Takes the newest step back, or does again what was taken back last.
    Step {
        redo: bool,
    },
    /// Shows another vault.
    Vault(VaultRef),
    /// In these colours; without any, as the system has it.
    Theme(Option<&'static str>),
    /// In this language.
    Speak(Language),
    Shortcuts,
    /// Shows what can be typed.
    Help,
    /// Types something to be searched.
    Type(String),
    Lock,
}

/// One line: under which heading, with which sign, in which words, by which key, and what it is also called.
#[derive(Clone, PartialEq)]
pub(super) struct Line {
    pub(super) group: &'static str,
    pub(super) glyph: &'static str,
    pub(super) words: String,
    pub(super) beside: String,
    pub(super) key: Cow<'static, str>,
    pub(super) also: &'static str,
    pub(super) act: Result<Act, Found>,
}

impl Line {
    /// Whether it is the same line to whoever reads it.
    pub(super) fn reads_like(&self, other: &Self) -> bool {
        (self.group, &self.words, &self.beside) == (other.group, &other.words, &other.beside)
    }
}

pub(super) fn command(group: &'static str, glyph: &'static str, words: &str, key: &'static str, act: Act) -> Line {
    Line { group, glyph, words: words.to_owned(), beside: String::new(), key: key.into(), also: "", act: Ok(act) }
}

/// Every command there is.
pub(super) fn commands(app: App) -> Vec<Line> {
    let go = |glyph, words: &str, key, to| Line {
        also: heard::place(to),
        ..command(t().day.go, glyph, words, key, Act::Go(to))
    };
    let list = |(kind, key): (&Kind, &'static str)| Line {
        also: heard::place(&list_path(*kind)),
        ..command(t().day.go, kind_glyph(*kind), &list_name(*kind), key, Act::List(*kind))
    };
    let act = |glyph, words: &str, to| Line { group: t().day.actions, ..go(glyph, words, "", to) };
    let kinds = untrack(|| app.kinds());
    let mut lines = vec![
        go(glyphs::SUN, t().day.day, "G Y", "/day"),
        go(glyphs::CHART, t().dashboard.dashboard, "G B", "/dashboard"),
    ];
    let keys = ["G P", "G C", "G D", "G T", "G A"];
    let keys = keys.into_iter().chain(std::iter::repeat(""));
    lines.extend(kinds.iter().zip(keys).map(list));
    lines.push(go(glyphs::LIST, t().lists.lists, "G L", "/lists"));
    lines.push(go(glyphs::CALENDAR, t().calendar.calendar, "G K", "/calendar"));
    lines.push(go(glyphs::HISTORY, t().team.feed, "G F", "/feed"));
    lines.push(go(glyphs::CONTACT, always().words.members, "G M", "/members"));
    lines.push(go(glyphs::SHIELD, t().privacy.privacy, "G R", "/privacy"));
    lines.push(go(glyphs::PAPERCLIP, t().files.files, "", FILES_PATH));
    lines.push(go(glyphs::TAG, t().several.tags, "", TAGS_PATH));
    lines.push(go(glyphs::TRASH, t().history.trash, "G X", "/trash"));
    lines.push(go(glyphs::SETTINGS, always().words.settings, "G S", "/settings"));
    if !app.read_only_now() {
        lines.extend(
            kinds.iter().map(|kind| command(t().day.make, glyphs::PLUS, &new_words(*kind), "", Act::Make(*kind))),
        );
        lines.push(command(t().day.make, glyphs::PLUS, t().lists.new_list, "", Act::MakeList));
        lines.push(act(glyphs::MERGE, t().duplicates.find, "/duplicates"));
        lines.push(act(glyphs::UPLOAD, t().day.import, "/import"));
        lines.push(act(glyphs::MESSAGE, t().requests.title, "/privacy/requests"));
        lines.push(act(glyphs::DOWNLOAD, t().export.title, "/privacy/export"));
        lines.extend([false, true].into_iter().filter_map(|redo| step(app, redo)));
    }
    lines.push(command(t().day.actions, glyphs::CIRCLE_HELP, t().day.how_to_search, "", Act::Help));
    if untrack(|| has_keys(app)) {
        lines.push(command(t().day.actions, glyphs::INFO, t().day.shortcuts, "?", Act::Shortcuts));
    }
    let lock = command(t().day.actions, glyphs::LOCK, t().day.lock, "", Act::Lock);
    lines.push(Line { key: chord(&["Ctrl", "Shift", "L"]).into(), also: heard::LOCK, ..lock });
    lines
}

/// "Undo", and what is taken back; nothing where there is no step.
fn step(app: App, redo: bool) -> Option<Line> {
    let (_, what) = app.next_step(redo)?;
    let (glyph, words, also) = match redo {
        true => (glyphs::REPEAT, always().words.redo, "redo repeat again wiederholen wiederherstellen"),
        false => (glyphs::UNDO, always().words.undo, "undo revert back rückgängig zurücknehmen"),
    };
    let key = if redo { chord(&["Ctrl", "Shift", "Z"]) } else { chord(&["Ctrl", "Z"]) };
    let line = command(t().day.actions, glyph, words, "", Act::Step { redo });
    Some(Line { beside: what, key: key.into(), also, ..line })
}

/// What can be done with what is selected, or with the record on the page.
pub(super) fn deed_lines(app: App, on: Option<&On>) -> Vec<Line> {
    let Some(on) = on else { return Vec::new() };
    let group = if on.selected { t().several.on_selected } else { t().several.on_record };
    let line = |deed: Deed| {
        let (glyph, words, key) = deed.line(on);
        Line { also: deed.also(), ..command(group, glyph, words, key, Act::Do(deed, on.clone())) }
    };
    deeds(app, on).into_iter().map(line).collect()
}

/// A word as a search takes it: of several words in quotes.
pub(super) fn quoted(operator: &str, word: &str) -> String {
    let word = word.replace('"', "");
    if word.contains(' ') { format!("{operator}:\"{word}\"") } else { format!("{operator}:{word}") }
}

/// Tags that fit what is typed after `#`, most used first; choosing one finds its records.
pub(super) fn tag_lines(tags: &[(String, u32)], typed: &str) -> Vec<Line> {
    let found = tags.iter().filter(|(tag, _)| fits(tag, typed)).take(MAX_OFFERED);
    let line = |(tag, count): &(String, u32)| Line {
        beside: format::count(*count),
        ..command(t().several.tags, glyphs::TAG, tag, "", Act::Type(quoted("tag", tag)))
    };
    found.map(line).collect()
}

/// Members whose name fits what is typed after `@`; choosing one finds what they look after.
pub(super) fn member_lines(app: App, typed: &str) -> Vec<Line> {
    let (names, me) =
        app.vault.with(|vault| vault.as_ref().map(|vault| (vault.names.clone(), vault.me)).unwrap_or_default());
    let line = |(number, name): (u32, String)| {
        let search = if number == me { "owner:me".to_owned() } else { quoted("owner", &name) };
        let beside = if number == me { t().filter.me.to_owned() } else { String::new() };
        Line { beside, ..command(always().words.members, glyphs::CIRCLE_USER_ROUND, &name, "", Act::Type(search)) }
    };
    names.into_iter().filter(|(_, name)| fits(name, typed)).take(MAX_OFFERED).map(line).collect()
}

/// Whom what is acted on can be given to, of those whose name fits what is typed; nobody comes last.
pub(super) fn giving_lines(app: App, on: &On, typed: &str) -> Vec<Line> {
    let (names, me) =
        app.vault.with(|vault| vault.as_ref().map(|vault| (vault.names.clone(), vault.me)).unwrap_or_default());
    let line = |(number, name): (u32, String)| {
        let beside = if number == me { t().filter.me.to_owned() } else { String::new() };
        let act = Act::Give(on.clone(), Some((number, name.clone())));
        Line { beside, ..command(t().acting.assign, glyphs::CIRCLE_USER_ROUND, &name, "", act) }
    };
    let nobody = command(t().acting.assign, glyphs::X, t().acting.nobody, "", Act::Give(on.clone(), None));
    let members = names.into_iter().map(line).chain([nobody]);
    members.filter(|line| fits(&line.words, typed)).collect()
}

/// The tags of all kinds, most used first.
pub(super) async fn all_tags(kinds: Vec<Kind>) -> Vec<(String, u32)> {
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
pub(super) fn picked(app: App, typed: &str) -> Vec<Line> {
    let lists = app.picked_lists().into_iter().filter(|list| !typed.is_empty() && fits(&list.name, typed));
    let line = |list: PickedList| Line {
        beside: format::count(list.count()),
        ..command(t().lists.lists, glyphs::LIST, &list.name, "", Act::Picked(list.id))
    };
    lists.map(line).take(MAX_LISTS).collect()
}

/// Saved views whose name fits what is typed.
pub(super) fn views(app: App, typed: &str) -> Vec<Line> {
    let kinds = app.kinds();
    let views = app.views.get().into_iter().filter(|view| view.look.is_some() && kinds.contains(&view.kind));
    let line = |view: SavedView| Line {
        beside: list_name(view.kind),
        ..command(t().filter.views, kind_glyph(view.kind), &view.name, "", Act::View(view.kind, view.id))
    };
    views.filter(|view| !typed.is_empty() && fits(&view.name, typed)).map(line).take(MAX_LISTS).collect()
}

/// What can be typed to find records.
pub(super) fn examples() -> Vec<Line> {
    let line = |(example, words): Example| Line {
        beside: words.to_owned(),
        ..command(t().search.help, glyphs::SEARCH, example, "", Act::Type(example.to_owned()))
    };
    t().search.examples(None).into_iter().chain(t().search.palette.iter().copied()).map(line).collect()
}

/// A record that was found or looked at.
pub(super) fn record_line(group: &'static str, one: Found) -> Line {
    let (glyph, words, beside) = (kind_glyph(one.of.kind), one.of.name.clone(), one.beside.clone());
    Line { group, glyph, words, beside, key: "".into(), also: "", act: Err(one) }
}

/// Commands whose words begin with what is typed, word by word: "n d" finds "New deal".
pub(super) fn fits(words: &str, typed: &str) -> bool {
    let words = words.to_lowercase();
    let mut rest = words.split_whitespace();
    typed.to_lowercase().split_whitespace().all(|typed| rest.any(|word| word.starts_with(typed)))
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
