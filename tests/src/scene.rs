//! The stage of the hostile tests: Anna owns a vault with one record, Ben is a member of it, both have seen everything;
//! and what every such test asserts.

use crate::host::Line;
use crate::journal::{Insider, Journal, Operator};
use crate::person::{PASSWORD, Person};
use crate::script::Honest;
use crate::server::Server;
use crate::until;
use base64ct::{Base64UrlUnpadded, Encoding};
use memchr::memmem;
use std::cell::RefCell;
use tacit_bridge::account::Device;
use tacit_bridge::members::Role;
use tacit_bridge::problem::{Problem, ProblemKind};
use tacit_bridge::records::{FieldKey, Id};
use tacit_bridge::{Call, DoorCall, Event, Reply};
use tacit_shared::ids::VaultId;
use tacit_vault::SecretKey;

/// What no request may ever hold.
const WORDS: [&str; 5] = ["Zwyrtek", "Quorlis", "Ombrelyth", "Tarnacle", "Wherrywright"];

/// Anna, Ben, and a vault.
pub struct Scene {
    /// The real server behind the script.
    pub server: Server,
    /// Its operator.
    pub operator: Operator,
    /// Owner.
    pub anna: Person,
    /// Member.
    pub ben: Person,
    /// The vault.
    pub vault: VaultId,
    /// A record in it.
    pub id: Id,
    /// Anna's Secret Key.
    pub anna_key: String,
    /// Ben's.
    pub ben_key: String,
    watch: Watch,
}

/// (1) of THREATS, for every line of a scene and whatever the test is about: when it ends, nothing secret has gone over any.
#[derive(Default)]
struct Watch {
    secrets: RefCell<Vec<Vec<u8>>>,
    lines: RefCell<Vec<Line>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for line in self.lines.borrow().iter() {
            let sent = line.sent.borrow();
            for secret in self.secrets.borrow().iter() {
                assert!(memmem::find(&sent, secret).is_none(), "a secret left the client");
            }
        }
    }
}

/// What a member sees and must not lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    people: Vec<(Id, String)>,
    job_title: Option<String>,
    members: Vec<(u32, String)>,
    words: Vec<String>,
    epoch: u32,
}

impl Watch {
    async fn person(&self, server: &Server) -> Person {
        let person = Person::new(&server.origin()).await;
        self.lines.borrow_mut().push(person.line.clone());
        person
    }
}

impl Scene {
    /// With Ben in this role. `binary` is the path of the server's test build.
    pub async fn new(binary: &str, role: Role) -> Self {
        let server = Server::start(binary).await;
        let operator = Operator::of(&server).await;
        let watch = Watch::default();
        let anna = watch.person(&server).await;
        let kit = anna.sign_up("anna@example.org", &server.sign_up()).await;
        let vault = VaultId(anna.create_vault("Zwyrtek & Partner", "Quorlis").await.0);
        let id = anna.add_person("Ombrelyth", "Tarnacle").await;
        anna.set(id, FieldKey::JOB_TITLE, "Wherrywright").await.expect("saved");
        anna.settled().await;
        let fragment = anna.invite("Ben", role).await;
        let ben = watch.person(&server).await;
        let ben_kit = ben.sign_up("ben@example.org", &fragment).await;
        ben.call(Call::AcceptInvite { fragment: fragment.clone() }).await.expect("the link is good");
        if role >= Role::Admin {
            anna.admit_all().await;
        }
        until("Ben is let in", async || ben.vaults().await.len() == 1).await;
        ben.open_only_vault().await;
        until("Ben has the record", async || ben.people("tarnacle").await.total == 1).await;
        anna.settled().await;
        ben.settled().await;
        let scene = Self {
            server,
            operator,
            anna,
            ben,
            vault,
            id,
            anna_key: kit.secret_key,
            ben_key: ben_kit.secret_key,
            watch,
        };
        scene.keep_secret(PASSWORD.as_bytes());
        WORDS.iter().for_each(|word| scene.keep_secret(word.as_bytes()));
        for key in [&scene.anna_key, &scene.ben_key] {
            scene.keep_secret(key.as_bytes());
            // Nor in the raw, as it is sealed for a device that is linked.
            scene.keep_secret(SecretKey::parse(key).expect("as printed").bytes());
        }
        scene.keep_link_secret(&fragment);
        scene
    }

