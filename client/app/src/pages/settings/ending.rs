//! The open vault's end: its trash, leaving it, deleting it, and removing from this browser what is over.

use crate::link;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, FormProblem, Submit, TextField, Weight, glyphs, icon_of};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::members::Role;

/// Which dialog is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    Leave,
    Delete,
    Forget,
}

#[component]
pub(super) fn Ending() -> impl IntoView {
    let app = app();
    let asking = RwSignal::new(None::<Asking>);
    let only_owner = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().is_some_and(|vault| vault.lone_owner)));
    let closed = move || app.vault.with(|vault| vault.as_ref().is_none_or(|vault| vault.closed));
    let owner = move || app.vault.with(|vault| vault.as_ref().is_some_and(|vault| vault.role == Role::Owner));
    let navigate = use_navigate();
    let to_trash = {
        let navigate = navigate.clone();
        move |_| navigate("/trash", Default::default())
    };
    let rows = move || {
        if closed() {
            return line(
                glyphs::TRASH,
                t().life.forget,
                t().life.forget_words,
                t().life.forget_do,
                "forget-vault",
                move || {
                    asking.set(Some(Asking::Forget));
                },
            );
        }
        let navigate = navigate.clone();
        let leave = if only_owner.get() {
            let press = move || navigate("/members", Default::default());
            line(glyphs::LOG_OUT, t().life.leave, t().life.leave_only_owner, t().life.leave_members, "hand-over", press)
        } else {
            let press = move || asking.set(Some(Asking::Leave));
            line(glyphs::LOG_OUT, t().life.leave, t().life.leave_words, t().life.leave_do, "leave-vault", press)
        };
        let delete = owner().then(|| {
            line(
                glyphs::TRIANGLE_ALERT,
                t().life.delete,
                t().life.delete_words,
                t().life.delete_do,
                "delete-vault",
                move || {
                    asking.set(Some(Asking::Delete));
                },
            )
        });
        view! { {leave}{delete} }.into_any()
    };
    let trash = move || {
        let to_trash = to_trash.clone();
        (!closed()).then(|| {
            view! {
                <li>
                    {icon_of(glyphs::TRASH, 18)}
                    <div class="what"><b>{t().history.trash}</b><span>{t().life.trash_words}</span></div>
                    <Button words=t().life.trash_open press=to_trash testid="open-trash" />
                </li>
            }
        })
    };
    let close = Callback::new(move |()| asking.set(None));
    view! {
        <section class="card" id="ending" data-testid="ending">
            <header><h2>{t().life.vault}</h2></header>
            <ul class="lines">{trash}{rows}</ul>
        </section>
        {move || match asking.get() {
            None => ().into_any(),
            Some(Asking::Leave) => view! { <Leave close /> }.into_any(),
            Some(Asking::Delete) => view! { <Delete close /> }.into_any(),
            Some(Asking::Forget) => view! { <Forget close /> }.into_any(),
        }}
    }
}

fn line(
    glyph: &'static str,
    title: &'static str,
    words: &'static str,
    button: &'static str,
    testid: &'static str,
    press: impl Fn() + 'static,
) -> AnyView {
    view! {
        <li>
            {icon_of(glyph, 18)}
            <div class="what"><b>{title}</b><span>{words}</span></div>
            <Button words=button press=move |_| press() also="danger" testid />
        </li>
    }
    .into_any()
}

fn vault_name(app: App) -> String {
    app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.name.clone()).unwrap_or_default())
}

/// Sends a call and says what came of it.
fn finish(app: App, call: Call, said: &'static str, form: Submit, then: impl FnOnce() + 'static) {
    form.ask(link::done(call), move |()| {
        then();
        app.say(said, None);
        app.refresh();
    });
}

#[component]
fn Leave(close: Callback<()>) -> impl IntoView {
    let app = app();
    let form = Submit::new();
    let waiting = move || app.sync.with(|state| state.waiting);
    let leave = move |_| {
        finish(app, Call::LeaveVault, t().life.left, form, move || {
            close.try_run(());
        })
    };
    view! {
        <Dialog title=t().life.leave close testid="leave-dialog">
            <p>{t().life.leave_ask}</p>
            <p>{t().life.leave_words}" "{t().life.leave_back}</p>
            {move || (waiting() > 0).then(|| view! { <p class="warn">{t().life.waiting(waiting())}</p> })}
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().life.leave_do weight=Weight::Danger busy=form.busy
                    press=leave testid="leave-confirm"
                />
            </footer>
        </Dialog>
    }
}

#[component]
fn Delete(close: Callback<()>) -> impl IntoView {
    let app = app();
    let form = Submit::new();
    let typed = RwSignal::new(String::new());
    let name = vault_name(app);
    let wanted = name.trim().to_owned();
    let differs = Signal::derive(move || typed.with(|typed| typed.trim() != wanted));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !differs.get_untracked() {
            let call = Call::DeleteVault { name: typed.get_untracked() };
            finish(app, call, t().life.deleted, form, move || {
                close.try_run(());
            });
        }
    };
    let said = [t().life.delete_now, t().life.delete_week, t().life.delete_local, t().life.delete_backups];
    let said = said.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    view! {
        <Dialog title=t().life.delete close testid="delete-dialog">
            <form class="stack-form" on:submit=submit>
                <ul class="dashes">{said}</ul>
                <p><b>{t().life.delete_final}</b></p>
                <TextField label=t().life.type_name(&name) value=typed focus=true testid="delete-name" />
                <FormProblem problem=form.problem />
                <footer>
                    <Button words=always().words.cancel press=move |_| close.run(()) />
                    <Button
                        words=t().life.delete_confirm weight=Weight::Danger submit=true busy=form.busy disabled=differs
                        testid="delete-confirm"
                    />
                </footer>
            </form>
        </Dialog>
    }
}

#[component]
fn Forget(close: Callback<()>) -> impl IntoView {
    let app = app();
    let form = Submit::new();
    let vault = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.vault));
    let forget = move |_| {
        if let Some(vault) = vault {
            finish(app, Call::ForgetVault(vault), t().life.forgotten, form, move || {
                close.try_run(());
                app.close_vault();
            });
        }
    };
    view! {
        <Dialog title=t().life.forget close testid="forget-vault-dialog">
            <p>{t().life.forget_ask}</p>
            <FormProblem problem=form.problem />
            <footer>
                <Button words=always().words.cancel press=move |_| close.run(()) />
                <Button
                    words=t().life.forget_do weight=Weight::Danger busy=form.busy
                    press=forget testid="forget-vault-confirm"
                />
            </footer>
        </Dialog>
    }
}
