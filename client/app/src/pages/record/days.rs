//! A day as people type it, in either language, and as it is kept: "1985-04-12", and without a year "--04-12".

use crate::format;
use crate::strings::always;
use tacit_bridge::records::{FieldKey, Value};

/// Longest text that is read as a day, in bytes.
const MAX_LEN: usize = 64;

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

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoDay {
    /// It is written in no form that is known, or in one that two days are written in.
    Unread,
    /// It is the 31st of a month of 30 days.
    NotThere,
}

/// What a text says, whether there is such a day or not.
#[derive(Clone, Copy)]
struct Parts {
    year: Option<u32>,
    month: u32,
    day: u32,
}

/// Reads a day; empty text is none. Where `with_year` says so, a day without a year is one of this year.
pub(super) fn read(text: &str, with_year: bool) -> Result<Value, NoDay> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    if text.len() > MAX_LEN {
        return Err(NoDay::Unread);
    }
    if let Some(day) = by_today(text) {
        return Ok(Value::Text(day));
    }
    let parts = in_dashes(text).or_else(|| in_numbers(text)).or_else(|| in_words(text)).ok_or(NoDay::Unread)?;
    kept(parts, with_year).map(Value::Text).ok_or(NoDay::NotThere)
}

/// Whether a field's days have a year: what is only to be celebrated each year has none.
pub(super) fn has_year(field: FieldKey) -> bool {
    matches!(field, FieldKey::DUE | FieldKey::CLOSE | FieldKey::FIRST_SEEN)
}

/// A day as it is kept, of what is typed; what is none stays as it is.
pub(crate) fn kept_day(field: FieldKey, typed: &str) -> String {
    match read(typed, has_year(field)) {
        Ok(Value::Text(day)) => day,
        _ => typed.to_owned(),
    }
}

/// "Today" and the days beside it, as lists tell them.
fn by_today(text: &str) -> Option<String> {
    let words = &always().time;
    let named = [(words.today, 0), (words.tomorrow, 1), (words.yesterday, -1)];
    let lower = text.to_lowercase();
    named.into_iter().find(|(word, _)| word.to_lowercase() == lower).map(|(_, days)| format::day_ahead(days))
}

/// The day of these parts as it is kept, if there is one.
fn kept(Parts { year, month, day }: Parts, with_year: bool) -> Option<String> {
    let year = match year {
        None if with_year => Some(format::today().get(..4)?.parse().ok()?),
        year => year,
    };
    // Without a year, 29 February is a day.
    let counted = year.unwrap_or(2000);
    let leap = counted.is_multiple_of(4) && (!counted.is_multiple_of(100) || counted.is_multiple_of(400));
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then(|| match year {
        Some(year) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("--{month:02}-{day:02}"),
    })
}

/// A number of at most so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let fits = (1..=digits).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// A year is written out: of two digits nobody knows the century.
fn year(text: &str) -> Option<u32> {
    number(text, 4).filter(|_| text.len() == 4)
}

/// "--04-12".
fn in_dashes(text: &str) -> Option<Parts> {
    let (month, day) = text.strip_prefix("--")?.split_once('-')?;
    Some(Parts { year: None, month: number(month, 2)?, day: number(day, 2)? })
}

/// "1985-04-12", "12.4.1985", "12.4.", and with slashes where only one number can be the month.
fn in_numbers(text: &str) -> Option<Parts> {
    let between = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|letter| ".-/".contains(*letter))?;
    let mut parts = text.split(between).map(str::trim);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if let Some(year) = year(first) {
        return Some(Parts { year: Some(year), month: number(second, 2)?, day: number(third, 2)? });
    }
    let (first, second) = (number(first, 2)?, number(second, 2)?);
    let year = match third {
        "" if between == '.' => None,
        third => Some(year(third)?),
    };
    let (day, month) = match between {
        '.' => (first, second),
        _ if first > 12 || first == second => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    Some(Parts { year, month, day })
}

/// "3 May 2024", "May 3, 2024", "3. Mai 2024", and the same without a year.
fn in_words(text: &str) -> Option<Parts> {
    let lower = text.to_lowercase();
    let is_between = |letter: char| letter.is_whitespace() || ".,-".contains(letter);
    let mut words = lower.split(is_between).filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let (month, day) = match month(second) {
        Some(month) => (month, first),
        None => (month(first)?, second),
    };
    let ending = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| day.strip_suffix(ending));
    let year = match third {
        Some(third) => Some(year(third)?),
        None => None,
    };
    Some(Parts { year, month, day: number(ending.unwrap_or(day), 2)? })
}

