//! Privacy on sealed records, between members: consents that are not taken back, restrictions that no path goes round, files
//! that give no consent, exports of exactly who is allowed.

use crate::SERVER;
use tacit_bridge::import::ImportSource;
use tacit_bridge::members::Role;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::privacy::ask::{Overview, PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportFormat, ExportOf, ExportPreview, ExportWish};
use tacit_bridge::privacy::party::{Party, PartyWish};
use tacit_bridge::privacy::{CellOf, ConfirmWish, Consent, ConsentCell, ConsentWish, PrivacyView};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{CellText, FieldKey, Id, Kind, Point, Related, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

pub(crate) async fn privacy(person: &Person, of: Id) -> PrivacyView {
    match person.call(Call::Privacy(of)).await {
        Ok(Reply::Privacy(view)) => *view,
        Ok(_) => panic!("no view"),
        // Not here yet.
        Err(_) => PrivacyView { restricted: None, purposes: Vec::new(), events: Vec::new() },
    }
}

/// The newsletter at the first mail address, and which purpose that is.
fn newsletter(view: &PrivacyView) -> Option<(Id, ConsentCell)> {
    let purpose = view.purposes.iter().find(|purpose| purpose.name == "Newsletter")?;
    Some((purpose.id, purpose.cells.first()?.clone()))
}

pub(crate) async fn state(person: &Person, of: Id) -> Option<(Consent, bool)> {
    newsletter(&privacy(person, of).await).map(|(_, cell)| (cell.state, cell.allowed))
}

/// That the person confirmed it now.
pub(crate) fn confirm(of: CellOf) -> Call {
    let (method, evidence) = ("email".into(), "Pressed the link in our mail".into());
    Call::ConfirmConsent(ConfirmWish { of, method, at: u64::MAX, evidence, file: None, guardian: false })
}

pub(crate) async fn change(person: &Person, call: Call) -> Result<bool, Problem> {
    match person.call(call).await? {
        Reply::Changed { undo, .. } => Ok(undo.is_some()),
        _ => panic!("no change"),
    }
}

#[test]
fn a_consent_holds_for_all_until_it_is_taken_back_and_none_of_it_is_undone() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna@example.org", &server.sign_up()).await;
        anna.create_vault("Kanzlei Berg", "Anna Berg").await;
        let ben = anna.colleague("Ben", Role::Editor).await;

        let address = |value: &str| Value::Points(vec![Point { label: "work".into(), value: value.into() }]);
        let fields =
            vec![(FieldKey::FAMILY, Value::Text("Lovelace".into())), (FieldKey::EMAILS, address("ada@example.org"))];
        let Ok(Reply::Changed { id: Some(ada), .. }) = anna.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        assert!(privacy(&anna, ada).await.purposes.is_empty(), "nobody is nagged");
        assert!(!change(&anna, Call::BeginPurposes).await.expect("an editor may"));
        let view = privacy(&anna, ada).await;
        let allowed = |name: &str| view.purposes.iter().find(|one| one.name == name).map(|one| one.cells[0].allowed);
        assert_eq!(allowed("Customer service"), Some(true), "a contract needs no consent");
        let (purpose, cell) = newsletter(&view).expect("one of the first");
        assert_eq!((cell.state, cell.allowed), (Consent::Unknown, false));

        let wish = |method: &str| ConsentWish {
            person: ada,
            purpose,
            point: cell.point.clone(),
            channel: cell.channel.clone(),
            method: method.into(),
            at: u64::MAX,
            evidence: "Form of 12 March, ticked by hand".into(),
            file: None,
            explicit: false,
            guardian: false,
        };
        let refused = change(&anna, Call::RecordConsent(wish("import"))).await.expect_err("a file consents to nothing");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        assert!(!change(&anna, Call::RecordConsent(wish("paper"))).await.expect("it was said"), "there is no undo");
        assert_eq!(state(&anna, ada).await, Some((Consent::Pending, false)), "it is to be confirmed");
        let here = || CellOf { person: ada, purpose, point: cell.point.clone(), channel: cell.channel.clone() };
        let confirming = |method: &str, at, evidence: &str| {
            let wish = ConfirmWish {
                of: here(),
                method: method.into(),
                at,
                evidence: evidence.into(),
                file: None,
                guardian: false,
            };
            change(&anna, Call::ConfirmConsent(wish))
        };
        for (method, at, evidence) in [("email", u64::MAX, " "), ("import", u64::MAX, "x"), ("email", 1, "x")] {
            let refused = confirming(method, at, evidence).await.expect_err("it is proven, theirs, and later");
            assert_eq!(refused.kind, ProblemKind::BadInput, "{}", refused.what);
        }
        confirming("phone", u64::MAX, "Said yes when Ben rang back").await.expect("it was confirmed");
        let event = privacy(&anna, ada).await.events.into_iter().find(|one| one.kind == "confirmed").expect("there");
        assert_eq!((event.method.as_str(), event.text.as_str()), ("phone", "Said yes when Ben rang back"));
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
        anna.settled().await;

        until("Ben sees the consent", async || state(&ben, ada).await == Some((Consent::Given, true))).await;
        assert!(!change(&ben, Call::Withdraw(here())).await.expect("one click"), "nor here");
        ben.settled().await;
        until("Anna sees it", async || state(&anna, ada).await == Some((Consent::Withdrawn, false))).await;
        let view = privacy(&anna, ada).await;
        let told: Vec<_> = view.events.iter().map(|event| (event.kind.as_str(), event.by.as_str())).collect();
        assert_eq!(told[0].0, "withdrawn");
        assert!(told.contains(&("given", "Anna Berg")) && told.contains(&("confirmed", "Anna Berg")));

        // Another address starts with nothing, whatever the first one had; and the first one, back again, with its no.
        let edit = |value: &str| Call::Edit {
            ids: vec![ada],
            fields: vec![(FieldKey::EMAILS, address(value))],
            on_page: true,
        };
        change(&anna, edit("ada@example.com")).await.expect("fits");
        assert_eq!(state(&anna, ada).await, Some((Consent::Unknown, false)));
        let gone = change(&anna, Call::RecordConsent(wish("paper"))).await.expect_err("of an address that is gone");
        assert_eq!(gone.kind, ProblemKind::Gone);
        change(&anna, edit("Ada@Example.org")).await.expect("fits");
        let cell = newsletter(&privacy(&anna, ada).await).expect("there").1;
        assert_eq!(cell.state, Consent::Withdrawn);

        // Only the person lifts it.
        let again = ConsentWish { point: cell.point.clone(), ..wish("in_person") };
        change(&anna, Call::RecordConsent(again)).await.expect("she came back");
        change(&anna, confirm(CellOf { point: cell.point, ..here() })).await.expect("and confirmed");
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, true)));
    });
}

