//! The unlocked device's side of a linking: the new one's number, then its words, typed.

use super::words::WordFields;
use crate::link;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::{Call, DoorCall};

/// How far the linking is.
#[derive(Clone, PartialEq)]
enum Stage {
    Number,
    /// With the list that the words are of.
    Words(Vec<String>),
    Accepted,
}

#[component]
pub(super) fn LinkDialog(close: Callback<()>) -> impl IntoView {
    let stage = RwSignal::new(Stage::Number);
    let form = Submit::new();
    // Whoever closes it gives up; once the words were accepted there is nothing left to give up.
    on_cleanup(|| spawn_local(async { drop(link::door::done(DoorCall::LinkCancel).await) }));
    let body = move || match stage.get() {
        Stage::Number => view! { <Number stage form close /> }.into_any(),
        Stage::Words(list) => view! { <Typed list stage form close /> }.into_any(),
        Stage::Accepted => accepted(close),
    };
    view! { <Dialog title=t().devices.link_new close testid="link-dialog">{body}</Dialog> }
}

#[component]
fn Number(stage: RwSignal<Stage>, form: Submit, close: Callback<()>) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let submit = form.on_submit(
        move || link::words(Call::LinkAnswer { number: number.get_untracked() }),
        move |list| drop(stage.try_set(Stage::Words(list))),
    );
    view! {
        <form class="stack-form" on:submit=submit>
            <p>{t().devices.number_lede}</p>
            <TextField
                label=t().devices.number value=number hint=t().devices.number_hint code=true focus=true placeholder="0000 0000"
                mode="numeric" testid="link-number"
            />
            <FormProblem problem=form.problem />
            {move || form.busy.get().then(|| view! { <p class="quiet" role="status">{t().devices.number_waiting}</p> })}
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=always().words.go_on weight=Weight::Primary submit=true busy=form.busy
                    testid="link-continue"
                />
            </footer>
        </form>
    }
}

#[component]
fn Typed(list: Vec<String>, stage: RwSignal<Stage>, form: Submit, close: Callback<()>) -> impl IntoView {
    let typed = std::array::from_fn(|_| RwSignal::new(String::new()));
    let whole = Signal::derive(move || typed.iter().all(|word| word.with(|word| !word.trim().is_empty())));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !whole.get_untracked() {
            return;
        }
        let call = Call::LinkWords(typed.iter().map(|word| word.get_untracked()).collect());
        // One try: after a wrong one it begins again with another number.
        let asking = async move { link::done(call).await.inspect_err(|_| drop(stage.try_set(Stage::Number))) };
        form.ask(asking, move |()| drop(stage.try_set(Stage::Accepted)));
    };
    view! {
        <form class="stack-form" on:submit=submit>
            <p>{t().devices.type_lede}</p>
            <WordFields typed list />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().devices.accept weight=Weight::Primary submit=true busy=form.busy
                    disabled=Signal::derive(move || !whole.get()) testid="link-check"
                />
            </footer>
        </form>
    }
}

fn accepted(close: Callback<()>) -> AnyView {
    view! {
        <div class="banner calm" role="status" data-testid="link-accepted">
            {icon_of(glyphs::CIRCLE_CHECK, 18)}
            <div class="grow"><b>{t().devices.accepted}</b><span>{t().devices.accepted_words}</span></div>
        </div>
        <footer>
            <Button
                words=t().devices.done weight=Weight::Primary press=move |_| close.run(()) testid="link-done"
            />
        </footer>
    }
    .into_any()
}
