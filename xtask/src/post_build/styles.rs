//! The style sheets: those that a first visit waits for become one file, and so do those that come later, each without
//! what only people read. One file compresses better than many, and is one request.

use super::digest::{hashed_name, integrity, read};
use super::document::Document;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// What the two files are called, and whether their tag is `disabled`.
const BUNDLES: [(&str, bool); 2] = [("first", false), ("later", true)];
/// No space is needed on either side of these.
const APART: [char; 5] = ['{', '}', ';', ',', '\n'];

/// Puts two files in place of all that the document names, in their order: it names those that come later last.
pub(super) fn bundle(folder: &Path, document: &mut Document) -> Result<()> {
    for (stem, is_later) in BUNDLES {
        let tags: Vec<String> =
            document.sheets().into_iter().filter(|tag| tag.contains(" disabled") == is_later).collect();
        let Some((first, others)) = tags.split_first() else { continue };
        let mut all = String::new();
        for tag in &tags {
            let file = file_of(tag)?;
            all += &tight(&String::from_utf8(read(folder, file)?).context("styles that are not UTF-8")?);
            fs::remove_file(folder.join(file))?;
        }
        let name = hashed_name(stem, ".css", all.as_bytes());
        let disabled = if is_later { " disabled" } else { "" };
        let integrity = integrity(all.as_bytes());
        let bundle = format!(r#"<link rel="stylesheet" href="/{name}"{disabled} integrity="{integrity}">"#);
        document.replace(first, &bundle)?;
        others.iter().try_for_each(|tag| document.replace(tag, ""))?;
        fs::write(folder.join(name), all)?;
    }
    Ok(())
}

/// The file that a tag names.
fn file_of(tag: &str) -> Result<&str> {
    let (_, rest) = tag.split_once("href=\"/").with_context(|| format!("{tag} names no file"))?;
    Ok(rest.split('"').next().unwrap_or(rest))
}

/// Styles without comments and without space that nothing needs; what stands in quotes stays as it is.
fn tight(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if next == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |at| at + 2);
            out += &rest[..end];
            rest = &rest[end..];
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            // A colon has none behind it in a declaration, and one before it in a selector says something.
            let is_apart = out.is_empty() || out.ends_with(APART) || rest.starts_with(APART);
            let is_needed = !is_apart && !out.ends_with([':', ' ']);
            out.extend(is_needed.then_some(' '));
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::tight;

    #[test]
    fn what_only_people_read_is_gone() {
        let css = "/* About. */\n@layer pages {\n  .a, .b { color: red; /* why */ margin: 0 -2px; }\n\n  & > .c :hover { x: y; }\n}\n";
        assert_eq!(tight(css), "@layer pages{.a,.b{color:red;margin:0 -2px}& > .c :hover{x:y}}");
    }

    #[test]
    fn space_that_says_something_stays() {
        let css = ".a :not(.b) { width: calc(100% - 2px); content: \"a : b;  } /* c */\"; }";
        assert_eq!(tight(css), ".a :not(.b){width:calc(100% - 2px);content:\"a : b;  } /* c */\"}");
    }
}
