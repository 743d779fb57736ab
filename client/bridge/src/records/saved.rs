//! Saved views: how a list looks, kept for one member or for all.

use super::{Calc, FieldKey, Filter, Id, Kind, Sort};
use serde::{Deserialize, Serialize};

/// Most columns of a list.
pub const MAX_COLUMNS: usize = 64;
/// Widest column, in pixels.
pub const MAX_WIDTH: u16 = 1200;

/// How records are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// In rows.
    Table,
    /// In columns, by stage.
    Board,
    /// By day.
    Calendar,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The field it shows.
    pub field: FieldKey,
    /// Its width in pixels, if it was given one.
    pub width: Option<u16>,
    /// The figure under it.
    pub calc: Option<Calc>,
}

impl From<FieldKey> for Column {
    fn from(field: FieldKey) -> Self {
        Self { field, width: None, calc: None }
    }
}

/// How a list looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// In rows, in columns or by day.
    pub layout: Layout,
    /// Which rows.
    pub filter: Filter,
    /// In which order.
    pub sort: Vec<Sort>,
    /// Which fields, in their order.
    pub columns: Vec<Column>,
    /// What rows are grouped by.
    pub group: Option<FieldKey>,
}

/// A view as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its record.
    pub id: Id,
    /// As its maker called it.
    pub name: String,
    /// Of which kind its rows are.
    pub kind: Kind,
    /// Only offered to me.
    pub mine: bool,
    /// How the list looks; `None` if a newer version of Tacit wrote it.
    pub look: Option<Look>,
}
