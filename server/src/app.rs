//! What every request shares: the store, the origins that signatures may name, open challenges, rates, sockets.

use crate::client::Client;
use crate::files::Files;
use crate::hints::Hub;
use crate::life::Upkeep;
use crate::limits;
use crate::links::Links;
use crate::posting::Posts;
use crate::rates::Rates;
use crate::store::Store;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tacit_shared::ids::Millis;
use tacit_shared::limits::CHALLENGE_MS;

/// The state of one server.
pub struct App {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// The origins under which browsers reach this server: signatures name one of them.
    pub origins: Vec<String>,
    /// Whether a proxy in front names the client's address.
    pub behind_proxy: bool,
    /// The web client.
    pub client: Client,
    /// Challenges not yet used.
    pub challenges: Challenges,
    /// Who asked how often.
    pub rates: Rates,
    /// Live sockets.
    pub hub: Hub,
    /// Posts under way.
    pub posts: Posts,
    /// What was deleted and has to go.
    pub upkeep: Upkeep,
    /// Devices being linked.
    pub links: Links,
    /// Sealed files.
    pub files: Files,
}

/// How handlers hold it.
pub type Shared = Arc<App>;

impl App {
    /// A server over a store.
    pub fn new(
        store: Arc<dyn Store>,
        files: Files,
        origins: Vec<String>,
        behind_proxy: bool,
        client: Client,
    ) -> Shared {
        Arc::new(Self {
            store,
            origins,
            behind_proxy,
            client,
            challenges: Challenges::default(),
            rates: Rates::default(),
            hub: Hub::default(),
            posts: Posts::default(),
            upkeep: Upkeep::default(),
            links: Links::default(),
            files,
        })
    }

    /// Frees what nobody needs; called every few seconds.
    pub fn tidy(&self) {
        self.rates.forget_idle();
        self.posts.forget_idle();
        self.links.forget_over(now());
        self.files.forget_idle();
    }
}

/// The clock.
pub fn now() -> Millis {
    #[cfg(feature = "simulation")]
    if let Some(now) = crate::simulation::clock() {
        return now;
    }
    // A clock before 1970 is broken; nothing that compares with zero is then let through.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as Millis)
}

/// Random bytes. The operating system's generator does not fail once it has started.
pub fn random<const N: usize>() -> Result<[u8; N], tacit_shared::api::ApiError> {
    let mut bytes = [0; N];
    #[cfg(feature = "simulation")]
    if crate::simulation::fill(&mut bytes) {
        return Ok(bytes);
    }
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "no randomness");
        tacit_shared::api::ApiError::Internal
    })?;
    Ok(bytes)
}

/// A lock whose data stay good when a holder panicked: every change under it is one step.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Challenges: random, good once, for 60 seconds.
#[derive(Default)]
pub struct Challenges(Mutex<Open>);

#[derive(Default)]
struct Open {
    until: HashMap<[u8; 32], Millis>,
    order: VecDeque<[u8; 32]>,
}

impl Challenges {
    /// Keeps a new one.
    pub fn add(&self, challenge: [u8; 32], now: Millis) {
        let mut open = lock(&self.0);
        while open.order.len() >= limits::CHALLENGES || open.oldest_is_over(now) {
            let oldest = open.order.pop_front();
            oldest.and_then(|oldest| open.until.remove(&oldest));
        }
        open.until.insert(challenge, now + CHALLENGE_MS);
        open.order.push_back(challenge);
    }

    /// Uses one up; whether it was good.
    pub fn take(&self, challenge: &[u8; 32], now: Millis) -> bool {
        lock(&self.0).until.remove(challenge).is_some_and(|until| until >= now)
    }
}

impl Open {
    /// Used ones stay in the order until their time is over.
    fn oldest_is_over(&self, now: Millis) -> bool {
        let Some(oldest) = self.order.front() else { return false };
        self.until.get(oldest).is_none_or(|until| *until < now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_good_once_and_for_a_minute() {
        let challenges = Challenges::default();
        challenges.add([1; 32], 1_000);
        challenges.add([2; 32], 1_000);
        assert!(challenges.take(&[1; 32], 1_000 + CHALLENGE_MS));
        assert!(!challenges.take(&[1; 32], 1_000));
        assert!(!challenges.take(&[2; 32], 1_001 + CHALLENGE_MS));
    }

    #[test]
    fn strangers_cannot_fill_the_memory() {
        let challenges = Challenges::default();
        for number in 0..limits::CHALLENGES as u64 + 10 {
            let mut challenge = [0; 32];
            challenge[..8].copy_from_slice(&number.to_le_bytes());
            challenges.add(challenge, 1_000);
        }
        assert_eq!(lock(&challenges.0).order.len(), limits::CHALLENGES);
        assert!(!challenges.take(&[0; 32], 1_000));
    }
}
