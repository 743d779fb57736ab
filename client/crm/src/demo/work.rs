//! Made-up deals, tasks and activities around made-up people, so that every page has something to show.

use super::{Dice, mark};
use crate::clock::Stamp;
use crate::field::Value;
use crate::money::{Currency, Money};
use crate::pipeline::{Outcome, Stage};
use crate::record::{Record, RecordId};
use crate::recur::Day;
use crate::schema::{self, FieldKey, Kind, key};

/// Of ten people so many have a deal.
const DEALS_IN_TEN: usize = 3;
/// Activities of each person.
const ACTIVITIES: usize = 2;
/// Between which hours people work.
const OPENS: u64 = 8;
const CLOSES: u64 = 18;
const QUARTER_MS: u64 = 15 * 60_000;
/// Of ten people so many have a task.
const TASKS_IN_TEN: usize = 2;
const DAY_MS: u64 = 86_400_000;

const DEALS: [&str; 8] = [
    "Annual retainer",
    "Contract review",
    "Merger",
    "Tax return",
    "Workshop",
    "Succession plan",
    "Grant application",
    "Office lease",
];
const LOST_FOR: [&str; 4] = ["Price", "Went with somebody else", "No budget this year", "No answer"];
const WON_FOR: [&str; 4] = ["Trust", "Quality", "Referral", "Price"];
const TASKS: [&str; 7] = [
    "Call back about the offer",
    "Send the draft",
    "Ask for the missing papers",
    "Prepare the meeting",
    "Check the deadline",
    "Write the minutes",
    "Renew the mandate",
];
const CALLS: [&str; 3] = [
    "Called about the offer; wants to think about it until Friday.",
    "No answer, left a message.",
    "Agreed on the next steps, sends the papers this week.",
];
const MEETINGS: [&str; 3] = ["First talk", "Review of the draft", "Handing over of the papers"];
const NOTES: [&str; 4] = [
    "Decides together with the **board**; next meeting at the end of the month.",
    "- [x] papers asked for\n- [ ] papers received\n- [ ] draft sent",
    "Would rather meet in person than write.",
    "Budget is fixed until summer, then open for more.",
];

/// Whom and what made-up work is about.
#[derive(Debug, Clone)]
pub struct Around<'a> {
    /// People, each with the company that he or she works for.
    pub people: &'a [(RecordId, Option<RecordId>)],
    /// Stages of the pipeline that deals stand in.
    pub stages: &'a [Stage],
    /// Number of the member who looks after all of it.
    pub owner: u32,
    /// Currency of the amounts.
    pub currency: Currency,
    /// Today, and this moment.
    pub today: Day,
    /// This moment, ms since 1970.
    pub now: u64,
    /// The same by the clock on the wall: what 1970-01-01 UTC would be there.
    pub wall: u64,
}

/// Makes deals, tasks and activities: 0.3, 0.2 and 2 for each person on average.
pub fn work(
    around: &Around<'_>,
    seed: u64,
    stamp: Stamp,
    ids: &mut dyn FnMut() -> RecordId,
) -> Vec<(RecordId, Record)> {
    let mut maker = Maker { around, dice: Dice(seed), stamp, made: 0 };
    let mut records = Vec::with_capacity(around.people.len() * 3);
    for (person, company) in around.people {
        if !around.stages.is_empty() && maker.dice.below(10) < DEALS_IN_TEN {
            records.push((ids(), maker.deal(*person, *company)));
        }
        if maker.dice.below(10) < TASKS_IN_TEN {
            records.push((ids(), maker.task(*person)));
        }
        for _ in 0..ACTIVITIES {
            records.push((ids(), maker.activity(*person)));
        }
    }
    records
}

struct Maker<'a> {
    around: &'a Around<'a>,
    dice: Dice,
    stamp: Stamp,
    made: u32,
}

