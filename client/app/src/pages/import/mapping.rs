//! One file: which column goes where.

use super::Wizard;
use super::subject::Subject;
use super::targets::{TargetSelect, key_of, target_of};
use crate::strings::t;
use crate::ui::{glyphs, icon, icon_of};
use leptos::prelude::*;
use tacit_bridge::import::{Column, FilePreview};
use tacit_bridge::records::Kind;

#[component]
pub(super) fn Mapping(wizard: Wizard, file: usize) -> impl IntoView {
    let shown = Memo::new(move |_| {
        wizard.preview.with(|preview| preview.as_ref().and_then(|preview| preview.files.get(file).cloned()))
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
    let caution = column.caution.as_deref().map(crate::strings::said).map(|caution| {
        view! { <p class="caution">{icon(glyphs::TRIANGLE_ALERT)}<span>{caution}</span></p> }
    });
    view! {
        <tr data-testid="column" data-header=column.header.clone()>
            <td><b>{column.header.clone()}</b><span class="sub num">{t().import.filled(column.filled, rows)}</span></td>
            <td class="samples"><div class="cut">{column.samples.join(" · ")}</div></td>
            <td><TargetSelect name=column.header.clone() subject value pick />{caution}</td>
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
