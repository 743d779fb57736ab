//! Dates as files write them: ISO 8601, numbers between points, slashes or dashes, and months in words. What could be read in
//! two ways is read as the other dates of its column are written, or not at all.

/// The months by all that they are called in English and German; three letters tell them apart.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner"],
    &["february", "februar", "feber"],
    &["march", "märz", "mrz"],
    &["april"],
    &["may", "mai"],
    &["june", "juni"],
    &["july", "juli"],
    &["august"],
    &["september"],
    &["october", "oktober"],
    &["november"],
    &["december", "dezember"],
];

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// What the dates of one column say of that.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Orders {
    day_first: bool,
    month_first: bool,
}

impl Orders {
    /// Looks at a cell: only a date in which one number cannot be a month says anything.
    pub(crate) fn look(&mut self, text: &str) {
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        let Some(of @ [a, b, year]) = slashed(without_time(text).0) else { return };
        match told(of) {
            Some(DayOrder::DayFirst) => self.day_first |= is_day(year, b, a),
            Some(DayOrder::MonthFirst) => self.month_first |= is_day(year, a, b),
            None => {}
        }
    }

    /// The order, where all that say anything say the same.
    pub(crate) fn order(self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

/// ISO 8601 of a date in any unambiguous style, and whether a time of day was cut off.
pub(crate) fn date_of(text: &str) -> Option<(String, bool)> {
    read(text, None)
}

/// The same, where it is known which number is the day.
pub(crate) fn date_in(text: &str, order: DayOrder) -> Option<(String, bool)> {
    read(text, Some(order))
}

fn read(text: &str, order: Option<DayOrder>) -> Option<(String, bool)> {
    let (day, time) = without_time(text);
    in_numbers(day, order).map(|day| (day, time)).or_else(|| in_words(text))
}

/// What stands before a time of day, and whether there is one.
fn without_time(text: &str) -> (&str, bool) {
    match text.split_once(['T', ' ']) {
        Some((day, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => (day, true),
        _ => (text, false),
    }
}

fn in_numbers(day: &str, order: Option<DayOrder>) -> Option<String> {
    if !day.is_ascii() {
        return None;
    }
    if let Some(rest) = day.strip_prefix("--") {
        let digits: String = rest.chars().filter(|c| *c != '-').collect();
        if digits.len() != 4 {
            return None;
        }
        let (month, day) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
        return is_day(2_000, month, day).then(|| format!("--{month:02}-{day:02}"));
    }
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return iso(day[..4].parse().ok()?, day[4..6].parse().ok()?, day[6..].parse().ok()?);
    }
    if let Some(of @ [a, b, year]) = slashed(day) {
        // Only where one number cannot be a month is it clear which is which.
        return match told(of).or((a == b).then_some(DayOrder::DayFirst)).or(order)? {
            DayOrder::DayFirst => iso(year, b, a),
            DayOrder::MonthFirst => iso(year, a, b),
        };
    }
    match numbers(day)? {
        ('-' | '/' | '.', [year, month, day]) if year > 31 => iso(year, month, day),
        ('.', [day, month, year]) if year > 31 => iso(year, month, day),
        _ => None,
    }
}

/// Three numbers, and what stands between them.
fn numbers(day: &str) -> Option<(char, [u32; 3])> {
    let separator = day.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = day.split(separator).map(|part| part.parse().ok());
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some((separator, found))
}

/// Two numbers of which either may be the day, and a year, between slashes or dashes.
fn slashed(day: &str) -> Option<[u32; 3]> {
    let (separator, of @ [a, _, year]) = numbers(day)?;
    (matches!(separator, '/' | '-') && a <= 31 && year > 31).then_some(of)
}

/// Which number is the day, where the other cannot be.
fn told([a, b, _]: [u32; 3]) -> Option<DayOrder> {
    match (a > 12, b > 12) {
        (true, _) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        (false, false) => None,
    }
}

/// "13 Aug 2024", "August 13, 2024", "13. März 2024", each with a time of day or without.
fn in_words(text: &str) -> Option<(String, bool)> {
    let mut words = text.split([' ', ',', '.', '-', '/', '\u{a0}']).filter(|word| !word.is_empty());
    let (a, b, c) = (words.next()?, words.next()?, words.next()?);
    let (year, month, day) = match (month(a), month(b)) {
        (Some(month), None) => (c, month, b),
        (None, Some(month)) if a.len() == 4 => (a, month, c),
        (None, Some(month)) => (c, month, a),
        _ => return None,
    };
    let time = match words.next() {
        None => false,
        Some(word) if word.contains(':') => true,
        Some(_) => return None,
    };
    Some((iso(year.parse().ok()?, month, day.parse().ok()?)?, time))
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.iter().any(|name| name.starts_with(&word)))?;
    Some(at as u32 + 1)
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    is_day(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether there is such a day. A year is written out: of two digits nobody knows the century.
fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => return false,
    };
    (1_000..=9_999).contains(&year) && (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<String> {
        date_of(text).map(|(date, _)| date)
    }

    #[test]
    fn dates_are_read_where_they_are_clear() {
        for (text, day) in [
            ("1980-03-22", "1980-03-22"),
            ("19800322", "1980-03-22"),
            ("22.3.1980", "1980-03-22"),
            ("1980/3/22", "1980-03-22"),
            ("3/22/1980", "1980-03-22"),
            ("22-3-1980", "1980-03-22"),
            ("3/3/1980", "1980-03-03"),
            ("--0415", "--04-15"),
            ("2024-08-13T18:04:34.666+00:00", "2024-08-13"),
        ] {
            assert_eq!(date(text).as_deref(), Some(day), "{text}");
        }
        for text in ["3/4/1980", "1981-02-29", "31.31.2020", "22.3.80", "3/22/80", "85-04-12", "soon", "1/2/3/4", ""] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_in_words_makes_every_order_clear() {
        for text in [
            "13 Aug 2024",
            "13-Aug-2024",
            "Aug 13, 2024",
            "August 13 2024",
            "13. August 2024",
            "2024 Aug 13",
            "13 aug 2024 10:22 PM",
        ] {
            assert_eq!(date(text).as_deref(), Some("2024-08-13"), "{text}");
        }
        assert_eq!(date("3. März 2026").as_deref(), Some("2026-03-03"));
        assert_eq!(date_of("13 Aug 2024 10:22").map(|(_, time)| time), Some(true));
        for text in ["31 Feb 2024", "13 Maybe 2024", "13 Aug 24", "in 13 Aug 2024", "13 Aug 2024 or so", "Mai 2024"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_column_says_which_number_is_the_day_if_its_dates_agree() {
        let order = |texts: &[&str]| {
            let mut orders = Orders::default();
            texts.iter().for_each(|text| orders.look(text));
            orders.order()
        };
        assert_eq!(order(&["3/4/1980", "22/3/1980", "", "soon"]), Some(DayOrder::DayFirst));
        assert_eq!(order(&["3/4/1980", "3/22/1980 10:00"]), Some(DayOrder::MonthFirst));
        assert_eq!(order(&["3/22/1980", "22/3/1980"]), None, "they differ");
        assert_eq!(order(&["3/4/1980", "5/5/1980", "31/31/1980", "22.3.1980", "1980-03-22"]), None, "nothing is said");
        let read = |order| date_in("3/4/1980", order).map(|(day, _)| day);
        assert_eq!(read(DayOrder::DayFirst).as_deref(), Some("1980-04-03"));
        assert_eq!(read(DayOrder::MonthFirst).as_deref(), Some("1980-03-04"));
        let clear = date_in("22/3/1980", DayOrder::MonthFirst).map(|(day, _)| day);
        assert_eq!(clear.as_deref(), Some("1980-03-22"), "what is clear stays so");
    }
}
