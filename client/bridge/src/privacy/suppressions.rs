//! Contact points that are left alone: the list without clear values, looking for one, putting one there, lifting.

use crate::records::Id;
use serde::{Deserialize, Serialize};

/// Lines of the list that are shown at once.
pub const SUPPRESSIONS_PAGE: u32 = 100;

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum SuppressionsAsk {
    /// The list from this line on → [`SuppressionsAnswer::List`].
    List(u32),
    /// Whether a contact point is on it; that somebody looked is written down → [`SuppressionsAnswer::Found`].
    Check(PointWish),
    /// Leaves a contact point alone from now on → [`Reply::Changed`](crate::Reply::Changed); not undone, but lifted.
    Add {
        /// Which.
        point: PointWish,
        /// How far.
        reach: Reach,
        /// Why, in the word that records are written in.
        reason: String,
    },
    /// What holds for the contact points of a person → [`SuppressionsAnswer::Person`].
    Of(Id),
    /// What was put there by hand may be used again → [`Reply::Changed`](crate::Reply::Changed).
    Lift {
        /// Which line.
        id: Id,
        /// Why; must say something.
        why: String,
    },
}

/// How far a contact point is left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// Nothing at all goes there.
    All,
    /// Nothing of marketing.
    Marketing,
    /// Nothing of this purpose.
    Purpose(Id),
    /// Nothing by this channel, in the word that records are written in.
    Channel(String),
}

/// A contact point as typed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PointWish {
    /// "email", "phone", "post" or "social".
    pub kind: String,
    /// What was typed.
    pub value: String,
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum SuppressionsAnswer {
    /// Some of the list.
    List(SuppressionList),
    /// What holds for the contact point that was asked for.
    Found(Vec<SuppressionView>),
    /// A person's contact points, with what holds for each.
    Person(Vec<PointHeld>),
}

/// A contact point of a person, with what is on the list.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PointHeld {
    /// Which.
    pub point: PointWish,
    /// What holds for it, the newest first.
    pub held: Vec<SuppressionView>,
}

/// Some of the list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SuppressionList {
    /// Lines, the newest first.
    pub lines: Vec<SuppressionView>,
    /// How many in all.
    pub total: u32,
    /// Whether this member may lift what was put there by hand.
    pub may_lift: bool,
}

/// A line: never whose, nor which address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SuppressionView {
    /// Its record.
    pub id: Id,
    /// Why, in the word that records are written in.
    pub reason: String,
    /// How far: "all", "marketing", "purpose" or "channel".
    pub scope: String,
    /// The purpose's name or the channel's word, where it is one.
    pub of: String,
    /// Since when, ms since 1970.
    pub since: u64,
    /// Who wrote it down.
    pub by: String,
    /// It was put there by hand, and may be lifted.
    pub by_hand: bool,
}
