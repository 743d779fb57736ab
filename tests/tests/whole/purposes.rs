//! Purposes, notices, bases and receipts on sealed records: a partner gets whom a notice that names it covers, a material
//! change takes them out, a purpose that is over stays over.

use crate::SERVER;
use crate::privacy::{asked, change, exported, preview_of, privacy, state, subscriber, two, wish};
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::ExportWish;
use tacit_bridge::privacy::party::{Party, PartyWish};
use tacit_bridge::privacy::purpose::{
    BasisWish, NoticeWish, PieceView, PurposeDraft, PurposePage, PurposeWish, PurposesAnswer, PurposesAsk,
};
use tacit_bridge::privacy::retention::{RetentionAsk, Rule};
use tacit_bridge::privacy::versions::{PurposeVersions, VersionsAnswer, VersionsAsk};
use tacit_bridge::privacy::{Consent, ConsentWish};
use tacit_bridge::records::{FieldKey, Filter, Id, Kind, Value};
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

/// Asks about purposes.
pub(crate) async fn purposes(person: &Person, ask: PurposesAsk) -> Result<PurposesAnswer, Problem> {
    match asked(person, PrivacyAsk::Purposes(ask)).await? {
        PrivacyAnswer::Purposes(answer) => Ok(answer),
        _ => panic!("no answer"),
    }
}

async fn versions(person: &Person, ask: VersionsAsk) -> Result<VersionsAnswer, Problem> {
    match asked(person, PrivacyAsk::Versions(ask)).await? {
        PrivacyAnswer::Versions(answer) => Ok(answer),
        _ => panic!("no answer"),
    }
}

/// The newest versions of a purpose, or those before one.
async fn versions_of(person: &Person, purpose: Id, before: Option<u64>) -> Result<PurposeVersions, Problem> {
    match versions(person, VersionsAsk::Purpose { purpose, before }).await? {
        VersionsAnswer::Purpose(found) => Ok(found),
        VersionsAnswer::Words(_) => panic!("no versions"),
    }
}

async fn page_of(person: &Person, purpose: Id) -> PurposePage {
    match purposes(person, PurposesAsk::Show(purpose)).await.expect("there") {
        PurposesAnswer::Page(page) => *page,
        _ => panic!("no page"),
    }
}

pub(crate) async fn step(person: &Person, ask: PurposesAsk) -> Result<bool, Problem> {
    change(person, Call::PrivacyAsk(PrivacyAsk::Purposes(ask))).await
}

/// Waits until the newest notice holds: one that follows another within a millisecond holds from the next on.
pub(crate) async fn told(person: &Person, purpose: Id) {
    until("the newest notice holds", async || page_of(person, purpose).await.notices[0].current).await;
}

/// Agrees to sharing, which uses no contact point.
pub(crate) async fn shares(person: &Person, given: &str, purpose: Id) -> Id {
    let fields = vec![(FieldKey::GIVEN, Value::Text(given.into()))];
    let Ok(Reply::Changed { id: Some(id), .. }) = person.call(Call::Create { kind: Kind::Person, fields }).await else {
        panic!("no id")
    };
    agree(person, id, purpose).await;
    id
}

async fn agree(person: &Person, id: Id, purpose: Id) {
    let wish = ConsentWish {
        person: id,
        purpose,
        point: None,
        channel: "in_person".into(),
        method: "paper".into(),
        at: u64::MAX,
        evidence: "Signed form in the folder".into(),
        file: None,
        explicit: false,
        guardian: false,
    };
    change(person, Call::RecordConsent(wish)).await.expect("it was said");
}

