//! What the server and every client agree on, and nothing more: identifiers, the canonical codec,
//! the journal and its one verification function, the frames of sealed bytes, and the messages of
//! the HTTP interface. No cipher and no customer field is known here.
//!
//! - To read or sign a journal entry: [`entry`]. To know who may do what: [`roster`].
//! - To accept an entry: [`step::step`], on both sides; only it makes a [`step::Verified`].
//! - To believe what a member says of the journal beside it: [`witness::HeadStatement`].
//! - To believe that somebody leaves, or that a vault is deleted: [`life`].
//! - To cut a sealed file into parts: [`mod@file`].
//! - To commit to the record set: [`root`]. To check what came beside an entry: [`payload`].

pub mod account;
pub mod api;
pub mod codec;
pub mod entry;
pub mod envelope;
pub mod file;
pub mod hash;
pub mod heads;
pub mod ids;
pub mod life;
pub mod limits;
pub mod padme;
pub mod payload;
pub mod presence;
mod quick;
pub mod root;
pub mod roster;
pub mod rules;
pub mod sign;
pub mod step;
pub mod witness;
