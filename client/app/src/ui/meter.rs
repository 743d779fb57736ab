//! An honest estimate under a password.

use super::{PasswordField, glyphs, icon_of};
use crate::link;
use crate::strings::{always, said};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::account::Strength;
use tacit_bridge::{DoorCall, Problem};

/// A password to be: typed or suggested, with an honest estimate.
#[component]
pub(crate) fn NewPassword(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// Set to whether it would be guessed quickly.
    weak: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    #[prop(default = "new-password")] testid: &'static str,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let strength = estimate(value);
    Effect::new(move |_| {
        weak.set(strength.with(|strength| strength.as_ref().is_none_or(|strength| strength.grade == 0)))
    });
    let suggest = move |_| {
        spawn_local(async move {
            match link::door::text(DoorCall::SuggestPassphrase).await {
                Ok(words) => {
                    value.set(words);
                    shown.set(true);
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    };
    view! {
        <PasswordField label value shown autocomplete="new-password" testid />
        <StrengthMeter strength />
        <div>
            <button type="button" class="link-btn with-icon" data-testid="suggest" on:click=suggest>
                {icon_of(glyphs::SPARKLES, 14)}
                {always().door.suggest}
            </button>
        </div>
    }
}

/// Estimates what `password` holds each time it changes; an answer to an older text is dropped.
fn estimate(password: RwSignal<String>) -> RwSignal<Option<Strength>> {
    let found = RwSignal::new(None);
    Effect::new(move |_| {
        let typed = password.get();
        if typed.is_empty() {
            return found.set(None);
        }
        spawn_local(async move {
            if let Ok(strength) = link::door::strength(DoorCall::EstimatePassword(typed.clone())).await
                && password.try_with_untracked(|now| *now == typed) == Some(true)
            {
                found.set(Some(strength));
            }
        });
    });
    found
}

/// Four bars and a sentence.
#[component]
fn StrengthMeter(strength: RwSignal<Option<Strength>>) -> impl IntoView {
    let grade = move || strength.with(|s| s.as_ref().map_or(0, |s| s.grade)).to_string();
    let words = move || {
        strength.with(|s| s.as_ref().map_or_else(|| always().door.password_hint.to_owned(), |s| said(&s.advice)))
    };
    view! {
        <div class="field" data-testid="strength" data-grade=grade>
            <div class="meter" aria-hidden="true" data-grade=grade data-empty=move || strength.with(Option::is_none).then_some("")>
                <i></i><i></i><i></i><i></i>
            </div>
            <p class="hint" role="status">{words}</p>
        </div>
    }
}
