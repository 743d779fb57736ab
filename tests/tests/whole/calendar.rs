//! Tasks that come again, the calendar, its files and reminders, between two members.

use crate::{SERVER, anna};
use tacit_bridge::calendar::{CalendarEntry, CalendarRequest, CalendarView, FileOf, On};
use tacit_bridge::day::{DayRequest, DayView, Part, Waiting};
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::records::{
    FieldKey, Filter, Id, Kind, PageAnswer, PageAsk, Related, Reminder, Repeat, RepeatEnd, RepeatUnit, Row,
    RowsRequest, Test, UndoStep, Value,
};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

const DAY_MS: u64 = 86_400_000;
const MINUTE_MS: u64 = 60_000;

async fn ben(server: &Server, anna: &Person) -> Person {
    let fragment = anna.invite("Ben Tal", Role::Editor).await;
    let ben = Person::new(&server.origin()).await;
    ben.sign_up("ben@example.org", &fragment).await;
    ben.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    until("Ben is let in", async || ben.vaults().await.len() == 1).await;
    ben.open_only_vault().await;
    ben
}

async fn changed(person: &Person, call: Call) -> (Option<Id>, Option<UndoStep>) {
    match person.call(call).await.expect("it is well") {
        Reply::Changed { id, undo } => (id, undo),
        Reply::Several { undo, .. } => (None, undo),
        other => panic!("{other:?}"),
    }
}

async fn create(person: &Person, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Id {
    changed(person, Call::Create { kind, fields }).await.0.expect("made")
}

async fn edit(person: &Person, id: Id, field: FieldKey, value: Value) -> UndoStep {
    changed(person, Call::Edit { ids: vec![id], fields: vec![(field, value)], on_page: true })
        .await
        .1
        .expect("something changed")
}

async fn tasks(person: &Person) -> Vec<Row> {
    match person.call(Call::Rows(RowsRequest { count: 100, ..RowsRequest::all(Kind::Task) })).await {
        Ok(Reply::Rows(rows)) => rows.rows,
        _ => panic!("no rows"),
    }
}

async fn calendar(person: &Person, request: CalendarRequest) -> CalendarView {
    match person.call(Call::Calendar(request)).await {
        Ok(Reply::Calendar(calendar)) => calendar,
        other => panic!("{other:?}"),
    }
}

/// My day on 2100-01-06, and the seven days after it.
async fn day(person: &Person, mine: bool) -> DayView {
    let begins = spring(true).begin + 5 * DAY_MS;
    let request = DayRequest {
        today: "2100-01-06".to_owned(),
        until: "2100-01-13".to_owned(),
        begins,
        over: begins + DAY_MS,
        ends: begins + 8 * DAY_MS,
        mine,
        since: 0,
    };
    match person.call(Call::Day(request)).await {
        Ok(Reply::Day(day)) => *day,
        other => panic!("{other:?}"),
    }
}

/// What waits on 2100-01-06.
async fn waiting(person: &Person) -> Waiting {
    match person.call(Call::Waiting("2100-01-06".to_owned())).await {
        Ok(Reply::Waiting(waiting)) => waiting,
        other => panic!("{other:?}"),
    }
}

async fn file(person: &Person, of: FileOf) -> String {
    match person.call(Call::PrivacyAsk(PrivacyAsk::Taking(TakingAsk::Calendar(of)))).await {
        Ok(Reply::Text(text)) => text,
        other => panic!("{other:?}"),
    }
}

async fn reminders(person: &Person) -> u32 {
    match person.call(Call::Reminders).await {
        Ok(Reply::Reminders(number)) => number,
        other => panic!("{other:?}"),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn every(every: u16, unit: RepeatUnit) -> Value {
    Value::Repeat(Repeat { every, unit, end: RepeatEnd::Never })
}

/// A task of the year 2100, so that none is late.
async fn monthly(person: &Person) -> Id {
    let fields = vec![
        (FieldKey::NAME, text("Report, quarterly; \"long\"")),
        (FieldKey::DUE, text("2100-01-31")),
        (FieldKey::REPEAT, every(1, RepeatUnit::Month)),
        (FieldKey::NOTES, text("- [x] numbers\n- [ ] words")),
    ];
    create(person, Kind::Task, fields).await
}

/// 2100-01-01 to 2100-03-31, in UTC.
fn spring(mine: bool) -> CalendarRequest {
    let begin = 4_102_444_800_000;
    CalendarRequest {
        first: "2100-01-01".to_owned(),
        last: "2100-03-31".to_owned(),
        begin,
        end: begin + 90 * DAY_MS,
        mine,
        of: None,
        own: Vec::new(),
    }
}

async fn due(person: &Person, id: Id) -> String {
    person.text(id, FieldKey::DUE).await.unwrap_or_default()
}

/// When the task comes that follows this one.
async fn again(person: &Person, id: Id) -> Option<String> {
    match person.call(Call::Page(PageAsk::Again(id))).await {
        Ok(Reply::Page(PageAnswer::Again(day))) => day,
        _ => panic!("no answer"),
    }
}

#[test]
fn a_task_that_is_done_makes_the_next_and_taking_that_back_takes_it_away() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let first = monthly(&anna).await;
        let step = edit(&anna, first, FieldKey::DONE, Value::Yes).await;
        let second =
            tasks(&anna).await.iter().map(|row| row.id).find(|id| *id != first).expect("the next one is there");
        assert_eq!(due(&anna, second).await, "2100-02-28");
        assert_eq!(again(&anna, first).await.as_deref(), Some("2100-02-28"), "the toast says so");
        assert_eq!(again(&anna, second).await, None, "it is not done yet");
        assert_eq!(anna.text(second, FieldKey::NOTES).await.as_deref(), Some("- [ ] numbers\n- [ ] words"));

        let (_, redo) = changed(&anna, Call::Undo(step)).await;
        assert_eq!(tasks(&anna).await.len(), 1, "one step took back both");
        assert_eq!(again(&anna, first).await, None);
        changed(&anna, Call::Redo(redo.expect("it can be done again"))).await;
        assert_eq!(tasks(&anna).await.len(), 2);

        edit(&anna, first, FieldKey::DONE, Value::Empty).await;
        assert_eq!(tasks(&anna).await.len(), 1, "not done after all");
        edit(&anna, first, FieldKey::DONE, Value::Yes).await;
        let second = tasks(&anna).await.iter().map(|row| row.id).find(|id| *id != first).expect("it is there again");
        edit(&anna, second, FieldKey::NAME, text("Begun")).await;
        edit(&anna, first, FieldKey::DONE, Value::Empty).await;
        assert_eq!(tasks(&anna).await.len(), 2, "what somebody has worked on stays");
        edit(&anna, first, FieldKey::DONE, Value::Yes).await;
        assert_eq!(tasks(&anna).await.len(), 2, "and there is no second one");
        edit(&anna, second, FieldKey::DONE, Value::Yes).await;
        let third =
            tasks(&anna).await.iter().map(|row| row.id).find(|id| ![first, second].contains(id)).expect("a third");
        assert_eq!(due(&anna, third).await, "2100-03-31", "it does not drift to the 28th");
    });
}

