//! Locking when nobody uses the device, and what else was chosen for it. The page says when it is used; several tabs count
//! together, because they all speak to this one engine.

use crate::Failure;
use crate::device::Sealed;
use crate::engine::Engine;
use crate::ports::Platform;
use tacit_bridge::Reply;
use tacit_bridge::account::{LockReason, Preferences};

/// How often it is looked. A device that slept looks when it wakes, and before it answers anything.
const LOOK_EVERY_MS: u32 = 10_000;
const MINUTE_MS: u64 = 60_000;
/// More than this is as good as never.
const MAX_MINUTES: u16 = 24 * 60;

impl<P: Platform> Engine<P> {
    /// Somebody uses this device.
    pub(crate) fn used(&self) -> Reply {
        self.active_at.set(self.platform.now());
        Reply::Done
    }

    /// Locks if nobody has used the device for as long as was chosen.
    pub(crate) fn lock_if_idle(&self) {
        let minutes = self.with_open(|open| open.preferences.idle_minutes).unwrap_or_default();
        let idle = self.platform.now().saturating_sub(self.active_at.get());
        if minutes != 0 && idle >= u64::from(minutes) * MINUTE_MS {
            self.lock_for(LockReason::Idle);
        }
    }

    /// Looks for ever.
    pub(crate) async fn idle_loop(&self) {
        loop {
            self.platform.sleep(LOOK_EVERY_MS).await;
            self.lock_if_idle();
        }
    }

    /// Keeps what was chosen for this device.
    pub(crate) fn prefer(&self, chosen: Preferences) -> Result<Reply, Failure> {
        let chosen = Preferences { idle_minutes: chosen.idle_minutes.min(MAX_MINUTES), ..chosen };
        self.remember(Sealed::Preferences, &chosen)?;
        self.with_open_mut(|open| open.preferences = chosen)?;
        Ok(Reply::Done)
    }
}
