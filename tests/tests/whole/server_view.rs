//! What the server can see, asked of a real one: every number is checked against what was done, and no planted word is in
//! what it holds.

use crate::SERVER;
use tacit_bridge::members::Role;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::server::{RecordSeen, SERVER_PAGE, ServerAnswer, ServerAsk, ServerSeen};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_bridge::{Call, Problem, Reply};
use tacit_tests::person::Person;
use tacit_tests::run;
use tacit_tests::server::Server;

async fn asked(person: &Person, ask: ServerAsk) -> Result<ServerAnswer, Problem> {
    match person.call(Call::PrivacyAsk(PrivacyAsk::Server(ask))).await? {
        Reply::PrivacyAnswer(PrivacyAnswer::Server(answer)) => Ok(answer),
        _ => panic!("another answer"),
    }
}

pub(crate) async fn look(person: &Person) -> ServerSeen {
    match asked(person, ServerAsk::Look).await.expect("the server answers") {
        ServerAnswer::Seen(seen) => *seen,
        _ => panic!("not what was seen"),
    }
}

async fn records(person: &Person, first: u32, by_size: bool) -> (Vec<RecordSeen>, u32) {
    match asked(person, ServerAsk::Records { first, by_size }).await.expect("looked at") {
        ServerAnswer::Records(rows, total) => (rows, total),
        _ => panic!("no records"),
    }
}

#[test]
fn what_the_server_holds_is_shown_as_it_is_and_holds_no_word() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna@example.org", &server.sign_up()).await;
        anna.create_vault("Kanzlei Berg", "Anna Berg").await;
        let early = asked(&anna, ServerAsk::File).await.err().expect("nothing was looked at");
        assert_eq!(early.kind, ProblemKind::BadInput);
        let ada = anna.add_person("Ada", "Zwetschgenbaum").await;
        let ben = anna.add_person("Ben", "Quittengelee").await;
        anna.settled().await;
        anna.set(ada, FieldKey::JOB_TITLE, "Hollerkoch").await.expect("fits");
        anna.settled().await;
        anna.call(Call::Delete(vec![ben])).await.expect("may");
        anna.invite("Carl", Role::Editor).await;
        anna.settled().await;

        let seen = look(&anna).await;
        let (rows, total) = records(&anna, 0, false).await;
        assert_eq!(total, seen.totals.records + seen.totals.deleted);
        assert_eq!(rows.len() as u32, total);
        let of = |id| rows.iter().find(|row| row.id == id).expect("its id is there");
        let (first, second) = (of(ada), of(ben));
        assert_eq!((first.version, first.older, first.deleted), (2, 1, false));
        assert_eq!((second.version, second.deleted, second.bytes), (2, true, None));
        assert!(first.bytes.is_some_and(|bytes| bytes >= 256), "sealed and padded: {:?}", first.bytes);
        assert_eq!(seen.totals.deleted, 1);
        assert!(seen.conclusions.chain_holds && seen.conclusions.differ == 0);
        assert_eq!(seen.conclusions.hours.iter().sum::<u32>(), seen.totals.entries);
        assert_eq!(seen.members.len(), 1);
        assert_eq!((seen.members[0].entries, seen.members[0].role), (seen.totals.entries, Some(Role::Owner)));
        assert_eq!((seen.invites.len(), seen.invites[0].closed), (1, false));
        assert_eq!(seen.account.sessions.iter().filter(|one| one.current).count(), 1);
        assert!(seen.account.blob > 0 && seen.account.lookup.len() == 64);

        let ServerAnswer::Versions(versions) = asked(&anna, ServerAsk::Versions(ada)).await.expect("listed") else {
            panic!("no versions")
        };
        assert_eq!(versions.iter().map(|one| one.version).collect::<Vec<_>>(), [1, 2]);
        assert!(versions.iter().all(|one| one.bytes.is_some() && one.at > 0));
        assert_eq!(versions[1].bytes, first.bytes, "the size shown is that of the bytes it holds");

        let ServerAnswer::File(file) = asked(&anna, ServerAsk::File).await.expect("made") else { panic!("no file") };
        let file = String::from_utf8(file).expect("text");
        let json: serde_json::Value = serde_json::from_str(&file).expect("JSON");
        assert_eq!(json["records"].as_array().map(Vec::len), Some(total as usize));
        assert_eq!(json["entries"].as_array().map(Vec::len), Some(seen.totals.entries as usize));
        assert_eq!(json["totals"]["bytes"].as_u64(), Some(seen.totals.bytes));
        for word in ["Zwetschgenbaum", "Quittengelee", "Hollerkoch", "Kanzlei", "Anna", "anna@example.org", "Carl"] {
            assert!(!file.contains(word), "{word} is in what the server holds");
        }
    });
}

#[test]
fn a_second_look_goes_on_where_the_first_ended_and_long_lists_come_in_pages() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        anna.sign_up("anna@example.org", &server.sign_up()).await;
        anna.create_vault("Kanzlei Berg", "Anna Berg").await;
        anna.settled().await;
        let before = look(&anna).await.totals;
        anna.call(Call::MakeDemoPeople(250)).await.expect("made");
        anna.settled().await;
        let seen = look(&anna).await;
        assert!(seen.totals.records >= before.records + 250 && seen.totals.entries > before.entries);
        assert!(seen.conclusions.largest.0 >= 250, "an import shows");
        assert!(seen.conclusions.sizes < seen.totals.records / 4, "sizes are padded: {:?}", seen.conclusions.sizes);
        let (first, total) = records(&anna, 0, true).await;
        assert_eq!((first.len() as u32, total), (SERVER_PAGE, seen.totals.records));
        assert!(first.is_sorted_by(|a, b| a.bytes >= b.bytes), "the largest first");
        let mut all = std::collections::BTreeSet::new();
        for page in (0..total).step_by(SERVER_PAGE as usize) {
            all.extend(records(&anna, page, true).await.0.into_iter().map(|row| row.id));
        }
        assert_eq!(all.len() as u32, total, "each once");
    });
}
