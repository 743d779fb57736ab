//! What the scripts of the document hand over: the secret fragment of an invite or sign-up link, once, and the
//! name of the worker's boot script.

use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

/// A fragment that came with the address.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Fragment {
    /// Of an invite link.
    Invite(String),
    /// Of an operator's sign-up link.
    SignUp(String),
}

impl Fragment {
    /// The text behind the `#`, as calls want it.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Invite(text) | Self::SignUp(text) => text,
        }
    }

    /// Reads a whole link or a bare fragment, as pasted.
    pub(crate) fn from_pasted(text: &str) -> Option<Self> {
        let text = text.trim();
        let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
        Self::read(fragment)
    }

    fn read(fragment: &str) -> Option<Self> {
        let fits = |text: &str| {
            (16..=2048).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_=".contains(&b))
        };
        match fragment.strip_prefix("signup=") {
            Some(token) => fits(token).then(|| Self::SignUp(fragment.to_owned())),
            None => fits(fragment).then(|| Self::Invite(fragment.to_owned())),
        }
    }
}

/// The fragment that the first script took out of the address, if there was one; the second call gets none.
pub(crate) fn take_fragment() -> Option<Fragment> {
    let boot = Reflect::get(&leptos::prelude::window(), &"tacitBoot".into()).ok()?;
    let take: Function = Reflect::get(&boot, &"takeFragment".into()).ok()?.dyn_into().ok()?;
    Fragment::read(&take.call0(&JsValue::UNDEFINED).ok()?.as_string()?)
}

/// Forgets the sign-up link that the first script keeps for a reload.
pub(crate) fn forget_permit() {
    if let Some(storage) = leptos::prelude::window().session_storage().ok().flatten() {
        // Without storage nothing was kept.
        let _ = storage.remove_item("signup");
    }
}

/// Address of the worker's boot script, named by its hash in the document.
pub(crate) fn worker_script() -> Option<String> {
    document().query_selector("meta[name=worker]").ok()??.get_attribute("content")
}
