//! What all pages share: the device, the open vault, synchronisation, toasts, and where a list stood. Locking
//! clears all of it.

mod activity;
mod asking;
mod drafts;
mod events;
mod fields;
mod first;
mod layouts;
mod lists;
mod noted;
mod phase;
mod presence;
mod seen;
mod selected;
mod steps;
pub(crate) mod storage;
mod toasts;
mod trail;
mod vault;

pub(crate) use drafts::{Drafts, Typed};
pub(crate) use events::just_went_back;
pub(crate) use first::{first_columns, first_layout, first_sort};
pub(crate) use lists::{LISTED, ListState, Named, OwnLists, Says, today};
pub(crate) use noted::{NOTED, NoteDraft, When};
pub(crate) use phase::Phase;
pub(crate) use selected::{Bulk, Selected};
pub(crate) use toasts::{Back, Toast};
pub(crate) use trail::{Trail, Way};

use steps::Steps;

use crate::boot::{self, Fragment};
use crate::files::Sending;
use crate::link;
use crate::pages::Listing;
use crate::strings::{in_words, t};
use crate::trial::Trial;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use tacit_bridge::account::Device;
use tacit_bridge::day::Waiting;
use tacit_bridge::files::FileProgress;
use tacit_bridge::import::ImportSource;
use tacit_bridge::members::Role;
use tacit_bridge::message::{Progress, SyncState};
use tacit_bridge::presence::Colleague;
use tacit_bridge::privacy::export::ExportOf;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{
    FieldKey, FieldSpec, Found, Id, Kind, OwnObject, PickedList, SavedView, Unexplained, Value, VaultRef, VaultView,
    is_picked,
};
use tacit_bridge::{DoorCall, Problem};

/// The shared state: a handful of signals, cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct App {
    /// As last answered.
    pub(crate) device: RwSignal<Option<Result<Device, Problem>>>,
    /// The open vault.
    pub(crate) vault: RwSignal<Option<VaultView>>,
    /// Why the vault did not open.
    pub(crate) unopened: RwSignal<Option<Problem>>,
    /// The vault being opened.
    target: RwSignal<Option<VaultRef>>,
    /// Synchronisation of the open vault.
    pub(crate) sync: RwSignal<SyncState>,
    /// Nothing may be written.
    locked: Memo<bool>,
    /// Grows with every change of records.
    pub(crate) changes: RwSignal<u32>,
    /// Grows with every change of members, invites or vaults.
    pub(crate) membership: RwSignal<u32>,
    /// How many records of a large vault are read, while it is unlocked.
    pub(crate) opening: RwSignal<Option<Progress>>,
    /// How far an import is.
    pub(crate) importing: RwSignal<Option<Progress>>,
    /// How far a change of many records is.
    changing: RwSignal<Option<Progress>>,
    /// How far a search for duplicates is.
    searching: RwSignal<Option<Progress>>,
    /// How many things are under way that may be long and that no dialog waits for.
    pub(crate) working: RwSignal<u32>,
    /// Measuring on made-up records, while its dialog is open.
    pub(crate) trial: RwSignal<Option<Trial>>,
    /// How far the vault for it is built.
    pub(crate) building: RwSignal<Progress>,
    /// Whom visits of the page of exports are about, by the number in their address.
    pub(crate) export_of: RwSignal<Vec<(u32, ExportOf)>>,
    /// How far an export is.
    pub(crate) exporting: RwSignal<Option<Progress>>,
    /// Files that the page still reads.
    pub(crate) sending: RwSignal<Vec<Sending>>,
    /// How far files are on their way to or from the server, while they are.
    pub(crate) moving: RwSignal<HashMap<Id, FileProgress>>,
    /// What must be read.
    pub(crate) notice: RwSignal<Option<Problem>>,
    /// Passing messages.
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    /// What can be taken back and done again.
    steps: RwSignal<Steps>,
    /// A secret fragment not used yet.
    pub(crate) fragment: RwSignal<Option<Fragment>>,
    /// Where each list stands, in the order of [`LISTED`].
    lists: [ListState; LISTED.len()],
    /// Those of kinds that the team defined, once they are looked at.
    own_lists: StoredValue<OwnLists>,
    /// The orders that records were opened from, the last one last.
    trails: RwSignal<Vec<Trail>>,
    /// The record on the page whose earlier versions are looked at.
    pub(crate) looking: RwSignal<Option<Id>>,
    /// The form for a new record is open.
    pub(crate) creating: RwSignal<Option<Creating>>,
    /// The palette is open.
    pub(crate) palette: RwSignal<bool>,
    /// Records that were looked at, the last one first.
    pub(crate) recent: RwSignal<Vec<Found>>,
    /// `G` was pressed: the next key says where to, whatever it does otherwise.
    pub(crate) going: RwSignal<bool>,
    /// The sheet of shortcuts is open.
    pub(crate) shortcuts: RwSignal<bool>,
    /// A key was pressed where nobody types: there is a keyboard.
    pub(crate) keyed: RwSignal<bool>,
    /// A phone's width.
    pub(crate) narrow: RwSignal<bool>,
    /// What empties the page of a vault's things; nothing as long as none was wanted, and its code may not be here.
    leaving: StoredValue<Option<fn(App)>>,
    /// Notes and forms for new records that were begun and not saved.
    pub(crate) begun: Drafts,
    /// Files dropped on a list, for the import page to take.
    pub(crate) dropped: RwSignal<Vec<ImportSource>>,
    /// Saved views that are offered here, by name.
    pub(crate) views: RwSignal<Vec<SavedView>>,
    /// The picked list whose table is on the page.
    pub(crate) within: RwSignal<Option<Id>>,
    /// A dialog about picked lists is open.
    pub(crate) listing: RwSignal<Option<Listing>>,
    /// What is selected in the table on the page, if there is one.
    pub(crate) selection: RwSignal<Option<Selected>>,
    /// Records of which one field is being written.
    pub(crate) bulk: RwSignal<Option<Bulk>>,
    /// Deals that have just been won or lost, of which nobody has said why.
    pub(crate) unexplained: RwSignal<Vec<Unexplained>>,
    /// Colleagues who are in the open vault now.
    pub(crate) colleagues: RwSignal<Vec<Colleague>>,
    /// How many tasks wait in the open vault.
    pub(crate) waiting: RwSignal<Waiting>,
    fields: RwSignal<HashMap<Kind, Vec<FieldSpec>>>,
}

