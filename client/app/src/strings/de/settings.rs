//! Settings.

use crate::strings::en::settings::Settings;

pub(super) const TEXTS: Settings = Settings {
    account: "Konto",
    signed_in_as: "Angemeldet als",
    lock_words: "Entfernt alle Schlüssel aus dem Speicher. Die versiegelten Daten bleiben auf diesem Gerät.",
    kit: "Notfallblatt",
    kit_words: "Noch einmal drucken, etwa nach dem Beitritt zu einem weiteren Tresor.",
    kit_show: "Zeigen",
    sessions: "Wo Sie angemeldet sind",
    this_browser: "Dieser Browser",
    browser: "Ein Browser",
    end: "Beenden",
    ended: "Beendet.",
    appearance: "Darstellung",
    theme: "Farben",
    theme_system: "System",
    theme_light: "Hell",
    theme_dark: "Dunkel",
    language: "Sprache",
    language_words: "Bei einem Wechsel lädt die Seite neu. Danach entsperren Sie wieder.",
    vault: "Tresor",
    vault_name: "Name",
    renamed: "Umbenannt.",
    seen: "Was der Server sieht",
    seen_words: "Undurchsichtige Kennungen, aufgefüllte Größen, Zeiten, und wer schreiben darf. Keinen Namen, keine Adresse, keine Notiz, kein Schlagwort, nicht einmal den Namen dieses Tresors.",
    forget_words: "Löscht alles von diesem Konto aus diesem Browser.",
    save: "Speichern",
    session: |created, seen| format!("Seit {created}, zuletzt gesehen {seen}"),
};
