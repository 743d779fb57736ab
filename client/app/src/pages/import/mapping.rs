//! One file: which column goes where.

use super::Wizard;
use crate::state::app;
use crate::strings::t;
use crate::ui::{glyphs, icon, icon_of};
use leptos::prelude::*;
use tacit_bridge::import::{Column, FilePreview, NoTo, Target};
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
fn key_of(target: &Target) -> String {
    match target {
        Target::Skip => "skip".to_owned(),
        Target::FullName => "full".to_owned(),
        Target::Note => "note".to_owned(),
        Target::Claim => "claim".to_owned(),
        Target::OptOut(to) => no_key(*to).to_owned(),
        Target::Company { field } => format!("c{}", field.0),
        Target::Person { field, label } => format!("p{}.{label}", field.0),
    }
}

/// The target that a choice's value means.
fn target_of(key: &str) -> Target {
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

/// Words of a choice for a person's field.
fn person_words(spec: &FieldSpec, label: &str) -> String {
    if label.is_empty() { spec.label.clone() } else { format!("{}, {}", spec.label, t().fields.point(label)) }
}

#[component]
pub(super) fn Mapping(wizard: Wizard, file: usize) -> impl IntoView {
    let shown = Memo::new(move |_| {
        wizard.preview.with(|preview| preview.as_ref().and_then(|preview| preview.files.get(file).cloned()))
    });
    move || shown.get().map(|preview| card(wizard, file, &preview))
}

fn card(wizard: Wizard, file: usize, preview: &FilePreview) -> AnyView {
    let rows = preview
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| column_row(wizard, file, index, column, preview.rows))
        .collect_view();
    let table = if preview.columns.is_empty() {
        view! { <div class="body quiet">{t().import.cards}</div> }.into_any()
    } else {
        view! {
            <div class="facts mapping">
                <table>
                    <thead>
                        <tr><th>{t().import.column}</th><th>{t().import.samples}</th><th>{t().import.goes_to}</th><th></th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card" data-testid="import-file">
            <header>
                {icon_of(glyphs::FILE_SPREADSHEET, 16)}
                <h2 class="cut">{preview.name.clone()}</h2>
                <p class="num">{preview.format.clone()}" · "{t().import.rows(preview.rows)}</p>
            </header>
            {table}
        </section>
    }
    .into_any()
}

fn column_row(wizard: Wizard, file: usize, index: usize, column: &Column, rows: u32) -> AnyView {
    let target = Memo::new(move |_| {
        wizard.preview.with(|preview| {
            let preview = preview.as_ref()?;
            preview.plan.targets.get(file)?.get(index).cloned()
        })
    });
    let value = Signal::derive(move || target.get().as_ref().map_or_else(|| "skip".to_owned(), key_of));
    let pick = move |picked: String| {
        wizard.adjust(|plan| {
            if let Some(slot) = plan.targets.get_mut(file).and_then(|targets| targets.get_mut(index)) {
                *slot = target_of(&picked);
            }
        });
    };
    let caution = column.caution.as_deref().map(crate::strings::said).map(|caution| {
        view! { <p class="caution">{icon(glyphs::TRIANGLE_ALERT)}<span>{caution}</span></p> }
    });
    view! {
        <tr data-testid="column" data-header=column.header.clone()>
            <td><b>{column.header.clone()}</b><span class="sub num">{t().import.filled(column.filled, rows)}</span></td>
            <td class="samples"><div class="cut">{column.samples.join(" · ")}</div></td>
            <td><TargetSelect name=column.header.clone() value pick />{caution}</td>
            <td class="end">{surety(column.confidence, value)}</td>
        </tr>
    }
    .into_any()
}

/// How sure the guess is; nothing for what is left out.
fn surety(confidence: u8, value: Signal<String>) -> impl IntoView {
    let (words, class) = match confidence {
        85.. => (t().import.sure, "surety ok"),
        55..=84 => (t().import.fairly_sure, "surety quiet"),
        _ => (t().import.please_check, "surety warn"),
    };
    let glyph = if confidence >= 85 { glyphs::CHECK } else { glyphs::INFO };
    let guessed = value.get_untracked();
    move || {
        let mine = value.get() == guessed && guessed != "skip";
        mine.then(|| view! { <span class=class>{icon(glyph)}{words}</span> })
    }
}

/// Everything a column can go to, in groups.
#[component]
fn TargetSelect(name: String, value: Signal<String>, pick: impl Fn(String) + 'static) -> impl IntoView {
    let app = app();
    let option = move |key: String, words: String| {
        let own = key.clone();
        view! { <option value=key selected=move || value.get() == own>{words}</option> }
    };
    let mut person = Vec::new();
    // No file names a member of the vault.
    for spec in app.fields(Kind::Person).into_iter().filter(|spec| spec.shape != Shape::Member) {
        if labelled(&spec.shape) {
            for label in LABELS {
                let target = Target::Person { field: spec.key, label: label.to_owned() };
                person.push((key_of(&target), person_words(&spec, label)));
            }
        } else {
            person.push((key_of(&Target::Person { field: spec.key, label: String::new() }), spec.label));
        }
    }
    // A guess may carry a label of the file's own: it stays choosable.
    let held = value.get_untracked();
    if let Target::Person { field, label } = target_of(&held)
        && !person.iter().any(|(key, _)| *key == held)
    {
        let specs = app.fields(Kind::Person);
        let words = specs.iter().find(|spec| spec.key == field).map(|spec| person_words(spec, &label));
        person.push((held, words.unwrap_or(label)));
    }
    let company = app.fields(Kind::Company);
    let company = company
        .into_iter()
        .filter(|spec| spec.shape != Shape::Member)
        .map(|spec| (key_of(&Target::Company { field: spec.key }), spec.label));
    let person = person.into_iter().map(|(key, words)| option(key, words)).collect_view();
    let company =
        company.map(|(key, text)| option(key, format!("{}: {text}", t().import.group_company))).collect_view();
    view! {
        <span class="select" class:muted=move || value.get() == "skip">
            <select autocomplete="off" aria-label=name prop:value=move || value.get() on:change=move |event| pick(event_target_value(&event))>
                {option("skip".to_owned(), t().import.skip.to_owned())}
                <optgroup label=t().import.group_person>
                    {option("full".to_owned(), t().import.full_name.to_owned())}
                    {person}
                    {option("note".to_owned(), t().import.note.to_owned())}
                </optgroup>
                <optgroup label=t().import.group_privacy>
                    {option("claim".to_owned(), t().import.claim.to_owned())}
                    {NOES.map(|to| option(no_key(to).to_owned(), (t().import.no_to)(to).to_owned())).collect_view()}
                </optgroup>
                <optgroup label=t().words.companies>{company}</optgroup>
            </select>
            {icon(glyphs::CHEVRON_DOWN)}
        </span>
    }
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
            company,
            person(""),
            person("work"),
            person("a.b c"),
        ] {
            assert_eq!(target_of(&key_of(&target)), target);
        }
    }
}
