//! Tasks and meetings as an iCalendar file (RFC 5545), written by `calcard`. What is done here is what it leaves to its
//! caller: which properties belong together, and that no text can break out of its line. Nobody is named as attending:
//! a calendar might write to them.

use crate::recur::{Day, Rule, Unit};
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarParameter, ICalendarProperty, ICalendarStatus,
    ICalendarValue, ICalendarValueType,
};

/// Who wrote the file (RFC 5545 §3.7.3).
const PRODUCT: &str = "-//Tacit//Tacit//EN";

/// A meeting. Times are in milliseconds since 1970-01-01 UTC; those after the year 9999 leave their property out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// The same in every file that holds this meeting, so that calendars update it.
    pub uid: String,
    /// When it was last changed.
    pub stamp_ms: u64,
    /// When it begins.
    pub start_ms: u64,
    /// When it ends; left out unless later than the beginning.
    pub end_ms: Option<u64>,
    /// The day, of what lasts a whole one: the times count for nothing then.
    pub day: Option<Day>,
    /// Its title.
    pub summary: String,
    /// Notes; left out if empty.
    pub description: String,
    /// Where; left out if empty.
    pub location: String,
}

/// A task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Todo {
    /// The same in every file that holds this task.
    pub uid: String,
    /// When it was last changed, in milliseconds since 1970-01-01 UTC.
    pub stamp_ms: u64,
    /// The day it is due.
    pub due: Option<Day>,
    /// Its title.
    pub summary: String,
    /// Notes; left out if empty.
    pub description: String,
    /// Whether it is done.
    pub done: bool,
    /// How it comes again; left out unless `due` is a day of the series and not its last.
    pub rule: Option<Rule>,
    /// The day the rule is counted from, if that is not `due`.
    pub anchor: Option<Day>,
}

/// An iCalendar file of these, with CRLF and lines of at most 75 bytes.
pub fn calendar(events: &[Event], todos: &[Todo]) -> String {
    let mut head = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    head.add_property(ICalendarProperty::Version, text("2.0"));
    head.add_property(ICalendarProperty::Prodid, text(PRODUCT));
    let items: Vec<ICalendarComponent> = events.iter().map(event).chain(todos.iter().map(todo)).collect();
    head.component_ids = (1..).take(items.len()).collect();
    ICalendar { components: std::iter::once(head).chain(items).collect() }.to_string()
}

fn event(event: &Event) -> ICalendarComponent {
    let mut item = ICalendarComponent::new(ICalendarComponentType::VEvent);
    begin(&mut item, &event.uid, event.stamp_ms);
    match event.day {
        // Without an end it is that one day (RFC 5545 §3.6.1).
        Some(day) => put_day(&mut item, ICalendarProperty::Dtstart, day),
        None => {
            put(&mut item, ICalendarProperty::Dtstart, moment(event.start_ms));
            let end = event.end_ms.filter(|end| end / 1_000 > event.start_ms / 1_000);
            put(&mut item, ICalendarProperty::Dtend, end.and_then(moment));
        }
    }
    put(&mut item, ICalendarProperty::Summary, some_text(&event.summary));
    put(&mut item, ICalendarProperty::Description, some_text(&event.description));
    put(&mut item, ICalendarProperty::Location, some_text(&event.location));
    item
}

fn todo(todo: &Todo) -> ICalendarComponent {
    let mut item = ICalendarComponent::new(ICalendarComponentType::VTodo);
    begin(&mut item, &todo.uid, todo.stamp_ms);
    put(&mut item, ICalendarProperty::Summary, some_text(&todo.summary));
    put(&mut item, ICalendarProperty::Description, some_text(&todo.description));
    let status = if todo.done { ICalendarStatus::Completed } else { ICalendarStatus::NeedsAction };
    put(&mut item, ICalendarProperty::Status, Some(ICalendarValue::Status(status)));
    let Some(due) = todo.due else { return item };
    let anchor = todo.anchor.unwrap_or(due);
    if let Some(rule) = todo.rule.filter(|rule| comes_again(rule, anchor, due)) {
        // A rule needs a beginning of the same kind as the due day (RFC 5545 §3.8.2.4).
        put_day(&mut item, ICalendarProperty::Dtstart, due);
        put(&mut item, ICalendarProperty::Rrule, Some(ICalendarValue::Text(rrule(&rule, anchor))));
    }
    put_day(&mut item, ICalendarProperty::Due, due);
    item
}

/// Whether the rule can be told from this day on. What it means from a day that it does not name, say of a task put
/// off, is undefined (RFC 5545 §3.8.5.3).
fn comes_again(rule: &Rule, anchor: Day, due: Day) -> bool {
    let before = due.add_days(-1);
    before.and_then(|before| rule.next_after(anchor, before)) == Some(due) && rule.next_after(anchor, due).is_some()
}

