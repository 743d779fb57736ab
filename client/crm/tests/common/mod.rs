//! Finding the real-world test files, ids that count up, and edits as members make them.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

pub mod edits;

use std::path::PathBuf;
use tacit_crm::RecordId;

/// The folder of test data: `TACIT_TEST_DATA`, else `shared/data` beside the workspace.
pub fn data() -> PathBuf {
    let folder = std::env::var_os("TACIT_TEST_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    assert!(
        folder.join("atomic-crm-contacts.csv").is_file(),
        "test data not found in {}: set TACIT_TEST_DATA to the folder with atomic-crm-contacts.csv and vcard/",
        folder.display()
    );
    folder
}

/// One file of it, with its name.
pub fn file(name: &str) -> (String, Vec<u8>) {
    let short = name.rsplit('/').next().unwrap().to_owned();
    (short, std::fs::read(data().join(name)).unwrap())
}

/// Every vCard file, by name.
pub fn vcards() -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<String> = std::fs::read_dir(data().join("vcard"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".vcf"))
        .collect();
    names.sort();
    names.iter().map(|name| file(&format!("vcard/{name}"))).collect()
}

/// Ids that count up.
pub fn counting_ids() -> impl FnMut() -> RecordId {
    let mut next = 0u128;
    move || {
        next += 1;
        RecordId(next.to_be_bytes())
    }
}
