//! Lists that people pick by hand: named, filled, emptied.

use super::{Id, Kind};
use serde::{Deserialize, Serialize};

/// Whether records of a kind can be picked for a list.
pub fn is_picked(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Company | Kind::Deal | Kind::Own(_))
}

/// A list that was picked by hand.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PickedList {
    /// Its record.
    pub id: Id,
    /// As its makers call it.
    pub name: String,
    /// What it is for; may be empty.
    pub about: String,
    /// How many records of each kind are in it.
    pub counts: Vec<(Kind, u32)>,
}

impl PickedList {
    /// How many records of a kind are in it.
    pub fn count_of(&self, kind: Kind) -> u32 {
        self.counts.iter().find(|(of, _)| *of == kind).map_or(0, |(_, count)| *count)
    }

    /// How many records are in it.
    pub fn count(&self) -> u32 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// What is done with lists. One is removed like any record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListAsk {
    /// Name one; without an id it is a new one.
    Save {
        /// The one to call so.
        id: Option<Id>,
        /// As shown.
        name: String,
        /// What it is for.
        about: String,
    },
    /// Put records into it, or take them off it. Those of kinds that no list holds are passed over.
    Pick {
        /// Which list.
        list: Id,
        /// Which records.
        ids: Vec<Id>,
        /// Into it, or off it.
        is_in: bool,
    },
}
