//! What a person asked for by right, and a new request of theirs.

use crate::pages::privacy::requests::{NewRequestDialog, lines, list_of};
use crate::pages::privacy::{answered, waiting};
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, glyphs};
use leptos::prelude::*;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::requests::RequestsAsk;
use tacit_bridge::records::Id;

#[component]
pub(super) fn Requests(person: Id) -> impl IntoView {
    let found = answered(PrivacyAsk::Requests(RequestsAsk::List(Some(person))), list_of);
    let adding = RwSignal::new(false);
    let close = Callback::new(move |()| adding.set(false));
    let body = move || {
        found.with(|found| {
            waiting(found).or_else(|| {
                let list = found.as_ref()?.as_ref().ok()?;
                Some(match list.is_empty() {
                    true => view! { <p class="plain">{t().requests.of_person_none}</p> }.into_any(),
                    false => lines(list),
                })
            })
        })
    };
    view! {
        <section class="card" data-testid="person-requests">
            <header>
                <h2>{t().requests.of_person}</h2>
                {(!app().read_only_now()).then(|| view! {
                    <Button words=t().requests.add glyph=glyphs::PLUS press=move |_| adding.set(true) testid="add-request" />
                })}
            </header>
            {body}
        </section>
        {move || adding.get().then(|| view! { <NewRequestDialog person=person close /> })}
    }
    .into_any()
}
