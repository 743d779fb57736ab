//! The ways in which a list can be laid out: in rows, on a board, in a calendar, and by which fields.

use super::{App, ListState};
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, FieldSpec, Kind, Layout, Shape};

impl App {
    /// The choices by which records of a kind stand on a board: deals have their stages.
    pub(crate) fn board_fields(self, kind: Kind) -> Vec<FieldSpec> {
        let is_choice = |spec: &FieldSpec| matches!(spec.shape, Shape::Choice(_)) && !spec.masked;
        match kind {
            Kind::Person | Kind::Company | Kind::Task | Kind::Own(_) => {
                self.fields_now(kind).into_iter().filter(is_choice).collect()
            }
            _ => Vec::new(),
        }
    }

    /// By which of them: the one that the list is grouped by, or the first.
    pub(crate) fn board_field(self, kind: Kind, group: Option<FieldKey>) -> Option<FieldKey> {
        let fields = self.board_fields(kind);
        fields.iter().find(|spec| Some(spec.key) == group).or(fields.first()).map(|spec| spec.key)
    }

    /// The dates by which records of a kind of the team's own stand in a calendar.
    pub(crate) fn day_fields(self, kind: Kind) -> Vec<FieldSpec> {
        let is_date = |spec: &FieldSpec| matches!(spec.shape, Shape::Date) && !spec.masked;
        match kind {
            Kind::Own(_) => self.fields_now(kind).into_iter().filter(is_date).collect(),
            _ => Vec::new(),
        }
    }

    /// By which of them: the one that the list is grouped by, or the first.
    pub(crate) fn day_field(self, kind: Kind, group: Option<FieldKey>) -> Option<FieldKey> {
        let fields = self.day_fields(kind);
        fields.iter().find(|spec| Some(spec.key) == group).or(fields.first()).map(|spec| spec.key)
    }

    /// How a list is laid out: in rows where its layout is none of the kind's, or not any more.
    pub(crate) fn laid(self, kind: Kind, state: ListState) -> Layout {
        let layout = state.layout.get();
        if self.layouts(kind).contains(&layout) { layout } else { Layout::Table }
    }

    /// The ways in which records of a kind can be laid out, if there are several.
    pub(crate) fn layouts(self, kind: Kind) -> Vec<Layout> {
        let board = (!self.board_fields(kind).is_empty()).then_some(Layout::Board);
        match kind {
            Kind::Deal => vec![Layout::Board, Layout::Table],
            Kind::Task => [Layout::Table, Layout::Calendar].into_iter().chain(board).collect(),
            Kind::Activity => vec![Layout::Table, Layout::Calendar],
            _ => {
                let days = (!self.day_fields(kind).is_empty()).then_some(Layout::Calendar);
                let others: Vec<Layout> = board.into_iter().chain(days).collect();
                let table = (!others.is_empty()).then_some(Layout::Table);
                table.into_iter().chain(others).collect()
            }
        }
    }
}
