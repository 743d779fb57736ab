//! What is taken out other than by an export: cells for the clipboard, a calendar as a file, a chart as a picture. Each stands
//! on the trail before it is given; who cannot write there is given none of it.

use crate::calendar::FileOf;
use crate::records::{FieldKey, Id};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum TakingAsk {
    /// Cells of a table as plain text → [`Reply::CellTexts`](crate::Reply::CellTexts), row by row; at most
    /// [`MAX_CELLS`](crate::records::MAX_CELLS).
    Cells {
        /// Rows.
        ids: Vec<Id>,
        /// Columns.
        fields: Vec<FieldKey>,
    },
    /// Tasks and meetings as an iCalendar file (RFC 5545) → [`Reply::Text`](crate::Reply::Text).
    Calendar(FileOf),
    /// A chart that the page saves as a picture → [`Reply::Done`](crate::Reply::Done).
    Picture {
        /// As it is called.
        name: String,
    },
    /// Statistics that the page saves as a file → [`Reply::Done`](crate::Reply::Done).
    Statistics,
}
