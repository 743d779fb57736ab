//! Starts the page.

fn main() {
    tacit_app::start();
}
