//! R8, R9 and M7 where the others are the witnesses: what they say of the journal, and for how long nobody said anything.

use crate::hostile::scene;
use std::cell::RefCell;
use std::rc::Rc;
use tacit_bridge::account::Preferences;
use tacit_bridge::members::{InviteRequest, MemberRow, Role};
use tacit_bridge::message::SyncState;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::FieldKey;
use tacit_bridge::witness::Freshness;
use tacit_bridge::{Call, Event, Reply};
use tacit_engine::ports::{Request, Response};
use tacit_shared::api::{GetEnvelopes, Head, PostEntries, PostHead, Pulled};
use tacit_shared::codec;
use tacit_shared::envelope::Envelope;
use tacit_shared::ids::EntryHash;
use tacit_tests::journal::Journal;
use tacit_tests::person::Person;
use tacit_tests::scene::Scene;
use tacit_tests::script::{Script, change, ok};
use tacit_tests::{run, until};

const DAY: u64 = 24 * 3600 * 1000;

pub(crate) fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.expect("after 1970").as_millis() as u64
}

/// An honest server, but for a statement that it gives with every pull.
fn with_word(word: Vec<u8>) -> impl Script {
    change("/pull", move |_, pulled: &mut Pulled| pulled.heads = vec![word.clone()])
}

/// An honest server that passes on nobody's word.
fn without_words() -> impl Script {
    change("/pull", |_, pulled: &mut Pulled| pulled.heads.clear())
}

/// Where synchronisation stands now.
pub(crate) async fn state_of(person: &Person) -> SyncState {
    let last = RefCell::new(None);
    until("the state is told", async || {
        person.call(Call::SyncNow).await.expect("a reply");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        if let (Some(state), _) = person.news() {
            *last.borrow_mut() = Some(state);
        }
        last.borrow().is_some()
    })
    .await;
    last.into_inner().expect("told")
}

/// Closes the browser and opens it again: a device says where it stands when it connects.
pub(crate) async fn reconnected(person: Person) -> Person {
    let person = person.restarted().await;
    person.unlock().await;
    person.open_only_vault().await;
    person
}

/// What a page of Ben's history says at an entry.
async fn words(person: &Person, seq: u64) -> String {
    match person.call(Call::HistoryWords(seq)).await {
        Ok(Reply::Text(words)) => words,
        other => panic!("no words: {other:?}"),
    }
}

pub(crate) fn posted(person: &Person) -> usize {
    person.line.paths.borrow().iter().filter(|path| path.ends_with("/entries")).count()
}

pub(crate) async fn member_named(person: &Person, name: &str) -> MemberRow {
    let list = person.members().await;
    list.members.into_iter().chain(list.former).find(|row| row.name == name).expect("there")
}

/// A server that keeps one member on a branch of the journal of his own.
#[derive(Clone)]
struct Branch {
    journal: Rc<RefCell<Journal>>,
    envelopes: Rc<RefCell<Vec<Vec<u8>>>>,
    said: Rc<RefCell<Vec<Vec<u8>>>>,
}

impl Branch {
    fn of(journal: Journal) -> Self {
        Self { journal: Rc::new(RefCell::new(journal)), envelopes: Rc::default(), said: Rc::default() }
    }
}

impl Script for Branch {
    fn instead(&mut self, request: &Request) -> Option<Response> {
        if request.path.ends_with("/entries") {
            let post: PostEntries = codec::decode(&request.body, 32 << 20).expect("a post");
            self.envelopes.borrow_mut().extend(post.envelopes);
            self.journal.borrow_mut().entries.extend(post.entries);
            return Some(ok(&self.journal.borrow().head()));
        }
        if request.path.ends_with("/head") {
            let post: PostHead = codec::decode(&request.body, 4096).expect("a statement");
            self.said.borrow_mut().push(post.statement);
            return Some(Response { status: 200, body: Vec::new() });
        }
        self.journal.borrow_mut().instead(request)
    }

    fn answer(&mut self, request: &Request, answer: Response) -> Response {
        if !request.path.ends_with("/envelopes/get") || answer.status != 200 {
            return answer;
        }
        let GetEnvelopes { wanted } = codec::decode(&request.body, 32 << 20).expect("a request");
        let mut given: Vec<Option<Vec<u8>>> = codec::decode(&answer.body, 32 << 20).expect("envelopes");
        let mine = self.envelopes.borrow();
        for (slot, (record, version)) in given.iter_mut().zip(wanted) {
            let here = mine.iter().find(|bytes| {
                Envelope::parse(bytes).is_ok_and(|one| (one.place.record, one.place.version) == (record, version))
            });
            *slot = here.cloned().or(slot.take());
        }
        ok(&given)
    }
}

