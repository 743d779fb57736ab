//! The script that wasm-bindgen writes around a program, and the names by which the two call each other: without the
//! hashes in them, without functions that the program does not import any more, and without what only people read. All of
//! it is part of what a first visit loads, and hashes do not compress.

use super::module::{rename_exports, rename_imports};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Classes for streams, which a library of the page's framework exports and nothing here uses.
const STREAMS: (&str, &str) = ("IntoUnderlying", "intounderlying");
/// How exported closures are called, before a hash.
const CLOSURES: &str = "wasm_bindgen__convert__closures_";
/// How a function begins and ends that the program imports.
const FUNCTION: &str = "        ";
const FUNCTION_ENDS: &str = "        }";

/// Whether a line is the last of what is left out.
type Ends = fn(&str) -> bool;

/// Takes the classes for streams out of script and program. What only they need is gone when the program is made small.
pub(super) fn drop_streams(script: &Path, code: &Path) -> Result<()> {
    let (class, export) = STREAMS;
    let kept = rename_exports(&fs::read(code)?, |name| (!name.contains(export)).then(|| name.to_owned()))?;
    fs::write(code, kept)?;
    let text = without(&fs::read_to_string(script)?, |line| {
        let is_begun = |with: &str| line.strip_prefix(with).is_some_and(|rest| rest.starts_with(class));
        match () {
            () if is_begun("export class ") => Some(|line| line == "}"),
            () if is_begun("if (Symbol.dispose) ") => Some(|_| true),
            () if is_begun("const ") => Some(|line| line.ends_with(");")),
            () => None,
        }
    });
    ensure!(!text.contains(class), "{} still speaks of {class}", script.display());
    Ok(fs::write(script, text)?)
}

/// Gives what they call of each other short names, and takes out of the script what is not called.
pub(super) fn shorten(script: &Path, code: &Path) -> Result<()> {
    let stem = code.file_stem().and_then(|stem| stem.to_str()).context("a program without a name")?;
    let module = format!("./{stem}.js");
    let (mut imports, mut exports) = (BTreeMap::new(), BTreeMap::new());
    let renamed = rename_imports(&fs::read(code)?, |from, name| match from == module {
        true => named(&mut imports, name, ""),
        false => name.to_owned(),
    })?;
    let renamed = rename_exports(&renamed, |name| {
        Some(if name.starts_with(CLOSURES) { named(&mut exports, name, "call_") } else { name.to_owned() })
    })?;
    fs::write(code, renamed)?;
    let text = with_imports(&fs::read_to_string(script)?, &imports)?;
    // Longer names first: some begin like others.
    let text = exports.iter().rev().fold(text, |text, (old, new)| text.replace(old, new));
    Ok(fs::write(script, trimmed(&text)?)?)
}

/// The short name of one, the same if it is asked for twice.
fn named(names: &mut BTreeMap<String, String>, old: &str, before: &str) -> String {
    let next = names.len();
    names.entry(old.to_owned()).or_insert_with(|| format!("{before}{}", letters(next))).clone()
}

/// `a` to `z`, `aa` to `zz` and so on.
fn letters(number: usize) -> String {
    let before = if number < 26 { String::new() } else { letters(number / 26 - 1) };
    format!("{before}{}", char::from(b'a' + (number % 26) as u8))
}

/// The script with these functions under their new names, and no others.
fn with_imports(text: &str, names: &BTreeMap<String, String>) -> Result<String> {
    let text = without(text, |line| {
        let is_unused = function_in(line).is_some_and(|name| !names.contains_key(name));
        if is_unused { Some(|line| line.starts_with(FUNCTION_ENDS)) } else { None }
    });
    let mut found = 0;
    let mut lines = Vec::new();
    for line in text.lines() {
        let new = function_in(line).and_then(|old| Some(line.replacen(old, names.get(old)?, 1)));
        found += usize::from(new.is_some());
        lines.push(new.unwrap_or_else(|| line.to_owned()));
    }
    ensure!(found == names.len(), "the script has {found} of {} functions that the program imports", names.len());
    Ok(lines.join("\n"))
}

/// The function that begins in a line of the imports.
fn function_in(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix(FUNCTION)?.split_once(": function")?;
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then_some(name)
}

