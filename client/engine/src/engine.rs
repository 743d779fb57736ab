//! The engine itself: what is open, and which flow answers which call. Borrows of the state never cross an await.

use crate::Failure;
use crate::api::Api;
use crate::device::{Card, DeviceStore, Sealed};
use crate::files::{Desk, DeskOf};
use crate::linking::Linking;
use crate::ports::{Platform, Storage, StorageError};
use crate::presence::Around;
use crate::privacy::audit::Verifying;
use crate::privacy::server::Looked;
use crate::problem::problem;
use crate::signal::Signal;
use crate::vault::OpenVault;
use futures::channel::mpsc::UnboundedSender;
use futures::lock::Mutex;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tacit_bridge::account::{LockReason, Preferences};
use tacit_bridge::message::Job;
use tacit_bridge::problem::ProblemKind::{BadInput, CannotUnlock, Internal};
use tacit_bridge::records::{VaultRef, VaultView};
use tacit_bridge::{Event, Problem, Reply};
use tacit_crm::import::Import;
use tacit_shared::api::SessionToken;
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;
use tacit_vault::account::{DeviceId, LocalKey, SecretKey, Unlocked};

/// The file type of a platform's storage.
pub(crate) type FileOf<P> = <<P as Platform>::Storage as Storage>::File;

/// One page, numbered by the host; pages of one device have their own open vault and import.
pub type PageId = u64;

/// Tacit on one device.
pub struct Engine<P: Platform> {
    pub(crate) platform: Rc<P>,
    pub(crate) api: Api<P>,
    pub(crate) inner: RefCell<Inner<P>>,
    events: UnboundedSender<Event>,
    pub(crate) wake_signal: Signal,
    pub(crate) lock_signal: Signal,
    pub(crate) session_signal: Signal,
    pub(crate) file_signal: Signal,
    /// A list shows consents that are not known yet.
    pub(crate) consents_signal: Signal,
    pub(crate) presence_signal: Signal,
    /// Held by the one flow that brings vaults to this device: a second one at the same vault would replace what was
    /// written into the first one's meanwhile.
    pub(crate) arriving: Mutex<()>,
    /// Held by who goes back and forth, or deletes, slice by slice: the next one finds what the one before left.
    pub(crate) stepping: Mutex<()>,
    /// Held by the one flow that pulls: two at one vault would take each other's pages for gaps.
    pub(crate) pulling: Mutex<()>,
    /// Held by the one flow that signs in or changes what opens the account: all others wait for its session.
    pub(crate) signing_in: Mutex<()>,
    /// Why the device locked by itself.
    pub(crate) locked_for: Cell<Option<LockReason>>,
    /// When somebody last used this device.
    pub(crate) active_at: Cell<u64>,
    /// Counts trials, begun and ended: one that is being built stops when it is no longer the last.
    pub(crate) trials: Cell<u32>,
    /// A sealed file of this device is open for one reader at a time: the browser's handles are exclusive.
    pub(crate) local_files: Mutex<()>,
}

/// Everything that changes.
pub(crate) struct Inner<P: Platform> {
    /// `None` only while it is being wiped.
    pub(crate) device: Option<DeviceStore<P>>,
    pub(crate) open: Option<Open<P>>,
    /// A device being linked, from either side.
    pub(crate) linking: Linking,
    /// Who is here.
    pub(crate) around: Around,
    pages: BTreeMap<PageId, Page>,
}

#[derive(Default)]
struct Page {
    vault: Option<VaultId>,
    import: Option<Import>,
    /// The export under way is to stop.
    stop_export: bool,
    /// So are these long jobs.
    stopped: BTreeSet<Job>,
    /// Searches begun.
    searches: u64,
    /// Those of them that are to stop: so many, the first ones. A new one lets none of them go on.
    searches_stopped: u64,
    /// What the server was last seen to hold.
    looked: Option<Box<Looked>>,
    /// The journal being verified.
    verifying: Option<Box<Verifying>>,
}

/// What is there between unlock and lock.
pub(crate) struct Open<P: Platform> {
    pub(crate) account: Unlocked,
    pub(crate) local: LocalKey,
    pub(crate) session: Option<SessionToken>,
    /// The server took this session since the account was opened: if it no longer does, somebody ended it.
    pub(crate) session_worked: bool,
    /// A new Secret Key whose kit is being printed.
    pub(crate) drawn: Option<SecretKey>,
    pub(crate) preferences: Preferences,
    pub(crate) vaults: BTreeMap<VaultId, OpenVault<FileOf<P>>>,
    /// A vault of made-up records for measuring: like the others, but no server and no account ever hears of it. In a box:
    /// where there is none, room for one would keep what was on the stack when this was made, keys among it.
    pub(crate) trial: Option<Box<OpenVault<FileOf<P>>>>,
    pub(crate) joins: Vec<Joining>,
    /// Files being read and written.
    pub(crate) files: DeskOf<P>,
    /// Why the account or one of its vaults is not followed.
    pub(crate) held: Option<Problem>,
    /// When the server is asked for the account again.
    pub(crate) blob_due: u64,
}

