//! The messages between the page and the worker: calls with one answer each, and events.
//!
//! The page knows nothing but these types. There is no key among them: what must be shown once on
//! paper (the Secret Key of an emergency kit, an invite link) is text made by the worker for that
//! moment, and what an authenticator answers passes through the page once, to the worker. Messages cross `postMessage` as one postcard byte array each.

pub mod account;
pub mod calendar;
pub mod day;
pub mod feed;
pub mod files;
pub mod history;
pub mod import;
pub mod linking;
pub mod members;
pub mod merging;
pub mod message;
pub mod note;
pub mod presence;
pub mod privacy;
pub mod problem;
pub mod records;
pub mod report;
pub mod timeline;
pub mod trial;
pub mod witness;

pub use message::{
    AtDoor, Call, DoorCall, DoorReply, Event, FromWorker, Heard, Reply, ToWorker, asked, decode, encode, heard,
};
pub use problem::Problem;
