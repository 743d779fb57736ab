//! One file: which column goes where, with values of it, and what the field there makes of them.

use super::Wizard;
use super::subject::Subject;
use super::targets::{TargetSelect, key_of, target_of};
use crate::strings::{said, t};
use crate::ui::{fresh_id, glyphs, icon, icon_of};
use leptos::prelude::*;
use tacit_bridge::import::{Column, ColumnNote, FilePreview, Preview, Target};
use tacit_bridge::records::Kind;

#[component]
pub(super) fn Mapping(wizard: Wizard, file: usize) -> impl IntoView {
    // What the file is, wherever its columns go: a choice draws none of it anew, so that the keys stay where it was made.
    let shown = Memo::new(move |_| {
        let shown = wizard.preview.with(|preview| preview.as_ref()?.files.get(file).cloned());
        shown.map(|mut shown| {
            for column in &mut shown.columns {
                (column.target, column.notes) = (Target::Skip, Vec::new());
            }
            shown
        })
    });
    let subject = Memo::new(move |_| wizard.subject(file));
    move || shown.get().map(|preview| card(wizard, (file, subject.get()), &preview))
}

fn card(wizard: Wizard, (file, subject): (usize, Option<Kind>), preview: &FilePreview) -> AnyView {
    let rows = preview
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| column_row(wizard, (file, subject), index, column, preview.rows))
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
                <p class="num">{t().import.format(&preview.format)}" · "{t().import.rows(preview.rows)}</p>
            </header>
            <Subject wizard file cards=preview.format.starts_with(super::CARDS) />
            {table}
        </section>
    }
    .into_any()
}

fn column_row(
    wizard: Wizard,
    (file, subject): (usize, Option<Kind>),
    index: usize,
    column: &Column,
    rows: u32,
) -> AnyView {
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
    let (caution, filled) = (column.caution.as_deref().map(|caution| warning(said(caution), "caution")), column.filled);
    let noted = Memo::new(move |_| {
        let of = |preview: &Option<Preview>| Some(preview.as_ref()?.files.get(file)?.columns.get(index)?.notes.clone());
        wizard.preview.with(of).unwrap_or_default()
    });
    let notes = move || {
        let words = |note: &ColumnNote| warning(note_words(note, filled), "column-note");
        noted.with(|notes| notes.iter().map(words).collect_view())
    };
    let samples = column.samples.iter().map(|sample| view! { <li class="cut">{sample.clone()}</li> }).collect_view();
    let told = fresh_id();
    view! {
        <tr data-testid="column" data-header=column.header.clone()>
            <td><b>{column.header.clone()}</b><span class="sub num" data-testid="column-filled">{t().import.with_value(filled, rows)}</span></td>
            <td class="samples"><ul>{samples}</ul></td>
            <td>
                <TargetSelect name=column.header.clone() told=told.clone() subject value pick />
                <div id=told>{caution}{notes}</div>
            </td>
            <td class="end">{surety(column.confidence, value)}</td>
        </tr>
    }
    .into_any()
}

/// How many values are meant and one of them, then what is wrong with them and what happens with them.
fn note_words(note: &ColumnNote, filled: u32) -> String {
    // A value that was mended into an empty cell is in none of the file's.
    let values = t().import.of_values(note.rows, filled.max(note.rows), &note.value);
    format!("{values}: {}. {}", said(&note.what), said(&note.todo))
}

fn warning(words: String, testid: &'static str) -> AnyView {
    view! { <p class="caution" data-testid=testid>{icon(glyphs::TRIANGLE_ALERT)}<span>{words}</span></p> }.into_any()
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
