//! What the palette acts on: the rows that are selected, or else the record on the page; and what it does with them.

use super::{kind_at, list_path};
use crate::pages::{Listing, begin_edit, export_of};
use crate::state::{App, Bulk};
use crate::strings::{always, t};
use crate::ui::glyphs;
use leptos::prelude::*;
use tacit_bridge::privacy::export::ExportOf;
use tacit_bridge::records::{FieldKey, Id, Kind, is_picked};

/// Records that are acted on.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct On {
    kind: Kind,
    ids: Vec<Id>,
    /// Rows of a table, not the record on the page.
    pub(super) selected: bool,
}

/// What is done with them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    Edit,
    Tag,
    ToList,
    Export,
    Delete,
}

impl Deed {
    /// Its sign, its words, its key.
    pub(super) fn line(self, on: &On) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Edit => (glyphs::PENCIL, t().list.edit, if on.selected { "" } else { "E" }),
            Self::Tag => (glyphs::PLUS, t().several.add_tag, ""),
            Self::ToList => (glyphs::LIST, t().lists.add_to, ""),
            Self::Export => (glyphs::DOWNLOAD, t().export.export, ""),
            Self::Delete => (glyphs::TRASH, always().words.delete, if on.selected { "Del" } else { "" }),
        }
    }
}

/// What is selected in the table, or else the record on the page.
pub(super) fn acted_on(app: App) -> Option<On> {
    if let Some(selected) = app.selection.get_untracked() {
        let ids = selected.ids.try_run(()).unwrap_or_default();
        if !ids.is_empty() {
            return Some(On { kind: selected.kind, ids, selected: true });
        }
    }
    let path = window().location().pathname().unwrap_or_default();
    let kind = kind_at(&path)?;
    let id = Id::from_hex(path.strip_prefix(&*list_path(kind))?.trim_start_matches('/'))?;
    Some(On { kind, ids: vec![id], selected: false })
}

/// What can be done with them by whoever may write.
pub(super) fn deeds(app: App, on: &On) -> Vec<Deed> {
    let tags = app.field(on.kind, FieldKey::TAGS).is_some();
    let exports = matches!(on.kind, Kind::Person | Kind::Company);
    let offered = [
        (Deed::Edit, true),
        (Deed::Tag, tags),
        (Deed::ToList, is_picked(on.kind)),
        (Deed::Export, exports),
        (Deed::Delete, true),
    ];
    offered.into_iter().filter(|(_, offered)| *offered).map(|(deed, _)| deed).collect()
}

/// Does it.
pub(super) fn perform(app: App, deed: Deed, on: On, go: impl Fn(&str)) {
    let On { kind, ids, selected } = on;
    match deed {
        // The palette is still on the page, and gives the keys back to where they were once it is gone.
        Deed::Edit if !selected => request_animation_frame(|| request_animation_frame(begin_edit)),
        Deed::Edit => app.bulk.set(Some(Bulk { kind, ids, field: None })),
        Deed::Tag => app.bulk.set(Some(Bulk { kind, ids, field: Some(FieldKey::TAGS) })),
        Deed::ToList => app.listing.set(Some(Listing::Pick(ids))),
        Deed::Export => export_of(app, ExportOf::Records(ids), go),
        Deed::Delete => {
            let table = app.selection.get_untracked().filter(|_| selected);
            crate::pages::records::delete(kind, ids);
            match table {
                Some(table) => drop(table.clear.try_run(())),
                None => go(&list_path(kind)),
            }
        }
    }
}
