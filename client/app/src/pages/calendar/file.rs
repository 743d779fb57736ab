//! A calendar file: the worker writes it, the browser saves it.

use crate::link;
use crate::state::App;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use tacit_bridge::Call;
use tacit_bridge::calendar::FileOf;
use tacit_bridge::privacy::ask::PrivacyAsk;
use tacit_bridge::privacy::taking::TakingAsk;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser has to begin saving.
const SAVED_FOR: Duration = Duration::from_secs(60);

/// Hands tasks and meetings to the browser's downloads. The file's name says nothing of what is in it.
pub(crate) fn save_calendar(app: App, of: FileOf, name: &'static str) {
    spawn_local(async move {
        match link::text(Call::PrivacyAsk(PrivacyAsk::Taking(TakingAsk::Calendar(of)))).await {
            Ok(text) => {
                if let Err(error) = save(&text, name) {
                    app.say(crate::strings::t().files.no_disk, None);
                    leptos::logging::warn!("{error:?}");
                }
            }
            Err(problem) => app.complain(&problem),
        }
    });
}

fn save(text: &str, name: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/calendar;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // Fails only for what is no address.
    set_timeout(move || drop(Url::revoke_object_url(&address)), SAVED_FOR);
    Ok(())
}
