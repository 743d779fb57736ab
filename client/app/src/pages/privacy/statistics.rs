//! Statistics that single nobody out: a question, the smallest count that is shown, the table, and its file.

mod own;

use super::{framed, waiting};
use crate::files::save_made;
use crate::format;
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Empty, Select, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::statistics::{OwnAsk, StatSide, StatisticsAnswer, StatisticsAsk};
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::records::FieldKey;
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
            waiting(found).or_else(|| {
                let of = found.as_ref()?.as_ref().ok()?;
                Some(own.with_untracked(|own| drawn(of, own)))
            })
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

/// The field whose choices rows are named by, and the one of columns; none where they are named by anything else.
fn chosen_by(question: &str, own: &OwnAsk) -> [Option<FieldKey>; 2] {
    let field = |side: Option<StatSide>| match side {
        Some(StatSide::Field(field)) => Some(field),
        _ => None,
    };
    match question {
        "people_status" => [None, Some(FieldKey::STATUS)],
        "activities" => [None, Some(FieldKey::TYPE)],
        own::OWN => [field(own.rows), field(own.columns)],
        _ => [None, None],
    }
}

/// What a row or a column is called: a choice as it is shown, the others as they are.
fn called(name: &str, by: Option<FieldKey>) -> String {
    match (name, by) {
        ("", _) => t().statistics.without.to_owned(),
        ("…", _) => t().statistics.others.to_owned(),
        ("yes", _) => t().list.yes.to_owned(),
        (_, Some(field)) => t().fields.choice(field, name),
        _ => name.to_owned(),
    }
}

/// The same counts with columns as rows.
fn turned(counts: &[Vec<Option<u32>>]) -> Vec<Vec<Option<u32>>> {
    let columns = counts.iter().map(Vec::len).max().unwrap_or_default();
    (0..columns).map(|at| counts.iter().map(|row| row.get(at).copied().flatten()).collect()).collect()
}

fn drawn(of: &StatisticsAnswer, own: &OwnAsk) -> AnyView {
    if of.counts.is_empty() {
        let words = t().statistics.few(of.k);
        return view! { <div class="card"><Empty glyph=glyphs::SHIELD title=t().statistics.too_few words /></div> }
            .into_any();
    }
    let [by_row, by_column] = chosen_by(&of.question, own);
    let names = |names: &[String], by| names.iter().map(|name| called(name, by)).collect::<Vec<_>>();
    let (rows, columns) = (names(&of.rows, by_row), names(&of.columns, by_column));
    // A single row with many columns is read, and fits, as many rows.
    let (rows, columns, counts) = match rows.len() == 1 && columns.len() > 1 {
        true => (columns, rows, turned(&of.counts)),
        false => (rows, columns, of.counts.clone()),
    };
    let head = columns.into_iter().map(|column| view! { <th scope="col" class="end">{column}</th> }).collect_view();
    let asked = (t().statistics.ask)(&of.question);
    let names = rows.into_iter().chain([t().statistics.total.to_owned()]);
    let lines = names.zip(counts).map(|(name, counts)| {
        let cells = counts.into_iter().map(|count| match count {
            Some(count) => view! { <td class="end num">{format::count(count)}</td> }.into_any(),
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
                    <thead>
                        <tr>
                            <th scope="col"><span class="sr-only">{asked}</span></th>
                            {head}
                            <th scope="col" class="end">{t().statistics.total}</th>
                        </tr>
                    </thead>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_rows_and_stay_with_their_counts() {
        let counts = [vec![Some(35), None, Some(35)], vec![Some(35), None, Some(40)]];
        assert_eq!(turned(&counts), [vec![Some(35), Some(35)], vec![None, None], vec![Some(35), Some(40)]]);
        assert_eq!(turned(&turned(&counts)), counts);
    }

    #[test]
    fn only_sides_of_choices_are_named_by_a_field() {
        let own =
            OwnAsk { rows: Some(StatSide::Made), columns: Some(StatSide::Field(FieldKey::STATUS)), ..own::first() };
        let status = Some(FieldKey::STATUS);
        assert_eq!(chosen_by("people_status", &own), [None, status]);
        assert_eq!(chosen_by(own::OWN, &own), [None, status]);
        assert_eq!(chosen_by("deals_stage", &own), [None, None]);
    }
}
