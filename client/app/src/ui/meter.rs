//! An honest estimate under a password.

use crate::link;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::account::Strength;

/// Estimates what `password` holds each time it changes; an answer to an older text is dropped.
pub(crate) fn estimate(password: RwSignal<String>) -> RwSignal<Option<Strength>> {
    let found = RwSignal::new(None);
    Effect::new(move |_| {
        let typed = password.get();
        if typed.is_empty() {
            return found.set(None);
        }
        spawn_local(async move {
            if let Ok(strength) = link::strength(Call::EstimatePassword(typed.clone())).await
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
pub(crate) fn StrengthMeter(strength: RwSignal<Option<Strength>>) -> impl IntoView {
    let grade = move || strength.with(|s| s.as_ref().map_or(0, |s| s.grade)).to_string();
    let words = move || {
        strength
            .with(|s| s.as_ref().map_or_else(|| crate::strings::door::PASSWORD_HINT.to_owned(), |s| s.advice.clone()))
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
