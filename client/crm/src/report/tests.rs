//! The numbers of a dashboard by example, each beside the list behind it.

use super::*;
use crate::clock::Stamp;
use crate::field::Value;
use crate::money::Money;
use crate::pipeline::{FIRST_NAMES, first_pipeline};
use crate::record::{Record, RecordId};
use crate::schema::FieldKey;
use crate::view::View;

/// The days of a period of two pieces, in ms: [1,000, 2,000) and [2,000, 3,000).
const EDGES: [u64; 3] = [1_000, 2_000, 3_000];

type Fields<'a> = &'a [(FieldKey, Value)];

struct Vault {
    book: Book,
    stages: Vec<RecordId>,
    next: u16,
}

impl Vault {
    fn new() -> Self {
        let mut vault = Self { book: Book::new(), stages: Vec::new(), next: 0 };
        let mut next = 0;
        let draw = || {
            next += 1;
            RecordId([next; 16])
        };
        for (id, record) in first_pipeline(FIRST_NAMES, draw, stamp(1, 1)).expect("fits") {
            vault.book.put(id, &record.encode()).expect("of our own making");
        }
        vault.stages = vault.book.pipelines().remove(0).stages.into_iter().map(|stage| stage.id).collect();
        vault
    }

    /// Makes a record, made by this member at this moment.
    fn put(&mut self, kind: Kind, made: Stamp, fields: Fields<'_>) {
        let mut record = Record::new(kind, made);
        for (field, value) in fields {
            record.set(*field, value.clone(), made).expect("fits");
        }
        self.next += 1;
        let mut id = [0xee; 16];
        id[..2].copy_from_slice(&self.next.to_le_bytes());
        self.book.put(RecordId(id), &record.encode()).expect("of our own making");
    }

    fn deal(&mut self, stage: usize, minor: i64, fields: Fields<'_>) {
        let own = [(key::STAGE, Value::Link(self.stages[stage])), (key::AMOUNT, euros(minor))];
        self.put(Kind::Deal, stamp(5, 1), &[&own, fields].concat());
    }

    fn report(&self) -> Report {
        self.book.report(&ask())
    }

    /// The list behind each figure has as many rows as the figure says.
    fn lists_agree(&mut self, report: &Report) {
        let deals =
            [&report.stages, &report.forecast, &report.closed, &report.won_for, &report.lost_for, &report.origins];
        let people = [&report.people, &report.statuses];
        let mut figures: Vec<(Kind, &Figure)> =
            vec![(Kind::Deal, &report.open), (Kind::Deal, &report.won), (Kind::Deal, &report.lost)];
        figures.extend([(Kind::Activity, &report.active), (Kind::Person, &report.added)]);
        let of = |kind: Kind, lines: &[&'_ Vec<Line>]| -> Vec<(Kind, Figure)> {
            let lines = lines.iter().flat_map(|lines| lines.iter());
            lines.flat_map(|line| line.parts.iter().map(move |figure| (kind, figure.clone()))).collect()
        };
        let lines =
            [of(Kind::Deal, &deals), of(Kind::Activity, &[&report.activities]), of(Kind::Person, &people)].concat();
        figures.extend(lines.iter().map(|(kind, figure)| (*kind, figure)));
        for (kind, figure) in figures {
            assert!(figure.behind.is_within_limits());
            let view = View { filter: figure.behind.clone(), ..View::all(kind) };
            assert_eq!(self.book.rows(&view, &[], 0, 1).total, figure.count, "{figure:?}");
            let groups = self.book.groups(&view, key::STAGE, Some(key::AMOUNT));
            let sum: i64 = groups.iter().flat_map(|group| &group.sums).map(|money| money.minor).sum();
            assert_eq!(sum, figure.sum, "{figure:?}");
        }
    }
}

fn stamp(ms: u64, author: u32) -> Stamp {
    Stamp { ms, counter: 0, author }
}

