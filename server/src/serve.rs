//! Starting and stopping: the data folder, the listener, the line that says where, a stop that finishes what was begun.

use crate::accounts::token_hash;
use crate::app::{self, App, Shared};
use crate::client::Client;
use crate::files::{self, Files};
use crate::http;
use crate::objects::Folder;
use crate::store::Store;
use crate::store::recovery::RecoveryStore;
use crate::store::sqlite::SqliteStore;
use anyhow::{Context, Result, bail};
use base64ct::{Base64UrlUnpadded, Encoding};
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal;

/// How often what nobody needs is freed.
const TIDY: Duration = Duration::from_secs(10);
/// Requests still running when the server is told to stop get so long.
const LAST_REQUESTS: Duration = Duration::from_secs(20);

/// Tacit's server: keeps and syncs sealed records, and cannot read one.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a link by which one more person may sign up without an invite. Good for a week, once.
    SignUpLink,
    /// After restoring the data folder from a backup: let members' browsers give back what was written since. Until they
    /// have, or for 24 hours, vaults take nothing else. May run beside the server.
    Recover {
        /// Put an end to it: vaults take new changes at once, and what was not given back by then is lost.
        #[arg(long)]
        end: bool,
    },
}

/// Where the data are and how browsers come here.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Folder for the database and the files; made if it is not there.
    #[arg(long, default_value = "data", global = true, env = "TACIT_DATA")]
    pub data: PathBuf,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", env = "TACIT_LISTEN")]
    pub listen: SocketAddr,
    /// The address that browsers use, such as https://tacit.example.org; may be given more than once. Without it, this machine only.
    #[arg(long, global = true, env = "TACIT_ORIGIN", value_delimiter = ',')]
    pub origin: Vec<String>,
    /// Serve the web client from this folder instead of the one inside the binary.
    #[arg(long)]
    pub client: Option<PathBuf>,
    /// Room for the files of each vault, in GB.
    #[arg(long, default_value_t = 10, env = "TACIT_FILES_QUOTA")]
    pub files_quota: u64,
    /// A reverse proxy in front names the client's address in X-Forwarded-For.
    #[arg(long, env = "TACIT_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

impl Options {
    fn origins(&self, listening: SocketAddr) -> Result<Vec<String>> {
        if self.origin.is_empty() {
            let port = listening.port();
            let mut own = vec![format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")];
            if !listening.ip().is_unspecified() && !listening.ip().is_loopback() {
                own.push(format!("http://{listening}"));
            }
            return Ok(own);
        }
        let clean = |origin: &String| origin.trim_end_matches('/').to_owned();
        let origins: Vec<String> = self.origin.iter().map(clean).collect();
        for origin in &origins {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            if host.is_none_or(|host| host.is_empty() || host.contains('/')) {
                bail!(
                    "--origin {origin}: give it as the browser shows it, such as https://tacit.example.org, without a path"
                );
            }
        }
        Ok(origins)
    }

    /// A folder beside the database.
    fn files(&self) -> Files {
        let quota = self.files_quota.saturating_mul(1_000_000_000);
        Files::new(Arc::new(Folder::new(self.data.join("files"))), quota)
    }

    async fn store(&self) -> Result<SqliteStore> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("cannot make the data folder {}", self.data.display()))?;
        private(&self.data)?;
        let file = self.data.join("tacit.db");
        SqliteStore::open(&file).await.with_context(|| format!("cannot open {}", file.display()))
    }
}

/// Nobody else on this machine needs to see who belongs to which vault.
#[cfg(unix)]
fn private(folder: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .with_context(|| format!("cannot make {} private", folder.display()))
}

#[cfg(not(unix))]
fn private(_: &std::path::Path) -> Result<()> {
    Ok(())
}

/// Runs what the command line says.
pub async fn main(cli: Cli) -> Result<()> {
    match cli.command {
        Some(Command::SignUpLink) => print_sign_up_link(&cli.options).await,
        Some(Command::Recover { end }) => recover(&cli.options, end).await,
        None => run(cli.options).await,
    }
}

async fn recover(options: &Options, end: bool) -> Result<()> {
    let store = options.store().await?;
    if end {
        println!("recovery is over; vaults that were still waiting: {}", store.end_recovery().await?);
    } else {
        let vaults = store.start_recovery(app::now()).await?;
        println!("vaults that now wait for what their members' browsers give back: {vaults}");
        println!("each is open again when all its members have been here, or after 24 hours");
    }
    store.close().await;
    Ok(())
}

async fn print_sign_up_link(options: &Options) -> Result<()> {
    let store = options.store().await?;
    let origins = options.origins(options.listen)?;
    println!("{}", sign_up_link(&store, &origins[0]).await?);
    store.close().await;
    Ok(())
}

async fn sign_up_link(store: &dyn Store, origin: &str) -> Result<String> {
    let token = app::random::<32>()?;
    store.add_sign_up_token(token_hash(&token), app::now()).await?;
    Ok(format!("{origin}/#signup={}", Base64UrlUnpadded::encode_string(&token)))
}

async fn run(options: Options) -> Result<()> {
    let store = options.store().await?;
    let listener =
        TcpListener::bind(options.listen).await.with_context(|| format!("cannot listen on {}", options.listen))?;
    let listening = listener.local_addr()?;
    let origins = options.origins(listening)?;
    let client = options.client.clone().map_or(Client::Embedded, Client::Folder);
    if !client.is_there() {
        tracing::warn!("no web client: build with the feature `embed` or give --client; only the interface is served");
    }
    let first = (!store.has_accounts().await?).then_some(sign_up_link(&store, &origins[0]).await?);
    let app = App::new(Arc::new(store.clone()), options.files(), origins.clone(), options.behind_proxy, client);
    println!("listening on http://{listening}");
    println!("open {}", origins[0]);
    if let Some(link) = first {
        println!("nobody has an account yet: sign up at {link}");
    } else {
        println!("ready");
    }
    serve(listener, app).await?;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn serve(listener: TcpListener, app: Shared) -> Result<()> {
    let tidying = tokio::spawn(tidy(app.clone()));
    let service = http::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        told_to_stop().await;
        tracing::info!("stopping: finishing what was begun");
        app.hub.end_all();
        // Nobody listens if serving ended by itself.
        let _ = stop.send(());
    });
    let deadline = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(LAST_REQUESTS).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        result = serving => result?,
        () = deadline => tracing::warn!("some requests did not end in time"),
    }
    tidying.abort();
    Ok(())
}

async fn tidy(app: Shared) {
    let mut tick = tokio::time::interval(TIDY);
    loop {
        tick.tick().await;
        app.tidy();
        if let Err(error) = app.upkeep.run(&app, app::now()).await {
            tracing::error!(%error, "what was deleted could not be made to go: it is tried again");
        }
        files::sweep(&app).await;
    }
}

#[cfg(unix)]
async fn told_to_stop() {
    let terminated = signal::unix::signal(signal::unix::SignalKind::terminate());
    match terminated {
        Ok(mut terminated) => tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminated.recv() => {}
        },
        // Without a handler for it the default one ends the process, which loses nothing either.
        Err(_) => drop(signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    drop(signal::ctrl_c().await);
}
