//! Chromium and its driver, which must be of one version.

use super::debian;
use crate::shell::{find, probe};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Where both are.
pub(super) struct Browser {
    pub(super) program: PathBuf,
    pub(super) driver: PathBuf,
}

/// Takes what CHROMIUM and CHROMEDRIVER name, or PATH has, or Debian.
pub(super) fn find_or_install() -> Result<Browser> {
    let browser = match look() {
        Some(browser) => browser,
        None => {
            debian::packages(&["chromium", "chromium-driver"])?;
            look().context("the package is installed, but there is neither chromium nor chromedriver")?
        }
    };
    let (program, driver) = (major(&browser.program)?, major(&browser.driver)?);
    ensure!(program == driver, "Chromium is of version {program}, its driver of {driver}: they must be the same");
    Ok(browser)
}

fn look() -> Option<Browser> {
    let named = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_file());
    let program = named("CHROMIUM").or_else(|| find(&PROGRAMS))?;
    let driver = named("CHROMEDRIVER").or_else(|| find(&["chromedriver"]))?;
    Some(Browser { program, driver })
}

fn major(program: &Path) -> Result<String> {
    let said = probe(Command::new(program).arg("--version"))
        .with_context(|| format!("{} does not start", program.display()))?;
    let number = said.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let major = number.and_then(|number| number.split('.').next());
    Ok(major.with_context(|| format!("{} says no version", program.display()))?.to_owned())
}
