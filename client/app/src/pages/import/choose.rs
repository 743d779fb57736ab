//! Files, dropped or picked.

use super::Wizard;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, FilePicker, Weight, glyphs, icon_of, read_files};
use leptos::ev::DragEvent;
use leptos::prelude::*;
use tacit_bridge::import::ImportSource;

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