/// What the form for a new record begins with.
#[derive(Clone, PartialEq)]
pub(crate) struct Creating {
    /// Of which kind.
    pub(crate) kind: Kind,
    /// What is known already: the stage under whose deals it was pressed, the person whose page it was.
    pub(crate) known: Vec<(FieldKey, Value)>,
}

impl From<Kind> for Creating {
    fn from(kind: Kind) -> Self {
        Self { kind, known: Vec::new() }
    }
}

impl App {
    /// Makes the state, starts the worker and asks it what this device holds.
    pub(crate) fn start() -> Self {
        let sync = RwSignal::<SyncState>::default();
        let forked = move |state: &SyncState| state.held.as_ref().is_some_and(|held| held.kind == ProblemKind::Fork);
        let vault = RwSignal::<Option<VaultView>>::new(None);
        let stopped = Memo::new(move |_| sync.with(forked));
        let reads =
            |vault: &Option<VaultView>| vault.as_ref().is_none_or(|vault| vault.closed || vault.role == Role::Viewer);
        let app = Self {
            device: RwSignal::new(None),
            vault,
            unopened: RwSignal::new(None),
            target: RwSignal::new(None),
            sync,
            locked: Memo::new(move |_| stopped.get() || vault.with(reads)),
            changes: RwSignal::new(0),
            membership: RwSignal::new(0),
            opening: RwSignal::new(None),
            importing: RwSignal::new(None),
            changing: RwSignal::new(None),
            searching: RwSignal::new(None),
            working: RwSignal::new(0),
            trial: RwSignal::new(None),
            building: RwSignal::default(),
            export_of: RwSignal::default(),
            exporting: RwSignal::new(None),
            sending: RwSignal::default(),
            moving: RwSignal::default(),
            notice: RwSignal::new(None),
            toasts: RwSignal::default(),
            steps: RwSignal::default(),
            fragment: RwSignal::new(boot::take_fragment()),
            lists: LISTED.map(ListState::new),
            own_lists: StoredValue::new(OwnLists::new()),
            trails: RwSignal::default(),
            looking: RwSignal::new(None),
            creating: RwSignal::new(None),
            palette: RwSignal::new(false),
            recent: RwSignal::default(),
            going: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
            keyed: RwSignal::new(false),
            narrow: RwSignal::new(events::is_narrow()),
            leaving: StoredValue::new(None),
            begun: Drafts::new(),
            dropped: RwSignal::default(),
            views: RwSignal::default(),
            within: RwSignal::new(None),
            listing: RwSignal::new(None),
            selection: RwSignal::new(None),
            bulk: RwSignal::new(None),
            unexplained: RwSignal::default(),
            colleagues: RwSignal::default(),
            waiting: RwSignal::default(),
            fields: RwSignal::default(),
        };
        link::start(move |event| app.hear(event));
        app.watch_window();
        app.watch_use();
        app.refresh();
        PAGE.set(Some(app));
        app
    }

    /// Asks what this device holds.
    pub(crate) fn refresh(self) {
        spawn_local(async move { self.arrive(link::door::device(DoorCall::Device).await) });
    }

    /// Takes an answer about this device.
    pub(crate) fn arrive(self, device: Result<Device, Problem>) {
        self.opening.set(None);
        match &device {
            Ok(Device::Unlocked { vaults, .. }) => self.follow_vaults(vaults),
            _ => self.forget(),
        }
        self.keep_storage(&device);
        if self.device.with_untracked(|old| old.as_ref() != Some(&device)) {
            self.device.set(Some(device));
        }
    }