#[test]
fn two_members_who_tick_one_task_offline_make_one_next_one() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = ben(&server, &anna).await;
        let first = monthly(&anna).await;
        until("Ben has it", async || tasks(&ben).await.len() == 1).await;
        ben.cut_off().await;
        edit(&anna, first, FieldKey::DONE, Value::Yes).await;
        edit(&ben, first, FieldKey::DONE, Value::Yes).await;
        anna.settled().await;
        ben.line.cut.set(false);
        ben.call(Call::SyncNow).await.expect("it tries again");
        ben.settled().await;
        let ids = async |person: &Person| {
            let mut ids: Vec<Id> = tasks(person).await.iter().map(|row| row.id).collect();
            ids.sort();
            ids
        };
        until("both see the same", async || ids(&anna).await == ids(&ben).await).await;
        assert_eq!(ids(&anna).await.len(), 2);
        let second = ids(&anna).await.into_iter().find(|id| *id != first).expect("the next one");
        until("both can go on with it", async || due(&anna, second).await == due(&ben, second).await).await;
        assert_eq!(due(&ben, second).await, "2100-02-28");
        edit(&ben, second, FieldKey::DONE, Value::Yes).await;
        until("Anna sees the third", async || tasks(&anna).await.len() == 3).await;
    });
}

