//! What the dashboard shows: figures, and the lists behind them.

use crate::records::{FieldKey, Filter, Kind, Money};
use serde::{Deserialize, Serialize};

/// The dashboard as asked for: the page knows the member's calendar, the worker does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportRequest {
    /// Today, ISO 8601.
    pub today: String,
    /// The period: where each of its pieces begins, and where the last one ends, ms since 1970.
    pub edges: Vec<u64>,
    /// Of which currency amounts shall be, by its code; else the vault's, or the one that most deals have.
    pub currency: Option<String>,
}

/// A number of records, and what they are worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// How many.
    pub count: u32,
    /// Their amounts in all, in the currency's smallest unit.
    pub sum: i64,
    /// The same, each by the chance of its stage.
    pub weighted: i64,
    /// Which they are.
    pub behind: Filter,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Of {
    /// An open stage of a pipeline.
    Stage {
        /// The pipeline's name.
        pipeline: String,
        /// Its own.
        name: String,
        /// How likely its deals are to be won, in percent.
        chance: u8,
    },
    /// No stage, or one that is gone.
    NoStage,
    /// Days before today.
    Late,
    /// The rest of a month, or all of it: "2026-11".
    Month(String),
    /// What comes after the months told apart.
    Later,
    /// No day.
    Undated,
    /// The piece of the period with this number, from 0.
    Piece(u32),
    /// A word.
    Word(String),
    /// No word.
    NoWord,
    /// All other words.
    OtherWords,
    /// A member, by number.
    Member(u32),
    /// All other members.
    OtherMembers,
}

/// A line of a chart: what it is about, and its figures in the order that the report tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it is about.
    pub of: Of,
    /// Its figures.
    pub parts: Vec<Figure>,
}

/// What the dashboard shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The amount that is nothing, in the currency of all amounts here.
    pub nothing: Money,
    /// Codes of deals' currencies, first the one that most have.
    pub currencies: Vec<String>,
    /// Deals of every kind and currency.
    pub deals: u32,
    /// Deals whose amount is of another currency: how many and which. They are in no other figure, and not added up.
    pub elsewhere: Figure,
    /// Open deals.
    pub open: Figure,
    /// Open deals by stage, in the order of stages.
    pub stages: Vec<Line>,
    /// Open deals by when they are expected to close.
    pub forecast: Vec<Line>,
    /// Deals won in the period.
    pub won: Figure,
    /// Deals lost in the period.
    pub lost: Figure,
    /// Deals won, deals lost, by piece.
    pub closed: Vec<Line>,
    /// Why deals of the period were won, the most frequent first.
    pub won_for: Vec<Line>,
    /// Why deals of the period were lost.
    pub lost_for: Vec<Line>,
    /// Deals made in the period, won, open and lost, by how they came about.
    pub origins: Vec<Line>,
    /// Activities of the period.
    pub active: Figure,
    /// Notes, calls, meetings, e-mails and others of the period, by who wrote them down.
    pub activities: Vec<Line>,
    /// People added in the period.
    pub added: Figure,
    /// The same by piece.
    pub people: Vec<Line>,
    /// All people by status.
    pub statuses: Vec<Line>,
    /// Kinds that the team defined, in its order.
    pub own: Vec<OwnReport>,
}

/// What the dashboard says of a kind that the team defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnReport {
    /// Which.
    pub kind: Kind,
    /// All of them.
    pub all: Figure,
    /// Those made in the period.
    pub added: Figure,
    /// The choice by whose words the lines tell them apart; without one the lines are pieces of the period.
    pub by: Option<FieldKey>,
    /// They, told apart.
    pub lines: Vec<Line>,
    /// Amounts and numbers added up. A number is in millionths.
    pub sums: Vec<(FieldKey, Figure)>,
}
