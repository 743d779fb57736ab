//! Who is responsible for the data, as pages and papers tell it.

use super::answered;
use crate::strings::t;
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::controller::{Controller, ControllerAsk, ControllerView};

/// Where it is said: the section of the settings.
pub(super) const SAY_WHO: &str = "/settings?at=controller";

/// Name, address, contact and officer, as rows of a table.
pub(super) fn rows(of: &Controller) -> Vec<(&'static str, String)> {
    let all = [
        (t().controller.title, &of.name),
        (t().controller.address, &of.address),
        (t().controller.contact, &of.contact),
        (t().controller.officer, &of.officer),
    ];
    all.into_iter().filter(|(_, words)| !words.is_empty()).map(|(name, words)| (name, words.clone())).collect()
}

/// The same as a table of its own.
pub(crate) fn controller_facts(of: &Controller) -> AnyView {
    let rows = rows(of).into_iter().map(|(name, words)| view! { <tr><th scope="row">{name}</th><td>{words}</td></tr> });
    view! { <div class="facts" tabindex="0"><table><tbody>{rows.collect_view()}</tbody></table></div> }.into_any()
}

/// In one line, for the head of a paper.
pub(super) fn one_line(of: &Controller) -> String {
    let officer = (!of.officer.is_empty()).then(|| format!("{}: {}", t().controller.officer, of.officer));
    let parts = [of.name.clone(), of.address.clone(), of.contact.clone()].into_iter().chain(officer);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Who it is, asked for, and again whenever something changes.
pub(super) fn known() -> RwSignal<Option<Result<ControllerView, tacit_bridge::Problem>>> {
    answered(PrivacyAsk::Controller(ControllerAsk::Get), |answer| match answer {
        PrivacyAnswer::Controller(view) => Some(*view),
        _ => None,
    })
}

/// At the head of the record of processing activities (Art. 30(1)(a)).
#[component]
pub(super) fn ControllerHead() -> impl IntoView {
    let found = known();
    move || {
        found.with(|found| {
            let of = &found.as_ref()?.as_ref().ok()?.of;
            let body = match of.name.is_empty() {
                true => view! {
                    <p class="plain warn">{t().controller.missing}" "<A href=SAY_WHO>{t().controller.say_who}</A></p>
                }
                .into_any(),
                false => controller_facts(of),
            };
            let head = view! { <header><h2>{t().controller.title}</h2></header> };
            Some(view! { <section class="card" data-testid="processing-controller">{head}{body}</section> })
        })
    }
}
