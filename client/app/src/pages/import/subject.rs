//! What the rows of a file are: people with their companies, or records of a kind of the team's own.

use super::Wizard;
use crate::shell::{kind_words, list_name};
use crate::state::app;
use crate::strings::t;
use crate::ui::Select;
use leptos::prelude::*;
use tacit_bridge::import::{OwnSample, OwnTally};
use tacit_bridge::records::Kind;

/// The value of the choice that means people.
const PEOPLE: &str = "people";

impl Wizard {
    /// What the rows of a file are, as chosen.
    pub(super) fn subject(self, file: usize) -> Option<Kind> {
        self.preview.with(|preview| preview.as_ref()?.plan.subjects.get(file).copied().flatten())
    }

    /// Whether any file is of people.
    pub(super) fn brings_people(self) -> bool {
        self.preview
            .with(|preview| preview.as_ref().is_some_and(|preview| preview.plan.subjects.iter().any(Option::is_none)))
    }
}

/// The choice, where there is one.
#[component]
pub(super) fn Subject(wizard: Wizard, file: usize, cards: bool) -> impl IntoView {
    let app = app();
    move || {
        let objects = app.objects();
        if cards || objects.is_empty() {
            return None;
        }
        let people = (PEOPLE.to_owned(), t().import.people_rows.to_owned());
        let own = objects.into_iter().filter_map(|object| match object.kind {
            Kind::Own(number) => Some((number.to_string(), object.many)),
            _ => None,
        });
        let value = Signal::derive(move || match wizard.subject(file) {
            Some(Kind::Own(number)) => number.to_string(),
            _ => PEOPLE.to_owned(),
        });
        let pick = move |picked: String| {
            wizard.adjust(|plan| {
                if let Some(subject) = plan.subjects.get_mut(file) {
                    *subject = picked.parse().ok().map(Kind::Own);
                }
            });
        };
        let choices = std::iter::once(people).chain(own).collect();
        Some(view! {
            <div class="body import-subject" data-testid="import-subject">
                <span class="quiet" aria-hidden="true">{t().import.rows_are}</span>
                <Select name=t().import.rows_are choices value pick />
            </div>
        })
    }
}

/// How many records of a kind come new, and how many are added to: in words.
pub(super) fn own_words(tally: &OwnTally) -> Vec<String> {
    let (one, many) = kind_words(tally.kind);
    let mut parts = vec![crate::format::counted(tally.made, &one, &many)];
    if tally.merged > 0 {
        parts.push(format!("{} {}", crate::format::count(tally.merged), t().import.merged));
    }
    parts
}

/// The first records of a kind as they would be.
pub(super) fn own_sample(sample: OwnSample) -> AnyView {
    let specs = app().fields(sample.kind);
    let label = |field| specs.iter().find(|spec| spec.key == field).map(|spec| spec.label.clone());
    let heads = sample.fields.iter().map(|field| view! { <th>{label(*field)}</th> }).collect_view();
    let row = |row: Vec<String>| {
        let cells = row.into_iter().enumerate().map(|(at, cell)| match at {
            0 => view! { <td><b>{cell}</b></td> }.into_any(),
            _ => view! { <td><div class="cut">{cell}</div></td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <section class="card" data-testid="own-sample">
            <header><h2>{t().import.own_sample(&list_name(sample.kind))}</h2></header>
            <div class="facts">
                <table>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{sample.rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
