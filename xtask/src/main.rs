//! Set-up, build, run and test, for people and for CI: `cargo xtask COMMAND`.

mod bench;
mod build;
mod post_build;
mod run;
mod setup;
mod shell;
mod size;
mod test;

use anyhow::Result;
use clap::Parser;
use setup::For;
use std::process::ExitCode;

/// Builds, runs and tests Tacit. Every command first installs what is missing.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    /// Install what building and testing need.
    Setup,
    /// Build page, worker and the server with both inside.
    Build,
    /// Build and start the server.
    Run(run::Options),
    /// Run all tests; the last line counts them.
    Test(test::Options),
    /// Measure the design's figures, each beside its goal.
    Bench,
    /// Take the pictures of the guide anew, into docs/screenshots.
    Screenshots,
    /// Hold the built client against its size ceiling.
    Size,
    /// Trunk's hook: names, start scripts, compression.
    #[command(hide = true)]
    PostBuild,
}

fn main() -> ExitCode {
    match perform(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Result<()> {
    match command {
        Command::Setup => setup::tools(For::Testing).map(drop),
        Command::Build => {
            let server = build::all(&setup::tools(For::Building)?)?;
            println!("{}", server.display());
            Ok(())
        }
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::all(&options),
        Command::Bench => bench::run(),
        Command::Screenshots => screenshots(),
        Command::Size => size::check(),
        Command::PostBuild => post_build::run(),
    }
}

/// Every page with made-up data, in a real browser.
fn screenshots() -> Result<()> {
    let tools = setup::tools(For::Testing)?;
    let server = build::all(&tools)?;
    let mut node = tools.command("node");
    node.arg(shell::root().join("tests/browser/screenshots.mjs"));
    shell::run(node.env("TACIT_SERVER", server).env("TACIT_PICTURES", shell::root().join("docs/screenshots")))
}
