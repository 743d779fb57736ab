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

/// How a calendar lays days out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spread {
    /// A month.
    Month,
    /// A week.
    Week,
    /// One day below the other.
    Agenda,
    /// One day.
    Day,
}

impl Spread {
    /// As in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Agenda => "agenda",
            Self::Day => "day",
        }
    }

    /// Reads [`Self::name`].
    pub fn of(text: &str) -> Option<Self> {
        [Self::Month, Self::Week, Self::Day, Self::Agenda].into_iter().find(|spread| spread.name() == text)
    }
}

/// What a board or a calendar spreads records over, beside the field that they are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Over {
    /// The pipeline whose stages are the columns; without one the first.
    pub pipeline: Option<Id>,
    /// How days are laid out; without it as the screen has room.
    pub days: Option<Spread>,
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
    /// What a board or a calendar spreads them over.
    pub over: Over,
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
