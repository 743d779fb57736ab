//! A file picker behind a button, and the reading of dropped files.

use crate::strings::always;
use futures::future::join_all;
use js_sys::Uint8Array;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::import::ImportSource;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

/// Larger files are refused before they are read into memory.
const LARGEST: f64 = 256.0 * 1024.0 * 1024.0;

/// Files as they were chosen and read, or what is wrong with them.
pub(crate) type Picked = Callback<Result<Vec<ImportSource>, String>>;

/// Lets one choose files of these types; `take` hears them, read. `button` draws what is pressed for it.
#[component]
pub(crate) fn FilePicker(
    accept: &'static str,
    name: &'static str,
    testid: &'static str,
    take: Picked,
    button: fn(UnsyncCallback<MouseEvent>) -> AnyView,
) -> impl IntoView {
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
            node_ref=node type="file" multiple hidden accept=accept data-testid=testid aria-label=name on:change=chosen
        />
        {button(UnsyncCallback::new(press))}
    }
}

/// Reads a list of files, then hands them over.
pub(crate) fn read_files(files: &FileList, take: Picked) {
    read_each((0..files.length()).filter_map(|index| files.get(index)).collect(), take);
}

/// Reads these files, then hands them over.
pub(crate) fn read_each(files: Vec<File>, take: Picked) {
    if files.is_empty() {
        return;
    }
    if let Some(large) = files.iter().find(|file| file.size() > LARGEST) {
        return take.run(Err(always().words.file_too_large(&large.name())));
    }
    spawn_local(async move {
        let read = join_all(files.into_iter().map(|file| async move {
            let buffer =
                JsFuture::from(file.array_buffer()).await.map_err(|_| always().words.file_unreadable(&file.name()))?;
            Ok(ImportSource { name: file.name(), bytes: Uint8Array::new(&buffer).to_vec() })
        }))
        .await;
        // Whoever asked may have gone elsewhere while the file was read.
        take.try_run(read.into_iter().collect());
    });
}
