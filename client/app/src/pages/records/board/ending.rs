//! How a deal ends: the reason is asked for once, when it is won or lost.

use super::Desk;
use crate::strings::{deal, words};
use crate::ui::{Button, Dialog as Frame, TextField, Weight};
use leptos::prelude::*;
use tacit_bridge::records::{Id, Outcome};

/// A deal on its way into a last stage.
#[derive(Clone, PartialEq)]
pub(super) struct Ending {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) to: Id,
    pub(super) outcome: Outcome,
}

#[component]
pub(super) fn Dialog(ending: Ending, desk: Desk, close: Callback<()>) -> impl IntoView {
    let lost = ending.outcome == Outcome::Lost;
    let reason = RwSignal::new(String::new());
    let offered: &[&str] = if lost {
        &[deal::PRICE, deal::TIMING, deal::COMPETITOR, deal::NO_NEED, deal::NO_ANSWER]
    } else {
        &[deal::TRUST, deal::QUALITY, deal::PRICE, deal::REFERRAL]
    };
    let chips = offered
        .iter()
        .map(|word| {
            view! {
                <button
                    type="button" class="chip-choice" aria-pressed=move || (reason.get() == *word).to_string()
                    on:click=move |_| reason.set((*word).to_owned())
                >
                    {*word}
                </button>
            }
        })
        .collect_view();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ending { id, name, to, .. } = ending.clone();
        desk.write(id, name, to, Some(reason.get_untracked().trim().to_owned()));
        close.run(());
    };
    view! {
        <Frame title=if lost { deal::LOST_TITLE } else { deal::WON_TITLE } close testid="ending-dialog">
            <form class="stack-form" on:submit=save>
                <div class="chips">{chips}</div>
                <TextField label=deal::REASON value=reason focus=true testid="reason" />
                <footer>
                    <Button words=words::CANCEL press=move |_| close.run(()) />
                    <Button
                        words=if lost { deal::LOST_DO } else { deal::WON_DO } weight=Weight::Primary submit=true
                        testid="ending-save"
                    />
                </footer>
            </form>
        </Frame>
    }
}
