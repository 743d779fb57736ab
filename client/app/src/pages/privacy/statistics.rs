//! Statistics that single nobody out: a question, the smallest count that is shown, the table, and its file.

mod own;

use super::{framed, waiting};
use crate::files::save_made;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Empty, Select, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::statistics::{StatisticsAnswer, StatisticsAsk};
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::{Call, Problem};

const KS: [u32; 4] = [5, 10, 20, 50];
const FIRST: u32 = 10;

#[component]
pub(crate) fn StatisticsPage() -> impl IntoView {
    let app = app();
    let found: RwSignal<Option<Result<StatisticsAnswer, Problem>>> = RwSignal::new(None);
    let (question, k) = (RwSignal::new(String::new()), RwSignal::new(FIRST.to_string()));
    let own = RwSignal::new(own::first());
    Effect::new(move |_| {
        app.changes.track();
        let question = question.get();
        let own = (question == own::OWN).then(|| own.get());
        let ask = StatisticsAsk { question, k: k.get().parse().unwrap_or(FIRST), own };
        spawn_local(async move {
            let answer = link::privacy_answer(Call::PrivacyAsk(PrivacyAsk::Statistics(ask))).await;
            let answer = answer.and_then(|answer| match answer {
                PrivacyAnswer::Statistics(table) => Ok(*table),
                _ => Err(link::internal(always().link.other_version)),
            });
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let choices = move || {
        let (asked, all) = found.with(|found| match found {
            Some(Ok(of)) => (of.question.clone(), of.questions.clone()),
            _ => (String::new(), Vec::new()),
        });
        let all = all.into_iter().chain([own::OWN.to_owned()]);
        let choices = all.map(|word| (word.clone(), (t().statistics.ask)(&word).to_owned())).collect();
        let pick = move |picked: String| question.set(picked);
        view! { <Select name=t().statistics.question choices value=Signal::stored(asked) pick /> }
    };
    let ks = KS.iter().map(|k| (k.to_string(), t().statistics.at_least_k(*k))).collect();
    let body = move || {
        found.with(|found| {
            let is_own = found.as_ref().is_some_and(|found| found.as_ref().is_ok_and(|of| of.question == own::OWN));
            // Nothing was asked yet.
            if is_own && own.with_untracked(|own| own.rows.is_none()) {
                return None;
            }
            waiting(found).or_else(|| Some(drawn(found.as_ref()?.as_ref().ok()?)))
        })
    };
    let sides = Memo::new(move |_| {
        found
            .with(|found| found.as_ref().and_then(|found| Some(found.as_ref().ok()?.sides.clone())).unwrap_or_default())
    });
    let form = move || (question.get() == own::OWN).then(|| view! { <own::OwnForm own sides /> });
    let body = view! {
        <p class="hint">{t().statistics.words}</p>
        <div class="word-fields">
            <div class="field"><span class="label" aria-hidden="true">{t().statistics.question}</span>{choices}</div>
            <div class="field">
                <span class="label" aria-hidden="true">{t().statistics.at_least}</span>
                <Select name=t().statistics.at_least choices=ks value=k pick=move |picked: String| k.set(picked) />
            </div>
        </div>
        {form}
        {body}
    };
    framed(t().statistics.title, "statistics", body)
}

fn drawn(of: &StatisticsAnswer) -> AnyView {
    if of.counts.is_empty() {
        let words = t().statistics.few(of.k);
        return view! { <div class="card"><Empty glyph=glyphs::SHIELD title=t().statistics.too_few words /></div> }
            .into_any();
    }
    let name = |name: &String| match name.as_str() {
        "" => t().statistics.without.to_owned(),
        "…" => t().statistics.others.to_owned(),
        "yes" => t().list.yes.to_owned(),
        _ => name.clone(),
    };
    let head = of.columns.iter().map(|column| view! { <th scope="col" class="end">{name(column)}</th> }).collect_view();
    let names = of.rows.iter().map(name).chain([t().statistics.total.to_owned()]);
    let lines = names.zip(of.counts.iter().cloned()).map(|(name, counts)| {
        let cells = counts.into_iter().map(|count| match count {
            Some(count) => view! { <td class="end num">{crate::format::count(count)}</td> }.into_any(),
            None => view! { <td class="end faint" data-testid="hidden">{t().statistics.hidden}</td> }.into_any(),
        });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    });
    let lines = lines.collect_view();
    let csv = of.csv.clone();
    let app = app();
    let save = move |_| {
        let csv = csv.clone();
        spawn_local(async move {
            match link::done(Call::PrivacyAsk(PrivacyAsk::Taking(TakingAsk::Statistics))).await {
                Ok(()) => save_made(app, &csv, "text/csv;charset=utf-8", "tacit-statistics.csv"),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    view! {
        <section class="card" data-testid="statistics-table">
            <div class="facts" tabindex="0">
                <table class="figures">
                    <thead><tr><td></td>{head}<th scope="col" class="end">{t().statistics.total}</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <p class="plain" data-testid="statistics-said">{t().statistics.said(of.k, of.small, of.others)}</p>
            {(of.question == own::OWN).then(|| view! { <p class="plain faint">{t().statistics.shifted}</p> })}
            <div class="body">
                <div><Button words=t().statistics.download glyph=glyphs::DOWNLOAD press=save testid="statistics-csv" /></div>
            </div>
        </section>
    }
    .into_any()
}