#[test]
fn the_calendar_shows_tasks_what_will_come_again_and_meetings_and_hands_them_out_as_a_file() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = ben(&server, &anna).await;
        let task = monthly(&anna).await;
        let from = spring(true).begin + 5 * DAY_MS + 10 * 3_600_000;
        let until_ms = from + 3_600_000;
        let fields = vec![
            (FieldKey::TYPE, text("meeting")),
            (FieldKey::NAME, text("Offer")),
            (FieldKey::WHEN, Value::Moment(from)),
            (FieldKey::UNTIL, Value::Moment(until_ms)),
        ];
        let meeting = create(&anna, Kind::Activity, fields).await;
        let shown = calendar(&anna, spring(true)).await;
        let days: Vec<(Id, On)> = shown.entries.iter().map(|entry| (entry.id, entry.on.clone())).collect();
        let expected = [
            (meeting, On::At { from, until: Some(until_ms) }),
            (task, On::Due("2100-01-31".to_owned())),
            (task, On::Again("2100-02-28".to_owned())),
            (task, On::Again("2100-03-31".to_owned())),
        ];
        assert_eq!(days, expected);
        until("Ben sees all of it", async || calendar(&ben, spring(false)).await.entries.len() == 4).await;
        assert_eq!(calendar(&ben, spring(true)).await.entries, [], "and none of it is his");

        let whole = file(&anna, FileOf::Days(spring(true))).await;
        for line in [
            "SUMMARY:Report\\, quarterly\\; \"long\"",
            "DUE;VALUE=DATE:21000131",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1",
            "DTSTART:21000106T100000Z",
            "DTEND:21000106T110000Z",
        ] {
            assert!(whole.split("\r\n").any(|one| one == line), "{line} in {whole}");
        }
        assert_eq!(whole.matches("BEGIN:VTODO").count(), 1, "a task that comes again is one entry");
        assert_eq!(file(&anna, FileOf::Open { mine: false }).await.matches("UID:").count(), 2);
        assert_eq!(file(&anna, FileOf::One(meeting)).await.matches("BEGIN:VEVENT").count(), 1);
        let bad = CalendarRequest { first: "tomorrow".to_owned(), ..spring(true) };
        assert!(anna.call(Call::Calendar(bad)).await.is_err());
    });
}

#[test]
fn my_day_has_the_meetings_of_today_and_of_the_days_that_come() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = ben(&server, &anna).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let begins = spring(true).begin + 5 * DAY_MS;
        let planned = async |what: &str, name: &str, from: u64| {
            let about = Related { kind: Kind::Person, id: vera, name: String::new() };
            let fields = vec![
                (FieldKey::TYPE, text(what)),
                (FieldKey::NAME, text(name)),
                (FieldKey::WHEN, Value::Moment(from)),
                (FieldKey::UNTIL, Value::Moment(from + 1_800_000)),
                (FieldKey::ABOUT, Value::Relations(vec![about])),
            ];
            create(&anna, Kind::Activity, fields).await
        };
        planned("meeting", "Yesterday", begins - 1_800_000).await;
        let night = planned("meeting", "Over midnight", begins - 1).await;
        let offer = planned("meeting", "Offer", begins + 36_000_000).await;
        let early = planned("call", "Early", begins).await;
        let last = planned("call", "Last", begins + 8 * DAY_MS - 1).await;
        planned("call", "Later", begins + 8 * DAY_MS).await;
        planned("note", "No meeting", begins + 1).await;

        let shown = day(&anna, true).await;
        let ids = |part: &Part<CalendarEntry>| part.first.iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!((ids(&shown.meetings), ids(&shown.next_meetings)), (vec![night, early, offer], vec![last]));
        assert_eq!((shown.meetings.total, shown.meetings.rest()), (3, 0));
        let [_, _, entry] = shown.meetings.first.as_slice() else { panic!("three") };
        let from = begins + 36_000_000;
        assert_eq!(entry.on, On::At { from, until: Some(from + 1_800_000) });
        let about = entry.about.as_ref().map(|about| about.name.as_str());
        assert_eq!((entry.name.as_str(), entry.what.as_str(), about), ("Offer", "meeting", Some("Vera Quandt")));
        until("Ben sees them among everybody's", async || day(&ben, false).await.meetings.total == 3).await;
        assert_eq!(day(&ben, true).await.meetings.total, 0, "he wrote none of them down");
    });
}

#[test]
fn a_long_list_of_my_day_tells_how_long_it_is_and_a_task_of_nobody_is_everybodys() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let ben = ben(&server, &anna).await;
        let mut last = None;
        for number in 0..102 {
            let fields = vec![(FieldKey::NAME, text(&format!("Call {number}"))), (FieldKey::DUE, text("2100-01-06"))];
            last = Some(create(&anna, Kind::Task, fields).await);
        }
        let shown = day(&anna, true).await;
        assert_eq!((shown.today.first.len(), shown.today.total, shown.today.rest()), (100, 102, 2));
        until("Ben has them", async || day(&ben, false).await.today.total == 102).await;
        assert_eq!(day(&ben, true).await.today.total, 0);
        edit(&anna, last.expect("made"), FieldKey::OWNER, Value::Empty).await;
        until("one of nobody's is his too", async || day(&ben, true).await.today.total == 1).await;
        assert_eq!(day(&anna, true).await.today.total, 102, "and still hers");
        assert_eq!(waiting(&anna).await, Waiting { due: 102, open: 102 }, "as the side bar counts them");
        assert_eq!(waiting(&ben).await, Waiting { due: 1, open: 102 });
    });
}