impl Maker<'_> {
    /// A record of these fields. Made-up values always fit; an unfit one would be a mistake in the tables above and is
    /// left out.
    fn record(&mut self, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Record {
        let mut record = Record::new(kind, self.stamp);
        self.made += 1;
        for (field, value) in fields.into_iter().chain([(key::SOURCE, Value::text(mark(self.made)))]) {
            let fits = record.set(field, value, self.stamp);
            debug_assert!(fits.is_ok(), "{field:?}");
        }
        record
    }

    /// A day so many before or after today.
    fn day(&mut self, before: usize, after: usize) -> Value {
        let days = self.dice.below(before + after + 1) as i32 - before as i32;
        self.around.today.add_days(days).map_or(Value::Empty, |day| Value::text(day.to_string()))
    }

    /// A moment within the last days.
    fn past(&mut self, days: u64) -> u64 {
        self.around.now.saturating_sub(self.dice.below_long(days * DAY_MS))
    }

    /// A moment within the last days at which people work: a weekday's, on the quarter of an hour.
    fn at_work(&mut self, days: u64) -> u64 {
        let past = self.past(days);
        let of_day = past / DAY_MS * DAY_MS;
        // 1970-01-01 was a Thursday.
        let weekend = match (of_day / DAY_MS + 3) % 7 {
            5 => 1,
            6 => 2,
            _ => 0,
        };
        let quarter = OPENS * 4 + past % DAY_MS * (CLOSES - OPENS) * 4 / DAY_MS;
        let ahead = self.around.wall.wrapping_sub(self.around.now);
        let at = of_day.saturating_sub(weekend * DAY_MS) + quarter * QUARTER_MS;
        // What is not over yet was a week ago, at the same hour.
        let at = at.wrapping_sub(ahead);
        if at > self.around.now { at.saturating_sub(7 * DAY_MS) } else { at }
    }

    fn deal(&mut self, person: RecordId, company: Option<RecordId>) -> Record {
        let stage = &self.around.stages[self.dice.below(self.around.stages.len())];
        let unit = 10_i64.pow(self.around.currency.exponent());
        let amount = Money::new((self.dice.below(80) as i64 + 1) * 500 * unit, self.around.currency);
        let mut fields = vec![
            (key::NAME, Value::text(self.dice.pick(&DEALS))),
            (key::STAGE, Value::Link(stage.id)),
            (key::AMOUNT, Value::Money(amount)),
            (key::COMPANY, company.map_or(Value::Empty, Value::Link)),
            (key::PEOPLE, Value::Relations(vec![person])),
            (key::OWNER, Value::Number(u64::from(self.around.owner))),
            (key::ORIGIN, Value::text(self.dice.pick(schema::ORIGINS))),
            (key::CLOSE, self.day(20, 150)),
        ];
        if stage.outcome != Outcome::Open {
            let closed = self.past(150);
            fields.push((key::CLOSED, Value::Number(closed)));
            // Told by the day that was thrown, and by no throw of its own: what comes after it stays what it was.
            if stage.outcome == Outcome::Won {
                let reason = WON_FOR[(closed / DAY_MS) as usize % WON_FOR.len()];
                fields.push((key::REASON, Value::text(reason)));
            }
        }
        if stage.outcome == Outcome::Lost {
            fields.push((key::REASON, Value::text(self.dice.pick(&LOST_FOR))));
        }
        self.record(Kind::Deal, fields)
    }

    fn task(&mut self, person: RecordId) -> Record {
        let fields = vec![
            (key::NAME, Value::text(self.dice.pick(&TASKS))),
            (key::DUE, self.day(4, 21)),
            (key::ABOUT, Value::Relations(vec![person])),
            (key::OWNER, Value::Number(u64::from(self.around.owner))),
        ];
        self.record(Kind::Task, fields)
    }

    fn activity(&mut self, person: RecordId) -> Record {
        let (form, title, text) = match self.dice.below(4) {
            0 => ("call", "", self.dice.pick(&CALLS)),
            1 => ("meeting", self.dice.pick(&MEETINGS), ""),
            _ => ("note", "", self.dice.pick(&NOTES)),
        };
        let fields = vec![
            (key::TYPE, Value::text(form)),
            (key::NAME, Value::text(title)),
            (key::WHEN, Value::Number(self.at_work(90))),
            (key::ABOUT, Value::Relations(vec![person])),
            (key::NOTES, Value::text(text)),
        ];
        self.record(Kind::Activity, fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;
    use crate::demo::Demo;
    use crate::pipeline::{FIRST_NAMES, first_pipeline};

    const STAMP: Stamp = Stamp { ms: 1_795_651_200_000, counter: 0, author: 1 };

    fn made(seed: u64) -> Vec<(RecordId, Record)> {
        let mut next = 0_u128;
        let mut ids = || {
            next += 1;
            RecordId(next.to_be_bytes())
        };
        let mut records: Vec<_> = Demo::new(200, seed, STAMP, &mut ids).collect();
        let mut book = Book::new();
        for (id, record) in first_pipeline(FIRST_NAMES, &mut ids, STAMP).expect("fits") {
            book.put(id, &record.encode()).expect("of our own making");
        }
        let stages = book.pipelines().remove(0).stages;
        let people: Vec<_> =
            records.iter().filter(|(_, one)| one.kind() == Kind::Person).map(|(id, _)| (*id, None)).collect();
        let today = Day::parse("2026-11-26").expect("a day");
        let currency = Currency::new("EUR").expect("a code");
        let around = Around {
            people: &people,
            stages: &stages,
            owner: 4,
            currency,
            today,
            now: STAMP.ms,
            wall: STAMP.ms + 3_600_000,
        };
        records.extend(work(&around, seed, STAMP, &mut ids));
        records
    }

    #[test]
    fn there_is_something_of_every_kind_and_all_of_it_is_known_as_made_up() {
        let records = made(7);
        let count = |kind| records.iter().filter(|(_, record)| record.kind() == kind).count();
        assert_eq!((count(Kind::Person), count(Kind::Activity)), (200, 400));
        assert!((40..80).contains(&count(Kind::Deal)) && (20..60).contains(&count(Kind::Task)));
        let mut book = Book::new();
        for (id, record) in &records {
            book.put(*id, &record.encode()).expect("good");
        }
        assert_eq!(book.made_up().len(), records.len());
    }

    #[test]
    fn people_call_and_meet_in_working_hours_by_the_clock_on_the_wall() {
        let when = |(_, record): &(RecordId, Record)| match record.get(key::WHEN) {
            Value::Number(at) => Some(at),
            _ => None,
        };
        let all: Vec<u64> = made(7).iter().filter_map(when).collect();
        assert_eq!(all.len(), 400);
        for at in all {
            let wall = at + 3_600_000;
            assert!(at <= STAMP.ms && (OPENS..CLOSES).contains(&(wall % DAY_MS / 3_600_000)), "{at}");
            assert!((wall / DAY_MS + 3) % 7 < 5, "a weekday");
        }
    }

    #[test]
    fn a_deal_that_is_over_says_why_and_no_other_does() {
        let deals: Vec<Record> =
            made(7).into_iter().map(|(_, record)| record).filter(|record| record.kind() == Kind::Deal).collect();
        let is_over = |deal: &Record| !deal.get(key::CLOSED).is_empty();
        assert!(deals.iter().all(|deal| deal.get(key::REASON).is_empty() != is_over(deal)));
        let reasons: std::collections::HashSet<String> = deals.iter().map(|deal| deal.text(key::REASON)).collect();
        let said = |words: &[&str]| words.iter().filter(|word| reasons.contains(**word)).count();
        assert!(said(&WON_FOR) > 1 && said(&LOST_FOR) > 1, "{reasons:?}");
    }

    #[test]
    fn the_same_seed_makes_the_same() {
        assert!(made(3) == made(3) && made(3) != made(4));
    }
}
