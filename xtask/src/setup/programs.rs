//! Trunk and wasm-bindgen, in the versions that the workspace names, built from the registry.

use super::folder;
use crate::shell::{probe, root, run, step};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Slow programs that are built quickly: they run for seconds, and building them optimised takes a quarter of an hour.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
];

struct Program {
    package: &'static str,
    name: &'static str,
    version: String,
    options: &'static [&'static str],
}

/// Builds those that are not there in the right version.
pub(super) fn install_missing() -> Result<()> {
    let wanted = [trunk()?, wasm_bindgen()?];
    let missing: Vec<&Program> = wanted.iter().filter(|program| !program.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for program in missing {
        step(&format!("build {} {} (some 4 minutes, once)", program.package, program.version), || program.install())?;
    }
    let _ = fs::remove_dir_all(folder()?.join("build"));
    Ok(())
}

/// Trunk's version stands in its own settings. Without default features it has no network code.
fn trunk() -> Result<Program> {
    let version = quoted("Trunk.toml", "trunk-version = \"=")?;
    Ok(Program { package: "trunk", name: "trunk", version, options: &["--locked", "--no-default-features"] })
}

/// The program must equal the crate that the workspace is locked to. Its own lock file may name versions that the
/// registry has withdrawn, so it is not asked for.
fn wasm_bindgen() -> Result<Program> {
    let version = quoted("Cargo.lock", "name = \"wasm-bindgen\"\nversion = \"")?;
    Ok(Program { package: "wasm-bindgen-cli", name: "wasm-bindgen", version, options: &[] })
}

fn quoted(file: &str, before: &str) -> Result<String> {
    let text = fs::read_to_string(root().join(file)).with_context(|| format!("cannot read {file}"))?;
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once('"'));
    found.map(|(version, _)| version.to_owned()).with_context(|| format!("{file} names no version after {before}"))
}

impl Program {
    fn is_there(&self) -> bool {
        let Ok(path) = super::path() else { return false };
        let said = probe(Command::new(self.name).arg("--version").env("PATH", path));
        said.is_some_and(|said| said.split_whitespace().nth(1) == Some(self.version.as_str()))
    }

    fn install(&self) -> Result<()> {
        let folder = folder()?;
        fs::create_dir_all(&folder)?;
        let mut cargo = Command::new("cargo");
        // Both share what they have in common; our own flags and folders do not concern them.
        cargo.current_dir(&folder).env_remove("RUSTFLAGS").env("CARGO_TARGET_DIR", folder.join("build")).envs(QUICK);
        cargo.args(["install", self.package, "--version", &self.version]).args(self.options).arg("--root").arg(&folder);
        run(&mut cargo)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_workspace_names_the_versions() {
        for program in [super::trunk(), super::wasm_bindgen()] {
            let version = program.expect("a version").version;
            assert!(version.split('.').all(|part| part.parse::<u32>().is_ok()), "{version}");
        }
    }
}
