//! Ways to the page of exports, with those who are asked about there.

use crate::state::App;
use leptos::prelude::*;
use tacit_bridge::privacy::export::ExportOf;
use tacit_bridge::records::{Id, Kind, RowsRequest};

/// Where that page is.
const PATH: &str = "/privacy/export";

/// Goes to the page with those who are to be asked about.
pub(crate) fn export_of(app: App, of: ExportOf, go: impl FnOnce(&str)) {
    app.export_of.set(of);
    go(PATH);
}

/// Whoever goes there by a link that is about nobody means everybody; whoever goes back finds what was asked about.
pub(crate) fn export_anew(app: App, to: &str) {
    if to == PATH {
        app.export_of.set(ExportOf::All);
    }
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