#[test]
fn r09_the_newest_entries_held_back_while_a_colleague_speaks_of_them() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        // Anna is cut off, so that she knows nothing of it; Ben writes, and says that he verified it.
        scene.anna.line.play(old.clone());
        scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.ben.settled().await;
        let ben = scene.ben_turned().await;
        let held_back = Journal { heads: vec![ben.says(ben.journal.head(), now())], ..old };
        scene.refuses(&scene.anna, held_back, ProblemKind::Withheld).await;
        let said = scene.told(&scene.anna, ProblemKind::Withheld).await;
        assert!(said.what.starts_with("Ben "), "it names who said so: {said:?}");
        // It holds nothing: he could lie.
        assert_eq!(state_of(&scene.anna).await.held, None);
        scene.well(&scene.anna).await;
        until("it is over", async || state_of(&scene.anna).await.warning.is_none()).await;
        assert_eq!(scene.anna.text(scene.id, FieldKey::STATUS).await.as_deref(), Some("warm"));
        assert!(member_named(&scene.anna, "Ben").await.confirmed.expect("he said so").everything);
    });
}

#[test]
fn r09_a_word_that_overtook_its_entry_once_is_no_alarm() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.anna.line.play(old.clone());
        scene.ben.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.ben.settled().await;
        let ben = scene.ben_turned().await;
        let word = ben.says(ben.journal.head(), now());
        let pulls = Rc::new(RefCell::new(0));
        let (count, new) = (pulls.clone(), ben.journal.clone());
        scene.anna.news();
        scene.anna.line.play(change("/pull", move |_, pulled: &mut Pulled| {
            *count.borrow_mut() += 1;
            pulled.heads = vec![word.clone()];
            if *count.borrow() == 1 {
                (pulled.head, pulled.entries) = (old.head(), Vec::new());
            } else {
                assert_eq!(pulled.head, new.head());
            }
        }));
        until("several pulls were made", async || {
            scene.exposed(&scene.anna).await;
            *pulls.borrow() > 3
        })
        .await;
        let (_, events) = scene.anna.news();
        let warned = events.iter().any(|event| matches!(event, Event::Sync(_, state) if state.warning.is_some()));
        assert!(!warned, "one late page is not a server that holds back");
        assert_eq!(scene.anna.text(scene.id, FieldKey::STATUS).await.as_deref(), Some("warm"));
    });
}

#[test]
fn r09_two_members_kept_on_branches_of_their_own_cross() {
    run(async {
        let mut scene = scene().await;
        let branch = Branch::of(scene.journal().await);
        scene.ben.line.play(branch.clone());
        scene.ben.set(scene.id, FieldKey::STATUS, "only Ben sees this").await.expect("saved");
        scene.ben.settled().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "only Anna sees this").await.expect("saved");
        scene.anna.settled().await;
        // Each of them says where he or she stands, to the server alone.
        scene.ben = reconnected(scene.ben).await;
        until("Ben says where he stands", async || {
            scene.exposed(&scene.ben).await;
            !branch.said.borrow().is_empty()
        })
        .await;
        let bens = branch.said.borrow().last().cloned().expect("said");

        // One of his statements reaches her.
        scene.refuses(&scene.anna, with_word(bens), ProblemKind::ForkSuspected).await;
        let state = state_of(&scene.anna).await;
        let suspicion = state.suspicion.expect("somebody is named");
        assert_eq!((suspicion.name.as_str(), suspicion.me), ("Ben", false));
        let sent = posted(&scene.anna);
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        scene.exposed(&scene.anna).await;
        assert_eq!(posted(&scene.anna), sent, "writes pause");
        assert!(scene.anna.record(written).await.expect("kept").waiting);

        // An answer about another entry than was compared is none.
        let other = suspicion.seq.saturating_sub(1);
        let late = Call::ComparedHistory { member: suspicion.member, seq: other, same: true };
        assert_eq!(scene.anna.call(late).await.err().map(|said| said.kind), Some(ProblemKind::Gone));
        // They call each other.
        let hers = words(&scene.anna, suspicion.seq).await;
        assert_eq!(hers.split(' ').count(), 12);
        assert_ne!(hers, words(&scene.ben, suspicion.seq).await, "the histories part");
        assert_eq!(words(&scene.anna, 0).await, words(&scene.ben, 0).await, "from a common beginning");
        scene
            .anna
            .call(Call::ComparedHistory { member: suspicion.member, seq: suspicion.seq, same: false })
            .await
            .expect("noted");
        scene.told(&scene.anna, ProblemKind::Fork).await;
        // For good, also over a restart and with an honest server.
        scene.anna = reconnected(scene.anna).await;
        scene.told(&scene.anna, ProblemKind::Fork).await;
        assert_eq!(scene.anna.people("tarnacle").await.total, 1, "reading goes on");
    });
}

