//! Where everything stands: the numbers at the top of the privacy pages, and the people behind them.

use crate::records::Id;
use serde::{Deserialize, Serialize};

/// People of a list that are shown at once, and told of at once.
pub const CENTRE_PAGE: u32 = 100;

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum CentreAsk {
    /// The numbers → [`CentreAnswer::Numbers`].
    Numbers,
    /// Who is behind a number → [`CentreAnswer::People`].
    People {
        /// Which number.
        which: CentreList,
        /// From which on.
        from: u32,
    },
    /// These people were told where their data came from (Art. 14) → [`Reply::Changed`](crate::Reply::Changed); for good.
    Told {
        /// Who, at most [`CENTRE_PAGE`].
        people: Vec<Id>,
        /// With which notice; none of those kept here.
        notice: Option<Id>,
        /// By which way; empty for who knew already.
        method: String,
        /// When, ms since 1970.
        at: u64,
        /// What the audit trail says of it.
        what: String,
    },
}

/// A list of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CentreList {
    /// Nothing is allowed, and no purpose has a valid basis.
    Uncovered,
    /// A consent ends within the time that its purpose says it is to be shown before.
    Ending,
    /// A consent waits for a newer notice.
    Again,
    /// To be told where their data came from.
    Untold,
    /// Something masked is held.
    Sensitive,
    /// Only stored.
    Restricted,
}

impl CentreList {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Uncovered, Self::Ending, Self::Again, Self::Untold, Self::Sensitive, Self::Restricted];

    /// As addresses say it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Uncovered => "uncovered",
            Self::Ending => "ending",
            Self::Again => "again",
            Self::Untold => "untold",
            Self::Sensitive => "sensitive",
            Self::Restricted => "restricted",
        }
    }

    /// Reads what addresses say.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum CentreAnswer {
    /// The numbers.
    Numbers(Box<CentreNumbers>),
    /// Some people, by name.
    People(CentrePeople),
}

/// The numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CentreNumbers {
    /// Purposes that are not over.
    pub purposes: u32,
    /// There are purposes, and nobody said who is responsible for the data.
    pub no_controller: bool,
    /// People who are not restricted.
    pub people: u32,
    /// Those of them without anything allowed or a valid basis.
    pub uncovered: u32,
    /// People whose consent ends soon.
    pub ending: u32,
    /// People to be asked again.
    pub again: u32,
    /// People to be told where their data came from.
    pub untold: u32,
    /// Those of them whose month is over.
    pub untold_late: u32,
    /// People whose data is only stored.
    pub restricted: u32,
    /// Masked fields that have values.
    pub sensitive: u32,
    /// Fields of people that have values and that no purpose needs.
    pub unneeded: u32,
    /// Open requests.
    pub requests: u32,
    /// The fewest days that are left for one of them; fewer than none is overdue.
    pub days_left: Option<i32>,
    /// Records that are due to go, by some rule.
    pub due: u32,
    /// Those of them whose grace is over.
    pub overdue: u32,
    /// Third parties whose review is due.
    pub parties: u32,
    /// Contact points that are left alone.
    pub suppressed: u32,
}

/// Some people, by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CentrePeople {
    /// Who, as called, and the day that matters, ms since 1970.
    pub people: Vec<(Id, String, Option<u64>)>,
    /// How many in all.
    pub total: u32,
}
