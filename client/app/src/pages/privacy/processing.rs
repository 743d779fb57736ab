//! The record of processing activities (GDPR Art. 30), to be read and printed.

use super::controller::ControllerHead;
use super::retention::says;
use super::{answered, beneath, framed_with, waiting};
use crate::format;
use crate::strings::t;
use crate::ui::{Button, glyphs};
use leptos::prelude::*;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::party::{ProcessingView, Receiver};

#[component]
pub(crate) fn ProcessingPage() -> impl IntoView {
    let found = answered(PrivacyAsk::Processing, |answer| match answer {
        PrivacyAnswer::Processing(entries) => Some(entries),
        _ => None,
    });
    let entries = move || {
        found.with(|found| {
            waiting(found).or_else(|| Some(found.as_ref()?.as_ref().ok()?.iter().map(entry).collect_view().into_any()))
        })
    };
    let print = Callback::new(|()| {
        let press = |_| {
            // Printing is refused only where there is no printer to ask for.
            let _ = window().print();
        };
        view! { <Button words=t().parties.print glyph=glyphs::PRINTER press /> }.into_any()
    });
    let body = view! {
        <p class="hint">{t().parties.processing_words}</p>
        {beneath(print)}
        <ControllerHead />
        {entries}
    };
    framed_with(t().parties.processing, "processing", Some(print), body)
}

fn entry(of: &ProcessingView) -> AnyView {
    let row = |name: &'static str, words: String| {
        (!words.is_empty()).then(|| view! { <tr><th scope="row">{name}</th><td>{words}</td></tr> })
    };
    let categories: Vec<&str> = of.categories.iter().map(|word| (t().parties.category)(word)).collect();
    let receivers: Vec<String> = of.receivers.iter().map(receiver).collect();
    let basis = (t().privacy.basis)(&of.basis);
    let basis = if of.justification.is_empty() { basis.to_owned() } else { format!("{basis}. {}", of.justification) };
    let receivers = if receivers.is_empty() { t().parties.no_receivers.to_owned() } else { receivers.join("; ") };
    let rules: Vec<String> = of.retention.iter().map(|rule| says(rule, "")).collect();
    let retention = if rules.is_empty() { t().parties.no_retention.to_owned() } else { rules.join("; ") };
    view! {
        <section class="card" data-testid="processing-entry">
            <header><h2>{of.name.clone()}</h2></header>
            <div class="facts" tabindex="0">
                <table>
                    <tbody>
                        {row(t().export.purpose, of.plain_text.clone())}
                        {row(t().parties.basis, basis)}
                        {row(t().parties.subjects, t().parties.subjects_words.to_owned())}
                        {row(t().parties.kinds, format::capital(&categories.join(", ")))}
                        {row(t().parties.receivers, receivers)}
                        {row(t().parties.retention, retention)}
                        {row(t().parties.measures, t().parties.own_measures.to_owned())}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn receiver(of: &Receiver) -> String {
    let transfer = (of.transfer != "none").then(|| (t().parties.transfer)(&of.transfer).to_owned());
    let country = Some(of.country.clone()).filter(|country| !country.is_empty());
    let measures = Some(of.measures.join(", ")).filter(|measures| !measures.is_empty());
    let role = Some((t().parties.role)(&of.role).to_owned());
    let facts: Vec<String> = role.into_iter().chain(country).chain(transfer).chain(measures).collect();
    format!("{} ({})", of.name, facts.join(", "))
}
