//! Every word the page says, one catalogue per language. English names the texts (`texts!`); every other language
//! fills the same structs, so that a missing text does not compile.

/// The texts of one area in English, and the struct that other languages fill. Sentences with values or plurals are
/// closures; each is called like a method.
macro_rules! texts {
    (
        $Area:ident { $($name:ident: $text:literal,)* }
        $(lists { $($(#[$about_list:meta])* $list:ident: $shape:ty = $items:expr,)* })?
        $(sentences { $($(#[$about:meta])* $say:ident: |$($value:ident: $kind:ty),*| $words:expr,)* })?
    ) => {
        pub(crate) struct $Area {
            $(pub(crate) $name: &'static str,)*
            $($($(#[$about_list])* pub(crate) $list: $shape,)*)?
            $($($(#[$about])* pub(in crate::strings) $say: fn($($kind),*) -> String,)*)?
        }

        #[cfg(test)]
        impl $Area {
            /// Every text with its name.
            pub(in crate::strings) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }

        $(impl $Area {
            $($(#[$about])* pub(crate) fn $say(&self, $($value: $kind),*) -> String {
                (self.$say)($($value),*)
            })*
        })?

        pub(super) const TEXTS: $Area = $Area {
            $($name: $text,)*
            $($($list: $items,)*)?
            $($($say: |$($value: $kind),*| $words,)*)?
        };
    };
}

mod de;
mod en;
mod examples;
mod language;
mod package;
mod problem;

pub(crate) use examples::Example;
pub(crate) use language::Language;
pub(crate) use package::AUTOMATED;
pub(crate) use problem::{in_words, said};
use std::cell::Cell;
use tacit_bridge::problem::ProblemKind;

/// Every text in one language, area by area.
macro_rules! areas {
    ($($area:ident: $Area:ident,)*) => {
        pub(crate) struct Texts {
            /// What the browser calls the language, to format dates and numbers.
            pub(crate) locale: &'static str,
            /// The usual words of a reason; `None` where the worker's own are shown.
            usual: fn(ProblemKind) -> Option<(&'static str, &'static str)>,
            /// Sentences of the worker beside ours, table by table.
            said: &'static [&'static [(&'static str, &'static str)]],
            $(pub(crate) $area: en::$area::$Area,)*
        }

        #[cfg(test)]
        impl Texts {
            fn all(&self) -> Vec<(&'static str, &'static str, &'static str)> {
                let areas = [$((stringify!($area), self.$area.all()),)*];
                areas.into_iter().flat_map(|(area, all)| all.into_iter().map(move |(name, text)| (area, name, text))).collect()
            }
        }
    };
}

areas! {
    account: Account,
    audit: Audit,
    calendar: Calendar,
    centre: Centre,
    controller: Controller,
    correct: Correct,
    create: Create,
    dashboard: Dashboard,
    day: Day,
    deal: Deal,
    devices: Devices,
    door: Door,
    duplicates: Duplicates,
    entries: Entries,
    erasure: Erasure,
    export: Export,
    fields: Fields,
    files: Files,
    filter: Filter,
    history: History,
    import: Import,
    inventory: Inventory,
    keys: Keys,
    ledger: Ledger,
    life: Life,
    link: Link,
    list: List,
    lists: Lists,
    masked: Masked,
    members: Members,
    objects: Objects,
    own: Own,
    parties: Parties,
    phone: Phone,
    privacy: Privacy,
    purposes: Purposes,
    record: Record,
    repeat: Repeats,
    requests: Requests,
    restriction: Restriction,
    retention: Retention,
    returning: Returning,
    search: Search,
    server: Server,
    settings: Settings,
    several: Several,
    shell: Shell,
    statistics: Statistics,
    suppressions: Suppressions,
    task: Task,
    team: Team,
    templates: Templates,
    time: Time,
    timeline: Timeline,
    trial: Trial,
    versions: Versions,
    witness: Witness,
    words: Words,
}

thread_local! {
    /// A page has one thread and one language until it is loaded anew, so no signal is needed.
    static CHOSEN: Cell<&'static Texts> = const { Cell::new(&en::TEXTS) };
}

/// Chooses the texts, before the first one is asked for.
fn choose(texts: &'static Texts) {
    CHOSEN.set(texts);
}

/// Chooses a language in tests, where all of them are here.
#[cfg(test)]
pub(crate) fn speak(language: Language) {
    choose(futures::FutureExt::now_or_never(language.texts()).expect("no part is loaded"));
}

/// The language of this page (BCP 47), without its country.
pub(crate) fn tag() -> &'static str {
    let locale = t().locale;
    locale.split_once('-').map_or(locale, |(language, _)| language)
}

/// The texts in the language of this page.
pub(crate) fn t() -> &'static Texts {
    CHOSEN.get()
}

#[cfg(test)]
mod tests {
    use super::{de, en};

    /// Texts that are the same in both languages, by area and name.
    const SAME: &[(&str, &str)] = &[
        ("calendar", "agenda"),
        ("controller", "name"),
        ("dashboard", "person"),
        ("dashboard", "status"),
        ("deal", "board"),
        ("deal", "pipeline"),
        ("deal", "add"),
        ("filter", "filter"),
        ("filter", "typed"),
        ("filter", "name"),
        ("import", "title"),
        ("ledger", "person"),
        ("import", "group_person"),
        ("masked", "dots"),
        ("own", "pipelines"),
        ("record", "none"),
        ("server", "journal"),
        ("settings", "theme_system"),
        ("settings", "vault_name"),
        ("templates", "text"),
        ("timeline", "details"),
        ("timeline", "deal"),
        ("words", "name"),
        ("words", "deals"),
        ("words", "import"),
        ("words", "admin"),
    ];

    #[test]
    fn german_is_german_and_punctuated_as_english_is() {
        for ((area, name, english), (_, _, german)) in en::TEXTS.all().into_iter().zip(de::TEXTS.all()) {
            let at = format!("{area}.{name}: {german}");
            assert_eq!(english == german, SAME.contains(&(area, name)), "{at}");
            // Units are abbreviated with a point in one language only.
            assert!(area == "time" || english.ends_with('.') == german.ends_with('.'), "{at}");
            assert_eq!(german.matches('\u{201e}').count(), german.matches('\u{201c}').count(), "quotes of {at}");
            assert!(!german.contains(['"', '\u{201d}']) && !german.contains("..."), "{at}");
        }
    }
}
