//! What comes from npm: wasm-opt, which runs on node, and the driver of the browser tests. Their lock file is
//! `tests/browser/package-lock.json`.

use crate::shell::{probe, root, run, step};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const OLDEST: u32 = 20;

/// Where the packages are named and installed.
pub(super) fn folder() -> PathBuf {
    root().join("tests/browser")
}

/// Installs if the lock file is not the one that was installed.
pub(super) fn install() -> Result<()> {
    let said = probe(Command::new("node").arg("--version"));
    let major = said.as_deref().and_then(|said| said.trim_start_matches('v').split('.').next()?.parse().ok());
    if major.is_none_or(|major: u32| major < OLDEST) {
        bail!(
            "node {OLDEST} or later is needed, this is {}: see https://nodejs.org",
            said.as_deref().unwrap_or("none")
        );
    }
    let lock = fs::read(folder().join("package-lock.json")).context("tests/browser has no package-lock.json")?;
    let stamp = folder().join("node_modules/.tacit-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("npm ci in tests/browser", || {
        let mut npm = Command::new("npm");
        run(npm.current_dir(folder()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
    })?;
    fs::write(stamp, lock).context("cannot note what was installed")
}
