//! Styles of what stands behind the door. The document names them `disabled`, so that a first visit does not fetch
//! them; they come with the parts of the page that they dress (HTML, "the link element", its attribute `disabled`).

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared, join_all};
use js_sys::Promise;
use leptos::prelude::document;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

const WAITING: &str = "link[rel=stylesheet][disabled]";

type Loading = Shared<LocalBoxFuture<'static, bool>>;

thread_local! {
    /// One fetch, for all parts that wait for it.
    static LOADING: RefCell<Option<Loading>> = const { RefCell::new(None) };
}

/// Fetches them, unless they are here; whether they are then. After a failure the next call tries again.
pub(crate) async fn load() -> bool {
    let loading = LOADING.with_borrow_mut(|known| known.get_or_insert_with(|| all().boxed_local().shared()).clone());
    let here = loading.clone().await;
    if !here {
        LOADING.with_borrow_mut(|known| known.take_if(|known| known.ptr_eq(&loading)));
    }
    here
}

async fn all() -> bool {
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
        link.set_disabled(true);
    }
    here
}
