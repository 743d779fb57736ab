//! What a dashboard shows: records counted and amounts added up, in one pass over each kind. Every figure comes with the
//! filter of the list behind it, and that list has as many rows as the figure says.
//!
//! Amounts of different currencies are never added together: a report is of one currency, and of the deals whose amount
//! is in it or that have none.

mod behind;
mod deals;
mod others;
mod own;
mod tally;
mod words;

use crate::book::Book;
use crate::filter::Filter;
use crate::money::Currency;
use crate::recur::Day;
use crate::schema::{Kind, key};
pub use own::OwnReport;
use std::collections::BTreeMap;

/// Most pieces of a period.
pub const MAX_PIECES: usize = 60;
/// Months of expected close told apart, from this one on.
pub const MONTHS_AHEAD: u32 = 6;
/// Most stages told apart.
const MAX_STAGES: usize = 60;
/// Most words and members told apart; the others stand in one line.
const MAX_LINES: usize = 12;
/// Most currencies offered.
const MAX_CURRENCIES: usize = 20;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportAsk {
    /// Today, where the member is.
    pub today: Day,
    /// The period: where each of its pieces begins, and where the last one ends, ms since 1970.
    pub edges: Vec<u64>,
    /// Currencies wanted, first the dearest; else it is the one that most deals have.
    pub wanted: Vec<Currency>,
}

/// A number of records, and what they are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// How many.
    pub count: u32,
    /// Their amounts in all, in minor units.
    pub sum: i64,
    /// The same, each by the chance of its stage.
    pub weighted: i64,
    /// Which they are.
    pub behind: Filter,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// The rest of a month, or all of it: `2026-11`.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub of: Of,
    /// Its figures.
    pub parts: Vec<Figure>,
}

/// What a dashboard shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Of which amounts are.
    pub currency: Currency,
    /// Currencies of deals, first the one that most have.
    pub currencies: Vec<Currency>,
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

/// A period in pieces.
#[derive(Debug, Clone)]
struct Period(Vec<u64>);

impl Period {
    fn new(edges: &[u64]) -> Self {
        let mut edges: Vec<u64> = edges.iter().map(|edge| (*edge).min(i64::MAX as u64)).collect();
        edges.sort_unstable();
        edges.dedup();
        edges.truncate(MAX_PIECES + 1);
        Self(edges)
    }

    /// Begin and end of each piece.
    fn pieces(&self) -> impl Iterator<Item = (u64, u64)> {
        self.0.windows(2).map(|edges| (edges[0], edges[1]))
    }

    /// The piece in which this moment lies.
    fn piece_of(&self, at: u64) -> Option<usize> {
        let next = self.0.partition_point(|edge| *edge <= at);
        (next < self.0.len()).then_some(next).and_then(|next| next.checked_sub(1))
    }

    /// Begin and end; of a period without pieces, nothing lies between them.
    fn whole(&self) -> (u64, u64) {
        match (self.0.first(), self.0.last()) {
            (Some(from), Some(until)) => (*from, *until),
            _ => (0, 0),
        }
    }
}

impl Book {
    /// Counts and adds up.
    pub fn report(&self, ask: &ReportAsk) -> Report {
        let period = Period::new(&ask.edges);
        let currencies = self.currencies();
        let currency = ask.wanted.iter().find(|wanted| currencies.contains(wanted)).or(currencies.first());
        let currency = currency.or(ask.wanted.last()).copied().unwrap_or(Currency::EUR);
        let deals = self.report_deals(ask.today, &period, currency, currencies.len() > 1);
        let (active, activities) = self.report_activities(&period);
        let people = self.report_people(&period);
        Report {
            currency,
            currencies,
            deals: self.count_of(Kind::Deal),
            elsewhere: deals.elsewhere,
            open: deals.open,
            stages: deals.stages,
            forecast: deals.forecast,
            won: deals.won,
            lost: deals.lost,
            closed: deals.closed,
            won_for: deals.won_for,
            lost_for: deals.lost_for,
            origins: deals.origins,
            active,
            activities,
            added: people.added,
            people: people.by_piece,
            statuses: people.statuses,
            own: self.report_own(&period, currency),
        }
    }

    /// Currencies of deals, first the one that most have.
    fn currencies(&self) -> Vec<Currency> {
        let mut counts: BTreeMap<Currency, u32> = BTreeMap::new();
        for (_, deal) in self.records_of(Kind::Deal) {
            if let Some(money) = deal.money(key::AMOUNT) {
                *counts.entry(money.currency).or_default() += 1;
            }
        }
        let mut counts: Vec<(Currency, u32)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().map(|(currency, _)| currency).take(MAX_CURRENCIES).collect()
    }
}

#[cfg(test)]
mod tests;
