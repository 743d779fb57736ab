//! What the server can see of this account and this vault: asked of it, shown raw, with what can be concluded.

mod lists;
mod summed;

use crate::files::save_made;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, glyphs, icon, icon_of, problem_banner, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use lists::{Entries, Files, Records};
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::server::{ServerAnswer, ServerAsk, ServerSeen};
use tacit_bridge::{Call, Problem};

/// The way from the settings.
pub(super) fn way_there() -> AnyView {
    view! {
        <ul class="lines links">
            <li>
                <A href="/settings/server" attr:data-testid="server-link">
                    {icon_of(glyphs::EYE, 18)}<span class="grow">{t().server.open}</span>{icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        </ul>
    }
    .into_any()
}

/// One question, and its answer.
async fn asked(ask: ServerAsk) -> Result<ServerAnswer, Problem> {
    match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Server(ask))).await? {
        PrivacyAnswer::Server(answer) => Ok(answer),
        _ => Err(link::internal(always().link.other_version)),
    }
}

#[component]
pub(crate) fn ServerPage() -> impl IntoView {
    let app = app();
    let (seen, busy) = (RwSignal::new(None::<Result<ServerSeen, Problem>>), RwSignal::new(false));
    let look = move || {
        busy.set(true);
        spawn_local(async move {
            let found = asked(ServerAsk::Look).await.and_then(|answer| match answer {
                ServerAnswer::Seen(seen) => Ok(*seen),
                _ => Err(link::internal(always().link.other_version)),
            });
            seen.try_set(Some(found));
            busy.try_set(false);
        });
    };
    Effect::new(move |_| {
        // Another vault is another list.
        app.vault.with(|vault| vault.as_ref().map(|vault| vault.vault));
        look();
    });
    let save = move |_| {
        spawn_local(async move {
            match asked(ServerAsk::File).await {
                Ok(ServerAnswer::File(bytes)) => save_made(app, &bytes, "application/json", "tacit-server.json"),
                Ok(_) => app.complain(&link::internal(always().link.other_version)),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let ready = Signal::derive(move || seen.with(|seen| matches!(seen, Some(Ok(_)))));
    let body = move || {
        match seen.get() {
        None => view! {
            <section class="card">
                <div class="body"><p class="quiet">{t().server.asking}</p>{skeleton(60)}{skeleton(45)}{skeleton(52)}</div>
            </section>
        }
        .into_any(),
        Some(Err(problem)) => problem_banner(&problem),
        Some(Ok(seen)) => drawn(seen),
    }
    };
    view! {
        <header class="top lined">
            <nav class="crumbs" aria-label=t().shell.path>
                <A href="/settings">{always().words.settings}</A>
                {icon(glyphs::CHEVRON_RIGHT)}
                <h1 class="cut">{t().server.title}</h1>
            </nav>
        </header>
        <div class="scroll">
            <div class="column broad privacy server" data-testid="server-page">
                <p class="hint">{t().server.intro}</p>
                <div class="actions">
                    <Button words=t().server.ask_again glyph=glyphs::REFRESH_CW busy press=move |_| look() testid="server-again" />
                    <Button
                        words=t().server.download glyph=glyphs::DOWNLOAD press=save testid="server-download"
                        disabled=Signal::derive(move || !ready.get() || busy.get())
                    />
                </div>
                {body}
            </div>
        </div>
    }
    .into_any()
}

fn drawn(seen: ServerSeen) -> AnyView {
    let asked = t().server.asked(&format::moment(seen.at));
    let at = seen.at;
    view! {
        {summed::totals(&seen)}
        {summed::conclusions(&seen)}
        {summed::account(&seen)}
        {summed::members(&seen)}
        {summed::invites(&seen)}
        <Files at />
        <Records at />
        <Entries at />
        {summed::beyond()}
        <p class="faint small" data-testid="server-asked">{asked}</p>
    }
    .into_any()
}
