//! Linking this browser from a device that is open: a number, four words, the user's yes, the password.

use super::Door;
use super::welcome::Step;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::always;
use crate::ui::{Banner, Button, FormProblem, PasswordField, Submit, Tone, Weight, glyphs, problem_banner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use tacit_bridge::linking::LinkChannel;
use tacit_bridge::{DoorCall, Problem};

/// How far the linking is.
#[derive(Clone, PartialEq)]
enum Stage {
    Opening,
    Number(LinkChannel),
    Words(Vec<String>),
    /// The user said that the words were not accepted.
    Refused,
    Password(String),
    Failed(Problem),
}

#[component]
pub(crate) fn LinkBrowser(step: RwSignal<Step>) -> impl IntoView {
    let stage = RwSignal::new(Stage::Opening);
    begin(stage);
    // Whoever leaves gives up; after the last step there is nothing left to give up.
    on_cleanup(|| spawn_local(async { drop(link::door::done(DoorCall::LinkCancel).await) }));
    move || match stage.get() {
        Stage::Opening => number(None, step),
        Stage::Number(channel) => number(Some(channel), step),
        Stage::Words(list) => view! { <Words list stage /> }.into_any(),
        Stage::Password(name) => view! { <Password name step /> }.into_any(),
        Stage::Refused => {
            let said = view! { <Banner tone=Tone::Warn title=always().linking.refused_title words=always().linking.refused_words /> };
            ended(said.into_any(), stage, step)
        }
        Stage::Failed(problem) => ended(problem_banner(&problem), stage, step),
    }
}

/// Opens a channel, shows its number, and waits for the other device.
fn begin(stage: RwSignal<Stage>) {
    stage.set(Stage::Opening);
    spawn_local(async move {
        let next = match link::door::link_channel(DoorCall::LinkBegin).await {
            Ok(channel) => {
                if stage.try_set(Stage::Number(channel)).is_some() {
                    // Gone back before there was anything to give up.
                    return drop(link::door::done(DoorCall::LinkCancel).await);
                }
                link::door::words(DoorCall::LinkWait).await.map_or_else(Stage::Failed, Stage::Words)
            }
            Err(problem) => Stage::Failed(problem),
        };
        stage.try_set(next);
    });
}

fn number(channel: Option<LinkChannel>, step: RwSignal<Step>) -> AnyView {
    let until = channel.as_ref().map(|channel| channel.until);
    let digits = channel.map_or_else(|| "\u{2007}".repeat(9), |channel| channel.number);
    view! {
        <Door>
            <h1>{always().linking.link_title}</h1>
            <p class="lede">{always().linking.link_lede}</p>
            <ol class="steps">
                <li>{always().linking.step_open}</li>
                <li>{always().linking.step_choose}</li>
                <li>{always().linking.step_type}</li>
            </ol>
            <p class="link-number" data-testid="link-number">{digits}</p>
            <p class="link-wait" role="status">
                <span class="spin"></span>
                <span>{always().linking.waiting}</span>
                {until.map(|until| view! { <TimeLeft until /> })}
            </p>
            <div class="row"><Button words=always().words.back press=move |_| step.set(Step::Welcome) /></div>
        </Door>
    }
    .into_any()
}

/// How long the number is good for, second by second.
#[component]
fn TimeLeft(until: u64) -> impl IntoView {
    let left = RwSignal::new(format::countdown(until));
    let tick = set_interval_with_handle(move || drop(left.try_set(format::countdown(until))), Duration::from_secs(1));
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
    });
    // Not read aloud every second.
    view! { <span class="num" aria-hidden="true">{move || always().linking.time_left(&left.get())}</span> }
}

#[component]
fn Words(list: Vec<String>, stage: RwSignal<Stage>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let yes = move |_| {
        busy.set(true);
        spawn_local(async move {
            let next = link::door::text(DoorCall::LinkAccepted).await.map_or_else(Stage::Failed, Stage::Password);
            stage.try_set(next);
        });
    };
    let no = move |_| {
        stage.set(Stage::Refused);
        spawn_local(async { drop(link::door::done(DoorCall::LinkCancel).await) });
    };
    let items = list.into_iter().map(|word| view! { <li>{word}</li> }).collect_view();
    view! {
        <Door>
            <h1>{always().linking.words_title}</h1>
            <p class="lede">{always().linking.words_lede}</p>
            <ol class="link-words" data-testid="link-words">{items}</ol>
            <p><b>{always().linking.words_ask}</b></p>
            <div class="row">
                <Button words=always().linking.words_no disabled=busy press=no testid="link-no" />
                <Button words=always().linking.words_yes weight=Weight::Primary busy press=yes testid="link-yes" />
            </div>
        </Door>
    }
}

#[component]
fn Password(name: String, step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let password = RwSignal::new(String::new());
    let form = Submit::new();
    let submit = form.on_submit(
        move || link::door::device(DoorCall::LinkFinish { password: password.get_untracked() }),
        move |device| {
            password.set(String::new());
            app.arrive(Ok(device));
        },
    );
    view! {
        <Door>
            <h1>{always().door.hello(&name)}</h1>
            <p class="lede">{always().linking.password_lede}</p>
            <form on:submit=submit>
                // Password managers file the password under this name.
                <input type="text" autocomplete="username" hidden prop:value=name.clone() />
                <PasswordField label=always().door.password value=password focus=true testid="password" />
                <FormProblem problem=form.problem />
                <div class="row">
                    <Button words=always().words.back disabled=form.busy press=move |_| step.set(Step::Welcome) />
                    <Button
                        words=always().linking.finish weight=Weight::Primary glyph=glyphs::LOCK_OPEN submit=true busy=form.busy
                        testid="link-finish"
                    />
                </div>
            </form>
        </Door>
    }
}

/// It came to nothing: why, and from the beginning.
fn ended(said: AnyView, stage: RwSignal<Stage>, step: RwSignal<Step>) -> AnyView {
    view! {
        <Door>
            <h1>{always().linking.link_title}</h1>
            {said}
            <div class="row">
                <Button words=always().words.back press=move |_| step.set(Step::Welcome) />
                <Button words=always().linking.again weight=Weight::Primary press=move |_| begin(stage) testid="link-again" />
            </div>
        </Door>
    }
    .into_any()
}
