//! The dashboard.

use crate::format::{count, counted};

texts! {
    Dashboard {
        dashboard: "Dashboard",
        period: "Period",
        currency: "Currency",
        this_month: "This month",
        this_quarter: "This quarter",
        this_year: "This year",
        last_12: "Last 12 months",
        failed: "The figures cannot be shown",
        no_deals: "No deals yet",
        no_deals_words: "With the first deal you see here what is open, what was won and what is to come.",
        nothing: "Nothing in this period.",
        pipeline: "Open deals by stage",
        forecast: "When open deals are expected to close",
        closed: "Won and lost",
        won_for: "Why deals were won",
        lost_for: "Why deals were lost",
        origins: "Where new deals come from",
        activities: "Who did what",
        added: "New people",
        statuses: "People by status",
        open: "Open",
        weighted: "Weighted",
        won: "Won",
        lost: "Lost",
        win_rate: "Win rate",
        amount: "Amount",
        by_chance: "By their chances",
        weighted_by: "Weighted by likelihood",
        stage: "Stage",
        closes: "Closes",
        when: "When",
        reason: "Reason",
        origin: "Origin",
        person: "Person",
        status: "Status",
        won_amount: "Won, amount",
        lost_amount: "Lost, amount",
        notes: "Notes",
        calls: "Calls",
        meetings: "Meetings",
        mails: "E-mails",
        others: "Others",
        late: "Late",
        later: "Later",
        undated: "No day",
        no_reason: "No reason given",
        no_origin: "Unknown",
        no_status: "No status",
        other_words: "All others",
        other_members: "Everybody else",
        nobody: "Somebody",
        elsewhere_show: "Show them",
        numbers: "Show numbers",
        chart: "Show chart",
        save: "Save picture",
        as_svg: "Save as SVG",
        as_png: "Save as PNG",
        not_saved: "The picture could not be made.",
    }
    sentences {
        /// "3 of 5 closed".
        of_closed: |won: u32, all: u32| format!("{} of {} closed", count(won), count(all)),
        /// "60%".
        percent: |part: u32, all: u32| match all {
            0 => "–".to_owned(),
            _ => format!("{}%", (f64::from(part) / f64::from(all) * 100.0).round()),
        },
        elsewhere: |number: u32, currency: &str| {
            let (deals, are) = match number {
                1 => ("1 deal".to_owned(), "is"),
                _ => (format!("{} deals", count(number)), "are"),
            };
            format!("{deals} in other currencies {are} not counted here. Amounts are in {currency}.")
        },
        /// What a chart says, for those who do not see it.
        summary: |lines: usize, largest: &str, value: &str| {
            let lines = counted(lines as u32, "line", "lines");
            format!("{lines}. Largest: {largest}, {value}. The numbers follow as a table.")
        },
        /// What pressing a number does: "Won, Nov 2026: 3. Show the list".
        shows: |column: &str, line: &str, value: &str| format!("{line}, {column}: {value}. Show the list"),
        /// "Matters by court".
        by_choice: |kind: &str, field: &str| format!("{kind}: {field}"),
        own_added: |kind: &str| format!("{kind}: added"),
        /// "3 added, last 12 months".
        added_of: |number: &str, period: &str| format!("{number} added · {period}"),
        /// A stage with its chance.
        with_chance: |name: &str, chance: u8| format!("{name} · {chance}%"),
    }
}
