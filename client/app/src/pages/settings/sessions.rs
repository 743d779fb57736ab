//! Where the account is signed in.

use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, glyphs, icon, icon_of, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::account::SessionRow;

#[component]
pub(super) fn Sessions() -> impl IntoView {
    let app = app();
    let sessions = RwSignal::new(None);
    let load = move || {
        spawn_local(async move {
            sessions.try_set(Some(link::sessions(Call::Sessions).await));
        });
    };
    Effect::new(move |_| {
        app.membership.track();
        load();
    });
    let end = move |id: [u8; 16]| {
        spawn_local(async move {
            match link::done(Call::EndSession(id)).await {
                Ok(()) => {
                    app.say(t().settings.ended, None);
                    load();
                }
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let end_others = move |_| {
        spawn_local(async move {
            match link::done(Call::EndOtherSessions).await {
                Ok(()) => {
                    app.say(t().account.others_ended, None);
                    load();
                }
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let several = move || sessions.with(|rows| matches!(rows, Some(Ok(rows)) if rows.len() > 1));
    let row = move |session: SessionRow| {
        let name = if session.current { t().settings.this_browser } else { t().settings.browser };
        let times = t().settings.session(&format::day(session.created), &format::moment(session.seen));
        let button =
            (!session.current).then(|| view! { <Button words=t().settings.end press=move |_| end(session.id) /> });
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
        Some(Err(problem)) => view! { <div class="body">{unanswered(&problem)}</div> }.into_any(),
        Some(Ok(rows)) => {
            view! { <ul class="lines" data-testid="sessions">{rows.into_iter().map(row).collect_view()}</ul> }
                .into_any()
        }
    };
    view! {
        <section class="card" id="sessions">
            <header>
                <h2>{t().settings.sessions}</h2>
                {move || {
                    several()
                        .then(|| view! { <Button words=t().account.end_others press=end_others testid="end-others" /> })
                }}
            </header>
            {body}
            <ul class="lines links way">
                <li>
                    <A href="/lost" attr:data-testid="lost-link">
                        {icon_of(glyphs::TRIANGLE_ALERT, 18)}
                        <span class="grow">{always().lost.title}</span>
                        {icon(glyphs::CHEVRON_RIGHT)}
                    </A>
                </li>
            </ul>
        </section>
    }
}
