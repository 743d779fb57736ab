//! Tasks that come again: where a series begins, which task follows one that is done, and when to be reminded. The days
//! themselves are counted in `recur`.

use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::markdown;
use crate::record::{Record, RecordId};
use crate::recur::{Day, Rule};
use crate::schema::{FieldKey, Kind, key};
use std::fmt;

/// What the next task takes over as it is.
const KEPT: [FieldKey; 5] = [key::NAME, key::ABOUT, key::OWNER, key::REMIND, key::TAGS];
/// Longest time between a reminder and the day, in days.
pub const MAX_DAYS_BEFORE: u16 = 366;

/// When to be reminded of a task: so many days before it is due, at this time of the day, wherever one is. It says
/// nothing of the due day, so that it moves along with it, whoever moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// 0 for the day itself, at most [`MAX_DAYS_BEFORE`].
    pub days_before: u16,
    /// Minutes after midnight, below 1,440.
    pub minute: u16,
}

impl Reminder {
    /// Reads "1 09:00", the day before at nine, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let (days, clock) = text.split_once(' ')?;
        let (hours, minutes) = clock.split_once(':')?;
        let number = |text: &str, most: usize| -> Option<u16> {
            let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| text.parse().ok()).flatten()
        };
        let (days_before, hour, minute) = (number(days, 3)?, number(hours, 2)?, number(minutes, 2)?);
        let fits = days_before <= MAX_DAYS_BEFORE && hour < 24 && minute < 60;
        fits.then_some(Self { days_before, minute: hour * 60 + minute })
    }

    /// When it is, for a task due on this day: ms since 1970 by the clock on the wall.
    pub fn wall_ms(self, due: Day) -> Option<u64> {
        let day = due.add_days(-i32::from(self.days_before))?;
        Some(u64::try_from(day.days()).ok()? * 86_400_000 + u64::from(self.minute) * 60_000)
    }
}

/// As [`Reminder::parse`] reads it.
impl fmt::Display for Reminder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:02}:{:02}", self.days_before, self.minute / 60, self.minute % 60)
    }
}

/// What else a task says once its rule is set or changed: from which day it is counted, and which id comes next. `draw`
/// gives a random one. A task without a due day is due on the first day of the rule.
pub fn follow(
    before: Option<&Record>,
    after: &mut Record,
    today: Day,
    stamp: Stamp,
    draw: impl FnOnce() -> RecordId,
) -> Result<(), ValueError> {
    let Some(rule) = rule_of(after) else { return Ok(()) };
    let is_new = before.is_none_or(|before| before.get(key::REPEAT) != after.get(key::REPEAT));
    if day_of(after, key::DUE).is_none() {
        let first = today.add_days(-1).and_then(|yesterday| rule.next_after(today, yesterday)).unwrap_or(today);
        after.set(key::DUE, Value::text(first.to_string()), stamp)?;
    }
    if is_new || day_of(after, key::SERIES).is_none() {
        let due = after.get(key::DUE);
        after.set(key::SERIES, due.clone(), stamp)?;
        after.set(key::OCCURS, due, stamp)?;
    }
    if next_id(after).is_none() {
        after.set(key::NEXT, Value::Bytes(draw().0.to_vec()), stamp)?;
    }
    Ok(())
}

/// How a task comes again; `None` if it does not.
pub fn rule_of(task: &Record) -> Option<Rule> {
    (task.kind() == Kind::Task).then(|| Rule::parse(&task.text(key::REPEAT)).ok()).flatten()
}

/// The id that the task after this one has.
pub fn next_id(task: &Record) -> Option<RecordId> {
    match task.get(key::NEXT) {
        Value::Bytes(bytes) => <[u8; 16]>::try_from(bytes).ok().map(RecordId),
        _ => None,
    }
}

fn day_of(task: &Record, field: FieldKey) -> Option<Day> {
    Day::parse(&task.text(field))
}

/// The task that follows one that is done today: after its day, or after today if it was late. `None` if it was the last.
/// Its own next id is drawn by [`follow`].
pub fn next(done: &Record, today: Day, stamp: Stamp) -> Result<Option<Record>, ValueError> {
    let (Some(rule), Some(due)) = (rule_of(done), day_of(done, key::DUE)) else { return Ok(None) };
    let series = day_of(done, key::SERIES).unwrap_or(due);
    // One that was put off, or done early, is not followed by itself.
    let after = day_of(done, key::OCCURS).unwrap_or(due).max(due);
    let after = if due < today { after.max(today) } else { after };
    let (Some(day), Some(spent)) = (rule.next_after(series, after), rule.spent()) else { return Ok(None) };
    let mut next = Record::new(Kind::Task, stamp);
    for field in KEPT {
        next.set(field, done.get(field), stamp)?;
    }
    let day = Value::text(day.to_string());
    for (field, value) in [
        (key::NOTES, Value::text(markdown::untick(&done.text(key::NOTES)))),
        (key::REPEAT, Value::text(spent.to_string())),
        (key::SERIES, Value::text(series.to_string())),
        (key::DUE, day.clone()),
        (key::OCCURS, day),
    ] {
        next.set(field, value, stamp)?;
    }
    Ok(Some(next))
}