/// The rule as calendars must hear it. Where a month has no such day they skip the month (RFC 5545 §3.3.10); ours
/// comes on its last day, which is said in days counted from the end, or as the last of those up to the anchor's.
fn rrule(rule: &Rule, anchor: Day) -> String {
    let days = match (rule.unit, anchor.month(), anchor.day()) {
        (Unit::Month, _, 29) => ";BYMONTHDAY=28,29;BYSETPOS=-1",
        (Unit::Month, _, 30) => ";BYMONTHDAY=28,29,30;BYSETPOS=-1",
        (Unit::Month, _, 31) => ";BYMONTHDAY=-1",
        (Unit::Year, 2, 29) => ";BYMONTH=2;BYMONTHDAY=-1",
        _ => "",
    };
    format!("{rule}{days}")
}

fn begin(item: &mut ICalendarComponent, uid: &str, stamp_ms: u64) {
    item.add_uid(&printable(uid));
    put(item, ICalendarProperty::Dtstamp, moment(stamp_ms));
}

fn put(item: &mut ICalendarComponent, name: ICalendarProperty, value: Option<ICalendarValue>) {
    if let Some(value) = value {
        item.add_property(name, value);
    }
}

fn put_day(item: &mut ICalendarComponent, name: ICalendarProperty, day: Day) {
    item.add_property_with_params(name, [ICalendarParameter::value(ICalendarValueType::Date)], date(day));
}

fn text(text: &str) -> ICalendarValue {
    ICalendarValue::Text(printable(text))
}

fn some_text(given: &str) -> Option<ICalendarValue> {
    (!given.trim().is_empty()).then(|| text(given))
}

