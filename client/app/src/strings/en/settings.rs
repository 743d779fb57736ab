//! Settings.

texts! {
    Settings {
        account: "Account",
        signed_in_as: "Signed in as",
        lock_words: "Drops every key from memory. The sealed data stay on this device.",
        kit: "Emergency kit",
        kit_words: "Print it again, for example after you joined another vault.",
        kit_show: "Show kit",
        sessions: "Where you are signed in",
        this_browser: "This browser",
        browser: "A browser",
        end: "End",
        ended: "Ended.",
        appearance: "Appearance",
        keys: "Single keys",
        keys_words: "C, G, J and the like do something without Ctrl. Turn them off if you speak to your computer, or press keys by accident. This browser only.",
        theme: "Colours",
        theme_system: "System",
        theme_light: "Light",
        theme_dark: "Dark",
        language: "Language",
        language_words: "Changing it reloads the page; then you unlock again.",
        vault: "Vault",
        vault_name: "Name",
        renamed: "Renamed.",
        sections: "Sections",
        leaving: "Leaving Tacit",
        seen: "What the server sees",
        seen_words: "Opaque ids, padded sizes, times, and who may write. No name, no address, no note, no tag, not even the name of this vault.",
        forget_words: "Erases everything of this account from this browser.",
        save: "Save",
    }
    sentences {
        session: |created: &str, seen: &str| format!("Since {created}, last seen {seen}"),
    }
}
