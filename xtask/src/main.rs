//! Set-up, build, run and test, for people and for CI: `cargo xtask COMMAND`.

mod post_build;

use anyhow::Result;
use clap::Parser;

/// Builds, runs and tests Tacit.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    /// Trunk's hook: names, start scripts, compression.
    #[command(hide = true)]
    PostBuild,
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::PostBuild => post_build::run(),
    }
}
