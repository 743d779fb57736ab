//! Which blocks of a day's hours stand side by side: plain arithmetic with minutes of a day.

/// Minutes of a day.
pub(super) const DAY: i32 = 1_440;
/// What is shorter, or has no end, is as high as this many minutes, so that it can be read and pressed.
pub(super) const LEAST: i32 = 30;

/// The minutes from which and until which something is drawn.
pub(super) type Block = (i32, i32);

/// Where a block stands beside those that it overlaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Lane {
    /// Its first column, from 0.
    pub(super) at: usize,
    /// How many columns it takes.
    pub(super) wide: usize,
    /// How many columns the day has there.
    pub(super) of: usize,
}

/// What lasts from one minute of a day until another, as it is drawn: high enough, and within the day.
pub(super) fn drawn(from: i32, until: i32) -> Block {
    let until = until.max(from + LEAST).min(DAY);
    (from.min(until - LEAST).max(0), until)
}

/// Whether what lasts from one minute until another, so many days later, fills a day by the clock on the wall: a day on which
/// clocks are set anew is as long as any other.
pub(super) fn is_whole(from: i32, days: i32, until: i32) -> bool {
    // Others may write any moments.
    days.clamp(0, 2) * DAY + until - from >= DAY
}

/// A place for each of these. Those that overlap stand in columns side by side, as few as there can be; each is as wide as
/// those to its right leave it.
pub(super) fn lanes(blocks: &[Block]) -> Vec<Lane> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|at| (blocks[*at].0, -blocks[*at].1));
    let mut lanes = vec![Lane { at: 0, wide: 1, of: 1 }; blocks.len()];
    let mut rest = order.as_slice();
    while !rest.is_empty() {
        let (group, others) = rest.split_at(together(blocks, rest));
        place(blocks, group, &mut lanes);
        rest = others;
    }
    lanes
}

/// How many of these hang together, from the first one on.
fn together(blocks: &[Block], order: &[usize]) -> usize {
    let mut end: Option<i32> = None;
    let apart = order.iter().position(|at| {
        let (from, until) = blocks[*at];
        let apart = end.is_some_and(|end| from >= end);
        end = end.max(Some(until));
        apart
    });
    apart.unwrap_or(order.len())
}

/// Places those that hang together, each in the first column that is free when it begins.
fn place(blocks: &[Block], group: &[usize], lanes: &mut [Lane]) {
    let mut ends: Vec<i32> = Vec::new();
    for at in group {
        let (from, until) = blocks[*at];
        let free = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
        match ends.get_mut(free) {
            Some(end) => *end = until,
            None => ends.push(until),
        }
        lanes[*at].at = free;
    }
    let of = ends.len();
    for at in group {
        let first = lanes[*at].at;
        let clear =
            |lane: &usize| group.iter().all(|other| lanes[*other].at != *lane || !overlap(blocks[*at], blocks[*other]));
        let wide = 1 + (first + 1..of).take_while(clear).count();
        lanes[*at] = Lane { at: first, wide, of };
    }
}

/// Whether two of them are there at one moment.
fn overlap(one: Block, other: Block) -> bool {
    one.0 < other.1 && other.0 < one.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lane(at: usize, wide: usize, of: usize) -> Lane {
        Lane { at, wide, of }
    }

    #[test]
    fn what_stands_alone_has_the_whole_width() {
        assert_eq!(lanes(&[]), []);
        assert_eq!(lanes(&[(600, 660), (540, 600), (660, 720)]), [lane(0, 1, 1); 3], "one begins as the other ends");
    }

    #[test]
    fn what_overlaps_stands_side_by_side_the_longer_one_first() {
        assert_eq!(lanes(&[(600, 630), (600, 720)]), [lane(1, 1, 2), lane(0, 1, 2)]);
        // A column is taken again once it is free.
        assert_eq!(lanes(&[(540, 720), (540, 600), (600, 660)]), [lane(0, 1, 2), lane(1, 1, 2), lane(1, 1, 2)]);
    }

    #[test]
    fn a_block_is_as_wide_as_those_to_its_right_leave_it() {
        let blocks = [(540, 600), (540, 600), (540, 720), (600, 660)];
        assert_eq!(lanes(&blocks), [lane(1, 1, 3), lane(2, 1, 3), lane(0, 1, 3), lane(1, 2, 3)]);
    }

    #[test]
    fn what_is_short_can_be_seen_and_nothing_leaves_its_day() {
        assert_eq!(drawn(600, 600), (600, 630));
        assert_eq!(drawn(600, 615), (600, 630));
        assert_eq!(drawn(600, 645), (600, 645));
        assert_eq!(drawn(1_435, 1_435), (1_410, 1_440), "shortly before midnight it begins a little earlier");
        assert_eq!(drawn(150, 130), (150, 180), "an hour that comes twice in autumn");
    }

    #[test]
    fn a_day_is_filled_from_a_minute_to_the_same_one_of_the_next() {
        assert!(is_whole(30, 1, 30) && is_whole(0, 1, 0) && is_whole(1_439, 2, 0));
        assert!(!is_whole(30, 1, 29) && !is_whole(0, 0, 1_439));
        assert!(is_whole(0, i32::MAX, 0) && !is_whole(600, i32::MIN, 540), "no calendar has such days");
    }

    fn some() -> impl Strategy<Value = Vec<Block>> {
        let one = (0..DAY, 0..DAY).prop_map(|(from, until)| drawn(from, until));
        prop::collection::vec(one, 0..40)
    }

    proptest! {
        #[test]
        fn no_two_that_overlap_share_a_column_and_all_columns_have_room(blocks in some()) {
            let lanes = lanes(&blocks);
            prop_assert_eq!(lanes.len(), blocks.len());
            for (at, lane) in lanes.iter().enumerate() {
                prop_assert!(lane.wide >= 1 && lane.at + lane.wide <= lane.of, "{:?}", lane);
                for (other, its) in lanes.iter().enumerate().filter(|(other, _)| *other != at) {
                    if overlap(blocks[at], blocks[other]) {
                        let apart = lane.at + lane.wide <= its.at || its.at + its.wide <= lane.at;
                        prop_assert!(apart, "{:?} {:?} and {:?} {:?}", blocks[at], lane, blocks[other], its);
                        prop_assert_eq!(lane.of, its.of, "side by side, of one width");
                    }
                }
            }
        }

        #[test]
        fn there_are_no_more_columns_than_stand_there_at_one_moment(blocks in some()) {
            let at = |minute: i32| blocks.iter().filter(|block| (block.0..block.1).contains(&minute)).count();
            let most = (0..DAY).map(at).max().unwrap_or_default();
            let columns = lanes(&blocks).iter().map(|lane| lane.of).max().unwrap_or_default();
            prop_assert_eq!(columns, most);
        }
    }
}
