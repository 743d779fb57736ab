//! The server as a process of its own: started, stopped, killed and started again on the same data.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running server on a data folder of its own.
pub struct Server {
    binary: PathBuf,
    folder: TempDir,
    port: u16,
    process: Child,
    sign_up: Option<String>,
}

impl Server {
    /// Starts one; `binary` is the path of a build of the server.
    pub async fn start(binary: impl Into<PathBuf>) -> Self {
        let (binary, folder) = (binary.into(), tempfile::tempdir().expect("a folder"));
        let (process, port, sign_up) = spawn(&binary, folder.path(), 0).await;
        Self { binary, folder, port, process, sign_up }
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where its data are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The fragment by which the first person signs up.
    pub fn sign_up(&self) -> String {
        self.sign_up.clone().expect("nobody has an account yet")
    }

    /// One more sign-up fragment, from the command line tool.
    pub async fn sign_up_link(&self) -> String {
        let mut command = Command::new(&self.binary);
        command.arg("sign-up-link").arg("--data").arg(self.folder.path()).arg("--origin").arg(self.origin());
        let output = command.output().await.expect("the tool runs");
        let text = String::from_utf8(output.stdout).expect("text");
        fragment(&text).unwrap_or_else(|| panic!("no link in {text:?}"))
    }

    /// Ends the process at once, as a power cut would.
    pub async fn kill(&mut self) {
        self.process.kill().await.expect("it runs");
    }

    /// Starts it again on the same data and port.
    pub async fn restart(&mut self) {
        let (process, _, sign_up) = spawn(&self.binary, self.folder.path(), self.port).await;
        (self.process, self.sign_up) = (process, sign_up);
    }

    /// A copy of the data folder, as an operator makes it: with the server stopped.
    pub async fn backup(&mut self) -> TempDir {
        self.kill().await;
        let backup = tempfile::tempdir().expect("a folder");
        copy(self.folder.path(), backup.path());
        self.restart().await;
        backup
    }

    /// Puts today's folder of files into a backup: only the store is older then.
    pub fn keep_files(&self, backup: &TempDir) {
        copy(&self.folder.path().join("files"), &backup.path().join("files"));
    }

    /// Puts the backup in place of the data, and starts on it; `recover`: after the command that a restore calls for.
    pub async fn restore(&mut self, backup: &TempDir, recover: bool) {
        self.kill().await;
        for entry in std::fs::read_dir(self.folder.path()).expect("a folder") {
            let path = entry.expect("an entry").path();
            let removed = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
            removed.expect("removed");
        }
        copy(backup.path(), self.folder.path());
        if recover {
            self.command(&["recover"]).await;
        }
        self.restart().await;
    }

    /// Runs the server's command line on its data; what it prints.
    pub async fn command(&self, words: &[&str]) -> String {
        let mut command = Command::new(&self.binary);
        command.args(words).arg("--data").arg(self.folder.path());
        let output = command.output().await.expect("the tool runs");
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Every byte of its files.
    pub fn all_bytes(&self) -> Vec<u8> {
        bytes_under(self.folder.path())
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).expect("copied");
        }
    }
}

fn bytes_under(folder: &Path) -> Vec<u8> {
    let paths = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let bytes = |path: PathBuf| if path.is_dir() { bytes_under(&path) } else { std::fs::read(path).expect("readable") };
    paths.flat_map(bytes).collect()
}

fn fragment(line: &str) -> Option<String> {
    line.split_once("/#").map(|(_, fragment)| fragment.trim().to_owned())
}

async fn spawn(binary: &Path, data: &Path, port: u16) -> (Child, u16, Option<String>) {
    let mut command = Command::new(binary);
    command.arg("--data").arg(data).arg("--listen").arg(format!("127.0.0.1:{port}"));
    command.stdout(Stdio::piped()).kill_on_drop(true);
    let mut process = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", binary.display()));
    let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
    let (mut listening, mut sign_up) = (None, None);
    while let Some(line) = lines.next_line().await.expect("readable") {
        if let Some(address) = line.strip_prefix("listening on http://") {
            listening = address.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        } else if line.starts_with("nobody has an account yet") {
            sign_up = fragment(&line);
            break;
        } else if line.starts_with("ready") {
            break;
        }
    }
    // Read on, or the pipe fills.
    tokio::task::spawn_local(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (process, listening.expect("the server says where it listens"), sign_up)
}
