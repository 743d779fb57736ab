//! What the server can see.

use crate::format::{count, counted};
use crate::strings::en::server::Server;

pub(super) const TEXTS: Server = Server {
    title: "Was der Server sehen kann",
    open: "Ansehen, was er hat",
    intro: "Eben beim Server erfragt, mit den Aufrufen, die jeder Client hat. Das ist alles, was er von diesem Konto und diesem Tresor aufbewahrt.",
    asking: "Der Server wird gefragt; das Journal wird vom ersten Eintrag an gelesen.",
    ask_again: "Noch einmal fragen",
    download: "Als JSON herunterladen",
    concluded: "Was sich daraus schließen lässt",
    not_seen: "Was er nicht sehen kann",
    not_seen_words: "Keinen Namen, keine Adresse, keine Notiz, kein Schlagwort, keinen Betrag, kein Datum, keinen Dateinamen, und nicht, wie dieser Tresor heißt. Nicht, welcher Art ein Datensatz ist, noch was geändert wurde. All das ist unter Schlüsseln versiegelt, die der Server nie hatte.",
    beyond: "Über diese Liste hinaus",
    beyond_words: "Netzadressen liegen im Arbeitsspeicher, solange sie gegen Missbrauch gezählt werden, und werden von Tacit nicht aufgeschrieben; wer die Maschine oder die Leitung dorthin betreibt, kann sie festhalten. Sicherungen enthalten, was hier stand, als sie gemacht wurden.",
    presence: "Anwesenheit",
    presence_words: "Nichts wird aufbewahrt. Solange jemand da ist, gehen versiegelte Rahmen von einer einzigen Größe an die anderen Mitglieder und werden vergessen.",
    account: "Konto",
    lookup: "Zu finden unter",
    lookup_words: "Ein Hash des Anmeldenamens unter dem Geheimschlüssel: der Name selbst ist nicht da.",
    auth: "Anmeldeschlüssel",
    blob: "Versiegeltes Konto",
    session: "Sitzung",
    this_session: "Diese hier",
    vault: "Tresor",
    members: "Mitglieder",
    member: "Mitglied",
    key: "Öffentlicher Schlüssel",
    role: "Rolle",
    out: "Entfernt",
    entries: "Einträge",
    last: "Der letzte",
    names_note: "Namen stehen hier für Sie; der Server hat nur Nummern und Schlüssel.",
    invites: "Einladungen",
    no_invites: "Keine Einladungen.",
    open_until: "Offen bis",
    closed: "Geschlossen",
    files: "Dateien",
    no_files: "Keine Dateien.",
    dropped: "Entfernt",
    records: "Datensätze",
    record: "Datensatz",
    version: "Fassung",
    at: "Wann",
    by: "Von",
    size: "Größe",
    newest: "Neueste zuerst",
    largest: "Größte zuerst",
    deleted: "Gelöscht",
    unknown: "hier nicht bekannt",
    no_bytes: "nichts mehr da",
    journal: "Journal",
    entry: "Eintrag",
    does: "Was",
    versions: "Fassungen",
    sealed_records: "In versiegelten Datensätzen",
    boxes: "Versiegelte Schlüssel",
    statements: "Worte zum Journal",
    requests: "Beitrittsanfragen",
    nobody: "noch nicht",
    hash: "Hash des Eintrags",
    what: |what| match what {
        "genesis" => "legt den Tresor an",
        "invite" => "lädt ein",
        "revoke" => "nimmt eine Einladung zurück",
        "join" => "nimmt jemanden auf",
        "set-role" => "gibt eine Rolle",
        "remove" => "entfernt Mitglieder",
        "rotate" => "erneuert den Schlüssel",
        "policy" => "ändert Regeln",
        "commit" => "schreibt Datensätze",
        _ => "",
    },
    asked: |when| format!("Gefragt {when}"),
    sessions: |created, seen| format!("seit {created}, zuletzt benutzt {seen}"),
    writes: |records| counted(records, "Datensatz", "Datensätze"),
    purges: |records| format!("entfernt ältere Fassungen von {}", counted(records, "Datensatz", "Datensätzen")),
    kept: |number| counted(number, "ältere Fassung", "ältere Fassungen"),
    vault_is: |records, entries| {
        format!(
            "Er kann zählen: {} in {}.",
            counted(records, "Datensatz", "Datensätze"),
            counted(entries, "Eintrag", "Einträgen")
        )
    },
    worked: |days, since, hour| {
        format!(
            "Er kann sehen, wann gearbeitet wird: an {} seit {since}, am meisten zwischen {hour:02}:00 und {:02}:00.",
            counted(days, "Tag", "Tagen"),
            (hour + 1) % 24
        )
    },
    who: |number, name, entries, all| {
        let name = if name.is_empty() { String::new() } else { format!(" ({name}; den Namen kennt er nicht)") };
        format!(
            "Er kann sehen, wer tätig ist: Mitglied {number}{name} hat {} von {} Einträgen unterschrieben.",
            count(entries),
            count(all)
        )
    },
    import: |records, when| {
        format!(
            "Er kann einen Import von einer Änderung unterscheiden: ein Eintrag hat {} geschrieben, {when}.",
            counted(records, "Datensatz", "Datensätze")
        )
    },
    together: |entries| {
        format!(
            "Er kann vermuten, dass Datensätze zusammengehören: {} zwei bis neun auf einmal geschrieben.",
            if entries == 1 { "ein Eintrag hat".to_owned() } else { format!("{} Einträge haben", count(entries)) }
        )
    },
    padded: |sizes, records| {
        format!(
            "Er kann Datensätze kaum an ihrer Größe erkennen: sie sind aufgefüllt, und {} haben {}.",
            counted(records, "Datensatz", "Datensätze"),
            counted(sizes, "Größe", "Größen")
        )
    },
    file_sizes: |files, size| {
        format!(
            "Er kann ungefähr sehen, wie groß Dateien sind: {}, zusammen {size}.",
            counted(files, "Datei", "Dateien")
        )
    },
    chain_ok: |entries| {
        format!(
            "Was er gab, passt: {} bis zu dem, den dieses Gerät geprüft hat.",
            if entries == 1 {
                "ein Eintrag führt".to_owned()
            } else {
                format!("{} Einträge führen lückenlos", count(entries))
            }
        )
    },
    chain_bad: |differ| {
        format!(
            "Was er gab, passt nicht zu dem, was dieses Gerät geprüft hat; {} weichen ab. Synchronisieren Sie, und fragen Sie noch einmal.",
            counted(differ, "Datensatz", "Datensätze")
        )
    },
};
