//! What left: lines of disclosures.

use super::receipt_path;
use crate::format;
use crate::shell::kind_words;
use crate::state::app;
use crate::strings::t;
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{DisclosureView, Left};
use tacit_bridge::records::{FieldKey, Kind};

/// What of them went, who did not go and why, what carried it, on which device.
fn more(of: &DisclosureView) -> AnyView {
    // Of a field that was taken away since only that it was there.
    let name = |field: &FieldKey| {
        let known = app().field_name(of.kind, *field);
        if known.is_empty() { t().inventory.lost.to_owned() } else { known }
    };
    let names = of.fields.iter().map(name).collect::<Vec<_>>();
    let fields = (!names.is_empty()).then(|| (t().export.fields, names.join(", ")));
    let out =
        of.excluded.iter().map(|(why, people)| format!("{} {}", format::count(*people), (t().export.reason)(why)));
    let out = (!of.excluded.is_empty()).then(|| (t().export.left_out, out.collect::<Vec<_>>().join(", ")));
    let ground = (of.by_consent > 0).then(|| (t().export.ground, t().export.by_consent(of.by_consent)));
    let device = (!of.device.is_empty()).then(|| (t().export.device, of.device.clone()));
    let facts = fields.into_iter().chain(out).chain(ground).chain(device);
    let facts = facts.map(|(name, words)| view! { <dt>{name}</dt><dd>{words}</dd> }).collect_view();
    view! {
        <details data-testid="disclosed-what">
            <summary>{t().export.what}</summary>
            <dl class="pairs">{facts}</dl>
            <span class="small">{t().export.sha256}": "<code class="wrap">{of.sha256.clone()}</code></span>
        </details>
    }
    .into_any()
}

pub(crate) fn list(of: &Left) -> AnyView {
    if of.newest.is_empty() {
        return view! { <p class="plain">{t().export.nothing_left}</p> }.into_any();
    }
    let line = |one: DisclosureView| {
        let more = more(&one);
        let to = one.recipient.unwrap_or_else(|| t().export.us.to_owned());
        let purpose = if one.purpose.is_empty() { t().requests.left_here.to_owned() } else { one.purpose };
        let people = u32::try_from(one.people).unwrap_or(u32::MAX);
        let form = one.format.to_uppercase();
        let what = match one.kind {
            Kind::Person => t().export.left(people, &form, &one.by),
            kind => {
                let (single, several) = kind_words(kind);
                t().export.left_records(&format::counted(people, &single, &several), &form, &one.by)
            }
        };
        let back = one.return_by.map(|day| format!(" · {}", t().export.back_by(&format::day(day))));
        view! {
            <li data-testid="disclosure">
                <div class="what">
                    <b class="cut">{purpose}" → "{to}</b>
                    <span>{what}{back}</span>
                    {one.back.as_ref().map(super::returning::standing)}
                    {more}
                </div>
                {one.relied_on.map(|event| view! {
                    <A href=receipt_path(event) attr:class="link-btn" attr:data-testid="relied-on">{t().export.relied_on}</A>
                })}
                <time class="faint num" title=format::moment(one.at)>{format::day(one.at)}</time>
            </li>
        }
    };
    let older = of.total.saturating_sub(u32::try_from(of.newest.len()).unwrap_or(u32::MAX));
    view! {
        <ul class="lines">{of.newest.iter().cloned().map(line).collect_view()}</ul>
        {(older > 0).then(|| view! { <p class="plain quiet" data-testid="older">{t().export.older(older)}</p> })}
    }
    .into_any()
}
