//! Every key that works, in one table: the handler of the keys that work anywhere reads its own part of it, and the sheet
//! of shortcuts is drawn from all of it.

use crate::strings::t;
use leptos::prelude::window;

/// Where `G` and a letter lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// A page.
    Page(&'static str),
    /// The list of vaults.
    Vaults,
}

/// The letters after `G`.
pub(super) const GO: [(&str, Place); 15] = [
    ("y", Place::Page("/day")),
    ("b", Place::Page("/dashboard")),
    ("p", Place::Page("/people")),
    ("c", Place::Page("/companies")),
    ("d", Place::Page("/deals")),
    ("t", Place::Page("/tasks")),
    ("k", Place::Page("/calendar")),
    ("a", Place::Page("/activities")),
    ("l", Place::Page("/lists")),
    ("f", Place::Page("/feed")),
    ("m", Place::Page("/members")),
    ("r", Place::Page("/privacy")),
    ("x", Place::Page("/trash")),
    ("s", Place::Page("/settings")),
    ("v", Place::Vaults),
];

/// What a single key does anywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Command {
    Search,
    New,
    Go,
    Sheet,
}

/// Single keys that work anywhere.
pub(super) const PLAIN: [(&str, Command); 4] =
    [("/", Command::Search), ("c", Command::New), ("g", Command::Go), ("?", Command::Sheet)];

/// What happens, and the keys that are pressed for it.
pub(super) type Line = (&'static str, Vec<&'static str>);

fn place_words(place: Place) -> &'static str {
    match place {
        Place::Vaults => t().keys.go_vault,
        Place::Page(path) => match path {
            "/day" => t().keys.go_day,
            "/dashboard" => t().keys.go_dashboard,
            "/people" => t().keys.go_people,
            "/companies" => t().keys.go_companies,
            "/deals" => t().keys.go_deals,
            "/tasks" => t().keys.go_tasks,
            "/calendar" => t().keys.go_calendar,
            "/activities" => t().keys.go_activities,
            "/lists" => t().keys.go_lists,
            "/feed" => t().team.go_feed,
            "/members" => t().keys.go_members,
            "/privacy" => t().keys.go_privacy,
            "/trash" => t().keys.go_trash,
            _ => t().keys.go_settings,
        },
    }
}

/// A key as this machine's keyboard calls it.
pub(super) fn sign(key: &str) -> String {
    if key == "Ctrl" && is_apple() { "⌘".to_owned() } else { t().keys.on_key(key) }
}

/// Keys that are pressed together.
pub(super) fn chord(keys: &[&str]) -> String {
    keys.iter().map(|key| sign(key)).collect::<Vec<_>>().join(" ")
}

/// The key beside the space bar is Command there, not Control; both are heard anywhere.
fn is_apple() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    ["Mac", "iPhone", "iPad"].iter().any(|apple| platform.starts_with(apple))
}

