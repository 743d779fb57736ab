//! Account, sessions, kit, theme, vault name, and what the server sees.

use crate::door::{ForgetDialog, KitSheet, kit_footer};
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{door, settings, words};
use crate::ui::{
    Button, Dialog, FormProblem, PasswordField, TextField, Weight, glyphs, icon, icon_of, problem_banner, skeleton,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::account::{Device, SessionRow};
use tacit_bridge::members::Role;

/// Where the theme is kept; nothing else of the page is stored.
const THEME: &str = "tacit-theme";

fn stored_theme() -> Option<String> {
    window().local_storage().ok()??.get_item(THEME).ok()?
}

/// Sets the chosen theme on the document; without one the system decides.
pub(crate) fn apply_theme() {
    let Some(root) = document().document_element() else {
        return;
    };
    // Fails for no name of an attribute that is one.
    let _ = match stored_theme() {
        Some(theme) => root.set_attribute("data-theme", &theme),
        None => root.remove_attribute("data-theme"),
    };
}

fn choose_theme(theme: Option<&str>) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Without storage the choice holds until the page is left.
        let _ = match theme {
            Some(theme) => storage.set_item(THEME, theme),
            None => storage.remove_item(THEME),
        };
    }
    apply_theme();
}

#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! {
        <header class="top lined"><h1>{words::SETTINGS}</h1></header>
        <div class="scroll">
            <div class="column" data-testid="settings">
                <Account />
                <Sessions />
                <Appearance />
                <Vault />
                <section class="card">
                    <header><h2>{settings::SEEN}</h2></header>
                    <div class="body"><p class="quiet">{settings::SEEN_WORDS}</p></div>
                </section>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Account() -> impl IntoView {
    let app = app();
    let name = move || {
        app.device.with(|device| match device {
            Some(Ok(Device::Unlocked { name, .. })) => name.clone(),
            _ => String::new(),
        })
    };
    let forgetting = RwSignal::new(false);
    let showing_kit = RwSignal::new(false);
    view! {
        <section class="card">
            <header><h2>{settings::ACCOUNT}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::CIRCLE_USER_ROUND, 18)}
                    <div class="what"><b>{name}</b><span>{settings::SIGNED_IN_AS}</span></div>
                    <Button words=words::LOCK glyph=glyphs::LOCK on:click=|_| super::lock() attr:title=settings::LOCK_WORDS />
                </li>
                <li>
                    {icon_of(glyphs::FILE_TEXT, 18)}
                    <div class="what"><b>{settings::KIT}</b><span>{settings::KIT_WORDS}</span></div>
                    <Button words=settings::KIT_SHOW on:click=move |_| showing_kit.set(true) attr:data-testid="show-kit" />
                </li>
                <li>
                    {icon_of(glyphs::LOG_OUT, 18)}
                    <div class="what"><b>{door::FORGET}</b><span>{settings::FORGET_WORDS}</span></div>
                    <Button words=door::FORGET_DO on:click=move |_| forgetting.set(true) attr:class="btn danger" attr:data-testid="forget" />
                </li>
            </ul>
        </section>
        {move || forgetting.get().then(|| view! { <ForgetDialog close=Callback::new(move |()| forgetting.set(false)) /> })}
        {move || showing_kit.get().then(|| view! { <KitDialog close=Callback::new(move |()| showing_kit.set(false)) /> })}
    }
}

