//! Members.

use crate::strings::en::members::Members;

pub(super) const TEXTS: Members = Members {
    title: "Mitglieder",
    invite: "Einladen",
    you: "Sie",
    waiting: "Warten auf Aufnahme",
    waiting_words: "Lassen Sie sich die Wörter vorlesen. Nehmen Sie die Person nur auf, wenn alle sechs gleich sind.",
    contested: "Zwei verschiedene Personen haben diesen Link benutzt. Lassen Sie niemanden herein; nehmen Sie die Einladung zurück und erstellen Sie eine neue.",
    let_in: "Hereinlassen",
    open_invites: "Offene Einladungen",
    revoke: "Zurücknehmen",
    revoked: "Die Einladung wurde zurückgenommen.",
    remove: "Entfernen",
    removing: "Wird entfernt",
    former: "Entfernt",
    words: "Wörter dieses Tresors",
    words_why: "Alle Mitglieder, die dieselbe Liste sehen, sehen dieselben sechs Wörter. Weichen sie bei jemandem ab, zeigt der Server einem von Ihnen etwas anderes.",
    invite_title: "Jemanden einladen",
    invite_name: "Name der Person",
    invite_name_hint: "Damit hier alle wissen, wer es ist.",
    invite_role: "Darf",
    invite_for: "Der Link gilt",
    invite_do: "Link erstellen",
    link_title: "Senden Sie diesen Link",
    link_words: "Er gilt einmal, für eine Person. Senden Sie ihn auf einem Weg, dem Sie vertrauen; er wird nur jetzt gezeigt.",
    link_copy: "Link kopieren",
    rename: "Umbenennen",
    day: "1 Tag",
    three_days: "3 Tage",
    week: "7 Tage",
    two_weeks: "14 Tage",
    owner_may: "alles",
    admin_may: "schreiben und Mitglieder verwalten",
    editor_may: "lesen und schreiben",
    viewer_may: "nur lesen",
    editor_can: "Ein Bearbeiter liest und schreibt Datensätze und verwaltet niemanden.",
    viewer_can: "Ein Leser liest und ändert nichts.",
    make: "Ändern",
    a_role: |role| role.to_owned(),
    remove_title: |name| format!("{name} entfernen?"),
    remove_words: |name| {
        format!(
            "Der Schlüssel dieses Tresors ändert sich sofort: Nichts, was ab jetzt geschrieben wird, öffnet sich für {name}. Was {name} gesehen hat, lässt sich nicht zurücknehmen."
        )
    },
    removed: |name| format!("{name} wurde entfernt und der Schlüssel geändert."),
    is_in: |name| format!("{name} ist aufgenommen."),
    joined: |day, by| match by {
        Some(by) => format!("Beigetreten am {day}, aufgenommen von {by}"),
        None => format!("Beigetreten am {day}"),
    },
    key_number: |epoch| format!("Neue Datensätze werden mit Schlüssel {epoch} versiegelt."),
};