/// A join under way: asked for, not yet admitted.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Joining {
    /// The link's fragment: a secret, kept sealed until the join is through.
    pub(crate) fragment: String,
    pub(crate) vault: VaultId,
    pub(crate) vault_name: String,
    pub(crate) inviter: String,
    /// The exact request, the same on every retry.
    pub(crate) request: Vec<u8>,
    /// The server has it.
    pub(crate) posted: bool,
}

impl<P: Platform> Open<P> {
    pub(crate) fn new(account: Unlocked, device: &DeviceId, session: Option<SessionToken>) -> Self {
        let local = account.local_key(device);
        Self {
            account,
            local,
            session,
            session_worked: false,
            drawn: None,
            preferences: Preferences::default(),
            vaults: BTreeMap::new(),
            trial: None,
            joins: Vec::new(),
            files: Desk::default(),
            held: None,
            blob_due: 0,
        }
    }

    /// Vaults by name.
    pub(crate) fn views(&self) -> Vec<VaultView> {
        let mut views: Vec<VaultView> = self.vaults.values().map(OpenVault::view).collect();
        views.sort_by_cached_key(|view| (view.closed, view.name.to_lowercase()));
        views
    }

    /// For the kit: vault names with their membership position.
    pub(crate) fn floors(&self) -> Vec<(String, String)> {
        self.vaults.values().map(|vault| (vault.name(), vault.floor())).collect()
    }
}

impl<P: Platform> Inner<P> {
    pub(crate) fn card(&self) -> Option<&Card> {
        self.device.as_ref()?.card()
    }

    /// Drops every key and every plain record from memory.
    pub(crate) fn close(&mut self) {
        self.open = None;
        self.linking.end();
        self.around = Around::default();
        self.pages.clear();
    }
}

impl<P: Platform> Engine<P> {
    /// The engine over a host's ports; what changes by itself goes to `events`.
    pub async fn open(platform: P, events: UnboundedSender<Event>) -> Result<Rc<Self>, StorageError> {
        let platform = Rc::new(platform);
        let device = DeviceStore::open(&*platform).await?;
        Ok(Rc::new(Self {
            api: Api::new(platform.clone()),
            platform,
            inner: RefCell::new(Inner {
                device: Some(device),
                open: None,
                linking: Linking::default(),
                around: Around::default(),
                pages: BTreeMap::new(),
            }),
            events,
            wake_signal: Signal::default(),
            lock_signal: Signal::default(),
            session_signal: Signal::default(),
            file_signal: Signal::default(),
            consents_signal: Signal::default(),
            presence_signal: Signal::default(),
            local_files: Mutex::new(()),
            arriving: Mutex::new(()),
            stepping: Mutex::new(()),
            pulling: Mutex::new(()),
            signing_in: Mutex::new(()),
            locked_for: Cell::new(None),
            active_at: Cell::new(0),
            trials: Cell::new(0),
        }))
    }

    /// Synchronises until dropped.
    pub async fn run(self: Rc<Self>) {
        futures::join!(
            self.sync_loop(),
            self.hint_loop(),
            self.idle_loop(),
            self.file_loop(),
            self.presence_loop(),
            self.consents_loop()
        );
    }

    /// A page is gone: its open vault and import are forgotten.
    pub fn close_page(&self, page: PageId) {
        let mut inner = self.inner.borrow_mut();
        inner.pages.remove(&page);
        inner.around.close_page(page);
        if let Some(open) = &mut inner.open {
            open.files.close_page(page);
        }
    }

