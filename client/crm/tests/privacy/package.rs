//! The access package: nothing of other people leaves that was taken out, in any of its forms.

use crate::world::{DAY, NOW, World, marker};
use proptest::prelude::*;
use tacit_crm::object::ObjectWish;
use tacit_crm::privacy::package::{Cover, Decision, Files, Held, Lang, Piece, Verdict};
use tacit_crm::schema::custom::Form;
use tacit_crm::schema::key;
use tacit_crm::{FieldKey, Kind, Point, Record, RecordId, Value, fold};

fn cover(lang: Lang) -> Cover {
    Cover {
        lang,
        controller: "Kanzlei Berg <kanzlei@berg.example>".into(),
        automated: "No decision is made by machines alone.".into(),
        received: NOW - DAY,
        made: NOW,
    }
}

fn made(world: &mut World, kind: Kind, fields: Vec<(FieldKey, Value)>) -> RecordId {
    let stamp = world.stamp();
    let mut record = Record::new(kind, stamp);
    for (field, value) in fields {
        record.set(field, value, stamp).unwrap();
    }
    world.add(&record)
}

fn person(world: &mut World, given: &str, family: &str, email: &str, phone: &str) -> RecordId {
    let point = |label: &str, value: &str| match value {
        "" => Value::Empty,
        value => Value::Points(vec![Point::new(label, value)]),
    };
    let fields = vec![
        (key::GIVEN, Value::text(given)),
        (key::FAMILY, Value::text(family)),
        (key::EMAILS, point("work", email)),
        (key::PHONES, point("mobile", phone)),
    ];
    made(world, Kind::Person, fields)
}

fn note(world: &mut World, about: RecordId, text: &str) -> RecordId {
    let fields = vec![
        (key::TYPE, Value::text("note")),
        (key::WHEN, Value::Number(NOW)),
        (key::ABOUT, Value::Relations(vec![about])),
        (key::NOTES, Value::text(text)),
    ];
    made(world, Kind::Activity, fields)
}

fn held(world: &mut World, of: RecordId) -> Held {
    let now = world.now;
    world.book.held_about(&of, &marker, now).unwrap()
}

/// What a text names, in its own words.
fn named(piece: &Piece) -> Vec<&str> {
    piece.namings.iter().map(|one| &piece.text[one.from..one.to]).collect()
}

fn decide(piece: &Piece, verdict: Verdict) -> Decision {
    Decision { record: piece.record, field: piece.field, fingerprint: piece.fingerprint(), verdict }
}

/// The package with the same decision on every text that names somebody.
fn files(world: &mut World, of: RecordId, lang: Lang, verdict: &Verdict) -> Files {
    let held = held(world, of);
    let decisions: Vec<Decision> = held
        .texts()
        .into_iter()
        .filter(|piece| !piece.namings.is_empty())
        .map(|piece| decide(piece, verdict.clone()))
        .collect();
    held.package(cover(lang), &decisions).unwrap_or_else(|_| panic!("all are decided on")).files()
}

fn texts(files: &Files) -> [String; 3] {
    files.parts().map(|part| String::from_utf8(part.to_vec()).unwrap())
}

#[test]
fn rule_13_a_package_tells_everything_that_is_held_and_why() {
    let mut world = World::new();
    let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "+44 20 7946 0018");
    world.edit(ada, key::BIRTHDAY, Value::text("1815-12-10"));
    world.edit(ada, key::SOURCE, Value::text("people.csv, row 7"));
    world.edit(ada, key::TAGS, Value::Tags(["speaker".to_owned()].into_iter().collect()));
    world.subscribe(ada, "ada@example.org");
    note(&mut world, ada, "Likes <b>engines</b> & poetry");
    let deal = vec![(key::NAME, Value::text("Analytical Engine")), (key::PEOPLE, Value::Relations(vec![ada]))];
    made(&mut world, Kind::Deal, deal);
    let task = vec![(key::NAME, Value::text("Send the drawings")), (key::ABOUT, Value::Relations(vec![ada]))];
    made(&mut world, Kind::Task, task);
    let [html, json, vcard] = texts(&files(&mut world, ada, Lang::English, &Verdict::Keep));
    for told in [
        "Lovelace",
        "ada@example.org",
        "1815-12-10",
        "people.csv, row 7",
        "speaker",
        "Analytical Engine",
        "Send the drawings",
        "Newsletter",
    ] {
        assert!(html.contains(told), "{told} in the page");
        assert!(json.contains(told), "{told} in the JSON");
    }
    for told in ["Consent (GDPR Art. 6(1)(a))", "Given", "Who got it", "How long it is kept", "supervisory authority"] {
        assert!(html.contains(told), "{told}");
    }
    assert!(html.contains("Likes &lt;b&gt;engines&lt;/b&gt; &amp; poetry"), "nothing is read as markup");
    assert!(!html.contains("<script") && !html.contains("http://") && !html.contains("src="), "it stands alone");
    assert!(json.starts_with("{\"format\":\"tacit-access-package\",\"version\":1,"));
    assert!(vcard.contains("VERSION:4.0") && vcard.contains("BDAY:18151210") && vcard.contains("EMAIL"));
    let [german, ..] = texts(&files(&mut world, ada, Lang::German, &Verdict::Keep));
    assert!(german.contains("<html lang=\"de\">") && german.contains("Einwilligung (DSGVO Art. 6 Abs. 1 a)"));
    assert!(german.contains("Aufsichtsbehörde") && !german.contains("supervisory"));
}