/// The number of a month that is called so, or begins like this.
fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.iter().any(|name| name.starts_with(word)))?;
    (word.chars().count() >= 3).then_some(at as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::{NoDay, read};
    use crate::strings::{Language, speak, t};
    use tacit_bridge::records::Value;

    fn kept(text: &str) -> Result<Value, NoDay> {
        read(text, false)
    }

    fn day(day: &str) -> Result<Value, NoDay> {
        Ok(Value::Text(day.to_owned()))
    }

    #[test]
    fn takes_days_in_the_forms_that_people_write() {
        for (text, is) in [
            ("1985-04-12", "1985-04-12"),
            (" 1999-12-31 ", "1999-12-31"),
            ("1985-4-1", "1985-04-01"),
            ("2024-02-29", "2024-02-29"),
            ("12.4.1985", "1985-04-12"),
            ("01. 12. 2026", "2026-12-01"),
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024", "2024-12-31"),
            ("31-12-2024", "2024-12-31"),
            ("5/5/2024", "2024-05-05"),
            ("2024/05/03", "2024-05-03"),
            ("3 May 2024", "2024-05-03"),
            ("7 March 1980", "1980-03-07"),
            ("7 mar 1980", "1980-03-07"),
            ("May 3, 2024", "2024-05-03"),
            ("3rd May 2024", "2024-05-03"),
            ("14 Sept 2026", "2026-09-14"),
            ("3-May-2024", "2024-05-03"),
            ("3. Mai 2024", "2024-05-03"),
            ("3.Mai 2024", "2024-05-03"),
            ("14. Sept. 2026", "2026-09-14"),
            ("1. März 2026", "2026-03-01"),
            ("1. JÄNNER 2026", "2026-01-01"),
            ("24. Dez. 2026", "2026-12-24"),
        ] {
            assert_eq!(kept(text), day(is), "{text}");
        }
        assert_eq!(kept("  "), Ok(Value::Empty));
    }

    #[test]
    fn takes_days_without_a_year() {
        for (text, is) in [
            ("--04-12", "--04-12"),
            ("--02-29", "--02-29"),
            ("9.3.", "--03-09"),
            ("29 Feb", "--02-29"),
            ("March 9", "--03-09"),
            ("9. März", "--03-09"),
        ] {
            assert_eq!(kept(text), day(is), "{text}");
        }
    }

    #[test]
    fn every_day_reads_back_as_the_page_writes_it() {
        for language in [Language::English, Language::German] {
            speak(language);
            for year in [None, Some(1900), Some(1985), Some(2023), Some(2024), Some(9999)] {
                for (month, date) in (1..=12).flat_map(|month| (1..=31).map(move |date| (month, date))) {
                    let year = year.map_or("-".to_owned(), |year: u32| year.to_string());
                    let iso = format!("{year}-{month:02}-{date:02}");
                    // What is no day is written as it is kept, and refused however it is written.
                    let is = kept(&iso);
                    assert_eq!(kept(&t().record.typed_day(&iso)), is, "{iso} as {}", t().record.typed_day(&iso));
                    assert_eq!(is.is_ok(), is == day(&iso), "{iso}");
                }
            }
        }
    }

    #[test]
    fn a_day_is_written_as_its_language_does() {
        speak(Language::English);
        for (kept, shown) in [("1985-04-12", "12 Apr 1985"), ("--02-09", "9 Feb"), ("", ""), ("soon", "soon")] {
            assert_eq!(t().record.typed_day(kept), shown);
        }
        speak(Language::German);
        for (kept, shown) in [("1985-04-12", "12.04.1985"), ("--02-29", "29.02."), ("", ""), ("soon", "soon")] {
            assert_eq!(t().record.typed_day(kept), shown);
        }
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in [
            "1985",
            "12.4.85",
            "12/05/2027",
            "3/4/2024",
            "-1-01-01",
            "１９８５-04-12",
            "soon",
            "May",
            "May 2024",
            "3 M 2024",
            "3 May 24",
            "3 May 2024 10:00",
            "1.2.3.4",
            "12/5",
            "1".repeat(500).as_str(),
        ] {
            assert_eq!(kept(text), Err(NoDay::Unread), "{text}");
        }
        for text in
            ["31.02.1980", "31.4.1985", "12.13.1985", "2023-02-29", "1985-13-01", "--00-10", "30 Feb", "31 June 2024"]
        {
            assert_eq!(kept(text), Err(NoDay::NotThere), "{text}");
        }
    }
}
