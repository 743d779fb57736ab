//! Stretches of days: `2026`, `2026-01`, `today`, `last-week`, and what lies before, after or between them.

use crate::recur::Day;

/// A length of time in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// A week from Monday on.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From one day to another, both included.
    Fixed(Day, Day),
    /// The one that holds today, or so many later.
    Around(Unit, i32),
}

/// Which days are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// Those of the stretch.
    Within(When),
    /// Those before it.
    Before(When),
    /// Those up to its end.
    UpTo(When),
    /// Those from its beginning.
    From(When),
    /// Those after it.
    After(When),
    /// From the beginning of one to the end of another.
    Between(When, When),
}

impl When {
    /// Reads `2026`, `2026-01` or `2026-01-31`.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.len() {
            4 => Self::span(&format!("{text}-01-01"), 12),
            7 => Self::span(&format!("{text}-01"), 1),
            _ => Day::parse(text).map(|day| Self::Fixed(day, day)),
        }
    }

    fn span(first: &str, months: i32) -> Option<Self> {
        let first = Day::parse(first)?;
        let last = first.add_months(months).map_or(Some(Day::MAX), |next| next.add_days(-1))?;
        Some(Self::Fixed(first, last))
    }

    /// First and last day.
    fn bounds(self, today: Day) -> (Day, Day) {
        let (unit, steps) = match self {
            Self::Fixed(first, last) => return (first, last),
            Self::Around(unit, steps) => (unit, steps),
        };
        let moved = |first: Day, days: i32, months: i32| {
            let first = first.add_days(days * steps).and_then(|day| day.add_months(months * steps))?;
            let next = first.add_days(days).and_then(|day| day.add_months(months))?;
            Some((first, next.add_days(-1)?))
        };
        let whole = match unit {
            Unit::Day => moved(today, 1, 0),
            Unit::Week => today.add_days(-i32::from(today.weekday().number() - 1)).and_then(|day| moved(day, 7, 0)),
            Unit::Month => Day::new(today.year(), today.month(), 1).and_then(|day| moved(day, 0, 1)),
            Unit::Year => Day::new(today.year(), 1, 1).and_then(|day| moved(day, 0, 12)),
        };
        // Only at the ends of the calendar is there none.
        whole.unwrap_or((today, today))
    }
}

impl Days {
    /// First and last day, where there is one.
    pub(crate) fn bounds(self, today: Day) -> (Option<Day>, Option<Day>) {
        match self {
            Self::Within(when) => {
                let (first, last) = when.bounds(today);
                (Some(first), Some(last))
            }
            Self::Before(when) => (None, Some(when.bounds(today).0.add_days(-1).unwrap_or(Day::MIN))),
            Self::UpTo(when) => (None, Some(when.bounds(today).1)),
            Self::From(when) => (Some(when.bounds(today).0), None),
            Self::After(when) => (Some(when.bounds(today).1.add_days(1).unwrap_or(Day::MAX)), None),
            Self::Between(from, to) => (Some(from.bounds(today).0), Some(to.bounds(today).1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn stretches_have_their_first_and_last_day() {
        let today = day("2026-11-26");
        for (when, first, last) in [
            (When::read("2026"), "2026-01-01", "2026-12-31"),
            (When::read("2028-02"), "2028-02-01", "2028-02-29"),
            (When::read("2026-11-26"), "2026-11-26", "2026-11-26"),
            (When::read("9999"), "9999-01-01", "9999-12-31"),
            (Some(When::Around(Unit::Day, -1)), "2026-11-25", "2026-11-25"),
            (Some(When::Around(Unit::Week, 0)), "2026-11-23", "2026-11-29"),
            (Some(When::Around(Unit::Week, 1)), "2026-11-30", "2026-12-06"),
            (Some(When::Around(Unit::Month, -1)), "2026-10-01", "2026-10-31"),
            (Some(When::Around(Unit::Month, 3)), "2027-02-01", "2027-02-28"),
            (Some(When::Around(Unit::Year, 1)), "2027-01-01", "2027-12-31"),
        ] {
            assert_eq!(when.map(|when| when.bounds(today)), Some((day(first), day(last))), "{when:?}");
        }
        assert_eq!((When::read("20"), When::read("2026-13"), When::read("2026-1-1")), (None, None, None));
    }

    #[test]
    fn before_and_after_do_not_touch_the_stretch() {
        let (today, month) = (day("2026-11-26"), When::Fixed(day("2026-01-01"), day("2026-01-31")));
        for (days, from, to) in [
            (Days::Within(month), "2026-01-01", "2026-01-31"),
            (Days::Before(month), "", "2025-12-31"),
            (Days::UpTo(month), "", "2026-01-31"),
            (Days::From(month), "2026-01-01", ""),
            (Days::After(month), "2026-02-01", ""),
            (Days::Between(month, When::Around(Unit::Day, 0)), "2026-01-01", "2026-11-26"),
        ] {
            let of = |text: &str| (!text.is_empty()).then(|| day(text));
            assert_eq!(days.bounds(today), (of(from), of(to)), "{days:?}");
        }
    }
}
