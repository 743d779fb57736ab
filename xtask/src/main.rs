//! Set-up, run and test, for people and for CI.
fn main() {}