    /// Something done with the page's open vault.
    pub(crate) fn look<T>(
        &self,
        page: PageId,
        look: impl FnOnce(&mut OpenVault<FileOf<P>>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (vault, now) = (self.vault_of(page)?, self.platform.now());
        self.with_vault(&vault, |vault| {
            vault.book.restrict(now);
            vault.asked_at = now;
            look(vault)
        })?
    }

    /// Which vault this page has open.
    pub(crate) fn vault_of(&self, page: PageId) -> Result<VaultId, Failure> {
        let inner = self.inner.borrow();
        inner.open.as_ref().ok_or_else(|| problem(CannotUnlock))?;
        let vault = inner.pages.get(&page).and_then(|page| page.vault);
        vault.ok_or_else(|| crate::problem::say(BadInput, "No vault is open.", "Choose a vault first.").into())
    }

    /// Something done with one vault.
    pub(crate) fn with_vault<T>(
        &self,
        vault: &VaultId,
        look: impl FnOnce(&mut OpenVault<FileOf<P>>) -> T,
    ) -> Result<T, Failure> {
        self.with_open_mut(|open| {
            let trial = open.trial.as_deref_mut().filter(|trial| trial.id == *vault);
            open.vaults.get_mut(vault).or(trial).map(look)
        })?
        .ok_or_else(|| problem(Internal).into())
    }

    /// Makes a vault the page's open one.
    pub(crate) fn open_vault(&self, page: PageId, vault: VaultRef) -> Result<Reply, Failure> {
        let vault = VaultId(vault.0);
        let view = self.with_vault(&vault, |vault| vault.view())?;
        self.inner.borrow_mut().pages.entry(page).or_default().vault = Some(vault);
        self.with_vault(&vault, |vault| self.emit(vault.sync_event()))?;
        Ok(Reply::Vault(view))
    }

    /// Asks the page's export to stop, or lets the next one begin.
    pub(crate) fn stop_export(&self, page: PageId, stop: bool) {
        self.inner.borrow_mut().pages.entry(page).or_default().stop_export = stop;
    }

    /// Whether the page's export is to stop; a page that is gone wants none.
    pub(crate) fn is_export_stopped(&self, page: PageId) -> bool {
        self.inner.borrow().pages.get(&page).is_none_or(|page| page.stop_export)
    }

    /// Asks a long job that the page began to stop, or lets the next of its sort begin.
    pub(crate) fn stop_job(&self, page: PageId, job: Job, stop: bool) {
        let mut inner = self.inner.borrow_mut();
        let page = inner.pages.entry(page).or_default();
        if job == Job::Search && stop {
            page.searches_stopped = page.searches;
        }
        match stop {
            true => page.stopped.insert(job),
            false => page.stopped.remove(&job),
        };
    }

    /// Whether that is to stop. What a page began that is gone goes on to its end.
    pub(crate) fn is_job_stopped(&self, page: PageId, job: Job) -> bool {
        self.inner.borrow().pages.get(&page).is_some_and(|page| page.stopped.contains(&job))
    }

    /// The number of a search that the page begins; several may be under way.
    pub(crate) fn begin_search(&self, page: PageId) -> u64 {
        let mut inner = self.inner.borrow_mut();
        let page = inner.pages.entry(page).or_default();
        page.searches += 1;
        page.searches
    }

    /// Whether a search is to stop; for a page that is gone nobody waits.
    pub(crate) fn is_search_stopped(&self, page: PageId, search: u64) -> bool {
        self.inner.borrow().pages.get(&page).is_none_or(|page| search <= page.searches_stopped)
    }

    /// What the server was last seen to hold, for this page.
    pub(crate) fn with_looked<T>(&self, page: PageId, run: impl FnOnce(&mut Option<Box<Looked>>) -> T) -> T {
        run(&mut self.inner.borrow_mut().pages.entry(page).or_default().looked)
    }

    /// The journal being verified, for this page.
    pub(crate) fn with_verifying<T>(&self, page: PageId, run: impl FnOnce(&mut Option<Box<Verifying>>) -> T) -> T {
        run(&mut self.inner.borrow_mut().pages.entry(page).or_default().verifying)
    }

    pub(crate) fn set_import(&self, page: PageId, import: Option<Import>) {
        self.inner.borrow_mut().pages.entry(page).or_default().import = import;
    }

    pub(crate) fn with_import<T>(
        &self,
        page: PageId,
        run: impl FnOnce(&mut OpenVault<FileOf<P>>, &mut Import) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let vault = self.vault_of(page)?;
        let nothing = || crate::problem::say(BadInput, "There is nothing to import.", "Choose files first.");
        let mut inner = self.inner.borrow_mut();
        let inner = &mut *inner;
        let import = inner.pages.get_mut(&page).and_then(|page| page.import.as_mut()).ok_or_else(nothing)?;
        let open = inner.open.as_mut().ok_or_else(|| problem(CannotUnlock))?;
        let vault = open.vaults.get_mut(&vault).ok_or_else(|| problem(Internal))?;
        vault.book.restrict(self.platform.now());
        run(vault, import)
    }

    /// Something of the open account; an error while locked.
    pub(crate) fn with_open<T>(&self, look: impl FnOnce(&Open<P>) -> T) -> Result<T, Failure> {
        self.inner.borrow().open.as_ref().map(look).ok_or_else(|| problem(CannotUnlock).into())
    }

    /// As [`Self::with_open`], changeable.
    pub(crate) fn with_open_mut<T>(&self, look: impl FnOnce(&mut Open<P>) -> T) -> Result<T, Failure> {
        self.inner.borrow_mut().open.as_mut().map(look).ok_or_else(|| problem(CannotUnlock).into())
    }

    /// Something done with the device's store.
    pub(crate) fn device_store<T>(
        &self,
        run: impl FnOnce(&mut DeviceStore<P>) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let mut inner = self.inner.borrow_mut();
        run(inner.device.as_mut().ok_or_else(|| StorageError::Host("this device is being cleared".to_owned()))?)
    }

    /// Keeps a value sealed on this device.
    pub(crate) fn remember<T: Serialize>(&self, what: Sealed, value: &T) -> Result<(), Failure> {
        let local = self.with_open(|open| open.local.share())?;
        Ok(self.device_store(|store| store.put(&local, &mut *self.platform.entropy(), what, value))?)
    }

    pub(crate) fn entropy(&self) -> Box<dyn Entropy> {
        self.platform.entropy()
    }

    pub(crate) fn emit(&self, event: Event) {
        // Fails only when the host is gone.
        let _ = self.events.unbounded_send(event);
    }

    /// There is something to send or fetch.
    pub(crate) fn wake(&self) {
        self.wake_signal.raise();
        self.file_signal.raise();
    }
}
