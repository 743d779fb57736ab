//! What the worker's memory keeps of secrets and customers' data when the vault is locked: nothing. Freed blocks are
//! wiped by the allocator, whoever freed them; what calls left on the stack is wiped here.

use std::hint::black_box;
use zeroize::Zeroize;
use zeroizing_alloc::ZeroAlloc;

/// Wipes every block when it is freed: keys are wiped by their own types, but passwords, plain records and search terms
/// pass through strings, buffers and maps of crates that know of no secrets.
#[global_allocator]
static WIPING: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// Bytes of stack wiped with one turn, and turns. The linker gives 1 MiB; the deepest call (X-Wing) takes a tenth of it.
const PAGE: usize = 16 * 1024;
const TURNS: usize = 40;

/// Overwrites what calls that are over left on the stack. To be called from near its top.
pub(crate) fn wipe_stack() {
    wipe(TURNS);
}

#[inline(never)]
fn wipe(turns: usize) {
    let mut page = [0x55_u8; PAGE];
    black_box(&mut page);
    page.zeroize();
    if turns > 1 {
        wipe(turns - 1);
    }
    // Keeps the frames from being folded into one.
    black_box(&page);
}
