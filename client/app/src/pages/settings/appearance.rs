//! Light, dark, or as the system says; the language; and whether single keys are commands.

use crate::shell::{has_keys, set_single_keys, single_keys};
use crate::state::app;
use crate::strings::{Language, t};
use crate::ui::{glyphs, icon, icon_of};
use leptos::prelude::*;

/// Where the theme is kept; beside the language and the keys nothing else of the page is stored.
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

/// Keeps the theme that is chosen; without one the system decides.
pub(crate) fn choose_theme(theme: Option<&str>) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Without storage the choice holds until the page is left.
        let _ = match theme {
            Some(theme) => storage.set_item(THEME, theme),
            None => storage.remove_item(THEME),
        };
    }
    apply_theme();
}

fn themes() -> AnyView {
    let (app, chosen) = (app(), RwSignal::new(stored_theme()));
    // The palette may have chosen another.
    Effect::new(move |_| {
        app.palette.track();
        chosen.set(stored_theme());
    });
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
        <div class="segment" role="group" aria-label=t().settings.theme>
            {choice(None, glyphs::MONITOR, t().settings.theme_system)}
            {choice(Some("light"), glyphs::SUN, t().settings.theme_light)}
            {choice(Some("dark"), glyphs::MOON, t().settings.theme_dark)}
        </div>
    }
    .into_any()
}

fn languages() -> AnyView {
    let kept = Language::kept();
    let choice = move |language: Option<Language>, words: &'static str| {
        let press = move |_| {
            if language != kept {
                Language::choose(language);
            }
        };
        view! { <button type="button" aria-pressed=(language == kept).to_string() on:click=press>{words}</button> }
    };
    view! {
        <div class="segment" role="group" aria-label=t().settings.language data-testid="language">
            {choice(None, t().settings.theme_system)}
            {Language::ALL.map(|(language, name)| choice(Some(language), name)).collect_view()}
        </div>
    }
    .into_any()
}

fn key_choice() -> AnyView {
    let on = RwSignal::new(single_keys());
    let choose = move |event| {
        set_single_keys(event_target_checked(&event));
        on.set(single_keys());
    };
    view! {
        <input
            type="checkbox" class="check" aria-label=t().settings.keys data-testid="single-keys" prop:checked=move || on.get()
            on:change=choose
        />
    }
    .into_any()
}

/// Where there is nothing to press, nothing is said of keys.
fn keys() -> AnyView {
    let app = app();
    let line = || {
        view! {
            <li>
                {icon_of(glyphs::KEYBOARD, 18)}
                <div class="what"><b>{t().settings.keys}</b><span>{t().settings.keys_words}</span></div>
                {key_choice()}
            </li>
        }
    };
    (move || has_keys(app).then(line)).into_any()
}

#[component]
pub(super) fn Appearance() -> impl IntoView {
    view! {
        <section class="card" id="appearance">
            <header><h2>{t().settings.appearance}</h2></header>
            <ul class="lines">
                <li>
                    {icon_of(glyphs::SUN, 18)}
                    <div class="what"><b>{t().settings.theme}</b></div>
                    {themes()}
                </li>
                <li>
                    {icon_of(glyphs::GLOBE, 18)}
                    <div class="what"><b>{t().settings.language}</b><span>{t().settings.language_words}</span></div>
                    {languages()}
                </li>
                {keys()}
            </ul>
        </section>
    }
}
