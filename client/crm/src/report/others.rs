//! Figures of activities and people.

use super::tally::{Tally, merged};
use super::words::Words;
use super::{Figure, Line, MAX_LINES, Of, Period, behind};
use crate::book::Book;
use crate::filter::{Filter, Test};
use crate::fold::fold;
use crate::schema::{ACTIVITIES, Kind, key};
use std::collections::HashMap;

/// Types of activities, and one more for all others.
const TYPES: usize = ACTIVITIES.len() + 1;

pub(super) struct People {
    pub(super) added: Figure,
    pub(super) by_piece: Vec<Line>,
    pub(super) statuses: Vec<Line>,
}

/// Activities of each type, in the order of [`ACTIVITIES`], then all others.
fn of_type(number: usize) -> Filter {
    match ACTIVITIES.get(number) {
        Some(word) => behind::one_of(key::TYPE, vec![(*word).to_owned()]),
        None => behind::not(behind::one_of(key::TYPE, ACTIVITIES.iter().map(|word| (*word).to_owned()).collect())),
    }
}

fn by_members(members: Vec<u32>) -> Filter {
    Filter::Field(key::MADE_BY, Test::Member(members))
}

impl Book {
    pub(super) fn report_activities(&self, period: &Period) -> (Figure, Vec<Line>) {
        let mut by_member: HashMap<u32, [Tally; TYPES]> = HashMap::new();
        let mut all = Tally::default();
        for (_, activity) in self.shown_records_of(Kind::Activity) {
            if activity.number(key::WHEN).is_some_and(|at| period.piece_of(at).is_some()) {
                let what = fold(activity.text(key::TYPE).trim());
                let what = ACTIVITIES.iter().position(|word| *word == what).unwrap_or(TYPES - 1);
                by_member.entry(activity.created().author).or_default()[what].count();
                all.count();
            }
        }
        let base = behind::within(key::WHEN, period.whole());
        let line = |of: Of, tallies: &[Tally; TYPES], who: Filter| Line {
            of,
            parts: tallies
                .iter()
                .enumerate()
                .map(|(what, tally)| tally.figure(behind::all([base.clone(), who.clone(), of_type(what)])))
                .collect(),
        };
        let total = |tallies: &[Tally; TYPES]| tallies.iter().map(Tally::counted).sum::<u32>();
        let mut members: Vec<(u32, [Tally; TYPES])> = by_member.into_iter().collect();
        members.sort_by_key(|(member, tallies)| (std::cmp::Reverse(total(tallies)), *member));
        let (told, rest) = members.split_at(MAX_LINES.min(members.len()));
        let mut lines: Vec<Line> =
            told.iter().map(|(member, of)| line(Of::Member(*member), of, by_members(vec![*member]))).collect();
        if !rest.is_empty() {
            let told = told.iter().map(|(member, _)| *member).collect();
            let rest = merged(rest.iter().map(|(_, of)| of));
            lines.push(line(Of::OtherMembers, &rest, behind::not(by_members(told))));
        }
        (all.figure(base), lines)
    }

    pub(super) fn report_people(&self, period: &Period) -> People {
        let mut by_piece: Vec<[Tally; 1]> = period.pieces().map(|_| Default::default()).collect();
        let mut statuses = Words::<1>::of(key::STATUS);
        for (_, person) in self.shown_records_of(Kind::Person) {
            statuses.of_record(&person)[0].count();
            if let Some(piece) = period.piece_of(person.created().ms) {
                by_piece[piece][0].count();
            }
        }
        let added = |of| behind::within(key::MADE, of);
        let lines = period
            .pieces()
            .zip(&by_piece)
            .zip(0..)
            .map(|((of, tally), piece)| Line { of: Of::Piece(piece), parts: vec![tally[0].figure(added(of))] });
        People {
            by_piece: lines.collect(),
            added: merged(by_piece.iter())[0].figure(added(period.whole())),
            statuses: statuses.lines(&[Filter::none()]),
        }
    }
}
