//! What was begun and not saved: it is there after a new start of the browser, for whoever has the password and nobody else,
//! never at the server, and goes with its record, with one's part in the vault, and when it is too much or too old. A full disk
//! takes nothing of it away, and pages hear of what went.

use crate::SERVER;
use crate::erasure::{ada, note, two};
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{DraftOf, FieldKey, Id, KeptDraft, Kind, Related, TypedFields};
use tacit_bridge::{Call, DoorCall, Event, Reply};
use tacit_tests::person::Person;
use tacit_tests::server::Server;
use tacit_tests::{run, until};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const WORDS: &str = "she thinks about moving to Lisbon";

fn noted(about: Id, words: &str) -> KeptDraft {
    let fields = [(FieldKey::TYPE, "call"), (FieldKey::NOTES, words)];
    let fields = fields.map(|(field, text)| (field, text.to_owned(), Vec::new()));
    KeptDraft { of: DraftOf::Note(about), fields: TypedFields::from(fields) }
}

fn form(kind: Kind, fields: TypedFields) -> KeptDraft {
    KeptDraft { of: DraftOf::Form(kind), fields }
}

fn titled(kind: Kind, title: &str) -> KeptDraft {
    form(kind, vec![(FieldKey::NAME, title.to_owned(), Vec::new())])
}

async fn keep(person: &Person, drafts: Vec<KeptDraft>) {
    tell(person, drafts, Vec::new()).await;
}

/// A page that had this kept last saves it, empties it or gives it up.
async fn end(person: &Person, went: &KeptDraft) {
    tell(person, Vec::new(), vec![went.clone()]).await;
}

async fn tell(person: &Person, drafts: Vec<KeptDraft>, over: Vec<KeptDraft>) {
    let vault = person.vaults().await.first().expect("a vault").vault;
    assert_eq!(person.call(Call::KeepDrafts { vault, drafts, over }).await, Ok(Reply::Done));
}

async fn kept(person: &Person) -> Vec<KeptDraft> {
    match person.call(Call::Drafts).await {
        Ok(Reply::Drafts(drafts)) => drafts,
        _ => panic!("no drafts"),
    }
}

/// A person who was chosen.
fn chosen(id: Id, name: &str) -> Related {
    Related { kind: Kind::Person, id, name: name.to_owned() }
}

/// A form for a task about these.
fn task(about: Vec<Related>) -> KeptDraft {
    let title = (FieldKey::NAME, "Send the offer".to_owned(), Vec::new());
    form(Kind::Task, vec![title, (FieldKey::ABOUT, String::new(), about)])
}

/// Which drafts the page was told to be over since this was asked last, and what they said; nothing where that is all one.
fn told_over(person: &Person) -> Vec<(DraftOf, Option<TypedFields>)> {
    let over = |event| if let Event::DraftOver(_, of, went) = event { Some((of, went)) } else { None };
    person.news().1.into_iter().filter_map(over).collect()
}

async fn anew(person: Person) -> Person {
    let person = person.restarted().await;
    person.unlock().await;
    person.open_only_vault().await;
    person
}

