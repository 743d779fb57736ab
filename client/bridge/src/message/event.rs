//! What the worker says without being asked, and the state of synchronisation that it tells.

use crate::files::FileProgress;
use crate::problem::Problem;
use crate::records::{DraftOf, Id, TypedFields, VaultRef};
use crate::witness::{Freshness, MemberChange, Suspicion};
use serde::{Deserialize, Serialize};

/// Something changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Records or counts of the open vault changed: ask again for what is shown.
    Invalidated,
    /// The state of one vault's synchronisation.
    Sync(VaultRef, SyncState),
    /// Who is in this vault, or where, changed: ask again.
    Presence(VaultRef),
    /// What was begun in this vault is none any more: as it stood when it was saved or given up in some tab, so that another
    /// tab keeps what differs; or whatever it says, since it is too old or its record is gone.
    DraftOver(VaultRef, DraftOf, Option<TypedFields>),
    /// How many records of a large vault are read, while it is unlocked.
    OpenProgress(Progress),
    /// How far a long job is.
    JobProgress(Job, Progress),
    /// How far a vault for measuring is built.
    TrialProgress(Progress),
    /// How far an export is.
    ExportProgress(Progress),
    /// How far a file is on its way to or from the server.
    FileProgress {
        /// Its record.
        id: Id,
        /// How far.
        progress: FileProgress,
    },
    /// The device was locked (idle, or from another tab).
    Locked,
    /// Everything of the account is gone from this device: every page starts anew.
    Forgotten,
    /// The list of vaults, members, invites or requests changed.
    VaultsChanged,
    /// Another tab led until now and was closed: this one takes over and must be unlocked.
    TookOver,
    /// Something the user must read, not in answer to a call.
    Notice(Problem),
}

/// Where synchronisation stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SyncState {
    /// Whether the server answers.
    pub online: bool,
    /// Changes sealed or waiting here that the server has not confirmed.
    pub waiting: u32,
    /// When everything was last confirmed, ms since 1970.
    pub synced_at: Option<u64>,
    /// Writes are held, and why.
    pub held: Option<Problem>,
    /// Something that a person should know and that holds nothing.
    pub warning: Option<Problem>,
    /// Changes of the membership to look at before anything is sent, oldest first.
    pub unseen: Vec<MemberChange>,
    /// Whose history differs from this one, while nobody compared.
    pub suspicion: Option<Suspicion>,
    /// Whether somebody else confirmed what others wrote.
    pub freshness: Freshness,
    /// The server has lost something that is given back.
    pub recovery: Option<Recovery>,
}

/// How a server that lost something gets it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// It was restored from a backup and takes nothing new until its members' browsers have given back what they have.
    pub restored: bool,
    /// How far this browser is with its part.
    pub giving: Option<Progress>,
}

/// What may take long. Each is stopped by itself, and tells by itself how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Job {
    /// Files brought in.
    Import,
    /// Many records changed, deleted or made one, or a large step taken back.
    Change,
    /// Duplicates looked for.
    Search,
}

/// How far a long job is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Units done.
    pub done: u32,
    /// Units in all.
    pub total: u32,
}