#[test]
fn a_partner_gets_exactly_those_whose_notice_names_it_and_a_material_change_takes_them_out() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let PurposesAnswer::List(list) = purposes(&anna, PurposesAsk::List).await.expect("there") else {
            panic!("no list")
        };
        let line = list.iter().find(|one| one.draft.short == "partner-sharing").expect("one of the first");
        let sharing = line.id;
        let party = Party {
            name: "Printers Ltd".into(),
            kind: "printers".into(),
            role: "processor".into(),
            country: "DE".into(),
            review_due: Some(u64::MAX / 2),
            transfer: "none".into(),
            trust: "approved".into(),
            categories: vec!["user.name".into()],
            purposes: vec![sharing],
            ..Party::default()
        };
        let save = |id, party| Call::PrivacyAsk(PrivacyAsk::SaveParty(PartyWish { id, party }));
        let Ok(Reply::Changed { id: Some(printers), .. }) = anna.call(save(None, party.clone())).await else {
            panic!("no id")
        };
        let early = shares(&anna, "Early", sharing).await;
        let notice = |text: &str, material| NoticeWish {
            purposes: vec![sharing],
            lang: "en".into(),
            text: text.into(),
            from: None,
            material,
            recipients: vec![printers],
            kinds: Vec::new(),
        };
        let named = notice("You may pass my name on to Printers Ltd.", false);
        assert!(!step(&anna, PurposesAsk::Publish(named)).await.expect("an editor may"), "what was told is not undone");
        told(&anna, sharing).await;
        let late = shares(&anna, "Late", sharing).await;
        let wish = ExportWish {
            purpose: sharing,
            channel: "in_person".into(),
            recipient: Some(printers),
            fields: vec![FieldKey::GIVEN],
            return_by: Some(u64::MAX / 2),
            ..wish(sharing)
        };
        let preview = preview_of(&anna, wish.clone()).await;
        assert_eq!(preview.included, 0, "without an agreement nobody");
        exported(&anna, wish.clone()).await.expect_err("so nothing goes");

        change(&anna, save(Some(printers), Party { agreed: Some(1), ..party })).await.expect("it was signed");
        let preview = preview_of(&anna, wish.clone()).await;
        assert_eq!(preview.excluded, [("recipient not named".to_owned(), 1)]);
        assert_eq!((preview.included, preview.refused.len()), (1, 0));
        let (text, _, rows) = exported(&anna, wish.clone()).await.expect("who consented goes");
        assert!(rows == 1 && text.contains("Late") && !text.contains("Early"));
        let PurposesAnswer::Person(facts) = purposes(&anna, PurposesAsk::Person(late)).await.expect("there") else {
            panic!("no facts")
        };
        assert_eq!(facts.disclosures.newest[0].recipient.as_deref(), Some("Printers Ltd"));

        // A material change: what it does is said before, and then it does that, at every member's.
        let changed = notice("You may pass my name and address on to Printers Ltd and to Mailers Ltd.", true);
        let effect = purposes(&anna, PurposesAsk::Effect(changed.clone())).await;
        let Ok(PurposesAnswer::Effect(effect)) = effect else { panic!("no effect") };
        assert_eq!((effect.pauses, effect.people.total), (2, 2));
        step(&anna, PurposesAsk::Publish(changed)).await.expect("an editor may");
        told(&anna, sharing).await;
        let preview = preview_of(&anna, wish.clone()).await;
        assert_eq!((preview.included, preview.excluded), (0, vec![("needs renewal".to_owned(), 2)]));
        let page = page_of(&anna, sharing).await;
        assert_eq!((page.line.consenting, page.line.to_ask, page.notices.len()), (0, 2, 3));
        assert!(page.notices[0].current && page.notices[0].material && page.notices[0].recipients[0].0 == printers);
        let (before, after) = (page.notices[1].text.clone(), page.notices[0].text.clone());
        let VersionsAnswer::Words(pieces) = versions(&anna, VersionsAsk::Words { before, after }).await.expect("words")
        else {
            panic!("no difference")
        };
        assert!(pieces.iter().any(|piece| matches!(piece, PieceView::New(text) if text.contains("address"))));
        anna.settled().await;
        until("Ben has the list to ask again", async || {
            matches!(purposes(&ben, PurposesAsk::ToAskAgain(sharing)).await, Ok(PurposesAnswer::People(people))
                if people.total == 2 && people.first.iter().any(|(_, name)| name == "Early"))
        })
        .await;
        agree(&ben, early, sharing).await;
        ben.settled().await;
        until("Anna may share again", async || preview_of(&anna, wish.clone()).await.included == 1).await;

        // The receipt of that consent is to the words as they are now.
        let cell = privacy(&anna, early).await;
        let cell = cell.purposes.into_iter().find(|one| one.id == sharing).expect("there").cells.remove(0);
        let Ok(PurposesAnswer::Receipt(receipt)) =
            purposes(&anna, PurposesAsk::Receipt(cell.receipt.expect("she consented"))).await
        else {
            panic!("no receipt")
        };
        assert_eq!((receipt.sha256.as_str(), receipt.name.as_str()), (page.notices[0].sha256.as_str(), "Early"));
        assert!(receipt.json.contains("dpv:ConsentReceipt") && receipt.json.contains("Printers Ltd"));
    });
}

