//! What the server holds and can see: asked of the server itself, shown raw. Nothing in here is of what records say.

use crate::records::Id;
use serde::{Deserialize, Serialize};

/// Rows of one page of a list.
pub const SERVER_PAGE: u32 = 100;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ServerAsk {
    /// Asks the server for everything, and sums it up → [`ServerAnswer::Seen`].
    Look,
    /// Records as last looked at → [`ServerAnswer::Records`].
    Records {
        /// The first one wanted.
        first: u32,
        /// Largest first, rather than newest first.
        by_size: bool,
    },
    /// Journal entries as last looked at, newest first → [`ServerAnswer::Entries`].
    Entries {
        /// The first one wanted.
        first: u32,
    },
    /// Files as last looked at, newest first → [`ServerAnswer::Files`].
    Files {
        /// The first one wanted.
        first: u32,
    },
    /// Every version of a record, with what the server holds of it → [`ServerAnswer::Versions`].
    Versions(Id),
    /// All that was looked at, as JSON → [`ServerAnswer::File`].
    File,
}

/// The answer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum ServerAnswer {
    /// Summed up.
    Seen(Box<ServerSeen>),
    /// A page of records, and how many there are.
    Records(Vec<RecordSeen>, u32),
    /// A page of entries, and how many there are.
    Entries(Vec<EntrySeen>, u32),
    /// A page of files, and how many there are.
    Files(Vec<FileOnServer>, u32),
    /// Versions, oldest first.
    Versions(Vec<VersionSeen>),
    /// A JSON file.
    File(Vec<u8>),
}

/// What the server holds, summed up.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerSeen {
    /// When it was asked, ms since 1970.
    pub at: u64,
    /// The account.
    pub account: AccountSeen,
    /// The vault's id, in hexadecimal.
    pub vault: String,
    /// Everybody who is or was a member.
    pub members: Vec<MemberSeen>,
    /// Invites, newest first.
    pub invites: Vec<InviteOnServer>,
    /// Counts and sums.
    pub totals: Totals,
    /// What can be concluded.
    pub conclusions: Conclusions,
}

/// What the server holds of an account.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountSeen {
    /// The name under which it finds the account: a hash that cannot be told without the Secret Key.
    pub lookup: String,
    /// The key that it checks sign-ins with.
    pub auth: String,
    /// Bytes of the sealed blob.
    pub blob: u64,
    /// Sessions.
    pub sessions: Vec<SessionOnServer>,
}

/// A session as the server knows it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionOnServer {
    /// Its id, in hexadecimal.
    pub id: String,
    /// Begun, ms since 1970.
    pub created: u64,
    /// Last used, to the hour.
    pub seen: u64,
    /// The asking one.
    pub current: bool,
}

/// A member as the server knows him.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberSeen {
    /// Number.
    pub number: u32,
    /// His public key, in hexadecimal.
    pub key: String,
    /// His role; none once he is out.
    pub role: Option<crate::members::Role>,
    /// Entries that he signed.
    pub entries: u32,
    /// When he signed the last one, ms since 1970; 0 for none.
    pub last: u64,
    /// How he is called, which the server does not know.
    pub name: String,
}

/// An invite as the server knows it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct InviteOnServer {
    /// Its entry's hash, in hexadecimal.
    pub id: String,
    /// The role that it gives.
    pub role: crate::members::Role,
    /// When it was made, ms since 1970.
    pub at: u64,
    /// Until when it is good, ms since 1970.
    pub expires: u64,
    /// Nobody may join by it any more.
    pub closed: bool,
}

/// A file as the server knows it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct FileOnServer {
    /// Its id, in hexadecimal.
    pub id: String,
    /// Sealed bytes.
    pub len: u64,
    /// When it came, ms since 1970.
    pub at: u64,
    /// It was dropped.
    pub dropped: bool,
}

/// Counts and sums over everything.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Records that are there.
    pub records: u32,
    /// Records that were deleted: an id and a version are left.
    pub deleted: u32,
    /// Sealed bytes of the newest versions.
    pub bytes: u64,
    /// Older versions that are kept.
    pub older: u32,
    /// Journal entries.
    pub entries: u32,
    /// Their bytes.
    pub entry_bytes: u64,
    /// Sealed keys that entries name.
    pub boxes: u32,
    /// Files that are there.
    pub files: u32,
    /// Bytes of all files, unfinished uploads among them, as the server says.
    pub file_bytes: u64,
    /// Words of members on how far they verified.
    pub statements: u32,
    /// Requests to join that wait.
    pub requests: u32,
}

/// What whoever runs the server can conclude.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Conclusions {
    /// Entries by the hour of the day, on this device's clock.
    pub hours: Vec<u32>,
    /// When the first entry was signed, ms since 1970.
    pub since: u64,
    /// Days, on this device's clock, on which somebody signed an entry.
    pub days: u32,
    /// Most records written by one entry, and when that was: an import shows.
    pub largest: (u32, u64),
    /// Entries that write two to nine records: these may belong together.
    pub together: u32,
    /// Different sizes among the records: they are padded.
    pub sizes: u32,
    /// Entries follow each other to the one that this device verified.
    pub chain_holds: bool,
    /// Records of which the server names another version than this device knows of.
    pub differ: u32,
}

/// A record as the server knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordSeen {
    /// Its id: drawn at random.
    pub id: Id,
    /// Its newest version.
    pub version: u64,
    /// Place of the entry that wrote it.
    pub seq: u64,
    /// When, by the writer's clock, ms since 1970.
    pub at: u64,
    /// The member who wrote it.
    pub by: u32,
    /// Sealed bytes; none once it is deleted, or if this device holds none of it either.
    pub bytes: Option<u32>,
    /// It was deleted.
    pub deleted: bool,
    /// Older versions that are kept.
    pub older: u32,
}

/// A journal entry as the server knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntrySeen {
    /// Its place.
    pub seq: u64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// What it does, in one word of the protocol.
    pub what: String,
    /// When, by the writer's clock, ms since 1970.
    pub at: u64,
    /// The member who signed it.
    pub by: u32,
    /// Its bytes.
    pub bytes: u32,
    /// Records that it writes.
    pub writes: u32,
    /// Records whose older versions it drops.
    pub purges: u32,
    /// Files that it names.
    pub files: u32,
}

/// A version of a record as the server knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionSeen {
    /// Its number.
    pub version: u64,
    /// Place of the entry that wrote it.
    pub seq: u64,
    /// When, by the writer's clock, ms since 1970; 0 if that entry was not looked at.
    pub at: u64,
    /// Sealed bytes that the server gave; none if it holds none.
    pub bytes: Option<u32>,
}
