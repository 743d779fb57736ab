//! The long road to WebAssembly: Debian's compiler, and its standard library built here for the target, which no
//! Debian package holds.

use super::rust::{TARGET, library, rustc};
use crate::shell::{find, output, probe, run, step};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name under which rustup knows `/usr`.
pub(super) const TOOLCHAIN: &str = "debian";
/// Compiler, cargo, library source, `rust-lld` and clippy, as Debian's security archive has them.
const PACKAGES: [&str; 6] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy", "lld-22"];
/// Beside a library built here: for which compiler. Another compiler refuses it.
const STAMP: &str = ".tacit";
const CRATES: &str = "-Zbuild-std=core,alloc,std,proc_macro,test,panic_abort,panic_unwind";

/// Installs, builds and links what is missing.
pub(super) fn install() -> Result<()> {
    packages(&PACKAGES)?;
    ensure!(find(&["rustup"]).is_some(), "rustup is not there: see https://rustup.rs");
    run(Command::new("rustup").args(["toolchain", "link", TOOLCHAIN, "/usr"]))?;
    step("build the standard library for WebAssembly (some 3 minutes, once)", standard_library)
}

/// Whether a library that was built here is of this compiler; others are not ours to judge.
pub(super) fn is_current(library: &Path, toolchain: Option<&str>) -> bool {
    let Ok(stamp) = fs::read_to_string(library.join(STAMP)) else { return true };
    probe(rustc(toolchain).arg("-vV")).is_some_and(|version| version.trim() == stamp.trim())
}

/// Installs packages of Debian, or says how.
pub(super) fn packages(names: &[&str]) -> Result<()> {
    ensure!(find(&["apt-get"]).is_some(), "install what Debian calls {} by this system's own means", names.join(", "));
    step(&format!("apt-get install {}", names.join(" ")), || {
        // Lists may be missing or stale on a bare machine; if they cannot be had, the installation says why.
        let _ = as_root(&["apt-get", "update", "-q"]).and_then(|mut update| run(&mut update));
        run(&mut as_root(&[&["apt-get", "install", "-qy", "--no-install-recommends"], names].concat())?)
    })
}

fn as_root(words: &[&str]) -> Result<Command> {
    let quiet = ["env", "DEBIAN_FRONTEND=noninteractive"];
    let is_root = output(Command::new("id").arg("-u"))? == "0";
    let mut command = match () {
        () if is_root => Command::new(quiet[0]),
        () if find(&["sudo"]).is_some() => {
            let mut command = Command::new("sudo");
            command.arg(quiet[0]);
            command
        }
        () => bail!("this needs root, and there is no sudo; as root: {}", words.join(" ")),
    };
    command.arg(quiet[1]).args(words);
    Ok(command)
}

fn standard_library() -> Result<()> {
    let place = super::folder()?.join("std");
    build(&place)?;
    let stamp = place.join(STAMP);
    fs::write(&stamp, output(rustc(Some(TOOLCHAIN)).arg("-vV"))?)?;
    let library = library(Some(TOOLCHAIN)).context("Debian's compiler does not start")?;
    lay(&library, built(&place)?.into_iter().chain([stamp]))?;
    fs::remove_dir_all(&place).context("cannot tidy up")
}

/// Puts the files where the compiler looks, all at once: half a library would be taken for a whole one, and two
/// versions side by side are refused.
fn lay(library: &Path, files: impl Iterator<Item = PathBuf>) -> Result<()> {
    let library = library.to_str().context("a library folder that is not UTF-8")?;
    let fresh = format!("{library}.new");
    let files: Vec<String> = files.map(|file| file.display().to_string()).collect();
    let copy: Vec<&str> = ["cp"].into_iter().chain(files.iter().map(String::as_str)).chain([fresh.as_str()]).collect();
    for words in
        [&["rm", "-rf", &fresh][..], &["mkdir", "-p", &fresh], &copy, &["rm", "-rf", library], &["mv", &fresh, library]]
    {
        run(&mut as_root(words)?)?;
    }
    Ok(())
}

/// An empty crate, whose only content is the standard library under it.
fn build(place: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(place);
    fs::create_dir_all(place.join("src"))?;
    fs::write(place.join("src/lib.rs"), "")?;
    fs::write(place.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n")?;
    let mut cargo = Command::new("cargo");
    cargo.current_dir(place).args(["build", "--release", CRATES, "--target", TARGET]);
    cargo.env("RUSTUP_TOOLCHAIN", TOOLCHAIN).env("CARGO_TARGET_DIR", place.join("target"));
    // Unstable flags of a stable compiler; and without bitcode our link-time optimisation finds nothing to work on.
    run(cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Cembed-bitcode=yes"))
}

fn built(place: &Path) -> Result<Vec<PathBuf>> {
    let folder = place.join("target").join(TARGET).join("release/deps");
    let files = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let ours = |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libempty-"));
    let is_library = |file: &PathBuf| file.extension().is_some_and(|end| end == "rlib");
    Ok(files.into_iter().filter(|file| is_library(file) && !ours(file)).collect())
}
