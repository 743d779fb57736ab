//! The text form of a rule: those parts of an RRULE (RFC 5545 §3.3.10) that tasks need. A rule of other parts is
//! refused with the part's name: read without it, it would be another rule.

use super::{Day, End, Nth, Rule, Unit, Weekday, Weekdays};
use std::fmt;
use std::num::NonZeroU16;

/// Longest text of a rule, in bytes.
pub const MAX_RULE_TEXT: usize = 128;

/// Why a text is no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Longer than any rule written here.
    #[error("longer than a rule can be")]
    TooLong,
    /// Not `NAME=VALUE` between semicolons.
    #[error("a part of the rule has no name and value")]
    Malformed,
    /// No frequency.
    #[error("the rule does not say how often")]
    NoFrequency,
    /// Hours, minutes or seconds: tasks are due on days.
    #[error("a task cannot come more often than daily")]
    TooOften,
    /// A part that RFC 5545 or 7529 knows and tasks do not.
    #[error("rules with {0} are not supported")]
    NotSupported(&'static str),
    /// A part that no standard knows.
    #[error("the rule has a part that is not known")]
    UnknownPart,
    /// A part stands twice.
    #[error("{0} stands in the rule twice")]
    Repeated(&'static str),
    /// A value that the part cannot have.
    #[error("{0} has a value that it cannot have")]
    BadValue(&'static str),
    /// UNTIL and COUNT together.
    #[error("the rule has two ends")]
    TwoEnds,
}

/// Parts that are understood and those that are known only by name.
const PARTS: [&str; 6] = ["FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"];
const OTHERS: [&str; 10] =
    ["BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND", "RSCALE", "SKIP"];

/// As [`Nth::ALL`].
const NTHS: [&str; 5] = ["1", "2", "3", "4", "-1"];

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Rule {
    /// Reads an RRULE's value, in capitals or not.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        if text.len() > MAX_RULE_TEXT {
            return Err(RuleError::TooLong);
        }
        let text = text.to_ascii_uppercase();
        let [freq, interval, byday, until, count, wkst] = parts(&text)?;
        // Weeks begin on Monday here, as they do where nothing is said.
        if wkst.is_some_and(|day| day != "MO") {
            return Err(RuleError::NotSupported("WKST"));
        }
        let every = interval.map_or(Ok(NonZeroU16::MIN), |value| number("INTERVAL", value))?;
        Ok(Self { every, unit: unit(freq.ok_or(RuleError::NoFrequency)?, byday)?, end: end(until, count)? })
    }
}

/// Values of the known parts, in the order of [`PARTS`].
fn parts(text: &str) -> Result<[Option<&str>; 6], RuleError> {
    let mut values = [None; 6];
    for part in text.split(';') {
        let (name, value) = part.split_once('=').ok_or(RuleError::Malformed)?;
        let Some(at) = PARTS.iter().position(|part| *part == name) else {
            let other = OTHERS.iter().find(|other| **other == name);
            return Err(other.map_or(RuleError::UnknownPart, |other| RuleError::NotSupported(other)));
        };
        if values[at].replace(value).is_some() {
            return Err(RuleError::Repeated(PARTS[at]));
        }
    }
    Ok(values)
}

fn unit(freq: &str, byday: Option<&str>) -> Result<Unit, RuleError> {
    let unit = match freq {
        "DAILY" => Unit::Day,
        "WEEKLY" => return Ok(Unit::Week(byday.map(weekdays).transpose()?.unwrap_or_default())),
        "MONTHLY" => return byday.map_or(Ok(Unit::Month), month_on),
        "YEARLY" => Unit::Year,
        "HOURLY" | "MINUTELY" | "SECONDLY" => return Err(RuleError::TooOften),
        _ => return Err(RuleError::BadValue("FREQ")),
    };
    // "The last Friday of a year" and the like.
    if byday.is_some() { Err(RuleError::NotSupported("BYDAY")) } else { Ok(unit) }
}

fn weekday(name: &str) -> Option<Weekday> {
    DAYS.iter().position(|day| *day == name).map(|at| Weekday::ALL[at])
}

fn weekdays(list: &str) -> Result<Weekdays, RuleError> {
    list.split(',').map(|name| weekday(name).ok_or(RuleError::BadValue("BYDAY"))).collect()
}

/// "-1FR": one day of each month. Several of them, every Friday and the fifth one, which most months lack, are not
/// understood.
fn month_on(value: &str) -> Result<Unit, RuleError> {
    let nth = NTHS.iter().zip(Nth::ALL).find_map(|(text, nth)| Some((nth, value.strip_prefix(text)?)));
    let (nth, name) = nth.ok_or(RuleError::NotSupported("BYDAY"))?;
    let day = weekday(name).ok_or(RuleError::BadValue("BYDAY"))?;
    Ok(Unit::MonthOn(nth, day))
}

