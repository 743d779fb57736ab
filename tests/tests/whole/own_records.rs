//! Records that are not people on their way out: purpose first, as people go, and never without those whom they name.

use crate::SERVER;
use crate::privacy::{asked, change, exported, preview_of, privacy};
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::export::{ExportFormat, ExportOf, ExportWish};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Related, RowsRequest, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

async fn deal(person: &Person, name: &str, people: &[Id]) -> Id {
    let related = |id: &Id| Related { kind: Kind::Person, id: *id, name: String::new() };
    let mut fields = vec![(FieldKey::NAME, Value::Text(name.into()))];
    if !people.is_empty() {
        fields.push((FieldKey::PEOPLE, Value::Relations(people.iter().map(related).collect())));
    }
    match person.call(Call::Create { kind: Kind::Deal, fields }).await {
        Ok(Reply::Changed { id: Some(id), .. }) => id,
        _ => panic!("no deal"),
    }
}

/// How many disclosures stand on somebody's timeline.
async fn told(person: &Person, about: Id) -> usize {
    match person.call(Call::Timeline { about, count: 9, what: None }).await {
        Ok(Reply::Timeline(of)) => of.entries.iter().filter(|one| one.what == "disclosure").count(),
        _ => panic!("no timeline"),
    }
}

#[test]
fn rule_01_deals_are_exported_for_a_purpose_without_those_that_name_whoever_may_not_go() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        change(&anna, Call::BeginPurposes).await.expect("an editor may");
        let (ada, bo) = (anna.add_person("Ada", "Aal").await, anna.add_person("Bo", "Berg").await);
        let purposes = privacy(&anna, ada).await.purposes;
        let of = |name: &str| purposes.iter().find(|one| one.name == name).expect("one of the first").id;
        let (service, newsletter) = (of("Customer service"), of("Newsletter"));
        deal(&anna, "=Merger", &[ada]).await;
        deal(&anna, "Appeal", &[ada, bo]).await;
        deal(&anna, "Orphan", &[]).await;
        let restrict = PrivacyAsk::Restrict { person: bo, why: "He disputes it".into(), until: None };
        change(&anna, Call::PrivacyAsk(restrict)).await.expect("an editor may");
        anna.settled().await;
        let wish = |format| ExportWish {
            purpose: service,
            channel: "in_person".into(),
            recipient: None,
            fields: vec![FieldKey::NAME, FieldKey::PEOPLE],
            of: ExportOf::WholeList(Box::new(RowsRequest::all(Kind::Deal))),
            why: "The year's accounts".into(),
            return_by: None,
            format,
            task: String::new(),
        };
        let preview = preview_of(&anna, wish(ExportFormat::Csv)).await;
        assert_eq!((preview.asked, preview.included), (3, 2));
        assert_eq!(preview.excluded, [("restricted".to_owned(), 1)]);
        let ask = PrivacyAsk::LeftOut { wish: wish(ExportFormat::Csv), reason: "restricted".into() };
        let Ok(PrivacyAnswer::People(out)) = asked(&anna, ask).await else { panic!("no names") };
        assert_eq!((out.total, out.first[0].1.as_str()), (1, "Appeal"));

        let (text, sha256, rows) = exported(&anna, wish(ExportFormat::Csv)).await.expect("she may");
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        assert_eq!((rows, lines), (2, vec!["'=Merger,Ada Aal", "Orphan,", "Title,People"]));
        assert_eq!(told(&anna, ada).await, 1, "it stands on the timeline of whoever is named");
        let Ok(PrivacyAnswer::Overview(overview)) = asked(&anna, PrivacyAsk::Overview).await else { panic!("none") };
        let left = &overview.disclosures.newest[0];
        assert_eq!((left.kind, left.people, &left.sha256), (Kind::Deal, 2, &sha256));

        // A card holds a person; and without a reason nothing goes, nor for what only consent carries.
        let card = exported(&anna, wish(ExportFormat::VCard)).await;
        assert_eq!(card.map_err(|problem| problem.kind).err(), Some(ProblemKind::BadInput));
        let mute = ExportWish { why: " ".into(), ..wish(ExportFormat::Json) };
        assert!(exported(&anna, mute).await.is_err());
        let by_mail = ExportWish { purpose: newsletter, channel: "email".into(), ..wish(ExportFormat::Json) };
        let preview = preview_of(&anna, by_mail.clone()).await;
        assert_eq!((preview.included, preview.without.len()), (0, 2), "a newsletter needs no dealings");
        assert!(exported(&anna, by_mail).await.is_err());

        let Ok(PrivacyAnswer::Choices(choices)) = asked(&anna, PrivacyAsk::ExportChoicesOf(Kind::Deal)).await else {
            panic!("no choices")
        };
        let fields = |id: Id| &choices.purposes.iter().find(|one| one.id == id).expect("there").fields;
        assert!(fields(service).contains(&FieldKey::AMOUNT) && fields(newsletter).is_empty());
    });
}
