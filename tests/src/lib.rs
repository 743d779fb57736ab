//! What whole-system tests are made of: the real server as a process ([`server`]), the engine on a native host
//! ([`host`]), a person who uses it ([`person`]); for what a hostile server does, [`script`],
//! [`journal`] and the [`scene`]; and for what nobody could wait for, the simulation ([`sim`]).

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

pub mod files;
pub mod host;
pub mod journal;
pub mod person;
pub mod scene;
pub mod script;
pub mod server;
pub mod sim;

use std::future::Future;
use std::time::{Duration, Instant};

/// Runs a test on one thread, as the engine wants it.
pub fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    tokio::task::LocalSet::new().block_on(&runtime, test)
}

/// Waits until something is so; fails after thirty seconds with what was waited for.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !is_so().await {
        assert!(start.elapsed() < Duration::from_secs(30), "not within thirty seconds: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
