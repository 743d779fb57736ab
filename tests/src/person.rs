//! Somebody who uses Tacit in one browser profile: calls as the page makes them, answers as the page gets them.

use crate::host::{Host, Line, Profile};
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::future::LocalBoxFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tacit_bridge::account::{Device, EmergencyKit};
use tacit_bridge::history::{HistoryView, TrashView};
use tacit_bridge::members::{InviteRequest, MemberList, Role};
use tacit_bridge::message::SyncState;
use tacit_bridge::privacy::ask::{PrivacyAnswer, PrivacyAsk};
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk, ErasureStage, ErasureView, ErasureWish};
use tacit_bridge::records::{FieldKey, Id, Kind, RecordView, Rows, RowsRequest, Value, VaultRef, VaultView};
use tacit_bridge::{Call, DoorCall, Event, Problem, Reply};
use tacit_engine::Engine;
use tokio::task::JoinHandle;

/// A password that passes.
pub const PASSWORD: &str = "violin-harbour-nine-meadows-quartz";

/// A person at a browser.
pub struct Person {
    /// The browser's files; they outlive the engine.
    pub profile: Profile,
    /// The line to the server.
    pub line: Line,
    origin: String,
    engine: Rc<Engine<Host>>,
    running: JoinHandle<()>,
    events: RefCell<UnboundedReceiver<Event>>,
    /// The vault that the page shows.
    shown: Cell<Option<VaultRef>>,
}

// A future is compiled where it is polled unless its type is hidden there: boxed, the engine is compiled with this crate
// and not with every program of tests.

fn open(host: Host, events: UnboundedSender<Event>) -> LocalBoxFuture<'static, Rc<Engine<Host>>> {
    Box::pin(async { Engine::open(host, events).await.expect("files open") })
}

fn run(engine: Rc<Engine<Host>>) -> LocalBoxFuture<'static, ()> {
    Box::pin(Engine::run(engine))
}

fn ask(engine: &Rc<Engine<Host>>, call: Call) -> LocalBoxFuture<'_, Result<Reply, Problem>> {
    Box::pin(engine.call(0, call))
}

impl Drop for Person {
    fn drop(&mut self) {
        self.running.abort();
    }
}

impl Person {
    /// A new browser profile.
    pub async fn new(origin: &str) -> Self {
        Self::on(Profile::default(), origin, Line::default()).await
    }

    /// A browser started on a profile.
    pub async fn on(profile: Profile, origin: &str, line: Line) -> Self {
        let (send, events) = unbounded();
        let host = Host::new(profile.clone(), origin.to_owned(), line.clone());
        let engine = open(host, send).await;
        let running = tokio::task::spawn_local(run(engine.clone()));
        Self {
            profile,
            line,
            origin: origin.to_owned(),
            engine,
            running,
            events: RefCell::new(events),
            shown: Cell::default(),
        }
    }

    /// Closes the browser, and starts it again on the same profile.
    pub async fn restarted(self) -> Self {
        self.running.abort();
        Self::on(self.profile.clone(), &self.origin, self.line.clone()).await
    }

    /// One call of the page.
    pub async fn call(&self, call: impl Into<Call>) -> Result<Reply, Problem> {
        let reply = ask(&self.engine, call.into()).await;
        if let Ok(Reply::Vault(view)) = &reply {
            self.shown.set(Some(view.vault));
        }
        reply
    }

    async fn well(&self, call: impl Into<Call>) -> Reply {
        let call = call.into();
        let name = format!("{call:?}");
        self.call(call).await.unwrap_or_else(|problem| panic!("{name}: {problem:?}"))
    }

    /// Signs up and keeps the kit.
    pub async fn sign_up(&self, name: &str, permit: &str) -> EmergencyKit {
        let call = DoorCall::SignUp { name: name.into(), password: PASSWORD.into(), permit: permit.into() };
        let Reply::Kit(kit) = self.well(call).await else { panic!("no kit") };
        let group = kit.secret_key.split('-').nth(usize::from(kit.retype_group)).expect("a group").to_owned();
        self.well(DoorCall::KitKept { retyped: group }).await;
        kit
    }

    /// Unlocks with the password.
    pub async fn unlock(&self) {
        self.well(DoorCall::Unlock { password: PASSWORD.into() }).await;
    }

    /// Makes a vault and opens it.
    pub async fn create_vault(&self, name: &str, my_name: &str) -> VaultRef {
        match self.well(Call::CreateVault { name: name.into(), my_name: my_name.into() }).await {
            Reply::Vault(view) => view.vault,
            _ => panic!("no vault"),
        }
    }

