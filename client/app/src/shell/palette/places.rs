//! Places that the palette offers only once something is typed: the pages of privacy, the sections of Settings; and how the
//! page looks and speaks.

use super::heard;
use super::lines::{Act, Line, command};
use crate::pages::{FIELDS_PATH, may_rename_vault};
use crate::state::App;
use crate::strings::{Language, always, t, tag};
use crate::trial::SPEED_PATH;
use crate::ui::glyphs;
use leptos::prelude::*;

/// The section with the vault's name, which only its admins see.
const VAULT: &str = "/settings?at=vault";

/// The pages of privacy that whoever reads can open, each with its address.
fn of_privacy() -> [(&'static str, &'static str, &'static str); 10] {
    [
        (glyphs::FILE_TEXT, t().purposes.title, "/privacy/purposes"),
        (glyphs::SHIELD, t().ledger.title, "/privacy/ledger"),
        (glyphs::HANDSHAKE, t().parties.title, "/privacy/third-parties"),
        (glyphs::COLUMNS, t().inventory.title, FIELDS_PATH),
        (glyphs::LOCK, t().suppressions.title, "/privacy/suppressions"),
        (glyphs::HOURGLASS, t().retention.title, "/privacy/retention"),
        (glyphs::CHART, t().statistics.title, "/privacy/statistics"),
        (glyphs::TRASH, t().erasure.title, "/privacy/erasures"),
        (glyphs::FILE_TEXT, t().parties.processing, "/privacy/processing"),
        (glyphs::HISTORY, t().audit.title, "/privacy/audit"),
    ]
}

/// The sections of Settings, each with the address that leads to it.
fn of_settings() -> [(&'static str, &'static str); 17] {
    [
        (t().settings.account, "/settings?at=account"),
        (t().account.device, "/settings?at=device"),
        (t().devices.devices, "/settings?at=devices"),
        (t().settings.sessions, "/settings?at=sessions"),
        (t().settings.appearance, "/settings?at=appearance"),
        (t().settings.vault, VAULT),
        (t().controller.title, "/settings?at=controller"),
        (t().objects.objects, "/settings?at=objects"),
        (t().own.fields, "/settings?at=fields"),
        (t().own.pipelines, "/settings?at=pipelines"),
        (t().templates.templates, "/settings?at=templates"),
        (t().life.vault, "/settings?at=ending"),
        (t().files.used, "/settings?at=files"),
        (t().trial.title, SPEED_PATH),
        (t().settings.seen, "/settings?at=seen"),
        (t().settings.leaving, "/settings?at=leaving"),
        (t().server.open, "/settings/server"),
    ]
}

fn place(glyph: &'static str, words: &str, beside: &str, to: &'static str) -> Line {
    let line = command(t().day.go, glyph, words, "", Act::Go(to));
    Line { beside: beside.to_owned(), also: heard::place(to), ..line }
}

/// How the page looks, and the languages that it does not speak now.
fn looks() -> Vec<Line> {
    let themes = [
        (glyphs::MONITOR, t().settings.theme_system, None),
        (glyphs::SUN, t().settings.theme_light, Some("light")),
        (glyphs::MOON, t().settings.theme_dark, Some("dark")),
    ];
    let theme = |(glyph, words, theme): (&'static str, &'static str, Option<&'static str>)| Line {
        beside: t().settings.theme.to_owned(),
        also: "theme colours colors mode farben design modus",
        ..command(t().day.actions, glyph, words, "", Act::Theme(theme))
    };
    let other = Language::ALL.into_iter().filter(|(language, _)| language.tag() != tag());
    let language = |(language, name): (Language, &'static str)| Line {
        beside: t().settings.language_words.to_owned(),
        also: heard::language(language),
        ..command(t().day.actions, glyphs::GLOBE, name, "", Act::Speak(language))
    };
    themes.map(theme).into_iter().chain(other.map(language)).collect()
}

/// What is found once something is typed.
pub(super) fn seldom(app: App) -> Vec<Line> {
    let of_privacy = of_privacy().into_iter().map(|(glyph, words, to)| place(glyph, words, t().privacy.privacy, to));
    let of_settings = of_settings().into_iter().filter(|(_, to)| *to != VAULT || may_rename_vault(app));
    let of_settings = of_settings.map(|(words, to)| place(glyphs::SETTINGS, words, always().words.settings, to));
    let lost = place(glyphs::INFO, always().lost.title, "", "/lost");
    of_privacy.chain(of_settings).chain([lost]).chain(vaults(app)).chain(looks()).collect()
}

/// The account's other vaults.
fn vaults(app: App) -> Vec<Line> {
    let open = app.vault.with(|vault| vault.as_ref().map(|vault| vault.vault));
    let others = app.vaults().into_iter().filter(|vault| open != Some(vault.vault));
    let line = |vault: tacit_bridge::records::VaultView| Line {
        also: "vault tresor switch wechseln",
        ..command(t().shell.switch, glyphs::LOCK, &vault.name, "", Act::Vault(vault.vault))
    };
    others.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::order::in_order;
    use super::*;
    use crate::strings::speak;

    #[test]
    fn whoever_wants_out_or_has_doubles_finds_where_in_either_language() {
        for language in [Language::English, Language::German] {
            speak(language);
            let lock =
                Line { also: heard::LOCK, ..command(t().day.actions, glyphs::LOCK, t().day.lock, "", Act::Lock) };
            let device = place(glyphs::SETTINGS, t().account.device, "", "/settings?at=device");
            for typed in ["logout", "log out", "sign out", "abmelden", "ausloggen"] {
                assert_eq!(in_order(vec![lock.clone(), device.clone()], typed).len(), 2, "{typed}");
            }
            let doubles = place(glyphs::MERGE, t().duplicates.find, "", "/duplicates");
            for typed in ["dupes", "dublet", "duplik"] {
                assert_eq!(in_order(vec![doubles.clone()], typed).len(), 1, "{typed}");
            }
        }
    }

    #[test]
    fn every_place_is_found_by_other_words_in_either_language() {
        for language in [Language::English, Language::German] {
            speak(language);
            let privacy = of_privacy().into_iter().map(|(_, words, to)| (words, to));
            for (words, to) in privacy.chain(of_settings()) {
                assert!(!heard::place(to).is_empty(), "{to}");
                let found = in_order(vec![place(glyphs::INFO, words, "", to)], words);
                assert_eq!(found.len(), 1, "{words}");
            }
            let all =
                || of_settings().into_iter().map(|(words, to)| place(glyphs::INFO, words, "", to)).collect::<Vec<_>>();
            for typed in ["passwort", "password", "dark", "dunkel"] {
                assert!(!in_order(all(), typed).is_empty(), "{typed}");
            }
        }
    }
}
