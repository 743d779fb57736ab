//! Styles of what stands behind the door. The document names them `disabled`, so that a first visit does not fetch
//! them; they come with the parts of the page that they dress (HTML, "the link element", its attribute `disabled`).

use futures::future::join_all;
use js_sys::Promise;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

const WAITING: &str = "link[rel=stylesheet][disabled]";

/// Fetches those that are not here yet; whether all are here now.
pub(crate) async fn load() -> bool {
    let Ok(waiting) = document().query_selector_all(WAITING) else { return false };
    let links = (0..waiting.length()).filter_map(|at| waiting.get(at)?.dyn_into().ok());
    join_all(links.map(fetched)).await.into_iter().all(|here| here)
}

async fn fetched(link: HtmlLinkElement) -> bool {
    let answer = Promise::new(&mut |here, missing| {
        link.set_onload(Some(&here));
        link.set_onerror(Some(&missing));
    });
    link.set_disabled(false);
    let here = JsFuture::from(answer).await.is_ok();
    if !here {
        // It is asked for again with the next try.
        link.set_disabled(true);
    }
    here
}
