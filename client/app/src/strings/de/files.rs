//! Files of a record.

use crate::format::size;
use crate::strings::en::files::Files;

pub(super) const TEXTS: Files = Files {
    files: "Dateien",
    attach: "Anhängen",
    none: "Noch keine Dateien. Legen Sie welche hier ab oder hängen Sie sie an.",
    none_read_only: "Keine Dateien.",
    drop: "Zum Anhängen ablegen",
    download: "Herunterladen",
    delete: "Datei löschen",
    cancel: "Abbrechen",
    reading: "Wird versiegelt",
    sending: "Wird gesendet",
    waiting: "Hier versiegelt, noch nicht gesendet",
    fetching: "Wird geholt und geprüft",
    deleted: "Datei gelöscht.",
    pdf: "Eine PDF-Datei öffnet sich in einem eigenen Tab, in der Ansicht des Browsers.",
    open_tab: "In neuem Tab öffnen",
    not_shown: "Dateien dieser Art werden hier nicht gezeigt. Laden Sie sie herunter, wenn Sie der Person vertrauen, die sie angehängt hat.",
    large: "Diese Datei ist zu groß, um hier gezeigt zu werden. Laden Sie sie stattdessen herunter.",
    empty: "Diese Datei ist leer.",
    cut: "Nur der Anfang wird gezeigt.",
    unreadable: "Diese Datei konnte nicht gelesen werden.",
    unreadable_todo: "Ordner können nicht angehängt werden. Prüfen Sie, ob die Datei noch da ist, und versuchen Sie es noch einmal.",
    no_disk: "Dieser Browser hat keinen Platz, um die Datei zusammenzusetzen.",
    no_disk_todo: "Schaffen Sie Platz auf diesem Gerät und versuchen Sie es noch einmal.",
    used: "Dateien",
    used_words: "Belegter Platz auf dem Server, versiegelt.",
    attached: |name| format!("„{name}“ angehängt."),
    on_its_way: |what, done, total| format!("{what}, {} von {}", size(done), size(total)),
    of_quota: |used, quota| format!("{} von {}", size(used), size(quota)),
};