fn upper(key: &'static str) -> &'static str {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let at = key.bytes().next().filter(u8::is_ascii_lowercase).map(|letter| usize::from(letter - b'a'));
    at.and_then(|at| LETTERS.get(at..=at)).unwrap_or(key)
}

/// Headings, each with its keys.
pub(super) fn table() -> Vec<(&'static str, Vec<Line>)> {
    let keys = &t().keys;
    let plain = PLAIN.into_iter().filter_map(|(key, command)| {
        let words = match command {
            Command::Search => keys.search,
            Command::New => keys.new,
            Command::Sheet => keys.this,
            // Said with each place that it leads to.
            Command::Go => return None,
        };
        Some((words, vec![upper(key)]))
    });
    let anywhere = plain.chain([
        (keys.palette, vec!["Ctrl", "K"]),
        (keys.undo, vec!["Ctrl", "Z"]),
        (keys.redo, vec!["Ctrl", "Shift", "Z"]),
        (keys.lock, vec!["Ctrl", "Shift", "L"]),
    ]);
    let go = GO.into_iter().map(|(key, place)| (place_words(place), vec!["G", upper(key)]));
    vec![
        (keys.anywhere, anywhere.collect()),
        (keys.go_to, go.collect()),
        (
            keys.in_lists,
            vec![
                (keys.go, vec!["↑", "↓"]),
                (keys.open, vec!["Enter"]),
                (keys.select, vec!["X"]),
                (keys.extend, vec!["Shift", "↓"]),
                (keys.select_all, vec!["Ctrl", "A"]),
                (keys.delete, vec!["Del"]),
                (keys.select_none, vec!["Esc"]),
                (keys.ends, vec!["Home", "End"]),
                (keys.wider, vec!["Alt", "→"]),
            ],
        ),
        (
            keys.in_cells,
            vec![
                (keys.into_cells, vec!["→"]),
                (keys.edit_cell, vec!["F2"]),
                (keys.open_cell, vec!["Ctrl", "Enter"]),
                (keys.next_cell, vec!["Tab"]),
                (keys.row_ends, vec!["Home", "End"]),
                (keys.edge, vec!["Ctrl", "→"]),
                (keys.corner, vec!["Ctrl", "Home"]),
                (keys.mark_more, vec!["Shift", "→"]),
                (keys.all_cells, vec!["Ctrl", "A"]),
                (keys.copy, vec!["Ctrl", "C"]),
                (keys.cut, vec!["Ctrl", "X"]),
                (keys.paste, vec!["Ctrl", "V"]),
                (keys.fill_down, vec!["Ctrl", "D"]),
                (keys.empty_cells, vec!["Del"]),
                (keys.out_of_cells, vec!["Esc"]),
            ],
        ),
        (
            keys.on_board,
            vec![(keys.go, vec!["↑", "→"]), (keys.carry, vec!["Space", "→", "Space"]), (keys.put_back, vec!["Esc"])],
        ),
        (
            keys.in_calendar,
            vec![
                (keys.later, vec!["J"]),
                (keys.earlier, vec!["K"]),
                (keys.today, vec!["T"]),
                (keys.carry, vec!["Space", "→", "Space"]),
            ],
        ),
        (
            keys.on_record,
            vec![
                (keys.edit, vec!["E"]),
                (keys.note, vec!["N"]),
                (keys.save_note, vec!["Ctrl", "Enter"]),
                (keys.next, vec!["J"]),
                (keys.previous, vec!["K"]),
                (keys.cancel, vec!["Esc"]),
            ],
        ),
        (
            keys.in_palette,
            vec![
                (keys.only_commands, vec![">"]),
                (keys.by_tag, vec!["#"]),
                (keys.by_member, vec!["@"]),
                (keys.examples, vec!["?"]),
            ],
        ),
        (
            t().duplicates.title,
            vec![
                (t().duplicates.merge, vec!["M"]),
                (t().duplicates.not_same, vec!["N"]),
                (t().duplicates.skip, vec!["S"]),
            ],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};
    use std::collections::BTreeSet;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        speak(Language::English);
        for (heading, lines) in table() {
            assert!(!lines.is_empty(), "{heading}");
            let keys: BTreeSet<_> = lines.iter().map(|(_, keys)| keys.clone()).collect();
            assert_eq!(keys.len(), lines.len(), "{heading}");
            assert!(lines.iter().all(|(words, keys)| !words.is_empty() && !keys.is_empty()), "{heading}");
        }
        let letters: BTreeSet<_> = GO.iter().map(|(key, _)| *key).collect();
        assert_eq!(letters.len(), GO.len());
    }

    #[test]
    fn the_sheet_says_every_key_that_the_handler_knows() {
        speak(Language::English);
        let said: BTreeSet<Vec<&str>> =
            table().into_iter().flat_map(|(_, lines)| lines).map(|(_, keys)| keys).collect();
        for (key, place) in GO {
            assert!(said.contains(&vec!["G", upper(key)]), "{place:?}");
        }
        for (key, command) in PLAIN {
            assert!(command == Command::Go || said.contains(&vec![upper(key)]), "{command:?}");
        }
        let pages: BTreeSet<_> = GO.iter().map(|(_, place)| place_words(*place)).collect();
        assert_eq!(pages.len(), GO.len(), "each place has its own words");
    }
}
