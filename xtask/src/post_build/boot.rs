//! The two start scripts: the page's gets a hashed name and integrity, the worker's is written here.

use super::digest::{hashed_name, integrity, read, rename};
use super::document::Document;
use super::glue;
use super::parts::{self, Named};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Makes `boot.js` small, gives it its hashed name and its tag the integrity.
pub(crate) fn page(folder: &Path, document: &mut Document) -> Result<()> {
    let script = String::from_utf8(read(folder, "boot.js")?).context("a script that is not UTF-8")?;
    fs::write(folder.join("boot.js"), glue::trimmed(&script)?)?;
    let name = rename(folder, "boot", ".js")?;
    let integrity = integrity(&read(folder, &name)?);
    document.replace("src=\"/boot.js\"", &format!("src=\"/{name}\" integrity=\"{integrity}\""))
}

/// Gives the worker's two files hashed names and writes the script that starts them.
pub(crate) fn worker(folder: &Path, document: &mut Document) -> Result<()> {
    let Named { js, wasm, .. } = parts::name(folder, parts::WORKER.name)?;
    let script = worker_script(&js, &wasm, &integrity(&read(folder, &wasm)?));
    let name = hashed_name("worker-boot", ".js", script.as_bytes());
    fs::write(folder.join(&name), script)?;
    document.replace("name=\"worker\" content=\"/worker.js\"", &format!("name=\"worker\" content=\"/{name}\""))
}

/// Browsers take no integrity for a worker's script or its imports; the hash in the name ties them to the document.
/// A failure is left to reach the page as the worker's error event.
fn worker_script(js: &str, wasm: &str, integrity: &str) -> String {
    format!(
        "import start from \"/{js}\";\n\
         const wasm = fetch(\"/{wasm}\", {{ integrity: \"{integrity}\", credentials: \"same-origin\" }});\n\
         await start({{ module_or_path: wasm }});\n"
    )
}
