//! When a task comes again. A rule is counted from an anchor, the day on which its series began, so that nothing
//! drifts: what began on the 31st comes on the 28th of February and on the 31st of March. Words for people are the
//! page's.

mod day;
mod text;

pub use day::{Day, Nth, Weekday, Weekdays};
use std::num::NonZeroU16;
pub use text::{MAX_RULE_TEXT, RuleError};

/// How a task comes again. Its text form is part of an iCalendar RRULE (RFC 5545 §3.3.10): [`Rule::parse`] and
/// `to_string`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Of how many units only one counts: 2 for every second week.
    pub every: NonZeroU16,
    /// Days, weeks, months or years.
    pub unit: Unit,
    /// When it stops.
    pub end: End,
}

/// What a rule counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks from Monday, on these days; on the anchor's if there are none.
    Week(Weekdays),
    /// Months, on the anchor's day or the month's last.
    Month,
    /// Months, on such a day of the week: the last Friday.
    MonthOn(Nth, Weekday),
    /// Years, on the anchor's day; 29 February is the 28th in most.
    Year,
}

/// When a rule stops. A date and a count together are no rule (RFC 5545).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// Never.
    Never,
    /// After this day.
    Until(Day),
    /// After so many times, of which the task at hand is one. Counted down by [`Rule::spent`].
    Left(NonZeroU16),
}

impl Rule {
    /// Every unit, without end.
    pub const fn each(unit: Unit) -> Self {
        Self { every: NonZeroU16::MIN, unit, end: End::Never }
    }

    /// Monday to Friday.
    pub const WEEKDAYS: Self = Self::each(Unit::Week(Weekdays::WORKING));

    /// The first day of the series that is later than `after`, and not before `anchor`; `None` once it is over.
    pub fn next_after(&self, anchor: Day, after: Day) -> Option<Day> {
        if matches!(self.end, End::Left(left) if left == NonZeroU16::MIN) {
            return None;
        }
        let next = self.unended(anchor, after)?;
        match self.end {
            End::Until(last) if next > last => None,
            _ => Some(next),
        }
    }

    /// The rule of the next task, when this one is done; `None` if it was the last.
    pub fn spent(self) -> Option<Self> {
        match self.end {
            End::Left(left) => NonZeroU16::new(left.get() - 1).map(|left| Self { end: End::Left(left), ..self }),
            _ => Some(self),
        }
    }

    /// Each unit is reached by one division: a day far away takes no longer than tomorrow.
    fn unended(&self, anchor: Day, after: Day) -> Option<Day> {
        let every = i32::from(self.every.get());
        match self.unit {
            Unit::Day if after < anchor => Some(anchor),
            Unit::Day => anchor.add_days(next_multiple(after.days() - anchor.days(), every)),
            Unit::Week(on) => next_in_weeks(every, on, anchor, after),
            Unit::Month => next_in_months(every, anchor, after, |months| anchor.add_months(months)),
            Unit::MonthOn(nth, day) => next_in_months(every, anchor, after, |months| anchor.nth_in(months, nth, day)),
            Unit::Year => next_in_months(every * 12, anchor, after, |months| anchor.add_months(months)),
        }
    }
}

/// The first multiple above a number that is not negative.
fn next_multiple(past: i32, every: i32) -> i32 {
    (past / every + 1) * every
}

/// `on` gives the day of the month that is so many later than the anchor's.
fn next_in_months(every: i32, anchor: Day, after: Day, on: impl Fn(i32) -> Option<Day>) -> Option<Day> {
    let months = |day: Day| day.year() * 12 + day.month() as i32;
    let past = (months(after) - months(anchor)).max(0);
    // In the month of `after` itself the day may be still to come.
    let this = on(past / every * every).filter(|day| *day > after && *day >= anchor);
    this.or_else(|| on(next_multiple(past, every)))
}