#[test]
fn a_purpose_is_made_paused_and_retired_and_a_basis_is_set_for_one_person() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        let draft = PurposeDraft {
            name: "Birthday cards".into(),
            category: "marketing".into(),
            basis: "A6-1-f".into(),
            justification: "Everybody likes cards".into(),
            review_due: Some(u64::MAX / 2),
            channels: vec!["post".into()],
            months: 12,
            ..PurposeDraft::default()
        };
        let save = |id, draft: &PurposeDraft| PurposesAsk::Save(PurposeWish { id, draft: draft.clone() });
        let refused = step(&anna, save(None, &draft)).await.expect_err("only consent carries marketing");
        assert!(refused.what.to_lowercase().contains("only consent"), "{}", refused.what);
        let draft = PurposeDraft { basis: "A6-1-a".into(), ..draft };
        let made = anna.call(Call::PrivacyAsk(PrivacyAsk::Purposes(save(None, &draft)))).await;
        let Ok(Reply::Changed { id: Some(cards), undo: Some(_) }) = made else { panic!("no id") };
        step(&anna, save(None, &draft)).await.expect_err("the short name is taken");
        let edited =
            PurposeDraft { name: "Cards".into(), category: "service".into(), short: "x".into(), ..draft.clone() };
        step(&anna, save(Some(cards), &edited)).await.expect("an editor may");
        let line = page_of(&anna, cards).await.line;
        assert_eq!((line.draft.name.as_str(), line.draft.short.as_str()), ("Cards", "birthday-cards"));
        assert_eq!(line.draft.category, "marketing", "what was marketing stays marketing");

        step(&anna, PurposesAsk::Pause { purpose: at.purpose, paused: true }).await.expect("an editor may");
        assert_eq!(state(&anna, ada).await, Some((Consent::Given, false)), "nothing is used while it is paused");
        step(&anna, PurposesAsk::Pause { purpose: at.purpose, paused: false }).await.expect("an editor may");
        let Ok(PurposesAnswer::Ending(ending)) = purposes(&anna, PurposesAsk::Ending(at.purpose)).await else {
            panic!("no")
        };
        assert_eq!((ending.people.total, ending.people.first[0].0), (1, ada));
        let retire = |why: &str| PurposesAsk::Retire { purpose: at.purpose, why: why.into() };
        step(&anna, retire(" ")).await.expect_err("a reason is asked for");
        assert!(!step(&anna, retire("No newsletter any more")).await.expect("an editor may"), "it is not undone");
        assert_eq!(page_of(&anna, at.purpose).await.line.status, "retired");
        step(&anna, PurposesAsk::Pause { purpose: at.purpose, paused: false }).await.expect_err("it is over");

        let basis = |purpose, basis: &str, why: &str| {
            let review_due = Some(u64::MAX / 2);
            PurposesAsk::SetBasis(BasisWish {
                person: ada,
                purpose,
                basis: basis.into(),
                justification: why.into(),
                assessment: " LIA-7, in the folder ".into(),
                review_due,
            })
        };
        step(&anna, basis(cards, "A6-1-f", "Everybody does")).await.expect_err("never for marketing");
        let PurposesAnswer::Person(facts) = purposes(&anna, PurposesAsk::Person(ada)).await.expect("there") else {
            panic!("no facts")
        };
        let sales = facts.bases.iter().find(|one| one.choices.len() > 1).expect("one of two bases").purpose;
        step(&anna, basis(sales, "A6-1-b", "")).await.expect_err("a reason is asked for");
        let may_object = async || {
            let view = privacy(&anna, ada).await;
            view.purposes.iter().find(|one| one.id == sales).map(|one| (one.may_object, one.needs_consent))
        };
        assert_eq!(may_object().await, Some((true, false)));
        step(&anna, basis(sales, "A6-1-b", "She ordered")).await.expect("an editor may");
        assert_eq!(may_object().await, Some((false, false)), "the page goes by what was set for her");
        let PurposesAnswer::Person(facts) = purposes(&anna, PurposesAsk::Person(ada)).await.expect("there") else {
            panic!("no facts")
        };
        let set = facts.bases.iter().find(|one| one.purpose == sales).expect("there");
        assert_eq!((set.basis.as_str(), set.justification.as_str(), set.set), ("A6-1-b", "She ordered", true));
        assert_eq!(set.assessment, "LIA-7, in the folder");
        assert_eq!(facts.sources[0].by, "Anna Berg");
        let told = privacy(&anna, ada).await.events;
        assert!(told.iter().any(|event| event.kind == "basis_set" && event.text == "She ordered"));
    });
}

