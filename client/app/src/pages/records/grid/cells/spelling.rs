//! Choices and days as the page's language writes them, where the worker takes and gives them as they are kept.

use crate::pages::record::kept_day;
use crate::state::App;
use crate::strings::t;
use tacit_bridge::records::{FieldKey, Kind, Shape};

/// A cell's text in the page's language.
pub(super) fn shown(app: App, kind: Kind, field: FieldKey, kept: String) -> String {
    if field.is_consent() {
        return t().fields.choice(field, &kept);
    }
    match (app.field(kind, field).map(|spec| spec.shape), kept.as_str()) {
        (Some(Shape::Choice(_)), _) => t().fields.choice(field, &kept),
        (Some(Shape::YesNo), "yes") => t().fields.yes.to_owned(),
        (Some(Shape::YesNo), "no") => t().fields.no.to_owned(),
        (Some(Shape::Date), _) => t().record.typed_day(&kept),
        _ => kept,
    }
}

/// A cell's text as it is kept; what is no choice stays as it was typed.
pub(super) fn kept(app: App, kind: Kind, field: FieldKey, typed: String) -> String {
    let known = match app.field(kind, field).map(|spec| spec.shape) {
        Some(Shape::Choice(words)) => words,
        Some(Shape::YesNo) => vec!["yes".to_owned(), "no".to_owned()],
        Some(Shape::Date) => return kept_day(field, &typed),
        _ => return typed,
    };
    let wanted = typed.trim().to_lowercase();
    known.into_iter().find(|word| shown(app, kind, field, word.clone()).to_lowercase() == wanted).unwrap_or(typed)
}
