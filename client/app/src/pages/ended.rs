//! Why deals were won or lost, asked once wherever their stage was written: on a record's page, in cells, for many at once.
//! The board asks the same before it moves a card.

use super::records::done::say_again;
use crate::link;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{
    FieldKey, Id, Outcome, PageAnswer, PageAsk, Several, SeveralAsk, UndoStep, Unexplained, Value,
};

/// A field of these records was written: asks for a reason where it was the stage, a deal has come to its end with it, and
/// nobody said why. Where it was that a task is done, when it comes again is said. Whatever is said of the step itself is said
/// before.
pub(crate) fn written(app: App, field: FieldKey, ids: Vec<Id>, step: Option<UndoStep>) {
    if let (FieldKey::DONE, [task], Some(step)) = (field, ids.as_slice(), step) {
        return say_again(app, *task, step);
    }
    if field != FieldKey::STAGE || ids.is_empty() {
        return;
    }
    spawn_local(async move {
        // Without an answer nobody is asked: the reason can be written on the deal's page.
        if let Ok(PageAnswer::Unexplained(deals)) = link::page(Call::Page(PageAsk::Unexplained(ids))).await {
            app.unexplained.set(deals);
        }
    });
}

/// Reasons that are often meant, to be pressed, and a field for any other.
pub(crate) fn reason_fields(lost: bool, reason: RwSignal<String>) -> AnyView {
    let words = &t().deal;
    let offered = if lost {
        vec![words.price, words.timing, words.competitor, words.no_need, words.no_answer]
    } else {
        vec![words.trust, words.quality, words.price, words.referral]
    };
    let chip = move |word: &'static str| {
        view! {
            <button
                type="button" class="chip-choice" aria-pressed=move || (reason.get() == word).to_string()
                on:click=move |_| reason.set(word.to_owned())
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="chips">{offered.into_iter().map(chip).collect_view()}</div>
        <TextField label=t().deal.reason value=reason focus=true testid="reason" />
    }
    .into_any()
}

/// Asks, outcome by outcome.
#[component]
pub(crate) fn EndedDialog() -> impl IntoView {
    let app = app();
    move || app.unexplained.with(|deals| deals.first().map(|first| first.outcome)).map(|outcome| asking(app, outcome))
}

fn asking(app: App, outcome: Outcome) -> AnyView {
    let lost = outcome == Outcome::Lost;
    let deals: Vec<Unexplained> =
        app.unexplained.with_untracked(|deals| deals.iter().filter(|deal| deal.outcome == outcome).cloned().collect());
    let rest = move || app.unexplained.update(|deals| deals.retain(|deal| deal.outcome != outcome));
    let close = Callback::new(move |()| rest());
    let reason = RwSignal::new(String::new());
    let form = Submit::new();
    let ids: Vec<Id> = deals.iter().map(|deal| deal.id).collect();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = reason.get_untracked().trim().to_owned();
        if text.is_empty() {
            return close.run(());
        }
        let how = Several::Set(Value::Text(text));
        let ask = SeveralAsk::Edit { ids: ids.clone(), field: FieldKey::REASON, how };
        form.ask(link::several(Call::Several(ask)), move |many| {
            many.say(app, t().deal.explained.to_owned());
            close.try_run(());
        });
    };
    let title = match (deals.as_slice(), lost) {
        ([_], true) => t().deal.lost_title.to_owned(),
        ([_], false) => t().deal.won_title.to_owned(),
        (many, true) => t().deal.lost_several(many.len()),
        (many, false) => t().deal.won_several(many.len()),
    };
    let name = match deals.as_slice() {
        [one] => Some(view! { <p class="hint cut">{one.name.clone()}</p> }),
        _ => None,
    };
    view! {
        <Dialog title close testid="ended-dialog">
            <form class="stack-form" on:submit=save>
                {name}
                {reason_fields(lost, reason)}
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=t().deal.not_now press=move |_| close.run(()) testid="ended-later" />
                    <Button words=t().deal.keep_reason weight=Weight::Primary submit=true busy=form.busy testid="ended-save" />
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
