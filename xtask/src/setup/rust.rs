//! A Rust toolchain that can build WebAssembly: the one in use if rustup can add the target, else Debian's.

use super::debian;
use crate::shell::{probe, run, step};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// The target of page and worker.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// The toolchain to name to rustup; none if the one in use has the target.
pub(super) fn toolchain() -> Result<Option<&'static str>> {
    if has_target(None) {
        return Ok(None);
    }
    if has_target(Some(debian::TOOLCHAIN)) {
        return Ok(Some(debian::TOOLCHAIN));
    }
    if step("rustup: add the WebAssembly target", add).is_ok() && has_target(None) {
        return Ok(None);
    }
    debian::install()
        .context("this Rust has no WebAssembly target and rustup could not add it; Debian's compiler would do")?;
    Ok(Some(debian::TOOLCHAIN))
}

fn add() -> Result<()> {
    run(Command::new("rustup").args(["target", "add", TARGET]))
}

/// A compiler, whichever the environment says or this one.
pub(super) fn rustc(toolchain: Option<&str>) -> Command {
    let mut command = Command::new("rustc");
    if let Some(toolchain) = toolchain {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    command
}

/// Where the compiler looks for the target's standard library.
pub(super) fn library(toolchain: Option<&str>) -> Option<PathBuf> {
    probe(rustc(toolchain).args(["--print", "target-libdir", "--target", TARGET])).map(PathBuf::from)
}

fn has_target(toolchain: Option<&str>) -> bool {
    let Some(library) = library(toolchain) else { return false };
    let Ok(files) = std::fs::read_dir(&library) else { return false };
    let has_core = files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libcore-"));
    has_core && debian::is_current(&library, toolchain)
}
