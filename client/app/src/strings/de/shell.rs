//! The frame.

use crate::format::count;
use crate::strings::en::shell::Shell;

pub(super) const TEXTS: Shell = Shell {
    main: "Hauptmenü",
    path: "Pfad",
    new: "Neu",
    selection: "Auswahl",
    switch: "Tresor wechseln",
    new_vault: "Neuer Tresor",
    shortcuts: "Tastenkürzel",
    offline: "Ohne Netz · hier gespeichert",
    sealed: "Versiegelt",
    held: "Wird nicht gesendet",
    restored_title: "Der Server wurde aus einer Sicherungskopie wiederhergestellt",
    lost_title: "Der Server hat etwas verloren",
    restored_waiting: "Er hat zurück, was dieser Browser kannte. Die Browser der anderen geben den Rest zurück; was Sie bis dahin schreiben, wartet hier und wird von selbst gesendet.",
    giving: "Wird zurückgegeben",
    sync_title: "Jede Änderung wird hier versiegelt und dann gesendet. Drücken, um es jetzt zu versuchen.",
    unconfirmed: "Noch hat niemand für dieses Gerät gebürgt",
    unconfirmed_words: "Sie können lesen. Bevor etwas gesendet wird, das Sie schreiben, vergleichen Sie sechs Wörter mit jemandem aus dem Team: Beide müssen dieselben sehen.",
    unconfirmed_look: "Wörter vergleichen",
    unconfirmed_title: "Mit jemandem vergleichen",
    unconfirmed_ask: "Rufen Sie jemanden aus diesem Tresor an oder treffen Sie sich. Unter Mitglieder stehen dort sechs Wörter. Sind es diese, und sind es die Personen, die Sie erwarten?",
    unconfirmed_yes: "Sie sind gleich",
    unconfirmed_no: "Weichen sie ab, bestätigen Sie nicht. Sagen Sie es dem Inhaber: Vielleicht zeigt der Server einem von Ihnen etwas anderes.",
    aging: "Seit drei Tagen hat niemand sonst die neuesten Änderungen bestätigt",
    old: "Seit zwei Wochen hat niemand sonst die neuesten Änderungen bestätigt",
    closed: "Sie sind nicht mehr Mitglied dieses Tresors",
    closed_words: "Was dieses Gerät schon hatte, kann weiter gelesen werden. Ändern lässt sich nichts.",
    due: |number| format!("{} überfällig oder heute fällig", count(number)),
    open: |number| format!("{} offen", count(number)),
    synced: |clock| format!("Versiegelt · Stand {clock}"),
    waiting: |number| format!("Hier gespeichert · {number} offen"),
    offline_with: |number| format!("Ohne Netz · {number} hier gespeichert"),
    restored_with: |waiting| match waiting {
        0 => "Server wiederhergestellt".to_owned(),
        _ => format!("Server wiederhergestellt · {waiting} offen"),
    },
    giving_back: |done, total| format!("Zurückgegeben: {done} von {total}"),
    giving_back_words: |total| match total {
        1 => "Ihr Browser gibt die eine Änderung zurück, die er verloren hat.".to_owned(),
        _ => format!("Ihr Browser gibt zurück, was er verloren hat: {total} Änderungen. Arbeiten Sie einfach weiter."),
    },
};
