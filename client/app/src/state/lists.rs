//! Where a list stands: what is searched, filtered and sorted, how far it is scrolled. Search and tag are customer
//! data and never go into the address; the sort does.

use crate::pages::columns;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, Filter, Kind, RowsRequest, Sort, Test};

/// Kinds that have a list.
pub(crate) const LISTED: [Kind; 5] = [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity];

/// How the records of a list are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Layout {
    /// In rows.
    Table,
    /// In columns, by stage.
    Board,
}

impl Layout {
    /// What a list begins with: deals by their stage, all else in rows.
    pub(crate) fn first(kind: Kind) -> Self {
        if kind == Kind::Deal { Self::Board } else { Self::Table }
    }
}

/// One list's standing, kept while its records are looked at.
#[derive(Clone, Copy)]
pub(crate) struct ListState {
    /// As typed.
    pub(crate) search: RwSignal<String>,
    /// Only with this tag.
    pub(crate) tag: RwSignal<Option<String>>,
    /// Of tasks, those that are done as well.
    pub(crate) done: RwSignal<bool>,
    /// Order; nothing is by name.
    pub(crate) sort: RwSignal<Vec<Sort>>,
    /// Rows or columns.
    pub(crate) layout: RwSignal<Layout>,
    /// The row that keys act on.
    pub(crate) cursor: RwSignal<Option<u32>>,
    /// Scrolled so far, in pixels.
    pub(crate) top: RwSignal<f64>,
    kind: Kind,
}

/// What a list is sorted by unless something else is chosen: tasks by when they are due, activities by when they were.
pub(crate) fn first_sort(kind: Kind) -> Vec<Sort> {
    match kind {
        Kind::Task => vec![Sort { field: Some(FieldKey::DUE), descending: false }],
        Kind::Activity => vec![Sort { field: Some(FieldKey::WHEN), descending: true }],
        _ => Vec::new(),
    }
}

impl ListState {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            search: RwSignal::default(),
            tag: RwSignal::default(),
            done: RwSignal::new(false),
            sort: RwSignal::new(first_sort(kind)),
            layout: RwSignal::new(Layout::first(kind)),
            cursor: RwSignal::default(),
            top: RwSignal::new(0.0),
            kind,
        }
    }

    pub(super) fn clear(self) {
        self.search.set(String::new());
        self.tag.set(None);
        self.done.set(false);
        self.sort.set(first_sort(self.kind));
        self.layout.set(Layout::first(self.kind));
        self.cursor.set(None);
        self.top.set(0.0);
    }

    /// The first rows of what it shows; reads its signals.
    pub(crate) fn request(self) -> RowsRequest {
        let tag = self.tag.get().map(|tag| Filter::Field(FieldKey::TAGS, Test::Is(vec![tag])));
        let open = (self.kind == Kind::Task && !self.done.get())
            .then(|| Filter::Not(Box::new(Filter::Field(FieldKey::DONE, Test::Filled))));
        RowsRequest {
            search: self.search.get(),
            filter: Filter::All(tag.into_iter().chain(open).collect()),
            sort: self.sort.get(),
            columns: columns(self.kind).to_vec(),
            ..RowsRequest::all(self.kind)
        }
    }

    /// Whether something is searched or filtered; reads its signals.
    pub(crate) fn is_narrowed(self) -> bool {
        !self.search.with(String::is_empty) || self.tag.with(Option::is_some)
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
