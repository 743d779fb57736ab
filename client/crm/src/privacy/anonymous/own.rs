//! Questions of a team's own (rule 12): a kind of records, one or two sides, and a filter. Lines, `k` and hidden counts are those
//! of every table. What is shown is, over that, shifted a little by a key of whose records stand behind it (the cell key method
//! of statistical offices): the same records give the same shift in every table, and two questions that differ by one person
//! differ by two shifts that nobody knows, so that their difference says nothing of that person.

use super::questions::{Answered, Side};
use super::table::{Shown, TooFew};
use crate::book::Book;
use crate::filter::Filter;
use crate::privacy::point::Marker;
use crate::schema::{self, FieldKey, Kind, Shape};

/// Counts are shifted by so many at most, either way.
pub const SHIFT: u32 = 3;
/// What the key of a cell is made under, so that it is the mark of nothing else.
const LABEL: &[u8] = b"tacit statistics cell";

/// What somebody asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnQuestion {
    /// Of which records.
    pub of: Kind,
    /// What its rows tell apart.
    pub rows: Side,
    /// What its columns tell apart.
    pub columns: Option<Side>,
    /// Which of them.
    pub filter: Filter,
}

/// Why a question is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAsked {
    /// A side that this kind does not have, that is masked, or that does not fall into lines.
    #[error("records of this kind are not told apart by that")]
    Side,
    /// A filter that asks what is masked, or something else for each who asks.
    #[error("a filter of that kind is not for statistics")]
    Filter,
    /// There are too few in all.
    #[error(transparent)]
    TooFew(TooFew),
}

impl Book {
    /// By what records of a kind may be told apart: what falls into few lines by its form, and is not masked.
    pub fn sides_of(&self, kind: Kind) -> Vec<Side> {
        let mut sides = vec![Side::Made];
        if kind == Kind::Deal {
            sides.extend([Side::Stage, Side::Closed, Side::Amount]);
        }
        let built_in = schema::fields(kind).iter().filter(|spec| !spec.hidden).map(|spec| (spec.key, spec.shape));
        let own = self
            .custom_fields(kind)
            .into_iter()
            .filter_map(|custom| Some((custom.key, schema::field_of(kind, custom.key)?.shape)));
        let fields = built_in.chain(own).filter(|(field, shape)| {
            let is_amount = kind == Kind::Deal && *field == schema::key::AMOUNT;
            falls_into_lines(*shape) && !is_amount && !self.is_masked(kind, *field)
        });
        sides.extend(fields.map(|(field, _)| Side::Field(field)));
        sides
    }

    /// A question's table as it may be shown, at this moment, ms since 1970.
    pub fn asked_own(
        &self,
        question: &OwnQuestion,
        k: u32,
        marker: &dyn Marker,
        now: u64,
    ) -> Result<(Answered, Shown), NotAsked> {
        let known = self.sides_of(question.of);
        let sides = std::iter::once(question.rows).chain(question.columns);
        if !sides.clone().all(|side| known.contains(&side)) || question.columns == Some(question.rows) {
            return Err(NotAsked::Side);
        }
        let fits = self.asked_openly(question.of, &question.filter, now).ok_or(NotAsked::Filter)?;
        let rows = self.shown_records_of(question.of).filter(|(row, record)| fits(self, *row, record));
        let answered = self.counted_by(rows, question.rows, question.columns);
        let (table, mut shown) = answered.protected(k).map_err(NotAsked::TooFew)?;
        table.shift(&mut shown, marker);
        Ok((table, shown))
    }
}

/// Whether values of this form are few by themselves: words to choose from, yes or no, days as quarters, numbers as bands.
fn falls_into_lines(shape: Shape) -> bool {
    matches!(shape, Shape::Choice(_) | Shape::YesNo | Shape::Date | Shape::Money | Shape::Decimal)
}

/// By how much a count is shifted: the same for the same records.
fn shift(key: &[u8; 16], marker: &dyn Marker) -> i64 {
    let bytes: Vec<u8> = LABEL.iter().chain(key).copied().collect();
    let span = u64::from(2 * SHIFT + 1);
    let drawn = marker.mark(&bytes).0.iter().take(8).fold(0_u64, |drawn, byte| drawn << 8 | u64::from(*byte));
    (drawn % span) as i64 - i64::from(SHIFT)
}

impl Answered {
    /// Shifts what is shown, totals as well: they are the sum of what stands beside them no more than roundly.
    fn shift(&self, shown: &mut Shown, marker: &dyn Marker) {
        let k = shown.k;
        for (row, counts) in shown.counts.iter_mut().enumerate() {
            for (column, count) in counts.iter_mut().enumerate() {
                let (exact, key) = self.of_place(row, column);
                if count.is_some() && exact > 0 {
                    let shifted = (i64::try_from(exact).unwrap_or(i64::MAX) + shift(&key, marker)).max(i64::from(k));
                    *count = Some(super::table::rounded(u64::try_from(shifted).unwrap_or_default()));
                }
            }
        }
    }
}

/// The field that a side tells apart, where it is one.
impl Side {
    /// The field, where it is one.
    pub fn field(self) -> Option<FieldKey> {
        match self {
            Self::Field(field) => Some(field),
            _ => None,
        }
    }
}
