//! Figures of kinds that the team defined itself: how many there are and came, by the words of a choice of theirs or by
//! when they were made, and what their numbers and amounts add up to. What is masked is counted nowhere.

use super::tally::{Tally, merged};
use super::words::Words;
use super::{Figure, Line, Of, Period, behind};
use crate::book::Book;
use crate::filter::{Filter, Test};
use crate::money::Currency;
use crate::schema::custom::Form;
use crate::schema::{FieldKey, Kind, key};

/// Most fields of a kind that are added up.
const MAX_SUMS: usize = 3;

/// What a dashboard says of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Numbers, in millionths, and amounts added up, each over the records that have one.
    pub sums: Vec<(FieldKey, Figure)>,
}

/// What is added up over the records of a kind.
struct Summed {
    field: FieldKey,
    form: Form,
    tally: Tally,
}

impl Book {
    pub(super) fn report_own(&self, period: &Period, currency: Currency) -> Vec<OwnReport> {
        self.objects().into_iter().map(|object| self.report_of(object.kind, period, currency)).collect()
    }

    fn report_of(&self, kind: Kind, period: &Period, currency: Currency) -> OwnReport {
        let shown: Vec<_> =
            self.custom_fields(kind).into_iter().filter(|custom| !custom.terms.sensitivity.is_masked()).collect();
        let by = shown.iter().find(|custom| custom.form == Form::Choice).map(|custom| custom.key);
        let numbers = shown.iter().filter(|custom| matches!(custom.form, Form::Number | Form::Money));
        let summed =
            |custom: &crate::custom::Custom| Summed { field: custom.key, form: custom.form, tally: Tally::default() };
        let mut sums: Vec<Summed> = numbers.take(MAX_SUMS).map(summed).collect();
        let mut words = by.map(Words::<1>::of);
        let mut by_piece: Vec<[Tally; 1]> = period.pieces().map(|_| Default::default()).collect();
        let mut all = Tally::default();
        for (_, record) in self.shown_records_of(kind) {
            all.count();
            if let Some(words) = &mut words {
                words.of_record(&record)[0].count();
            }
            if let Some(piece) = period.piece_of(record.created().ms) {
                by_piece[piece][0].count();
            }
            for sum in &mut sums {
                let money = || record.money(sum.field).filter(|money| money.currency == currency);
                let worth = match sum.form {
                    Form::Money => money().map(|money| money.minor),
                    _ => record.decimal(sum.field).map(|number| number.millionths),
                };
                if let Some(worth) = worth {
                    sum.tally.add(worth, 0);
                }
            }
        }
        let made = |of| behind::within(key::MADE, of);
        let pieces = period.pieces().zip(&by_piece).zip(0..);
        let lines = match words {
            Some(words) => words.lines(&[Filter::none()]),
            None => pieces
                .map(|((of, tally), piece)| Line { of: Of::Piece(piece), parts: vec![tally[0].figure(made(of))] })
                .collect(),
        };
        let of_field = |sum: Summed| {
            let test = match sum.form {
                Form::Money => Test::Is(vec![currency.code().to_owned()]),
                _ => Test::Filled,
            };
            (sum.field, sum.tally.figure(Filter::Field(sum.field, test)))
        };
        OwnReport {
            kind,
            all: all.figure(Filter::none()),
            added: merged(by_piece.iter())[0].figure(made(period.whole())),
            by,
            lines,
            sums: sums.into_iter().map(of_field).filter(|(_, figure)| figure.count > 0).collect(),
        }
    }
}
