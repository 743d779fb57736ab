//! Records as the page shows them: fields with values, windows of rows, one record's page.

mod address;
mod draft;
mod field;
mod list;
mod lists;
mod own;
mod page;
mod pipeline;
mod repeat;
mod saved;
mod several;
mod template;

use crate::members::Role;
pub use address::*;
pub use draft::*;
pub use field::*;
pub use list::*;
pub use lists::*;
pub use own::*;
pub use page::*;
pub use pipeline::*;
pub use repeat::*;
pub use saved::*;
use serde::{Deserialize, Serialize};
pub use several::*;
pub use template::*;

/// A record's id; its hex form stands in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(pub [u8; 16]);

impl Id {
    /// Lower-case hexadecimal.
    pub fn to_hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads [`Self::to_hex`].
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut out = [0u8; 16];
        for (slot, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *slot = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(out))
    }
}

/// A vault's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VaultRef(pub [u8; 32]);

/// A vault as the shell shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VaultView {
    /// Which.
    pub vault: VaultRef,
    /// Its name.
    pub name: String,
    /// My role.
    pub role: Role,
    /// My name there.
    pub my_name: String,
    /// Records of each kind, for the side bar.
    pub counts: Vec<(Kind, u32)>,
    /// Notes that mention me and that I have not seen.
    pub mentions: u32,
    /// Current members.
    pub members: u32,
    /// My number among them.
    pub me: u32,
    /// Their numbers and names, of those who left as well: fields may still name them.
    pub names: Vec<(u32, String)>,
    /// What its owners are called, but for recovery accounts.
    pub owners: Vec<String>,
    /// I am its owner and nobody else is.
    pub lone_owner: bool,
    /// I was removed or left, or the vault is deleted: readable, not writable.
    pub closed: bool,
    /// I may erase records for good.
    pub may_erase: bool,
    /// Kinds that the team defined, in order.
    pub objects: Vec<OwnObject>,
    /// Lists that were picked by hand, by name.
    pub lists: Vec<PickedList>,
}

/// Kinds of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A customer or contact.
    Person,
    /// An organisation.
    Company,
    /// A chance of business with somebody.
    Deal,
    /// Something to be done.
    Task,
    /// A note, a call, a meeting or an e-mail.
    Activity,
    /// A way that deals take.
    Pipeline,
    /// A stage of a pipeline.
    Stage,
    /// A list that was picked by hand.
    List,
    /// A text to begin a note or a mail with.
    Template,
    /// Records of a kind that the team defined, by its number.
    Own(u16),
}

/// One record's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// Which.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// Name as shown.
    pub name: String,
    /// Every field that has a value; the others are empty.
    pub fields: Vec<(FieldKey, Value)>,
    /// How many records of each kind point to it.
    pub related: Vec<(Kind, u32)>,
    /// Where it came from: "clients.csv, row 118".
    pub source: Option<String>,
    /// Name of who made it, and when.
    pub created: (String, u64),
    /// Name of who changed it last, and when.
    pub changed: (String, u64),
    /// Values that a merge set aside, newest first: field, value, whose, when.
    pub set_aside: Vec<SetAside>,
    /// Number of the key it is sealed under.
    pub epoch: u32,
    /// What the server holds: number of bytes.
    pub sealed_bytes: u32,
    /// Not yet confirmed by the server.
    pub waiting: bool,
    /// Its data is only stored: it is shown, and nothing of it is changed.
    pub restricted: Option<crate::privacy::Restricted>,
    /// It goes with people whose data is only stored, and is not changed either.
    pub locked: bool,
}

/// A value that lost against a later one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// Which field.
    pub field: FieldKey,
    /// The value.
    pub value: Value,
    /// Who wrote it.
    pub by: String,
    /// When, ms since 1970.
    pub at: u64,
}

/// A record that looks like the one being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lookalike {
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// "same e-mail", "same name at the same company".
    pub why: String,
}

/// Names a step of the undo history in the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoStep(pub u64);
