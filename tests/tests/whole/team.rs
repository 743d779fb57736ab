//! Colleagues side by side: who is mentioned and who has seen it, what the team did, and what a viewer may.

use super::{SERVER, anna};
use tacit_bridge::day::{DayRequest, DayView};
use tacit_bridge::feed::{Act, Deeds, Feed, FeedRequest, Mentionable};
use tacit_bridge::members::Role;
use tacit_bridge::note::{Block, Inline};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, Related, Value};
use tacit_bridge::{Call, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

/// Anna's vault, with a colleague in it.
pub(super) async fn with_ben(server: &Server, role: Role) -> (Person, Person) {
    let anna = anna(server).await;
    let ben = anna.colleague("Ben Tal", role).await;
    ben.settled().await;
    (anna, ben)
}

async fn note(person: &Person, about: Id, text: &str) -> Id {
    let about = Related { kind: Kind::Person, id: about, name: String::new() };
    let fields = vec![
        (FieldKey::TYPE, Value::Text("note".to_owned())),
        (FieldKey::NOTES, Value::Text(text.to_owned())),
        (FieldKey::ABOUT, Value::Relations(vec![about])),
    ];
    match person.call(Call::Create { kind: Kind::Activity, fields }).await {
        Ok(Reply::Changed { id: Some(id), .. }) => id,
        _ => panic!("no note"),
    }
}

async fn mentionable(person: &Person) -> Vec<Mentionable> {
    match person.call(Call::Mentionable).await {
        Ok(Reply::Mentionable(members)) => members,
        _ => panic!("no members"),
    }
}

async fn day(person: &Person) -> DayView {
    let begins = 1_795_651_200_000;
    let request = DayRequest {
        today: "2026-11-26".to_owned(),
        until: "2026-12-03".to_owned(),
        begins,
        over: begins + 86_400_000,
        ends: begins + 8 * 86_400_000,
        mine: true,
        since: 0,
    };
    match person.call(Call::Day(request)).await {
        Ok(Reply::Day(day)) => *day,
        _ => panic!("no day"),
    }
}

async fn unseen(person: &Person) -> u32 {
    person.vaults().await.first().expect("a vault").mentions
}

async fn feed(person: &Person, by: Option<u32>, kind: Option<Kind>) -> Feed {
    match person.call(Call::Feed(FeedRequest { by, kind, count: 100 })).await {
        Ok(Reply::Feed(feed)) => feed,
        _ => panic!("no feed"),
    }
}

async fn drawn(person: &Person, about: Id) -> Vec<Block> {
    match person.call(Call::Timeline { about, count: 10, what: None }).await {
        Ok(Reply::Timeline(timeline)) => timeline.entries.into_iter().flat_map(|entry| entry.text).collect(),
        _ => panic!("no timeline"),
    }
}

#[test]
fn whoever_is_mentioned_hears_of_it_until_she_has_seen_it() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Editor).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        let members = mentionable(&anna).await;
        assert_eq!(
            members.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
            ["Ben Tal", "Anna Berg"],
            "oneself last"
        );
        let source = &members[0].source;
        let asked = note(&anna, vera, &format!("Please call {source} today")).await;
        note(&anna, vera, "Nobody is meant here, not even [Ben](member:1)").await;
        anna.settled().await;
        ben.settled().await;

        let heard = day(&ben).await.mentions;
        assert_eq!(heard.iter().map(|one| (one.id, one.by.as_str())).collect::<Vec<_>>(), [(asked, "Anna Berg")]);
        assert_eq!(heard[0].name, "Please call @Ben Tal today", "as people read it");
        assert_eq!((unseen(&ben).await, unseen(&anna).await), (1, 0), "it is nothing to whoever wrote it");

        // Opening the record that the note is about shows the note.
        ben.call(Call::SawMentions(Some(vera))).await.expect("kept");
        assert_eq!((unseen(&ben).await, day(&ben).await.mentions.len()), (0, 0));
        let ben = ben.restarted().await;
        ben.unlock().await;
        ben.open_only_vault().await;
        assert_eq!(unseen(&ben).await, 0, "it is remembered on the device");

        // Written anew it is news again; for all at once there is a button.
        anna.set(asked, FieldKey::NOTES, &format!("{source}, please call tomorrow")).await.expect("written");
        anna.settled().await;
        ben.settled().await;
        assert_eq!(unseen(&ben).await, 1);
        ben.call(Call::SawMentions(None)).await.expect("kept");
        assert_eq!(unseen(&ben).await, 0);
    });
}

#[test]
fn a_member_who_is_renamed_is_called_so_in_old_notes_and_a_number_of_nobody_is_text() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Editor).await;
        let vera = anna.add_person("Vera", "Quandt").await;
        note(&anna, vera, "@[Ben Tal](member:1) and @[Ghost](member:77)").await;
        anna.call(Call::RenameMember { member: 1, name: "Benjamin Tal".to_owned() }).await.expect("renamed");
        anna.settled().await;
        ben.settled().await;
        let mention = Inline::Mention(1, "Benjamin Tal".to_owned());
        let text = |text: &str| Inline::Text(text.to_owned());
        for one in [&anna, &ben] {
            assert_eq!(
                drawn(one, vera).await,
                [Block::Paragraph(vec![mention.clone(), text(" and "), text("@Ghost")])]
            );
        }
        anna.call(Call::RemoveMember(1)).await.expect("removed");
        let left: Vec<u32> = mentionable(&anna).await.iter().map(|one| one.member).collect();
        assert_eq!(left, [0], "who left is not offered");
        assert_eq!(unseen(&ben).await, 1, "and keeps what was said to him before");
    });
}

