//! Personen endgültig löschen: worauf es hinausläuft, wie weit es ist, was übrig ist.

use crate::format::{count, counted};
use crate::strings::en::erasure::Erasure;

fn kind(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "person" => ("Person", "Personen"),
        "company" => ("Firma", "Firmen"),
        "deal" => ("Deal", "Deals"),
        "task" => ("Aufgabe", "Aufgaben"),
        "activity" => ("Aktivität", "Aktivitäten"),
        "file" => ("Datei", "Dateien"),
        "template" => ("Vorlage", "Vorlagen"),
        "list" => ("Liste", "Listen"),
        "view" => ("gespeicherte Ansicht", "gespeicherte Ansichten"),
        "consent" => ("Eintrag zu Einwilligungen", "Einträge zu Einwilligungen"),
        "basis" => ("Rechtsgrundlage", "Rechtsgrundlagen"),
        "suppression" => ("gesperrte Kontaktadresse", "gesperrte Kontaktadressen"),
        "disclosure" => ("Weitergabe", "Weitergaben"),
        "hold" => ("Aufbewahrungspflicht", "Aufbewahrungspflichten"),
        "request" => ("Anfrage", "Anfragen"),
        "access" => ("Eintrag zu Zugriffen", "Einträge zu Zugriffen"),
        "restriction" => ("Einschränkung", "Einschränkungen"),
        _ => ("anderer Datensatz", "andere Datensätze"),
    }
}

pub(super) const TEXTS: Erasure = Erasure {
    title: "Löschungen",
    none: "Hier wurde noch niemand gelöscht.",
    menu_words: "Löscht die Person, alles, was von niemandem sonst handelt, und alle früheren Versionen. Niemand kann es zurückholen.",
    erase_title: "Eine Person löschen",
    gone: "Was verschwindet, mit allen früheren Versionen",
    rewritten: "Was bleibt und seine Verknüpfung verliert",
    kept: "Nachweise, die bleiben",
    kept_words: "Einwilligungen, Widerrufe und Weitergaben zeigen, dass die Regeln eingehalten wurden. Sie kennen die Person unter einer Kennung, die dann niemanden mehr nennt, und Adressen nur als Marken, die niemand zurücklesen kann.",
    left: "Worte dieser Person an anderen Stellen",
    left_before: "Diese Stellen nennen die Person. Sie bleiben vorerst: Nach dem Löschen gehen Sie sie einzeln durch.",
    left_after: "Öffnen und ändern Sie jede Stelle, oder sagen Sie, warum die Worte bleiben. Wonach gesucht wird, wird nicht gespeichert.",
    nothing_left: "Keine andere Stelle nennt diese Person.",
    nothing_left_now: "Es ist nichts übrig. Schließen Sie die Löschung ab.",
    recipients: "Diese Empfänger unterrichten",
    recipients_words: "Sie haben die Daten dieser Person bekommen (DSGVO Art. 19). Die Liste bleibt hier, bis alle unterrichtet sind.",
    told: "Als unterrichtet vermerken",
    held: "Eine Aufbewahrungspflicht hält das fest",
    held_link: "Aufbewahrung",
    still: "Wo es danach noch sein kann",
    no_admin: "Sie können hier nicht endgültig löschen. Die Person wird sofort gelöscht, und eine Aufgabe bittet einen Admin, weiterzumachen.",
    erase: "Endgültig löschen",
    ask_admin: "Löschen und einen Admin bitten",
    task: "Eine Person endgültig löschen: Datenschutz, Löschungen",
    row: "Anonymer Deal",
    begun: "Hier gelöscht. Der Server wird angewiesen, jede Version zu verwerfen.",
    waiting: "Wartet auf das Senden",
    waiting_words: "Es steht auf diesem Gerät und geht an den Server, sobald er erreichbar ist. Tacit zu schließen ändert nichts daran.",
    at_admin: "Wartet auf einen Admin",
    at_admin_words: "Überall gelöscht. Frühere Versionen liegen noch auf dem Server, bis ein Admin weitermacht.",
    purging: "Wird gelöscht",
    purging_words: "Der Server wird angewiesen, jede Version zu verwerfen. Tacit zu schließen ändert nichts: Es geht weiter.",
    gone_now: "Vom Server verschwunden",
    finished: "Abgeschlossen",
    go_on: "Weitermachen",
    late: "Später angekommen",
    late_words: "Anderswo geschrieben, bevor die Löschung dort bekannt war.",
    late_erase: "Auch das löschen",
    look_again: "Noch einmal suchen",
    look_words: "Wonach zu suchen ist, ist nicht mehr bekannt, denn es stand nur im Arbeitsspeicher. Geben Sie Namen, Adressen und Nummern ein, je eine Zeile. Sie werden nicht gespeichert.",
    look: "Danach suchen",
    edit: "Öffnen",
    keep: "Bleibt",
    keep_title: "Warum bleiben diese Worte?",
    keep_hint: "„Ist jemand anderes mit diesem Namen.“ Der Grund wird gespeichert: Nennen Sie darin niemanden.",
    evidence: "Nachweis, wird nicht geändert",
    stays: "Bleiben, wie sie sind",
    finish: "Abschließen",
    finished_said: "Abgeschlossen. Nichts erinnert sich mehr daran, wonach gesucht wurde.",
    tab: "Löschen",
    older_words: "Frühere Versionen anderer Datensätze werden nicht durchsucht, außer von denen, die Sie hier ändern: Deren Versionen verschwinden beim Abschließen.",
    kind,
    asked: |day, by| format!("Verlangt am {day} von {by}"),
    rows: |number| {
        format!(
            "{} anonymisieren: Phase, Betrag und Monat bleiben, in neuen Datensätzen, die nichts mit jemandem verknüpft; Titel, Notizen und alles andere verschwinden.",
            counted(number, "Deal, der nur dieser Person gehört,", "Deals, die nur dieser Person gehören,")
        )
    },
    records: |number| counted(number, "Datensatz", "Datensätze"),
    more: |number| format!("und {} weitere", count(number)),
    points: |number| {
        format!(
            "{} ab jetzt in Ruhe gelassen, nur noch als Marke bekannt",
            counted(number, "Kontaktadresse wird", "Kontaktadressen werden")
        )
    },
    type_this: |words| format!("Zum Bestätigen „{words}“ eingeben"),
    seen: |seen, of| format!("Auf Geräten von {} von {} Mitgliedern geprüft", count(seen), count(of)),
    told_on: |day, by| format!("unterrichtet am {day} von {by}"),
    finished_on: |day, by| format!("Abgeschlossen am {day} von {by}"),
    held_until: |why, day| format!("{why} (bis {day})"),
    kept_by: |why, by| format!("{why} ({by})"),
    place: |label, name| format!("{label} von {name}"),
};
