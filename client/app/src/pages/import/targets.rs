//! Where a column can go: the fields of people and companies, or those of a kind of the team's own.

use crate::shell::kind_words;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::import::{NoTo, Target};
use tacit_bridge::records::{FieldKey, FieldSpec, Kind, Shape};

/// Labels offered for contact points.
const LABELS: [&str; 4] = ["work", "home", "mobile", ""];

/// What a column may say no to.
const NOES: [NoTo; 4] = [NoTo::Email, NoTo::Phone, NoTo::Post, NoTo::All];

fn no_key(to: NoTo) -> &'static str {
    match to {
        NoTo::Email => "no-email",
        NoTo::Phone => "no-phone",
        NoTo::Post => "no-post",
        NoTo::All => "no-all",
    }
}

/// A target as the value of a choice.
pub(super) fn key_of(target: &Target) -> String {
    match target {
        Target::Skip => "skip".to_owned(),
        Target::FullName => "full".to_owned(),
        Target::Note => "note".to_owned(),
        Target::Claim => "claim".to_owned(),
        Target::OptOut(to) => no_key(*to).to_owned(),
        Target::Company { field } => format!("c{}", field.0),
        Target::Person { field, label } => format!("p{}.{label}", field.0),
        Target::Own { field } => format!("o{}", field.0),
    }
}

/// The target that a choice's value means.
pub(super) fn target_of(key: &str) -> Target {
    let field = |text: &str| text.parse().map(FieldKey);
    match key {
        "full" => Target::FullName,
        "note" => Target::Note,
        "claim" => Target::Claim,
        _ => {
            if let Some(to) = NOES.into_iter().find(|to| no_key(*to) == key) {
                return Target::OptOut(to);
            }
            if let Some(Ok(field)) = key.strip_prefix('c').map(field) {
                return Target::Company { field };
            }
            if let Some(Ok(field)) = key.strip_prefix('o').map(field) {
                return Target::Own { field };
            }
            let person = key.strip_prefix('p').and_then(|rest| rest.split_once('.'));
            match person.map(|(number, label)| (field(number), label)) {
                Some((Ok(field), label)) => Target::Person { field, label: label.to_owned() },
                _ => Target::Skip,
            }
        }
    }
}

fn labelled(shape: &Shape) -> bool {
    matches!(shape, Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses)
}

/// Whether values of a file can go there: it names no member of the vault and no record but the company.
fn takes(spec: &&FieldSpec) -> bool {
    !matches!(spec.shape, Shape::Member | Shape::Link(_) | Shape::Relations(_))
}

/// Words of a choice for a person's field.
fn person_words(spec: &FieldSpec, label: &str) -> String {
    if label.is_empty() { spec.label.clone() } else { format!("{}, {}", spec.label, t().fields.point(label)) }
}

/// Everything a column can go to, in groups. What is told of the choice has the id `told`.
#[component]
pub(super) fn TargetSelect(
    name: String,
    told: String,
    subject: Option<Kind>,
    value: Signal<String>,
    pick: impl Fn(String) + 'static,
) -> impl IntoView {
    let groups = match subject {
        Some(kind) => of_own(kind, value),
        None => of_people(value),
    };
    view! {
        <span class="select" class:muted=move || value.get() == "skip">
            <select autocomplete="off" aria-label=name aria-describedby=told prop:value=move || value.get() on:change=move |event| pick(event_target_value(&event))>
                {option(value, "skip".to_owned(), t().import.skip.to_owned())}
                {groups}
            </select>
            {icon(glyphs::CHEVRON_DOWN)}
        </span>
    }
}

fn option(value: Signal<String>, key: String, words: String) -> AnyView {
    let own = key.clone();
    view! { <option value=key selected=move || value.get() == own>{words}</option> }.into_any()
}

fn of_own(kind: Kind, value: Signal<String>) -> AnyView {
    let fields = app().fields(kind).into_iter();
    let fields = fields.map(|spec| option(value, key_of(&Target::Own { field: spec.key }), spec.label)).collect_view();
    view! {
        <optgroup label=kind_words(kind).0>
            {fields}
            {option(value, "note".to_owned(), t().import.note.to_owned())}
        </optgroup>
    }
    .into_any()
}

fn of_people(value: Signal<String>) -> AnyView {
    let company = app().fields(Kind::Company).into_iter().filter(|spec| takes(&spec)).map(|spec| {
        let key = key_of(&Target::Company { field: spec.key });
        option(value, key, format!("{}: {}", t().import.group_company, spec.label))
    });
    let person = person_targets(&value.get_untracked()).into_iter();
    view! {
        <optgroup label=t().import.group_person>
            {option(value, "full".to_owned(), t().import.full_name.to_owned())}
            {person.map(|(key, words)| option(value, key, words)).collect_view()}
            {option(value, "note".to_owned(), t().import.note.to_owned())}
        </optgroup>
        <optgroup label=t().import.group_privacy>
            {option(value, "claim".to_owned(), t().import.claim.to_owned())}
            {NOES.map(|to| option(value, no_key(to).to_owned(), (t().import.no_to)(to).to_owned())).collect_view()}
        </optgroup>
        <optgroup label=always().words.companies>{company.collect_view()}</optgroup>
    }
    .into_any()
}

/// The fields of people, contact points under each label; what is held is among them.
fn person_targets(held: &str) -> Vec<(String, String)> {
    let mut person = Vec::new();
    let specs = app().fields(Kind::Person);
    for spec in specs.iter().filter(takes) {
        if labelled(&spec.shape) {
            for label in LABELS {
                let target = Target::Person { field: spec.key, label: label.to_owned() };
                person.push((key_of(&target), person_words(spec, label)));
            }
        } else {
            let target = Target::Person { field: spec.key, label: String::new() };
            person.push((key_of(&target), spec.label.clone()));
        }
    }
    // A guess may carry a label of the file's own: it stays choosable.
    if let Target::Person { field, label } = target_of(held)
        && !person.iter().any(|(key, _)| *key == held)
    {
        let words = specs.iter().find(|spec| spec.key == field).map(|spec| person_words(spec, &label));
        person.push((held.to_owned(), words.unwrap_or(label)));
    }
    person
}

#[cfg(test)]
mod tests {
    use super::{FieldKey, NoTo, Target, key_of, target_of};

    #[test]
    fn every_target_survives_being_the_value_of_a_choice() {
        let person = |label: &str| Target::Person { field: FieldKey(20), label: label.to_owned() };
        let company = Target::Company { field: FieldKey(7) };
        for target in [
            Target::Skip,
            Target::FullName,
            Target::Note,
            Target::Claim,
            Target::OptOut(NoTo::Phone),
            Target::Own { field: FieldKey(0x4001) },
            company,
            person(""),
            person("work"),
            person("a.b c"),
        ] {
            assert_eq!(target_of(&key_of(&target)), target);
        }
    }
}
