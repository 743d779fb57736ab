//! Page and worker by Trunk, then the server with both inside. What has not changed is not built again.

use crate::setup::Tools;
use crate::shell::{output, probe, root, run, step};
use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the client is made of.
const INPUTS: [&str; 8] = [
    "client",
    "shared",
    "xtask/src",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo/config.toml",
    "tests/browser/package-lock.json",
];

/// Builds all and says where the server is.
pub(crate) fn all(tools: &Tools) -> Result<PathBuf> {
    client(tools)?;
    server(tools)
}

/// Builds `dist/` if anything that it is made of has changed.
pub(crate) fn client(tools: &Tools) -> Result<()> {
    let stamp = target(tools.cargo())?.join("client.stamp");
    if fs::read_to_string(&stamp).is_ok_and(|was| is_state(tools, &was)) {
        return Ok(());
    }
    let hook = std::env::current_exe().context("cannot tell where xtask is")?;
    step("trunk build (page and worker)", || {
        run(tools
            .command("trunk")
            .args(["build", "--release", "--offline"])
            .env("TACIT_XTASK", &hook)
            .env_remove("NO_COLOR"))
    })?;
    fs::write(stamp, state(tools)?).context("cannot note what was built")
}

/// Builds the server with `dist/` inside.
fn server(tools: &Tools) -> Result<PathBuf> {
    step("cargo build (server)", || {
        run(tools.cargo().args([
            "build",
            "--locked",
            "--profile",
            "server",
            "-p",
            "tacit-server",
            "--bin",
            "tacit-server",
            "--features",
            "embed",
        ]))
    })?;
    Ok(target(tools.cargo())?.join("server").join(format!("tacit-server{}", std::env::consts::EXE_SUFFIX)))
}

fn is_state(tools: &Tools, was: &str) -> bool {
    state(tools).is_ok_and(|is| is == was)
}

/// A hash over the sources, the compiler and what came out.
fn state(tools: &Tools) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(probe(tools.command("rustc").arg("-vV")).unwrap_or_default());
    hash.update(root().to_string_lossy().as_bytes());
    for input in INPUTS.into_iter().chain(["dist"]) {
        digest(&mut hash, &root().join(input))?;
    }
    Ok(HEXLOWER.encode(&hash.finalize()))
}

fn digest(hash: &mut Sha256, path: &Path) -> Result<()> {
    if !path.is_dir() {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        hash.update(path.to_string_lossy().as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
        return Ok(());
    }
    let mut inside = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| digest(hash, path))
}

/// Where cargo puts what it builds.
pub(crate) fn target(mut cargo: Command) -> Result<PathBuf> {
    let text = output(cargo.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).current_dir(root()))?;
    let metadata: serde_json::Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    Ok(metadata["target_directory"].as_str().context("cargo names no target folder")?.into())
}
