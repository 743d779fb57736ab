//! Where inputs start from: the test vectors, and people's files that a folder holds.

use data_encoding::HEXLOWER_PERMISSIVE;
use serde_json::Value;
use std::path::Path;

/// One of the files in `docs/vectors/`.
pub(crate) fn vectors(name: &str) -> Value {
    let path = format!("{}/../../docs/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).expect("JSON")
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).expect("hex")
}

/// A field of every item of a list.
pub(crate) fn hex_of(list: &Value, field: &str) -> Vec<Vec<u8>> {
    list.as_array().expect("a list").iter().map(|item| hex(item[field].as_str().expect("hex"))).collect()
}

/// A list of texts.
pub(crate) fn texts(list: &Value) -> Vec<Vec<u8>> {
    list.as_array().expect("a list").iter().map(|item| item.as_str().expect("text").as_bytes().to_vec()).collect()
}

/// The files of a folder and the folders in it that end like this.
pub(crate) fn files(folder: Option<&Path>, extension: &str) -> Vec<Vec<u8>> {
    let Some(entries) = folder.and_then(|folder| std::fs::read_dir(folder).ok()) else { return Vec::new() };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(Some(&path), extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.extend(std::fs::read(&path));
        }
    }
    found
}
