//! Texts that name other people: each kept, blacked out or left out, before anything leaves.

use super::ask as ask_of;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, TextField, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::requests::{
    Names, RequestsAnswer, RequestsAsk, TextDecision, TextPart, TextVerdict, TextView,
};
use tacit_bridge::records::Id;

/// What becomes of a text, as it is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Keep,
    BlackOut,
    LeaveOut,
}

const CHOICES: [Choice; 3] = [Choice::Keep, Choice::BlackOut, Choice::LeaveOut];

/// A text as it was: whatever it says later is decided on anew.
type Key = (Id, u16, u64);

/// What was chosen so far.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    of: RwSignal<HashMap<Key, Choice>>,
    /// Further words to black out, of each text.
    also: StoredValue<HashMap<Key, String>>,
    /// Masked texts that were looked at.
    seen: RwSignal<HashMap<Key, Vec<TextPart>>>,
    /// For which request.
    request: Id,
}

fn key(text: &TextView) -> Key {
    (text.record, text.field, text.fingerprint)
}

fn names_somebody(text: &TextView) -> bool {
    text.flagged
}

impl Chosen {
    pub(super) fn new(request: Id) -> Self {
        let (of, seen) = (RwSignal::new(HashMap::new()), RwSignal::new(HashMap::new()));
        Self { of, also: StoredValue::new(HashMap::new()), seen, request }
    }

    /// Asks for a masked text: the look is written down first.
    fn reveal(self, text: Key) {
        let app = app();
        let ask = RequestsAsk::Reveal { request: self.request, record: text.0, field: text.1 };
        spawn_local(async move {
            match link::privacy_answer(ask_of(ask)).await {
                Ok(PrivacyAnswer::Requests(RequestsAnswer::Texts(texts))) => {
                    let seen = texts.into_iter().map(|text| (key(&text), text.parts));
                    self.seen.try_update(|all| all.extend(seen));
                }
                Ok(_) => app.complain(&link::internal(always().link.other_version)),
                Err(problem) => app.complain(&problem),
            }
        });
    }

    fn choose(self, texts: &[Key], choice: Choice) {
        self.of.update(|of| of.extend(texts.iter().map(|text| (*text, choice))));
    }

    /// The words of a line, kept with the card: the line is drawn anew when the texts change.
    fn also(self, text: Key) -> RwSignal<String> {
        let words = RwSignal::new(self.also.with_value(|also| also.get(&text).cloned()).unwrap_or_default());
        Effect::new(move |_| self.also.update_value(|also| also.extend([(text, words.get())])));
        words
    }

    /// How many texts that name somebody are not decided on.
    pub(super) fn left(self, texts: &[TextView]) -> u32 {
        let open = |text: &&TextView| names_somebody(text) && self.of.with(|of| !of.contains_key(&key(text)));
        texts.iter().filter(open).count() as u32
    }

    /// What was decided of the texts as they are.
    pub(super) fn decisions(self, texts: &[TextView]) -> Vec<TextDecision> {
        let decision = |text: &TextView| {
            let choice = self.of.with_untracked(|of| of.get(&key(text)).copied())?;
            let words = self.also.with_value(|also| also.get(&key(text)).cloned()).unwrap_or_default();
            let words = words.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
            let verdict = match choice {
                Choice::Keep => TextVerdict::Keep,
                Choice::BlackOut => TextVerdict::BlackOut(words.collect()),
                Choice::LeaveOut => TextVerdict::LeaveOut,
            };
            Some(TextDecision { record: text.record, field: text.field, fingerprint: text.fingerprint, verdict })
        };
        texts.iter().filter_map(decision).collect()
    }
}

/// All texts: those that name somebody first, the others folded away.
pub(super) fn list(texts: &[TextView], chosen: Chosen) -> AnyView {
    let (flagged, others): (Vec<TextView>, Vec<TextView>) = texts.iter().cloned().partition(names_somebody);
    let keys: Vec<Key> = flagged.iter().map(key).collect();
    let black_all = move |_| chosen.choose(&keys, Choice::BlackOut);
    let some = !flagged.is_empty();
    let head = match some {
        false => view! { <p class="hint" data-testid="none-flagged">{t().requests.none_flagged}</p> }.into_any(),
        true => view! {
            <div class="bar-line">
                <h3>{t().requests.flagged}</h3>
                <span class="space"></span>
                <Button words=t().requests.black_all press=black_all testid="black-all" />
            </div>
        }
        .into_any(),
    };
    let more = others.len() as u32;
    let others = (more > 0).then(|| {
        view! {
            <details>
                <summary>{t().requests.more_texts(more)}</summary>
                <ul class="lines texts">{others.into_iter().map(|text| line(text, chosen)).collect_view()}</ul>
            </details>
        }
    });
    view! {
        {head}
        {some.then(|| view! { <ul class="lines texts" data-testid="flagged">{flagged.into_iter().map(|text| line(text, chosen)).collect_view()}</ul> })}
        {others}
    }
    .into_any()
}

/// A text with what names others marked.
fn marked(parts: Vec<TextPart>) -> AnyView {
    let one = |part: TextPart| match part.names {
        Names::Nobody => view! { <span>{part.text}</span> }.into_any(),
        Names::Perhaps => view! { <mark class="perhaps">{part.text}</mark> }.into_any(),
        Names::Somebody => view! { <mark>{part.text}</mark> }.into_any(),
    };
    parts.into_iter().map(one).collect_view().into_any()
}

fn line(text: TextView, chosen: Chosen) -> AnyView {
    let key = key(&text);
    let flagged = names_somebody(&text);
    let what = (t().requests.texts_of)(&text.section);
    let when = text.at.map(|at| format!(" · {}", format::day(at)));
    let (masked, plain) = (text.masked, text.parts);
    let parts = move || {
        match chosen.seen.with(|seen| seen.get(&key).cloned()) {
        Some(seen) => marked(seen),
        None if masked => view! {
            <span class="faint">{t().masked.hidden}</span>" "
            <Button words=t().masked.show_text glyph=glyphs::EYE press=move |_| chosen.reveal(key) testid="text-reveal" />
        }
        .into_any(),
        None => marked(plain.clone()),
    }
    };
    // What names nobody known stays unless somebody says otherwise.
    let now = move || chosen.of.with(|of| of.get(&key).copied()).or((!flagged).then_some(Choice::Keep));
    let press = move |choice: Choice| {
        let (words, testid) = match choice {
            Choice::Keep => (t().requests.keep, "text-keep"),
            Choice::BlackOut => (t().requests.black_out, "text-black"),
            Choice::LeaveOut => (t().requests.leave_out, "text-leave"),
        };
        view! {
            <button
                type="button" aria-pressed=move || (now() == Some(choice)).to_string() data-testid=testid
                on:click=move |_| chosen.choose(&[key], choice)
            >
                {words}
            </button>
        }
    };
    let value = chosen.also(key);
    let also = move || {
        (now() == Some(Choice::BlackOut)).then(|| {
            view! { <TextField label=t().requests.also value hint=t().requests.also_hint testid="text-also" /> }
        })
    };
    view! {
        <li class="tall" data-testid="text">
            <div class="what">
                <span class="faint small">{what}{when}</span>
                <p class="said-text">{parts}</p>
                <div class="segment" role="group" aria-label=what>{CHOICES.map(press).collect_view()}</div>
                {also}
            </div>
        </li>
    }
    .into_any()
}
