//! The sheet of shortcuts.

use crate::strings::en::keys::Keys;

pub(super) const TEXTS: Keys = Keys {
    anywhere: "Überall",
    in_lists: "In einer Liste",
    in_calendar: "Im Kalender",
    later: "Später",
    earlier: "Früher",
    today: "Heute",
    carry: "Aufnehmen, bewegen, ablegen",
    on_record: "In einem Datensatz",
    search: "Suchen",
    new: "Neu",
    palette: "Öffnen, anlegen oder finden",
    go_day: "Zu Mein Tag",
    go_dashboard: "Zur Übersicht",
    go_people: "Zu den Personen",
    go_companies: "Zu den Firmen",
    go_members: "Zu den Mitgliedern",
    go_deals: "Zu den Deals",
    go_tasks: "Zu den Aufgaben",
    go_calendar: "Zum Kalender",
    go_activities: "Zu den Aktivitäten",
    go_trash: "Zum Papierkorb",
    go_vault: "Tresor wechseln",
    undo: "Rückgängig",
    redo: "Wiederholen",
    lock: "Sperren",
    this: "Diese Übersicht",
    go: "Bewegen",
    open: "Öffnen",
    select: "Auswählen",
    extend: "Auswahl erweitern",
    delete: "Ausgewählte löschen",
    next: "Nächster",
    previous: "Voriger",
    cancel: "Bearbeitung abbrechen",
    on_key: |key| {
        let german = match key {
            "Ctrl" => "Strg",
            "Shift" => "Umschalt",
            "Del" => "Entf",
            "Space" => "Leertaste",
            _ => key,
        };
        german.to_owned()
    },
};
