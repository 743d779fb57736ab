//! Exporting people, or records that are not people: for what, to whom, which fields; who goes and who does not, and why; then
//! the file.

mod cards;
mod chosen;

pub(super) use chosen::Chosen;

use super::counts::Counts;
use super::exported::{Made, Making};
use super::to_export::{PATH, people_of, visit, whom};
use super::{answered, begin_where, framed, waiting};
use crate::link;
use crate::shell::list_name;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Empty, glyphs};
use cards::{to_whom, what_for, which, why};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportOf, ExportPreview};
use tacit_bridge::records::Kind;
use tacit_bridge::{Call, Problem};

#[component]
pub(crate) fn ExportPage() -> impl IntoView {
    let (app, visit) = (app(), visit());
    move || match visit.with(|visit| whom(app, visit.as_deref())) {
        // Drawn once for each visit, whatever else changes.
        Some(start) => untrack(|| asked_about(app, start)),
        None => forgotten(),
    }
}

/// A visit whose selection is not known any more: it must not be taken for everybody.
fn forgotten() -> AnyView {
    let body = view! {
        <section class="card" data-testid="export-forgotten">
            <Empty glyph=glyphs::DOWNLOAD title=t().export.forgotten words=t().export.forgotten_words>
                <A href=PATH attr:class="btn">{t().export.everybody}</A>
            </Empty>
        </section>
    };
    framed(t().export.make, "export", body)
}

/// The steps of an export of those a visit begins with.
fn asked_about(app: App, start: ExportOf) -> AnyView {
    let title = if start.kind() == Kind::Person { t().export.title } else { t().export.title_records };
    let people = people_of(&start);
    let of = RwSignal::new(start.clone());
    let start = StoredValue::new(start);
    let making = Making::new(app);
    // Of companies, they themselves or their people: other fields, other rules, so that it begins anew; not while a file is
    // made, which nobody could end any more.
    let either = people.map(|people| {
        let people = StoredValue::new(people);
        let choice = move |to: StoredValue<ExportOf>, words: String, testid: &'static str| {
            let pressed = move || of.with(|of| to.with_value(|to| of == to)).to_string();
            let choose = move |_| {
                making.anew();
                of.set(to.get_value());
            };
            view! {
                <button
                    type="button" aria-pressed=pressed disabled=move || making.busy.get() data-testid=testid
                    on:click=choose
                >
                    {words}
                </button>
            }
        };
        view! {
            <div class="segment" role="group" aria-label=t().export.whose>
                {choice(start, list_name(Kind::Company), "export-companies")}
                {choice(people, t().export.their_people.to_owned(), "export-their-people")}
            </div>
        }
    });
    let body = view! {
        {either}
        {move || view! { <Exporting of=of.get() making /> }}
    };
    framed(title, "export", body)
}

#[component]
fn Exporting(of: ExportOf, making: Making) -> impl IntoView {
    let app = app();
    let kind = of.kind();
    let ask = if kind == Kind::Person { PrivacyAsk::ExportChoices } else { PrivacyAsk::ExportChoicesOf(kind) };
    let found = answered(ask, |answer| match answer {
        PrivacyAnswer::Choices(choices) => Some(choices),
        _ => None,
    });
    begin_where(move || found.with(|found| matches!(found, Some(Ok(choices)) if choices.purposes.is_empty())));
    // Drawn once: what is chosen, and an export under way, stay while colleagues change purposes.
    let chosen = Chosen::new(of);
    Effect::new(move |_| {
        found.with(|found| {
            if let Some(Ok(choices)) = found {
                chosen.offer(choices);
            }
        });
    });
    let ready = Memo::new(move |_| chosen.purposes.with(|purposes| !purposes.is_empty()));
    move || if ready.get() { Some(form(app, chosen, making)) } else { found.with(waiting) }
}

fn form(app: App, chosen: Chosen, making: Making) -> AnyView {
    let preview: RwSignal<Option<Result<ExportPreview, Problem>>> = RwSignal::new(None);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        app.changes.track();
        let Some(wish) = chosen.wish() else { return };
        asked.update_value(|number| *number += 1);
        let number = asked.get_value();
        spawn_local(async move {
            let answer = match link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::PreviewExport(wish))).await {
                Ok(PrivacyAnswer::Preview(preview)) => Ok(preview),
                Ok(_) => Err(link::internal(always().link.other_version)),
                Err(problem) => Err(problem),
            };
            if asked.try_get_value() == Some(number) {
                preview.try_set(Some(answer));
            }
        });
    });
    let nobody = move || {
        preview
            .with(|preview| !matches!(preview, Some(Ok(preview)) if preview.included > 0 && preview.refused.is_empty()))
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(wish) = untrack(|| chosen.wish()) {
            making.begin(wish);
        }
    };
    let parts = move || match making.made.get() {
        Some(made) => view! { <Made made making kind=chosen.kind /> }.into_any(),
        None => view! {
            <form on:submit=submit class="stack-form">
                {what_for(chosen)}
                {to_whom(chosen)}
                {which(chosen)}
                <Counts chosen preview />
                {why(chosen, making, Signal::derive(nobody))}
            </form>
        }
        .into_any(),
    };
    parts.into_any()
}
