//! Hybrid logical clocks (Kulkarni et al., 2014): stamps that order writes even when wall clocks disagree.

use serde::{Deserialize, Serialize};

/// When a value was written, and by whom. The order is total: time, then counter, then author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 UTC.
    pub ms: u64,
    /// Tells writes of one millisecond apart.
    pub counter: u16,
    /// Member number of the writer.
    pub author: u32,
}

impl Stamp {
    /// The stamp, brought down to `limit_ms` if it claims a later time.
    ///
    /// Writer and readers clamp to the same limit (ten minutes past the journal entry's time), so a clock set
    /// to the year 9999 wins for ten minutes at most and every replica keeps the same stamp.
    pub fn clamped(self, limit_ms: u64) -> Self {
        Self { ms: self.ms.min(limit_ms), ..self }
    }
}

/// One member's clock on one device.
#[derive(Debug, Clone)]
pub struct Clock {
    author: u32,
    ms: u64,
    counter: u16,
}

impl Clock {
    /// A clock that writes as this member.
    pub fn new(author: u32) -> Self {
        Self { author, ms: 0, counter: 0 }
    }

    /// The member it writes as.
    pub fn author(&self) -> u32 {
        self.author
    }

    /// The moment of the newest stamp given or seen, ms since 1970.
    pub fn latest(&self) -> u64 {
        self.ms
    }

    /// The next stamp; later than every stamp given out or observed before.
    pub fn tick(&mut self, now_ms: u64) -> Stamp {
        if now_ms > self.ms {
            (self.ms, self.counter) = (now_ms, 0);
        } else if let Some(next) = self.counter.checked_add(1) {
            self.counter = next;
        } else {
            (self.ms, self.counter) = (self.ms.saturating_add(1), 0);
        }
        Stamp { ms: self.ms, counter: self.counter, author: self.author }
    }

    /// Takes note of a stamp seen in a record, clamped to `limit_ms`: the next tick will be later.
    pub fn observe(&mut self, seen: Stamp, limit_ms: u64) {
        let seen = seen.clamped(limit_ms);
        if (seen.ms, seen.counter) > (self.ms, self.counter) {
            (self.ms, self.counter) = (seen.ms, seen.counter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_only_grow_even_when_the_wall_clock_goes_back() {
        let mut clock = Clock::new(3);
        let first = clock.tick(1_000);
        let second = clock.tick(900);
        let third = clock.tick(1_001);
        assert!(first < second && second < third);
    }

    #[test]
    fn a_full_counter_spills_into_the_millisecond() {
        let mut clock = Clock::new(0);
        clock.observe(Stamp { ms: 5, counter: u16::MAX, author: 9 }, 10);
        assert_eq!(clock.tick(1), Stamp { ms: 6, counter: 0, author: 0 });
    }

    #[test]
    fn what_was_observed_is_overtaken() {
        let mut clock = Clock::new(1);
        let seen = Stamp { ms: 50, counter: 7, author: 4 };
        clock.observe(seen, 100);
        assert!(clock.tick(10) > seen);
    }

    #[test]
    fn a_clock_in_the_year_9999_is_held_to_the_limit() {
        let mut clock = Clock::new(1);
        clock.observe(Stamp { ms: 253_370_764_800_000, counter: 0, author: 4 }, 2_000);
        assert!(clock.tick(1_000).ms <= 2_000);
    }
}
