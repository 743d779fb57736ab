//! How long ago, and how long until.

use crate::strings::en::time::Time;

pub(super) const TEXTS: Time = Time {
    now: "Jetzt",
    just_now: "gerade eben",
    now_past: "abgelaufen",
    minutes_short: "Min.",
    hours_short: "Std.",
    days_short: "T",
    weeks_short: "Wo.",
    thousands: ".",
    point: ",",
    today: "Heute",
    tomorrow: "Morgen",
    yesterday: "Gestern",
    in_minutes: |number| format!("in {number} Minute{}", n(number)),
    in_hours: |number| format!("in {number} Stunde{}", n(number)),
    in_days: |number| format!("in {number} Tag{}", en(number)),
    minutes_ago: |number| format!("vor {number} Minute{}", n(number)),
    hours_ago: |number| format!("vor {number} Stunde{}", n(number)),
    days_ago: |number| format!("vor {number} Tag{}", en(number)),
    on: |day| format!("am {day}"),
    days: |first, last| if first == last { format!("{first}.") } else { format!("{first}.–{last}.") },
};

fn n(number: u32) -> &'static str {
    if number == 1 { "" } else { "n" }
}

fn en(number: u32) -> &'static str {
    if number == 1 { "" } else { "en" }
}
