//! The page.
pub fn start() { leptos::mount::mount_to_body(|| ()); }