#[test]
fn r09_an_insider_speaks_of_another_chain() {
    run(async {
        let mut scene = scene().await;
        let ben = scene.ben_turned().await;
        // Above whatever his own device has said by now.
        let seq = ben.journal.head().seq;
        let lie = ben.says(Head { seq, hash: EntryHash([9; 32]) }, now() + 60_000);
        scene.refuses(&scene.anna, with_word(lie.clone()), ProblemKind::ForkSuspected).await;
        let written = scene.anna.add_person("Written", "Meanwhile").await;
        // What he said is kept over a restart.
        scene.anna = reconnected(scene.anna).await;
        let said = scene.told(&scene.anna, ProblemKind::ForkSuspected).await;
        assert!(said.what.starts_with("Ben "), "{said:?}");
        assert!(scene.anna.record(written).await.expect("kept").waiting);
        // Ben's device shows the same words as hers: whoever made that statement, it was not his history.
        assert_eq!(words(&scene.anna, seq).await, words(&scene.ben, seq).await);
        let suspicion = state_of(&scene.anna).await.suspicion.expect("Ben");
        scene
            .anna
            .call(Call::ComparedHistory { member: suspicion.member, seq: suspicion.seq, same: true })
            .await
            .expect("noted");
        scene.anna.settled().await;
        assert!(!scene.anna.record(written).await.expect("sent").waiting);
        // The same statement again is old.
        scene.exposed(&scene.anna).await;
        assert_eq!(state_of(&scene.anna).await.suspicion, None);
    });
}

#[test]
fn r09_what_people_ask_for_while_a_fork_is_suspected_is_answered() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let lie = ben.says(Head { hash: EntryHash([9; 32]), ..ben.journal.head() }, now() + 60_000);
        scene.refuses(&scene.anna, with_word(lie), ProblemKind::ForkSuspected).await;
        let invite = InviteRequest { name: "Vera".into(), role: Role::Editor, hours: 24, recovery: false };
        let asked = scene.anna.call(Call::Invite(invite));
        let answer = tokio::time::timeout(std::time::Duration::from_secs(20), asked).await.expect("it does not hang");
        assert_eq!(answer.err().map(|said| said.kind), Some(ProblemKind::ForkSuspected));
        // Nor is it done later, when nobody expects it.
        let suspicion = state_of(&scene.anna).await.suspicion.expect("Ben");
        scene
            .anna
            .call(Call::ComparedHistory { member: suspicion.member, seq: suspicion.seq, same: true })
            .await
            .expect("noted");
        scene.well(&scene.anna).await;
        assert!(scene.anna.members().await.invites.is_empty());
    });
}

#[test]
fn r09_statements_that_nobody_signed_have_no_effect() {
    run(async {
        let scene = scene().await;
        let ben = scene.ben_turned().await;
        let mut forged = ben.says(Head { seq: 2, hash: EntryHash([9; 32]) }, now());
        *forged.last_mut().expect("bytes") ^= 1;
        let words = vec![forged, Vec::new(), vec![0xff; 300], vec![0; 159]];
        scene.anna.line.play(change("/pull", move |_, pulled: &mut Pulled| pulled.heads = words.clone()));
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        let state = state_of(&scene.anna).await;
        assert_eq!((state.held, state.warning, state.suspicion), (None, None, None));
    });
}

#[test]
fn r09_days_without_a_word_while_others_write() {
    run(async {
        let mut scene = scene().await;
        // Days go by, and her browser stays open.
        let open = Preferences { idle_minutes: 0, ..Preferences::default() };
        scene.anna.call(Call::SetPreferences(open)).await.expect("chosen");
        scene.anna.line.play(without_words());
        let freshness = async |scene: &Scene, days: u64, text: &'static str| {
            scene.anna.profile.ahead.set(days * DAY);
            scene.ben.set(scene.id, FieldKey::STATUS, text).await.expect("saved");
            scene.ben.settled().await;
            until("Anna has it", async || {
                scene.exposed(&scene.anna).await;
                scene.anna.text(scene.id, FieldKey::STATUS).await.as_deref() == Some(text)
            })
            .await;
            state_of(&scene.anna).await.freshness
        };
        assert_eq!(freshness(&scene, 0, "one").await, Freshness::Fresh);
        assert_eq!(freshness(&scene, 2, "two").await, Freshness::Fresh);
        assert_eq!(freshness(&scene, 4, "three").await, Freshness::Aging, "amber");
        assert_eq!(freshness(&scene, 15, "four").await, Freshness::Old, "red");
        let state = state_of(&scene.anna).await;
        assert_eq!((state.held, state.warning), (None, None), "it is shown, and nothing is stopped");
        // Somebody's word ends it.
        scene.well(&scene.anna).await;
        scene.ben = reconnected(scene.ben).await;
        until("Ben's word is here", async || state_of(&scene.anna).await.freshness == Freshness::Fresh).await;
    });
}

