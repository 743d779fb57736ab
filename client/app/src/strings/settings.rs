//! Settings.

texts! {
    ACCOUNT = "Account";
    SIGNED_IN_AS = "Signed in as";
    LOCK_WORDS = "Drops every key from memory. The sealed data stay on this device.";
    KIT = "Emergency kit";
    KIT_WORDS = "Print it again, for example after you joined another vault.";
    KIT_SHOW = "Show kit";
    SESSIONS = "Where you are signed in";
    THIS_BROWSER = "This browser";
    BROWSER = "A browser";
    END = "End";
    ENDED = "Ended.";
    APPEARANCE = "Appearance";
    THEME_SYSTEM = "System";
    THEME_LIGHT = "Light";
    THEME_DARK = "Dark";
    VAULT = "Vault";
    VAULT_NAME = "Name";
    RENAMED = "Renamed.";
    SEEN = "What the server sees";
    SEEN_WORDS = "Opaque ids, padded sizes, times, and who may write. No name, no address, no note, no tag, not even the name of this vault.";
    FORGET_WORDS = "Erases everything of this account from this browser.";
    SAVE = "Save";
}

pub(crate) fn session(created: &str, seen: &str) -> String {
    format!("Since {created}, last seen {seen}")
}