#[test]
fn a_filter_of_the_list_holds_in_the_calendar_and_in_its_file() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let task = async |name: &str, due: &str, more: Vec<(FieldKey, Value)>| {
            let fields = [vec![(FieldKey::NAME, text(name)), (FieldKey::DUE, text(due))], more].concat();
            create(&anna, Kind::Task, fields).await
        };
        let offer = task("Offer", "2100-01-05", vec![]).await;
        task("Report", "2100-01-06", vec![]).await;
        task("Offer, sent", "2100-01-07", vec![(FieldKey::DONE, Value::Yes)]).await;
        task("Offer, some day", "", vec![]).await;
        let open = Filter::Not(Box::new(Filter::Field(FieldKey::DONE, Test::Filled)));
        let list = RowsRequest { search: "offer".to_owned(), filter: open, ..RowsRequest::all(Kind::Task) };
        let of = CalendarRequest { of: Some(Box::new(list.clone())), ..spring(false) };
        let shown = calendar(&anna, of.clone()).await;
        assert_eq!(shown.entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), [offer]);
        assert_eq!(shown.undated, 1, "what no day shows is counted");
        assert_eq!(calendar(&anna, spring(false)).await.entries.len(), 3, "without a list everything is there");
        let of_days = file(&anna, FileOf::Days(of)).await;
        assert!(of_days.contains("SUMMARY:Offer\r\n") && of_days.matches("UID:").count() == 1, "{of_days}");
        assert_eq!(file(&anna, FileOf::List(Box::new(list))).await.matches("BEGIN:VTODO").count(), 2);
    });
}

#[test]
fn a_reminder_is_told_once_and_one_of_the_time_before_not_at_all() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let now =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock").as_millis() as u64;
        // Three minutes on, by the clock of a host that knows no zone. Much later the account would be locked.
        let soon = now + 3 * MINUTE_MS;
        let today = tacit_crm::recur::Day::of_ms(soon).expect("a day");
        let days = |ahead: i32| today.add_days(ahead).expect("a day").to_string();
        let minute = (soon / MINUTE_MS % 1_440) as u16;
        let remind = Value::Reminder(Reminder { days_before: 0, minute });
        for ahead in [-1, 0, 1] {
            let fields = vec![
                (FieldKey::NAME, text("Call")),
                (FieldKey::DUE, text(&days(ahead))),
                (FieldKey::REMIND, remind.clone()),
            ];
            create(&anna, Kind::Task, fields).await;
        }
        assert_eq!(reminders(&anna).await, 0, "what came before the page was open stands in the day, and nowhere else");
        anna.profile.ahead.set(5 * MINUTE_MS);
        assert_eq!(reminders(&anna).await, 1);
        assert_eq!(reminders(&anna).await, 0, "once");
        anna.profile.ahead.set(MINUTE_MS);
        assert_eq!(reminders(&anna).await, 0);
        anna.profile.ahead.set(5 * MINUTE_MS);
        assert_eq!(reminders(&anna).await, 0, "not even when the clock was set back meanwhile");
    });
}

#[test]
fn a_rule_that_is_none_is_refused_and_nothing_changes() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let task = monthly(&anna).await;
        for wrong in [
            every(0, RepeatUnit::Day),
            every(1, RepeatUnit::Week(vec![7])),
            every(1, RepeatUnit::MonthOn(5, 0)),
            Value::Repeat(Repeat { every: 1, unit: RepeatUnit::Day, end: RepeatEnd::Until("soon".to_owned()) }),
        ] {
            let call = Call::Edit { ids: vec![task], fields: vec![(FieldKey::REPEAT, wrong.clone())], on_page: true };
            assert!(anna.call(call).await.is_err(), "{wrong:?}");
        }
        let held =
            anna.record(task).await.expect("there").fields.into_iter().find(|(field, _)| *field == FieldKey::REPEAT);
        assert_eq!(held.map(|(_, value)| value), Some(every(1, RepeatUnit::Month)));
    });
}
