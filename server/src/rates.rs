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

/// Link channels a minute that an address may open, and how many at once: an office may have new computers.
const LINK_OPEN: (u32, u32) = (3, 10);
/// Link channels a minute that an identity may claim, and how many at once: numbers are not to be tried out.
const LINK_CLAIM: (u32, u32) = (3, 10);

/// Presence frames a second of an identity, and how many at once: a frame for each vault of each browser.
const PRESENCE: (u32, u32) = (2, 60);

/// Rates of this server.
pub struct Rates {
    strangers: DefaultKeyedRateLimiter<IpAddr>,
    sessions: DefaultKeyedRateLimiter<[u8; 32]>,
    link_opens: DefaultKeyedRateLimiter<IpAddr>,
    link_claims: DefaultKeyedRateLimiter<[u8; 32]>,
    presences: DefaultKeyedRateLimiter<[u8; 32]>,
}

fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

fn quota((each_second, at_once): (u32, u32)) -> Quota {
    Quota::per_second(number(each_second)).allow_burst(number(at_once))
}

fn quota_minute((each_minute, at_once): (u32, u32)) -> Quota {
    Quota::per_minute(number(each_minute)).allow_burst(number(at_once))
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
        Self {
            strangers: RateLimiter::keyed(quota(STRANGER)),
            sessions: RateLimiter::keyed(quota(SESSION)),
            link_opens: RateLimiter::keyed(quota_minute(LINK_OPEN)),
            link_claims: RateLimiter::keyed(quota_minute(LINK_CLAIM)),
            presences: RateLimiter::keyed(quota(PRESENCE)),
        }
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

    /// Counts a link channel that a stranger opens, beside the call itself.
    pub fn link_open(&self, address: IpAddr) -> Result<(), ApiError> {
        check(&self.link_opens, &network(address))
    }

    /// Counts a try of an identity to claim a link channel.
    pub fn link_claim(&self, identity: &[u8; 32]) -> Result<(), ApiError> {
        check(&self.link_claims, identity)
    }

    /// Counts a presence frame of an identity, beside the call itself.
    pub fn presence(&self, identity: &[u8; 32]) -> Result<(), ApiError> {
        check(&self.presences, identity)
    }

    /// Forgets whoever has not asked for a while.
    pub fn forget_idle(&self) {
        self.strangers.retain_recent();
        self.sessions.retain_recent();
        self.link_opens.retain_recent();
        self.link_claims.retain_recent();
        self.presences.retain_recent();
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
    fn presence_has_a_rate_of_its_own_for_each_identity() {
        let rates = Rates::default();
        assert!((0..PRESENCE.1).all(|_| rates.presence(&[1; 32]).is_ok()));
        assert!(matches!(rates.presence(&[1; 32]), Err(ApiError::TooMany { retry_after: 1.. })));
        assert_eq!(rates.presence(&[2; 32]), Ok(()));
    }

    #[test]
    fn a_whole_network_counts_as_one() {
        let network_of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(network_of("2001:db8::1"), network_of("2001:db8::ffff:1"));
        assert_ne!(network_of("2001:db8::1"), network_of("2001:db8:0:1::1"));
        assert_eq!(network_of("::ffff:192.0.2.7"), network_of("192.0.2.7"));
    }
}
