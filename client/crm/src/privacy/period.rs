//! Spans of calendar time as ISO 8601 writes them: `P24M`, `P6M`, `P30D`, `P3Y`. A month later is the same day of the next
//! month, or its last where there is no such day: 31 January and a month is 28 or 29 February.
//!
//! Days are those of UTC: a deadline may fall a few hours early or late for somebody far from Greenwich.

use crate::recur::Day;
use std::fmt;

/// Milliseconds of a day.
pub(crate) const DAY_MS: u64 = 86_400_000;
/// Longest span: a century.
const MAX_MONTHS: u32 = 1_200;
/// The same in days.
const MAX_DAYS: u32 = 36_600;

/// A span of months and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    months: u16,
    days: u16,
}

impl Period {
    /// So many months; a century at most.
    pub const fn months(months: u16) -> Self {
        Self { months: if months as u32 > MAX_MONTHS { MAX_MONTHS as u16 } else { months }, days: 0 }
    }

    /// So many days; a century at most.
    pub const fn days(days: u16) -> Self {
        Self { months: 0, days: if days as u32 > MAX_DAYS { MAX_DAYS as u16 } else { days } }
    }

    /// The shorter of two, a month taken for thirty days.
    pub fn min_of(self, other: Self) -> Self {
        let days = |of: Self| u32::from(of.months) * 30 + u32::from(of.days);
        if days(other) < days(self) { other } else { self }
    }

    /// Reads years, months, weeks and days of ISO 8601; no times, no fractions. `None` for anything else, for nothing at
    /// all, and beyond a century.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty() && rest.len() <= 24)?;
        let (mut months, mut days) = (0_u32, 0_u32);
        for (unit, in_months, in_days) in [('Y', 12, 0), ('M', 1, 0), ('W', 0, 7), ('D', 0, 1)] {
            let Some((number, more)) = rest.split_once(unit) else { continue };
            if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let number: u32 = number.parse().ok().filter(|number| *number <= MAX_DAYS)?;
            months += number * in_months;
            days += number * in_days;
            rest = more;
        }
        if !rest.is_empty() || months > MAX_MONTHS || days > MAX_DAYS {
            return None;
        }
        Some(Self { months: u16::try_from(months).ok()?, days: u16::try_from(days).ok()? })
    }

    /// The moment that is so much later, in ms since 1970, at the same time of day. Beyond the calendar it is the end of
    /// time for limits (`u64::MAX`): callers that mean "until" must cap what they take in.
    pub fn after(self, ms: u64) -> u64 {
        let later = || {
            let day = Day::of_ms(ms)?.add_months(i32::from(self.months))?.add_days(i32::from(self.days))?;
            Some(u64::try_from(day.days()).ok()? * DAY_MS + ms % DAY_MS)
        };
        later().unwrap_or(u64::MAX)
    }

    /// The moment that is so much earlier; the beginning of 1970 at the earliest.
    pub fn before(self, ms: u64) -> u64 {
        let earlier = || {
            let day = Day::of_ms(ms)?.add_days(-i32::from(self.days))?.add_months(-i32::from(self.months))?;
            Some(u64::try_from(day.days()).ok()? * DAY_MS + ms % DAY_MS)
        };
        earlier().unwrap_or_default()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.months, self.days) {
            (0, days) => write!(f, "P{days}D"),
            (months, 0) => write!(f, "P{months}M"),
            (months, days) => write!(f, "P{months}M{days}D"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> u64 {
        u64::try_from(Day::parse(text).expect("a day").days()).expect("after 1970") * DAY_MS + 5
    }

    #[test]
    fn a_month_ends_on_the_last_day_where_there_is_no_such_day() {
        assert_eq!(Period::months(1).after(ms("2027-01-31")), ms("2027-02-28"));
        assert_eq!(Period::months(1).after(ms("2028-01-31")), ms("2028-02-29"));
        assert_eq!(Period::months(24).after(ms("2024-02-29")), ms("2026-02-28"));
        assert_eq!(Period::months(1).before(ms("2027-03-31")), ms("2027-02-28"));
        assert_eq!(Period::months(1).after(u64::MAX), u64::MAX);
    }

    #[test]
    fn spans_are_read_and_written() {
        for text in ["P24M", "P6M", "P30D", "P1M14D"] {
            assert_eq!(Period::parse(text).expect("a span").to_string(), text);
        }
        assert_eq!(Period::parse("P3Y"), Some(Period::months(36)));
        assert_eq!(Period::parse("P2W"), Some(Period::days(14)));
        for text in ["", "P", "P-1M", "P1", "PT5H", "1M", "P1M2Y", "P9999Y", "P1.5M"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}
