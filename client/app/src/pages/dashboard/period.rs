//! The period that is looked at, in pieces of this device's own calendar: a month in weeks, all else in months.

use crate::format;
use crate::strings::{always, t};
use js_sys::Date;

/// What may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Month,
    Quarter,
    Year,
    Last12,
}

impl Period {
    pub(super) const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Last12];

    /// As it stands in the address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Last12 => "12-months",
        }
    }

    /// Reads [`Self::word`]; the last twelve months where it is none.
    pub(super) fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|period| period.word() == word).unwrap_or(Self::Last12)
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Month => t().dashboard.this_month,
            Self::Quarter => t().dashboard.this_quarter,
            Self::Year => t().dashboard.this_year,
            Self::Last12 => t().dashboard.last_12,
        }
    }

    /// The pieces around today.
    pub(super) fn pieces(self) -> Pieces {
        let today = Date::new_0();
        let (year, month) = (today.get_full_year(), today.get_month() as i32);
        match self {
            Self::Month => weeks(year, month),
            Self::Quarter => months(year, month - month % 3, 3),
            Self::Year => months(year, 0, 12),
            Self::Last12 => months(year, month - 11, 12),
        }
    }
}

/// Where pieces begin and what they are called.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pieces {
    /// Begins, and the end of the last one, ms since 1970.
    pub(super) edges: Vec<u64>,
    /// In short, and in full.
    pub(super) names: Vec<(String, String)>,
}

/// A day of this device's calendar; months and days run over into the next ones.
fn day(year: u32, month: i32, day: i32) -> Date {
    Date::new_with_year_month_day(year, month, day)
}

fn at(date: &Date) -> u64 {
    date.get_time().max(0.0) as u64
}

fn months(year: u32, first: i32, count: i32) -> Pieces {
    let starts: Vec<u64> = (0..=count).map(|step| at(&day(year, first + step, 1))).collect();
    let names = starts.iter().take(count as usize).map(|at| (format::month_short(*at), format::month_of_year(*at)));
    Pieces { names: names.collect(), edges: starts }
}

/// From Monday to Monday, cut at the month's ends.
fn weeks(year: u32, month: i32) -> Pieces {
    let end = day(year, month + 1, 1);
    let last = day(year, month + 1, 0).get_date() as i32;
    let mut begins = vec![1];
    begins.extend((2..=last).filter(|of| day(year, month, *of).get_day() == 1));
    let name = |begin: i32, next: Option<&i32>| {
        let until = next.map_or(last, |next| next - 1);
        let days = always().time.days(begin, until);
        let full = format!("{days} {}", format::month_of_year(at(&day(year, month, begin))));
        (days, full)
    };
    let names = begins.iter().enumerate().map(|(place, begin)| name(*begin, begins.get(place + 1))).collect();
    let edges = begins.iter().map(|begin| at(&day(year, month, *begin))).chain([at(&end)]).collect();
    Pieces { edges, names }
}

/// "2026-11" in short, and in full.
pub(super) fn month_names(month: &str) -> (String, String) {
    let mut parts = month.splitn(2, '-').map(|part| part.parse::<i32>().ok());
    let (Some(Some(year)), Some(Some(number))) = (parts.next(), parts.next()) else {
        return (month.to_owned(), month.to_owned());
    };
    let first = at(&day(year.max(0) as u32, number - 1, 1));
    (format::month_short(first), format::month_of_year(first))
}
