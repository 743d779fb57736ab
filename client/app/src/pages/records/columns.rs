//! The columns of the tables: which fields there are, what heads them, how wide they are.

use crate::state::app;
use crate::strings::{always, t};
use tacit_bridge::records::{Calc, Column, FieldKey, FieldSpec, Kind, Shape};

/// Narrowest column, in pixels.
pub(super) const MIN_WIDTH: u16 = 64;
/// Between two columns, as the style sheet has it.
const GAP: u32 = 14;
/// What stands beside all columns: the box that selects, and the edges.
const BESIDE: u32 = 34 + 40;

/// What a column is called.
pub(crate) fn label(kind: Kind, field: FieldKey) -> String {
    match field {
        FieldKey::NAME => always().words.name.to_owned(),
        FieldKey::CHANGED => t().list.changed.to_owned(),
        FieldKey::CHANGED_BY => t().list.changed_by.to_owned(),
        FieldKey::MADE => t().list.made.to_owned(),
        FieldKey::MADE_BY => t().list.made_by.to_owned(),
        FieldKey::CONTACTED => t().list.contacted.to_owned(),
        FieldKey::PEOPLE_HERE => always().words.people.to_owned(),
        field => app().field_name(kind, field),
    }
}

/// Form of a column's values; none where there is no such field.
pub(super) fn shape(kind: Kind, field: FieldKey) -> Option<Shape> {
    match field {
        FieldKey::CHANGED | FieldKey::MADE | FieldKey::CONTACTED => Some(Shape::Moment),
        FieldKey::CHANGED_BY | FieldKey::MADE_BY => Some(Shape::Member),
        FieldKey::PEOPLE_HERE => None,
        field => app().field(kind, field).map(|spec| spec.shape),
    }
}

/// Every field that can be a column, in display order.
pub(super) fn offered(kind: Kind) -> Vec<FieldKey> {
    let parts_of_name = [FieldKey::NAME];
    let fields = app().fields(kind).into_iter().map(|spec| spec.key).filter(|key| !parts_of_name.contains(key));
    let counted = (kind == Kind::Company).then_some(FieldKey::PEOPLE_HERE);
    let contacted = matches!(kind, Kind::Person | Kind::Company | Kind::Deal).then_some(FieldKey::CONTACTED);
    let stamps = [FieldKey::MADE, FieldKey::MADE_BY, FieldKey::CHANGED, FieldKey::CHANGED_BY];
    let consents = app().consents(kind).into_iter().map(|spec| spec.key);
    fields.chain(consents).chain(counted).chain(contacted).chain(stamps).collect()
}

/// What rows are sorted by when a column's head is pressed; the outer `None` if they cannot be.
pub(super) fn sort_of(kind: Kind, field: FieldKey) -> Option<Option<FieldKey>> {
    match field {
        FieldKey::NAME => Some(None),
        field if is_told(field) => Some(Some(field)),
        field => {
            let spec = app().field(kind, field)?;
            (spec.sortable && spec.shape != Shape::Tags).then_some(Some(field))
        }
    }
}

/// Whether it is read from when and by whom a record was written, or from what was done about it: nobody types it.
pub(super) fn is_told(field: FieldKey) -> bool {
    let by_whom = matches!(field, FieldKey::MADE_BY | FieldKey::CHANGED_BY);
    by_whom || matches!(field, FieldKey::MADE | FieldKey::CHANGED | FieldKey::CONTACTED | FieldKey::PEOPLE_HERE)
}

/// What rows can be grouped by, with what it is called.
pub(super) fn grouping(kind: Kind) -> Vec<(FieldKey, String)> {
    let fields = app().fields(kind).into_iter().filter(groups_by).map(|spec| (spec.key, spec.label));
    let by_whom = [FieldKey::MADE_BY, FieldKey::CHANGED_BY].map(|field| (field, label(kind, field)));
    let consents = app().consents(kind).into_iter().map(|spec| (spec.key, spec.label));
    fields.chain(consents).chain(by_whom).collect()
}

/// Whether rows can be grouped by this field.
fn groups_by(spec: &FieldSpec) -> bool {
    if spec.masked {
        return false;
    }
    matches!(
        spec.shape,
        Shape::Choice(_)
            | Shape::Tags
            | Shape::Link(_)
            | Shape::Relations(_)
            | Shape::Member
            | Shape::YesNo
            | Shape::Date
    ) || matches!(spec.key, FieldKey::INDUSTRY | FieldKey::JOB_TITLE)
}

