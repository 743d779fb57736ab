//! What is written down about a consent beside that it was given or confirmed, or taken back at one press.

use super::CellOf;
use serde::{Deserialize, Serialize};

/// What is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Heard {
    /// We asked for it; refused where nobody may be asked.
    Asked,
    /// The person said no.
    Declined,
    /// The person wants to be asked later.
    Later,
    /// It was recorded in error, or is not valid: we found out why.
    Flaw,
    /// It was taken back, on a day and by a way that are told, maybe by somebody who speaks for the person.
    TakenBack,
}

/// Something to write down → [`Reply::Changed`](crate::Reply::Changed); never undone.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SaidWish {
    /// About which consent.
    pub of: CellOf,
    /// What.
    pub what: Heard,
    /// By which way.
    pub method: String,
    /// When, ms since 1970.
    pub at: u64,
    /// What was said, or of a flaw why; that one must say something.
    pub words: String,
    /// A guardian said it for the person, whom the words name; of no, of later and of taking back only.
    pub guardian: bool,
}