fn euros(minor: i64) -> Value {
    Value::Money(Money::new(minor, Currency::EUR))
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn ask() -> ReportAsk {
    let today = Day::new(2026, 11, 26).expect("a day");
    ReportAsk { today, edges: EDGES.to_vec(), wanted: vec![Currency::EUR] }
}

/// Count, sum and weighted sum of each part.
fn numbers(line: &Line) -> Vec<(u32, i64, i64)> {
    line.parts.iter().map(|figure| (figure.count, figure.sum, figure.weighted)).collect()
}

fn counts(lines: &[Line]) -> Vec<(Of, Vec<u32>)> {
    lines.iter().map(|line| (line.of.clone(), line.parts.iter().map(|figure| figure.count).collect())).collect()
}

fn word(word: &str) -> Of {
    Of::Word(word.to_owned())
}

#[test]
fn open_deals_stand_by_stage_weighted_by_its_chance() {
    let mut vault = Vault::new();
    vault.deal(0, 1_005, &[]);
    vault.deal(0, 1_000, &[]);
    vault.deal(3, 333, &[]);
    vault.deal(4, 9_999, &[]);
    vault.put(Kind::Deal, stamp(5, 1), &[(key::NAME, text("without stage and amount"))]);
    let gone = Value::Link(RecordId([0xdd; 16]));
    vault.put(Kind::Deal, stamp(5, 1), &[(key::STAGE, gone), (key::AMOUNT, euros(70))]);
    let report = vault.report();
    let names: Vec<_> = report.stages.iter().map(|line| line.of.clone()).collect();
    let stage = |name: &str, chance| Of::Stage { pipeline: "Pipeline".to_owned(), name: name.to_owned(), chance };
    let open = [stage("New", 10), stage("Meeting", 25), stage("Offer", 50), stage("Negotiation", 75), Of::NoStage];
    assert_eq!(names, open);
    let all: Vec<_> = report.stages.iter().flat_map(numbers).collect();
    // 200.5 and 249.75 are rounded once.
    assert_eq!(all, [(2, 2_005, 201), (0, 0, 0), (0, 0, 0), (1, 333, 250), (2, 70, 0)]);
    assert_eq!((report.open.count, report.open.sum, report.open.weighted), (5, 2_408, 450));
    vault.lists_agree(&report);
}

#[test]
fn the_forecast_tells_late_deals_months_later_ones_and_those_without_a_day() {
    let mut vault = Vault::new();
    let days = ["2026-11-25", "2026-11-26", "2026-11-30", "2026-12-01", "2027-04-30", "2027-05-01", "", "--12-24"];
    for (day, minor) in days.into_iter().zip([1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]) {
        vault.deal(2, minor, &[(key::CLOSE, text(day))]);
    }
    vault.deal(5, 5, &[(key::CLOSE, text("2026-11-28"))]);
    let report = vault.report();
    let month = |month: &str| Of::Month(month.to_owned());
    let expected = [
        (Of::Late, 1, 1),
        (month("2026-11"), 2, 110),
        (month("2026-12"), 1, 1_000),
        (month("2027-01"), 0, 0),
        (month("2027-02"), 0, 0),
        (month("2027-03"), 0, 0),
        (month("2027-04"), 1, 10_000),
        (Of::Later, 1, 100_000),
        (Of::Undated, 2, 11_000_000),
    ];
    let told: Vec<_> =
        report.forecast.iter().map(|line| (line.of.clone(), line.parts[0].count, line.parts[0].sum)).collect();
    assert_eq!(told, expected);
    assert_eq!(report.forecast.iter().map(|line| line.parts[0].sum).sum::<i64>(), report.open.sum);
    vault.lists_agree(&report);
}

#[test]
fn won_and_lost_deals_stand_by_when_they_were_closed_and_why() {
    let mut vault = Vault::new();
    let closed = |at: u64, reason: &str| vec![(key::CLOSED, Value::Number(at)), (key::REASON, text(reason))];
    vault.deal(4, 100, &closed(999, "Trust"));
    vault.deal(4, 200, &closed(1_000, "Trust"));
    vault.deal(4, 300, &closed(1_999, "trust"));
    vault.deal(4, 400, &closed(2_000, ""));
    vault.deal(4, 500, &closed(3_000, "Trust"));
    vault.deal(5, 600, &closed(2_999, "Price"));
    // Left behind by a merge: an open deal has no end.
    vault.deal(1, 700, &closed(1_500, "Price"));
    let report = vault.report();
    let lines: Vec<_> = report.closed.iter().map(|line| (line.of.clone(), numbers(line))).collect();
    let first = (Of::Piece(0), vec![(2, 500, 500), (0, 0, 0)]);
    assert_eq!(lines, [first, (Of::Piece(1), vec![(1, 400, 400), (1, 600, 0)])]);
    assert_eq!((report.won.count, report.won.sum, report.lost.count, report.lost.sum), (3, 900, 1, 600));
    assert_eq!(counts(&report.won_for), [(word("Trust"), vec![2]), (Of::NoWord, vec![1])]);
    assert_eq!(counts(&report.lost_for), [(word("Price"), vec![1])]);
    vault.lists_agree(&report);
}

#[test]
fn currencies_are_told_apart_and_deals_of_another_one_are_in_no_figure() {
    let mut vault = Vault::new();
    let dollar = Currency::new("USD").expect("three capitals");
    let dollars = |minor| (key::AMOUNT, Value::Money(Money::new(minor, dollar)));
    vault.deal(0, 100, &[]);
    vault.put(Kind::Deal, stamp(5, 1), &[(key::STAGE, Value::Link(vault.stages[0])), dollars(7)]);
    vault.put(Kind::Deal, stamp(5, 1), &[(key::STAGE, Value::Link(vault.stages[0])), dollars(5)]);
    vault.put(Kind::Deal, stamp(5, 1), &[(key::STAGE, Value::Link(vault.stages[0]))]);
    let report = vault.report();
    assert_eq!(report.currencies, [dollar, Currency::EUR], "first the one that most have");
    assert_eq!((report.currency, report.elsewhere.count, report.deals), (Currency::EUR, 2, 4));
    assert_eq!((report.open.count, report.open.sum), (2, 100));
    vault.lists_agree(&report);
    let other = vault.book.report(&ReportAsk { wanted: vec![dollar], ..ask() });
    assert_eq!((other.elsewhere.count, other.open.count, other.open.sum), (1, 3, 12));
    vault.lists_agree(&other);
    for report in [&report, &other] {
        let view = View { filter: report.elsewhere.behind.clone(), ..View::all(Kind::Deal) };
        assert_eq!(vault.book.rows(&view, &[], 0, 9).total, report.elsewhere.count, "they have a list, too");
    }
    let unknown = Currency::new("CHF").expect("three capitals");
    assert_eq!(vault.book.report(&ReportAsk { wanted: vec![unknown], ..ask() }).currency, dollar);
    assert_eq!(Vault::new().book.report(&ReportAsk { wanted: vec![unknown], ..ask() }).currency, unknown);
}

#[test]
fn deals_made_in_the_period_stand_by_how_they_came_about() {
    let mut vault = Vault::new();
    let origin = |stage: RecordId, origin: &str| vec![(key::STAGE, Value::Link(stage)), (key::ORIGIN, text(origin))];
    let stages = vault.stages.clone();
    vault.put(Kind::Deal, stamp(1_000, 1), &origin(stages[4], "referral"));
    vault.put(Kind::Deal, stamp(1_100, 1), &origin(stages[0], "Referral"));
    vault.put(Kind::Deal, stamp(2_999, 1), &origin(stages[5], "website"));
    vault.put(Kind::Deal, stamp(2_999, 1), &origin(stages[0], ""));
    vault.put(Kind::Deal, stamp(3_000, 1), &origin(stages[0], "event"));
    let report = vault.report();
    let expected = [(word("referral"), vec![1, 1, 0]), (word("website"), vec![0, 0, 1]), (Of::NoWord, vec![0, 1, 0])];
    assert_eq!(counts(&report.origins), expected, "won, open and lost");
    vault.lists_agree(&report);
}

#[test]
fn words_beyond_a_dozen_stand_in_one_line() {
    let mut vault = Vault::new();
    for number in 0..MAX_LINES + 3 {
        for _ in 0..=number {
            vault.put(Kind::Person, stamp(1_500, 1), &[(key::STATUS, text(&format!("status {number:02}")))]);
        }
    }
    let report = vault.report();
    assert_eq!(report.statuses.len(), MAX_LINES + 1);
    assert_eq!(counts(&report.statuses[..1]), [(word("status 14"), vec![15])]);
    assert_eq!(counts(&report.statuses[MAX_LINES..]), [(Of::OtherWords, vec![1 + 2 + 3])]);
    vault.lists_agree(&report);
}

#[test]
fn activities_stand_by_who_wrote_them_down_and_what_they_are() {
    let mut vault = Vault::new();
    let mut note = |author, at: u64, what: &str| {
        vault.put(Kind::Activity, stamp(5, author), &[(key::WHEN, Value::Number(at)), (key::TYPE, text(what))]);
    };
    for (author, at, what) in [
        (2, 999, "call"),
        (2, 1_000, "call"),
        (2, 2_500, "Call"),
        (2, 2_500, "e-mail"),
        (1, 2_999, "note"),
        (1, 2_000, "letter"),
        (3, 3_000, "note"),
    ] {
        note(author, at, what);
    }
    let report = vault.report();
    let expected = [(Of::Member(2), vec![0, 2, 0, 1, 0]), (Of::Member(1), vec![1, 0, 0, 0, 1])];
    assert_eq!(counts(&report.activities), expected, "notes, calls, meetings, e-mails, others");
    assert_eq!(report.active.count, 5);
    vault.lists_agree(&report);
}

#[test]
fn more_than_a_dozen_members_stand_in_one_line() {
    let mut vault = Vault::new();
    for author in 0..MAX_LINES as u32 + 4 {
        vault.put(Kind::Activity, stamp(5, author), &[(key::WHEN, Value::Number(1_000)), (key::TYPE, text("call"))]);
    }
    let report = vault.report();
    assert_eq!(report.activities.len(), MAX_LINES + 1);
    assert_eq!(counts(&report.activities[MAX_LINES..]), [(Of::OtherMembers, vec![0, 4, 0, 0, 0])]);
    vault.lists_agree(&report);
}

#[test]
fn people_stand_by_when_they_were_added_and_by_status() {
    let mut vault = Vault::new();
    for (at, status) in [(999, "lead"), (1_000, "lead"), (1_999, "hot"), (2_000, ""), (3_000, "HOT")] {
        vault.put(Kind::Person, stamp(at, 1), &[(key::STATUS, text(status))]);
    }
    let report = vault.report();
    assert_eq!(counts(&report.people), [(Of::Piece(0), vec![2]), (Of::Piece(1), vec![1])]);
    assert_eq!(report.added.count, 3);
    assert_eq!(counts(&report.statuses), [(word("hot"), vec![2]), (word("lead"), vec![2]), (Of::NoWord, vec![1])]);
    vault.lists_agree(&report);
}

#[test]
fn a_period_without_pieces_holds_nothing_and_a_long_one_is_cut() {
    let mut vault = Vault::new();
    vault.put(Kind::Person, stamp(0, 1), &[]);
    for edges in [vec![], vec![5], vec![7, 7]] {
        let report = vault.book.report(&ReportAsk { edges, ..ask() });
        assert_eq!((report.added.count, report.people.len()), (0, 0));
        vault.lists_agree(&report);
    }
    let report = vault.book.report(&ReportAsk { edges: (0..1_000).rev().chain([u64::MAX]).collect(), ..ask() });
    assert_eq!((report.added.count, report.people.len()), (1, MAX_PIECES));
}

#[test]
fn kinds_of_the_teams_own_are_counted_by_their_choice_or_by_time_and_their_numbers_add_up() {
    use crate::custom::{Terms, Wish};
    use crate::object::ObjectWish;
    use crate::privacy::words::Sensitivity;
    use crate::schema::custom::Form;

    let mut vault = Vault::new();
    let mut define = |many: &str, id: u8| {
        let wish = ObjectWish { one: many.into(), many: many.into(), sign: String::new() };
        let record = vault.book.define_object(&wish, || u16::from(id), stamp(1, 1)).expect("fits");
        vault.book.put(RecordId([id; 16]), &record.encode()).expect("of our own making");
        vault.book.objects().into_iter().find(|object| object.many == many).expect("is there").kind
    };
    let (matters, animals) = (define("Matters", 90), define("Animals", 91));
    let mut field = |form: Form, name: &str, sensitivity| {
        let terms = Terms { sensitivity, ..Terms::usual(matters) };
        let wish = Wish { name: name.into(), choices: vec!["Kiel".into(), "Berlin".into()], terms };
        let record = vault.book.define(matters, form, &wish, || 1, stamp(1, 1)).expect("fits");
        let id = RecordId([100 + form as u8 + sensitivity as u8 * 40; 16]);
        vault.book.put(id, &record.encode()).expect("of our own making");
        vault.book.custom_fields(matters).into_iter().find(|custom| custom.name == name).expect("is there").key
    };
    let none = Sensitivity::None;
    // What is masked tells nobody apart, though it was defined first.
    let secret = field(Form::Choice, "Secret", Sensitivity::Sensitive);
    let (court, fee) = (field(Form::Choice, "Court", none), field(Form::Money, "Fee", none));
    let pages = field(Form::Number, "Pages", none);
    let word = |word: &str| Value::text(word);
    let pages_of = |number: &str| Value::Decimal(crate::decimal::Decimal::parse(number).expect("a number"));
    let of = [(court, word("Kiel")), (secret, word("Berlin")), (fee, euros(1_000)), (pages, pages_of("2.5"))];
    vault.put(matters, stamp(1_500, 1), &of);
    vault.put(matters, stamp(2_500, 1), &[(court, word("kiel")), (fee, euros(500))]);
    let dollars = Value::Money(Money::new(900, Currency::new("USD").expect("a code")));
    vault.put(matters, stamp(5_000, 1), &[(fee, dollars), (pages, pages_of("4"))]);
    vault.put(animals, stamp(1_500, 1), &[]);

    let report = vault.report();
    let [of_matters, of_animals] = &report.own[..] else { panic!("two kinds") };
    assert_eq!((of_matters.kind, of_matters.all.count, of_matters.added.count), (matters, 3, 2));
    assert_eq!(of_matters.by, Some(court));
    let told: Vec<_> = of_matters.lines.iter().map(|line| (line.of.clone(), line.parts[0].count)).collect();
    assert_eq!(told, [(Of::Word("Kiel".into()), 2), (Of::NoWord, 1)]);
    let sums: Vec<_> = of_matters.sums.iter().map(|(field, sum)| (*field, sum.count, sum.sum)).collect();
    assert_eq!(sums, [(fee, 2, 1_500), (pages, 2, 6_500_000)], "dollars are not added to euros");
    assert_eq!((of_animals.by, of_animals.lines.len()), (None, 2), "by time, where there is no choice");

    for own in &report.own {
        let figures = own.lines.iter().flat_map(|line| &line.parts).chain(own.sums.iter().map(|(_, sum)| sum));
        for figure in figures.chain([&own.all, &own.added]) {
            let rows = vault.book.row_ids(&View { filter: figure.behind.clone(), ..View::all(own.kind) });
            assert_eq!(rows.len() as u32, figure.count, "{:?}", figure.behind);
        }
    }
}
