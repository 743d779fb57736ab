//! Where a list stands: what is searched, filtered and sorted, how far it is scrolled. Search and tag are customer
//! data and never go into the address; the sort does.

use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, Kind, RowsRequest};

/// By which field, which way.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sort {
    /// `None` is by name.
    pub(crate) field: Option<FieldKey>,
    /// Largest first.
    pub(crate) descending: bool,
}

/// One list's standing, kept while its records are looked at.
#[derive(Clone, Copy)]
pub(crate) struct ListState {
    /// As typed.
    pub(crate) search: RwSignal<String>,
    /// Only with this tag.
    pub(crate) tag: RwSignal<Option<String>>,
    /// Order.
    pub(crate) sort: RwSignal<Sort>,
    /// The row that keys act on.
    pub(crate) cursor: RwSignal<Option<u32>>,
    /// Scrolled so far, in pixels.
    pub(crate) top: RwSignal<f64>,
}

impl ListState {
    pub(super) fn new() -> Self {
        Self {
            search: RwSignal::default(),
            tag: RwSignal::default(),
            sort: RwSignal::default(),
            cursor: RwSignal::default(),
            top: RwSignal::new(0.0),
        }
    }

    pub(super) fn clear(self) {
        self.search.set(String::new());
        self.tag.set(None);
        self.sort.set(Sort::default());
        self.cursor.set(None);
        self.top.set(0.0);
    }

    /// The first rows of what it shows; reads its signals.
    pub(crate) fn request(self, kind: Kind) -> RowsRequest {
        let sort = self.sort.get();
        RowsRequest {
            kind,
            search: self.search.get(),
            company: None,
            tag: self.tag.get(),
            sort: sort.field,
            descending: sort.descending,
            first: 0,
            count: 0,
        }
    }
}

/// The list a record was opened from, to walk on with J and K.
#[derive(Clone, PartialEq)]
pub(crate) struct Trail {
    /// What the list showed.
    pub(crate) request: RowsRequest,
    /// Which of its rows is shown.
    pub(crate) index: u32,
    /// Its length.
    pub(crate) total: u32,
}
