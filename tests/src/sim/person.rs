//! Somebody at a simulated device: the process that runs on it, its crashes and restarts, and the calls of a page.

use super::device::Device;
use super::executor::Task;
use crate::person::PASSWORD;
use futures::StreamExt;
use futures::channel::mpsc::unbounded;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tacit_bridge::members::{InviteRequest, MemberList, Role};
use tacit_bridge::message::SyncState;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{FieldKey, Id, Kind, RecordView, Rows, RowsRequest, Value, VaultView};
use tacit_bridge::{Call, DoorCall, Event, Problem, Reply};
use tacit_engine::Engine;

/// What an honest server never gives reason to say.
const ACCUSATIONS: [ProblemKind; 14] = [
    ProblemKind::Stale,
    ProblemKind::Fork,
    ProblemKind::Withheld,
    ProblemKind::BadChain,
    ProblemKind::Malformed,
    ProblemKind::ForkSuspected,
    ProblemKind::BadRoot,
    ProblemKind::BadRecord,
    ProblemKind::BadBox,
    ProblemKind::BadHistory,
    ProblemKind::Deleted,
    ProblemKind::AccountStale,
    ProblemKind::MissingBox,
    ProblemKind::Internal,
];

/// A person with one device.
pub struct Person {
    /// The device.
    pub device: Device,
    /// From the kit.
    pub secret_key: RefCell<String>,
    /// A right was taken away: what waits here may never be sent.
    pub unsure: Cell<bool>,
    engine: RefCell<Option<Rc<Engine<Device>>>>,
    tasks: RefCell<Vec<Task>>,
    sync: RefCell<SyncState>,
    accused: RefCell<Option<Problem>>,
}

/// Clones are handles.
pub type Shared = Rc<Person>;

impl Person {
    /// With an empty device.
    pub fn new(device: Device) -> Shared {
        Rc::new(Self {
            device,
            secret_key: RefCell::default(),
            unsure: Cell::default(),
            engine: RefCell::default(),
            tasks: RefCell::default(),
            sync: RefCell::default(),
            accused: RefCell::default(),
        })
    }

    /// The name to sign in with.
    pub fn name(&self) -> String {
        format!("person-{}", self.device.number)
    }

