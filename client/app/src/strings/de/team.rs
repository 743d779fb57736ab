//! Working side by side: what the team did, mentions, and reading without writing.

use crate::format::counted;
use crate::strings::en::team::Team;

pub(super) const TEXTS: Team = Team {
    feed: "Aus dem Team",
    go_feed: "Zu dem, was im Team geschah",
    by: "Von wem",
    kind: "Womit",
    everybody: "Alle",
    every_kind: "Alle Datensätze",
    nothing: "Noch ist nichts geschehen",
    nothing_words: "Was Mitglieder anlegen und ändern, steht hier Tag für Tag.",
    mention: "Mitglied erwähnen",
    mentions: "Erwähnungen",
    all_seen: "Alle als gesehen markieren",
    only_read: "Sie können hier nur lesen.",
    locked: "Nur zum Lesen",
    nothing_made: "Was andere hinzufügen, steht hier.",
    nothing_changes: "In diesem Tresor lässt sich jetzt nichts ändern.",
    online: "Jetzt da",
    show_online: "Anderen zeigen, dass ich da bin",
    show_online_words: "Ihr Name und seit wann, für die Mitglieder des Tresors, den Sie geöffnet haben.",
    show_record: "Anderen zeigen, was ich ansehe",
    show_record_words: "Welcher Datensatz offen ist und in welchem Feld Sie sind. Aus, solange Sie es nicht einschalten. Der Server kann es nicht lesen; er sieht, dass etwas gesagt wurde, und wann.",
    reads_only: |owners| {
        format!(
            "Sie können in diesem Tresor alles lesen und nichts ändern. Eine andere Rolle kann Ihnen ein Inhaber geben: {owners}."
        )
    },
    here_since: |name, clock| format!("{name}, seit {clock}"),
    looks: |name| format!("{name} sieht das gerade an"),
    edits: |name| format!("{name} ändert das gerade"),
    made_many: |by, what| format!("{by} hat {what} angelegt:"),
    changed_many: |by, what| format!("{by} hat {what} geändert:"),
    merged: |by| format!("{by} hat Dubletten zusammengeführt zu"),
    merged_many: |by, what| format!("{by} hat Dubletten zusammengeführt zu {what}:"),
    deleted: |by| format!("{by} löschte"),
    mentioned_by: |by| format!("{by} in"),
    unseen: |number| counted(number, "neue Erwähnung", "neue Erwähnungen"),
};
