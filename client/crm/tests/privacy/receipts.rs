//! A consent's receipt, held against a document read over beside ISO/IEC TS 27560 and the guide of the Data Privacy
//! Vocabulary for it.

use tacit_crm::RecordId;
use tacit_crm::privacy::words::{EventKind, IndicatedBy, Method};
use tacit_crm::privacy::{ConsentEvent, Controller, Issue, Mark, Period, Receipt, Told};

/// 2026-11-26, noon.
const AT: u64 = 1_795_694_400_000;
const PERSON: RecordId = RecordId([0xaa; 16]);
const PURPOSE: RecordId = RecordId([0xbb; 16]);
const NOTICE: RecordId = RecordId([0xcc; 16]);
const CONSENT: RecordId = RecordId([0xdd; 16]);

fn event(kind: EventKind, at: u64) -> ConsentEvent {
    let new = ConsentEvent::new(PERSON, PURPOSE, kind, at, IndicatedBy::Subject, Method::Paper);
    ConsentEvent { point: Some(Mark([1; 32])), ..new }
}

fn given() -> ConsentEvent {
    ConsentEvent {
        notice: Some((NOTICE, [0xee; 32])),
        validity: Some(Period::months(24)),
        ..event(EventKind::Given, AT)
    }
}

#[test]
fn a_receipt_is_the_document_that_the_vocabulary_describes() {
    let confirmed = ConsentEvent { answers: Some(CONSENT), ..event(EventKind::Confirmed, AT + 60_000) };
    let receipt = Receipt {
        consent: CONSENT,
        person: PERSON,
        name: "Ada Lovelace".into(),
        point: Some("ada@example.org".into()),
        purpose: PURPOSE,
        purpose_name: "Newsletter".into(),
        plain_text: "We send you our newsletter.".into(),
        dpv: "https://w3id.org/dpv#DirectMarketing".into(),
        categories: vec![
            "user.name".into(),
            "user.contact.email".into(),
            "user.workplace".into(),
            "user.job_title".into(),
        ],
        notice: Told {
            id: NOTICE,
            lang: "en".into(),
            effective_from: AT - 86_400_000,
            sha256: [0xee; 32],
            text: Some("I would like to get the \"newsletter\".".into()),
        },
        recipients: vec![("Printers Ltd".into(), "DE".into())],
        recipient_kinds: vec!["mailing houses".into()],
        kept: Some(Period::months(36)),
        events: vec![given(), confirmed, event(EventKind::Withdrawn, AT + 3_600_000)],
    };
    let controller = Controller {
        name: "Kanzlei Berg".into(),
        address: "Am Markt 1, 10115 Berlin".into(),
        contact: "privacy@berg.example".into(),
        officer: "dpo@berg.example".into(),
    };
    let issue = Issue { controller, at: AT + 7_200_000 };
    let expected = include_str!("receipt.jsonld");
    assert_eq!(receipt.json_ld(&issue).trim(), expected.trim());
    // What nobody said is not there, rather than empty.
    let named = Controller { name: "Kanzlei Berg".into(), ..Controller::default() };
    let short: serde_json::Value =
        serde_json::from_str(&receipt.json_ld(&Issue { controller: named, at: AT + 7_200_000 })).unwrap();
    let of = &short["dpv:hasRecordOfActivity"]["dpv:hasDataController"];
    assert_eq!(*of, serde_json::json!({ "@type": "dpv:DataController", "dpv:hasName": "Kanzlei Berg" }));
    let document: serde_json::Value = serde_json::from_str(expected).unwrap();
    assert_eq!(document["@type"], "dpv:ConsentReceipt");
}

#[test]
fn a_receipt_has_what_happened_to_this_consent_and_nothing_of_others() {
    let elsewhere = ConsentEvent { point: Some(Mark([2; 32])), ..given() };
    let other = ConsentEvent { purpose: Some(RecordId([9; 16])), ..event(EventKind::Withdrawn, AT + 2) };
    let everywhere = ConsentEvent { point: None, purpose: None, ..event(EventKind::Objected, AT + 3) };
    let confirmed = ConsentEvent { answers: Some(CONSENT), point: None, ..event(EventKind::Confirmed, AT + 1) };
    let all = [
        (RecordId([5; 16]), everywhere.clone()),
        (RecordId([4; 16]), other),
        (CONSENT, given()),
        (RecordId([3; 16]), elsewhere),
        (RecordId([6; 16]), confirmed.clone()),
    ];
    assert_eq!(Receipt::concerned((CONSENT, &given()), &all), [given(), confirmed, everywhere]);
}

#[test]
fn an_answer_of_the_same_moment_stands_behind_what_it_answers() {
    let confirmed = ConsentEvent { answers: Some(CONSENT), ..event(EventKind::Confirmed, given().at) };
    for id in [[0; 16], [255; 16]] {
        let all = [(RecordId(id), confirmed.clone()), (CONSENT, given())];
        assert_eq!(Receipt::concerned((CONSENT, &given()), &all), [given(), confirmed.clone()]);
    }
}
