//! All erasures, the newest first: how far each is.

use super::erase_path;
use super::status::stage;
use crate::format;
use crate::pages::privacy::{answered, framed, waiting};
use crate::strings::t;
use crate::ui::{glyphs, icon, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk, ErasureView};

#[component]
pub(crate) fn ErasuresPage() -> impl IntoView {
    let found = answered(PrivacyAsk::Erasure(ErasureAsk::All), |answer| match answer {
        PrivacyAnswer::Erasure(ErasureAnswer::All(all)) => Some(all),
        _ => None,
    });
    let body = move || found.with(|found| waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?))));
    framed(t().erasure.title, "erasures", body)
}

fn drawn(all: &[ErasureView]) -> AnyView {
    if all.is_empty() {
        return view! { <div class="nothing">{icon_of(glyphs::TRASH, 22)}<p>{t().erasure.none}</p></div> }.into_any();
    }
    let line = |of: ErasureView| {
        let (class, word, _) = stage(&of);
        let seen = t().erasure.seen(of.seen.len() as u32, of.members);
        let asked = t().erasure.asked(&format::day(of.at), &of.by);
        view! {
            <li data-testid="erasure-row">
                <A href=erase_path(of.person)>
                    <span class="grow what">
                        <b>{asked}</b>
                        <span class="faint">{t().erasure.records(of.records)}" · "{seen}</span>
                    </span>
                    <span class=class>{word}</span>
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    view! { <section class="card"><ul class="lines links">{all.iter().cloned().map(line).collect_view()}</ul></section> }.into_any()
}
