//! What is measured, in words, and what it is to be at most.

use crate::format;
use crate::strings::t;
use tacit_bridge::Problem;
use tacit_bridge::trial::Measured;

/// One figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figure {
    /// Of the worker.
    Worker(Measured),
    /// The list, from its address to its first rows, ms.
    ListShown,
    /// The longest task of the page's thread while it scrolls and somebody types, ms.
    LongestTask,
    /// The board, from its address to its first cards, ms.
    BoardShown,
    /// A record, from its address to its name, ms.
    RecordShown,
    /// Memory of the page, bytes.
    PageMemory,
}

impl Figure {
    pub(super) fn name(self) -> &'static str {
        let words = &t().trial;
        match self {
            Self::Worker(Measured::Unlock) => words.unlock,
            Self::Worker(Measured::Search) => words.search,
            Self::Worker(Measured::Palette) => words.palette,
            Self::Worker(Measured::Sort) => words.sort,
            Self::Worker(Measured::Filter) => words.filter,
            Self::Worker(Measured::Group) => words.group,
            Self::Worker(Measured::Board) => words.board,
            Self::Worker(Measured::Record) => words.record,
            Self::Worker(Measured::Bulk) => words.bulk,
            Self::Worker(Measured::Memory) => words.memory,
            Self::Worker(Measured::Allowed) => words.allowed,
            Self::Worker(Measured::Residue) => words.residue,
            Self::Worker(Measured::Package) => words.package,
            Self::ListShown => words.list_shown,
            Self::LongestTask => words.longest_task,
            Self::BoardShown => words.board_shown,
            Self::RecordShown => words.record_shown,
            Self::PageMemory => words.page_memory,
        }
    }

    /// What a script that reads the page calls it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Worker(Measured::Unlock) => "unlock",
            Self::Worker(Measured::Search) => "search",
            Self::Worker(Measured::Palette) => "palette",
            Self::Worker(Measured::Sort) => "sort",
            Self::Worker(Measured::Filter) => "filter",
            Self::Worker(Measured::Group) => "group",
            Self::Worker(Measured::Board) => "board",
            Self::Worker(Measured::Record) => "record",
            Self::Worker(Measured::Bulk) => "bulk",
            Self::Worker(Measured::Memory) => "memory",
            Self::Worker(Measured::Allowed) => "allowed",
            Self::Worker(Measured::Residue) => "residue",
            Self::Worker(Measured::Package) => "package",
            Self::ListShown => "list-shown",
            Self::LongestTask => "longest-task",
            Self::BoardShown => "board-shown",
            Self::RecordShown => "record-shown",
            Self::PageMemory => "page-memory",
        }
    }

    fn is_memory(self) -> bool {
        matches!(self, Self::Worker(Measured::Memory) | Self::PageMemory)
    }

    /// What the design asks for at this many people; other figures have no goal.
    fn goal(self, people: u32) -> Option<f64> {
        match (self, people) {
            (Self::Worker(Measured::Unlock), 100_000) => Some(800.0),
            (Self::Worker(Measured::Search | Measured::Palette), 100_000) => Some(5.0),
            (Self::Worker(Measured::Search), 1_000_000) => Some(40.0),
            (Self::Worker(Measured::Sort | Measured::Filter | Measured::Group), 100_000) => Some(50.0),
            (Self::Worker(Measured::Memory), 100_000 | 1_000_000) => Some(f64::from(people) * 1_000.0),
            (Self::Worker(Measured::Allowed), 100_000) => Some(80.0),
            (Self::Worker(Measured::Residue), 100_000) => Some(3_000.0),
            (Self::Worker(Measured::Package), 100_000) => Some(2_000.0),
            (Self::LongestTask, _) => Some(50.0),
            _ => None,
        }
    }

    /// In its unit.
    fn written(self, value: f64) -> String {
        if self.is_memory() {
            return format::size(value as u64);
        }
        format::milliseconds(value)
    }
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) figure: Figure,
    /// `None` where the browser does not tell.
    pub(super) value: Option<f64>,
    goal: Option<f64>,
}

impl Row {
    pub(super) fn shown(&self) -> String {
        self.value.map_or_else(|| t().trial.untold.to_owned(), |value| self.figure.written(value))
    }

    pub(super) fn goal_shown(&self) -> Option<String> {
        self.goal.map(|goal| format!("≤ {}", self.figure.written(goal)))
    }

    pub(super) fn is_over(&self) -> bool {
        matches!((self.value, self.goal), (Some(value), Some(goal)) if value > goal)
    }
}

/// What is being done.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stage {
    /// The vault is built.
    Building,
    /// This is being measured.
    Measuring(Figure),
    /// Everything was.
    Done,
    /// It went no further.
    Failed(Problem),
}

impl Stage {
    pub(super) fn is_running(&self) -> bool {
        matches!(self, Self::Building | Self::Measuring(_))
    }

    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Measuring(figure) => figure.name(),
            _ => t().trial.building,
        }
    }
}

/// Measuring with so many people.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trial {
    /// Tells it from one that was stopped before and has not noticed yet.
    pub(super) number: u32,
    /// How many.
    pub(super) people: u32,
    pub(super) stage: Stage,
    pub(super) values: Vec<(Figure, Option<f64>)>,
}

impl Trial {
    pub(super) fn of(people: u32) -> Self {
        Self { number: crate::state::fresh_number(), people, stage: Stage::Building, values: Vec::new() }
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let row = |(figure, value): &(Figure, Option<f64>)| Row {
            figure: *figure,
            value: *value,
            goal: figure.goal(self.people),
        };
        self.values.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, Row, Trial};
    use tacit_bridge::trial::Measured;

    #[test]
    fn a_figure_over_its_goal_is_told_from_one_without_and_from_one_untold() {
        let mut trial = Trial::of(100_000);
        trial.values = vec![
            (Figure::Worker(Measured::Search), Some(5.5)),
            (Figure::Worker(Measured::Search), Some(5.0)),
            (Figure::Worker(Measured::Bulk), Some(9_000.0)),
            (Figure::LongestTask, None),
        ];
        let over: Vec<bool> = trial.rows().iter().map(Row::is_over).collect();
        assert_eq!(over, [true, false, false, false]);
    }
}
