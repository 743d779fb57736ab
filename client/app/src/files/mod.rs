//! Moving files between the user and the worker, in pieces: no file is ever whole in the page's memory.

mod bring;
mod made;
mod send;

pub(crate) use bring::{Brought, hand_over, revoke, save};
pub(crate) use made::save_made;
pub(crate) use send::{Sending, attach};

use crate::link::internal;
use crate::strings::always;
use tacit_bridge::Problem;
use wasm_bindgen::JsValue;
use web_sys::{DataTransfer, File, FileList};

/// Files of a list.
pub(crate) fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Whether something dragged holds files.
pub(crate) fn holds_files(data: Option<DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

fn from_browser(_: JsValue) -> Problem {
    internal(always().link.stopped)
}
