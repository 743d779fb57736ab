//! How many tasks wait, beside two lines of the navigation: those of My day, and the open ones. Asked in one call once a vault is
//! open, after each rush of changes, and when another day begins.

use crate::format;
use crate::link;
use crate::pages::turning;
use crate::state::{App, app, fresh_number};
use crate::strings::t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use tacit_bridge::Call;

/// While changes rush in nothing is counted before they pause.
const RUSH: Duration = Duration::from_millis(400);

/// Keeps the numbers as long as the frame of an open vault is on the page.
pub(super) fn watch() {
    let app = app();
    let today = turning();
    let newest = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        app.changes.track();
        let (today, number) = (today.get(), fresh_number());
        newest.set_value(number);
        let ask = move || spawn_local(count(app, today, move || newest.try_get_value() == Some(number)));
        match before {
            None => ask(),
            Some(()) => set_timeout(ask, RUSH),
        }
    });
}

/// Asks, unless something else has happened since, or the vault was left.
async fn count(app: App, today: String, is_newest: impl Fn() -> bool) {
    if !is_newest() {
        return;
    }
    // Without an answer the numbers stay as they were.
    let Ok(waiting) = link::waiting(Call::Waiting(today)).await else { return };
    if is_newest() && app.waiting.with_untracked(|known| *known != waiting) {
        app.waiting.set(waiting);
    }
}

/// My tasks that are late or due today; reads its signal.
pub(crate) fn due(app: App) -> u32 {
    app.waiting.with(|waiting| waiting.due)
}

/// All open tasks; reads its signal.
pub(crate) fn open(app: App) -> u32 {
    app.waiting.with(|waiting| waiting.open)
}

/// A number as it stands beside a line; none is not shown.
pub(crate) fn figure(number: u32) -> Option<String> {
    (number > 0).then(|| format::count(number))
}

/// Late and due tasks in words.
pub(crate) fn due_words(number: u32) -> Option<String> {
    (number > 0).then(|| t().shell.due(number))
}

/// Open tasks in words.
pub(crate) fn open_words(number: u32) -> Option<String> {
    (number > 0).then(|| t().shell.open(number))
}

/// What the numbers beside a line say, behind its name and for those who hear the page: the bare numbers are kept from them.
pub(crate) fn heard(beside: impl IntoIterator<Item = Option<String>>) -> Option<impl IntoView> {
    in_a_row(beside).map(|words| view! { <span class="sr-only">{words}</span> })
}

fn in_a_row(beside: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let beside: Vec<String> = beside.into_iter().flatten().collect();
    (!beside.is_empty()).then(|| format!(" {}", beside.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};

    #[test]
    fn a_line_is_heard_with_its_numbers_and_by_itself_where_there_are_none() {
        speak(Language::English);
        assert_eq!(in_a_row([open_words(4)]).as_deref(), Some(" 4 open"));
        let (due, unseen) = (due_words(1), Some("2 new mentions".to_owned()));
        assert_eq!(in_a_row([due, unseen]).as_deref(), Some(" 1 late or due today, 2 new mentions"));
        assert_eq!(in_a_row([due_words(0), None]), None);
        assert_eq!((figure(0), open_words(0)), (None, None), "nothing waits");
        speak(Language::German);
        assert_eq!(in_a_row([open_words(4)]).as_deref(), Some(" 4 offen"));
    }
}