/// A script without comments of their own lines, indentation and empty lines.
pub(super) fn trimmed(text: &str) -> Result<String> {
    let is_whole = |line: &str| line.matches('`').count().is_multiple_of(2);
    ensure!(text.lines().all(is_whole), "a text of several lines would not stay what it is");
    let said = without(text, |line| match line.trim_start() {
        line if line.starts_with("//") => Some(|_| true),
        line if line.starts_with("/*") => Some(|line| line.trim_end().ends_with("*/")),
        _ => None,
    });
    Ok(said.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// The lines without those from one that begins something to the one that ends it.
fn without(text: &str, begins: impl Fn(&str) -> Option<Ends>) -> String {
    let mut open: Option<Ends> = None;
    let mut kept = Vec::new();
    for line in text.lines() {
        let ends = open.or_else(|| begins(line));
        match ends {
            None => kept.push(line),
            Some(ends) => open = (!ends(line)).then_some(ends),
        }
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"import * as import1 from "./app-parts.js"

export class IntoUnderlyingSink {
    /**
     * @returns {Promise<any>}
     */
    close() {
        return wasm.intounderlyingsink_close(this.ptr);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_add_0123456789abcdef: function() { return handleError(function (arg0) {
            // Adds.
            arg0.add(call__h12_3);
        }, arguments); },
        __wbg_gone_0123456789abcdef: function(arg0) {
            arg0.gone();
        },
        __wbg_get_fedcba9876543210: function(arg0) {
            return `${arg0}`;
        },
    };
    return { "./app_bg.js": import0 };
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
let wasm;"#;

    fn names(of: &[(&str, &str)]) -> BTreeMap<String, String> {
        of.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    }

    fn built() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("app.js"), SCRIPT).expect("written");
        // Exports `intounderlyingsink_close` and `main`.
        let exports = b"\x07\x23\x02\x18intounderlyingsink_close\x00\x01\x04main\x00\x02";
        fs::write(folder.path().join("app_bg.wasm"), [b"\0asm\x01\0\0\0", &exports[..]].concat()).expect("written");
        folder
    }

    #[test]
    fn streams_leave_nothing_behind_and_take_nothing_else_along() {
        let folder = built();
        let (script, code) = (folder.path().join("app.js"), folder.path().join("app_bg.wasm"));
        drop_streams(&script, &code).expect("dropped");
        let text = fs::read_to_string(&script).expect("a script");
        assert!(!text.to_lowercase().contains("intounderlying"), "{text}");
        assert!(text.contains("function __wbg_get_imports() {") && text.ends_with("\nlet wasm;"));
        assert_eq!(fs::read(&code).expect("a program"), b"\0asm\x01\0\0\0\x07\x08\x01\x04main\x00\x02");
    }

    #[test]
    fn imported_functions_have_short_names_and_others_are_gone() {
        let wanted = names(&[("__wbg_add_0123456789abcdef", "a"), ("__wbg_get_fedcba9876543210", "b")]);
        let text = with_imports(SCRIPT, &wanted).expect("all of them");
        assert!(text.contains("        a: function() { return handleError(function (arg0) {"));
        assert!(text.contains("        b: function(arg0) {\n            return `${arg0}`;\n        },\n    };"));
        assert!(!text.contains("gone"));
    }

    #[test]
    fn a_function_that_the_script_lacks_is_an_error() {
        assert!(with_imports(SCRIPT, &names(&[("__wbg_other_0123456789abcdef", "a")])).is_err());
    }

    #[test]
    fn what_only_people_read_is_gone() {
        let text = trimmed(SCRIPT).expect("trimmed");
        assert!(!text.contains("Promise<any>") && !text.contains("// Adds.") && !text.contains("\n\n"));
        assert!(text.contains("\narg0.add(call__h12_3);\n") && text.contains("\nreturn `${arg0}`;\n"));
        assert!(trimmed("let text = `one\n  two`;").is_err());
    }

    #[test]
    fn short_names_are_all_different() {
        let all: std::collections::BTreeSet<String> = (0..2_000).map(letters).collect();
        assert_eq!(all.len(), 2_000);
        assert_eq!([letters(0), letters(25), letters(26), letters(701), letters(702)], ["a", "z", "aa", "zz", "aaa"]);
        let mut known = BTreeMap::new();
        let all = ["x", "y", "x"].map(|name| named(&mut known, name, ""));
        assert_eq!(all, ["a", "b", "a"]);
    }
}