/// Whether the task that followed another is still as it was made: then it goes when the other is not done after all.
pub fn is_as_made(next: &Record, done: &Record) -> bool {
    let spent = rule_of(done).and_then(Rule::spent);
    KEPT.iter().all(|field| next.get(*field) == done.get(*field))
        && next.get(key::NOTES) == Value::text(markdown::untick(&done.text(key::NOTES)))
        && next.get(key::DUE) == next.get(key::OCCURS)
        && next.get(key::DONE).is_empty()
        && rule_of(next) == spent
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp = Stamp { ms: 7, counter: 0, author: 1 };

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn id(number: u8) -> RecordId {
        RecordId([number; 16])
    }

    fn task(fields: &[(FieldKey, &str)]) -> Record {
        let mut task = Record::new(Kind::Task, STAMP);
        for (field, text) in fields {
            task.set(*field, Value::text(*text), STAMP).expect("fits");
        }
        follow(None, &mut task, day("2027-01-05"), STAMP, || id(9)).expect("fits");
        task
    }

    fn next_due(task: &Record, today: &str) -> Option<String> {
        next(task, day(today), STAMP).expect("fits").map(|next| next.text(key::DUE))
    }

    #[test]
    fn a_series_begins_on_the_due_day_or_on_the_rules_first() {
        let dated = task(&[(key::REPEAT, "FREQ=WEEKLY"), (key::DUE, "2027-02-01")]);
        assert_eq!(
            (dated.text(key::SERIES), dated.text(key::OCCURS)),
            ("2027-02-01".to_owned(), "2027-02-01".to_owned())
        );
        assert_eq!(next_id(&dated), Some(id(9)));
        let undated = task(&[(key::REPEAT, "FREQ=WEEKLY;BYDAY=FR")]);
        assert_eq!(undated.text(key::DUE), "2027-01-08");
        assert_eq!(next_id(&task(&[(key::DUE, "2027-02-01")])), None, "what does not repeat says none of it");
    }

    #[test]
    fn the_next_task_is_like_the_one_done_with_no_box_ticked() {
        let mut done = task(&[
            (key::NAME, "Report"),
            (key::REPEAT, "FREQ=MONTHLY;COUNT=3"),
            (key::DUE, "2027-01-31"),
            (key::REMIND, "1 09:00"),
            (key::NOTES, "- [x] a\n- [ ] b"),
        ]);
        done.set(key::OWNER, Value::Number(4), STAMP).expect("fits");
        done.set(key::ABOUT, Value::Relations(vec![id(3)]), STAMP).expect("fits");
        let follows = next(&done, day("2027-01-31"), STAMP).expect("fits").expect("not the last");
        for field in KEPT {
            assert_eq!(follows.get(field), done.get(field));
        }
        assert_eq!(follows.text(key::NOTES), "- [ ] a\n- [ ] b");
        assert_eq!(
            (follows.text(key::DUE), follows.text(key::REPEAT)),
            ("2027-02-28".to_owned(), "FREQ=MONTHLY;COUNT=2".to_owned())
        );
        assert!(is_as_made(&follows, &done));
        let third = next(&follows, day("2027-02-28"), STAMP).expect("fits").expect("not the last");
        assert_eq!(third.text(key::DUE), "2027-03-31", "nothing drifts");
        assert_eq!(next_due(&third, "2027-03-31"), None, "it was the third of three");
    }

    #[test]
    fn a_late_task_is_followed_after_today_and_one_put_off_or_done_early_not_by_itself() {
        let weekly = task(&[(key::REPEAT, "FREQ=WEEKLY"), (key::DUE, "2027-01-04")]);
        assert_eq!(next_due(&weekly, "2027-01-04").as_deref(), Some("2027-01-11"));
        assert_eq!(next_due(&weekly, "2027-01-02").as_deref(), Some("2027-01-11"), "done early");
        assert_eq!(next_due(&weekly, "2027-01-25").as_deref(), Some("2027-02-01"), "late, and not twice today");
        let mut moved = weekly.clone();
        for (due, next) in [("2027-01-13", "2027-01-18"), ("2027-01-02", "2027-01-11")] {
            moved.set(key::DUE, Value::text(due), Stamp { ms: 8, ..STAMP }).expect("fits");
            follow(Some(&weekly), &mut moved, day("2027-01-01"), STAMP, || id(8)).expect("fits");
            assert_eq!(next_due(&moved, "2027-01-01").as_deref(), Some(next), "{due}");
        }
        assert_eq!(next_id(&moved), Some(id(9)), "drawn once");
    }

    #[test]
    fn what_was_changed_since_is_not_as_made() {
        let done = task(&[(key::NAME, "Report"), (key::REPEAT, "FREQ=DAILY"), (key::DUE, "2027-01-31")]);
        let follows = next(&done, day("2027-01-31"), STAMP).expect("fits").expect("not the last");
        for (field, value) in [
            (key::NAME, Value::text("Another")),
            (key::DUE, Value::text("2027-02-09")),
            (key::DONE, Value::Number(1)),
            (key::REPEAT, Value::Empty),
            (key::NOTES, Value::text("Begun")),
        ] {
            let mut changed = follows.clone();
            changed.set(field, value, Stamp { ms: 9, ..STAMP }).expect("fits");
            assert!(!is_as_made(&changed, &done), "{field:?}");
        }
    }

    #[test]
    fn reminders_come_back_from_text_and_nothing_else_is_one() {
        for text in ["0 09:00", "1 18:30", "366 23:59"] {
            assert_eq!(Reminder::parse(text).map(|reminder| reminder.to_string()).as_deref(), Some(text));
        }
        for text in ["", "9:00", "1 24:00", "1 09:60", "367 09:00", "-1 09:00", "1  9:00", "+1 09:00", "1 09:00 "] {
            assert_eq!(Reminder::parse(text), None, "{text}");
        }
        let evening_before = Reminder { days_before: 1, minute: 18 * 60 };
        assert_eq!(evening_before.wall_ms(day("1970-01-02")), Some(64_800_000));
        assert_eq!(evening_before.wall_ms(day("1970-01-01")), None);
    }
}
