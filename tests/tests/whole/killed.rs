//! The server process killed two hundred times in the middle of its work, with four people writing all the while: what
//! it acknowledged is there afterwards, what anybody wrote arrives, and the journal holds from Genesis on.
//!
//! SIGKILL takes the process and leaves the kernel's cache, so this is about transactions and their order; that SQLite
//! syncs before it answers is set in `store/sqlite/mod.rs`.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use crate::SERVER;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use tacit_bridge::members::Role;
use tacit_bridge::records::{FieldKey, Id};
use tacit_bridge::{Call, DoorCall};
use tacit_engine::ports::{Request, Response};
use tacit_server::store::Store;
use tacit_server::store::sqlite::SqliteStore;
use tacit_shared::api::Head;
use tacit_shared::codec;
use tacit_shared::entry::entry_hash;
use tacit_shared::envelope::envelope_hash;
use tacit_shared::ids::VaultId;
use tacit_shared::root;
use tacit_tests::journal::{Journal, Operator};
use tacit_tests::person::{PASSWORD, Person};
use tacit_tests::script::Script;
use tacit_tests::server::Server;
use tacit_tests::{run, until};
use tacit_vault::{Entropy, SeededEntropy, random};

const KILLS: usize = 200;
/// A writer pauses so long between two edits: enough edits to keep the server posting, few enough to verify.
const BETWEEN_EDITS: Duration = Duration::from_millis(12);

/// Hands everything on, and keeps what the server acknowledged.
struct Acknowledged(Rc<RefCell<Vec<Head>>>);

impl Script for Acknowledged {
    fn answer(&mut self, request: &Request, answer: Response) -> Response {
        if request.path.ends_with("/entries") && answer.status == 200 {
            self.0.borrow_mut().push(codec::decode(&answer.body, 1024).expect("a head"));
        }
        answer
    }
}

/// What a person last wrote, by record.
type Written = Rc<RefCell<BTreeMap<Id, String>>>;

/// Makes people and changes them until told to stop; every other edit is to a record that all of them change.
async fn write(person: Rc<Person>, name: &'static str, shared: Id, stop: Rc<Cell<bool>>, written: Written) {
    let mut own: Option<Id> = None;
    for round in 0.. {
        if stop.get() {
            return;
        }
        let title = format!("{name} {round}");
        match own.filter(|_| round % 8 != 0) {
            None => own = Some(person.add_person(name, &format!("Number{round}")).await),
            Some(id) => {
                person.set(id, FieldKey::JOB_TITLE, &title).await.expect("kept");
                written.borrow_mut().insert(id, title.clone());
            }
        }
        if round % 2 == 0 {
            person.set(shared, FieldKey::JOB_TITLE, &title).await.expect("kept");
        }
        tokio::time::sleep(BETWEEN_EDITS).await;
    }
}

/// The server as it is on disk: the journal verifies from Genesis, holds every acknowledged entry at its place, and
/// the leaves and sealed bytes beside it are the ones that it names.
async fn verify(server: &Server, vault: &VaultId, acknowledged: &[Head]) -> Journal {
    let journal = Operator::of(server).await.journal(vault).await;
    for head in acknowledged {
        let bytes = &journal.entries[head.seq as usize];
        assert_eq!(entry_hash(bytes), head.hash, "entry {} was acknowledged", head.seq);
    }
    let (roster, leaves) = journal.replay();
    let store = SqliteStore::open(&server.folder().join("tacit.db")).await.expect("opens");
    let kept = store.leaves(vault, roster.seq(), 0, root::BUCKETS as u16, usize::MAX).await.expect("leaves");
    assert_eq!(kept.len(), leaves.iter().count());
    for (row, leaf) in kept.iter().zip(leaves.iter()) {
        let hash = leaf.envelope.map(|hash| hash.0);
        assert_eq!((row.record, row.version, row.seq, row.envelope), (leaf.record, leaf.version, leaf.seq, hash));
        let bytes =
            store.envelopes(vault, &[(row.record, row.version)], usize::MAX).await.expect("envelopes").remove(0);
        assert_eq!(bytes.as_deref().map(envelope_hash), leaf.envelope, "the bytes of a record");
    }
    store.close().await;
    journal
}

