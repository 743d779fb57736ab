//! How tasks come again and when one is reminded of them, in words.

use crate::format::date;
use crate::strings::t;
use tacit_bridge::records::{Reminder, Repeat, RepeatEnd, RepeatUnit};

texts! {
    Repeats {
        never: "Does not repeat",
        repeats: "Repeats",
        weekday: "Every weekday",
        every: "Every",
        unit: "Unit",
        days: "days",
        weeks: "weeks",
        months: "months",
        years: "years",
        on_days: "On",
        day_of_month: "Day of the month",
        ends: "Ends",
        no_end: "Never",
        on_date: "On a day",
        after: "After some times",
        last_day: "Last day",
        times: "Times",
        save: "Save",
        bad: "Choose how often, and when it ends.",
        no_reminder: "No reminder",
        time: "Time of day",
        denied: "Reminders are shown here while Tacit is open: this browser does not let it show notifications.",
    }
    sentences {
        /// "the last Fri".
        nth_weekday: |nth: u8, day: u8| {
            let nth = ["first", "second", "third", "fourth", "last"].get(usize::from(nth)).copied().unwrap_or_default();
            format!("the {nth} {}", t().calendar.weekdays.get(usize::from(day)).copied().unwrap_or_default())
        },
        /// A rule in plain words, counted from this day: "Every 2 weeks on Mon and Thu, until 31 Dec 2027".
        words: |repeat: &Repeat, from: Option<&str>| {
            let every = |one: &str| match repeat.every {
                1 => format!("Every {one}"),
                number => format!("Every {number} {one}s"),
            };
            let from = from.and_then(month_and_day);
            let often = match &repeat.unit {
                RepeatUnit::Day => every("day"),
                RepeatUnit::Week(days) if *days == [0, 1, 2, 3, 4] && repeat.every == 1 => t().repeat.weekday.to_owned(),
                RepeatUnit::Week(days) if days.is_empty() => every("week"),
                RepeatUnit::Week(days) => format!("{} on {}", every("week"), list_of_days(days, "and")),
                RepeatUnit::Month => match from {
                    Some((_, day)) => format!("{} on {}", every("month"), nth_day(day)),
                    None => every("month"),
                },
                RepeatUnit::MonthOn(nth, day) => format!("{} on {}", every("month"), t().repeat.nth_weekday(*nth, *day)),
                RepeatUnit::Year => match from.and_then(|(month, day)| Some((*t().calendar.months_short.get(month)?, day))) {
                    Some((month, day)) => format!("{} on {day} {month}", every("year")),
                    None => every("year"),
                },
            };
            match &repeat.end {
                RepeatEnd::Never => often,
                RepeatEnd::Until(day) => format!("{often}, until {}", date(day)),
                RepeatEnd::Left(1) => format!("{often}, for the last time"),
                RepeatEnd::Left(left) => format!("{often}, {left} times"),
            }
        },
        /// "On the day at 09:00", "2 days before at 18:30".
        reminder: |of: Reminder| format!("{} at {:02}:{:02}", t().repeat.days_before(of.days_before), of.minute / 60, of.minute % 60),
        /// "On the due day", "1 day before".
        days_before: |days: u16| match days {
            0 => "On the due day".to_owned(),
            1 => "1 day before".to_owned(),
            7 => "1 week before".to_owned(),
            days => format!("{days} days before"),
        },
        /// What a notification says: nothing of any customer.
        due: |number: u32| if number == 1 { "Tacit: a task is due".to_owned() } else { format!("Tacit: {number} tasks are due") },
    }
}

/// "the 1st".
fn nth_day(day: u32) -> String {
    let end = match (day % 10, day % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("the {day}{end}")
}

/// "Mon, Wed and Fri".
pub(in crate::strings) fn list_of_days(days: &[u8], and: &str) -> String {
    let names: Vec<&str> =
        days.iter().filter_map(|day| t().calendar.weekdays_short.get(usize::from(*day)).copied()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Month and day of an ISO 8601 day.
pub(in crate::strings) fn month_and_day(day: &str) -> Option<(usize, u32)> {
    Some((day.get(5..7)?.parse::<usize>().ok()?.checked_sub(1)?, day.get(8..10)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};

    fn repeat(every: u16, unit: RepeatUnit, end: RepeatEnd) -> String {
        t().repeat.words(&Repeat { every, unit, end }, Some("2027-01-31"))
    }

    #[test]
    fn rules_are_said_in_plain_words() {
        speak(Language::English);
        use RepeatUnit::{Day, Month, MonthOn, Week, Year};
        let never = || RepeatEnd::Never;
        assert_eq!(repeat(1, Day, never()), "Every day");
        assert_eq!(repeat(3, Day, RepeatEnd::Left(4)), "Every 3 days, 4 times");
        assert_eq!(repeat(1, Week(vec![0, 1, 2, 3, 4]), never()), "Every weekday");
        assert_eq!(repeat(2, Week(vec![0, 3]), never()), "Every 2 weeks on Mon and Thu");
        assert_eq!(
            repeat(1, Week(vec![0, 2, 4]), RepeatEnd::Left(1)),
            "Every week on Mon, Wed and Fri, for the last time"
        );
        assert_eq!(repeat(1, Month, never()), "Every month on the 31st");
        assert_eq!(repeat(2, MonthOn(4, 4), never()), "Every 2 months on the last Friday");
        assert_eq!(repeat(1, Year, never()), "Every year on 31 Jan");
    }

    #[test]
    fn a_notification_holds_a_number_and_nothing_else() {
        speak(Language::English);
        assert_eq!(
            (t().repeat.due(1), t().repeat.due(3)),
            ("Tacit: a task is due".to_owned(), "Tacit: 3 tasks are due".to_owned())
        );
    }
}
