//! Where the keys lead from a cell: one further, a page, or to the edge of the table.

/// Rows that a page key goes in the cells.
const PAGE: i64 = 10;

/// What there is to walk in: the last column, the first and the last row, and the row so many lines from another.
pub(super) struct Around<S> {
    pub(super) last: usize,
    pub(super) ends: (u32, u32),
    pub(super) step: S,
}

/// Where a key leads, and with Ctrl or Command (`far`) how far; `None` for a key that leads nowhere.
pub(super) fn aim<S: Fn(u32, i64) -> u32>(
    key: &str,
    far: bool,
    (row, column): (u32, usize),
    around: &Around<S>,
) -> Option<(u32, usize)> {
    let Around { last, ends: (top, bottom), step } = around;
    Some(match (key, far) {
        ("ArrowLeft", false) => (row, column.saturating_sub(1)),
        ("ArrowRight", false) => (row, (column + 1).min(*last)),
        ("ArrowUp", false) => (step(row, -1), column),
        ("ArrowDown", false) => (step(row, 1), column),
        ("PageUp", false) => (step(row, -PAGE), column),
        ("PageDown", false) => (step(row, PAGE), column),
        ("Home", false) | ("ArrowLeft", true) => (row, 0),
        ("End", false) | ("ArrowRight", true) => (row, *last),
        ("ArrowUp", true) => (*top, column),
        ("ArrowDown", true) => (*bottom, column),
        ("Home", true) => (*top, 0),
        ("End", true) => (*bottom, *last),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_one_further_and_with_control_to_the_edge() {
        let around =
            Around { last: 4, ends: (0, 99), step: |row: u32, by: i64| (i64::from(row) + by).clamp(0, 99) as u32 };
        let to = |key, far| aim(key, far, (50, 2), &around);
        assert_eq!((to("ArrowLeft", false), to("ArrowRight", false)), (Some((50, 1)), Some((50, 3))));
        assert_eq!((to("ArrowUp", false), to("PageDown", false)), (Some((49, 2)), Some((60, 2))));
        assert_eq!((to("Home", false), to("End", false)), (Some((50, 0)), Some((50, 4))));
        assert_eq!((to("ArrowLeft", true), to("ArrowRight", true)), (Some((50, 0)), Some((50, 4))));
        assert_eq!((to("ArrowUp", true), to("ArrowDown", true)), (Some((0, 2)), Some((99, 2))));
        assert_eq!((to("Home", true), to("End", true)), (Some((0, 0)), Some((99, 4))));
        assert_eq!((to("PageDown", true), to("x", true), to("Tab", false)), (None, None, None));
        assert_eq!(aim("ArrowRight", false, (99, 4), &around), Some((99, 4)), "no further than the last");
        assert_eq!(aim("ArrowDown", false, (99, 4), &around), Some((99, 4)));
    }
}