#[test]
fn rule_06_an_objection_to_an_interest_holds_wherever_the_person_can_be_reached() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let point = |value: &str| Value::Points(vec![Point { label: "work".into(), value: value.into() }]);
        let fields = vec![
            (FieldKey::FAMILY, Value::Text("Lovelace".into())),
            (FieldKey::EMAILS, point("ada@example.org")),
            (FieldKey::PHONES, point("+49 30 1234567")),
        ];
        let Ok(Reply::Changed { id: Some(ada), .. }) = anna.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        change(&anna, Call::BeginPurposes).await.expect("an owner may");
        let sales = async || {
            let view = privacy(&anna, ada).await;
            view.purposes.into_iter().find(|purpose| purpose.name == "Sales conversation").expect("one of the first")
        };
        let before = sales().await;
        assert!(before.may_object && before.cells.len() > 1, "{}", before.cells.len());
        assert!(before.cells.iter().any(|cell| cell.allowed));
        let first = &before.cells[0];
        let of = CellOf { person: ada, purpose: before.id, point: first.point.clone(), channel: first.channel.clone() };
        assert!(!change(&anna, Call::Withdraw(of)).await.expect("one click"), "what was said was said");
        let after = sales().await;
        for cell in &after.cells {
            assert!(!cell.allowed && cell.reasons.iter().any(|why| why == "objected"), "{:?}", cell.reasons);
        }
        // Whoever comes with her number again comes with her no.
        let fields = vec![(FieldKey::FAMILY, Value::Text("King".into())), (FieldKey::PHONES, point("030 1234567"))];
        let Ok(Reply::Changed { id: Some(again), .. }) = anna.call(Call::Create { kind: Kind::Person, fields }).await
        else {
            panic!("no id")
        };
        let view = privacy(&anna, again).await;
        let here = view.purposes.iter().find(|purpose| purpose.id == before.id).expect("there");
        let told = |cell: &ConsentCell| cell.reasons.iter().any(|why| why == "objected");
        assert!(here.cells.iter().filter(|cell| cell.point.is_some()).all(told));
    });
}

/// Asks about rules of privacy.
pub(crate) async fn asked(person: &Person, ask: PrivacyAsk) -> Result<PrivacyAnswer, Problem> {
    match person.call(Call::PrivacyAsk(ask)).await? {
        Reply::PrivacyAnswer(answer) => Ok(answer),
        _ => panic!("no answer"),
    }
}