    /// One more thing that may not leave a client.
    pub fn keep_secret(&self, secret: &[u8]) {
        self.watch.secrets.borrow_mut().push(secret.to_vec());
    }

    /// A link's secret: the 32 bytes after its suite.
    pub fn keep_link_secret(&self, fragment: &str) {
        self.keep_secret(fragment.as_bytes());
        let bytes = Base64UrlUnpadded::decode_vec(fragment).expect("a fragment");
        self.keep_secret(&bytes[1..33]);
    }

    /// The vault's honest journal.
    pub async fn journal(&self) -> Journal {
        self.operator.journal(&self.vault).await
    }

    /// Anna as an insider.
    pub async fn anna_turned(&self) -> Insider {
        let account = self.operator.account("anna@example.org", &self.anna_key).await;
        Insider { account, journal: self.journal().await }
    }

    /// Ben as an insider.
    pub async fn ben_turned(&self) -> Insider {
        let account = self.operator.account("ben@example.org", &self.ben_key).await;
        Insider { account, journal: self.journal().await }
    }

    /// Anna signs in on a second device, which meets this server.
    pub async fn second_device(
        &self,
        script: impl crate::script::Script + 'static,
    ) -> (Person, Result<Reply, Problem>) {
        let other = self.person().await;
        other.line.play(script);
        let call = DoorCall::SignIn {
            name: "anna@example.org".into(),
            secret_key: self.anna_key.clone(),
            password: PASSWORD.into(),
        };
        let answer = match other.call(call).await {
            // The account opens in any case; what is refused of its vaults is said with it.
            Ok(Reply::Device(Device::Unlocked { held: Some(held), vaults, .. })) => {
                assert!(vaults.is_empty(), "nothing is shown of what was refused");
                Err(held)
            }
            answer => answer,
        };
        (other, answer)
    }

    /// What a person sees now.
    pub async fn seen(&self, person: &Person) -> Seen {
        let list = person.members().await;
        Seen {
            people: person.people("").await.rows.into_iter().map(|row| (row.id, row.name)).collect(),
            job_title: person.text(self.id, FieldKey::JOB_TITLE).await,
            members: list.members.iter().map(|member| (member.member, format!("{:?}", member.role))).collect(),
            words: list.roster_words,
            epoch: list.epoch,
        }
    }

    /// One more browser profile.
    pub async fn person(&self) -> Person {
        self.watch.person(&self.server).await
    }

    /// The server is honest again: what was refused is over, and all that waited is confirmed.
    pub async fn well(&self, person: &Person) {
        person.line.play(Honest);
        person.settled().await;
    }

    /// Anna removes Ben.
    pub async fn remove_ben(&self) {
        let ben = self.anna.members().await.members.into_iter().find(|one| !one.me).expect("Ben").member;
        self.anna.call(Call::RemoveMember(ben)).await.expect("removed");
        self.anna.settled().await;
    }

    /// (2) Waits until the person is told this reason, in words.
    pub async fn told(&self, person: &Person, kind: ProblemKind) -> Problem {
        let told = RefCell::new(None);
        until(&format!("{kind:?} is said"), async || {
            person.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            let (_, events) = person.news();
            let problem = events.into_iter().find_map(|event| match event {
                Event::Sync(_, state) => state.held.into_iter().chain(state.warning).find(|said| said.kind == kind),
                Event::Notice(notice) => (notice.kind == kind).then_some(notice),
                _ => None,
            });
            *told.borrow_mut() = problem;
            told.borrow().is_some()
        })
        .await;
        let problem = told.into_inner().expect("waited for");
        assert!(problem.what.len() > 20 && problem.todo.len() > 10, "words for people: {problem:?}");
        problem
    }

    /// Synchronises a few times, so that whatever the server tries has been tried.
    pub async fn exposed(&self, person: &Person) {
        for _ in 0..5 {
            person.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        }
    }

    /// (2) and (3): this reason is said, and what `person` saw before is still there and usable.
    pub async fn refuses(&self, person: &Person, script: impl crate::script::Script + 'static, kind: ProblemKind) {
        let before = self.seen(person).await;
        person.news();
        person.line.play(script);
        self.told(person, kind).await;
        assert_eq!(self.seen(person).await, before, "the last good state");
        assert_eq!(person.people("tarnacle").await.total, 1, "it can still be searched");
    }
}
