//! What is selected in the table on the page, and what is being written on many records at once.

use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, Id, Kind};

/// What is selected in the table on the page.
#[derive(Clone, Copy)]
pub(crate) struct Selected {
    /// Tells tables apart: the one before is taken away after the next is there.
    pub(crate) table: u32,
    /// Of which kind.
    pub(crate) kind: Kind,
    /// Which records, now.
    pub(crate) ids: Callback<(), Vec<Id>>,
    /// Selects none.
    pub(crate) clear: Callback<()>,
    /// Selects no longer what the table has come to show no more.
    pub(crate) settle: Callback<()>,
}

/// Records of which one field is to be written.
#[derive(Clone, PartialEq)]
pub(crate) struct Bulk {
    /// Of which kind.
    pub(crate) kind: Kind,
    /// Which.
    pub(crate) ids: Vec<Id>,
    /// The field that is offered first.
    pub(crate) field: Option<FieldKey>,
}
