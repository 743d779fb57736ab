//! Light, dark, or as the system says.

use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::prelude::*;

/// Where the theme is kept; nothing else of the page is stored.
const THEME: &str = "tacit-theme";

fn stored_theme() -> Option<String> {
    window().local_storage().ok()??.get_item(THEME).ok()?
}

/// Sets the chosen theme on the document; without one the system decides.
pub(crate) fn apply_theme() {
    let Some(root) = document().document_element() else {
        return;
    };
    // Fails for no name of an attribute that is one.
    let _ = match stored_theme() {
        Some(theme) => root.set_attribute("data-theme", &theme),
        None => root.remove_attribute("data-theme"),
    };
}

fn choose_theme(theme: Option<&str>) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Without storage the choice holds until the page is left.
        let _ = match theme {
            Some(theme) => storage.set_item(THEME, theme),
            None => storage.remove_item(THEME),
        };
    }
    apply_theme();
}

#[component]
pub(super) fn Appearance() -> impl IntoView {
    let chosen = RwSignal::new(stored_theme());
    let choice = move |theme: Option<&'static str>, glyph: &'static str, words: &'static str| {
        let press = move |_| {
            choose_theme(theme);
            chosen.set(theme.map(str::to_owned));
        };
        view! {
            <button type="button" aria-pressed=move || (chosen.get().as_deref() == theme).to_string() on:click=press>
                {icon(glyph)}
                {words}
            </button>
        }
    };
    view! {
        <section class="card">
            <header>
                <h2>{t().settings.appearance}</h2>
                <div class="segment" role="group" aria-label=t().settings.appearance>
                    {choice(None, glyphs::MONITOR, t().settings.theme_system)}
                    {choice(Some("light"), glyphs::SUN, t().settings.theme_light)}
                    {choice(Some("dark"), glyphs::MOON, t().settings.theme_dark)}
                </div>
            </header>
        </section>
    }
}
