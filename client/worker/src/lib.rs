//! The engine's home in the browser: a dedicated Web Worker. Here are the ports that only a browser
//! has (OPFS, fetch, WebSocket, WebCrypto, Web Locks) and the message loop; nothing is decided here.

#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
pub mod device_key;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod memory;
#[cfg(target_arch = "wasm32")]
pub mod opfs;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
mod run;
#[cfg(target_arch = "wasm32")]
mod tabs;
#[cfg(target_arch = "wasm32")]
pub mod transport;

#[cfg(target_arch = "wasm32")]
pub use platform::Browser;
#[cfg(target_arch = "wasm32")]
pub use run::{answer, start};
