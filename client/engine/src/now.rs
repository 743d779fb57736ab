//! This moment, and which day that is where the device is.

use crate::engine::Engine;
use crate::ports::Platform;
use tacit_crm::recur;

/// This moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    /// Milliseconds since 1970-01-01 UTC.
    pub(crate) ms: u64,
    /// The same by the clock on the wall: what 1970-01-01 UTC would be there.
    pub(crate) wall: u64,
}

impl Now {
    /// A moment where the clock on the wall is so many minutes ahead of UTC.
    pub(crate) fn new(ms: u64, zone: i32) -> Self {
        Self { ms, wall: ms.saturating_add_signed(i64::from(zone) * 60_000) }
    }

    /// Today.
    pub(crate) fn today(self) -> recur::Day {
        recur::Day::of_ms(self.wall).unwrap_or(recur::Day::MAX)
    }
}

impl<P: Platform> Engine<P> {
    pub(crate) fn now(&self) -> Now {
        let ms = self.platform.now();
        Now::new(ms, self.platform.zone(ms))
    }
}

#[cfg(test)]
mod tests {
    use super::Now;

    #[test]
    fn the_day_is_that_of_the_clock_on_the_wall() {
        let late = 1_798_761_600_000 - 1;
        let days = [-60, 0, 60].map(|zone| Now::new(late, zone).today().to_string());
        assert_eq!(days, ["2026-12-31", "2026-12-31", "2027-01-01"]);
    }
}
