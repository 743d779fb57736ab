//! Argon2id (RFC 9106) with the suite's fixed costs. The parameters are constants of the suite: a server can
//! lower none (THREATS A1).

use crate::hazmat::key::Key;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroize;

const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;

#[cfg(feature = "test-entropy")]
thread_local! {
    static CHEAP: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// From now on this thread stretches by 8 KiB and one pass: for simulations of thousands of devices, and in no product.
#[cfg(feature = "test-entropy")]
pub fn stretch_cheaply() {
    CHEAP.set(true);
}

fn costs() -> (u32, u32) {
    #[cfg(feature = "test-entropy")]
    if CHEAP.get() {
        return (8, 1);
    }
    (MEMORY_KIB, PASSES)
}

/// Stretches a password: 64 MiB, three passes, one lane. About a fifth of a second in a browser.
pub(crate) fn stretch(password: &[u8], salt: &[u8; 16]) -> Key {
    let (memory_kib, passes) = costs();
    #[expect(clippy::expect_used, reason = "constants within the RFC's bounds")]
    let params = Params::new(memory_kib, passes, LANES, Some(32)).expect("fixed parameters");
    let mut blocks = vec![Block::default(); params.block_count()];
    let mut out = [0; 32];
    #[expect(clippy::expect_used, reason = "passwords are capped at 1,024 bytes, salt and output are fixed")]
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password, salt, &mut out, &mut blocks)
        .expect("bounded input is stretched");
    blocks.zeroize();
    let key = Key::from_bytes(&out);
    out.zeroize();
    key
}