/// One kind of line break, and none of the controls that the format has no place for (RFC 5545 §3.1).
fn printable(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

fn date(day: Day) -> PartialDateTime {
    PartialDateTime {
        year: u16::try_from(day.year()).ok(),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
        ..PartialDateTime::default()
    }
}

/// A moment in UTC, to the second.
fn moment(ms: u64) -> Option<ICalendarValue> {
    let seconds = ms / 1_000 % 86_400;
    let part = |value: u64| u8::try_from(value).ok();
    let moment = PartialDateTime {
        hour: part(seconds / 3_600),
        minute: part(seconds / 60 % 60),
        second: part(seconds % 60),
        // Which is how "Z" is said.
        tz_hour: Some(0),
        tz_minute: Some(0),
        ..date(Day::of_ms(ms)?)
    };
    Some(ICalendarValue::PartialDateTime(Box::new(moment)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calcard::common::timezone::Tz;
    use calcard::{Entry, Parser};
    use chrono::Datelike;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn read(file: &str) -> ICalendar {
        match Parser::new(file).entry() {
            Entry::ICalendar(calendar) => calendar,
            other => panic!("{other:?}: {file}"),
        }
    }

    fn meeting() -> Event {
        Event {
            uid: "6f1c@tacit".to_owned(),
            stamp_ms: 1_798_761_600_000,
            start_ms: 1_799_143_200_999,
            end_ms: Some(1_799_146_800_000),
            day: None,
            summary: "Offer, second round; Müller\\Söhne".to_owned(),
            description: "Bring:\r\n- the offer\n- \"samples\"\0".to_owned(),
            location: "Bern".to_owned(),
        }
    }

    fn task(due: &str, rule: &str) -> Todo {
        let rule = Some(Rule::parse(rule).expect("a rule"));
        Todo { uid: "7".to_owned(), summary: "Call".to_owned(), due: Some(day(due)), rule, ..Todo::default() }
    }

    #[test]
    fn a_meeting_is_written_line_by_line() {
        let lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Tacit//Tacit//EN",
            "BEGIN:VEVENT",
            "UID:6f1c@tacit",
            "DTSTAMP:20270101T000000Z",
            "DTSTART:20270105T100000Z",
            "DTEND:20270105T110000Z",
            "SUMMARY:Offer\\, second round\\; Müller\\\\Söhne",
            "DESCRIPTION:Bring:\\n- the offer\\n- \"samples\"",
            "LOCATION:Bern",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(calendar(&[meeting()], &[]), lines.join("\r\n"));
    }

    #[test]
    fn what_lasts_a_whole_day_has_no_times() {
        let file = calendar(&[Event { day: Some(day("2027-01-05")), ..meeting() }], &[]);
        assert!(file.contains("DTSTART;VALUE=DATE:20270105\r\nSUMMARY:"), "{file}");
        assert!(!file.contains("DTEND") && !file.contains("T100000Z"), "{file}");
    }

    #[test]
    fn a_task_that_comes_again_has_a_beginning() {
        let file = calendar(&[], &[task("2027-01-05", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20271231")]);
        let lines = [
            "STATUS:NEEDS-ACTION",
            "DTSTART;VALUE=DATE:20270105",
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20271231",
            "DUE;VALUE=DATE:20270105",
            "END:VTODO",
        ];
        assert!(file.contains(&lines.join("\r\n")), "{file}");
        for (due, rule) in [("2027-01-06", "FREQ=WEEKLY;BYDAY=TU"), ("2027-01-05", "FREQ=DAILY;COUNT=1")] {
            assert!(!calendar(&[], &[task(due, rule)]).contains("RRULE"), "{due} {rule}");
        }
        let undated = Todo { due: None, done: true, ..task("2027-01-05", "FREQ=DAILY") };
        let file = calendar(&[], &[undated]);
        assert!(file.contains("STATUS:COMPLETED\r\nEND:VTODO") && !file.contains("RRULE"), "{file}");
    }

    #[test]
    fn a_meeting_ends_after_it_began_or_has_no_end() {
        let start_ms = meeting().start_ms;
        for end_ms in [None, Some(0), Some(start_ms), Some(u64::MAX)] {
            let file = calendar(&[Event { end_ms, ..meeting() }], &[]);
            assert!(!file.contains("DTEND"), "{end_ms:?}");
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let calendar = read(&calendar(&[meeting()], &[task("2027-01-05", "FREQ=DAILY;COUNT=3")]));
        let [_, event, todo] = calendar.components.as_slice() else { panic!("three components") };
        let words = |item: &ICalendarComponent, name| {
            item.property(&name).and_then(|entry| entry.values[0].as_text()).map(str::to_owned)
        };
        assert_eq!(words(event, ICalendarProperty::Summary), Some(meeting().summary));
        let notes = "Bring:\n- the offer\n- \"samples\"";
        assert_eq!(words(event, ICalendarProperty::Description).as_deref(), Some(notes));
        assert_eq!(words(todo, ICalendarProperty::Summary).as_deref(), Some("Call"));
        assert!(todo.is_recurrent());
    }

    /// The days on which another program sees a task.
    fn seen_elsewhere(todo: &Todo, count: usize) -> Vec<String> {
        let expanded = read(&calendar(&[], std::slice::from_ref(todo))).expand_dates(Tz::UTC, count);
        assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
        let days = expanded.events.iter().map(|event| event.start.date_naive());
        days.map(|day| format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())).collect()
    }

    #[test]
    fn other_calendars_see_the_days_that_we_see() {
        for (anchor, rule) in [
            ("2027-01-31", "FREQ=MONTHLY"),
            ("2027-01-30", "FREQ=MONTHLY"),
            ("2027-01-29", "FREQ=MONTHLY;INTERVAL=3"),
            ("2027-01-28", "FREQ=MONTHLY"),
            ("2028-02-29", "FREQ=YEARLY"),
            ("2028-02-29", "FREQ=MONTHLY;INTERVAL=12"),
            ("2027-03-31", "FREQ=YEARLY;INTERVAL=2"),
            ("2027-01-05", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,SU"),
            ("2027-01-01", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("2027-01-05", "FREQ=DAILY;INTERVAL=40;UNTIL=20280101"),
            ("2027-01-29", "FREQ=MONTHLY;BYDAY=-1FR"),
            ("2027-01-12", "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU"),
        ] {
            let todo = task(anchor, rule);
            let rule = todo.rule.expect("given");
            let days = std::iter::successors(todo.due, |last| rule.next_after(day(anchor), *last));
            let ours: Vec<String> = days.take(30).map(|day| day.to_string()).collect();
            assert_eq!(seen_elsewhere(&todo, 30), ours, "{anchor} {rule}");
        }
        let later = Todo { anchor: Some(day("2027-01-31")), ..task("2027-02-28", "FREQ=MONTHLY;COUNT=3") };
        assert_eq!(seen_elsewhere(&later, 9), ["2027-02-28", "2027-03-31", "2027-04-30"]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_its_line(words in any::<String>()) {
            let event = Event {
                uid: words.clone(),
                summary: words.repeat(4),
                ..meeting()
            };
            let file = calendar(&[event], &[]);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
            let unfolded = file.replace("\r\n ", "");
            let begins = |name: &str| unfolded.split("\r\n").filter(|line| line.starts_with(name)).count();
            prop_assert_eq!((begins("BEGIN:"), begins("END:"), begins("UID:")), (2, 2, 1));
            let again = read(&file);
            let summary = again.components[1].property(&ICalendarProperty::Summary);
            let read_back = summary.and_then(|entry| entry.values.first()).and_then(|value| value.as_text());
            let written = printable(&words.repeat(4));
            prop_assert_eq!(read_back.unwrap_or_default().trim(), written.trim());
        }
    }
}
