//! Every decoder that takes bytes from outside, as one function each that may refuse its input and may not do anything
//! else: no panic, no endless loop, no memory beyond the caps; and where it takes something, what it took must hold
//! together. The fuzzer in `fuzz/` calls these functions, and so does a plain test over seeds, past finds and a few
//! thousand mutations of them (`tests/inputs.rs`).
//!
//! To add one: a function over bytes in the module it belongs to, a line in [`TARGETS`], its name in
//! `fuzz/fuzz_targets/`.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a target that cannot go on has found something")]

mod domain;
mod files;
mod journal;
mod linking;
mod local;
pub mod mutate;
mod sealed;
mod seeds;
mod texts;
mod wire;
mod world;

/// One decoder.
pub struct Target {
    /// Its name, in `fuzz/fuzz_targets/` and `fuzz/corpus/` too.
    pub name: &'static str,
    /// Feeds it.
    pub run: fn(&[u8]),
    /// Inputs to start from; real files that `folder` holds among them.
    pub seeds: fn(folder: Option<&std::path::Path>) -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "entry", run: journal::entry, seeds: journal::entry_seeds },
    Target { name: "signed_entry", run: journal::signed_entry, seeds: journal::signed_entry_seeds },
    Target { name: "join_request", run: journal::join_request, seeds: journal::join_request_seeds },
    Target { name: "statement", run: journal::statement, seeds: journal::statement_seeds },
    Target { name: "presence", run: journal::presence, seeds: journal::presence_seeds },
    Target { name: "envelope", run: sealed::envelope, seeds: sealed::envelope_seeds },
    Target { name: "key_box", run: sealed::key_box, seeds: sealed::key_box_seeds },
    Target { name: "blob", run: sealed::blob, seeds: sealed::blob_seeds },
    Target { name: "file", run: sealed::file, seeds: sealed::file_seeds },
    Target { name: "request", run: wire::request, seeds: wire::request_seeds },
    Target { name: "answer", run: wire::answer, seeds: wire::answer_seeds },
    Target { name: "hint", run: wire::hint, seeds: wire::hint_seeds },
    Target { name: "bridge", run: wire::bridge, seeds: wire::bridge_seeds },
    Target { name: "linking", run: linking::linking, seeds: linking::linking_seeds },
    Target { name: "link", run: texts::link, seeds: texts::link_seeds },
    Target { name: "typed", run: texts::typed, seeds: texts::typed_seeds },
    Target { name: "csv", run: files::csv, seeds: files::csv_seeds },
    Target { name: "vcard", run: files::vcard, seeds: files::vcard_seeds },
    Target { name: "mapping", run: files::mapping, seeds: files::mapping_seeds },
    Target { name: "mail", run: files::mail, seeds: files::mail_seeds },
    Target { name: "markdown", run: domain::markdown, seeds: domain::markdown_seeds },
    Target { name: "record", run: domain::record, seeds: domain::record_seeds },
    Target { name: "search", run: domain::search, seeds: domain::search_seeds },
    Target { name: "frames", run: local::frames, seeds: local::frames_seeds },
];

/// The function of a target, for the fuzzer.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target of this name");
    (target.run)(bytes);
}
