//! From a fresh clone to a server that listens.

use crate::build;
use crate::setup::{self, For};
use crate::shell::root;
use anyhow::{Context, Result};
use clap::Args;
use std::path::PathBuf;

/// What the server is told.
#[derive(Args)]
pub(crate) struct Options {
    /// Folder for the database [default: data/ of this clone].
    #[arg(long)]
    data: Option<PathBuf>,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// More options of the server, after `--`.
    #[arg(last = true)]
    more: Vec<String>,
}

/// Sets up, builds, and becomes the server, which says where it listens.
pub(crate) fn run(options: &Options) -> Result<()> {
    let tools = setup::tools(For::Building)?;
    let server = build::all(&tools)?;
    let mut command = std::process::Command::new(&server);
    command.arg("--data").arg(options.data.clone().unwrap_or_else(|| root().join("data")));
    command.args(["--listen", &options.listen]).args(&options.more);
    become_it(command).with_context(|| format!("cannot start {}", server.display()))
}

/// Signals and the exit status are then the server's own.
#[cfg(unix)]
fn become_it(mut command: std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_it(mut command: std::process::Command) -> Result<()> {
    crate::shell::run(&mut command)
}
