//! What may be done with whose data, and what has to be: purposes, consents, suppressions, restrictions. Pure: no keys
//! (marks of contact points come from a [`Marker`] that the engine has), no clock, no IO.
//!
//! | I want to … | use |
//! |---|---|
//! | know whether somebody may be contacted | [`Ledger::allowed`], [`Ledger::allowed_people`] over [`Book::ledger`](crate::Book::ledger) |
//! | record what somebody said | [`ConsentEvent::write`]; a consent names what [`Ledger::to_lift`] says |
//! | show where a consent stands | [`Ledger::standing`] |
//! | hide whose data is only stored | [`Ledger::is_restricted`] |
//!
//! The rules and the tests that hold them: `docs/privacy-model.md`.

mod allowed;
pub mod defaults;
mod event;
mod fields;
pub mod key;
mod ledger;
mod period;
mod point;
mod purpose;
mod same;
mod state;
mod suppression;
pub mod words;

pub use allowed::{Decision, Ground, Refusal, When};
pub use event::{ConsentEvent, EventError, Evidence};
pub use ledger::Ledger;
pub use period::Period;
pub use point::{Mark, Marker, PointKind};
pub use purpose::{BasisRecord, Notice, Purpose};
pub use state::{ConsentState, Standing};
pub use suppression::{Restriction, Scope, Suppression};
