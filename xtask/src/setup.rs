//! What the build needs and a bare machine lacks. Looks first and does only what is missing, so the second start
//! is quick; works where nothing but the package registries can be reached.

mod browser;
mod debian;
mod node;
mod programs;
mod rust;

use crate::shell::root;
use anyhow::{Context, Result};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// How much has to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// Page, worker and server.
    Building,
    /// These, and a browser with its driver.
    Testing,
}

/// Where the tools are; starts programs in their midst.
pub(crate) struct Tools {
    toolchain: Option<&'static str>,
    path: OsString,
    browser: Option<browser::Browser>,
}

/// Makes sure of everything and says where it is.
pub(crate) fn tools(purpose: For) -> Result<Tools> {
    let begun = Instant::now();
    let toolchain = rust::toolchain()?;
    programs::install_missing()?;
    node::install()?;
    let browser = (purpose == For::Testing).then(browser::find_or_install).transpose()?;
    let tools = Tools { toolchain, path: path()?, browser };
    eprintln!("==> set-up is complete ({}), {:.1} s", tools.compiler()?, begun.elapsed().as_secs_f64());
    Ok(tools)
}

impl Tools {
    /// A program with the tools before everything else on its PATH, in the workspace.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(root()).env("PATH", &self.path);
        if let Some(toolchain) = self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        if let Some(browser) = &self.browser {
            command.env("CHROMEDRIVER", &browser.driver).env("CHROMIUM", &browser.program);
        }
        command
    }

    /// Cargo with the toolchain that has the WebAssembly target.
    pub(crate) fn cargo(&self) -> Command {
        self.command("cargo")
    }

    /// Cargo of a toolchain that has rustfmt, which Debian's has not.
    pub(crate) fn cargo_fmt(&self) -> Command {
        let mut command = self.command("cargo");
        let own = std::env::var("RUSTUP_TOOLCHAIN").ok().filter(|own| own != debian::TOOLCHAIN);
        command.env("RUSTUP_TOOLCHAIN", own.as_deref().unwrap_or("stable")).arg("fmt");
        command
    }

    /// The compiler's name and version.
    pub(crate) fn compiler(&self) -> Result<String> {
        crate::shell::output(self.command("rustc").arg("--version"))
    }
}

/// Where downloaded tools stay between builds and clones.
fn folder() -> Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|cache| !cache.is_empty()).map(PathBuf::from);
    let home = || std::env::home_dir().map(|home| home.join(".cache"));
    Ok(cache.or_else(home).context("neither XDG_CACHE_HOME nor a home folder is set")?.join("tacit/tools"))
}

fn path() -> Result<OsString> {
    let ours = [folder()?.join("bin"), node::folder().join("node_modules/.bin")];
    let theirs = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&theirs)))?)
}
