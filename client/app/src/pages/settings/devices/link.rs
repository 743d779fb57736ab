//! The unlocked device's side of a linking: the new one's number, then its words, typed.

use super::words::WordFields;
use crate::link;
use crate::strings::{devices, words};
use crate::ui::{Button, Dialog, FormProblem, TextField, Weight, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::{Call, Problem};

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
    let problem = RwSignal::new(None::<Problem>);
    // Whoever closes it gives up; once the words were accepted there is nothing left to give up.
    on_cleanup(|| spawn_local(async { drop(link::done(Call::LinkCancel).await) }));
    let body = move || match stage.get() {
        Stage::Number => view! { <Number stage problem close /> }.into_any(),
        Stage::Words(list) => view! { <Typed list stage problem close /> }.into_any(),
        Stage::Accepted => accepted(close),
    };
    view! { <Dialog title=devices::LINK_NEW close testid="link-dialog">{body}</Dialog> }
}

#[component]
fn Number(stage: RwSignal<Stage>, problem: RwSignal<Option<Problem>>, close: Callback<()>) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let call = Call::LinkAnswer { number: number.get_untracked() };
        spawn_local(async move {
            match link::words(call).await {
                Ok(list) => drop(stage.try_set(Stage::Words(list))),
                Err(error) => drop(problem.try_set(Some(error))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="stack-form" on:submit=submit>
            <p>{devices::NUMBER_LEDE}</p>
            <TextField
                label=devices::NUMBER value=number hint=devices::NUMBER_HINT code=true focus=true placeholder="0000 0000"
                mode="numeric" testid="link-number"
            />
            <FormProblem problem />
            {move || busy.get().then(|| view! { <p class="quiet" role="status">{devices::NUMBER_WAITING}</p> })}
            <footer>
                <Button words=words::CANCEL on:click=move |_| close.run(()) />
                <Button words=words::CONTINUE weight=Weight::Primary submit=true busy attr:data-testid="link-continue" />
            </footer>
        </form>
    }
}

#[component]
fn Typed(
    list: Vec<String>,
    stage: RwSignal<Stage>,
    problem: RwSignal<Option<Problem>>,
    close: Callback<()>,
) -> impl IntoView {
    let typed = std::array::from_fn(|_| RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let whole = Signal::derive(move || typed.iter().all(|word| word.with(|word| !word.trim().is_empty())));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !whole.get_untracked() {
            return;
        }
        busy.set(true);
        let call = Call::LinkWords(typed.iter().map(|word| word.get_untracked()).collect());
        spawn_local(async move {
            let next = match link::done(call).await {
                Ok(()) => Stage::Accepted,
                Err(error) => {
                    // One try: from here it begins again with another number.
                    problem.try_set(Some(error));
                    Stage::Number
                }
            };
            stage.try_set(next);
        });
    };
    view! {
        <form class="stack-form" on:submit=submit>
            <p>{devices::TYPE_LEDE}</p>
            <WordFields typed list />
            <footer>
                <Button words=words::CANCEL on:click=move |_| close.run(()) />
                <Button
                    words=devices::ACCEPT weight=Weight::Primary submit=true busy
                    disabled=Signal::derive(move || !whole.get()) attr:data-testid="link-check"
                />
            </footer>
        </form>
    }
}

fn accepted(close: Callback<()>) -> AnyView {
    view! {
        <div class="banner calm" role="status" data-testid="link-accepted">
            {icon_of(glyphs::CIRCLE_CHECK, 18)}
            <div class="grow"><b>{devices::ACCEPTED}</b><span>{devices::ACCEPTED_WORDS}</span></div>
        </div>
        <footer><Button words=devices::DONE weight=Weight::Primary on:click=move |_| close.run(()) attr:data-testid="link-done" /></footer>
    }
    .into_any()
}
