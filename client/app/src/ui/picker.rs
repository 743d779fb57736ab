//! A file picker behind a button, and the reading of dropped files.

use super::{Button, Weight, glyphs};
use crate::strings::t;
use futures::future::join_all;
use js_sys::Uint8Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::import::ImportSource;
use wasm_bindgen_futures::JsFuture;
use web_sys::FileList;

/// Larger files are refused before they are read into memory.
const LARGEST: f64 = 256.0 * 1024.0 * 1024.0;

/// A button that lets one choose files; `take` hears them, read.
#[component]
pub(crate) fn FilePicker(weight: Weight, take: Callback<Result<Vec<ImportSource>, String>>) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = node.get_untracked() else {
            return;
        };
        if let Some(files) = input.files() {
            read_files(&files, take);
        }
        input.set_value("");
    };
    let press = move |_| {
        if let Some(input) = node.get_untracked() {
            input.click();
        }
    };
    view! {
        <input
            node_ref=node type="file" multiple hidden accept=".csv,.tsv,.txt,.vcf,.vcard" data-testid="file-input"
            aria-label=t().import.choose on:change=chosen
        />
        <Button weight glyph=glyphs::FILES words=t().import.choose press />
    }
}

/// Reads a list of files, then hands them over.
pub(crate) fn read_files(files: &FileList, take: Callback<Result<Vec<ImportSource>, String>>) {
    let files: Vec<_> = (0..files.length()).filter_map(|index| files.get(index)).collect();
    if files.is_empty() {
        return;
    }
    if let Some(large) = files.iter().find(|file| file.size() > LARGEST) {
        return take.run(Err(t().import.too_large(&large.name())));
    }
    spawn_local(async move {
        let read = join_all(files.into_iter().map(|file| async move {
            let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| t().import.unreadable(&file.name()))?;
            Ok(ImportSource { name: file.name(), bytes: Uint8Array::new(&buffer).to_vec() })
        }))
        .await;
        // Whoever asked may have gone elsewhere while the file was read.
        take.try_run(read.into_iter().collect());
    });
}
