//! Rules on sources that no compiler knows: what the content security policy would block at run time, that the page
//! takes its words from the catalogues, at the door from those that are there by then, and that each file opens by
//! saying what lives in it.

use crate::shell::root;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;

/// Checks every Rust file, and the page's markup.
pub(crate) fn sources() -> Result<()> {
    let mut faults = Vec::new();
    for file in files()? {
        let text = fs::read_to_string(root().join(&file)).with_context(|| format!("cannot read {file}"))?;
        let is_page = file.starts_with("client/app/");
        for (at, line) in text.lines().enumerate().filter(|_| is_page) {
            faults.extend(inline(line).map(|what| format!("{file}:{}: {what}", at + 1)));
        }
        if file.starts_with("client/app/src/") && !file.starts_with(CATALOGUES) {
            for (at, line) in product(&text).lines().enumerate() {
                faults.extend(words(line).map(|what| format!("{file}:{}: “{what}” belongs in {CATALOGUES}", at + 1)));
                if is_at_the_door(&file) && says_behind(line) {
                    faults.push(format!("{file}:{}: `t()` may not be loaded at the door: say `always()`", at + 1));
                }
            }
        }
        if file.ends_with(".rs") && !text.starts_with("//!") {
            faults.push(format!("{file}:1: does not open with `//!`"));
        }
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// Where sources are, and what in there is not ours.
const FOLDERS: [&str; 5] = ["client", "server", "shared", "tests", "xtask"];
const NOT_OURS: [&str; 2] = ["node_modules", "target"];

fn files() -> Result<Vec<String>> {
    let (mut found, mut open) = (Vec::new(), FOLDERS.map(PathBuf::from).to_vec());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root().join(&folder)).with_context(|| format!("cannot list {}", folder.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            match entry.file_type()?.is_dir() {
                true if !NOT_OURS.contains(&name.as_str()) => open.push(path),
                false if name.ends_with(".rs") || name.ends_with(".html") => found.push(path.display().to_string()),
                _ => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What `script-src 'self'; style-src 'self'` refuses.
fn inline(line: &str) -> Option<&'static str> {
    let attribute = |name: &str| line.split(name).skip(1).any(|rest| rest.trim_start().starts_with('='));
    match () {
        () if attribute(" style") => Some("a style attribute is blocked by the policy: use a class, or `style:name=`"),
        () if line.contains("<style") => Some("an inline style sheet is blocked by the policy"),
        () if line.contains("<script") && !line.contains(" src=") => Some("an inline script is blocked by the policy"),
        () if [" onclick=\"", " onload=\"", " onerror=\""].iter().any(|name| line.contains(name)) => {
            Some("an inline handler is blocked by the policy")
        }
        () => None,
    }
}

/// Where every word lives that the page says.
const CATALOGUES: &str = "client/app/src/strings/";
/// What runs before the texts behind the door are loaded, folders and files.
const AT_THE_DOOR: [&str; 8] = ["door/", "ui/", "link/", "boot.rs", "broken.rs", "format.rs", "parts.rs", "passkey.rs"];

fn is_at_the_door(file: &str) -> bool {
    file.strip_prefix("client/app/src/").is_some_and(|file| AT_THE_DOOR.iter().any(|place| file.starts_with(place)))
}

/// Whether a line calls `t()`, by itself or by its path.
fn says_behind(line: &str) -> bool {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    !line.trim_start().starts_with("//")
        && line.match_indices("t()").any(|(at, _)| !line[..at].ends_with(|before| is_name(before) || before == '.'))
}

/// Attributes that are read out or shown.
const SAID: [&str; 4] = ["aria-label=", "placeholder=", " title=", " alt="];

/// A file without its tests, which may say anything.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// Words for people that stand in the code: a literal of several words that opens with a capital, or one in an
/// attribute that is said. Single words elsewhere are mostly names of keys and of the browser's own things.
fn words(line: &str) -> Option<&str> {
    let code = line.trim_start();
    if code.starts_with("//") || code.starts_with("reason =") {
        return None;
    }
    let is_sentence = |text: &str| {
        let mut words = text.split(' ');
        let first = words.next().unwrap_or_default();
        let opens =
            first.starts_with(|letter: char| letter.is_ascii_uppercase()) && first.chars().all(char::is_alphabetic);
        opens && words.next().is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase()))
    };
    let mut pieces = code.split('"');
    let mut before = pieces.next()?;
    while let Some(text) = pieces.next() {
        let is_said = SAID.iter().any(|name| before.ends_with(name)) && text.contains(char::is_alphabetic);
        if is_said || is_sentence(text) {
            return Some(text);
        }
        before = pieces.next().unwrap_or_default();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{inline, is_at_the_door, says_behind, words};

    #[test]
    fn words_for_people_are_found_and_words_for_the_machine_are_not() {
        for found in [
            r#"<nav aria-label="Main">"#,
            r#"<b>"Nothing here yet"</b>"#,
            r#"say("key", "Show password");"#,
            r#"<input placeholder="YYYY" type="text">"#,
        ] {
            assert!(words(found).is_some(), "{found}");
        }
        for passed in [
            r#""ArrowDown" => step(1),"#,
            r#"<button aria-label=t().words.close aria-keyshortcuts="Control+K" class="plain edit">"#,
            r#"// "Today" alone does not say which day of the week it is."#,
            r#"/// "Every day at noon"."#,
            r#"<b>"Tacit · "{name}</b>"#,
            r#"get(&window(), &["PublicKeyCredential"])"#,
        ] {
            assert!(words(passed).is_none(), "{passed}");
        }
    }

    #[test]
    fn the_door_says_only_what_is_there() {
        assert!(is_at_the_door("client/app/src/door/kit.rs") && is_at_the_door("client/app/src/passkey.rs"));
        assert!(!is_at_the_door("client/app/src/pages/day.rs") && !is_at_the_door("client/app/src/shell/door/x.rs"));
        for found in ["{t().day.day}", "let words = crate::strings::t().day;", "move || if a { t().b.c } else { d }"] {
            assert!(says_behind(found), "{found}");
        }
        for passed in
            ["{always().words.close}", "sort()", "signal.get()", "use crate::strings::t;", "// t() is not here."]
        {
            assert!(!says_behind(passed), "{passed}");
        }
    }

    #[test]
    fn what_the_policy_blocks_is_found_and_what_it_allows_is_not() {
        for blocked in [
            r#"<p style="x">"#,
            "<p style=move || x>",
            "<p class=a style = x>",
            "<style>",
            "<script>go()</script>",
            r#"<a onclick="go()">"#,
        ] {
            assert!(inline(blocked).is_some(), "{blocked}");
        }
        for allowed in [r#"<p style:top=move || y>"#, r#"<script data-trunk src="a.js"></script>"#, "<a on:click=go>"] {
            assert!(inline(allowed).is_none(), "{allowed}");
        }
    }
}