async fn overview(person: &Person) -> Overview {
    match asked(person, PrivacyAsk::Overview).await.expect("there") {
        PrivacyAnswer::Overview(overview) => overview,
        _ => panic!("no overview"),
    }
}

/// Anna and Ben in one vault.
pub(crate) async fn two(server: &Server) -> (Person, Person) {
    let anna = crate::anna(server).await;
    let ben = anna.colleague("Ben", Role::Editor).await;
    (anna, ben)
}

#[test]
fn a_restricted_person_is_nowhere_and_nobody_changes_them_whatever_path_they_take() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let ada = anna.add_person("Ada", "Lovelace").await;
        let other = anna.add_person("Ada", "Byron").await;
        let restrict = |why: &str| PrivacyAsk::Restrict { person: ada, why: why.into(), until: None };
        let refused = change(&anna, Call::PrivacyAsk(restrict("  "))).await.expect_err("a reason is asked for");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        change(&anna, Call::PrivacyAsk(restrict("She disputes her title"))).await.expect("an editor may");
        assert_eq!(anna.people("").await.total, 1, "she is in no list here");
        anna.settled().await;
        until("nor at Ben's", async || ben.people("").await.total == 1 && overview(&ben).await.restricted.len() == 1)
            .await;
        assert_eq!(ben.people("lovelace").await.total, 0);
        let told = &overview(&ben).await.restricted[0];
        assert_eq!((told.id, told.name.as_str()), (ada, "Ada Lovelace"));
        assert_eq!((told.of.why.as_str(), told.of.by.as_str()), ("She disputes her title", "Anna Berg"));
        assert_eq!(ben.record(ada).await.expect("its own page shows it").restricted.as_ref(), Some(&told.of));

        let title = |text: &str| (FieldKey::JOB_TITLE, Value::Text(text.into()));
        let note =
            (FieldKey::ABOUT, Value::Relations(vec![Related { kind: Kind::Person, id: ada, name: String::new() }]));
        let wish = || MergeWish { ids: vec![ada, other], keep: Some(other), choices: Vec::new() };
        let cells = || vec![CellText { id: ada, field: FieldKey::JOB_TITLE, text: "Judge".into() }];
        let paths = [
            Call::Edit { ids: vec![ada], fields: vec![title("Judge")], on_page: true },
            Call::WriteCells(cells()),
            Call::FillCells { from: other, to: vec![ada], fields: vec![FieldKey::FAMILY] },
            Call::Merge(wish()),
            Call::Delete(vec![ada]),
            Call::Create { kind: Kind::Activity, fields: vec![(FieldKey::NAME, Value::Text("Note".into())), note] },
        ];
        for path in paths {
            let Err(refused) = ben.call(path).await else { panic!("it was changed") };
            assert_eq!(refused.kind, ProblemKind::Restricted);
        }
        let record = ben.record(ada).await.expect("as it was");
        assert!(record.locked && record.fields.iter().all(|(field, _)| *field != FieldKey::JOB_TITLE));
        let both = Call::Edit { ids: vec![other, ada], fields: vec![title("Judge")], on_page: true };
        let Ok(Reply::Several { changed, left, .. }) = ben.call(both).await else { panic!("one of them may be") };
        assert_eq!((changed, left.len(), left[0].id, left[0].why.kind), (1, 1, ada, ProblemKind::Restricted));
        assert!(ben.record(ada).await.expect("as it was").fields.iter().all(|(key, _)| *key != FieldKey::JOB_TITLE));

        // Copies of cells leave her out; a no is heard all the same.
        let texts = ben.call(Call::CellText { id: ada, field: FieldKey::FAMILY }).await;
        assert!(matches!(texts, Ok(Reply::Text(text)) if text.is_empty()));
        change(&ben, Call::BeginPurposes).await.expect("an editor may");
        let purposes = privacy(&ben, ada).await.purposes;
        let sharing = purposes.iter().find(|one| one.name == "Sharing with partners").expect("one of the first");
        let cell = CellOf { person: ada, purpose: sharing.id, point: None, channel: "in_person".into() };
        change(&ben, Call::Withdraw(cell)).await.expect("a withdrawal is never blocked");

        let lift = Call::PrivacyAsk(PrivacyAsk::Lift { person: ada, why: "It was right".into() });
        assert!(!change(&ben, lift).await.expect("an editor may"), "it is restricted again, not undone");
        assert_eq!(ben.people("").await.total, 2);
        change(&ben, Call::Edit { ids: vec![ada], fields: vec![title("Judge")], on_page: true })
            .await
            .expect("free again");
        ben.settled().await;
        until("Anna has her back", async || anna.people("").await.total == 2).await;
    });
}

