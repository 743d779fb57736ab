//! Fields of the team's own in the form for a new record. What no purpose needs stands behind a press, and what is of a
//! special category waits for the person's page, where its basis is.

use super::draft::{Entry, Place};
use super::entry_view;
use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::prelude::*;
use tacit_bridge::records::Kind;

pub(super) fn own_fields(kind: Kind, entries: Vec<Entry>, special: &[String]) -> Option<AnyView> {
    let at = |place: Place| {
        let here = entries.iter().filter(|entry| entry.place == place).cloned();
        here.map(|entry| entry_view(kind, entry, false, false)).collect::<Vec<_>>()
    };
    let (own, unneeded) = (at(Place::Own), at(Place::Unneeded));
    if own.is_empty() && unneeded.is_empty() && special.is_empty() {
        return None;
    }
    let heading = (!own.is_empty()).then(|| view! { <legend>{t().own.group}</legend> });
    let waits = (!special.is_empty()).then(|| {
        view! { <p class="with-icon hint" data-testid="special-waits">{icon(glyphs::LOCK)}<span>{t().create.special(&special.join(", "))}</span></p> }
    });
    let behind = (!unneeded.is_empty()).then(|| {
        view! {
            <details class="more" data-testid="unneeded-fields">
                <summary>{icon(glyphs::CHEVRON_RIGHT)}{t().create.more_fields(unneeded.len() as u32)}</summary>
                <p class="hint">{t().create.no_purpose}</p>
                <div class="fields">{unneeded}</div>
            </details>
        }
    });
    Some(
        view! {
            <fieldset class="own-part" aria-label=t().own.group data-testid="own-part">
                {heading}
                <div class="fields">{own}</div>
                {waits}
                {behind}
            </fieldset>
        }
        .into_any(),
    )
}
