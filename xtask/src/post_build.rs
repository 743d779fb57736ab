//! Trunk's post_build hook: turns what Trunk made into the folder that the server serves. Trunk names the page's
//! files by their hashes, but neither a worker's files nor copied scripts, writes no start script for a worker, and cuts
//! no code in parts.

mod boot;
mod compress;
mod digest;
mod document;
mod glue;
mod module;
mod parts;
mod styles;

use crate::build;
use anyhow::{Context, Result};
use document::Document;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// Does the hook's work in the folder that Trunk names in the environment.
pub(crate) fn run() -> Result<()> {
    let folder =
        std::env::var_os("TRUNK_STAGING_DIR").context("post-build is a hook for Trunk: call `cargo xtask build`")?;
    let folder = Path::new(&folder);
    cut(folder)?;
    finish(folder)
}

/// Both programs at once: this is most of the time that the hook takes.
fn cut(folder: &Path) -> Result<()> {
    let target = &build::target(Command::new("cargo"))?;
    thread::scope(|scope| {
        let programs = [parts::PAGE, parts::WORKER].map(|one| scope.spawn(move || parts::cut(folder, target, &one)));
        programs.into_iter().try_for_each(|one| one.join().expect("cutting does not panic"))
    })
}

fn finish(folder: &Path) -> Result<()> {
    let mut document = Document::read(folder)?;
    styles::bundle(folder, &mut document)?;
    boot::page(folder, &mut document)?;
    parts::in_document(folder, &mut document, &parts::name(folder, parts::PAGE.name)?)?;
    boot::worker(folder, &mut document)?;
    document.name_the_rest(&files(folder)?)?;
    document.write(folder)?;
    compress::all(folder, &files(folder)?)
}

/// Every file below the folder, as the paths by which browsers ask for them, sorted.
fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(folder.join(&at))? {
            let entry = entry?;
            let path = at.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else {
                found.push(format!("/{}", path.to_str().context("a file name that is not UTF-8")?));
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests;