#[test]
fn a_file_makes_160_claims_and_no_consent_and_an_undo_takes_the_claims_away() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let mut table = "First name,E-mail,Phone,has_newsletter,Do Not Call\n".to_owned();
        for number in 0..200 {
            let (yes, call) = (number < 160, number >= 190);
            table.push_str(&format!("P{number},p{number}@example.org,030 10000{number:03},{yes},{call}\n"));
        }
        let source = ImportSource { name: "people.csv".into(), bytes: table.into_bytes() };
        let Ok(Reply::Preview(preview)) = anna.call(Call::PreviewImport(vec![source.clone()])).await else {
            panic!("it reads")
        };
        assert_eq!((preview.people_new, preview.claims, preview.opted_out), (200, 160, 10));
        let Ok(Reply::Imported(summary)) = anna.call(Call::RunImport).await else { panic!("it goes in") };
        assert_eq!((summary.claims, summary.opted_out, summary.suppressed), (160, 10, 0));
        let rows = anna.people("").await.rows;
        let first = rows.iter().find(|row| row.name == "P0").expect("there").id;
        assert_eq!(state(&anna, first).await, Some((Consent::Unproven, false)));
        let (purpose, _) = newsletter(&privacy(&anna, first).await).expect("made with the claims");
        let preview = preview_of(&anna, wish(purpose)).await;
        assert_eq!((preview.asked, preview.included), (200, 0), "none of the claims is a consent");
        assert!(preview.excluded.contains(&("imported without proof".to_owned(), 160)));

        anna.call(Call::Undo(summary.undo)).await.expect("as one step");
        assert_eq!(anna.people("").await.total, 0);
        anna.call(Call::PreviewImport(vec![source])).await.expect("it reads");
        let Ok(Reply::Imported(again)) = anna.call(Call::RunImport).await else { panic!("it goes in") };
        assert_eq!((again.claims, again.suppressed), (160, 10), "who said no stays left alone");
    });
}

pub(crate) fn wish(purpose: Id) -> ExportWish {
    ExportWish {
        purpose,
        channel: "email".into(),
        recipient: None,
        fields: vec![FieldKey::GIVEN, FieldKey::FAMILY, FieldKey::EMAILS],
        of: ExportOf::All,
        why: "The May issue".into(),
        return_by: None,
        format: ExportFormat::Csv,
        task: "Back yet?".into(),
    }
}

pub(crate) async fn preview_of(person: &Person, wish: ExportWish) -> ExportPreview {
    match asked(person, PrivacyAsk::PreviewExport(wish)).await.expect("there") {
        PrivacyAnswer::Preview(preview) => preview,
        _ => panic!("no preview"),
    }
}

pub(crate) async fn subscriber(person: &Person, given: &str, email: &str) -> (Id, CellOf) {
    // Nothing goes out for marketing before the answers that wait on the server were fetched once.
    person.settled().await;
    let points = Value::Points(vec![Point { label: "work".into(), value: email.into() }]);
    let fields = vec![(FieldKey::GIVEN, Value::Text(given.into())), (FieldKey::EMAILS, points)];
    let Ok(Reply::Changed { id: Some(id), .. }) = person.call(Call::Create { kind: Kind::Person, fields }).await else {
        panic!("no id")
    };
    let (purpose, cell) = newsletter(&privacy(person, id).await).expect("one of the first");
    let of = CellOf { person: id, purpose, point: cell.point.clone(), channel: cell.channel.clone() };
    let wish = ConsentWish {
        person: id,
        purpose,
        point: cell.point,
        channel: cell.channel,
        method: "paper".into(),
        at: u64::MAX,
        evidence: String::new(),
        file: None,
        explicit: false,
        guardian: false,
    };
    change(person, Call::RecordConsent(wish)).await.expect("it was said");
    change(person, confirm(of.clone())).await.expect("and confirmed");
    (id, of)
}

pub(crate) async fn exported(person: &Person, wish: ExportWish) -> Result<(String, String, u32), Problem> {
    match asked(person, PrivacyAsk::Export(wish)).await? {
        PrivacyAnswer::Export(file) => Ok((String::from_utf8(file.bytes).expect("text"), file.sha256, file.rows)),
        _ => panic!("no file"),
    }
}

