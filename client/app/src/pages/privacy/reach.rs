//! How far a contact point is left alone: of everything, of marketing, of one purpose, of one channel.

use super::answered;
use crate::strings::t;
use crate::ui::Select;
use leptos::prelude::*;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::privacy::suppressions::Reach;
use tacit_bridge::records::Id;

/// What is chosen at first.
pub(crate) const FIRST: &str = "marketing";
/// Before a channel's word, and before a purpose's id.
const CHANNEL: &str = "channel:";
const PURPOSE: &str = "purpose:";

/// Channels that reach a kind of contact points.
fn channels(kind: &str) -> &'static [&'static str] {
    match kind {
        "email" => &["email"],
        "phone" => &["phone", "sms"],
        "post" => &["post"],
        "social" => &["social"],
        _ => &[],
    }
}

/// What was chosen; of what cannot be read everything, which is never too little.
pub(crate) fn read(chosen: &str) -> Reach {
    match (chosen.strip_prefix(CHANNEL), chosen.strip_prefix(PURPOSE).and_then(Id::from_hex)) {
        (Some(channel), _) => Reach::Channel(channel.to_owned()),
        (_, Some(purpose)) => Reach::Purpose(purpose),
        _ if chosen == FIRST => Reach::Marketing,
        _ => Reach::All,
    }
}

/// How far, for a contact point of a kind.
#[component]
pub(crate) fn HowFar(#[prop(into)] kind: Signal<String>, chosen: RwSignal<String>) -> impl IntoView {
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::List), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::List(lines)) => Some(lines),
        _ => None,
    });
    // A channel of another kind is none of this one.
    Effect::new(move |_| {
        let channels = kind.with(|kind| channels(kind));
        let other = |chosen: &String| chosen.strip_prefix(CHANNEL).is_some_and(|channel| !channels.contains(&channel));
        if chosen.with_untracked(other) {
            chosen.set(FIRST.to_owned());
        }
    });
    move || {
        let purposes =
            found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok().cloned())).unwrap_or_default();
        let mut choices = vec![
            (FIRST.to_owned(), t().suppressions.marketing_words.to_owned()),
            ("all".to_owned(), t().suppressions.all_words.to_owned()),
        ];
        choices.extend(kind.with(|kind| channels(kind)).iter().map(|channel| {
            (format!("{CHANNEL}{channel}"), t().suppressions.by_channel((t().privacy.channel)(channel)))
        }));
        choices.extend(
            purposes
                .into_iter()
                .map(|line| (format!("{PURPOSE}{}", line.id.to_hex()), t().suppressions.for_purpose(&line.draft.name))),
        );
        view! {
            <div class="field" data-testid="how-far">
                <span class="label" aria-hidden="true">{t().suppressions.everything}</span>
                <Select
                    name=t().suppressions.everything choices value=chosen
                    pick=move |picked: String| chosen.set(picked)
                />
            </div>
        }
    }
}
