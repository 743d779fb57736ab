//! How tasks come again and when one is reminded of them, in words.

use crate::format::date;
use crate::strings::en::repeat::{Repeats, list_of_days, month_and_day};
use crate::strings::t;
use tacit_bridge::records::{Repeat, RepeatEnd, RepeatUnit};

pub(super) const TEXTS: Repeats = Repeats {
    never: "Wiederholt sich nicht",
    repeats: "Wiederholung",
    weekday: "Jeden Werktag, Mo bis Fr",
    every: "Alle",
    unit: "Einheit",
    days: "Tage",
    weeks: "Wochen",
    months: "Monate",
    years: "Jahre",
    on_days: "Am",
    day_of_month: "Tag des Monats",
    ends: "Endet",
    no_end: "Nie",
    on_date: "An einem Tag",
    after: "Nach einigen Malen",
    last_day: "Letzter Tag",
    times: "Male",
    save: "Speichern",
    bad: "Wählen Sie, wie oft es sich wiederholt und wann es endet.",
    no_reminder: "Keine Erinnerung",
    time: "Uhrzeit",
    denied: "Erinnerungen werden hier gezeigt, solange Tacit offen ist: Dieser Browser erlaubt ihm keine Benachrichtigungen.",
    nth_weekday: |nth, day| {
        let nth = ["ersten", "zweiten", "dritten", "vierten", "letzten"].get(usize::from(nth)).copied();
        let day = t().calendar.weekdays.get(usize::from(day)).copied().unwrap_or_default();
        format!("{} {day}", nth.unwrap_or_default())
    },
    words: |repeat, from| {
        let often = often(repeat, from);
        match &repeat.end {
            RepeatEnd::Never => often,
            RepeatEnd::Until(day) => format!("{often}, bis {}", date(day)),
            RepeatEnd::Left(1) => format!("{often}, zum letzten Mal"),
            RepeatEnd::Left(left) => format!("{often}, {left}-mal"),
        }
    },
    reminder: |of| format!("{} um {:02}:{:02}", t().repeat.days_before(of.days_before), of.minute / 60, of.minute % 60),
    days_before: |days| match days {
        0 => "Am Tag der Fälligkeit".to_owned(),
        1 => "1 Tag vorher".to_owned(),
        7 => "1 Woche vorher".to_owned(),
        days => format!("{days} Tage vorher"),
    },
    due: |number| match number {
        1 => "Tacit: Eine Aufgabe ist fällig".to_owned(),
        _ => format!("Tacit: {number} Aufgaben sind fällig"),
    },
};

fn often(repeat: &Repeat, from: Option<&str>) -> String {
    let every = |one: &str, many: &str| match repeat.every {
        1 => one.to_owned(),
        number => format!("Alle {number} {many}"),
    };
    let from = from.and_then(month_and_day);
    match &repeat.unit {
        RepeatUnit::Day => every("Jeden Tag", "Tage"),
        RepeatUnit::Week(days) if *days == [0, 1, 2, 3, 4] && repeat.every == 1 => t().repeat.weekday.to_owned(),
        RepeatUnit::Week(days) if days.is_empty() => every("Jede Woche", "Wochen"),
        RepeatUnit::Week(days) => format!("{} am {}", every("Jede Woche", "Wochen"), list_of_days(days, "und")),
        RepeatUnit::Month => match from {
            Some((_, day)) => format!("{} am {day}.", every("Jeden Monat", "Monate")),
            None => every("Jeden Monat", "Monate"),
        },
        RepeatUnit::MonthOn(nth, day) => {
            format!("{} am {}", every("Jeden Monat", "Monate"), t().repeat.nth_weekday(*nth, *day))
        }
        RepeatUnit::Year => match from.and_then(|(month, day)| Some((*t().calendar.months.get(month)?, day))) {
            Some((month, day)) => format!("{} am {day}. {month}", every("Jedes Jahr", "Jahre")),
            None => every("Jedes Jahr", "Jahre"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};
    use RepeatUnit::{Day, Month, MonthOn, Week, Year};

    fn repeat(every: u16, unit: RepeatUnit, end: RepeatEnd) -> String {
        t().repeat.words(&Repeat { every, unit, end }, Some("2027-01-31"))
    }

    #[test]
    fn rules_are_said_in_plain_words() {
        speak(Language::German);
        let never = || RepeatEnd::Never;
        assert_eq!(repeat(1, Day, never()), "Jeden Tag");
        assert_eq!(repeat(3, Day, RepeatEnd::Left(4)), "Alle 3 Tage, 4-mal");
        assert_eq!(repeat(1, Week(vec![0, 1, 2, 3, 4]), never()), "Jeden Werktag, Mo bis Fr");
        assert_eq!(repeat(2, Week(vec![0, 3]), never()), "Alle 2 Wochen am Mo und Do");
        assert_eq!(repeat(1, Week(vec![0, 2, 4]), RepeatEnd::Left(1)), "Jede Woche am Mo, Mi und Fr, zum letzten Mal");
        assert_eq!(repeat(1, Month, never()), "Jeden Monat am 31.");
        assert_eq!(repeat(2, MonthOn(4, 4), never()), "Alle 2 Monate am letzten Freitag");
        assert_eq!(repeat(1, Year, never()), "Jedes Jahr am 31. Januar");
    }
}
