//! Tacit's engine: commands from a page in, answers and events out; between them the domain (`tacit-crm`), the keys
//! (`tacit-vault`) and four ports to the outside ([`ports`]). It runs in the browser's worker, natively in tests, and
//! wherever else a host brings the ports.
//!
//! The way of an edit: [`Engine::call`] → `records` (the domain makes the new state and its undo step) → `vault`
//! (sealed into the outbox, on disk before the answer) → `sync` (sealed under the vault's key, signed, stored, posted;
//! the outbox empties only when the entry is seen in the verified journal).

mod account;
mod address;
mod api;
mod calendar;
mod cells;
mod change;
mod credentials;
mod day;
mod deletion;
mod demo;
mod device;
mod dispatch;
mod drafts;
mod engine;
mod erase;
mod feed;
mod files;
mod history;
mod idle;
mod imports;
mod invites;
mod kit;
mod life;
mod linking;
mod lists;
mod long;
mod mail;
mod members;
mod mentions;
mod merging;
mod note;
mod now;
mod objects;
mod own;
mod passkey;
pub mod ports;
mod presence;
mod privacy;
mod problem;
mod record_page;
mod records;
mod reload;
mod repeat;
mod report;
mod restore;
mod returning;
mod saved;
mod sessions;
mod several;
mod signal;
pub mod store;
mod sync;
mod tags;
mod template;
mod timeline;
mod trash;
mod trial;
mod undo;
mod vault;
mod view;
mod witness;

pub use engine::{Engine, PageId};

/// Why a call failed, already in words for its user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) tacit_bridge::Problem);

impl From<tacit_bridge::Problem> for Failure {
    fn from(problem: tacit_bridge::Problem) -> Self {
        Self(problem)
    }
}
