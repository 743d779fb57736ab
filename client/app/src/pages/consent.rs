//! Where somebody stands with a purpose, as lists and records show it: a sign, a hue and a word.

use crate::strings::t;
use crate::ui::{glyphs, icon_of};
use leptos::prelude::*;
use tacit_bridge::records::FieldKey;

/// Hue and sign of a word that the worker tells.
fn look(word: &str) -> (&'static str, Option<&'static str>) {
    match word {
        "yes" => ("ok", Some(glyphs::CHECK)),
        "ends soon" | "to confirm" | "asked" | "ask again" => ("warn", Some(glyphs::CLOCK)),
        "expired" | "refused" | "withdrawn" => ("no", Some(glyphs::BAN)),
        "not asked" => ("faint", None),
        _ => ("", Some(glyphs::BAN)),
    }
}

/// The hue of a word.
pub(crate) fn consent_hue(word: &str) -> &'static str {
    look(word).0
}

/// The sign, and the word; where it stands alone it says of which purpose.
pub(crate) fn consent_words(word: &str, purpose: Option<&str>) -> AnyView {
    let words = match purpose {
        Some(purpose) => format!("{purpose}: {}", t().fields.standing(word)),
        None => t().fields.choice(FieldKey::A_CONSENT, word),
    };
    let sign = look(word).1.map(|glyph| icon_of(glyph, 14));
    view! { {sign}<span class="cut">{words}</span> }.into_any()
}