#[test]
fn names_of_the_vault_and_of_members_are_taken_back_unless_somebody_gave_others_since() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Editor).await;
        anna.call(Call::SetRole { member: 1, role: Role::Admin }).await.expect("an owner may");
        let step = |reply| match reply {
            Ok(Reply::Changed { undo: Some(step), .. }) => step,
            _ => panic!("no step"),
        };
        let vault = async |person: &Person| person.vaults().await.remove(0).name;
        let (old, names) = (vault(&anna).await, vec!["Anna Berg".to_owned(), "Ben Tal".to_owned()]);
        let members = async |person: &Person| -> Vec<String> {
            person.members().await.members.into_iter().map(|one| one.name).collect()
        };

        let named = step(anna.call(Call::RenameVault("Berg & Tal".into())).await);
        let called = step(anna.call(Call::RenameMember { member: 1, name: "Benjamin".into() }).await);
        assert_eq!((vault(&anna).await.as_str(), members(&anna).await[1].as_str()), ("Berg & Tal", "Benjamin"));
        for undo in [named, called] {
            anna.call(Call::Undo(undo)).await.expect("taken back");
        }
        assert_eq!((vault(&anna).await, members(&anna).await), (old, names));

        let again = step(anna.call(Call::RenameVault("Ours".into())).await);
        anna.settled().await;
        ben.settled().await;
        until("Ben is an administrator", async || ben.vaults().await[0].role == Role::Admin).await;
        ben.call(Call::RenameVault("Everybody’s".into())).await.expect("an administrator may");
        ben.settled().await;
        until("Anna sees it", async || vault(&anna).await == "Everybody’s").await;
        let refused = anna.call(Call::Undo(again)).await.map(|_| ()).expect_err("another stands there");
        assert_eq!((refused.kind, vault(&anna).await.as_str()), (ProblemKind::Gone, "Everybody’s"));
    });
}

#[test]
fn the_feed_tells_what_members_did_a_burst_as_one_line() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = with_ben(&server, Role::Editor).await;
        let mut people = Vec::new();
        for number in 0..5 {
            people.push(anna.add_person("Vera", &format!("Quandt {number}")).await);
        }
        anna.settled().await;
        ben.settled().await;
        let fields = vec![(FieldKey::JOB_TITLE, Value::Text("Notary".to_owned()))];
        ben.call(Call::Edit { ids: people[..4].to_vec(), fields, on_page: true }).await.expect("edited");
        // A time of its own, or the kinds decide the order.
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        let noted = note(&ben, people[0], "called").await;
        ben.settled().await;
        anna.settled().await;
        let told_of = |lines: Vec<Deeds>| -> Vec<(String, Kind, Act, u32)> {
            lines.into_iter().map(|Deeds { by, kind, act, count, .. }| (by, kind, act, count)).collect()
        };
        let told = |feed: Feed| told_of(feed.lines);
        let line = |by: &str, kind, act, count| (by.to_owned(), kind, act, count);
        let all = [
            line("Ben Tal", Kind::Activity, Act::Made, 1),
            line("Ben Tal", Kind::Person, Act::Changed, 4),
            line("Anna Berg", Kind::Person, Act::Made, 5),
        ];
        for one in [&anna, &ben] {
            assert_eq!(told(feed(one, None, None).await), all);
        }
        assert_eq!(told(feed(&anna, Some(1), None).await), all[..2]);
        assert_eq!(told(feed(&anna, None, Some(Kind::Person)).await), all[1..]);
        assert_eq!(feed(&anna, None, None).await.lines[0].newest, [(noted, "called".to_owned())]);
        let Ok(Reply::Feed(short)) = anna.call(Call::Feed(FeedRequest { by: None, kind: None, count: 1 })).await else {
            panic!("no feed")
        };
        assert_eq!((short.total, short.lines.len()), (3, 1));
        assert_eq!(told_of(day(&anna).await.news), all[..2], "the day tells what the other did, in the same lines");
    });
}

#[test]
fn a_viewer_reads_and_is_mentioned_and_every_change_is_refused() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, vera) = with_ben(&server, Role::Viewer).await;
        let quandt = anna.add_person("Vera", "Quandt").await;
        note(&anna, quandt, &mentionable(&anna).await[0].source).await;
        anna.settled().await;
        vera.settled().await;
        assert_eq!(unseen(&vera).await, 1);
        vera.call(Call::SawMentions(Some(quandt))).await.expect("what one has seen is one's own");
        assert_eq!(unseen(&vera).await, 0);
        let text = || vec![(FieldKey::JOB_TITLE, Value::Text("Notary".to_owned()))];
        for call in [
            Call::Create { kind: Kind::Person, fields: text() },
            Call::Edit { ids: vec![quandt], fields: text(), on_page: true },
            Call::Delete(vec![quandt]),
            Call::RenameVault("Mine".to_owned()),
            Call::RenameMember { member: 0, name: "Nobody".to_owned() },
            Call::MakeDemo(1),
            Call::Invite(tacit_bridge::members::InviteRequest {
                name: "Friend".to_owned(),
                role: Role::Viewer,
                hours: 1,
                recovery: false,
            }),
        ] {
            let refused = vera.call(call).await.expect_err("a viewer changes nothing");
            assert_eq!(refused.kind, ProblemKind::NoRight);
        }
        vera.settled().await;
        anna.settled().await;
        assert_eq!(anna.history(quandt).await.versions.len(), 1);
    });
}