#[test]
fn rule_13_texts_that_name_others_are_found_however_they_are_written() {
    let mut world = World::new();
    let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "+44 20 7946 0018");
    person(&mut world, "Grace", "Hopper", "grace@example.com", "+1 212 555 0100");
    person(&mut world, "Jürgen", "Groß-Weiß", "", "");
    person(&mut world, "Bo", "Li", "", "");
    person(&mut world, "William", "Lovelace", "", "");
    let mut found = |text: &str| {
        let id = note(&mut world, ada, text);
        let held = held(&mut world, ada);
        let piece = held.texts().into_iter().find(|piece| piece.record == id).unwrap();
        let all: Vec<(String, bool)> =
            named(piece).into_iter().zip(&piece.namings).map(|(words, one)| (words.to_owned(), one.sure)).collect();
        all
    };
    let sure = |words: &str| vec![(words.to_owned(), true)];
    assert_eq!(found("Met grace HOPPER there"), sure("grace HOPPER"));
    assert_eq!(found("Hopper, Grace was late"), sure("Hopper, Grace"));
    assert_eq!(found("with Grace Brewster Hopper"), sure("Grace Brewster Hopper"));
    assert_eq!(found("Herr Juergen kennt JÜRGEN GROSS-WEISS gut"), sure("JÜRGEN GROSS-WEISS"));
    assert_eq!(found("Bo Li called"), sure("Bo Li"));
    assert_eq!(found("her brother William Lovelace"), sure("William Lovelace"));
    assert_eq!(found("write to Stranger@elsewhere.example, soon"), sure("Stranger@elsewhere.example"));
    assert_eq!(found("call 212-555-0100 instead"), sure("212-555-0100"));
    assert_eq!(found("or +49 30 901820"), sure("+49 30 901820"));
    assert_eq!(found("said Hopper"), vec![("Hopper".to_owned(), false)]);
    for nobody in [
        "Ada Lovelace likes it",
        "her address ada@example.org",
        "call her at 020 7946 0018",
        "invoice 2026-11-27 of 1200",
        "a grass hopper",
        "Lovelace is out",
    ] {
        assert_eq!(found(nobody), Vec::new(), "{nobody}");
    }
}

#[test]
fn rule_13_nothing_leaves_before_every_text_that_names_somebody_is_decided_on_as_it_is_now() {
    let mut world = World::new();
    let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "");
    person(&mut world, "Grace", "Hopper", "", "");
    let first = note(&mut world, ada, "Grace Hopper sent her");
    let decisions: Vec<Decision> =
        held(&mut world, ada).texts().into_iter().map(|piece| decide(piece, Verdict::Keep)).collect();
    let refused = held(&mut world, ada).package(cover(Lang::English), &[]).err().unwrap();
    assert_eq!(refused.0, 1);
    assert!(held(&mut world, ada).package(cover(Lang::English), &decisions).is_ok());
    world.edit(first, key::NOTES, Value::text("Grace Hopper fired her"));
    assert!(held(&mut world, ada).package(cover(Lang::English), &decisions).is_err(), "it says something else now");
}

#[test]
fn rule_13_words_that_somebody_adds_are_blacked_out_too_and_a_text_without_any_is_left_out() {
    let mut world = World::new();
    let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "");
    note(&mut world, ada, "Her brother-in-law TIM owes her money; Tim's wife knows");
    let held_now = held(&mut world, ada);
    let piece = held_now.texts()[0];
    let decision = decide(piece, Verdict::BlackOut(vec!["tim".into(), " ".into()]));
    let nothing = decide(piece, Verdict::BlackOut(Vec::new()));
    for part in texts(&held(&mut world, ada).package(cover(Lang::English), &[decision]).ok().unwrap().files()) {
        assert!(!fold(&part).contains("tim owes") && !fold(&part).contains("tim's"));
    }
    let [html, ..] = texts(&held(&mut world, ada).package(cover(Lang::English), &[nothing]).ok().unwrap().files());
    assert!(!html.contains("owes") && html.contains("Left out"), "something was meant to go");
}

#[test]
fn rule_13_who_else_a_record_is_about_is_not_told() {
    let mut world = World::new();
    let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "");
    let grace = person(&mut world, "Grace", "Hopper", "grace@example.com", "");
    let both = Value::Relations(vec![ada, grace]);
    made(&mut world, Kind::Deal, vec![(key::NAME, Value::text("Compiler")), (key::PEOPLE, both.clone())]);
    made(&mut world, Kind::Activity, vec![(key::NAME, Value::text("Lunch with Grace")), (key::ABOUT, both)]);
    for part in texts(&files(&mut world, ada, Lang::English, &Verdict::BlackOut(Vec::new()))) {
        assert!(!part.contains("Hopper") && !part.contains("grace@") && !part.contains("Grace"));
    }
}

