//! Signs that a team can give to a kind of its own, by the names under which they are kept.

use crate::ui::glyphs;

/// Name and drawing, in the order in which they are offered; the first is what a new kind has.
pub(crate) const SIGNS: [(&str, &str); 12] = [
    ("box", glyphs::BOX),
    ("briefcase", glyphs::BRIEFCASE),
    ("scale", glyphs::SCALE),
    ("folder", glyphs::FOLDER),
    ("heart", glyphs::HEART),
    ("home", glyphs::HOUSE),
    ("book", glyphs::BOOK),
    ("flag", glyphs::FLAG),
    ("map-pin", glyphs::MAP_PIN),
    ("megaphone", glyphs::MEGAPHONE),
    ("shield", glyphs::SHIELD),
    ("sparkles", glyphs::SPARKLES),
];

/// The drawing of a sign; of one that a newer version offers, the first.
pub(crate) fn glyph(name: &str) -> &'static str {
    SIGNS.iter().find(|(known, _)| *known == name).map_or(SIGNS[0].1, |(_, glyph)| *glyph)
}
