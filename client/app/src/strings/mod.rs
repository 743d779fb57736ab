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

mod en;
mod examples;

pub(crate) use examples::Example;
use std::cell::Cell;

/// Every text in one language.
pub(crate) struct Texts {
    /// What the browser calls the language, to format dates and numbers.
    pub(crate) locale: &'static str,
    pub(crate) account: en::account::Account,
    pub(crate) calendar: en::calendar::Calendar,
    pub(crate) create: en::create::Create,
    pub(crate) dashboard: en::dashboard::Dashboard,
    pub(crate) day: en::day::Day,
    pub(crate) deal: en::deal::Deal,
    pub(crate) devices: en::devices::Devices,
    pub(crate) door: en::door::Door,
    pub(crate) duplicates: en::duplicates::Duplicates,
    pub(crate) files: en::files::Files,
    pub(crate) filter: en::filter::Filter,
    pub(crate) history: en::history::History,
    pub(crate) import: en::import::Import,
    pub(crate) keys: en::keys::Keys,
    pub(crate) life: en::life::Life,
    pub(crate) link: en::link::Link,
    pub(crate) list: en::list::List,
    pub(crate) members: en::members::Members,
    pub(crate) own: en::own::Own,
    pub(crate) record: en::record::Record,
    pub(crate) repeat: en::repeat::Repeats,
    pub(crate) search: en::search::Search,
    pub(crate) settings: en::settings::Settings,
    pub(crate) shell: en::shell::Shell,
    pub(crate) task: en::task::Task,
    pub(crate) timeline: en::timeline::Timeline,
    pub(crate) witness: en::witness::Witness,
    pub(crate) words: en::words::Words,
}

thread_local! {
    /// A page has one thread and one language until it is loaded anew, so no signal is needed.
    static CHOSEN: Cell<&'static Texts> = const { Cell::new(&en::TEXTS) };
}

/// The texts in the language of this page.
pub(crate) fn t() -> &'static Texts {
    CHOSEN.get()
}
