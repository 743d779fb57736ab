//! Everything that CI asks. All stages run, also after one has failed; the last line says how many tests passed
//! and how many did not.

mod count;
mod lint;

use crate::setup::{self, For, Tools};
use crate::shell::{root, run, step};
use crate::{build, size};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use count::Count;
use std::path::PathBuf;

/// One part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Formatting.
    Fmt,
    /// Our own rules on sources.
    Lint,
    /// Clippy on what runs natively.
    Clippy,
    /// Clippy on what runs in the browser.
    ClippyWasm,
    /// Unit, property and whole-system tests, natively.
    Native,
    /// Storage and bridge of the worker, in headless Chromium.
    Worker,
    /// Page, worker and server.
    Build,
    /// The size ceiling.
    Size,
    /// The whole path in headless Chromium.
    Browser,
}

/// Which stages to run.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this stage; may be given more than once.
    #[arg(long, value_enum)]
    only: Vec<Stage>,
}

/// Runs the stages and fails if anything in them did.
pub(crate) fn all(options: &Options) -> Result<()> {
    let tools = setup::tools(For::Testing);
    let total = match &tools {
        Ok(tools) => stages(tools, options),
        Err(error) => {
            eprintln!("set-up: {error:#}");
            Count::of_one(false)
        }
    };
    println!("{total}");
    if total.failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn stages(tools: &Tools, options: &Options) -> Count {
    let wanted = |stage: &&Stage| options.only.is_empty() || options.only.contains(stage);
    let mut total = Count::default();
    for stage in Stage::value_variants().iter().filter(wanted) {
        let mut count = Count::default();
        let name =
            format!("test: {}", stage.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned()));
        let done = step(&name, || stage.run(tools, &mut count));
        if let Err(error) = &done {
            eprintln!("{error:#}");
        }
        total += count.or_one(done.is_ok());
    }
    total
}

impl Stage {
    fn run(self, tools: &Tools, count: &mut Count) -> Result<()> {
        match self {
            Self::Fmt => run(tools.cargo_fmt().args(["--all", "--check"])),
            Self::Lint => lint::sources(),
            Self::Clippy => clippy(tools),
            Self::ClippyWasm => clippy_wasm(tools),
            Self::Native => native(tools, count),
            Self::Worker => worker(tools, count),
            Self::Build => build::all(tools).map(drop),
            Self::Size => size::check(),
            Self::Browser => browser(tools, count),
        }
    }
}

/// The target of page and worker.
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
/// Warnings are errors.
const STRICT: [&str; 3] = ["--", "-D", "warnings"];

fn clippy(tools: &Tools) -> Result<()> {
    let mut cargo = tools.cargo();
    cargo.args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--exclude",
        "tacit-app",
        "--exclude",
        "tacit-worker",
    ]);
    run(cargo.args(STRICT))
}

fn clippy_wasm(tools: &Tools) -> Result<()> {
    let mut cargo = tools.cargo();
    cargo.args(["clippy", "--locked", "-p", "tacit-app", "-p", "tacit-worker", "-p", "tacit-engine"]);
    run(cargo.args(WASM).args(STRICT))?;
    run(tools.cargo().args(["clippy", "--locked", "-p", "tacit-worker", "--tests"]).args(WASM).args(STRICT))
}

/// The page's own tests are of plain functions, so they run natively too.
fn native(tools: &Tools, count: &mut Count) -> Result<()> {
    let mut cargo = tools.cargo();
    cargo.args(["test", "--locked", "--workspace", "--exclude", "tacit-worker", "--no-fail-fast"]);
    // People, lines and processes that fail: as many as a few minutes hold, also on a slow machine; `cargo test` alone runs a few
    // of them.
    cargo.env("TACIT_SEEDS", "250");
    count::cargo(&mut cargo, count)
}

fn worker(tools: &Tools, count: &mut Count) -> Result<()> {
    let mut cargo = tools.cargo();
    cargo.args(["test", "--locked", "-p", "tacit-worker"]).args(WASM);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    // Seconds for all tests of a file: a loaded machine starts a browser slowly.
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    count::cargo(&mut cargo, count)
}

fn browser(tools: &Tools, count: &mut Count) -> Result<()> {
    let tests = browser_tests()?;
    if tests.is_empty() {
        bail!("tests/browser has no *.test.mjs");
    }
    let mut node = tools.command("node");
    // Two files at a time: each starts browsers and a server of its own, and waits for them more than it works. What hangs
    // fails after ten minutes, and says where.
    node.args(["--test", "--test-concurrency=2", "--test-timeout=600000", "--test-reporter=spec"]).args(tests);
    count::node(node.env("TACIT_SERVER", build::all(tools)?), count)
}

fn browser_tests() -> Result<Vec<PathBuf>> {
    let folder = root().join("tests/browser");
    let files = std::fs::read_dir(&folder).context("there is no tests/browser")?.flatten().map(|entry| entry.path());
    let mut tests: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    tests.sort();
    Ok(tests)
}