#[test]
fn a_purpose_shows_how_it_was_before_and_a_viewer_sees_it_too() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let vera = crate::masked::joined(&server, &anna, "Vera", tacit_bridge::members::Role::Viewer).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let PurposesAnswer::List(list) = purposes(&anna, PurposesAsk::List).await.expect("there") else {
            panic!("no list")
        };
        let line = list.into_iter().find(|one| one.draft.short == "newsletter").expect("one of the first");
        anna.settled().await;
        let wider = PurposeDraft {
            plain_text: format!("{} And our offers.", line.draft.plain_text),
            channels: vec!["email".into(), "post".into()],
            ..line.draft.clone()
        };
        let save = PurposesAsk::Save(PurposeWish { id: Some(line.id), draft: wider.clone() });
        step(&anna, save).await.expect("an editor may");
        anna.settled().await;
        step(&anna, PurposesAsk::Pause { purpose: line.id, paused: true }).await.expect("an editor may");
        anna.settled().await;

        until("Vera has it", async || {
            matches!(purposes(&vera, PurposesAsk::Show(line.id)).await,
                Ok(PurposesAnswer::Page(page)) if page.line.status == "paused")
        })
        .await;
        for person in [&anna, &vera] {
            let found = versions_of(person, line.id, None).await.expect("versions");
            assert!(!found.older && !found.waiting);
            let [paused, edited, first] = &found.versions[..] else { panic!("{found:?}") };
            let was =
                |version: &tacit_bridge::privacy::versions::PurposeVersion| version.was.clone().expect("it opens");
            assert_eq!(
                (was(first).draft, was(edited).draft, was(paused).draft),
                (line.draft.clone(), wider.clone(), wider.clone())
            );
            assert_eq!((was(edited).status.as_str(), was(paused).status.as_str()), ("active", "paused"));
            assert!(paused.newest && !edited.newest && edited.by == "Anna Berg" && edited.at > first.at);
        }
        let before = versions_of(&anna, line.id, Some(2)).await.expect("versions");
        assert_eq!(before.versions.iter().map(|one| one.version).collect::<Vec<_>>(), [1]);
        versions_of(&anna, Id([9; 16]), None).await.expect_err("no purpose");
        anna.cut_off().await;
        versions_of(&anna, line.id, None).await.expect_err("the server has them, and is not there");
        let words = VersionsAsk::Words { before: line.draft.plain_text, after: wider.plain_text };
        let VersionsAnswer::Words(pieces) = versions(&anna, words).await.expect("words") else { panic!("no words") };
        assert!(pieces.iter().any(|piece| matches!(piece, PieceView::New(text) if text.contains("offers"))));
    });
}

