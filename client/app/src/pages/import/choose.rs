//! Files, dropped or picked, and tables that were copied elsewhere.

use super::Wizard;
use crate::files::listed;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, FilePicker, Picked, Weight, glyphs, icon_of, read_each, read_files};
use leptos::ev::{self, DragEvent};
use leptos::prelude::*;
use tacit_bridge::import::ImportSource;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, File};

#[component]
pub(super) fn Choose(wizard: Wizard) -> impl IntoView {
    let app = app();
    let over = RwSignal::new(false);
    let take = Callback::new(move |read: Result<Vec<ImportSource>, String>| match read {
        Ok(files) => wizard.read(files),
        Err(words) => app.say(words, None),
    });
    let enter = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            read_files(&files, take);
        }
    };
    let handle = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        if !is_of_field(&event) {
            pasted(&event, take);
        }
    });
    on_cleanup(move || handle.remove());
    view! {
        <div
            class="dropzone" class:over=over data-testid="dropzone" on:dragenter=enter on:dragover=enter
            on:dragleave=move |_| over.set(false) on:drop=dropped
        >
            {icon_of(glyphs::UPLOAD, 26)}
            <h2 class="wide-only">{t().import.drop}</h2>
            <p>{t().import.drop_words}</p>
            <FilePicker
                accept=".csv,.tsv,.txt,.vcf,.vcard" name=t().import.choose testid="file-input" take
                button=|press| view! {
                    <Button weight=Weight::Primary glyph=glyphs::FILES words=t().import.choose press />
                }.into_any()
            />
        </div>
    }
}

/// Whether it is for a field, or for what lies over the page.
fn is_of_field(event: &ClipboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("input, textarea, dialog"), Ok(Some(_))))
}

/// Takes what is pasted: files, else cells as spreadsheets copy them.
fn pasted(event: &ClipboardEvent, take: Picked) {
    let Some(data) = event.clipboard_data() else { return };
    // Spreadsheets copy a picture of the cells beside them.
    let files = data.files().map(|files| listed(&files)).unwrap_or_default();
    let (pictures, files): (Vec<File>, Vec<File>) =
        files.into_iter().partition(|file| file.type_().starts_with("image/"));
    let text = data.get_data("text/plain").unwrap_or_default();
    if files.is_empty() && !text.trim().is_empty() {
        event.prevent_default();
        return take.run(Ok(vec![ImportSource { name: t().import.pasted.to_owned(), bytes: text.into_bytes() }]));
    }
    // Of a picture alone it is told that it is no table.
    let files = if files.is_empty() { pictures } else { files };
    if !files.is_empty() {
        event.prevent_default();
        read_each(files, take);
    }
}
