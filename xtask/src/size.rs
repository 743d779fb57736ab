//! What a first visit loads, compressed, beside the design's goal and against the ceiling that no change may break.

use crate::shell::root;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// One part of the client.
pub(crate) struct Part {
    /// As the table calls it.
    pub(crate) name: &'static str,
    /// Bytes over the wire.
    pub(crate) bytes: u64,
    /// What the design wants it to be, where it says so.
    pub(crate) goal: Option<u64>,
    /// A little above what it is: lower it when it shrinks.
    pub(crate) ceiling: u64,
}

/// Page and worker as they are in `dist/`: what the first visit waits for, and the parts that come while somebody signs in.
pub(crate) fn parts() -> Result<[Part; 4]> {
    let dist = root().join("dist");
    let document =
        fs::read_to_string(dist.join("index.html")).context("there is no dist/: call `cargo xtask build`")?;
    let (mut page, mut worker, mut later, mut work) = (0, 0, 0, 0);
    for entry in fs::read_dir(&dist)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match () {
            () if is_later(&name, "app-") || is_worn_later(&name, &document) => later += over_the_wire(&path)?,
            () if is_later(&name, "worker-") => work += over_the_wire(&path)?,
            () if name.starts_with("worker-") => worker += over_the_wire(&path)?,
            () if is_of_the_page(&name) => page += over_the_wire(&path)?,
            () => {}
        }
    }
    Ok([
        Part { name: "first load: page (brotli)", bytes: page, goal: Some(200_000), ceiling: 170_000 },
        Part { name: "first load: worker (brotli)", bytes: worker, goal: Some(350_000), ceiling: 212_000 },
        Part { name: "behind the door: page (brotli)", bytes: later, goal: None, ceiling: 1_390_000 },
        Part { name: "behind the door: worker (brotli)", bytes: work, goal: None, ceiling: 1_640_000 },
    ])
}

/// Code of a program that is none of its first file (`NAME_bg.wasm`).
fn is_later(name: &str, program: &str) -> bool {
    name.starts_with(program) && name.ends_with(".wasm") && !name.ends_with("_bg.wasm")
}

/// A style that the document names but does not fetch.
fn is_worn_later(name: &str, document: &str) -> bool {
    let named = format!("href=\"/{name}\"");
    let tag = document.split('<').find(|tag| tag.contains(&named));
    name.ends_with(".css") && tag.is_some_and(|tag| tag.contains(" disabled"))
}

/// Document, scripts, styles and code; the service worker is loaded afterwards, the font is the reader's to wait for.
fn is_of_the_page(name: &str) -> bool {
    name != "sw.js" && [".html", ".js", ".css", ".wasm"].iter().any(|end| name.ends_with(end))
}

/// The compressed file's length; zero for the compressed file itself, which stands for its plain one.
fn over_the_wire(path: &Path) -> Result<u64> {
    if path.extension().is_some_and(|end| end == "br") {
        return Ok(0);
    }
    let small = format!("{}.br", path.display());
    let small = Path::new(&small);
    Ok(fs::metadata(if small.is_file() { small } else { path })?.len())
}

/// Prints both and fails if one is over its ceiling.
pub(crate) fn check() -> Result<()> {
    let parts = parts()?;
    for part in &parts {
        let goal = part.goal.map_or_else(|| "none".to_owned(), |goal| goal.to_string());
        println!("{:<40} {:>8} B, goal {goal:>8} B, ceiling {:>8} B", part.name, part.bytes, part.ceiling);
    }
    ensure!(parts.iter().all(|part| part.bytes <= part.ceiling), "the client has grown beyond its ceiling");
    Ok(())
}