async fn invited(anna: &Person, server: &Server, name: &str) -> Person {
    let fragment = anna.invite(name, Role::Editor).await;
    let person = Person::new(&server.origin()).await;
    person.sign_up(name, &fragment).await;
    person.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
    until("the invited one is let in", async || person.vaults().await.len() == 1).await;
    person.open_only_vault().await;
    person
}

#[test]
fn a_server_killed_two_hundred_times_loses_nothing_that_it_acknowledged() {
    run(async {
        let mut server = Server::start(SERVER).await;
        let anna = Person::new(&server.origin()).await;
        let kit = anna.sign_up("anna@example.org", &server.sign_up()).await;
        let vault = VaultId(anna.create_vault("Kanzlei Berg", "Anna Berg").await.0);
        let shared = anna.add_person("Vera", "Quandt").await;
        anna.settled().await;
        let mut people = vec![("Anna", Rc::new(anna))];
        for name in ["Ben", "Cleo", "Dora"] {
            let person = invited(&people[0].1, &server, name).await;
            until("the record is there", async || person.record(shared).await.is_some()).await;
            people.push((name, Rc::new(person)));
        }
        // Everybody has seen who came after them, or nothing of theirs would be sent.
        for (_, person) in &people {
            person.settled().await;
        }

        let acknowledged = Rc::<RefCell<Vec<Head>>>::default();
        let (stop, written) = (Rc::<Cell<bool>>::default(), Written::default());
        let mut writers = Vec::new();
        for (name, person) in &people {
            person.line.play(Acknowledged(acknowledged.clone()));
            let task = write(person.clone(), name, shared, stop.clone(), written.clone());
            writers.push(tokio::task::spawn_local(task));
        }
        let mut dice = SeededEntropy::new(200);
        let mut taken = 0;
        for _ in 0..KILLS {
            let before = acknowledged.borrow().len();
            tokio::time::sleep(Duration::from_millis(50 + pick(&mut dice, 200))).await;
            server.kill().await;
            taken += usize::from(acknowledged.borrow().len() > before);
            server.restart().await;
        }
        assert!(taken > KILLS / 2, "the server was at work when it was killed: {taken} of {KILLS} lives took a post");
        stop.set(true);
        for writer in writers {
            writer.await.expect("a writer ends well");
        }
        for (_, person) in &people {
            person.settled().await;
        }

        let acknowledged = acknowledged.take();
        let journal = verify(&server, &vault, &acknowledged).await;
        let fresh = Person::new(&server.origin()).await;
        let sign_in =
            DoorCall::SignIn { name: "anna@example.org".into(), secret_key: kit.secret_key, password: PASSWORD.into() };
        fresh.call(sign_in).await.expect("signed in");
        fresh.open_only_vault().await;
        fresh.confirm_device().await;
        fresh.settled().await;
        assert!(
            fresh.line.paths.borrow().iter().any(|path| path.ends_with("/entries/get")),
            "the whole journal was audited"
        );
        // Whoever settled first may still wait for the word that others sent after her.
        for (name, person) in &people {
            until(&format!("{name} agrees on what all of them changed"), async || {
                person.call(Call::SyncNow).await.expect("a reply");
                let theirs = person.text(shared, FieldKey::JOB_TITLE).await;
                theirs.is_some() && theirs == fresh.text(shared, FieldKey::JOB_TITLE).await
            })
            .await;
        }
        let written = written.take();
        for (id, title) in &written {
            assert_eq!(fresh.text(*id, FieldKey::JOB_TITLE).await.as_ref(), Some(title), "what was written arrived");
        }
        println!(
            "{} kills, {} acknowledged posts, {} entries, {} records",
            KILLS,
            acknowledged.len(),
            journal.entries.len(),
            written.len()
        );
    });
}

fn pick(dice: &mut dyn Entropy, below: u64) -> u64 {
    u64::from_le_bytes(random(dice)) % below
}
