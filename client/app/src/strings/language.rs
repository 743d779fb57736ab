//! Which language the page speaks: the one chosen in this browser, else the first of the browser's own that there is.

use super::{Always, Texts, choose, de, en, tag};
use leptos::prelude::{document, window};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Where the choice is kept, as the theme's is.
const KEPT: &str = "tacit-language";

/// Both halves of the German catalogue, a part of the page that only its readers load.
#[wasm_split(german, fallible)]
fn german() -> Result<(&'static Always, &'static Texts), SplitLoaderError> {
    Ok((&de::ALWAYS, &de::TEXTS))
}

/// What English says behind the door; what it says at the door is always here.
#[wasm_split(english, fallible)]
pub(super) fn english() -> Result<&'static Texts, SplitLoaderError> {
    Ok(&en::TEXTS)
}

/// A language with a catalogue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
}

impl Language {
    /// Each with its name in itself.
    pub(crate) const ALL: [(Self, &'static str); 2] = [(Self::English, "English"), (Self::German, "Deutsch")];

    /// Its tag (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Of "de", "de-AT", "EN_us".
    fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().map(|(language, _)| language).find(|language| language.tag() == primary)
    }

    /// What was chosen here; `None` follows the browser.
    pub(crate) fn kept() -> Option<Self> {
        Self::of(&window().local_storage().ok()??.get_item(KEPT).ok()??)
    }

    /// Keeps a choice and loads the page anew in it.
    pub(crate) fn choose(language: Option<Self>) {
        if let Some(storage) = window().local_storage().ok().flatten() {
            // Without storage the page comes back as it was.
            let _ = match language {
                Some(language) => storage.set_item(KEPT, language.tag()),
                None => storage.remove_item(KEPT),
            };
        }
        // A page that may not be loaded anew keeps its language until it is.
        let _ = window().location().reload();
    }

    /// The first of the browser's languages that there is.
    fn wanted() -> Option<Self> {
        window().navigator().languages().iter().find_map(|tag| Self::of(&tag.as_string()?))
    }

    /// Begins to speak, before anything is drawn.
    pub(crate) async fn begin() {
        match Self::kept().or_else(Self::wanted) {
            Some(Self::German) => {
                // Where it does not come, English stands in.
                if let Ok((always, behind)) = german().await {
                    choose(always, behind);
                }
            }
            // Its first half is chosen already, and the other is not waited for here.
            Some(Self::English) | None => {}
        }
        if let Some(root) = document().document_element() {
            // Fails for no name of an attribute that is one.
            let _ = root.set_attribute("lang", tag());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_language_is_known_by_its_first_part() {
        let tags = ["de", "de-AT", "DE_ch", "en-US", "fr-FR", "den", ""];
        let known: Vec<_> = tags.iter().map(|tag| Language::of(tag).map(Language::tag)).collect();
        assert_eq!(known, [Some("de"), Some("de"), Some("de"), Some("en"), None, None, None]);
    }
}
