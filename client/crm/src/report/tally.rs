//! Counting and adding up, by the way.

use super::Figure;
use crate::filter::Filter;

/// A figure that still grows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    count: u32,
    sum: i64,
    /// In hundredths of a minor unit: rounded once, at the end.
    weighted: i128,
}

impl Tally {
    /// Counts a record in that is worth nothing.
    pub(super) fn count(&mut self) {
        self.add(0, 0);
    }

    /// Counts a record in, worth so many minor units, with this chance in percent.
    pub(super) fn add(&mut self, minor: i64, chance: u8) {
        self.count += 1;
        self.sum = self.sum.saturating_add(minor);
        self.weighted += i128::from(minor) * i128::from(chance);
    }

    pub(super) fn counted(&self) -> u32 {
        self.count
    }

    /// The figure, with the list behind it.
    pub(super) fn figure(&self, behind: Filter) -> Figure {
        let half = 50 * self.weighted.signum();
        let weighted = ((self.weighted + half) / 100).clamp(i64::MIN.into(), i64::MAX.into());
        Figure { count: self.count, sum: self.sum, weighted: weighted as i64, behind }
    }
}

/// Tallies of several lines as those of one.
pub(super) fn merged<'a, const N: usize>(lines: impl Iterator<Item = &'a [Tally; N]>) -> [Tally; N] {
    lines.fold([Tally::default(); N], |mut all, line| {
        for (all, one) in all.iter_mut().zip(line) {
            all.count += one.count;
            all.sum = all.sum.saturating_add(one.sum);
            all.weighted += one.weighted;
        }
        all
    })
}
