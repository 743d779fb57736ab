//! Conditions on fields, groups, columns and saved views.

use tacit_bridge::records::Span;

texts! {
    FILTER = "Filter";
    GROUP = "Group";
    COLUMNS = "Columns";
    WHERE = "Show what has";
    AND = "and";
    OR = "or";
    ALL_HOLD = "All of these hold. Press for: one is enough.";
    ONE_HOLDS = "One of these is enough. Press for: all of them.";
    CLEAR = "Clear filters";
    TAKE_OFF = "Take this filter off";
    OTHER = "Another condition";
    ONLY_ABOUT = "Belongs to";
    IS = "is";
    IS_NOT = "is not";
    HAS = "contains";
    HAS_NOT = "does not contain";
    WITHIN = "is";
    FROM_DAY = "from";
    TO_DAY = "until";
    AT_LEAST = "is at least";
    AT_MOST = "is at most";
    FILLED = "has a value";
    BLANK = "is empty";
    YES = "is yes";
    NO = "is no";
    ME = "Me";
    TYPED = "Text";
    HOW = "How";
    NUMBER = "Number";
    DAY = "Day";
    WHEN = "When";
    ANOTHER = "Add a name";
    NO_WORDS = "No values yet.";
    DONE = "Done";
    NO_GROUP = "No groups";
    TOO_MANY = "Too many different values for groups.";
    UP = "Further left";
    DOWN = "Further right";
    AS_FIRST = "As at first";
    ALL = "Everything";
    VIEWS = "Views";
    SAVE_AS = "Save as view";
    SAVE = "Save view";
    CHANGED = "Changed since it was saved";
    NAME = "Name";
    FOR_ME = "For me";
    FOR_ALL = "For the whole team";
    FOR_ME_HINT = "Colleagues are not offered it. It is no secret from them: who is in the vault can read everything in it.";
    RENAME = "Rename or share";
    DELETE = "Delete view";
    NEWER = "Made with a newer version of Tacit. Reload to use it.";
    SAVED = "View saved.";
    DELETED = "View deleted.";
}

/// A span of days in words.
pub(crate) fn span(span: Span) -> String {
    match span {
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
    }
}

fn away(by: i32, unit: &str) -> String {
    if by < 0 { format!("{} {unit} ago", -by) } else { format!("in {by} {unit}") }
}

/// Several words of which one is enough.
pub(crate) fn one_of(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

pub(crate) fn grouped(by: &str) -> String {
    format!("By {}", by.to_lowercase())
}
