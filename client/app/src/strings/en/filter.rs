//! Conditions on fields, groups, columns and saved views.

use tacit_bridge::records::Span;

texts! {
    Filter {
        filter: "Filter",
        group: "Group",
        columns: "Columns",
        show_what: "Show what has",
        and: "and",
        or: "or",
        all_hold: "All of these hold. Press for: one is enough.",
        one_holds: "One of these is enough. Press for: all of them.",
        clear: "Clear filters",
        take_off: "Take this filter off",
        other: "Another condition",
        only_about: "Belongs to",
        is: "is",
        is_not: "is not",
        has: "contains",
        has_not: "does not contain",
        within: "is",
        from_day: "from",
        to_day: "until",
        at_least: "is at least",
        at_most: "is at most",
        filled: "has a value",
        blank: "is empty",
        yes: "is yes",
        no: "is no",
        me: "Me",
        typed: "Text",
        how: "How",
        number: "Number",
        day: "Day",
        when: "When",
        another: "Add a name",
        no_words: "No values yet.",
        done: "Done",
        no_group: "No groups",
        too_many: "Too many different values for groups.",
        up: "Further left",
        down: "Further right",
        as_first: "As at first",
        all: "Everything",
        views: "Views",
        save_as: "Save as view",
        save: "Save view",
        changed: "Changed since it was saved",
        name: "Name",
        for_me: "For me",
        for_all: "For the whole team",
        for_me_hint: "Colleagues are not offered it. It is no secret from them: who is in the vault can read everything in it.",
        rename: "Rename or share",
        delete: "Delete view",
        newer: "Made with a newer version of Tacit. Reload to use it.",
        saved: "View saved.",
        deleted: "View deleted.",
    }
    sentences {
        /// A span of days in words.
        span: |span: Span| match span {
            Span::Past => "in the past".into(),
            Span::Today => "today".into(),
            Span::Future => "in the future".into(),
            Span::Week(0) => "this week".into(),
            Span::Week(1) => "next week".into(),
            Span::Week(-1) => "last week".into(),
            Span::Month(0) => "this month".into(),
            Span::Month(1) => "next month".into(),
            Span::Month(-1) => "last month".into(),
            Span::Year(0) => "this year".into(),
            Span::Year(1) => "next year".into(),
            Span::Year(-1) => "last year".into(),
            Span::LastDays(days) => format!("in the last {days} days"),
            Span::NextDays(days) => format!("in the next {days} days"),
            Span::Week(weeks) => away(i32::from(weeks), "weeks"),
            Span::Month(months) => away(i32::from(months), "months"),
            Span::Year(years) => away(i32::from(years), "years"),
        },
        /// Several words of which one is enough.
        one_of: |words: &[String]| match words {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
        },
        grouped: |by: &str| format!("By {}", by.to_lowercase()),
    }
}

fn away(by: i32, unit: &str) -> String {
    if by < 0 { format!("{} {unit} ago", -by) } else { format!("in {by} {unit}") }
}
