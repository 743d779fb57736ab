//! Opening: the worker verifies a whole file, then its pieces are put together into a blob, which the browser keeps outside
//! of this page's memory (a large one on disk) until its address is let go of.

use super::from_browser;
use crate::link;
use crate::strings::t;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use std::time::Duration;
use tacit_bridge::files::{FileReady, Media, Ticket};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long a saved file's address is kept: the browser reads from it after the click.
const SAVED_FOR: Duration = Duration::from_secs(120);

/// A verified file of which the worker gives pieces; closed when dropped.
pub(crate) struct Brought {
    /// What it is.
    pub(crate) ready: FileReady,
}

impl Drop for Brought {
    fn drop(&mut self) {
        let Ticket(ticket) = self.ready.ticket;
        leptos::task::spawn_local(async move {
            // Nothing depends on it: it is closed with the page, too.
            let _ = link::done(Call::CloseFile(Ticket(ticket))).await;
        });
    }
}

impl Brought {
    /// Fetches and verifies.
    pub(crate) async fn new(id: Id) -> Result<Self, Problem> {
        Ok(Self { ready: link::file_ready(Call::FetchFile(id)).await? })
    }

    /// The beginning, for showing text.
    pub(crate) async fn first_piece(&self) -> Result<Vec<u8>, Problem> {
        link::piece(Call::ReadFile { ticket: self.ready.ticket, piece: 0 }).await
    }

    /// All of it under an address of its own, to be let go of by [`revoke`]. A browser never guesses what it is: the type
    /// is the one that its first bytes say.
    pub(crate) async fn address(&self) -> Result<String, Problem> {
        let parts = Array::new();
        let mut held = 0;
        for piece in 0.. {
            let bytes = link::piece(Call::ReadFile { ticket: self.ready.ticket, piece }).await?;
            if bytes.is_empty() {
                break;
            }
            held += bytes.len() as u64;
            // Each piece leaves this page's memory at once: the browser keeps blobs elsewhere, large ones on disk.
            let one = Array::of1(&Uint8Array::from(&bytes[..]));
            let kept = Blob::new_with_u8_array_sequence(&one).map_err(no_room)?;
            parts.push(&kept);
        }
        if held != self.ready.len {
            return Err(from_browser(JsValue::NULL));
        }
        let options = BlobPropertyBag::new();
        options.set_type(self.ready.media.mime());
        let whole = Blob::new_with_blob_sequence_and_options(&parts, &options).map_err(no_room)?;
        Url::create_object_url_with_blob(&whole).map_err(no_room)
    }
}

fn no_room(_: JsValue) -> Problem {
    Problem { kind: ProblemKind::Storage, what: t().files.no_disk.to_owned(), todo: t().files.no_disk_todo.to_owned() }
}

/// Lets go of an address.
pub(crate) fn revoke(address: &str) {
    // Fails only for what is no address.
    let _ = Url::revoke_object_url(address);
}

/// Fetches, verifies, and hands a file to the browser's downloads.
pub(crate) async fn save(id: Id) -> Result<(), Problem> {
    let mut brought = Brought::new(id).await?;
    // What is saved is not opened by the browser, whatever it is.
    brought.ready.media = Media::Other;
    let address = brought.address().await?;
    hand_over(address, &brought.ready.name).map_err(from_browser)
}

/// Hands what stands at an address of our own to the browser's downloads, under this name.
pub(crate) fn hand_over(address: String, name: &str) -> Result<(), JsValue> {
    let anchor: HtmlAnchorElement = document().create_element("a")?.dyn_into().map_err(JsValue::from)?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    set_timeout(move || revoke(&address), SAVED_FOR);
    Ok(())
}