/// The file of the person's vault.
fn file(person: &Person) -> Vec<u8> {
    let files = &person.profile.files;
    let names = files.names();
    let name = names.iter().find(|name| name.starts_with("vault-")).expect("a vault's file");
    let mut found = Vec::new();
    files.tamper(name, |bytes| found.clone_from(bytes));
    found
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

#[test]
fn what_was_begun_outlives_a_new_start_and_is_nothing_without_the_password_or_at_the_server() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ada = ada(&anna).await;
        anna.settled().await;
        assert_eq!(kept(&anna).await, []);
        let before = file(&anna).len();
        let all = vec![noted(ada, WORDS), titled(Kind::Deal, "Retainer for Lisbon")];
        keep(&anna, all.clone()).await;
        assert!(file(&anna).len() > before + 2 * WORDS.len(), "it is on disk when it is answered");
        keep(&anna, vec![titled(Kind::Deal, "Retainer for Porto")]).await;
        let all = vec![all[0].clone(), titled(Kind::Deal, "Retainer for Porto")];

        let anna = anna.restarted().await;
        let wrong = DoorCall::Unlock { password: "another-password-than-that".into() };
        anna.call(wrong).await.expect_err("it is not that one");
        anna.call(Call::Drafts).await.expect_err("nothing is open");
        anna.unlock().await;
        anna.open_only_vault().await;
        assert_eq!(kept(&anna).await, all, "the last that was typed, each");
        anna.call(DoorCall::Lock).await.expect("locked");
        anna.call(Call::Drafts).await.expect_err("nothing is open");
        anna.unlock().await;
        anna.open_only_vault().await;
        assert_eq!(kept(&anna).await, all);

        for word in ["Lisbon", "Porto"] {
            assert!(!holds(&anna.profile.files.all_bytes(), word.as_bytes()), "sealed on disk");
            assert!(!holds(&anna.line.sent.borrow(), word.as_bytes()) && !holds(&server.all_bytes(), word.as_bytes()));
        }
        // Saved, given up or emptied: it does not come back.
        told_over(&anna);
        end(&anna, &all[0]).await;
        let went = Some(all[0].fields.clone());
        assert_eq!(told_over(&anna), [(DraftOf::Note(ada), went)], "another tab that still has it is to drop it");
        let anna = anew(anna).await;
        assert_eq!(kept(&anna).await, all[1..].to_vec());
        // One that nobody went on with goes by itself, and for good.
        anna.profile.ahead.set(29 * DAY_MS);
        let anna = anew(anna).await;
        assert_eq!(kept(&anna).await, all[1..].to_vec());
        anna.profile.ahead.set(31 * DAY_MS);
        let anna = anna.restarted().await;
        anna.unlock().await;
        until("it went, though no page opened the vault", async || {
            anna.call(Call::SyncNow).await.expect("a reply");
            told_over(&anna).contains(&(all[1].of, None))
        })
        .await;
        anna.profile.ahead.set(0);
        assert_eq!(kept(&anew(anna).await).await, []);
    });
}

#[test]
fn what_is_saved_in_one_tab_takes_nothing_with_it_that_was_typed_in_another() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ada = ada(&anna).await;
        let longer = noted(ada, &format!("{WORDS} in spring"));
        let forms = ["Retainer for Lisbon", "Retainer for Porto"].map(|title| titled(Kind::Deal, title));
        // Two tabs have a form open; in a note that both show, one goes on writing.
        for [saved, others] in [forms, [noted(ada, WORDS), longer.clone()]] {
            keep(&anna, vec![saved.clone()]).await;
            keep(&anna, vec![others.clone()]).await;
            told_over(&anna);
            end(&anna, &saved).await;
            assert_eq!(kept(&anna).await, std::slice::from_ref(&others), "it stays");
            assert_eq!(told_over(&anna), [(saved.of, Some(saved.fields))], "only who shows this drops it");
            end(&anna, &others).await;
            assert_eq!(kept(&anna).await, []);
        }
        // One tab had shown no more than the beginning of what was saved in the other.
        keep(&anna, vec![noted(ada, WORDS)]).await;
        end(&anna, &longer).await;
        assert_eq!(kept(&anna).await, []);
        // What was never handed over takes nothing with it, and nobody hears of it.
        let form = titled(Kind::Deal, "Retainer for Faro");
        keep(&anna, vec![form.clone()]).await;
        told_over(&anna);
        end(&anna, &KeptDraft { of: form.of, fields: Vec::new() }).await;
        assert_eq!(kept(&anna).await, std::slice::from_ref(&form));
        assert!(told_over(&anna).is_empty());
        // Who was chosen in it is gone by the time that it is saved.
        let bo = anna.add_person("Bo", "Berg").await;
        let about = task(vec![chosen(ada, "Ada Lovelace"), chosen(bo, "Bo Berg")]);
        anna.call(Call::Delete(vec![bo])).await.expect("in the trash");
        keep(&anna, vec![about.clone()]).await;
        assert_eq!(kept(&anna).await, [form.clone(), task(vec![chosen(ada, "Ada Lovelace")])]);
        end(&anna, &about).await;
        assert_eq!(kept(&anew(anna).await).await, [form]);
    });
}

