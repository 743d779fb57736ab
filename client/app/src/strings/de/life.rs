//! The life of a vault: its rules, handing it over, leaving it, deleting it.

use crate::format::counted;
use crate::strings::en::life::Life;

pub(super) const TEXTS: Life = Life {
    rules: "Regeln",
    rules_owners: "Inhaber legen sie fest.",
    words_for_all: "Wörter mit allen vergleichen, die beitreten",
    words_for_all_words: "Auch Leser und Bearbeiter warten, bis jemand sechs Wörter mit ihnen verglichen hat. Bei Admins und Inhabern ist das immer so.",
    editors_purge: "Bearbeiter dürfen endgültig löschen",
    editors_purge_words: "Sonst dürfen es nur Admins und Inhaber; was Bearbeiter löschen, bleibt im Papierkorb.",
    suite: "Verfahren",
    rule_set: "Die Regel gilt ab jetzt.",
    leaving: "Möchten gehen",
    leaving_words: "Sie haben es selbst erklärt und signiert. Werden sie entfernt, ändert sich der Schlüssel: Was danach geschrieben wird, öffnet sich für sie nicht.",
    leaving_remove: "Entfernen",
    leaving_owner: "Nur ein Inhaber kann sie entfernen.",
    role_back: "Sie können das jederzeit wieder ändern.",
    role_owner: "Ein Inhaber kann alles, was Sie können: jede Rolle ändern, auch Ihre, Sie entfernen und den Tresor löschen.",
    role_admin: "Ein Admin lädt ein, lässt herein, entfernt Bearbeiter und Leser und darf Datensätze endgültig löschen.",
    vault: "Dieser Tresor",
    trash_words: "Gelöschte Datensätze, zum Wiederherstellen oder endgültigen Löschen.",
    trash_open: "Papierkorb öffnen",
    leave: "Diesen Tresor verlassen",
    leave_do: "Verlassen",
    leave_words: "Nichts Neues kommt an, nichts wird gesendet. Was dieser Browser hat, bleibt hier lesbar.",
    leave_only_owner: "Sie sind der einzige Inhaber. Machen Sie zuerst jemand anderen zum Inhaber oder löschen Sie den Tresor.",
    leave_members: "Mitglieder",
    leave_ask: "Sie signieren, dass Sie gehen. Ein Admin entfernt Sie dann, und damit ändert sich der Schlüssel.",
    leave_back: "Um zurückzukehren, muss Sie jemand neu einladen.",
    left: "Sie haben den Tresor verlassen.",
    delete: "Diesen Tresor löschen",
    delete_do: "Löschen",
    delete_words: "Für alle und endgültig.",
    delete_now: "Ab sofort kann hier niemand mehr schreiben.",
    delete_week: "Sieben Tage lang dürfen die Geräte der Mitglieder noch holen, was ihnen fehlt. Danach vernichtet der Server jedes Byte.",
    delete_local: "Was der Browser eines Mitglieds schon hat, bleibt dort lesbar, bis es entfernt wird.",
    delete_backups: "Sicherungskopien des Betreibers können die versiegelten Daten länger enthalten.",
    delete_final: "Das ist endgültig: Niemand kann es zurücknehmen, auch Sie nicht.",
    delete_confirm: "Für alle löschen",
    deleted: "Der Tresor ist gelöscht.",
    forget: "Aus diesem Browser entfernen",
    forget_words: "Es ist vorbei. Was hier noch liegt, kann gelesen werden, bis Sie es entfernen.",
    forget_ask: "Die versiegelte Kopie auf diesem Gerät wird gelöscht. Danach gibt es keinen anderen Weg, sie zu lesen.",
    forget_do: "Entfernen",
    forgotten: "Aus diesem Browser entfernt.",
    over: "beendet",
    suite_number: |number| {
        format!("Verfahren {number} oder neuer. Einträge unter einem älteren werden abgelehnt; die Zahl steigt nur.")
    },
    leaves: |when| format!("Erklärt am {when}"),
    make: |name, role| format!("{name} zum {role} machen?"),
    unmake: |name, role| format!("{name} ist dann nur noch {role}"),
    is_now: |name, role| format!("{name} ist jetzt {role}."),
    waiting: |number| {
        let changes = counted(number, "Änderung von hier ist", "Änderungen von hier sind");
        format!("{changes} noch nicht gesendet. Wer jetzt geht, sendet nichts mehr.")
    },
    type_name: |name| format!("Geben Sie zur Sicherheit „{name}“ ein"),
};
