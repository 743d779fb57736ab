//! The server, as the tests start, stop and kill it.

use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tacit_server::serve::main(tacit_server::serve::Cli::parse()).await
}
