//! Clock and randomness of a simulated server, each thread's own: a simulation runs its handlers on one thread, one
//! seed gives one history. Behind a feature that no product turns on.

use std::cell::Cell;
use tacit_shared::ids::Millis;

thread_local! {
    static CLOCK: Cell<Option<Millis>> = const { Cell::new(None) };
    static DICE: Cell<Option<u64>> = const { Cell::new(None) };
}

/// From now on it is this time on this thread.
pub fn set_clock(now: Millis) {
    CLOCK.set(Some(now));
}

/// From now on randomness on this thread follows from this number.
pub fn set_dice(seed: u64) {
    DICE.set(Some(seed));
}

pub(crate) fn clock() -> Option<Millis> {
    CLOCK.get()
}

/// Fills with simulated randomness, if this thread simulates.
pub(crate) fn fill(bytes: &mut [u8]) -> bool {
    let Some(mut state) = DICE.get() else { return false };
    for chunk in bytes.chunks_mut(8) {
        chunk.copy_from_slice(&split_mix(&mut state).to_le_bytes()[..chunk.len()]);
    }
    DICE.set(Some(state));
    true
}

/// SplitMix64 (Steele, Lea, Flood 2014): spreads well, is not random.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
