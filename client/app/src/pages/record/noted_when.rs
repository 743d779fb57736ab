//! When a call or a meeting was that is being written down, and how long it took: now, until somebody says otherwise.

use crate::format;
use crate::state::When;
use crate::strings::{always, t};
use crate::ui::{Button, IconButton, MomentInput, Select, Weight, glyphs};
use js_sys::Date;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const MINUTE_MS: u64 = 60_000;

/// How long it may have taken, in minutes.
const OFFERED: [u32; 8] = [15, 30, 45, 60, 90, 120, 180, 240];

/// Whether what is written down as such took place at some time, and did not only come to somebody's mind.
pub(super) fn takes_place(what: &str) -> bool {
    matches!(what, "call" | "meeting")
}

/// "15 min", "1 h", "1 h 30 min".
fn length(minutes: u32) -> String {
    let words = &always().time;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let parts = [(hours, words.hours_short), (rest, words.minutes_short)];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}"));
    parts.collect::<Vec<_>>().join(" ")
}

/// The lengths that are offered, and one that was said before.
fn lengths(said: u32) -> Vec<(String, String)> {
    let other = (said > 0 && !OFFERED.contains(&said)).then_some(said);
    let some = OFFERED.into_iter().chain(other).map(|minutes| (minutes.to_string(), length(minutes)));
    std::iter::once((String::new(), t().timeline.no_length.to_owned())).chain(some).collect()
}

/// Gives a part of it the keys once it is drawn.
fn focus(testid: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(&format!(".noted-when [data-testid={testid}]")).ok().flatten();
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            // Only an element that is on no page takes no focus.
            let _ = found.focus();
        }
    });
}

/// Whether the keys are in it.
pub(super) fn is_entered() -> bool {
    document().active_element().is_some_and(|active| active.closest(".noted-when").ok().flatten().is_some())
}

/// Gives its button the keys, if they were on their way to a part of it that is gone.
fn keep_keys() {
    request_animation_frame(|| {
        if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
            focus("when-open");
        }
    });
}

#[component]
pub(super) fn NotedWhen(when: RwSignal<Option<When>>) -> impl IntoView {
    let is_said = Memo::new(move |_| when.with(Option::is_some));
    let open = move |_| {
        let now = Date::now() as u64;
        when.set(Some(When { at: now - now % MINUTE_MS, minutes: 0 }));
        focus("noted-at");
    };
    let close = move || {
        when.set(None);
        focus("when-open");
    };
    let now = move || {
        view! {
            <Button words=t().timeline.when_now weight=Weight::Ghost glyph=glyphs::CLOCK press=open testid="when-open" />
        }
        .into_any()
    };
    let said = move || {
        // Another length leaves alone what is being typed.
        let text = Memo::new(move |_| when.get().map(|when| format::local_moment(when.at)).unwrap_or_default());
        // Emptied, it is now again, but not before the field is left: one may be about to write another time.
        let emptied = StoredValue::new(false);
        let write = Callback::new(move |text: Option<String>| {
            let Some(text) = text else { return };
            emptied.set_value(text.is_empty());
            if let Some(at) = format::moment_of(&text) {
                when.update(|when| *when = when.map(|when| When { at, ..when }));
            }
        });
        let leave = Callback::new(move |missing: bool| {
            // With a part missing the former time is put back, and is left with the field the next time.
            let was_emptied = emptied.try_update_value(std::mem::take) == Some(true);
            if was_emptied && !missing {
                when.set(None);
                keep_keys();
            }
        });
        let minutes = Signal::derive(move || {
            when.get().filter(|when| when.minutes > 0).map(|when| when.minutes.to_string()).unwrap_or_default()
        });
        let pick = move |picked: String| {
            let minutes = picked.parse().unwrap_or_default();
            when.update(|when| *when = when.map(|when| When { minutes, ..when }));
        };
        let choices = lengths(when.get_untracked().map_or(0, |when| when.minutes));
        view! {
            <MomentInput name=t().timeline.when text class="input num" write leave testid="noted-at" />
            <Select name=t().timeline.length choices value=minutes pick />
            <IconButton glyph=glyphs::X name=t().timeline.when_reset small=true press=move |_| close() testid="when-reset" />
        }
        .into_any()
    };
    view! {
        <div class="noted-when" role="group" aria-label=t().timeline.when>
            {move || if is_said.get() { said() } else { now() }}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};

    #[test]
    fn a_length_is_told_in_hours_and_minutes() {
        speak(Language::English);
        assert_eq!([15, 60, 90].map(length), ["15 min", "1 h", "1 h 30 min"]);
        speak(Language::German);
        assert_eq!(length(150), "2 Std. 30 Min.");
    }

    #[test]
    fn what_was_said_before_is_among_what_is_offered() {
        speak(Language::English);
        let keys = |said| lengths(said).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(keys(0).len(), OFFERED.len() + 1);
        assert_eq!(keys(30), keys(0));
        assert_eq!(keys(25).last().map(String::as_str), Some("25"));
    }

    #[test]
    fn only_what_takes_place_has_a_time() {
        assert_eq!(crate::state::NOTED.map(takes_place), [false, true, true, false]);
    }
}
