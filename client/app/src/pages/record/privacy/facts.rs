//! What is known about a person's data beside what they said: legal bases, where the data came from, what left.

use super::basis::BasisDialog;
use crate::format;
use crate::link;
use crate::pages::privacy::{answered, disclosures, waiting, way_words};
use crate::pages::source_words;
use crate::state::app;
use crate::strings::t;
use crate::ui::Button;
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::purpose::{
    BasisView, PersonFacts, PurposesAnswer, PurposesAsk, SourceView, ToTellView, ToldView,
};
use tacit_bridge::records::{Id, Kind};

#[component]
pub(super) fn Facts(id: Id, free: Signal<bool>) -> impl IntoView {
    let found = answered(PrivacyAsk::Purposes(PurposesAsk::Person(id)), |answer| match answer {
        PrivacyAnswer::Purposes(PurposesAnswer::Person(facts)) => Some(*facts),
        _ => None,
    });
    let setting = RwSignal::new(None::<BasisView>);
    let close = Callback::new(move |()| setting.set(None));
    let body = move || {
        found.with(|found| {
            waiting(found).or_else(|| Some(drawn(id, found.as_ref()?.as_ref().ok()?, free.get(), setting)))
        })
    };
    view! {
        {body}
        {move || setting.get().map(|of| view! { <BasisDialog person=id of close /> })}
    }
}

fn drawn(person: Id, facts: &PersonFacts, free: bool, setting: RwSignal<Option<BasisView>>) -> AnyView {
    let may = free && !app().read_only_now();
    let writes = !app().read_only_now();
    let to_tell = facts.to_tell.iter().map(|of| recipient(person, of, writes)).collect_view();
    let bases = facts.bases.iter().cloned().map(|of| basis(of, may, setting)).collect_view();
    let told = facts.told.iter().cloned().map(told).collect_view();
    let sources = facts.sources.iter().cloned().map(source).collect_view();
    view! {
        <section class="card" data-testid="bases">
            <header><h2>{t().purposes.bases_title}</h2></header>
            <ul class="lines bases">{bases}</ul>
        </section>
        <section class="card" data-testid="sources">
            <header><h2>{t().purposes.sources}</h2></header>
            <ul class="lines">{sources}{told}</ul>
        </section>
        <section class="card" data-testid="person-disclosures">
            <header><h2>{t().purposes.left}</h2></header>
            {disclosures::list(&facts.disclosures)}
        </section>
        {(!facts.to_tell.is_empty()).then(|| view! {
            <section class="card" data-testid="to-tell">
                <header><h2>{t().entries.to_tell}</h2></header>
                <ul class="lines">{to_tell}</ul>
            </section>
        })}
    }
    .into_any()
}

/// A recipient who has to hear of a change, or when they were told.
fn recipient(person: Id, of: &ToTellView, writes: bool) -> AnyView {
    let party = of.party.id;
    let of_what = if of.restricted { t().entries.restricted } else { t().entries.corrected };
    let told = of.party.told.as_ref().map(|(at, by)| t().entries.told_on(&format::day(*at), by));
    let tell = move |_| {
        let app = app();
        leptos::task::spawn_local(async move {
            let ask = PurposesAsk::ToldRecipient { person, party };
            match link::changed(Call::PrivacyAsk(PrivacyAsk::Purposes(ask))).await {
                Ok(_) => app.say(t().entries.written, None),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let open = told.is_none() && writes;
    view! {
        <li data-testid="recipient-to-tell">
            <div class="what">
                <b class="cut">{of.party.name.clone()}" "<span class="faint">{of_what}" · "{format::day(of.since)}</span></b>
                <span>{told.unwrap_or_else(|| of.party.contact.clone())}</span>
            </div>
            {open.then(|| view! { <Button words=t().entries.tell press=tell testid="tell-recipient" /> })}
        </li>
    }
    .into_any()
}

fn basis(of: BasisView, may: bool, setting: RwSignal<Option<BasisView>>) -> AnyView {
    let review = of.review_due.map(|due| t().purposes.review_on(&format::day(due)));
    let why = match of.choices.is_empty() {
        true => t().purposes.only_consent.to_owned(),
        false => of.justification.clone(),
    };
    let weighed = Some(&of.assessment).filter(|text| !text.is_empty()).map(|text| t().purposes.assessed(text));
    let facts: Vec<String> = Some(why).filter(|why| !why.is_empty()).into_iter().chain(weighed).chain(review).collect();
    let set = of.set.then(|| view! { " "<span class="state">{t().purposes.set_here}</span> });
    let shown = of.clone();
    view! {
        <li data-testid="basis" data-basis=of.name.clone()>
            <div class="what">
                <b>{of.name.clone()}" "<span class="faint">{(t().privacy.basis)(&of.basis)}</span>{set}</b>
                <span>{facts.join(" · ")}</span>
            </div>
            {(may && of.choices.len() > 1).then(|| view! {
                <Button words=t().purposes.set_basis press=move |_| setting.set(Some(shown.clone())) testid="set-basis" />
            })}
        </li>
    }
    .into_any()
}

fn source(of: SourceView) -> AnyView {
    let fields: Vec<String> = of.fields.iter().map(|field| app().field_name(Kind::Person, *field)).collect();
    let what = if fields.is_empty() { t().purposes.record_made.to_owned() } else { fields.join(", ") };
    // Of a record that a file made the source says the row as well.
    let file = (!of.file.is_empty() && !of.text.starts_with(&of.file)).then(|| t().purposes.out_of_file(&of.file));
    view! {
        <li data-testid="source">
            <div class="what">
                <b>{what}</b>
                <span>{t().purposes.brought(&of.by)}</span>
                {file.map(|words| view! { <span class="small" data-testid="source-file">{words}</span> })}
                {(!of.text.is_empty()).then(|| view! { <span class="quote">{source_words(&of.text)}</span> })}
            </div>
            <time class="faint num" title=format::moment(of.at)>{format::day(of.at)}</time>
        </li>
    }
    .into_any()
}

/// That the person was told where the data came from.
fn told(of: ToldView) -> AnyView {
    let what = t().returning.told_with(way_words(&of.method), &of.notice);
    view! {
        <li data-testid="source-told">
            <div class="what">
                <b>{t().returning.told_title}</b>
                <span>{what}" · "{t().suppressions.written(&of.by)}</span>
            </div>
            <time class="faint num" title=format::moment(of.at)>{format::day(of.at)}</time>
        </li>
    }
    .into_any()
}
