//! Where rows stand: one below the other, or under the headings of their groups, some of which are folded.

/// What stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading of a group.
    Head(usize),
    /// A row.
    Row(u32),
}

/// A group's heading, and the rows under it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Line of the heading.
    line: u32,
    /// First row.
    first: u32,
    /// How many lines its rows take.
    shown: u32,
    /// How many rows it has.
    count: u32,
}

/// All lines of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Places {
    groups: Vec<Place>,
    rows: u32,
}

impl Places {
    /// So many rows, in groups of so many of which some are folded. Groups that do not add up are of another answer.
    pub(super) fn new(rows: u32, groups: impl Iterator<Item = (u32, bool)>) -> Self {
        let (mut line, mut first, mut places) = (0_u32, 0_u32, Vec::new());
        for (count, folded) in groups {
            let shown = if folded { 0 } else { count };
            places.push(Place { line, first, shown, count });
            line = line.saturating_add(1 + shown);
            first = first.saturating_add(count);
        }
        if first != rows {
            places.clear();
        }
        Self { groups: places, rows }
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> u32 {
        self.groups.last().map_or(self.rows, |last| last.line + 1 + last.shown)
    }

    /// What stands on a line.
    pub(super) fn at(&self, line: u32) -> Option<Line> {
        if self.groups.is_empty() {
            return (line < self.rows).then_some(Line::Row(line));
        }
        let nth = self.groups.partition_point(|group| group.line <= line).checked_sub(1)?;
        let group = &self.groups[nth];
        match line - group.line {
            0 => Some(Line::Head(nth)),
            below => (below <= group.shown).then_some(Line::Row(group.first + below - 1)),
        }
    }

    /// The line of a row; of a folded one, its heading's.
    pub(super) fn line_of(&self, row: u32) -> u32 {
        let nth = self.groups.partition_point(|group| group.first <= row).checked_sub(1);
        nth.map_or(row, |nth| {
            let group = &self.groups[nth];
            if group.shown == 0 { group.line } else { group.line + 1 + (row - group.first).min(group.count - 1) }
        })
    }

    /// Rows on the lines from one to before another, both ends of what has to be known.
    pub(super) fn rows_on(&self, (from, to): (u32, u32)) -> Option<(u32, u32)> {
        let row = |line: u32| match self.at(line) {
            Some(Line::Row(row)) => Some(row),
            _ => None,
        };
        Some(((from..to).find_map(row)?, (from..to).rev().find_map(row)?))
    }

    /// The row so many lines further down, or up; the nearest one where there is a heading.
    pub(super) fn step(&self, row: u32, by: i64) -> Option<u32> {
        let last = i64::from(self.lines()) - 1;
        let aim = (i64::from(self.line_of(row)) + by).clamp(0, last.max(0)) as u32;
        let row = |line: u32| match self.at(line) {
            Some(Line::Row(row)) => Some(row),
            _ => None,
        };
        let (down, up) = (|| (aim..self.lines()).find_map(row), || (0..=aim).rev().find_map(row));
        if by < 0 { up().or_else(down) } else { down().or_else(up) }
    }

    /// The first and the last row that can be seen.
    pub(super) fn ends(&self) -> Option<(u32, u32)> {
        self.rows_on((0, self.lines()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped() -> Places {
        Places::new(6, [(2, false), (3, true), (1, false)].into_iter())
    }

    #[test]
    fn without_groups_lines_are_rows() {
        let places = Places::new(3, std::iter::empty());
        assert_eq!((places.lines(), places.at(2), places.at(3)), (3, Some(Line::Row(2)), None));
        assert_eq!(places.line_of(2), 2);
        assert_eq!((places.step(0, 1), places.step(0, -1), places.step(1, 9)), (Some(1), Some(0), Some(2)));
        assert_eq!(Places::default().step(0, 1), None);
    }

    #[test]
    fn headings_stand_before_their_rows_and_folded_rows_take_no_line() {
        let lines: Vec<_> = (0..grouped().lines()).map(|line| grouped().at(line)).collect();
        let expected = [Line::Head(0), Line::Row(0), Line::Row(1), Line::Head(1), Line::Head(2), Line::Row(5)];
        assert_eq!(lines, expected.map(Some));
        assert_eq!([0, 1, 2, 4, 5].map(|row| grouped().line_of(row)), [1, 2, 3, 3, 5]);
    }

    #[test]
    fn keys_pass_over_headings_and_what_is_folded() {
        let places = grouped();
        assert_eq!(places.step(1, 1), Some(5));
        assert_eq!(places.step(5, -1), Some(1));
        assert_eq!(places.step(0, -1), Some(0));
        assert_eq!(places.step(5, 1), Some(5));
        assert_eq!(places.ends(), Some((0, 5)));
    }

    #[test]
    fn a_range_of_lines_knows_its_rows() {
        assert_eq!(grouped().rows_on((2, 6)), Some((1, 5)));
        assert_eq!(grouped().rows_on((3, 5)), None, "headings only");
    }

    #[test]
    fn groups_of_another_answer_are_not_used() {
        assert_eq!(Places::new(6, [(2, false)].into_iter()).lines(), 6);
    }
}
