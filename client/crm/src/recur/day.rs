//! Days of the calendar without a time zone: a task is due on a day, wherever one reads it. The arithmetic is
//! `chrono`'s.

use chrono::{Datelike, Months, NaiveDate};
use std::fmt;

/// A day of the Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 1583-01-01, in the first whole year of the Gregorian calendar (ISO 8601).
    pub const MIN: Self = Self(-141_349);
    /// 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day that is so many days after 1970-01-01.
    pub fn from_days(days: i32) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&days).then_some(Self(days))
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0
    }

    /// The day on which this moment falls in UTC, in milliseconds since 1970-01-01.
    pub fn of_ms(ms: u64) -> Option<Self> {
        Self::from_days(i32::try_from(ms / 86_400_000).ok()?)
    }

    /// The day of this year, month (1 to 12) and day of the month.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::of(NaiveDate::from_ymd_opt(year, month, day)?)
    }

    /// Reads `2027-12-31` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let dashes =
            text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| (byte == b'-') == (at == 4 || at == 7));
        dashes.then(|| text.replace('-', "")).and_then(|digits| Self::parse_basic(&digits))
    }

    /// Reads `20271231`, the basic form of ISO 8601.
    pub(crate) fn parse_basic(text: &str) -> Option<Self> {
        let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = digits.then(|| text.parse().ok()).flatten()?;
        Self::new(i32::try_from(number / 10_000).ok()?, number / 100 % 100, number % 100)
    }

    /// As `20271231`.
    pub(crate) fn basic(self) -> String {
        format!("{:04}{:02}{:02}", self.year(), self.month(), self.day())
    }

    /// The year, 1583 to 9999.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.date().month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.date().day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[self.since_monday() as usize]
    }

    /// The Monday of its week, which may lie before [`Day::MIN`], in days since 1970-01-01.
    pub(super) fn monday(self) -> i32 {
        self.0 - self.since_monday()
    }

    fn since_monday(self) -> i32 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7)
    }

    /// So many days later, or earlier.
    pub fn add_days(self, days: i32) -> Option<Self> {
        Self::from_days(self.0.checked_add(days)?)
    }

    /// The same day so many months later, or earlier; the month's last where it has no such day.
    pub fn add_months(self, months: i32) -> Option<Self> {
        let by = Months::new(months.unsigned_abs());
        let date = self.date();
        Self::of(if months < 0 { date.checked_sub_months(by)? } else { date.checked_add_months(by)? })
    }

    /// Such a day of the week in the month that is so many later, or earlier.
    pub fn nth_in(self, months: i32, nth: Nth, on: Weekday) -> Option<Self> {
        let first = self.add_days(1 - self.day() as i32)?.add_months(months)?;
        let ahead = (on as i32 - first.weekday() as i32).rem_euclid(7);
        match nth {
            Nth::Last => {
                let fifth = first.add_days(ahead + 28).filter(|day| day.month() == first.month());
                fifth.or_else(|| first.add_days(ahead + 21))
            }
            nth => first.add_days(ahead + 7 * nth as i32),
        }
    }

    fn of(date: NaiveDate) -> Option<Self> {
        Self::from_days(date.to_epoch_days())
    }

    fn date(self) -> NaiveDate {
        // Every day from MIN to MAX is one of chrono's, whose years go to 262,142.
        NaiveDate::from_epoch_days(self.0).unwrap_or_default()
    }
}

/// As `2027-12-31`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A day of the week, in the order of ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All seven, from Monday.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// Which of a month's Fridays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

impl Nth {
    /// All five, from the first.
    pub const ALL: [Self; 5] = [Self::First, Self::Second, Self::Third, Self::Fourth, Self::Last];
}

/// A set of days of the week.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);

    /// With this day too.
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day as u8)
    }

    /// Whether this day is one of them.
    pub fn has(self, day: Weekday) -> bool {
        self.0 & (1 << day as u8) != 0
    }

    /// Whether it is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in it, from Monday.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.has(*day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::default(), Self::with)
    }
}

impl fmt::Debug for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn the_calendar_reaches_from_1583_to_9999() {
        assert_eq!((day("1583-01-01"), day("9999-12-31")), (Day::MIN, Day::MAX));
        assert_eq!(day("1970-01-01").days(), 0);
        assert_eq!((Day::MIN.add_days(-1), Day::MAX.add_days(1), Day::MAX.add_months(1)), (None, None, None));
        assert_eq!(
            (Day::MIN.add_months(-1), Day::MAX.add_months(i32::MIN), Day::MAX.add_days(i32::MAX)),
            (None, None, None)
        );
    }

    #[test]
    fn only_iso_days_that_exist_are_read() {
        for wrong in [
            "",
            "2027-1-1",
            "2027-02-29",
            "2027-13-01",
            "2027/01/01",
            "20270101",
            "1582-12-31",
            "+027-01-01",
            "2027-01-00",
        ] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
        assert_eq!(day("2028-02-29").to_string(), "2028-02-29");
        assert_eq!(Day::of_ms(1_830_297_599_999).map(|day| day.to_string()).as_deref(), Some("2027-12-31"));
        assert_eq!(Day::of_ms(u64::MAX), None);
    }

    #[test]
    fn a_month_later_is_the_months_end_where_it_has_no_such_day() {
        for (from, months, to) in [
            ("2027-01-31", 1, "2027-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2028-02-29", 48, "2032-02-29"),
            ("2027-03-31", -1, "2027-02-28"),
            ("2027-12-15", 1, "2028-01-15"),
        ] {
            assert_eq!(day(from).add_months(months), Some(day(to)), "{from} {months}");
        }
    }

    #[test]
    fn weekdays_are_numbered_from_monday() {
        assert_eq!(day("1970-01-01").weekday(), Weekday::Thursday);
        assert_eq!(day("2027-12-31").weekday(), Weekday::Friday);
        assert_eq!((Day::MIN.weekday(), Day::MIN.weekday().number()), (Weekday::Saturday, 6));
        assert_eq!(Weekdays::WORKING.iter().map(Weekday::number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }

    proptest! {
        #[test]
        fn days_come_back_from_text(days in Day::MIN.0..=Day::MAX.0) {
            let day = Day::from_days(days).expect("in range");
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
            prop_assert_eq!(Day::parse_basic(&day.basic()), Some(day));
            prop_assert_eq!(Day::new(day.year(), day.month(), day.day()), Some(day));
        }
    }
}