#[test]
fn m07_hides_a_removal_from_one_member_only() {
    run(async {
        let mut scene = scene().await;
        let fragment = scene.anna.invite("Carl", Role::Editor).await;
        scene.keep_link_secret(&fragment);
        let carl = scene.person().await;
        carl.sign_up("carl@example.org", &fragment).await;
        carl.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        until("Carl is let in", async || carl.vaults().await.len() == 1).await;
        until("his card has his number", async || {
            scene.anna.settled().await;
            scene.anna.members().await.members.iter().any(|row| row.name == "Carl")
        })
        .await;
        scene.ben.settled().await;
        let before = scene.journal().await;
        scene.ben.line.play(before.clone());
        let number = member_named(&scene.anna, "Carl").await.member;
        scene.anna.call(Call::RemoveMember(number)).await.expect("removed");
        scene.anna.settled().await;
        // Ben connects, and says in good faith how far he is; the server passes that on.
        scene.ben = reconnected(scene.ben).await;
        until("Anna heard Ben", async || {
            scene.exposed(&scene.ben).await;
            scene.exposed(&scene.anna).await;
            member_named(&scene.anna, "Ben").await.confirmed.is_some()
        })
        .await;
        let seen = member_named(&scene.anna, "Carl").await.seen_by.expect("not by all");
        assert_eq!((seen.seen, seen.of, seen.missing[0].0.as_str()), (1, 2, "Ben"));
        assert!(seen.missing[0].1.is_some(), "and since when");

        // Anna's word, should it ever get through, tells Ben that there is more.
        let anna = scene.anna_turned().await;
        let hidden = Journal { heads: vec![anna.says(anna.journal.head(), now())], ..before };
        scene.refuses(&scene.ben, hidden, ProblemKind::Withheld).await;
        scene.well(&scene.ben).await;
        scene.ben = reconnected(scene.ben).await;
        until("now all have seen it", async || {
            scene.exposed(&scene.ben).await;
            scene.exposed(&scene.anna).await;
            member_named(&scene.anna, "Carl").await.seen_by.is_none()
        })
        .await;
    });
}

#[test]
fn r08_a_fresh_device_hears_that_there_is_more_than_it_is_shown() {
    run(async {
        let scene = scene().await;
        let old = scene.journal().await;
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        let ben = scene.ben_turned().await;
        // Ben attested the old state too; his newer word overtakes it.
        let words = vec![ben.says(ben.journal.head(), now())];
        let (other, answer) = scene.second_device(Journal { heads: words, ..old }).await;
        answer.expect("an old state that verifies cannot be seen alone");
        other.open_only_vault().await;
        let said = scene.told(&other, ProblemKind::Withheld).await;
        assert!(said.what.starts_with("Ben "), "{said:?}");
        scene.told(&other, ProblemKind::Unconfirmed).await;
    });
}

#[test]
fn r08_a_fresh_device_starts_from_what_a_colleague_attested() {
    run(async {
        let scene = scene().await;
        let attested = scene.journal().await.head();
        let ben = scene.ben_turned().await;
        let word = ben.says(attested, now());
        scene.anna.set(scene.id, FieldKey::STATUS, "warm").await.expect("saved");
        scene.anna.settled().await;
        let journal = Journal { heads: vec![word], ..scene.journal().await };
        let (other, answer) = scene.second_device(journal).await;
        answer.expect("honest");
        other.open_only_vault().await;
        assert!(other.line.paths.borrow().iter().any(|path| path.ends_with("/entries/get")), "it asked for that entry");
        assert_eq!(other.text(scene.id, FieldKey::STATUS).await.as_deref(), Some("warm"), "and followed from there");

        // A server that shows another entry at the attested place.
        let lie = ben.says(Head { hash: EntryHash([9; 32]), ..attested }, now());
        let journal = Journal { heads: vec![lie], ..scene.journal().await };
        let (_, answer) = scene.second_device(journal).await;
        assert_eq!(answer.expect_err("refused").kind, ProblemKind::Fork);
    });
}
