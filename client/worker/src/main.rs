//! Starts the worker.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tacit_worker::start();
}