#[test]
fn rule_13_records_of_a_teams_own_kinds_are_told_under_their_name() {
    let mut world = World::new();
    let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "");
    let grace = person(&mut world, "Grace", "Hopper", "grace@example.com", "");
    let wish = ObjectWish { one: "Matter".into(), many: "Matters & more".into(), sign: "scale".into() };
    let stamp = world.stamp();
    let definition = world.book.define_object(&wish, || 7, stamp).unwrap();
    world.add(&definition);
    let kind = world.book.objects()[0].kind;
    let fields = vec![
        (key::NAME, Value::text("Patent of the engine")),
        (key::PEOPLE, Value::Relations(vec![ada, grace])),
        (key::NOTES, Value::text("Grace Hopper wrote the claims")),
        (Form::Email.key(1), Value::Points(vec![Point::new("", "clerk@court.example")])),
    ];
    let matter = made(&mut world, kind, fields);
    made(&mut world, Kind::File, vec![(key::NAME, Value::text("drawing.pdf")), (key::HOLDER, Value::Link(matter))]);
    let by_relation = (Form::Relation.key(1), Value::Relations(vec![ada]));
    let undefined = Kind::Own(kind.number() + 1);
    made(&mut world, undefined, vec![(key::NAME, Value::text("A grant")), by_relation]);
    made(&mut world, kind, vec![(key::NAME, Value::text("Of others")), (key::PEOPLE, Value::Relations(vec![grace]))]);
    let refused = held(&mut world, ada).package(cover(Lang::English), &[]).err().unwrap();
    assert_eq!(refused.0, 2, "its texts are decided on like all others");
    let [html, json, _] = texts(&files(&mut world, ada, Lang::English, &Verdict::BlackOut(Vec::new())));
    for part in [&html, &json] {
        for told in ["Patent of the engine", "wrote the claims", "drawing.pdf", "A grant"] {
            assert!(part.contains(told), "{told}");
        }
        assert!(!part.contains("Hopper") && !part.contains("clerk@") && !part.contains("Of others"));
    }
    assert!(html.contains("Matters &amp; more</h2>") && html.contains("Further records about you</h2>"));
    assert!(json.contains(&format!("\"own_{}\":{{\"name\":\"Matters & more\",\"value\":[", kind.number())));
}

#[test]
fn rule_13_the_background_in_the_card_is_the_one_that_was_decided_on() {
    let mut world = World::new();
    let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "");
    person(&mut world, "Grace", "Hopper", "", "");
    world.edit(ada, key::NOTES, Value::text("Recommended by Grace Hopper in May"));
    let [html, json, vcard] = texts(&files(&mut world, ada, Lang::English, &Verdict::BlackOut(Vec::new())));
    for part in [&html, &json, &vcard] {
        assert!(part.contains("in May") && !part.contains("Hopper") && !part.contains("Grace"));
    }
    let [.., vcard] = texts(&files(&mut world, ada, Lang::English, &Verdict::LeaveOut));
    assert!(!vcard.contains("NOTE"));
}

/// A name that is nobody else's word, made of rare letters.
fn name() -> impl Strategy<Value = String> {
    "[A-Z][qxzjkäé]{5,9}"
}

fn glue() -> impl Strategy<Value = String> {
    "[ -~äöü\\n<>&\"]{0,20}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands around a name, an address or a number, in whatever case: once it is blacked out or left out, no form of
    /// the package holds it, folded or not.
    #[test]
    fn rule_13_nothing_that_was_taken_out_is_in_any_form_of_the_package(
        (given, family) in (name(), name()),
        number in "[1-9][0-9]{8}",
        (before, between, after) in (glue(), glue(), glue()),
        (upper, turned, leave, german) in any::<(bool, bool, bool, bool)>(),
    ) {
        prop_assume!(given != family);
        let mut world = World::new();
        let ada = person(&mut world, "Ada", "Lovelace", "ada@example.org", "");
        let mail = format!("{}@qx.example", fold(&given));
        person(&mut world, &given, &family, &mail, &number);
        let mut whole = if turned { format!("{family}, {given}") } else { format!("{given} {family}") };
        if upper {
            whole = whole.to_uppercase();
        }
        let spaced: String = number.chars().enumerate().flat_map(|(at, digit)| {
            (at > 0 && at.is_multiple_of(3)).then_some(' ').into_iter().chain([digit])
        }).collect();
        note(&mut world, ada, &format!("{before} {whole} {between} \n{mail}\n {after} {spaced}"));
        world.edit(ada, key::NOTES, Value::text(format!("{after} {whole} {before}")));
        let verdict = if leave { Verdict::LeaveOut } else { Verdict::BlackOut(Vec::new()) };
        let lang = if german { Lang::German } else { Lang::English };
        let made = files(&mut world, ada, lang, &verdict);
        for part in texts(&made) {
            let folded = fold(&part);
            for gone in [fold(&given), fold(&family), mail.clone()] {
                prop_assert!(!folded.contains(&gone), "{} is there", gone);
            }
            let digits: String = part.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(!digits.contains(&number));
        }
    }
}
