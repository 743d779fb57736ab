//! The engine itself: what is open, and which flow answers which call. Borrows of the state never cross an await.

use crate::api::Api;
use crate::device::{Card, DeviceStore, Sealed};
use crate::ports::{Platform, Storage, StorageError};
use crate::problem::problem;
use crate::signal::Signal;
use crate::vault::OpenVault;
use crate::{Failure, imports, view};
use futures::channel::mpsc::UnboundedSender;
use futures::lock::Mutex;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tacit_bridge::problem::ProblemKind::{BadInput, CannotUnlock, Internal};
use tacit_bridge::records::{VaultRef, VaultView};
use tacit_bridge::{Call, Event, Problem, Reply};
use tacit_crm::import::Import;
use tacit_shared::api::SessionToken;
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;
use tacit_vault::account::{DeviceId, LocalKey, Unlocked};

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
    /// Held by the one flow that brings vaults to this device: a second one at the same vault would replace what was
    /// written into the first one's meanwhile.
    pub(crate) arriving: Mutex<()>,
}

/// Everything that changes.
pub(crate) struct Inner<P: Platform> {
    /// `None` only while it is being wiped.
    pub(crate) device: Option<DeviceStore<P>>,
    pub(crate) open: Option<Open<P>>,
    pages: BTreeMap<PageId, Page>,
}

#[derive(Default)]
struct Page {
    vault: Option<VaultId>,
    import: Option<Import>,
}