    /// Vaults as listed.
    pub async fn vaults(&self) -> Vec<VaultView> {
        match self.well(DoorCall::Device).await {
            Reply::Device(Device::Unlocked { vaults, .. }) => vaults,
            _ => Vec::new(),
        }
    }

    /// Opens the one vault there is.
    pub async fn open_only_vault(&self) -> VaultView {
        let vault = self.vaults().await.first().expect("a vault").vault;
        match self.well(Call::OpenVault(vault)).await {
            Reply::Vault(view) => view,
            _ => panic!("no vault"),
        }
    }

    /// Opens a vault by its name.
    pub async fn open_vault_named(&self, name: &str) {
        let vaults = self.vaults().await;
        let vault = vaults.iter().find(|vault| vault.name == name).expect("a vault of this name").vault;
        self.well(Call::OpenVault(vault)).await;
    }

    /// Makes a person record.
    pub async fn add_person(&self, given: &str, family: &str) -> Id {
        let text = |text: &str| Value::Text(text.to_owned());
        let fields = vec![(FieldKey::GIVEN, text(given)), (FieldKey::FAMILY, text(family))];
        match self.well(Call::Create { kind: Kind::Person, fields }).await {
            Reply::Changed { id: Some(id), .. } => id,
            _ => panic!("no record"),
        }
    }

    /// What erasing is asked.
    pub async fn erasure(&self, ask: ErasureAsk) -> Result<ErasureAnswer, Problem> {
        match self.call(Call::PrivacyAsk(PrivacyAsk::Erasure(ask))).await? {
            Reply::PrivacyAnswer(PrivacyAnswer::Erasure(answer)) => Ok(answer),
            _ => panic!("no answer"),
        }
    }

    /// How far the erasure of a person is.
    pub async fn erasure_of(&self, person: Id) -> Option<ErasureView> {
        match self.erasure(ErasureAsk::Status(person)).await {
            Ok(ErasureAnswer::Status(view)) => Some(*view),
            _ => None,
        }
    }

    /// Asks for a person's erasure, as the page does it.
    pub async fn begin_erasure(&self, person: Id) -> Result<ErasureView, Problem> {
        let ErasureAnswer::Preview(preview) = self.erasure(ErasureAsk::Preview(person)).await? else {
            panic!("no preview")
        };
        let wish = ErasureWish { person, typed: preview.to_type, task: "Erase somebody".into(), keep_deals: None };
        match self.erasure(ErasureAsk::Erase(wish)).await? {
            ErasureAnswer::Status(view) => Ok(*view),
            _ => panic!("no status"),
        }
    }

    /// The same, and waits until this device has verified it.
    pub async fn erase_person(&self, person: Id) {
        self.begin_erasure(person).await.expect("it may be erased");
        crate::until("it is verified", async || {
            self.call(Call::SyncNow).await.expect("a reply");
            self.erasure_of(person).await.is_some_and(|view| view.here && view.stage == ErasureStage::Gone)
        })
        .await;
    }

    /// Sets a text field.
    pub async fn set(&self, id: Id, field: FieldKey, value: &str) -> Result<Reply, Problem> {
        self.call(Call::Edit { ids: vec![id], fields: vec![(field, Value::Text(value.to_owned()))], on_page: true })
            .await
    }

    /// A record's text field.
    pub async fn text(&self, id: Id, field: FieldKey) -> Option<String> {
        let record = self.record(id).await?;
        record.fields.into_iter().find(|(key, _)| *key == field).map(|(_, value)| match value {
            Value::Text(text) => text,
            _ => String::new(),
        })
    }

    /// A record.
    pub async fn record(&self, id: Id) -> Option<RecordView> {
        match self.call(Call::Record(id)).await {
            Ok(Reply::Record(record)) => Some(*record),
            _ => None,
        }
    }

    /// The first rows of people that a search finds.
    pub async fn people(&self, search: &str) -> Rows {
        let request = RowsRequest { search: search.to_owned(), count: 100, ..RowsRequest::all(Kind::Person) };
        match self.well(Call::Rows(request)).await {
            Reply::Rows(rows) => rows,
            _ => panic!("no rows"),
        }
    }

