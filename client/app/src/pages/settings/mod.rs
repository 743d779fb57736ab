//! Settings: account, devices, sessions, looks, the vault, and what the server sees.

mod account;
mod appearance;
mod controller;
mod delete;
mod device;
mod devices;
mod ending;
mod files;
mod kit;
mod leaving;
mod model;
mod new_kit;
mod password;
mod sections;
mod server;
mod sessions;
mod vault;

pub(crate) use appearance::{apply_theme, choose_theme};
pub(crate) use model::FieldForm;
pub(crate) use new_kit::NewKitDialog;
pub(crate) use server::ServerPage;
pub(crate) use vault::may_rename_vault;

use crate::state::app;
use crate::strings::{always, t};
use crate::trial;
use account::Account;
use appearance::Appearance;
use controller::ControllerCard;
use device::ThisDevice;
use devices::Devices;
use ending::Ending;
use files::FilesRoom;
use leaving::Leaving;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{OwnFields, OwnObjects, Pipelines, Templates};
use sections::Sections;
use sessions::Sessions;
use vault::Vault;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What stands before a section's id in the address.
const SECTION: &str = "at";

/// Gives a section the name that its heading shows: one hears where one is when it takes the keys.
fn name(section: &HtmlElement) {
    if let Ok(Some(heading)) = section.query_selector("h2") {
        let id = format!("{}-heading", section.id());
        heading.set_id(&id);
        // Fails for no name of an attribute that is one.
        let _ = section.set_attribute("aria-labelledby", &id);
    }
}

/// Shows a section once it is drawn, and gives it the keys: one reads on there.
fn show(id: String) {
    let show = move || {
        let section = document().get_element_by_id(&id).and_then(|section| section.dyn_into::<HtmlElement>().ok());
        if let Some(section) = section {
            // Fails for no name of an attribute that is one, and only an element that is on no page takes no focus.
            let _ = section.set_attribute("tabindex", "-1");
            name(&section);
            let _ = section.focus();
            section.scroll_into_view();
        }
    };
    // A dialog that is just closing gives the keys back first.
    request_animation_frame(|| request_animation_frame(show));
}

/// The section that an address leads to; the page that is shown already stays where it is otherwise.
pub(crate) fn show_section(to: &str) {
    if let Some((_, id)) = to.split_once(&format!("/settings?{SECTION}=")) {
        show(id.to_owned());
    }
}

#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let app = app();
    let query = use_query_map();
    // Whether there is one, not what is in it: an open form would go with every change of the vault.
    let has_vault = Memo::new(move |_| app.vault.with(Option::is_some));
    let listed = Memo::new(move |_| sections::shown(has_vault.get(), may_rename_vault(app)));
    let first = listed.with_untracked(|listed| listed.first().map(|(id, _)| (*id).to_owned()));
    let current = RwSignal::new(first.unwrap_or_default());
    Effect::new(move |_| {
        if let Some(id) = query.with(|query| query.get(SECTION)) {
            current.set(id.clone());
            show(id);
        }
    });
    let scroll = NodeRef::<html::Div>::new();
    let scrolled = move |_| {
        let read =
            scroll.get_untracked().and_then(|scroll| listed.with_untracked(|listed| sections::read(&scroll, listed)));
        if let Some(id) = read.filter(|id| current.with_untracked(|current| current != id)) {
            current.set(id.to_owned());
        }
    };
    view! {
        <header class="top lined"><h1>{always().words.settings}</h1></header>
        <div class="scroll" node_ref=scroll on:scroll=scrolled>
            <div class="sectioned">
                <Sections listed current />
                <div class="column" data-testid="settings">
                    <Appearance />
                    <ThisDevice />
                    <Devices />
                    <Sessions />
                    <Account />
                    <Vault />
                    {move || has_vault.get().then(|| view! { <OwnObjects /><OwnFields />{super::tags::way_there()}<Pipelines /><Templates /><ControllerCard /> })}
                    <FilesRoom />
                    {move || has_vault.get().then(trial::way_there)}
                    <section class="card" id="seen">
                        <header><h2>{t().settings.seen}</h2></header>
                        <div class="body"><p class="quiet">{t().settings.seen_words}</p></div>
                        {move || has_vault.get().then(server::way_there)}
                    </section>
                    <Ending />
                    <Leaving />
                </div>
            </div>
        </div>
    }
    .into_any()
}
