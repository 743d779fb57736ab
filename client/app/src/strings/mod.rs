//! Every word the page says, one catalogue per language. English names the texts (`texts!`); every other language
//! fills the same structs, so that a missing text does not compile. A catalogue has two halves: what is said at the door
//! (`always`), and what only the pages behind it say (`t`), which comes while somebody is at the door.

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
use wasm_split_helpers::SplitLoaderError;

/// The texts of some areas in one language.
macro_rules! areas {
    (
        $(#[$about:meta])*
        $Texts:ident { $($(#[$about_field:meta])* $field:ident: $kind:ty,)* }
        $($area:ident: $Area:ident,)*
    ) => {
        $(#[$about])*
        pub(crate) struct $Texts {
            $($(#[$about_field])* pub(crate) $field: $kind,)*
            $(pub(crate) $area: en::$area::$Area,)*
        }

        #[cfg(test)]
        impl $Texts {
            /// Every text with its area and name.
            fn all(&self) -> Vec<(&'static str, &'static str, &'static str)> {
                let areas = [$((stringify!($area), self.$area.all()),)*];
                areas.into_iter().flat_map(|(area, all)| all.into_iter().map(move |(name, text)| (area, name, text))).collect()
            }
        }
    };
}

areas! {
    /// What is said at the door, and what both sides of it say. In English it is part of what a first visit loads, so an
    /// area belongs here only if the door needs it.
    Always {
        /// What the browser calls the language, to format dates and numbers.
        locale: &'static str,
        /// The usual words of a reason; `None` where the worker's own are shown.
        usual: fn(ProblemKind) -> Option<(&'static str, &'static str)>,
        /// A sentence of the worker in the page's language; `None` where it is shown as it is.
        said: fn(&str) -> Option<String>,
    }
    door: Door,
    link: Link,
    linking: Linking,
    lost: Lost,
    time: Time,
    words: Words,
}

areas! {
    /// What only the pages behind the door say. It is loaded while somebody is at the door.
    Texts {}
    account: Account,
    acting: Acting,
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
    timeline: Timeline,
    trial: Trial,
    versions: Versions,
    witness: Witness,
}

thread_local! {
    /// A page has one thread and one language until it is loaded anew, so no signal is needed.
    static ALWAYS: Cell<&'static Always> = const { Cell::new(&en::ALWAYS) };
    /// `None` until it is loaded.
    static BEHIND: Cell<Option<&'static Texts>> = const { Cell::new(None) };
}

/// Chooses the texts, before the first one is asked for.
fn choose(always: &'static Always, behind: &'static Texts) {
    ALWAYS.set(always);
    BEHIND.set(Some(behind));
}

/// Loads what is said behind the door, unless it is here.
pub(crate) async fn load() -> Result<(), SplitLoaderError> {
    if BEHIND.get().is_none() {
        // A language whose texts did not come is English on both sides of the door.
        BEHIND.set(Some(language::english().await?));
    }
    Ok(())
}

/// Chooses a language in tests, where all of them are here.
#[cfg(test)]
pub(crate) fn speak(language: Language) {
    match language {
        Language::English => choose(&en::ALWAYS, &en::TEXTS),
        Language::German => choose(&de::ALWAYS, &de::TEXTS),
    }
}

/// The language of this page (BCP 47), without its country.
pub(crate) fn tag() -> &'static str {
    let locale = always().locale;
    locale.split_once('-').map_or(locale, |(language, _)| language)
}

/// The texts of the door and of both its sides, in the language of this page. They are always here.
pub(crate) fn always() -> &'static Always {
    ALWAYS.get()
}

/// The texts behind the door, in the language of this page.
///
/// They are here whenever this is called, because nothing that calls it runs before they are: a page behind the door is
/// drawn only once [`load`] has ended well (`parts.rs`), and a call that is none of the door's is asked only after it
/// (`link/mod.rs`), so whatever follows its answer has them too. What is drawn at the door, or with it, says [`always`]
/// instead; a lint holds its files to that.
///
/// # Panics
///
/// If they are not here: a mistake of ours, which the page owns up to (`broken.rs`) and which fails every test that
/// meets it. Tests choose a language first (`speak`).
pub(crate) fn t() -> &'static Texts {
    BEHIND.get().expect("texts behind the door, before they were loaded")
}

#[cfg(test)]
mod tests {
    use super::{Always, Language, Texts, always, de, en, load, speak, t};

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

    /// Every text of both halves, with its area and name.
    fn all(always: &Always, behind: &Texts) -> Vec<(&'static str, &'static str, &'static str)> {
        always.all().into_iter().chain(behind.all()).collect()
    }

    #[test]
    fn both_halves_are_whole_in_both_languages() {
        let (english, german) = (all(&en::ALWAYS, &en::TEXTS), all(&de::ALWAYS, &de::TEXTS));
        assert!(en::ALWAYS.all().len() > 150 && en::TEXTS.all().len() > 1_000, "a half is lost");
        assert_eq!(english.len(), german.len());
        for (area, name, text) in english.into_iter().chain(german) {
            assert!(!text.trim().is_empty(), "{area}.{name} says nothing");
        }
    }

    #[test]
    fn no_area_is_in_both_halves() {
        let always: std::collections::BTreeSet<_> = en::ALWAYS.all().into_iter().map(|(area, ..)| area).collect();
        let twice: Vec<_> = en::TEXTS.all().into_iter().filter(|(area, ..)| always.contains(area)).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn what_is_behind_the_door_is_said_only_once_it_is_loaded() {
        assert_eq!(always().door.sign_in, "Sign in");
        assert!(std::panic::catch_unwind(|| t().day.day).is_err(), "said before it was loaded");
        futures::FutureExt::now_or_never(load()).expect("no part is loaded").expect("it is here");
        assert_eq!(t().day.day, en::TEXTS.day.day);
    }

    #[test]
    fn what_was_chosen_is_not_loaded_over() {
        speak(Language::German);
        futures::FutureExt::now_or_never(load()).expect("no part is loaded").expect("it is here");
        assert_eq!((always().door.sign_in, t().day.day), (de::ALWAYS.door.sign_in, de::TEXTS.day.day));
    }

    #[test]
    fn german_is_german_and_punctuated_as_english_is() {
        for ((area, name, english), (_, _, german)) in
            all(&en::ALWAYS, &en::TEXTS).into_iter().zip(all(&de::ALWAYS, &de::TEXTS))
        {
            let at = format!("{area}.{name}: {german}");
            assert_eq!(english == german, SAME.contains(&(area, name)), "{at}");
            // Units are abbreviated with a point in one language only.
            assert!(area == "time" || english.ends_with('.') == german.ends_with('.'), "{at}");
            assert_eq!(german.matches('\u{201e}').count(), german.matches('\u{201c}').count(), "quotes of {at}");
            assert!(!german.contains(['"', '\u{201d}']) && !german.contains("..."), "{at}");
        }
    }
}
