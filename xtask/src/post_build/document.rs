//! The page's one HTML document, edited by exact text: if Trunk or `index.html` changes what it writes, the build fails.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

const NAME: &str = "index.html";
/// Where the files stand that the document names nowhere else, for the service worker to keep.
const REST: &str = "data-files=\"\"";
/// Read by browsers at any time by their own rules, or by nobody in the app: not part of what is kept for use offline.
const NOT_KEPT: [&str; 2] = ["/index.html", "/sw.js"];
/// How the tag of a style sheet begins.
const SHEET: &str = "link rel=\"stylesheet\"";
/// What the service worker looks for in the document.
const KEPT: [&str; 5] = [".js", ".wasm", ".css", ".woff2", ".svg"];

/// `index.html`, while it is being finished.
pub(crate) struct Document(String);

impl Document {
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let text = fs::read_to_string(folder.join(NAME)).context("Trunk wrote no index.html")?;
        Ok(Self(text))
    }

    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::write(folder.join(NAME), tidy(&self.0)).context("cannot write index.html")
    }

    /// Replaces text that stands there exactly once.
    pub(crate) fn replace(&mut self, from: &str, to: &str) -> Result<()> {
        let found = self.0.matches(from).count();
        ensure!(found == 1, "index.html has {found} times `{from}`, expected once");
        self.0 = self.0.replace(from, to);
        Ok(())
    }

    /// Replaces text wherever it stands.
    pub(crate) fn replace_all(&mut self, from: &str, to: &str) {
        self.0 = self.0.replace(from, to);
    }

    /// The value of an attribute that stands there exactly once.
    pub(crate) fn attribute(&self, name: &str) -> Result<String> {
        let before = format!(" {name}=\"");
        let mut found = self.0.split(&before).skip(1);
        let value = found.next().and_then(|rest| rest.split_once('"'));
        ensure!(found.next().is_none(), "index.html has `{name}` more than once");
        Ok(value.with_context(|| format!("index.html has no `{name}`"))?.0.to_owned())
    }

    /// The tags of all style sheets, in their order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        let tags = self.0.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
        tags.filter(|(tag, _)| tag.starts_with(SHEET)).map(|(tag, _)| format!("<{tag}>")).collect()
    }

    /// Names every file of the client that the document does not name yet: offline, all of them must be there.
    pub(crate) fn name_the_rest(&mut self, files: &[String]) -> Result<()> {
        let kept = |file: &&String| KEPT.iter().any(|end| file.ends_with(end)) && !NOT_KEPT.contains(&file.as_str());
        let unnamed = |file: &&String| !self.0.contains(&format!("\"{file}\"")) || self.is_worker_boot(file);
        let rest: Vec<&str> = files.iter().filter(kept).filter(unnamed).map(String::as_str).collect();
        self.replace(REST, &format!("data-files=\"{}\"", rest.join(" ")))
    }

    fn is_worker_boot(&self, file: &str) -> bool {
        self.0.contains(&format!("name=\"worker\" content=\"{file}\""))
    }
}

/// Without comments, indentation and empty lines, which browsers do not show.
fn tidy(text: &str) -> String {
    let mut said = String::new();
    for (at, part) in text.split("<!--").enumerate() {
        said += if at == 0 { part } else { part.split_once("-->").map_or("", |(_, after)| after) };
    }
    said.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
