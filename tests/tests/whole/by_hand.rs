//! What edits, deletes, brings back or erases whatever record it is given changes nothing of the privacy model.

use crate::SERVER;
use crate::privacy::{asked, change, privacy, two};
use crate::purposes::{purposes, step};
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::party::{Party, PartyWish};
use tacit_bridge::privacy::purpose::{PurposesAnswer, PurposesAsk};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{CellText, FieldKey, Id, Value};
use tacit_bridge::{Call, Reply};
use tacit_crm::privacy::key as pk;
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

/// How a purpose stands; nothing before it arrived.
async fn status(person: &Person, purpose: Id) -> String {
    match purposes(person, PurposesAsk::Show(purpose)).await {
        Ok(PurposesAnswer::Page(page)) => page.line.status,
        Ok(_) => panic!("no page"),
        Err(problem) => {
            assert_eq!(problem.kind, ProblemKind::Gone);
            String::new()
        }
    }
}

async fn trust(person: &Person, party: Id) -> String {
    match asked(person, PrivacyAsk::Parties).await.expect("there") {
        PrivacyAnswer::Parties(all) => all.into_iter().find(|one| one.id == party).expect("there").party.trust,
        _ => panic!("no parties"),
    }
}

#[test]
fn rule_16_no_call_on_whatever_record_brings_a_purpose_back_or_approves_a_third_party() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let ada = anna.add_person("Ada", "Lovelace").await;
        let service = privacy(&anna, ada).await.purposes;
        let service = service.iter().find(|one| one.name == "Customer service").expect("one of the first").id;
        let party = Party {
            name: "Mailer".into(),
            role: "processor".into(),
            country: "DE".into(),
            review_due: Some(u64::MAX / 2),
            transfer: "none".into(),
            trust: "in_review".into(),
            ..Party::default()
        };
        let save = Call::PrivacyAsk(PrivacyAsk::SaveParty(PartyWish { id: None, party }));
        let Ok(Reply::Changed { id: Some(mailer), .. }) = anna.call(save).await else { panic!("no id") };
        anna.settled().await;
        step(&anna, PurposesAsk::Retire { purpose: service, why: "No shop any more".into() }).await.expect("may");
        anna.settled().await;
        until("Ben has both", async || status(&ben, service).await == "retired").await;

        let (status_key, trust_key) = (FieldKey(pk::PURPOSE_STATUS.0), FieldKey(pk::TRUST.0));
        let edit = |id, field, to: &str| Call::Edit {
            ids: vec![ada, id],
            fields: vec![(field, Value::Text(to.into()))],
            on_page: true,
        };
        let cell = |id, field, text: &str| Call::WriteCells(vec![CellText { id, field, text: text.into() }]);
        for (who, may_erase) in [(&ben, false), (&anna, true)] {
            for path in [
                edit(service, status_key, "active"),
                edit(mailer, trust_key, "approved"),
                Call::FillCells { from: ada, to: vec![service], fields: vec![status_key] },
                Call::Delete(vec![ada, service]),
                Call::Delete(vec![mailer]),
                Call::Restore { id: service, version: 1 },
                Call::Restore { id: mailer, version: 1 },
            ] {
                let Err(refused) = who.call(path).await else { panic!("it was changed") };
                assert_eq!(refused.kind, ProblemKind::BadInput, "{}", refused.what);
            }
            for path in [cell(service, status_key, "active"), cell(mailer, trust_key, "approved")] {
                match who.call(path).await {
                    Ok(Reply::Written { written, .. }) => assert_eq!(written, 0, "no table has such cells"),
                    Ok(_) => panic!("no answer"),
                    Err(refused) => assert_eq!(refused.kind, ProblemKind::BadInput),
                }
            }
            if may_erase {
                for path in [Call::Erase(vec![service]), Call::EraseOlder(service)] {
                    let Err(refused) = who.call(path).await else { panic!("it was erased") };
                    assert_eq!(refused.kind, ProblemKind::BadInput, "{}", refused.what);
                }
            }
        }
        assert_eq!((status(&anna, service).await, trust(&anna, mailer).await), ("retired".into(), "in_review".into()));
        assert!(anna.record(ada).await.is_some(), "and nothing else of such a step is done");
    });
}
