//! Making an invite: for whom, as what, how long; then the link, shown once.

use super::{role_may, roles_up_to};
use crate::format;
use crate::link;
use crate::pages::{copy, role_name};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Select, Submit, TextField, Weight, glyphs};
use leptos::html;
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::members::{InviteLink, InviteRequest, Role};

const DAY: u32 = 24;

#[component]
pub(super) fn InviteDialog(highest: Role, close: Callback<()>) -> impl IntoView {
    let made = RwSignal::new(None::<InviteLink>);
    let body = move || match made.get() {
        None => view! { <Form highest made close /> }.into_any(),
        Some(link) => view! { <Link link close /> }.into_any(),
    };
    view! { <Dialog title=t().members.invite_title close testid="invite-dialog">{body}</Dialog> }
}

#[component]
fn Form(highest: Role, made: RwSignal<Option<InviteLink>>, close: Callback<()>) -> impl IntoView {
    let app = app();
    let name = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Editor.min(highest));
    let hours = RwSignal::new(3 * DAY);
    let form = Submit::new();
    let call = move || {
        let (name, role, hours) = (name.get_untracked(), role.get_untracked(), hours.get_untracked());
        Call::Invite(InviteRequest { name, role, hours, recovery: false })
    };
    let submit = form.on_submit(
        move || link::invite(call()),
        move |link| {
            made.try_set(Some(link));
            app.membership.update(|changes| *changes = changes.wrapping_add(1));
        },
    );
    let roles = roles_up_to(highest)
        .map(|one| {
            view! {
                <label>
                    <input type="radio" name="role" prop:checked=move || role.get() == one on:change=move |_| role.set(one) />
                    <span><b>{role_name(one)}</b>{role_may(one)}</span>
                </label>
            }
        })
        .collect_view();
    let times = [
        (DAY, t().members.day),
        (3 * DAY, t().members.three_days),
        (7 * DAY, t().members.week),
        (14 * DAY, t().members.two_weeks),
    ];
    let choices = times.into_iter().map(|(hours, words)| (hours.to_string(), words.to_owned())).collect();
    view! {
        <form class="stack-form" on:submit=submit>
            <TextField
                label=t().members.invite_name value=name hint=t().members.invite_name_hint focus=true testid="invite-name"
            />
            <fieldset class="field">
                <legend class="label">{t().members.invite_role}</legend>
                <div class="choice-cards">{roles}</div>
            </fieldset>
            <div class="between">
                <span>{t().members.invite_for}</span>
                <Select
                    name=t().members.invite_for choices value=Signal::derive(move || hours.get().to_string())
                    pick=move |picked: String| hours.set(picked.parse().unwrap_or(DAY))
                />
            </div>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().members.invite_do weight=Weight::Primary glyph=glyphs::LINK submit=true busy=form.busy
                    testid="invite-make"
                />
            </footer>
        </form>
    }
}

#[component]
fn Link(link: InviteLink, close: Callback<()>) -> impl IntoView {
    let app = app();
    let node = NodeRef::<html::Input>::new();
    let text = link.link.clone();
    let press = move |_| copy(app, text.clone());
    let select = move |_| {
        if let Some(input) = node.get_untracked() {
            input.select();
        }
    };
    view! {
        <p>{t().members.link_words}</p>
        <div class="link-once">
            <input
                node_ref=node class="input" type="text" autocomplete="off" readonly aria-label=t().members.link_title data-testid="invite-link"
                prop:value=link.link.clone() on:focus=select
            />
            <Button words=t().members.link_copy weight=Weight::Primary glyph=glyphs::COPY press testid="copy-link" />
        </div>
        <p class="faint">{always().words.expires(&format::left(link.expires))}</p>
        <footer><Button words=always().words.close press=move |_| close.run(()) testid="invite-close" /></footer>
    }
}
