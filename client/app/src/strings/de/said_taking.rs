//! Sentences of the worker about what is taken out, and about entries that are corrected.

pub(super) const SAID: &[(&str, &str)] = &[
    (
        "Who may only read takes no tables, calendars, charts or documents out.",
        "Wer nur lesen darf, nimmt keine Tabellen, Kalender, Diagramme oder Dokumente mit.",
    ),
    (
        "Ask somebody who may edit: what is taken out is written down with who took it.",
        "Bitten Sie jemanden, der bearbeiten darf: Was mitgenommen wird, steht im Protokoll mit dem, der es nahm.",
    ),
    (
        "The file that proves it is not attached to the person.",
        "Die Datei, die es nachweist, hängt nicht an der Person.",
    ),
    (
        "Attach it to the person under Files, and choose it again.",
        "Hängen Sie sie unter Dateien an die Person, und wählen Sie sie noch einmal.",
    ),
    (
        "This entry cannot be corrected, or was corrected already.",
        "Dieser Eintrag lässt sich nicht berichtigen oder wurde es schon.",
    ),
    (
        "Look at the ledger: what was corrected stands there.",
        "Sehen Sie im Verlauf nach: Was berichtigt wurde, steht dort.",
    ),
    (
        "Only of people it is known which purpose a field serves.",
        "Nur bei Personen ist bekannt, welchem Zweck ein Feld dient.",
    ),
    ("A correction needs a reason.", "Eine Berichtigung braucht einen Grund."),
    (
        "Say what is wrong with it. Nothing was written down.",
        "Sagen Sie, was daran falsch ist. Es wurde nichts eingetragen.",
    ),
];
