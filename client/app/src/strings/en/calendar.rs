//! The calendar.

texts! {
    Calendar {
        calendar: "Calendar",
        month: "Month",
        week: "Week",
        few: "Three days",
        one_day: "Day",
        agenda: "Agenda",
        days: "Days",
        narrow: "With filters",
        narrow_words: "Shows these days as a layout of the list, with its search, its filters and its saved views.",
        meetings: "Meetings and calls",
        save_list: "Everything in this list (.ics)",
        undated_show: "Show in the table",
        previous: "Earlier",
        next: "Later",
        today: "Today",
        save: "Save as a file",
        save_shown: "What is shown (.ics)",
        save_open: "Open tasks and what is to come (.ics)",
        save_one: "Save for a calendar (.ics)",
        new_task: "Task",
        new_meeting: "Meeting",
        nothing: "Nothing in these days",
        nothing_words: "Tasks stand on the day they are due, meetings and calls at their time.",
        nothing_own: "Records stand on the date that is chosen above; those without one are in the table.",
        nothing_day: "Nothing on this day.",
        timeless: "No time",
        hours: "Hours",
        by_day: "By which date",
        also: "Also show",
        more: "Not everything has room here. Look at fewer days.",
        again: "Comes again",
        done: "done",
        to_file: "A calendar file is not sealed: keep it where its names may be read.",
        lift: "Press Space to pick it up, arrows to move it to another day, Space to put it down, Escape to leave it where it was.",
        lift_hours: "Press Space to pick it up, left and right to move it to another day, up and down to move what has a time by a quarter of an hour, Space to put it down, Escape to leave it where it was.",
    }
    lists {
        /// From Monday.
        weekdays: [&'static str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        /// The same in three letters.
        weekdays_short: [&'static str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        /// Months in three letters.
        months_short: [&'static str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        /// Months.
        months: [&'static str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
],
    }
    sentences {
        /// "Mon 14 Jun".
        day: |weekday: &str, day: i32, month: &str| format!("{weekday} {day} {month}"),
        new_on: |day: &str| format!("New on {day}"),
        moved: |name: &str, day: &str| format!("{name} moved to {day}."),
        lifted: |name: &str, day: &str| format!("{name} picked up, on {day}."),
        over: |day: &str| format!("Over {day}."),
        left: |name: &str| format!("{name} left where it was."),
        undated: |number: u32| match number {
            1 => "One task stands on no day.".into(),
            _ => format!("{} tasks stand on no day.", crate::format::count(number)),
        },
        undated_own: |number: u32| match number {
            1 => "One record has no such date.".into(),
            _ => format!("{} records have no such date.", crate::format::count(number)),
        },
        more_here: |number: usize| format!("+{number} more"),
        more_on: |number: usize, day: &str| format!("{number} more on {day}"),
    }
}