#[test]
fn what_is_too_much_goes_from_the_oldest_on_and_what_is_too_long_is_not_kept() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let own = |number: u16, title: &str| titled(Kind::Own(number), title);
        let numbers = |drafts: Vec<KeptDraft>| -> Vec<u16> {
            let number = |draft: KeptDraft| if let DraftOf::Form(Kind::Own(number)) = draft.of { number } else { 0 };
            drafts.into_iter().map(number).collect()
        };
        for number in 1..=70 {
            anna.profile.ahead.set(u64::from(number));
            keep(&anna, vec![own(number, "one")]).await;
        }
        assert_eq!(numbers(kept(&anna).await), (7..=70).collect::<Vec<u16>>());
        // What is gone on with is no longer the oldest.
        anna.profile.ahead.set(100);
        keep(&anna, vec![own(7, "one more word")]).await;
        anna.profile.ahead.set(101);
        keep(&anna, vec![own(71, "one")]).await;
        let anna = anew(anna).await;
        let expected: Vec<u16> = [7].into_iter().chain(9..=71).collect();
        assert_eq!(numbers(kept(&anna).await), expected, "the same after a new start");

        keep(&anna, vec![own(9, &"x".repeat(300 * 1024))]).await;
        assert!(!numbers(kept(&anna).await).contains(&9), "neither this nor what was kept of it");
        for number in 101..=110 {
            anna.profile.ahead.set(u64::from(number));
            keep(&anna, vec![own(number, &"x".repeat(250 * 1024))]).await;
        }
        let left = numbers(kept(&anna).await);
        assert_eq!(left, (103..=110).collect::<Vec<u16>>(), "two megabytes in all");
        assert_eq!(numbers(kept(&anew(anna).await).await), left);
    });
}

#[test]
fn rule_11_what_was_begun_about_somebody_goes_with_their_erasure_out_of_every_file() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let ada = ada(&anna).await;
        let bo = anna.add_person("Bo", "Berg").await;
        let call = note(&anna, "they called", &[ada]).await;
        anna.settled().await;
        until("Ben has them", async || ben.record(call).await.is_some() && ben.record(bo).await.is_some()).await;
        let part = |field: FieldKey, text: &str| (field, text.to_owned(), Vec::new());
        let in_parts = form(Kind::Person, vec![part(FieldKey::GIVEN, "Ada"), part(FieldKey::FAMILY, "Lovelace ")]);
        let firm = titled(Kind::Company, "Ada Lovelacesson GmbH");
        let mut sealed = Vec::new();
        for person in [&anna, &ben] {
            let about = vec![chosen(ada, "Ada Lovelace"), chosen(bo, "Bo Berg")];
            let names = noted(bo, "he knows Ada Lovelace");
            let others = [names, task(about), in_parts.clone(), firm.clone()];
            for draft in [noted(ada, WORDS), noted(call, "more of it")].into_iter().chain(others) {
                let before = file(person).len();
                // Somebody else stays, and on another device what names her without pointing to her.
                let by_name = draft.of == DraftOf::Note(bo) || draft.of == in_parts.of;
                let stays = draft.of == firm.of || by_name && std::ptr::eq(person, &ben);
                keep(person, vec![draft]).await;
                // A frame ends with the sealed words.
                let after = file(person);
                assert!(after.len() > before + 64);
                if !stays {
                    sealed.push((person, after[after.len() - 48..].to_vec()));
                }
            }
        }
        assert!(sealed.iter().all(|(person, bytes)| holds(&file(person), bytes)), "the search can find");

        anna.erase_person(ada).await;
        assert!(told_over(&anna).contains(&(in_parts.of, None)), "a page that has it hands it over no more");
        until("Ben's device says so too", async || {
            ben.call(Call::SyncNow).await.expect("a reply");
            anna.call(Call::SyncNow).await.expect("a reply");
            anna.erasure_of(ada).await.is_some_and(|view| view.seen.len() == 2)
        })
        .await;
        assert!(!sealed.iter().any(|(person, bytes)| holds(&person.profile.files.all_bytes(), bytes)), "in no file");
        let others = task(vec![chosen(bo, "Bo Berg")]);
        let left = [firm.clone(), others.clone()];
        assert_eq!(kept(&anna).await, left, "known there by name, she stands in no other draft either");
        assert_eq!(kept(&ben).await, [noted(bo, "he knows Ada Lovelace"), in_parts, firm, others.clone()]);
        // A page that had it open still hands it over.
        for person in [&anna, &ben] {
            let about = vec![chosen(ada, "Ada Lovelace"), chosen(bo, "Bo Berg")];
            keep(person, vec![noted(ada, WORDS), task(about)]).await;
            let stays = |one: &KeptDraft| *one == others || one.of != others.of && one.of != DraftOf::Note(ada);
            assert!(kept(person).await.iter().all(stays));
        }
        let (anna, ben) = (anew(anna).await, anew(ben).await);
        assert_eq!((kept(&anna).await.len(), kept(&ben).await.len()), (2, 4));
    });
}

