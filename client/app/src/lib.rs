//! The page. It draws what the worker answers and sends what people do; it holds no key, reaches no network and
//! stores nothing but the chosen theme and language; `passkey` asks the device's authenticator, which only a page may. `link` is its only way out, `state` what all pages share, `ui` the design
//! system, `shell` the frame, `door` what stands before an open vault, `pages` the rest; `parts` says what of these
//! is loaded after the first visit's need.
#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "the component macro writes pub structs for the properties")]

mod boot;
mod broken;
mod door;
mod files;
mod format;
mod link;
mod pages;
mod parts;
mod passkey;
mod shell;
mod state;
mod strings;
mod styles;
mod trial;
mod ui;

use wasm_bindgen_futures::spawn_local;

/// Starts the worker and mounts the page.
pub fn start() {
    broken::watch();
    spawn_local(async {
        strings::Language::begin().await;
        leptos::mount::mount_to_body(shell::Root);
    });
}
