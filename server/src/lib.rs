//! The blind server. It holds accounts (a public key and a sealed blob each), journals, envelopes and boxes; checks
//! every entry with the same verification as the clients; wakes them when something is new; serves the web client.
//! It knows no cipher, and nothing in its dependencies does.
//!
//! - What is kept, and the one way to keep it: [`store`].
//! - From a request to an answer: [`http`] (routes), then one module for each group of calls: [`accounts`],
//!   [`credentials`], [`vaults`], [`posting`], [`files`], [`invites`], [`life`], [`links`], [`hints`], [`recovery`] (after a
//!   restore).
//! - Where sealed files lie: [`objects`].
//! - Who is asking: [`access`]. How much and how often: [`limits`], [`rates`].
//! - The web client's files and the headers that fence them: [`client`].

pub mod access;
pub mod accounts;
pub mod app;
pub mod client;
pub mod credentials;
pub mod files;
pub mod hints;
pub mod http;
pub mod invites;
pub mod life;
pub mod limits;
pub mod links;
pub mod objects;
pub mod posting;
pub mod presence;
pub mod rates;
pub mod recovery;
pub mod serve;
#[cfg(feature = "simulation")]
pub mod simulation;
pub mod store;
pub mod vaults;
pub mod wire;
pub mod witness;
