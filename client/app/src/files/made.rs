//! Files that the worker made, handed to the browser's downloads.

use super::bring::hand_over;
use crate::state::App;
use crate::strings::t;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

/// Saves some bytes under this name; says so if the browser does not take them.
pub(crate) fn save_made(app: App, bytes: &[u8], media: &str, name: &str) {
    if address_of(bytes, media).and_then(|address| hand_over(address, name)).is_err() {
        app.say(t().files.no_disk, None);
    }
}

fn address_of(bytes: &[u8], media: &str) -> Result<String, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    Url::create_object_url_with_blob(&blob)
}
