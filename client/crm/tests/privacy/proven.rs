//! Claims of a file that somebody proves: only with what can be shown, to what was told by then, and never over a no.

use crate::world::{DAY, NOW, World, mark, marker};
use tacit_crm::RecordId;
use tacit_crm::privacy::words::{EventKind, EvidenceKind, IndicatedBy, Method};
use tacit_crm::privacy::{ConsentEvent, ConsentState, Evidence, ImportEvent, Imported, NoProof, Proof, Refusal};

fn proof(method: Method, at: u64, text: &str) -> Proof {
    let evidence = Evidence { kind: EvidenceKind::Quote, text: text.into(), file: None };
    Proof { method, at, evidence }
}

fn claimed(world: &mut World, person: RecordId, email: &str) -> RecordId {
    let news = world.newsletter();
    let (now, kind) = (world.now, EventKind::ImportedUnproven);
    let claim = ConsentEvent::new(person, news, kind, now, IndicatedBy::Staff, Method::Import);
    world.record(&ConsentEvent { point: Some(mark(email)), ..claim })
}

/// Three people of one file who are said to be subscribed, and its import.
fn imported() -> (World, Vec<(RecordId, String)>, Imported) {
    let mut world = World::new();
    let after = world.stamp();
    let mut people = Vec::new();
    for name in ["anna", "bo", "cy"] {
        let email = format!("{name}@berg.example");
        let person = world.person(name, &[&email]);
        claimed(&mut world, person, &email);
        people.push((person, email));
    }
    let before = world.stamp();
    let of = Imported { files: "fair.csv".into(), after, before, device: String::new() };
    let stamp = world.stamp();
    world.add(&of.write(stamp).unwrap());
    let later = world.person("Dora", &["dora@berg.example"]);
    claimed(&mut world, later, "dora@berg.example");
    (world, people, of)
}

fn prove(world: &mut World, of: &Imported, proof: &Proof) -> Vec<Result<RecordId, NoProof>> {
    let now = world.now;
    let mut claims = world.book.open_claims(&marker, now);
    claims.retain(|claim| of.wrote(claim.written));
    let consents: Vec<_> = claims.iter().map(|claim| world.ledger().proven(&claim.event, proof, now)).collect();
    consents.into_iter().map(|consent| consent.map(|event| world.record(&event))).collect()
}

#[test]
fn rule_03_claims_of_a_file_become_consents_with_proof_and_only_to_be_confirmed() {
    let (mut world, people, of) = imported();
    let known: Vec<ImportEvent> = world.book.imports();
    assert_eq!(known[0].of, of);
    world.now = NOW + 10 * DAY;
    let (anna, at_anna) = people[0].clone();
    let good = proof(Method::Form, NOW - DAY, "Our form at the fair, sheets 1 to 3, in the safe");
    for (bad, why) in [
        (Proof { method: Method::Import, ..good.clone() }, NoProof::OnlyAFile),
        (proof(Method::Form, NOW - DAY, "  "), NoProof::NoEvidence),
        // Before there was a notice.
        (Proof { at: NOW - 4_000 * DAY, ..good.clone() }, NoProof::Untold),
    ] {
        assert!(prove(&mut world, &of, &bad).iter().all(|one| *one == Err(why)), "{why:?}");
    }
    assert_eq!(world.state(anna, &at_anna), ConsentState::ImportedUnproven);

    // Bo says no meanwhile: nobody proves the opposite.
    let (bo, at_bo) = people[1].clone();
    world.withdraw(bo, &at_bo);
    let proven = prove(&mut world, &of, &good);
    assert_eq!(proven.len(), 2, "of this file, of who said nothing since");
    assert_eq!(world.state(bo, &at_bo), ConsentState::Withdrawn);
    let given = *proven[0].as_ref().unwrap();
    let event = ConsentEvent::read(&world.book.get(&given).unwrap()).unwrap();
    assert_eq!((event.kind, event.method, event.at), (EventKind::Given, Method::Form, NOW - DAY));
    assert!(event.lifts.is_empty() && event.evidence.is_some() && event.notice.is_some());
    assert_eq!(world.state(anna, &at_anna), ConsentState::PendingConfirmation, "the newsletter is confirmed by them");
    assert_eq!(world.mail(anna, &at_anna), Err(vec![Refusal::NoConsent(ConsentState::PendingConfirmation)]));
    assert!(prove(&mut world, &of, &good).is_empty(), "once is enough");
    let news = world.newsletter();
    let yes = world.said(anna, news, EventKind::Confirmed, Some(mark(&at_anna)));
    world.record(&ConsentEvent { answers: Some(given), ..yes });
    assert!(world.mail(anna, &at_anna).is_ok());
}

#[test]
fn rule_03_a_claim_of_another_file_or_of_who_is_only_stored_is_not_proven_along() {
    let (mut world, people, of) = imported();
    let stamp = world.stamp();
    let why = "disputed".to_owned();
    let stored = tacit_crm::privacy::Restriction { person: people[2].0, since: NOW, why, until: None };
    world.add(&stored.write(stamp).unwrap());
    let proven = prove(&mut world, &of, &proof(Method::Paper, NOW, "Sheets in the safe"));
    assert_eq!((proven.len(), proven.iter().filter(|one| one.is_ok()).count()), (2, 2), "neither Cy nor Dora");
    assert_eq!(world.book.open_claims(&marker, NOW).len(), 1, "Dora's, of another file");
}
