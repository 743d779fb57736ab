//! Ways to the page of exports, with those who are asked about there. A number in the address tells the visits apart, so that
//! going back leads to whom each was about; whom it stands for, no address says.

use crate::state::App;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use tacit_bridge::privacy::export::ExportOf;
use tacit_bridge::records::{Id, Kind, RowsRequest};

/// Where that page is.
pub(super) const PATH: &str = "/privacy/export";
/// Visits whose selection is kept: one can be as long as the list.
const KEPT: usize = 16;

/// Goes to the page with those who are to be asked about.
pub(crate) fn export_of(app: App, of: ExportOf, go: impl FnOnce(&str)) {
    // By chance: an address from before a reload must not stand for what was selected since.
    let number = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    app.export_of.update(|visits| {
        let too_many = (visits.len() + 1).saturating_sub(KEPT);
        visits.drain(..too_many);
        visits.push((number, of));
    });
    go(&format!("{PATH}?of={number}"));
}

/// Which visit the address means; still the one before while that of another page stands there already.
pub(super) fn visit() -> Memo<Option<String>> {
    let (query, pathname) = (use_query_map(), use_location().pathname);
    Memo::new(move |before: Option<&Option<String>>| {
        let now = query.with(|query| query.get("of"));
        before.filter(|_| pathname.with(|path| path != PATH)).cloned().unwrap_or(now)
    })
}

/// Whom a visit is about: everybody where the address says nothing, and `None` where it is forgotten.
pub(super) fn whom(app: App, visit: Option<&str>) -> Option<ExportOf> {
    let Some(visit) = visit else { return Some(ExportOf::All) };
    let number: u32 = visit.parse().ok()?;
    let found = |visits: &Vec<(u32, ExportOf)>| visits.iter().find(|(known, _)| *known == number).cloned();
    app.export_of.with_untracked(found).map(|(_, of)| of)
}

/// These records, or these people.
pub(crate) fn export_these(kind: Kind, ids: Vec<Id>) -> ExportOf {
    if kind == Kind::Person { ExportOf::Records(ids) } else { ExportOf::Themselves(kind, ids) }
}

/// All of a list as it is shown.
pub(crate) fn export_list(list: RowsRequest) -> ExportOf {
    let list = Box::new(list);
    if list.kind == Kind::Person { ExportOf::Rows(list) } else { ExportOf::WholeList(list) }
}

/// Whether records of a kind can be exported.
pub(crate) fn exports(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Company | Kind::Deal | Kind::Task | Kind::Activity | Kind::Own(_))
}

/// The people of these companies.
pub(super) fn people_of(of: &ExportOf) -> Option<ExportOf> {
    match of {
        ExportOf::Themselves(Kind::Company, ids) => Some(ExportOf::Records(ids.clone())),
        ExportOf::WholeList(list) if list.kind == Kind::Company => Some(ExportOf::Rows(list.clone())),
        _ => None,
    }
}
