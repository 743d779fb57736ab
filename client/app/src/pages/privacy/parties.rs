//! The register of third parties: who gets data, what they lack, what they got.

use super::party::PartyDialog;
use super::{answered, beneath, disclosures, framed_with, only, waiting};
use crate::format;
use crate::pages::record::Files;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Weight, glyphs, icon_of};
use leptos::prelude::*;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::party::PartyView;

/// Where it is.
pub(super) const PARTIES_PATH: &str = "/privacy/third-parties";
/// As its address asks for those whose review is due.
pub(super) const REVIEW: &str = "review";

#[component]
pub(crate) fn PartiesPage() -> impl IntoView {
    let app = app();
    let found = answered(PrivacyAsk::Parties, |answer| match answer {
        PrivacyAnswer::Parties(parties) => Some(parties),
        _ => None,
    });
    // The third party that is written, or a new one.
    let edited: RwSignal<Option<Option<PartyView>>> = RwSignal::new(None);
    let asked = only::asked();
    let few = Memo::new(move |_| asked.with(|asked| asked == REVIEW));
    let cards = move || {
        let few = few.get();
        found.with(|found| {
            waiting(found).or_else(|| {
                let parties = found.as_ref()?.as_ref().ok()?;
                let shown = parties.iter().filter(|party| !few || party.due).cloned();
                Some(match parties.is_empty() {
                    true => none(),
                    false if few && parties.iter().all(|party| !party.due) => none_due(),
                    false => shown.map(|party| card(party, edited)).collect_view().into_any(),
                })
            })
        })
    };
    let close = Callback::new(move |()| edited.set(None));
    let add = Callback::new(move |()| {
        let button = (!app.read_only()).then(|| view! {
            <Button
                words=t().parties.add weight=Weight::Primary glyph=glyphs::PLUS press=move |_| edited.set(Some(None))
                testid="add-party"
            />
        });
        button.into_any()
    });
    let body = view! {
        {beneath(add)}
        {move || few.get().then(|| only::line(t().parties.only_due, PARTIES_PATH))}
        {cards}
        {move || edited.get().map(|of| view! { <PartyDialog of close /> })}
    };
    framed_with(t().parties.title, "parties", Some(add), body)
}

fn none() -> AnyView {
    view! { <div class="nothing">{icon_of(glyphs::HANDSHAKE, 22)}<p>{t().parties.none}</p></div> }.into_any()
}

/// All that were due are looked at.
fn none_due() -> AnyView {
    view! { <div class="card"><p class="plain">{t().parties.none_due}</p></div> }.into_any()
}

fn card(of: PartyView, edited: RwSignal<Option<Option<PartyView>>>) -> AnyView {
    let party = of.party.clone();
    let class = match (party.trust.as_str(), of.lacks.is_empty()) {
        ("approved", true) => "state ok",
        ("suspended" | "ended", _) => "state no",
        _ => "state warn",
    };
    let agreed = party.agreed.map(|day| match party.agreed_until {
        Some(until) => t().parties.agreed_until(&format::day(day), &format::day(until)),
        None => t().parties.agreed_on(&format::day(day)),
    });
    let review = party.review_due.map(|day| t().parties.review_on(&format::day(day)));
    let reviewed = Some(&of.reviewed_by).filter(|by| !by.is_empty()).map(|by| t().parties.reviewed_by(by));
    let transfer = (party.transfer != "none").then(|| (t().parties.transfer)(&party.transfer).to_owned());
    let country = Some(party.country.clone()).filter(|country| !country.is_empty());
    let facts: Vec<String> = std::iter::once((t().parties.role)(&party.role).to_owned())
        .chain(country)
        .chain(transfer)
        .chain(agreed)
        .chain(reviewed)
        .chain(review)
        .chain(of.deletion_confirmed.map(|day| t().returning.last_confirmed(&format::day(day))))
        .collect();
    let lacks: Vec<String> = of.lacks.iter().map(|lack| (t().export.refusal)(lack)).collect();
    let measures = party.measures.join(" · ");
    let shown = of.clone();
    view! {
        <section class="card" data-testid="party" data-party=party.name.clone()>
            <header>
                <h2>{party.name.clone()}</h2>
                <span class=class data-testid="trust">{(t().parties.trust)(&party.trust)}</span>
                <span class="space"></span>
                {(!app().read_only_now()).then(|| view! {
                    <Button words=t().parties.edit press=move |_| edited.set(Some(Some(shown.clone()))) testid="edit-party" />
                })}
            </header>
            <p class="plain">{facts.join(" · ")}</p>
            {(!lacks.is_empty()).then(|| view! { <p class="plain" data-testid="lacks">{t().export.missing(&lacks.join(", "))}</p> })}
            {(!measures.is_empty()).then(|| view! { <p class="plain faint">{measures}</p> })}
            {(of.disclosures.total > 0).then(|| disclosures::list(&of.disclosures))}
            <Files id=of.id title=t().returning.agreement none=t().returning.agreement_hint />
        </section>
    }
    .into_any()
}
