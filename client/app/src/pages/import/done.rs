//! What was imported, and the way back.

use super::counted_words;
use crate::format;
use crate::pages::many::with_end;
use crate::shell::{list_name, list_path};
use crate::state::{Back, app};
use crate::strings::t;
use crate::ui::{Button, Empty, Weight, glyphs};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tacit_bridge::import::ImportSummary;
use tacit_bridge::records::Kind;

#[component]
pub(super) fn Done(summary: ImportSummary) -> impl IntoView {
    let app = app();
    let navigate = use_navigate();
    let back = use_navigate();
    let undoing = RwSignal::new(false);
    let step = summary.undo;
    let own = summary.own.first().filter(|_| summary.people + summary.merged == 0);
    let shown = own.map_or(Kind::Person, |tally| tally.kind);
    let show = match own {
        Some(_) => t().import.show_own(&list_name(shown)),
        None => t().import.show.to_owned(),
    };
    let undo = move |_| {
        undoing.set(true);
        let (back, back_to) = (back.clone(), list_path(shown).into_owned());
        spawn_local(async move {
            // Stopped before it was through, it can go on from here.
            if app.take(Back::Undo(step), Some(t().import.undone)).await {
                back(&back_to, Default::default());
            }
            undoing.try_set(false);
        });
    };
    let skipped = (summary.skipped > 0).then(|| format!(" {} {}.", format::count(summary.skipped), t().import.skipped));
    let whole = format!("{}{}", counted_words(&summary), skipped.unwrap_or_default());
    let (title, words) = match &summary.stopped {
        Some(stopped) => (t().import.stopped, with_end(t().import.stopped_words.to_owned(), Some(stopped.clone()))),
        None => (t().import.done, whole),
    };
    let is_undone = summary.stopped.as_ref().is_none_or(|stopped| stopped.done > 0);
    let glyph = if summary.stopped.is_some() { glyphs::TRIANGLE_ALERT } else { glyphs::CIRCLE_CHECK };
    let said = if summary.stopped.is_some() { Vec::new() } else { said(&summary) };
    view! {
        <section class="card" data-testid="import-done">
            <Empty glyph title words>
                {(!said.is_empty()).then(|| view! { <p class="quiet" data-testid="import-said">{said.join(" ")}</p> })}
                <Button
                    words=show weight=Weight::Primary press=move |_| navigate(&list_path(shown), Default::default())
                    testid="import-show"
                />
                {(summary.claims > 0).then(|| view! {
                    <A href="/privacy/ledger" attr:class="btn" attr:data-testid="import-prove">{t().import.prove}</A>
                })}
                {is_undone.then(|| view! {
                    <Button words=t().import.undo_all glyph=glyphs::UNDO busy=undoing press=undo testid="import-undo" />
                })}
            </Empty>
        </section>
    }
}

/// What came of the columns about consents, in sentences.
fn said(summary: &ImportSummary) -> Vec<String> {
    let sentences = [
        (summary.claims, t().import.claimed(summary.claims)),
        (summary.opted_out, t().import.left_alone(summary.opted_out)),
        (summary.suppressed, t().import.suppressed(summary.suppressed)),
    ];
    sentences.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect()
}