fn end(until: Option<&str>, count: Option<&str>) -> Result<End, RuleError> {
    match (until, count) {
        (None, None) => Ok(End::Never),
        (Some(until), None) => Day::parse_basic(until).map(End::Until).ok_or(RuleError::BadValue("UNTIL")),
        (None, Some(count)) => number("COUNT", count).map(End::Left),
        (Some(_), Some(_)) => Err(RuleError::TwoEnds),
    }
}

fn number(part: &'static str, value: &str) -> Result<NonZeroU16, RuleError> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| value.parse().ok()).flatten().ok_or(RuleError::BadValue(part))
}

/// An RRULE's value, always in the same order.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.unit {
            Unit::Day => "FREQ=DAILY",
            Unit::Week(_) => "FREQ=WEEKLY",
            Unit::Month | Unit::MonthOn(..) => "FREQ=MONTHLY",
            Unit::Year => "FREQ=YEARLY",
        })?;
        if self.every != NonZeroU16::MIN {
            write!(f, ";INTERVAL={}", self.every)?;
        }
        if let Unit::Week(on) = self.unit
            && !on.is_empty()
        {
            let names: Vec<&str> = on.iter().map(|day| DAYS[day as usize]).collect();
            write!(f, ";BYDAY={}", names.join(","))?;
        }
        if let Unit::MonthOn(nth, day) = self.unit {
            write!(f, ";BYDAY={}{}", NTHS[nth as usize], DAYS[day as usize])?;
        }
        match self.end {
            End::Never => Ok(()),
            End::Until(day) => write!(f, ";UNTIL={}", day.basic()),
            End::Left(left) => write!(f, ";COUNT={left}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::any_rule;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rules_are_written_in_one_order() {
        for (text, written) in [
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20271231", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20271231"),
            ("count=3;wkst=mo;freq=weekly;byday=th,mo,mo", "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3"),
            ("INTERVAL=1;FREQ=YEARLY", "FREQ=YEARLY"),
            ("byday=-1fr;freq=monthly", "FREQ=MONTHLY;BYDAY=-1FR"),
        ] {
            assert_eq!(Rule::parse(text).map(|rule| rule.to_string()).as_deref(), Ok(written));
        }
        assert_eq!(Rule::WEEKDAYS.to_string(), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    }

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        use RuleError::*;
        for (text, error) in [
            ("", Malformed),
            ("FREQ", Malformed),
            ("FREQ=DAILY;", Malformed),
            ("INTERVAL=2", NoFrequency),
            ("FREQ=HOURLY", TooOften),
            ("FREQ=OFTEN", BadValue("FREQ")),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", NotSupported("BYMONTHDAY")),
            ("FREQ=MONTHLY;BYDAY=TU", NotSupported("BYDAY")),
            ("FREQ=MONTHLY;BYDAY=5TU", NotSupported("BYDAY")),
            ("FREQ=MONTHLY;BYDAY=2TU,3TU", BadValue("BYDAY")),
            ("FREQ=YEARLY;BYDAY=2TU", NotSupported("BYDAY")),
            ("FREQ=WEEKLY;WKST=SU", NotSupported("WKST")),
            ("RSCALE=GREGORIAN;FREQ=DAILY", NotSupported("RSCALE")),
            ("FREQ=DAILY;X-MOON=FULL", UnknownPart),
            ("FREQ=DAILY;FREQ=DAILY", Repeated("FREQ")),
            ("FREQ=DAILY;INTERVAL=0", BadValue("INTERVAL")),
            ("FREQ=DAILY;INTERVAL=+1", BadValue("INTERVAL")),
            ("FREQ=DAILY;INTERVAL=65536", BadValue("INTERVAL")),
            ("FREQ=WEEKLY;BYDAY=", BadValue("BYDAY")),
            ("FREQ=WEEKLY;BYDAY=1MO", BadValue("BYDAY")),
            ("FREQ=DAILY;UNTIL=20270229", BadValue("UNTIL")),
            ("FREQ=DAILY;UNTIL=20271231T000000Z", BadValue("UNTIL")),
            ("FREQ=DAILY;COUNT=0", BadValue("COUNT")),
            ("FREQ=DAILY;COUNT=3;UNTIL=20271231", TwoEnds),
        ] {
            assert_eq!(Rule::parse(text), Err(error), "{text}");
        }
        assert_eq!(Rule::parse(&"FREQ=DAILY;".repeat(20)), Err(TooLong));
    }

    proptest! {
        #[test]
        fn rules_come_back_from_text(rule in any_rule()) {
            let text = rule.to_string();
            prop_assert!(text.len() <= MAX_RULE_TEXT);
            prop_assert_eq!(Rule::parse(&text), Ok(rule));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[A-Z0-9=;,]{0,40}|FREQ=[A-Zä0-9=;,-]{0,40}") {
            if let Ok(rule) = Rule::parse(&text) {
                prop_assert_eq!(Rule::parse(&rule.to_string()), Ok(rule));
            }
        }
    }
}
