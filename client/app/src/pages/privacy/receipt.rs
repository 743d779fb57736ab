//! The receipt of a consent: to read, to print, and to take away as a document.

use super::controller::rows as controller_rows;
use super::exported::save;
use super::retention::says;
use super::{answered, beneath, framed_with, waiting};
use crate::format;
use crate::pages::record::privacy::proof::proof_link;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Weight, glyphs};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::ExportFile;
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk, ReceiptView};
use tacit_bridge::records::Id;

pub(crate) fn receipt_path(event: Id) -> String {
    format!("/privacy/receipts/{}", event.to_hex())
}

#[component]
pub(crate) fn ReceiptPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|text| Id::from_hex(&text))));
    move || id.get().map(|id| view! { <OfConsent id /> })
}

#[component]
fn OfConsent(id: Id) -> impl IntoView {
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::Receipt(id)), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::Receipt(receipt)) => Some(*receipt),
        _ => None,
    });
    let receipt = move || found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?))));
    let take = Callback::new(move |()| {
        found.with(|found| found.as_ref().and_then(|found| Some(ways(found.as_ref().ok()?)))).into_any()
    });
    let body = view! {
        {beneath(take)}
        {receipt}
    };
    framed_with(t().purposes.receipt_title, "receipt", Some(take), body)
}

/// How it is taken away.
fn ways(of: &ReceiptView) -> AnyView {
    let app = app();
    // Without the person's name: it would stand in the list of downloads.
    let file = ExportFile {
        name: format!("consent-receipt-{}.jsonld", format::today()),
        media: "application/ld+json".to_owned(),
        bytes: of.json.clone().into_bytes(),
        sha256: String::new(),
        rows: 1,
    };
    let print = move |_| {
        // Printing is refused only where there is no printer to ask for.
        let _ = window().print();
    };
    view! {
        <Button words=t().purposes.print glyph=glyphs::PRINTER press=print />
        <Button
            words=t().purposes.download weight=Weight::Primary glyph=glyphs::DOWNLOAD press=move |_| save(app, &file)
            testid="receipt-download"
        />
    }
    .into_any()
}

fn drawn(of: &ReceiptView) -> AnyView {
    let row = |name: &'static str, words: String| {
        (!words.is_empty()).then(|| view! { <tr><th scope="row">{name}</th><td>{words}</td></tr> })
    };
    let data: Vec<&str> = of.categories.iter().map(|word| (t().parties.category)(word)).collect();
    let receivers = match of.recipients.is_empty() {
        true => t().purposes.nobody.to_owned(),
        false => of.recipients.join(", "),
    };
    let controller = controller_rows(&of.controller)
        .into_iter()
        .enumerate()
        .map(|(at, (name, words))| row(if at == 0 { t().purposes.controller } else { name }, words));
    let controller = controller.collect_view();
    let kept: Vec<String> = of.kept.iter().map(|rule| says(rule, "")).collect();
    let until = of.until.map_or_else(|| t().purposes.until_withdrawn.to_owned(), format::day);
    let events = of.events.iter().map(|event| {
        let how = (t().privacy.method)(&event.method);
        let speaker = event.guardian.then(|| format!(" · {}", t().privacy.by_guardian));
        view! {
            <li>
                <div class="what">
                    <b>{(t().privacy.event)(&event.kind)}</b>
                    <span>{how}{speaker}</span>
                    {(!event.text.is_empty()).then(|| view! { <span class="quote">{event.text.clone()}</span> })}
                    {proof_link(event.file.clone())}
                </div>
                <time class="faint num">{format::moment(event.at)}</time>
            </li>
        }
    });
    view! {
        <section class="card">
            <header><h2>{t().purposes.receipt_title}</h2></header>
            <div class="facts" tabindex="0">
                <table><tbody>
                    {row(t().purposes.person, of.name.clone())}
                    {row(t().purposes.point, of.point.clone().unwrap_or_default())}
                    {controller}
                    {row(t().export.purpose, of.purpose.clone())}
                    {row(t().purposes.data, format::capital(&data.join(", ")))}
                    {row(t().purposes.receivers, receivers)}
                    {row(t().purposes.until, until)}
                    {row(t().parties.retention, kept.join("; "))}
                    {row(t().purposes.made_on, format::day(of.at))}
                </tbody></table>
            </div>
        </section>
        <section class="card">
            <header><h2>{t().privacy.notice}</h2></header>
            <div class="body">
                <blockquote class="notice" lang=of.lang.clone()>{of.text.clone()}</blockquote>
                <p class="faint small">{t().purposes.sha256}": "<code class="wrap">{of.sha256.clone()}</code></p>
            </div>
        </section>
        <section class="card">
            <header><h2>{t().purposes.happened}</h2></header>
            <ul class="lines">{events.collect_view()}</ul>
        </section>
        <p class="hint">{t().purposes.right}</p>
    }
    .into_any()
}
