//! What an export comes to, before it is made: who, or which records, go, who does not and why, by number and by name.

use super::export::Chosen;
use super::waiting;
use crate::format;
use crate::link;
use crate::shell::record_path;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{Banner, Dialog, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{Named, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::ExportPreview;
use tacit_bridge::records::{FieldKey, Kind};
use tacit_bridge::{Call, Problem};

/// Who goes, who does not and why; each number opens the names.
#[component]
pub(super) fn Counts(chosen: Chosen, preview: RwSignal<Option<Result<ExportPreview, Problem>>>) -> impl IntoView {
    let named: RwSignal<Option<(String, Named)>> = RwSignal::new(None);
    let app = app();
    let open = move |reason: String| {
        let Some(wish) = untrack(|| chosen.wish()) else { return };
        spawn_local(async move {
            let ask = PrivacyAsk::LeftOut { wish, reason: reason.clone() };
            match link::privacy_answer(Call::PrivacyAsk(ask)).await {
                Ok(PrivacyAnswer::People(people)) => drop(named.try_set(Some((reason, people)))),
                Ok(_) => {}
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let line = move |(reason, count): (String, u32)| {
        let words = (t().export.reason)(&reason);
        let of = reason.clone();
        view! {
            <li data-testid="left-out" data-reason=reason>
                <button type="button" class="link-btn" on:click=move |_| open(of.clone())>
                    <b class="num">{format::count(count)}</b>" "{words}
                </button>
            </li>
        }
    };
    let body = move || {
        preview.with(|preview| match preview {
            Some(Ok(preview)) if !preview.refused.is_empty() => {
                let reasons: Vec<String> = preview.refused.iter().map(|reason| (t().export.refusal)(reason)).collect();
                view! {
                    <Banner tone=Tone::No title=t().export.refused words=t().export.missing(&reasons.join(", ")) testid="export-refused" />
                }
                .into_any()
            }
            Some(Ok(preview)) => {
                let words = t().export.included(preview.included, preview.asked);
                view! {
                    <p class="plain" data-testid="export-included"><b>{words}</b></p>
                    <ul class="lines">{preview.excluded.iter().cloned().map(line).collect_view()}</ul>
                    {(!preview.without.is_empty()).then(|| view! { <p class="hint">{without(app, chosen.kind, &preview.without)}</p> })}
                }
                .into_any()
            }
            other => waiting(other).unwrap_or_else(|| ().into_any()),
        })
    };
    let close = Callback::new(move |()| named.set(None));
    let who = if chosen.kind == Kind::Person { t().export.who } else { t().export.who_records };
    view! {
        <section class="card" aria-live="polite" data-testid="export-counts">
            <header><h2>{who}</h2></header>
            {body}
        </section>
        {move || named.get().map(|(reason, people)| names(chosen.kind, &reason, people, close))}
    }
}

/// Fields that were asked for and do not go, by name.
fn without(app: App, kind: Kind, fields: &[FieldKey]) -> String {
    let name = |field: &FieldKey| app.field(kind, *field).map(|spec| spec.label);
    t().export.without(&fields.iter().filter_map(name).collect::<Vec<_>>().join(", "))
}

fn names(kind: Kind, reason: &str, people: Named, close: Callback<()>) -> AnyView {
    let title = t().export.left_out_for(&(t().export.reason)(reason));
    let more = u32::try_from(people.first.len()).map_or(0, |shown| people.total.saturating_sub(shown));
    let lines = people.first.into_iter().map(move |(id, name)| {
        view! { <li><A href=record_path(kind, id)><span class="grow">{name}</span></A></li> }
    });
    view! {
        <Dialog title close testid="left-out-names">
            <ul class="lines links">{lines.collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="quiet">{t().export.and_more(more)}</p> })}
        </Dialog>
    }
    .into_any()
}
