//! Spans of days told from today on: "this week", "the last 30 days". A kept filter holds the span, a list the days.

use super::{Filter, Test};
use crate::recur::Day;
use crate::schema::{self, FieldKey, Kind, Shape};
use serde::{Deserialize, Serialize};

const DAY_MS: i64 = 86_400_000;

/// The day on which a filter is asked, where the member is, and who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub day: Day,
    /// When it began, ms since 1970.
    pub starts: u64,
    /// The member's number.
    pub me: u32,
}

/// Days as told from today on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// All days before today.
    Past,
    /// Today.
    Today,
    /// All days after today.
    Future,
    /// The week, Monday to Sunday, that is so many weeks from this one.
    Week(i8),
    /// The month that is so many months from this one.
    Month(i8),
    /// The year that is so many years from this one.
    Year(i8),
    /// So many days up to today, today included.
    LastDays(u16),
    /// So many days from today on, today included.
    NextDays(u16),
}

impl Today {
    /// When a day begins where the member is, ms since 1970. Days before and after a change of the clock begin an hour
    /// earlier or later than told here.
    pub(crate) fn start_of(&self, day: Day) -> i64 {
        i64::try_from(self.starts).unwrap_or_default() + i64::from(day.days() - self.day.days()) * DAY_MS
    }

    /// When a day ends, ms since 1970.
    pub(crate) fn end_of(&self, day: Day) -> i64 {
        self.start_of(day) + DAY_MS - 1
    }
}

impl Span {
    /// Its first and last day; `None` is open.
    pub fn days(self, today: Day) -> (Option<Day>, Option<Day>) {
        match self {
            Self::Past => (None, today.add_days(-1)),
            Self::Today => (Some(today), Some(today)),
            Self::Future => (today.add_days(1), None),
            Self::Week(weeks) => {
                let monday = today
                    .add_days(1 - i32::from(today.weekday().number()))
                    .and_then(|day| day.add_days(7 * i32::from(weeks)));
                (monday, monday.and_then(|day| day.add_days(6)))
            }
            Self::Month(months) => {
                let first = today.add_days(1 - today.day() as i32).and_then(|day| day.add_months(i32::from(months)));
                (first, first.and_then(|day| day.add_months(1)).and_then(|day| day.add_days(-1)))
            }
            Self::Year(years) => {
                let first = Day::new(today.year() + i32::from(years), 1, 1);
                (first, Day::new(today.year() + i32::from(years), 12, 31))
            }
            Self::LastDays(days) => (today.add_days(1 - i32::from(days.max(1))), Some(today)),
            Self::NextDays(days) => (Some(today), today.add_days(i32::from(days.max(1)) - 1)),
        }
    }
}

impl Filter {
    /// The same filter with what is told from today on, and from who asks, put in days and numbers.
    #[must_use]
    pub fn settled(&self, kind: Kind, today: &Today) -> Self {
        let all = |parts: &[Self]| parts.iter().map(|part| part.settled(kind, today)).collect();
        match self {
            Self::All(parts) => Self::All(all(parts)),
            Self::Any(parts) => Self::Any(all(parts)),
            Self::Not(part) => Self::Not(Box::new(part.settled(kind, today))),
            Self::Field(field, Test::Within(span)) => within(kind, *field, *span, today),
            Self::Field(field, Test::Mine) => Self::Field(*field, Test::Member(vec![today.me])),
            _ => self.clone(),
        }
    }
}

fn within(kind: Kind, field: FieldKey, span: Span, today: &Today) -> Filter {
    let (from, to) = span.days(today.day);
    between(kind, field, from, to, today)
}

/// A day of a field lies between these two, both included; `None` is open.
pub(crate) fn between(kind: Kind, field: FieldKey, from: Option<Day>, to: Option<Day>, today: &Today) -> Filter {
    let bounds = if schema::shape_of(kind, field) == Some(Shape::Moment) {
        [from.map(|day| Test::AtLeast(today.start_of(day))), to.map(|day| Test::AtMost(today.end_of(day)))]
    } else {
        [from.map(|day| Test::From(day.to_string())), to.map(|day| Test::To(day.to_string()))]
    };
    Filter::All(bounds.into_iter().flatten().map(|test| Filter::Field(field, test)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::key;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn spans_have_the_days_that_people_mean() {
        // A Thursday.
        let today = day("2026-11-26");
        let days = |span: Span| {
            let (from, to) = span.days(today);
            let shown = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}..{}", shown(from), shown(to))
        };
        assert_eq!(days(Span::Past), "..2026-11-25");
        assert_eq!(days(Span::Today), "2026-11-26..2026-11-26");
        assert_eq!(days(Span::Future), "2026-11-27..");
        assert_eq!(days(Span::Week(0)), "2026-11-23..2026-11-29");
        assert_eq!(days(Span::Week(-1)), "2026-11-16..2026-11-22");
        assert_eq!(days(Span::Month(0)), "2026-11-01..2026-11-30");
        assert_eq!(days(Span::Month(3)), "2027-02-01..2027-02-28");
        assert_eq!(days(Span::Year(-1)), "2025-01-01..2025-12-31");
        assert_eq!(days(Span::LastDays(7)), "2026-11-20..2026-11-26");
        assert_eq!(days(Span::NextDays(0)), "2026-11-26..2026-11-26", "at least today");
    }

    #[test]
    fn a_week_that_begins_last_month_and_a_month_from_its_last_day() {
        assert_eq!(Span::Week(0).days(day("2026-03-01")), (Some(day("2026-02-23")), Some(day("2026-03-01"))));
        assert_eq!(Span::Month(1).days(day("2026-01-31")), (Some(day("2026-02-01")), Some(day("2026-02-28"))));
    }

    #[test]
    fn dates_are_compared_as_days_and_moments_as_milliseconds() {
        let today = Today { day: day("2026-11-26"), starts: 1_764_111_600_000, me: 3 };
        let due = Filter::Field(key::DUE, Test::Within(Span::Past)).settled(Kind::Task, &today);
        assert_eq!(due, Filter::All(vec![Filter::Field(key::DUE, Test::To("2026-11-25".into()))]));
        let when = Filter::Field(key::WHEN, Test::Within(Span::Today)).settled(Kind::Activity, &today);
        let (from, to) = (1_764_111_600_000, 1_764_111_600_000 + DAY_MS - 1);
        assert_eq!(
            when,
            Filter::All(vec![
                Filter::Field(key::WHEN, Test::AtLeast(from)),
                Filter::Field(key::WHEN, Test::AtMost(to)),
            ])
        );
        let mine = Filter::Not(Box::new(Filter::Field(key::OWNER, Test::Mine))).settled(Kind::Task, &today);
        assert_eq!(mine, Filter::Not(Box::new(Filter::Field(key::OWNER, Test::Member(vec![3])))));
    }
}