#[test]
fn an_export_has_exactly_who_is_allowed_and_is_written_down_before_it_leaves() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        let (grace, _) = subscriber(&anna, "=Grace", "grace@example.org").await;
        let silent = anna.add_person("Silent", "Sam").await;
        let purpose = at.purpose;
        let preview = preview_of(&anna, wish(purpose)).await;
        assert_eq!((preview.asked, preview.included), (3, 2));
        assert_eq!(preview.excluded, [("no contact point".to_owned(), 1)]);
        let out = PrivacyAsk::LeftOut { wish: wish(purpose), reason: "no contact point".into() };
        let Ok(PrivacyAnswer::People(people)) = asked(&anna, out).await else { panic!("no names") };
        assert_eq!(people.first, [(silent, "Silent Sam".to_owned())]);

        let without = ExportWish { why: " ".into(), ..wish(purpose) };
        let refused = exported(&anna, without).await.expect_err("a reason is asked for");
        assert_eq!(refused.kind, ProblemKind::BadInput);
        let (text, sha256, rows) = exported(&anna, wish(purpose)).await.expect("two may");
        assert_eq!(rows, 2);
        let mut lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.remove(0), "Given name,Family name,E-mail");
        lines.sort_unstable();
        assert_eq!(lines, ["'=Grace,,grace@example.org", "Ada,,ada@example.org"]);
        anna.settled().await;
        until("Ben sees what left", async || overview(&ben).await.disclosures.total == 1).await;
        let left = overview(&ben).await.disclosures.newest.remove(0);
        assert_eq!((left.sha256, left.people, left.by.as_str()), (sha256, 2, "Anna Berg"));
        assert_eq!((left.purpose.as_str(), left.recipient), ("Newsletter", None));
        until("and on each person's timeline", async || {
            let timeline = ben.call(Call::Timeline { about: grace, count: 9, what: None }).await;
            matches!(timeline, Ok(Reply::Timeline(of)) if of.entries.iter().any(|one| one.what == "disclosure"))
        })
        .await;

        // One withdraws elsewhere: the next file lacks her.
        until("Ben has her consent", async || state(&ben, ada).await == Some((Consent::Given, true))).await;
        change(&ben, Call::Withdraw(at)).await.expect("one click");
        ben.settled().await;
        until("Anna hears it", async || state(&anna, ada).await == Some((Consent::Withdrawn, false))).await;
        let (text, ..) =
            exported(&anna, ExportWish { format: ExportFormat::VCard, ..wish(purpose) }).await.expect("one");
        assert!(text.contains("grace@example.org") && !text.contains("ada@example.org"));
        let only = ExportWish { of: ExportOf::Records(vec![ada]), ..wish(purpose) };
        let refused = exported(&anna, only).await.expect_err("nobody is left");
        assert_eq!(refused.kind, ProblemKind::BadInput, "there is no exporting anyway");
    });
}

#[test]
fn a_third_party_gets_nothing_without_approval_agreement_and_a_consent_that_names_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (_, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        let save = |id, party| Call::PrivacyAsk(PrivacyAsk::SaveParty(PartyWish { id, party }));
        let party = Party {
            name: "Mailer".into(),
            role: "processor".into(),
            country: "DE".into(),
            review_due: Some(u64::MAX / 2),
            transfer: "none".into(),
            trust: "in_review".into(),
            categories: vec!["user.name".into(), "user.contact.email".into()],
            purposes: vec![at.purpose],
            ..Party::default()
        };
        let Ok(Reply::Changed { id: Some(id), undo: Some(_) }) = anna.call(save(None, party.clone())).await else {
            panic!("no id")
        };
        let wish = ExportWish { recipient: Some(id), ..wish(at.purpose) };
        let missing = ["not approved", "agreement", "no date"];
        let preview = preview_of(&anna, wish.clone()).await;
        assert_eq!(preview.included, 0);
        assert!(missing.iter().all(|what| preview.refused.iter().any(|reason| reason.contains(what))));
        let refused = exported(&anna, wish.clone()).await.expect_err("it is not approved");
        assert_eq!(refused.kind, ProblemKind::NotAllowed);
        assert!(missing.iter().all(|what| refused.what.contains(what)), "{}", refused.what);

        let approved = Party { trust: "approved".into(), agreed: Some(1), ..party };
        change(&anna, save(Some(id), approved)).await.expect("it was reviewed");
        // Of marketing nothing goes before what waits on the server was fetched.
        anna.settled().await;
        let wish = ExportWish { return_by: Some(u64::MAX / 2), ..wish };
        let preview = preview_of(&anna, wish.clone()).await;
        assert_eq!((preview.included, preview.refused.len()), (0, 0));
        assert_eq!(preview.excluded, [("recipient not named".to_owned(), 1)], "her consent names nobody");
        exported(&anna, wish).await.expect_err("so nothing goes");
        assert!(overview(&anna).await.disclosures.newest.is_empty());
    });
}