/// What is there between unlock and lock.
pub(crate) struct Open<P: Platform> {
    pub(crate) account: Unlocked,
    pub(crate) local: LocalKey,
    pub(crate) session: Option<SessionToken>,
    pub(crate) vaults: BTreeMap<VaultId, OpenVault<FileOf<P>>>,
    pub(crate) joins: Vec<Joining>,
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
        Self { account, local, session, vaults: BTreeMap::new(), joins: Vec::new(), held: None, blob_due: 0 }
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
            inner: RefCell::new(Inner { device: Some(device), open: None, pages: BTreeMap::new() }),
            events,
            wake_signal: Signal::default(),
            lock_signal: Signal::default(),
            session_signal: Signal::default(),
            arriving: Mutex::new(()),
        }))
    }

    /// Synchronises until dropped.
    pub async fn run(self: Rc<Self>) {
        futures::join!(self.sync_loop(), self.hint_loop());
    }

    /// A page is gone: its open vault and import are forgotten.
    pub fn close_page(&self, page: PageId) {
        self.inner.borrow_mut().pages.remove(&page);
    }

    /// Answers one call of one page.
    pub async fn call(self: &Rc<Self>, page: PageId, call: Call) -> Result<Reply, Problem> {
        self.dispatch(page, call).await.map_err(|failure| failure.0)
    }

    async fn dispatch(self: &Rc<Self>, page: PageId, call: Call) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match call {
            Call::Device => Ok(Reply::Device(self.device())),
            Call::EstimatePassword(typed) => Ok(Reply::Strength(Self::estimate(&typed))),
            Call::SuggestPassphrase => {
                let phrase = tacit_vault::passphrase(&mut *self.entropy(), tacit_vault::PASSPHRASE_WORDS);
                Ok(Reply::Text(phrase.as_str().to_owned()))
            }
            Call::SignUp { name, password, permit } => self.sign_up(&name, &password, &permit).await,
            Call::KitKept { retyped } => self.kit_kept(&retyped).await,
            Call::Unlock { password } => self.unlock(&password).await,
            Call::SignIn { name, secret_key, password } => self.sign_in(&name, &secret_key, &password).await,
            Call::Lock => Ok(self.lock()),
            Call::SignOutAndForget => self.sign_out().await,
            Call::Sessions => self.sessions().await,
            Call::EndSession(id) => self.end_session(id).await,
            Call::ShowKit { password } => self.show_kit(&password).await,

            Call::CreateVault { name, my_name } => self.create_vault(page, &name, &my_name).await,
            Call::OpenVault(vault) => self.open_vault(page, vault),
            Call::RenameVault(name) => self.edit(page, |vault, entropy| vault.rename(&name, now, entropy)),
            Call::ConfirmDevice => self.edit(page, |vault, entropy| vault.confirm(entropy)),

            Call::Fields(kind) => Ok(Reply::Fields(view::fields(kind))),
            Call::Rows(request) => self.look(page, |vault| Ok(vault.rows(&request))),
            Call::Record(id) => self.look(page, |vault| vault.record(id)),
            Call::Tags(kind) => self.look(page, |vault| Ok(Reply::Tags(vault.book.tags(view::kind(kind))))),
            Call::Create { kind, fields } => self.edit(page, |vault, entropy| vault.create(kind, fields, now, entropy)),
            Call::SetField { id, field, value } => {
                self.edit(page, |vault, entropy| vault.set_field(id, field, value, now, entropy))
            }
            Call::Delete(ids) => self.edit(page, |vault, entropy| vault.delete(ids, entropy)),
            Call::Undo(step) | Call::Redo(step) => self.edit(page, |vault, entropy| vault.undo(step, now, entropy)),
            Call::Suggest { kind, text } => self.look(page, |vault| Ok(vault.suggest(kind, &text))),
            Call::Lookalikes { kind, fields } => self.look(page, |vault| Ok(vault.lookalikes(kind, fields))),
            Call::MakeDemoPeople(count) => self.make_demo(page, count).await,

            Call::PreviewImport(sources) => {
                let import = imports::read(sources)?;
                self.set_import(page, Some(import));
                self.with_import(page, |vault, import| Ok(vault.preview(import)))
            }
            Call::AdjustImport(plan) => self.with_import(page, |vault, import| {
                imports::adjust(import, plan)?;
                Ok(vault.preview(import))
            }),
            Call::RunImport => self.run_import(page).await,
            Call::DropImport => {
                self.set_import(page, None);
                Ok(Reply::Done)
            }

            Call::Members => self.members(page),
            Call::Invite(request) => self.invite(page, request).await,
            Call::RevokeInvite(invite) => self.revoke_invite(page, invite).await,
            Call::SeeInvite { fragment } => self.see_invite(&fragment).await,
            Call::AcceptInvite { fragment } => self.accept_invite(&fragment).await,
            Call::Admit { request } => self.admit(page, request).await,
            Call::RemoveMember(member) => self.remove_member(page, member).await,
            Call::SetRole { member, role } => self.set_role(page, member, role).await,
            Call::RenameMember { member, name } => {
                self.edit(page, |vault, entropy| vault.rename_member(member, &name, now, entropy))
            }
            Call::SyncNow => {
                self.wake();
                Ok(Reply::Done)
            }
        }
    }

    async fn run_import(&self, page: PageId) -> Result<Reply, Failure> {
        let now = self.platform.now();
        let planned = {
            let entropy = &mut *self.entropy();
            self.with_import(page, |vault, import| vault.plan_import(import, now, entropy))?
        };
        self.set_import(page, None);
        self.write(page, planned).await
    }

    async fn make_demo(&self, page: PageId, count: u32) -> Result<Reply, Failure> {
        let now = self.platform.now();
        let planned = {
            let entropy = &mut *self.entropy();
            self.look(page, |vault| vault.plan_demo(count, now, entropy))?
        };
        self.write(page, planned).await
    }

    /// The page may turn to another vault meanwhile.
    async fn write(&self, page: PageId, planned: imports::Planned) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let written = self.write_planned(&vault, planned).await;
        self.changed(&vault)?;
        written
    }

    /// A change to the page's open vault: everybody's lists are stale afterwards, and there is something to send.
    fn edit(
        &self,
        page: PageId,
        change: impl FnOnce(&mut OpenVault<FileOf<P>>, &mut dyn Entropy) -> Result<Reply, Failure>,
    ) -> Result<Reply, Failure> {
        let entropy = &mut *self.entropy();
        let reply = self.look(page, |vault| change(vault, entropy))?;
        self.changed(&self.vault_of(page)?)?;
        Ok(reply)
    }

    /// Lists are stale, there is something to send, and the page says so.
    fn changed(&self, vault: &VaultId) -> Result<(), Failure> {
        let state = self.with_vault(vault, |vault| vault.sync_state())?;
        self.emit(Event::Sync(state));
        self.emit(Event::Invalidated);
        self.wake();
        Ok(())
    }

    /// Something done with the page's open vault.
    pub(crate) fn look<T>(
        &self,
        page: PageId,
        look: impl FnOnce(&mut OpenVault<FileOf<P>>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let vault = self.vault_of(page)?;
        self.with_vault(&vault, look)?
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
        self.with_open_mut(|open| open.vaults.get_mut(vault).map(look))?.ok_or_else(|| problem(Internal).into())
    }

    /// Makes a vault the page's open one.
    pub(crate) fn open_vault(&self, page: PageId, vault: VaultRef) -> Result<Reply, Failure> {
        let vault = VaultId(vault.0);
        let view = self.with_vault(&vault, |vault| vault.view())?;
        self.inner.borrow_mut().pages.entry(page).or_default().vault = Some(vault);
        self.with_vault(&vault, |vault| self.emit(Event::Sync(vault.sync_state())))?;
        Ok(Reply::Vault(view))
    }

    fn set_import(&self, page: PageId, import: Option<Import>) {
        self.inner.borrow_mut().pages.entry(page).or_default().import = import;
    }

    fn with_import<T>(
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
    }
}