/// Figures that make sense under a column.
pub(super) fn figures_of(kind: Kind, field: FieldKey) -> &'static [Calc] {
    if field.is_consent() {
        return &[Calc::Consented, Calc::Withdrew, Calc::Unasked];
    }
    if app().field(kind, field).is_some_and(|spec| spec.masked) {
        return &[Calc::Filled, Calc::Blank];
    }
    match shape(kind, field) {
        Some(Shape::Money | Shape::Decimal) => {
            &[Calc::Sum, Calc::Mean, Calc::Least, Calc::Most, Calc::Filled, Calc::Blank]
        }
        Some(Shape::Date | Shape::Moment) => &[Calc::Least, Calc::Most, Calc::Filled, Calc::Blank],
        Some(Shape::Text | Shape::Choice(_) | Shape::Tags | Shape::Link(_) | Shape::Relations(_) | Shape::Member) => {
            &[Calc::Filled, Calc::Blank, Calc::Distinct]
        }
        Some(_) => &[Calc::Filled, Calc::Blank],
        None => &[],
    }
}

/// Whether a column holds numbers, which stand at its end, digit under digit.
pub(super) fn is_number(kind: Kind, field: FieldKey) -> bool {
    field == FieldKey::PEOPLE_HERE || matches!(shape(kind, field), Some(Shape::Money | Shape::Decimal))
}

/// Narrowest and widest that a column is made by itself: pixels, and its share of what is left.
fn natural(field: FieldKey) -> (u16, f32) {
    match field {
        FieldKey::NAME => (180, 1.6),
        FieldKey::CHANGED | FieldKey::MADE => (92, 0.0),
        FieldKey::CONTACTED => (112, 0.0),
        FieldKey::EMAILS => (190, 2.2),
        FieldKey::COMPANY => (130, 1.3),
        FieldKey::ABOUT => (140, 1.3),
        FieldKey::TAGS => (112, 1.0),
        FieldKey::NOTES => (200, 2.4),
        FieldKey::DOMAIN => (150, 1.4),
        FieldKey::STATUS => (96, 0.6),
        FieldKey::DONE | FieldKey::TYPE => (84, 0.6),
        FieldKey::PEOPLE_HERE => (88, 0.5),
        FieldKey::AMOUNT => (134, 1.0),
        field if field.is_consent() => (of_consents(), 0.8),
        _ => (120, 1.0),
    }
}

/// As wide as the longest of the words that are met most needs with its sign: in some languages they are long.
fn of_consents() -> u16 {
    const WORDS: [&str; 4] = ["to confirm", "ask again", "unproven", "not asked"];
    let letters = WORDS.iter().map(|word| t().fields.choice(FieldKey::A_CONSENT, word).chars().count()).max();
    28 + 7 * letters.unwrap_or_default() as u16
}

/// The name's column and those behind it.
pub(super) fn with_name(columns: &[Column]) -> Vec<Column> {
    let name = columns.iter().find(|column| column.field == FieldKey::NAME).copied();
    let rest = columns.iter().filter(|column| column.field != FieldKey::NAME).copied();
    std::iter::once(name.unwrap_or(FieldKey::NAME.into())).chain(rest).collect()
}

/// Widths of a table's columns, as a grid takes them, and the narrowest that the table can be, in pixels.
pub(super) fn widths(columns: &[Column]) -> (String, u32) {
    let mut tracks = vec!["34px".to_owned()];
    let mut least = BESIDE;
    for column in with_name(columns) {
        let (natural, share) = natural(column.field);
        let width = column.width.unwrap_or(natural);
        least += u32::from(width) + GAP;
        tracks.push(match column.width {
            Some(width) => format!("{width}px"),
            None if share == 0.0 => format!("{natural}px"),
            None => format!("minmax({natural}px, {share}fr)"),
        });
    }
    // Columns of a given width leave the rest of the line to nobody.
    if columns.iter().any(|column| column.width.is_some()) {
        tracks.push("minmax(0, 1fr)".to_owned());
    }
    (tracks.join(" "), least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};

    #[test]
    fn a_consent_has_room_for_its_words_in_every_language() {
        let tracks = |language| {
            speak(language);
            widths(&[FieldKey::A_CONSENT.into()]).0
        };
        assert!(tracks(Language::English).ends_with("minmax(98px, 0.8fr)"));
        assert!(tracks(Language::German).ends_with("minmax(119px, 0.8fr)"));
        speak(Language::English);
    }

    #[test]
    fn a_table_is_as_wide_as_its_columns_need() {
        let column = |field, width| Column { width, ..Column::from(field) };
        let (tracks, least) = widths(&[column(FieldKey::EMAILS, None), column(FieldKey::CHANGED, None)]);
        assert_eq!(tracks, "34px minmax(180px, 1.6fr) minmax(190px, 2.2fr) 92px");
        assert_eq!(least, BESIDE + 180 + 190 + 92 + 3 * GAP);
        let given = [column(FieldKey::NAME, Some(300)), column(FieldKey::EMAILS, Some(90))];
        assert_eq!(widths(&given).0, "34px 300px 90px minmax(0, 1fr)");
    }
}
