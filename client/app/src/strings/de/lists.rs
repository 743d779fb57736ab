//! Listen, die Menschen von Hand zusammenstellen.

use crate::format::counted;
use crate::strings::en::lists::Lists;

pub(super) const TEXTS: Lists = Lists {
    lists: "Listen",
    list: "Liste",
    list_many: "Listen",
    new_list: "Neue Liste",
    rename: "Liste umbenennen",
    delete: "Liste löschen",
    about: "Wofür sie da ist",
    about_example: "Gäste des Frühlingsessens",
    name_example: "Frühlingsessen",
    save: "Liste speichern",
    saved: "Liste gespeichert.",
    removed: "Liste gelöscht. Ihre Datensätze bleiben.",
    none: "Noch keine Listen",
    none_words: "Stellen Sie Personen, Firmen und Deals von Hand zusammen: die Gäste eines Abends, die Mandate eines Quartals. Ein Filter folgt dem, was in Datensätzen steht; eine Liste enthält, was Sie gewählt haben.",
    empty_words: "Wählen Sie in einer Tabelle Datensätze aus und drücken Sie „Zur Liste hinzufügen“, oder fügen Sie sie hier nach Namen hinzu.",
    add_to: "Zur Liste hinzufügen",
    pick: "Liste suchen oder neu benennen",
    add_here: "Nach Namen hinzufügen",
    take_off: "Von dieser Liste nehmen",
    all_in: "Nichts geändert: Sie standen schon darauf.",
    gone: "Diese Liste ist nicht hier",
    gone_words: "Sie wurde gelöscht oder war nie in diesem Tresor. Aus dem Papierkorb lässt sie sich zurückholen.",
    nobody: "Keine Liste heißt so",
    make: |name| format!("Neue Liste „{name}“"),
    add_title: |number| format!("{} zu einer Liste hinzufügen", counted(number as u32, "Datensatz", "Datensätze")),
    added: |number, name| format!("{} zu „{name}“ hinzugefügt.", counted(number as u32, "Datensatz", "Datensätze")),
    taken_off: |number, name| format!("{} von „{name}“ genommen.", counted(number as u32, "Datensatz", "Datensätze")),
    empty: |many| format!("Noch keine {many} auf dieser Liste"),
};