#[test]
fn how_long_data_is_kept_is_told_wherever_a_purpose_is() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, at) = subscriber(&anna, "Ada", "ada@example.org").await;
        assert!(page_of(&anna, at.purpose).await.kept.is_empty(), "no rule says so");
        let rule = |name: &str, trigger: &str, purpose, after: &str| Rule {
            name: name.into(),
            of: "person".into(),
            filter: Filter::none(),
            trigger: trigger.into(),
            date_field: None,
            purpose,
            after: after.into(),
            action: "review".into(),
            grace: "P14D".into(),
        };
        let add = async |rule| {
            let ask = PrivacyAsk::Retention(RetentionAsk::SaveRule { id: None, rule });
            let Ok(Reply::Changed { id: Some(id), .. }) = anna.call(Call::PrivacyAsk(ask)).await else {
                panic!("no rule")
            };
            id
        };
        let contacts = add(rule("Contacts", "last_activity", None, "P36M")).await;
        let goes = Rule { action: "erase".into(), ..rule("Readers", "consent_ended", Some(at.purpose), "P6M") };
        add(goes).await;
        add(rule("Others", "created", None, "P120M")).await;
        let names = |rules: &[Rule]| rules.iter().map(|rule| rule.name.clone()).collect::<Vec<_>>();
        let page = page_of(&anna, at.purpose).await;
        assert_eq!(names(&page.kept), ["Readers"], "a rule that names the purpose counts by itself");
        let draft = PurposeDraft { retention: Some(contacts), ..page.line.draft };
        let save = PurposesAsk::Save(PurposeWish { id: Some(at.purpose), draft });
        step(&anna, save).await.expect("an editor may");
        let page = page_of(&anna, at.purpose).await;
        assert_eq!(names(&page.kept), ["Contacts", "Readers"]);
        assert_eq!((page.rules.len(), page.line.draft.retention), (3, Some(contacts)));
        assert_eq!((page.line.to_ask, page.line.consenting), (0, 1), "nobody is asked again for it");

        // The record of processing (Art. 30) and the receipt say it too.
        let Ok(Reply::PrivacyAnswer(PrivacyAnswer::Processing(all))) =
            anna.call(Call::PrivacyAsk(PrivacyAsk::Processing)).await
        else {
            panic!("no record of processing")
        };
        let told = |name: &str| names(&all.iter().find(|one| one.name == name).expect("there").retention);
        assert_eq!(told("Newsletter"), ["Contacts", "Readers"]);
        assert!(told("Customer service").is_empty());
        let cell = privacy(&anna, ada).await;
        let cell = cell.purposes.into_iter().find(|one| one.id == at.purpose).expect("there").cells.remove(0);
        let Ok(PurposesAnswer::Receipt(receipt)) =
            purposes(&anna, PurposesAsk::Receipt(cell.receipt.expect("she consented"))).await
        else {
            panic!("no receipt")
        };
        assert_eq!(names(&receipt.kept), ["Contacts", "Readers"]);
        let json: serde_json::Value = serde_json::from_str(&receipt.json).expect("JSON");
        assert!(receipt.json.contains("\"P6M\"") && !receipt.json.contains("P36M"), "only one takes data away: {json}");

        // A rule that is ended tells nothing any more.
        anna.call(Call::PrivacyAsk(PrivacyAsk::Retention(RetentionAsk::EndRule(contacts)))).await.expect("ended");
        assert_eq!(names(&page_of(&anna, at.purpose).await.kept), ["Readers"]);
    });
}

#[test]
fn a_vault_begins_with_purposes_in_the_language_of_its_page() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let stages = ["a", "b", "c", "d", "e", "f"].map(str::to_owned);
        anna.call(Call::Speak { language: "de".into(), stages }).await.expect("heard");
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let PurposesAnswer::List(list) = purposes(&anna, PurposesAsk::List).await.expect("there") else {
            panic!("no list")
        };
        let names: Vec<&str> = list.iter().map(|line| line.draft.name.as_str()).collect();
        assert!(
            ["Kundenbetreuung", "Verkaufsgespräch", "Newsletter"].iter().all(|name| names.contains(name)),
            "{names:?}"
        );
        let letter = list.iter().find(|line| line.draft.short == "newsletter").expect("known by its short name");
        let notice = page_of(&anna, letter.id).await.notices.remove(0);
        assert!(notice.lang == "de" && notice.text.contains("widerrufen"), "{}", notice.text);
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let PurposesAnswer::List(again) = purposes(&anna, PurposesAsk::List).await.expect("there") else {
            panic!("no list")
        };
        assert_eq!(again.len(), list.len(), "made once, in whatever language");
    });
}