#[test]
fn what_was_begun_about_somebody_restricted_is_not_kept() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ada = ada(&anna).await;
        let bo = anna.add_person("Bo", "Berg").await;
        let about = vec![chosen(ada, "Ada Lovelace"), chosen(bo, "Bo Berg")];
        keep(&anna, vec![noted(ada, WORDS), task(about.clone())]).await;
        let restrict = PrivacyAsk::Restrict { person: ada, why: "She disputes her title".into(), until: None };
        anna.call(Call::PrivacyAsk(restrict)).await.expect("an owner may");
        let left = [task(vec![chosen(bo, "Bo Berg")])];
        assert_eq!(kept(&anna).await, left);
        // A page that had it open still hands it over.
        keep(&anna, vec![noted(ada, WORDS), task(about)]).await;
        assert_eq!(kept(&anna).await, left);
        assert_eq!(kept(&anew(anna).await).await, left);
    });
}

#[test]
fn on_a_full_disk_nothing_that_was_begun_is_lost_and_no_vault_is_read_anew() {
    run(async {
        let server = Server::start(SERVER).await;
        let anna = crate::anna(&server).await;
        let ada = ada(&anna).await;
        let deal = titled(Kind::Deal, "Retainer for Lisbon");
        keep(&anna, vec![noted(ada, WORDS), deal.clone()]).await;
        anna.call(Call::Delete(vec![ada])).await.expect("in the trash");
        anna.settled().await;
        let vault = anna.vaults().await.first().expect("a vault").vault;
        // Nothing else is written meanwhile.
        anna.cut_off().await;
        anna.news();
        anna.profile.files.limit_room(Some(0));
        let drafts = vec![titled(Kind::Deal, "Retainer for Porto")];
        let keep_them = Call::KeepDrafts { vault, drafts, over: Vec::new() };
        let refused = anna.call(keep_them).await.expect_err("there is no room");
        assert_eq!(refused.kind, ProblemKind::Storage);
        assert_eq!(
            kept(&anna).await,
            std::slice::from_ref(&deal),
            "what there is is told, though nothing can be cleaned up"
        );
        assert!(!anna.news().1.contains(&Event::Invalidated), "nothing was read anew");
        anna.profile.files.limit_room(None);
        keep(&anna, vec![titled(Kind::Task, "Call back")]).await;
        let both = [deal, titled(Kind::Task, "Call back")];
        assert_eq!(kept(&anna).await, both);
        anna.line.cut.set(false);
        assert_eq!(kept(&anew(anna).await).await, both);
    });
}

#[test]
fn nothing_that_was_begun_outlives_ones_part_in_the_vault() {
    run(async {
        let server = Server::start(SERVER).await;
        let (anna, ben) = two(&server).await;
        let draft = titled(Kind::Task, "Call back");
        keep(&ben, vec![draft.clone()]).await;
        keep(&anna, vec![draft.clone()]).await;
        anna.call(Call::RemoveMember(1)).await.expect("removed");
        until("Ben hears of it", async || {
            ben.call(Call::SyncNow).await.expect("a reply");
            ben.vaults().await[0].closed
        })
        .await;
        assert_eq!(kept(&ben).await, []);
        keep(&ben, vec![draft.clone()]).await;
        assert_eq!(kept(&ben).await, [], "nothing can be saved there any more");
        assert_eq!(kept(&anew(ben).await).await, []);
        assert_eq!(kept(&anna).await, [draft]);
        anna.call(Call::DeleteVault { name: "Kanzlei Berg".into() }).await.expect("deleted");
        assert_eq!(kept(&anna).await, []);
    });
}