    /// A task that ends with the process.
    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        let task = self.device.executor.spawn(task);
        self.tasks.borrow_mut().push(task);
    }

    /// Starts the process on what the device has.
    pub async fn start(self: &Rc<Self>) {
        self.device.disk.revive();
        let (send, mut events) = unbounded();
        let Ok(engine) = Engine::open(self.device.clone(), send).await else {
            panic!("{}: files do not open after a crash", self.name())
        };
        *self.engine.borrow_mut() = Some(engine.clone());
        self.spawn(engine.run());
        let me = self.clone();
        self.spawn(async move {
            while let Some(event) = events.next().await {
                me.hear(event);
                // Everybody looks at once at who came in; only then is anything sent.
                if !me.sync().unseen.is_empty() {
                    let _ = me.call(Call::SawMembers(u64::MAX)).await;
                }
            }
        });
    }

    fn hear(&self, event: Event) {
        self.device.net.note_event(self.device.number, &event);
        let said = match event {
            Event::Sync(_, state) => {
                *self.sync.borrow_mut() = state.clone();
                state.held
            }
            Event::Notice(problem) => Some(problem),
            _ => None,
        };
        if let Some(problem) = said.filter(|problem| ACCUSATIONS.contains(&problem.kind)) {
            self.accused.borrow_mut().get_or_insert(problem);
        }
    }

    /// What this person was told of a server that is honest.
    pub fn accusation(&self) -> Option<Problem> {
        self.accused.borrow().clone()
    }

    /// Whether a process runs.
    pub fn is_up(&self) -> bool {
        self.engine.borrow().is_some()
    }

    /// Ends the process where it stands.
    pub fn crash(&self) {
        for task in self.tasks.borrow_mut().drain(..) {
            self.device.executor.kill(task);
        }
        *self.engine.borrow_mut() = None;
    }

    /// The newest synchronisation state that was told.
    pub fn sync(&self) -> SyncState {
        self.sync.borrow().clone()
    }

    /// One call of the page.
    pub async fn call(&self, call: impl Into<Call>) -> Result<Reply, Problem> {
        let call = call.into();
        let engine = self.engine.borrow().clone();
        let down = Problem { kind: ProblemKind::OtherTab, what: String::new(), todo: String::new() };
        engine.ok_or(down)?.call(0, call).await
    }

    /// Signs up and keeps the kit.
    pub async fn sign_up(&self, permit: &str) {
        let call = DoorCall::SignUp { name: self.name(), password: PASSWORD.into(), permit: permit.into() };
        let Ok(Reply::Kit(kit)) = self.call(call).await else { panic!("no kit") };
        let group = kit.secret_key.split('-').nth(usize::from(kit.retype_group)).expect("a group").to_owned();
        self.call(DoorCall::KitKept { retyped: group }).await.expect("kept");
        *self.secret_key.borrow_mut() = kit.secret_key;
    }

    /// Unlocks and opens the vault, if there is one.
    pub async fn unlock(&self) {
        if self.call(DoorCall::Unlock { password: PASSWORD.into() }).await.is_ok() {
            self.open().await;
        }
    }

    /// Opens the one vault, if it is here.
    pub async fn open(&self) -> bool {
        match self.vault().await {
            Some(vault) => self.call(Call::OpenVault(vault.vault)).await.is_ok(),
            None => false,
        }
    }

    /// The one vault.
    pub async fn vault(&self) -> Option<VaultView> {
        match self.call(DoorCall::Device).await {
            Ok(Reply::Device(tacit_bridge::account::Device::Unlocked { vaults, .. })) => vaults.first().cloned(),
            _ => None,
        }
    }

    /// All people in the vault, by name.
    pub async fn people(&self) -> Rows {
        let request = RowsRequest { count: 500, ..RowsRequest::all(Kind::Person) };
        match self.call(Call::Rows(request)).await {
            Ok(Reply::Rows(rows)) => rows,
            _ => Rows {
                total: 0,
                records: 0,
                all: 0,
                first: 0,
                rows: Vec::new(),
                groups: Vec::new(),
                resembling: Vec::new(),
                unknown: None,
            },
        }
    }

    /// A record.
    pub async fn record(&self, id: Id) -> Option<RecordView> {
        match self.call(Call::Record(id)).await {
            Ok(Reply::Record(record)) => Some(*record),
            _ => None,
        }
    }

    /// Sets a field.
    pub async fn set(&self, id: Id, field: FieldKey, value: Value) -> Result<Reply, Problem> {
        self.call(Call::Edit { ids: vec![id], fields: vec![(field, value)], on_page: true }).await
    }

    /// Makes a person record.
    pub async fn add(&self, family: &str) -> Option<Id> {
        let fields = vec![(FieldKey::FAMILY, Value::Text(family.to_owned()))];
        match self.call(Call::Create { kind: Kind::Person, fields }).await {
            Ok(Reply::Changed { id, .. }) => id,
            _ => None,
        }
    }

    /// An invite's fragment, for somebody who will be called so.
    pub async fn invite_as(&self, name: &str, role: Role) -> Option<String> {
        let request = InviteRequest { name: name.to_owned(), role, hours: 24, recovery: false };
        match self.call(Call::Invite(request)).await {
            Ok(Reply::Invite(link)) => link.link.split_once('#').map(|(_, fragment)| fragment.to_owned()),
            _ => None,
        }
    }

    /// The members page.
    pub async fn members(&self) -> Option<MemberList> {
        match self.call(Call::Members).await {
            Ok(Reply::Members(list)) => Some(list),
            _ => None,
        }
    }
}
