//! Compresses once what every visitor would otherwise wait for: `file.br` beside each file that gets smaller.

use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

/// Fonts are compressed by their format already.
const COMPRESSIBLE: [&str; 7] = [".html", ".js", ".css", ".wasm", ".svg", ".json", ".txt"];
/// The slowest and smallest: this is done once for each build, on the machine that builds.
const QUALITY: u32 = 11;
/// 16 MiB (RFC 7932, 9.1), the largest that every browser takes: the whole wasm file is one window.
const WINDOW_BITS: u32 = 24;

/// Compresses the files among these that can be, on all cores.
pub(crate) fn all(folder: &Path, files: &[String]) -> Result<()> {
    let wanted = files.iter().filter(|file| COMPRESSIBLE.iter().any(|end| file.ends_with(end)));
    let queue = Mutex::new(wanted);
    let work = || -> Result<()> {
        loop {
            let next = queue.lock().ok().and_then(|mut queue| queue.next());
            let Some(file) = next else { return Ok(()) };
            one(&folder.join(&file[1..])).with_context(|| format!("cannot compress {file}"))?;
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..thread::available_parallelism()?.get()).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("compression does not panic"))
    })
}

fn one(path: &Path) -> Result<()> {
    let plain = fs::read(path)?;
    let small = brotli(&plain)?;
    if small.len() < plain.len() {
        fs::write(format!("{}.br", path.display()), small)?;
    }
    Ok(())
}

/// Brotli at its best (RFC 7932).
pub(crate) fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW_BITS);
    out.write_all(plain)?;
    Ok(out.into_inner())
}
