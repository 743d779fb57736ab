//! Records of a kind of the team's own on the days of one of its dates: in the calendar, moved, and as a file.

use crate::{SERVER, anna};
use tacit_bridge::calendar::{CalendarRequest, CalendarView, FileOf, On};
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::records::{FieldKey, FieldWish, Form, Id, Kind, ObjectAsk, ObjectWish, RowsRequest, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

const DAY_MS: u64 = 86_400_000;

/// A date of a kind, and how delicate it is.
async fn define(person: &Person, kind: Kind, name: &str, sensitivity: &str) -> FieldKey {
    let terms = FieldTerms { sensitivity: sensitivity.into(), ..FieldTerms::default() };
    let (form, choices, why) = (Form::Date, Vec::new(), String::new());
    let wish = FieldWish { id: None, kind, form, name: name.into(), choices, terms, why };
    person.call(Call::SaveField(wish)).await.expect("a field");
    let Ok(Reply::OwnFields(fields)) = person.call(Call::OwnFields(kind)).await else { panic!("fields") };
    fields.into_iter().find(|field| field.name == name).expect("it is there").key
}

async fn create(person: &Person, kind: Kind, fields: Vec<(FieldKey, Value)>) -> Id {
    match person.call(Call::Create { kind, fields }).await {
        Ok(Reply::Changed { id: Some(id), .. }) => id,
        _ => panic!("not made"),
    }
}

/// January of the year 2100, of a list that is grouped by this date.
fn january(kind: Kind, by: FieldKey) -> CalendarRequest {
    let begin = 4_102_444_800_000;
    CalendarRequest {
        first: "2100-01-01".to_owned(),
        last: "2100-01-31".to_owned(),
        begin,
        end: begin + 31 * DAY_MS,
        mine: false,
        of: Some(Box::new(RowsRequest { group: Some(by), ..RowsRequest::all(kind) })),
        own: Vec::new(),
    }
}

async fn calendar(person: &Person, request: CalendarRequest) -> CalendarView {
    match person.call(Call::Calendar(request)).await {
        Ok(Reply::Calendar(calendar)) => calendar,
        other => panic!("{other:?}"),
    }
}

#[test]
fn records_of_an_own_kind_stand_on_their_date_are_moved_and_taken_along_and_a_masked_date_tells_nothing() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = anna(&server).await;
        let wish = ObjectWish { id: None, one: "Matter".into(), many: "Matters".into(), sign: "scale".into() };
        anna.call(Call::Objects(ObjectAsk::Save(wish))).await.expect("fits");
        let kind = anna.vaults().await[0].objects[0].kind;
        let hearing = define(&anna, kind, "Hearing", "").await;
        let masked = define(&anna, kind, "Operation", "sensitive").await;
        let text = |text: &str| Value::Text(text.to_owned());
        let fields = vec![
            (FieldKey::NAME, text("Merger")),
            (hearing, text("2100-01-05")),
            (masked, text("2100-01-06")),
            (FieldKey::NOTES, text("secret")),
        ];
        let merger = create(&anna, kind, fields).await;
        create(&anna, kind, vec![(FieldKey::NAME, text("Appeal"))]).await;

        let shown = calendar(&anna, january(kind, hearing)).await;
        let [entry] = shown.entries.as_slice() else { panic!("{:?}", shown.entries) };
        assert_eq!((entry.kind, entry.id, &entry.on), (kind, merger, &On::Due("2100-01-05".to_owned())));
        assert_eq!((shown.undated, entry.done), (1, false));
        let moved = Call::Edit { ids: vec![merger], fields: vec![(hearing, text("2100-01-08"))], on_page: false };
        anna.call(moved).await.expect("a date of one's own is moved like any");
        let shown = calendar(&anna, january(kind, hearing)).await;
        assert_eq!(shown.entries[0].on, On::Due("2100-01-08".to_owned()));

        let hidden = calendar(&anna, january(kind, masked)).await;
        assert_eq!((hidden.entries.len(), hidden.undated), (0, 0), "the day would tell what is masked");
        // Beside tasks and meetings only where it is asked for.
        let beside = |own| CalendarRequest { of: None, own, ..january(kind, hearing) };
        assert_eq!(calendar(&anna, beside(Vec::new())).await.entries, []);
        let all = beside(vec![(kind, hearing)]);
        assert_eq!(calendar(&anna, all.clone()).await.entries[0].id, merger);
        assert_eq!(calendar(&anna, beside(vec![(kind, masked)])).await.entries, []);
        let file =
            async |of: FileOf| match anna.call(Call::PrivacyAsk(PrivacyAsk::Taking(TakingAsk::Calendar(of)))).await {
                Ok(Reply::Text(text)) => text,
                other => panic!("{other:?}"),
            };
        let of_days = file(FileOf::Days(january(kind, hearing))).await;
        assert!(of_days.contains("DTSTART;VALUE=DATE:21000108\r\nSUMMARY:Merger\r\n"), "{of_days}");
        assert!(!of_days.contains("secret"), "{of_days}");
        assert_eq!(file(FileOf::Days(all)).await.matches("BEGIN:VEVENT").count(), 1);
        let list = |by| FileOf::List(Box::new(RowsRequest { group: Some(by), ..RowsRequest::all(kind) }));
        assert_eq!(file(list(hearing)).await.matches("BEGIN:VEVENT").count(), 1);
        assert_eq!(file(list(masked)).await.matches("BEGIN:VEVENT").count(), 0);
    });
}