/// The kit again, after the password.
#[component]
fn KitDialog(close: Callback<()>) -> impl IntoView {
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let kit = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        problem.set(None);
        let call = Call::ShowKit { password: password.get_untracked() };
        spawn_local(async move {
            match link::kit(call).await {
                Ok(shown) => {
                    password.set(String::new());
                    kit.set(Some(shown));
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let body = move || match kit.get() {
        Some(kit) => {
            let secret_key = kit.secret_key.clone();
            view! { <KitSheet kit />{kit_footer(secret_key, close)} }.into_any()
        }
        None => view! {
            <form class="stack-form" on:submit=submit>
                <PasswordField label=door::PASSWORD value=password focus=true testid="password" />
                <FormProblem problem />
                <footer>
                    <Button words=words::CANCEL on:click=move |_| close.run(()) />
                    <Button words=settings::KIT_SHOW weight=Weight::Primary submit=true busy />
                </footer>
            </form>
        }
        .into_any(),
    };
    view! { <Dialog title=settings::KIT close wide=true testid="kit-dialog">{body}</Dialog> }
}

#[component]
fn Sessions() -> impl IntoView {
    let app = app();
    let sessions = RwSignal::new(None);
    let load = move || {
        spawn_local(async move {
            sessions.try_set(Some(link::sessions(Call::Sessions).await));
        });
    };
    load();
    let end = move |id: [u8; 16]| {
        spawn_local(async move {
            match link::done(Call::EndSession(id)).await {
                Ok(()) => {
                    app.say(settings::ENDED, None);
                    load();
                }
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let row = move |session: SessionRow| {
        let name = if session.current { settings::THIS_BROWSER } else { settings::BROWSER };
        let times = settings::session(&format::day(session.created), &format::moment(session.seen));
        let button =
            (!session.current).then(|| view! { <Button words=settings::END on:click=move |_| end(session.id) /> });
        view! {
            <li>
                {icon_of(if session.current { glyphs::MONITOR } else { glyphs::GLOBE }, 18)}
                <div class="what"><b>{name}</b><span class="num">{times}</span></div>
                {button}
            </li>
        }
    };
    let body = move || match sessions.get() {
        None => view! { <div class="body">{skeleton(50)}</div> }.into_any(),
        Some(Err(problem)) => view! { <div class="body">{problem_banner(&problem)}</div> }.into_any(),
        Some(Ok(rows)) => {
            view! { <ul class="lines" data-testid="sessions">{rows.into_iter().map(row).collect_view()}</ul> }
                .into_any()
        }
    };
    view! { <section class="card"><header><h2>{settings::SESSIONS}</h2></header>{body}</section> }
}

#[component]
fn Appearance() -> impl IntoView {
    let chosen = RwSignal::new(stored_theme());
    let choice = move |theme: Option<&'static str>, glyph: &'static str, words: &'static str| {
        let press = move |_| {
            choose_theme(theme);
            chosen.set(theme.map(str::to_owned));
        };
        view! {
            <button type="button" aria-pressed=move || (chosen.get().as_deref() == theme).to_string() on:click=press>
                {icon(glyph)}
                {words}
            </button>
        }
    };
    view! {
        <section class="card">
            <header>
                <h2>{settings::APPEARANCE}</h2>
                <div class="segment" role="group" aria-label=settings::APPEARANCE>
                    {choice(None, glyphs::MONITOR, settings::THEME_SYSTEM)}
                    {choice(Some("light"), glyphs::SUN, settings::THEME_LIGHT)}
                    {choice(Some("dark"), glyphs::MOON, settings::THEME_DARK)}
                </div>
            </header>
        </section>
    }
}

#[component]
fn Vault() -> impl IntoView {
    let app = app();
    let held = app.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.name.clone()).unwrap_or_default());
    let name = RwSignal::new(held);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let may =
        move || app.vault.with(|vault| vault.as_ref().is_some_and(|vault| !vault.closed && vault.role >= Role::Admin));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match link::done(Call::RenameVault(name.get_untracked())).await {
                Ok(()) => {
                    app.say(settings::RENAMED, None);
                    app.refresh();
                }
                Err(error) => problem.set(Some(error)),
            }
            busy.try_set(false);
        });
    };
    move || {
        may().then(|| {
            view! {
                <section class="card">
                    <header><h2>{settings::VAULT}</h2></header>
                    <form class="body inline-form" on:submit=submit>
                        <TextField label=settings::VAULT_NAME value=name testid="vault-name" />
                        <Button words=settings::SAVE submit=true busy />
                        <FormProblem problem />
                    </form>
                </section>
            }
        })
    }
}
