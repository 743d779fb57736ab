//! Days as the calendar counts them, and their place on this device's clock.

use crate::format;
use crate::strings::t;
use js_sys::{Array, Date, Function, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

/// A day, counted from 1970-01-01, of the years 1970 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Day(i32);

const FIRST: i32 = 0;
const LAST: i32 = 2_932_896;

impl Day {
    /// Of a year, a month from 1 and a day from 1, which both may lie beyond their ends.
    fn new(year: i32, month: i32, day: i32) -> Self {
        let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
        // H. Hinnant, chrono-compatible low-level date algorithms: years that begin in March.
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        Self(days.clamp(FIRST, LAST))
    }

    /// Year, month from 1, day from 1.
    pub(super) fn parts(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + i32::from(month <= 2), month, day)
    }

    /// Reads "2027-12-31" and nothing else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let part = |from: usize, to: usize| text.get(from..to)?.parse::<i32>().ok();
        let day = digits.then(|| Some(Self::new(part(0, 4)?, part(5, 7)?, part(8, 10)?))).flatten()?;
        (day.iso() == text).then_some(day)
    }

    /// As ISO 8601.
    pub(crate) fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Today, by this device's clock and zone.
    pub(crate) fn today() -> Self {
        Self::parse(&format::today()).unwrap_or(Self(FIRST))
    }

    /// The day on which a moment falls here.
    pub(super) fn of_moment(at: u64) -> Self {
        let date = Date::new(&JsValue::from_f64(at as f64));
        Self::new(date.get_full_year() as i32, date.get_month() as i32 + 1, date.get_date() as i32)
    }

    /// So many days later.
    pub(super) fn add(self, days: i32) -> Self {
        Self((self.0 + days).clamp(FIRST, LAST))
    }

    /// Days since another one.
    pub(super) fn since(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// The same day so many months later, or the month's last.
    pub(crate) fn add_months(self, months: i32) -> Self {
        let (year, month, day) = self.parts();
        let first = Self::new(year, month + months, 1);
        first.add(day.min(first.month_len()) - 1)
    }

    /// The first of its month.
    pub(super) fn first_of_month(self) -> Self {
        self.add(1 - self.parts().2)
    }

    fn month_len(self) -> i32 {
        let (year, month, _) = self.parts();
        Self::new(year, month + 1, 1).0 - Self::new(year, month, 1).0
    }

    /// From Monday, 0.
    pub(crate) fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// Which of the month's days of this name it is, from 0; 4 for the fifth, which is the last.
    pub(crate) fn nth(self) -> u8 {
        ((self.parts().2 - 1) / 7) as u8
    }

    /// Whether it is the last of its name in its month.
    pub(crate) fn is_last_of_month(self) -> bool {
        self.parts().2 + 7 > self.month_len()
    }

    /// The first day of its week, where weeks begin with this day.
    pub(super) fn week(self, begins: u8) -> Self {
        Self(self.0 - i32::from((self.weekday() + 7 - begins) % 7))
    }

    /// When it begins here, ms since 1970.
    pub(super) fn begin(self) -> u64 {
        format::midnight(&self.iso()).unwrap_or_default().max(0.0) as u64
    }

    /// A moment of this day at the same time of the day as another moment.
    pub(super) fn at_time_of(self, moment: u64) -> u64 {
        let (year, month, day) = self.parts();
        let date = Date::new(&JsValue::from_f64(moment as f64));
        date.set_full_year_with_month_date(year as u32, month - 1, day);
        date.get_time().max(0.0) as u64
    }

    /// A moment of this day by the clock on the wall: the one after it where spring leaves that out.
    pub(super) fn at_minute(self, minute: i32) -> u64 {
        let (year, month, day) = self.parts();
        let date = Date::new_with_year_month_day_hr_min(year as u32, month - 1, day, minute / 60, minute % 60);
        date.get_time().max(0.0) as u64
    }

    /// "Mon 14 Jun", or "Mon 14 Jun, 10:15".
    pub(super) fn words_at(self, minute: Option<i32>) -> String {
        let time = minute.map(|minute| format!(", {}", format::clock(self.at_minute(minute))));
        self.words() + &time.unwrap_or_default()
    }

    /// "Mon 14 Jun".
    pub(super) fn words(self) -> String {
        let (_, month, day) = self.parts();
        let words = &t().calendar;
        words.day(words.weekdays_short[usize::from(self.weekday())], day, words.months_short[month as usize - 1])
    }

    /// "June 2027".
    pub(super) fn month_words(self) -> String {
        let (year, month, _) = self.parts();
        format!("{} {year}", t().calendar.months[month as usize - 1])
    }
}

/// The minute of its day at which a moment falls here, by the clock on the wall.
pub(super) fn minute_of(at: u64) -> i32 {
    let date = Date::new(&JsValue::from_f64(at as f64));
    (date.get_hours() * 60 + date.get_minutes()) as i32
}

/// An hour as it stands beside its line: "14:00", or "2 PM".
pub(super) fn hour_words(hour: i32) -> String {
    // On a day on which no clock is set anew.
    let said = format::clock(Day::new(2_001, 1, 3).at_minute(hour * 60));
    [":00 ", ":00\u{202f}"].iter().fold(said, |said, part| said.replace(part, "\u{a0}"))
}

/// The day with which weeks begin where this browser's user lives, from Monday, 0; Monday where it does not say.
pub(super) fn week_begins() -> u8 {
    let said = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let make: Function = Reflect::get(&intl, &"Locale".into()).ok()?.dyn_into().ok()?;
        let locale = Reflect::construct(&make, &Array::of1(&window().navigator().language()?.into())).ok()?;
        let ask = Reflect::get(&locale, &"getWeekInfo".into()).ok()?.dyn_into::<Function>();
        let info: Object = match ask {
            Ok(ask) => ask.call0(&locale).ok()?.into(),
            Err(_) => Reflect::get(&locale, &"weekInfo".into()).ok()?.into(),
        };
        Reflect::get(&info, &"firstDay".into()).ok()?.as_f64()
    };
    said().filter(|day| (1.0..=7.0).contains(day)).map_or(0, |day| day as u8 - 1)
}

#[cfg(test)]
mod tests {
    use super::Day;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn days_come_back_from_text_and_nothing_else_is_one() {
        for text in ["1970-01-01", "2000-02-29", "2027-12-31", "9999-12-31"] {
            assert_eq!(day(text).iso(), text);
        }
        for text in ["2027-02-29", "2027-13-01", "2027-1-1", "1969-12-31", "", "2027-01-00"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_and_weeks_have_their_ends() {
        assert_eq!(day("2027-01-31").add_months(1), day("2027-02-28"));
        assert_eq!(day("2027-01-15").add_months(-1), day("2026-12-15"));
        assert_eq!(day("2027-02-10").first_of_month(), day("2027-02-01"));
        // 2027-01-01 is a Friday.
        assert_eq!((day("2027-01-01").weekday(), day("2027-01-01").nth()), (4, 0));
        assert_eq!((day("2027-01-29").nth(), day("2027-01-22").is_last_of_month()), (4, false));
        assert!(day("2027-02-26").is_last_of_month());
        assert_eq!(day("2027-01-01").week(0), day("2026-12-28"));
        assert_eq!(day("2027-01-03").week(6), day("2027-01-03"), "where weeks begin on Sunday");
    }
}
