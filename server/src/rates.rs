//! How often one may ask: a generic cell rate (GCRA) for each network address before sign-in, for each session after.
//! Addresses live in memory only, and never in a log.

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use tacit_shared::api::ApiError;

/// Calls a second of an address, and how many at once, before anybody signed in.
const STRANGER: (u32, u32) = (4, 120);
/// The same of a session. An import posts some 25 times, a fresh device asks some 60 times.
const SESSION: (u32, u32) = (50, 1_000);

/// Rates of this server.
pub struct Rates {
    strangers: DefaultKeyedRateLimiter<IpAddr>,
    sessions: DefaultKeyedRateLimiter<[u8; 32]>,
}

fn quota((each_second, at_once): (u32, u32)) -> Quota {
    let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(number(each_second)).allow_burst(number(at_once))
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), ApiError> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        ApiError::TooMany { retry_after: wait.as_secs() as u32 + 1 }
    })
}

/// A household or company has a whole /64 of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self { strangers: RateLimiter::keyed(quota(STRANGER)), sessions: RateLimiter::keyed(quota(SESSION)) }
    }
}

impl Rates {
    /// Counts a call without a session.
    pub fn stranger(&self, address: IpAddr) -> Result<(), ApiError> {
        check(&self.strangers, &network(address))
    }

    /// Counts a call of a session, by the token's hash.
    pub fn session(&self, hash: &[u8; 32]) -> Result<(), ApiError> {
        check(&self.sessions, hash)
    }

    /// Forgets whoever has not asked for a while.
    pub fn forget_idle(&self) {
        self.strangers.retain_recent();
        self.sessions.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_held() {
        let rates = Rates::default();
        let address = IpAddr::from([192, 0, 2, 7]);
        assert!((0..STRANGER.1).all(|_| rates.stranger(address).is_ok()));
        assert!(matches!(rates.stranger(address), Err(ApiError::TooMany { retry_after: 1.. })));
        assert_eq!(rates.stranger(IpAddr::from([192, 0, 2, 8])), Ok(()));
    }

    #[test]
    fn a_whole_network_counts_as_one() {
        let network_of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(network_of("2001:db8::1"), network_of("2001:db8::ffff:1"));
        assert_ne!(network_of("2001:db8::1"), network_of("2001:db8:0:1::1"));
        assert_eq!(network_of("::ffff:192.0.2.7"), network_of("192.0.2.7"));
    }
}