    /// Where the list of all records of this kind stands.
    pub(crate) fn whole_list(self, kind: Kind) -> ListState {
        match LISTED.iter().position(|listed| *listed == kind) {
            Some(at) => self.lists[at],
            None => self.own_lists.try_update_value(|lists| lists.of(None, kind)).unwrap_or(self.lists[0]),
        }
    }

    /// Where the table on the page stands: that of the kind, or of what of it is on the picked list that is shown.
    pub(crate) fn list(self, kind: Kind) -> ListState {
        self.list_within(self.within.get_untracked(), kind)
    }

    /// Where the table of a kind stands, of all of it or of what is on a picked list.
    pub(crate) fn list_within(self, within: Option<Id>, kind: Kind) -> ListState {
        let picked = within.and_then(|_| self.own_lists.try_update_value(|lists| lists.of(within, kind)));
        picked.unwrap_or_else(|| self.whole_list(kind))
    }

    /// Every list that was picked by hand, by name.
    pub(crate) fn picked_lists(self) -> Vec<PickedList> {
        self.vault.with(|vault| vault.as_ref().map(|vault| vault.lists.clone()).unwrap_or_default())
    }

    /// One of them; the answer follows it.
    pub(crate) fn picked_list(self, id: Id) -> Option<PickedList> {
        self.vault.with(|vault| vault.as_ref()?.lists.iter().find(|list| list.id == id).cloned())
    }

    /// As [`Self::picked_list`], outside of reactive places.
    pub(crate) fn picked_list_now(self, id: Id) -> Option<PickedList> {
        untrack(|| self.picked_list(id))
    }

    /// The kinds that the team defined, in order.
    pub(crate) fn objects(self) -> Vec<OwnObject> {
        self.vault.with(|vault| vault.as_ref().map(|vault| vault.objects.clone()).unwrap_or_default())
    }

    /// The definition of a kind of the team's own; the answer follows it.
    pub(crate) fn object(self, kind: Kind) -> Option<OwnObject> {
        self.vault.with(|vault| vault.as_ref()?.objects.iter().find(|object| object.kind == kind).cloned())
    }

    /// Every kind that has a list: Tacit's, then the team's own.
    pub(crate) fn kinds(self) -> Vec<Kind> {
        LISTED.into_iter().chain(self.objects().into_iter().map(|object| object.kind)).collect()
    }

    /// Every kind whose records can be picked for a list.
    pub(crate) fn picked_kinds(self) -> Vec<Kind> {
        self.kinds().into_iter().filter(|kind| is_picked(*kind)).collect()
    }

    /// A saved view.
    pub(crate) fn saved_view(self, id: Id) -> Option<SavedView> {
        self.views.with(|views| views.iter().find(|view| view.id == id).cloned())
    }

    /// How a member is called, here or gone.
    pub(crate) fn member_name(self, member: u32) -> String {
        self.vault.with(|vault| {
            let names = vault.as_ref().map(|vault| vault.names.as_slice()).unwrap_or_default();
            names.iter().find(|(number, _)| *number == member).map(|(_, name)| name.clone()).unwrap_or_default()
        })
    }

    /// The account's vaults as last answered.
    pub(crate) fn vaults(self) -> Vec<VaultView> {
        self.device.with(|device| match device {
            Some(Ok(Device::Unlocked { vaults, .. })) => vaults.clone(),
            _ => Vec::new(),
        })
    }

    /// Why the account or one of its vaults is not followed.
    pub(crate) fn held(self) -> Option<Problem> {
        self.device.with(|device| match device {
            Some(Ok(Device::Unlocked { held, .. })) => held.clone().map(in_words),
            _ => None,
        })
    }

    /// Nothing may be written: my role, or the vault, does not allow it, or writing has stopped.
    pub(crate) fn read_only(self) -> bool {
        self.locked.get()
    }

    /// Why nothing may be changed, in one sentence.
    pub(crate) fn locked_words(self) -> String {
        let reads = self.vault.with_untracked(|vault| vault.as_ref().and_then(reads_only));
        reads.unwrap_or_else(|| t().team.nothing_changes.to_owned())
    }

    /// As [`Self::read_only`], outside of reactive places.
    pub(crate) fn read_only_now(self) -> bool {
        untrack(|| self.read_only())
    }
}

/// What somebody is told who only reads a vault; `None` where that is not so.
pub(crate) fn reads_only(vault: &VaultView) -> Option<String> {
    let reads = !vault.closed && vault.role == Role::Viewer;
    reads.then(|| t().team.reads_only(&vault.owners.join(", ")))
}

/// A number that nothing else has had: timers and tasks outlive what they were started for, and must not meet another.
pub(crate) fn fresh_number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

thread_local! {
    /// A page has one state as long as it is open.
    static PAGE: Cell<Option<App>> = const { Cell::new(None) };
}

/// The shared state, from any component, and after an answer that was waited for.
pub(crate) fn app() -> App {
    PAGE.get().expect("the page has begun")
}

/// The same, where a page may not have begun.
fn begun_app() -> Option<App> {
    PAGE.get()
}
