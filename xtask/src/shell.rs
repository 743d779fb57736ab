//! Running other programs and saying how long things took.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Runs to the end; the program speaks for itself.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    succeeded(command.status(), command)
}

/// What the program printed, trimmed; its complaints go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let out = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let out = out.with_context(|| format!("cannot start {}", words(command)))?;
    succeeded(Ok(out.status), command)?;
    Ok(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// What the program printed if it is there and content, without a word if not.
pub(crate) fn probe(command: &mut Command) -> Option<String> {
    let out = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Passes each printed line on and hands it to `seen`.
pub(crate) fn follow(command: &mut Command, mut seen: impl FnMut(&str)) -> Result<()> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let child = child.as_mut().ok().with_context(|| format!("cannot start {}", words(command)))?;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            seen(&line);
        }
    }
    succeeded(child.wait(), command)
}

fn succeeded(status: std::io::Result<ExitStatus>, command: &Command) -> Result<()> {
    let status = status.with_context(|| format!("cannot start {}", words(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", words(command));
    }
    Ok(())
}

fn words(command: &Command) -> String {
    let all = std::iter::once(command.get_program()).chain(command.get_args());
    all.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Says what begins and how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {what}");
    let begun = Instant::now();
    let done = work();
    let end = if done.is_ok() { "done" } else { "FAILED" };
    eprintln!("==> {what}: {end} in {:.1} s", begun.elapsed().as_secs_f64());
    done
}

/// The first of these programs that PATH has, or that is a path itself.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}
