//! A device that holds nothing: make an account with a link, sign in, or be linked by another device.

use super::Door;
use super::sign_in::SignIn;
use crate::boot::Fragment;
use crate::parts::{Once, Parts};
use crate::state::app;
use crate::strings::always;
use crate::ui::{Button, TextField, Weight, glyphs, icon};
use leptos::prelude::*;

/// Where the newcomer is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Welcome,
    NeedLink,
    SignUp,
    SignIn,
    Link,
}

#[component]
pub(super) fn Welcome() -> impl IntoView {
    let step = RwSignal::new(Step::Welcome);
    let parts = expect_context::<Parts>();
    move || match step.get() {
        Step::Welcome => view! { <Choice step /> }.into_any(),
        Step::NeedLink => view! { <NeedLink step /> }.into_any(),
        Step::SignUp => parts.once(Once::SignUp(step)),
        Step::SignIn => view! { <SignIn step /> }.into_any(),
        Step::Link => parts.once(Once::Link(step)),
    }
}

#[component]
fn Choice(step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let promise = |glyph, text: &'static str| view! { <li>{icon(glyph)}<span>{text}</span></li> };
    let create = move |_| {
        let permitted = app.fragment.with_untracked(Option::is_some);
        step.set(if permitted { Step::SignUp } else { Step::NeedLink });
    };
    view! {
        <Door>
            <h1>{always().door.tagline}</h1>
            <p class="lede">{always().door.lede}</p>
            {move || {
                let invited = app.fragment.with(|fragment| matches!(fragment, Some(Fragment::Invite(_))));
                invited.then(|| view! { <super::invited::InviteCard /> })
            }}
            <div class="stack">
                <Button words=always().door.create weight=Weight::Primary press=create testid="go-sign-up" />
                <Button words=always().door.sign_in press=move |_| step.set(Step::SignIn) testid="go-sign-in" />
                <Button
                    words=always().linking.go_link glyph=glyphs::MONITOR press=move |_| step.set(Step::Link) testid="go-link"
                />
            </div>
            <ul class="promise">
                {promise(glyphs::LOCK, always().door.promise_sealed)}
                {promise(glyphs::KEY_ROUND, always().door.promise_keys)}
                {promise(glyphs::CLOUD_OFF, always().door.promise_offline)}
            </ul>
        </Door>
    }
}

/// Without a link no account can be made: says so, and takes a pasted one.
#[component]
fn NeedLink(step: RwSignal<Step>) -> impl IntoView {
    let app = app();
    let pasted = RwSignal::new(String::new());
    let error = RwSignal::new(None);
    Effect::new(move |_| {
        pasted.track();
        error.set(None);
    });
    // Pasted here, or into the address of this tab.
    Effect::new(move |_| {
        if app.fragment.with(Option::is_some) {
            step.set(Step::SignUp);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match Fragment::from_pasted(&pasted.get_untracked()) {
            Some(fragment) => {
                pasted.set(String::new());
                app.fragment.set(Some(fragment));
            }
            None => error.set(Some(always().door.not_a_link.to_owned())),
        }
    };
    view! {
        <Door>
            <h1>{always().door.sign_up_title}</h1>
            <p class="lede">{always().door.need_link}</p>
            <form on:submit=submit>
                <TextField
                    label=always().door.paste_link value=pasted hint=always().door.paste_hint error focus=true testid="permit-link"
                />
                <div class="row">
                    <Button words=always().words.back press=move |_| step.set(Step::Welcome) />
                    <Button words=always().words.go_on weight=Weight::Primary submit=true />
                </div>
            </form>
        </Door>
    }
}
