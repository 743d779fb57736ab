//! How a deal ends: the reason is asked for once, when it is won or lost.

use super::Desk;
use super::lane::At;
use crate::pages::reason_fields;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog as Frame, Weight};
use leptos::prelude::*;
use tacit_bridge::records::{Id, Outcome};

/// A deal on its way into a last stage.
#[derive(Clone, PartialEq)]
pub(super) struct Ending {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) to: At,
    pub(super) outcome: Outcome,
}

#[component]
pub(super) fn Dialog(ending: Ending, desk: Desk, close: Callback<()>) -> impl IntoView {
    let lost = ending.outcome == Outcome::Lost;
    let reason = RwSignal::new(String::new());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ending { id, name, to, .. } = ending.clone();
        desk.write(id, name, to, Some(reason.get_untracked().trim().to_owned()));
        close.run(());
    };
    view! {
        <Frame title=if lost { t().deal.lost_title } else { t().deal.won_title } close testid="ending-dialog">
            <form class="stack-form" on:submit=save>
                {reason_fields(lost, reason)}
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=if lost { t().deal.lost_do } else { t().deal.won_do } weight=Weight::Primary submit=true
                        testid="ending-save"
                    />
                </footer>
            </form>
        </Frame>
    }
}