    /// Every record of a kind, in the order of its list.
    pub async fn all(&self, kind: Kind) -> Vec<Id> {
        let mut ids = Vec::new();
        loop {
            let request = RowsRequest { first: ids.len() as u32, count: 500, ..RowsRequest::all(kind) };
            let Reply::Rows(rows) = self.well(Call::Rows(request)).await else { panic!("no rows") };
            let (before, total) = (ids.len(), rows.total as usize);
            ids.extend(rows.rows.into_iter().map(|row| row.id));
            if ids.len() >= total {
                return ids;
            }
            assert!(ids.len() > before, "{before} rows of {total}");
        }
    }

    /// An invite's fragment.
    pub async fn invite(&self, name: &str, role: Role) -> String {
        self.invite_with(InviteRequest { name: name.into(), role, hours: 24, recovery: false }).await
    }

    /// An invite's fragment, as this asks for it.
    pub async fn invite_with(&self, request: InviteRequest) -> String {
        match self.well(Call::Invite(request)).await {
            Reply::Invite(link) => link.link.split_once('#').expect("a fragment").1.to_owned(),
            _ => panic!("no link"),
        }
    }

    /// Somebody who signed up by an invite of this one and is in the only vault, in a browser of their own.
    pub async fn colleague(&self, name: &str, role: Role) -> Self {
        let fragment = self.invite(name, role).await;
        let one = Self::new(&self.origin).await;
        let first = name.split(' ').next().unwrap_or_default().to_lowercase();
        one.sign_up(&format!("{first}@example.org"), &fragment).await;
        one.call(Call::AcceptInvite { fragment }).await.expect("the link is good");
        crate::until("the colleague is let in", async || one.vaults().await.len() == 1).await;
        one.open_only_vault().await;
        one
    }

    /// Lets in everybody who waits.
    pub async fn admit_all(&self) {
        crate::until("somebody waits and is let in", async || {
            self.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let waiting = self.members().await.waiting;
            for one in &waiting {
                self.call(Call::Admit { request: one.request }).await.expect("let in");
            }
            !waiting.is_empty()
        })
        .await;
    }

    /// The newest versions of a record.
    pub async fn history(&self, id: Id) -> HistoryView {
        match self.well(Call::History { id, before: None }).await {
            Reply::History(history) => history,
            _ => panic!("no history"),
        }
    }

    /// The trash.
    pub async fn trash(&self) -> TrashView {
        match self.well(Call::Trash(0)).await {
            Reply::Trash(trash) => trash,
            _ => panic!("no trash"),
        }
    }

    /// The members page.
    pub async fn members(&self) -> MemberList {
        match self.well(Call::Members).await {
            Reply::Members(list) => list,
            _ => panic!("no members"),
        }
    }

    /// Says that the words of the member list match a colleague's.
    pub async fn confirm_device(&self) {
        let words = self.members().await.roster_words;
        self.call(Call::ConfirmDevice(words)).await.expect("the words match");
    }

    /// The newest synchronisation state of the shown vault that was told, with everything else told until now.
    pub fn news(&self) -> (Option<SyncState>, Vec<Event>) {
        let mut events = Vec::new();
        while let Ok(event) = self.events.borrow_mut().try_recv() {
            events.push(event);
        }
        let state = events.iter().rev().find_map(|event| match event {
            Event::Sync(vault, state) if self.shown.get().is_none_or(|shown| shown == *vault) => Some(state.clone()),
            _ => None,
        });
        (state, events)
    }

    /// Cuts the line, and waits until the device knows that it is offline: nothing is in the middle of being sent.
    pub async fn cut_off(&self) {
        self.line.cut.set(true);
        crate::until("it is known to be offline", async || {
            self.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            self.news().0.is_some_and(|state| !state.online)
        })
        .await;
    }

    /// Looks at every change of the membership that was told, as the banner's button does.
    pub async fn saw_members(&self) {
        self.well(Call::SawMembers(u64::MAX)).await;
    }

    /// Waits until the server has everything, and nothing it says is refused. Whoever waits for this has looked at who else
    /// is in the vault.
    pub async fn settled(&self) {
        let mut last = SyncState { waiting: 1, ..SyncState::default() };
        // What was said before is not what is waited for.
        self.news();
        crate::until("everything is confirmed", async || {
            self.call(Call::SyncNow).await.expect("a reply");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            if let (Some(state), _) = self.news() {
                last = state;
            }
            if !last.unseen.is_empty() {
                self.saw_members().await;
            }
            last.waiting == 0 && last.online && last.held.is_none() && last.recovery.is_none()
        })
        .await;
    }
}
