//! `presence` of tests/decoders.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tacit_decoders::run("presence", bytes));
