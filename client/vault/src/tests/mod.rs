//! Several clients and a server, honest or not: the crate as the engine uses it.

mod addresses;
mod files;
mod fresh;
mod invites;
mod membership;
mod model;
mod records;
mod secrets;
mod vectors;
mod witness;
mod world;