fn next_in_weeks(every: i32, on: Weekdays, anchor: Day, after: Day) -> Option<Day> {
    let on = if on.is_empty() { on.with(anchor.weekday()) } else { on };
    let from = anchor.max(after.add_days(1)?);
    let weeks = (from.monday() - anchor.monday()) / 7;
    let this_week = weeks % every == 0;
    let here = on.iter().filter(|_| this_week).find(|day| *day >= from.weekday());
    let (monday, day) = match here {
        Some(day) => (from.monday(), day),
        None => (anchor.monday() + next_multiple(weeks, every) * 7, on.iter().next()?),
    };
    Day::from_days(monday + day as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn rule(text: &str) -> Rule {
        Rule::parse(text).expect("a rule")
    }

    /// The first days of a series after its anchor.
    fn series(text: &str, anchor: &str, count: usize) -> Vec<String> {
        let (rule, anchor) = (rule(text), day(anchor));
        let days = std::iter::successors(Some(anchor), |last| rule.next_after(anchor, *last));
        days.skip(1).take(count).map(|day| day.to_string()).collect()
    }

    #[test]
    fn the_31st_comes_back_after_shorter_months() {
        let months = series("FREQ=MONTHLY", "2027-01-31", 5);
        assert_eq!(months, ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"]);
        let seconds = series("FREQ=MONTHLY;INTERVAL=2", "2027-12-31", 3);
        assert_eq!(seconds, ["2028-02-29", "2028-04-30", "2028-06-30"]);
        let leap = series("FREQ=YEARLY", "2028-02-29", 4);
        assert_eq!(leap, ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
    }

    #[test]
    fn a_rule_of_weeks_knows_its_days_and_which_weeks_count() {
        let days = series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2027-01-05", 4);
        assert_eq!(days, ["2027-01-07", "2027-01-18", "2027-01-21", "2027-02-01"]);
        assert_eq!(series("FREQ=WEEKLY", "2027-01-06", 2), ["2027-01-13", "2027-01-20"]);
        assert_eq!(Rule::WEEKDAYS.next_after(day("2027-01-04"), day("2027-01-08")), Some(day("2027-01-11")));
    }

    #[test]
    fn a_month_has_a_first_and_a_last_friday() {
        assert_eq!(
            series("FREQ=MONTHLY;BYDAY=-1FR", "2027-01-01", 4),
            ["2027-01-29", "2027-02-26", "2027-03-26", "2027-04-30"]
        );
        assert_eq!(series("FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR", "2027-01-02", 2), ["2027-03-05", "2027-05-07"]);
        assert_eq!(series("FREQ=MONTHLY;BYDAY=4SU", "2027-02-28", 2), ["2027-03-28", "2027-04-25"]);
        let last = rule("FREQ=MONTHLY;BYDAY=-1FR");
        assert_eq!(
            last.next_after(day("2027-01-30"), day("2020-01-01")),
            Some(day("2027-02-26")),
            "not before it began"
        );
    }

    #[test]
    fn a_task_that_was_left_lying_comes_next_after_today() {
        let next = |text, anchor, after| rule(text).next_after(day(anchor), day(after)).map(|day| day.to_string());
        assert_eq!(next("FREQ=DAILY;INTERVAL=10", "2027-01-01", "2027-03-01").as_deref(), Some("2027-03-02"));
        assert_eq!(next("FREQ=MONTHLY", "2027-01-31", "2027-02-27").as_deref(), Some("2027-02-28"));
        assert_eq!(next("FREQ=MONTHLY", "2027-01-31", "2027-02-28").as_deref(), Some("2027-03-31"));
        assert_eq!(
            next("FREQ=YEARLY", "2027-05-01", "2020-01-01").as_deref(),
            Some("2027-05-01"),
            "not before it began"
        );
        assert_eq!(next("FREQ=WEEKLY;BYDAY=FR", "2027-01-06", "2020-01-01").as_deref(), Some("2027-01-08"));
    }

    #[test]
    fn a_rule_ends_at_its_day_its_count_or_with_the_calendar() {
        assert_eq!(series("FREQ=DAILY;UNTIL=20270103", "2027-01-01", 9), ["2027-01-02", "2027-01-03"]);
        let last = rule("FREQ=DAILY;COUNT=2").spent().expect("one is left");
        assert_eq!(last, rule("FREQ=DAILY;COUNT=1"));
        assert_eq!((last.next_after(day("2027-01-01"), day("2027-01-02")), last.spent()), (None, None));
        for text in [
            "FREQ=DAILY",
            "FREQ=WEEKLY;INTERVAL=65535",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;BYDAY=-1SU",
            "FREQ=YEARLY;INTERVAL=65535",
        ] {
            assert_eq!(rule(text).next_after(Day::MIN, Day::MAX), None, "{text}");
            assert_eq!(rule(text).next_after(Day::MAX, Day::MAX), None, "{text}");
        }
    }

    fn any_day() -> impl Strategy<Value = Day> {
        let near = -200i32..40_000;
        prop_oneof![4 => near, 1 => Day::MIN.days()..=Day::MAX.days()]
            .prop_map(|days| Day::from_days(days).expect("in range"))
    }

    fn any_unit() -> impl Strategy<Value = Unit> {
        let some = proptest::sample::subsequence(Weekday::ALL.to_vec(), 0..=7);
        let week = some.prop_map(|days| Unit::Week(days.into_iter().collect()));
        let nth = proptest::sample::select(Nth::ALL.to_vec());
        let on = (nth, proptest::sample::select(Weekday::ALL.to_vec())).prop_map(|(nth, day)| Unit::MonthOn(nth, day));
        prop_oneof![Just(Unit::Day), week, Just(Unit::Month), on, Just(Unit::Year)]
    }

    pub(super) fn any_rule() -> impl Strategy<Value = Rule> {
        let every = prop_oneof![4 => 1u16..=14, 1 => 1u16..=u16::MAX];
        let end = prop_oneof![
            2 => Just(End::Never),
            1 => any_day().prop_map(End::Until),
            1 => any::<NonZeroU16>().prop_map(End::Left),
        ];
        (every, any_unit(), end).prop_map(|(every, unit, end)| {
            let every = NonZeroU16::new(every).expect("at least 1");
            Rule { every, unit, end }
        })
    }

    /// Whether a day is of the series, said without the code under test.
    fn is_on_grid(rule: &Rule, anchor: Day, day: Day) -> bool {
        let every = i32::from(rule.every.get());
        let months = (day.year() - anchor.year()) * 12 + day.month() as i32 - anchor.month() as i32;
        let is_its_day = anchor.add_months(months) == Some(day);
        day >= anchor
            && match rule.unit {
                Unit::Day => (day.days() - anchor.days()) % every == 0,
                Unit::Week(on) => {
                    let weeks = (day.monday() - anchor.monday()) / 7;
                    weeks % every == 0 && (on.has(day.weekday()) || on.is_empty() && day.weekday() == anchor.weekday())
                }
                Unit::Month => months % every == 0 && is_its_day,
                Unit::MonthOn(nth, on) => {
                    let week = (day.day() - 1) / 7;
                    let is_last = day.add_days(7).is_none_or(|next| next.month() != day.month());
                    let is_nth = if nth == Nth::Last { is_last } else { week == nth as u32 };
                    months % every == 0 && day.weekday() == on && is_nth
                }
                Unit::Year => months % (12 * every) == 0 && is_its_day,
            }
    }

    proptest! {
        #[test]
        fn the_next_day_is_later_and_of_the_series(rule in any_rule(), anchor in any_day(), after in any_day()) {
            if let Some(next) = rule.next_after(anchor, after) {
                prop_assert!(next > after && is_on_grid(&rule, anchor, next));
                prop_assert!(!matches!(rule.end, End::Until(last) if next > last));
            }
        }

        #[test]
        fn no_day_of_the_series_is_left_out(rule in any_rule(), anchor in any_day(), ahead in -50i32..900) {
            let Some(after) = anchor.add_days(ahead) else { return Ok(()) };
            let unended = Rule { end: End::Never, ..rule };
            let next = unended.next_after(anchor, after);
            let walked = (1..1_500).filter_map(|days| after.add_days(days)).find(|day| is_on_grid(&rule, anchor, *day));
            match walked {
                Some(day) => prop_assert_eq!(next, Some(day)),
                None => prop_assert!(next.is_none_or(|next| next.days() - after.days() >= 1_500)),
            }
        }

        #[test]
        fn a_later_start_never_gives_an_earlier_day(
            rule in any_rule(), anchor in any_day(), starts in (any_day(), any_day()),
        ) {
            let (early, late) = (starts.0.min(starts.1), starts.0.max(starts.1));
            if let Some(later) = rule.next_after(anchor, late) {
                prop_assert!(rule.next_after(anchor, early).is_some_and(|earlier| earlier <= later));
            }
        }
    }
}
