//! How long ago, and how long until.

texts! {
    Time {
        now: "Now",
        just_now: "just now",
        now_past: "now past",
        minutes_short: "min",
        hours_short: "h",
        days_short: "d",
        weeks_short: "w",
        // What parts thousands, and what parts a whole number from its fraction.
        thousands: ",",
        point: ".",
        today: "Today",
        tomorrow: "Tomorrow",
        yesterday: "Yesterday",
    }
    sentences {
        in_minutes: |number: u32| format!("in {number} minute{}", s(number)),
        in_hours: |number: u32| format!("in {number} hour{}", s(number)),
        in_days: |number: u32| format!("in {number} day{}", s(number)),
        minutes_ago: |number: u32| format!("{number} minute{} ago", s(number)),
        hours_ago: |number: u32| format!("{number} hour{} ago", s(number)),
        days_ago: |number: u32| format!("{number} day{} ago", s(number)),
        on: |day: &str| format!("on {day}"),
        /// Days of one month, in short: "2–8".
        days: |first: i32, last: i32| if first == last { first.to_string() } else { format!("{first}–{last}") },
    }
}

fn s(number: u32) -> &'static str {
    if number == 1 { "" } else { "s" }
}
