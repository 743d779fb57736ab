//! Dates as mail programs show them above a mail that is copied: "Tuesday, 3 March 2026 14:05", "Mar 3, 2026 at
//! 2:05 PM", "Dienstag, 3. März 2026 14:05", "03.03.2026 14:05", "2026-03-03 14:05", and the form of RFC 5322.

use super::millis;
use mail_parser::DateTime;

/// The first letters of the months, in English and German.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mar", "mär"],
    &["apr"],
    &["may", "mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez"],
];

/// Milliseconds since 1970 of a date; `ahead` is how many minutes the clock of whoever copied it is ahead of UTC, for
/// dates without a zone. `None` for what could be read in two ways, such as 3/4/2026.
pub(super) fn parse(text: &str, ahead: i32) -> Option<u64> {
    let mut found = Found::default();
    for word in text.split([' ', ',', '\t', '\u{a0}', '\u{202f}', '(', ')']).filter(|word| !word.is_empty()).take(16) {
        found.word(word);
    }
    found.date(ahead)
}

#[derive(Default)]
struct Found {
    year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<[u8; 3]>,
    afternoon: Option<bool>,
    /// Minutes ahead of UTC.
    zone: Option<i32>,
}

impl Found {
    fn word(&mut self, word: &str) {
        let lower = word.to_lowercase();
        let number = word.trim_end_matches('.').parse::<u16>().ok();
        if word.contains(':') {
            self.time = self.time.or_else(|| time(&lower));
            self.afternoon = self.afternoon.or_else(|| half(lower.trim_start_matches(|c: char| !c.is_alphabetic())));
        } else if let Some(zone) = zone(&lower).filter(|_| self.time.is_some()) {
            self.zone = self.zone.or(Some(zone));
        } else if let Some(number) = number {
            self.number(number);
        } else if let Some((year, month, day)) = numbers(&lower) {
            (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
        } else if let Some(month) = month(&lower) {
            self.month = self.month.or(Some(month));
        } else {
            self.afternoon = self.afternoon.or_else(|| half(&lower));
        }
    }

    fn number(&mut self, number: u16) {
        match u8::try_from(number) {
            Ok(day @ 1..=31) if self.day.is_none() => self.day = Some(day),
            _ if number >= 1970 && self.year.is_none() => self.year = Some(number),
            _ => {}
        }
    }

    fn date(self, ahead: i32) -> Option<u64> {
        let [hour, minute, second] = self.time.unwrap_or_default();
        let hour = match self.afternoon {
            Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
            _ => hour,
        };
        let local = DateTime {
            year: self.year?,
            month: self.month?,
            day: self.day?,
            hour,
            minute,
            second,
            ..DateTime::default()
        };
        let ahead = i64::from(self.zone.unwrap_or(ahead)) * 60_000;
        i64::try_from(millis(&local)?).ok()?.checked_sub(ahead).and_then(|ms| u64::try_from(ms).ok())
    }
}

/// `14:05`, `14:05:09`, `2:05pm`.
fn time(word: &str) -> Option<[u8; 3]> {
    let mut parts = word.trim_end_matches(|letter: char| !letter.is_ascii_digit()).split(':');
    let mut next = || parts.next().map(str::parse);
    let (hour, minute) = (next()?.ok()?, next()?.ok()?);
    Some([hour, minute, next().and_then(Result::ok).unwrap_or(0)])
}

fn half(word: &str) -> Option<bool> {
    match word {
        "am" | "a.m." => Some(false),
        "pm" | "p.m." => Some(true),
        _ => None,
    }
}

/// `3.12.2026`, `03.12.26`, `2026-12-03`.
fn numbers(word: &str) -> Option<(u16, u8, u8)> {
    let split = |sign: char| -> Option<[u16; 3]> {
        let parts: Vec<u16> = word.split(sign).map(str::parse).collect::<Result<_, _>>().ok()?;
        parts.try_into().ok()
    };
    let (year, month, day) = match (split('-'), split('.')) {
        (Some([year, month, day]), _) => (year, month, day),
        (_, Some([day, month, year])) => (if year < 100 { 2000 + year } else { year }, month, day),
        _ => return None,
    };
    Some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

fn month(word: &str) -> Option<u8> {
    let is = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let at = MONTHS.iter().position(is)?;
    u8::try_from(at + 1).ok()
}

/// `+0100`, `GMT`, `UTC`, `Z`.
fn zone(word: &str) -> Option<i32> {
    if matches!(word, "gmt" | "utc" | "z") {
        return Some(0);
    }
    let (sign, digits) = match word.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, word.strip_prefix('-')?),
    };
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 4 && digits.is_ascii())?;
    Some(sign * (number / 100 * 60 + number % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 March 2026, 14:05 UTC.
    const THEN: u64 = 1_772_546_700_000;

    #[test]
    fn dates_are_read_as_mail_programs_show_them() {
        for text in [
            "Tue, 3 Mar 2026 15:05:00 +0100",
            "Tue, 03 Mar 2026 14:05:00 GMT",
            "Tue, 3 Mar 2026 14:05:00 +0000 (UTC)",
            "Tuesday, 3 March 2026 14:05",
            "Tuesday, March 3, 2026 2:05 PM",
            "Tue, Mar 3, 2026 at 2:05\u{202f}PM",
            "3 March 2026 at 2:05pm",
            "Dienstag, 3. März 2026 14:05",
            "Di., 3. März 2026 um 14:05 Uhr",
            "03.03.2026 14:05",
            "03.03.26, 14:05:00",
            "2026-03-03 14:05",
        ] {
            assert_eq!(parse(text, 0), Some(THEN), "{text}");
        }
        assert_eq!(parse("3. März 2026 15:05", 60), Some(THEN), "the copier's own zone");
        assert_eq!(parse("Tue, 3 Mar 2026 09:05:00 -0500", 60), Some(THEN), "unless another is said");
        assert_eq!(parse("12:05 AM 3 March 2026", 0), Some(THEN - 14 * 3_600_000));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "yesterday",
            "3/4/2026 14:05",
            "31.02.x",
            "99.99.9999",
            "3 March 1969",
            "März",
            "12:61 3 March 2026",
            "2026",
            "-+",
            ":",
        ] {
            assert_eq!(parse(text, 0), None, "{text}");
        }
        assert_eq!(parse("1 January 1970 00:00", i32::MAX), None);
    }
}
