//! Sentences of the worker about dates in files, files whose rows are of a kind of the team's own, and e-mails that are pasted.

/// `{}` stands for a name or number.
pub(super) const SAID: &[(&str, &str)] = &[
    ("There is no e-mail yet.", "Es gibt noch keine E-Mail."),
    ("Paste the e-mail, or write what it said.", "Fügen Sie die E-Mail ein, oder schreiben Sie auf, was darin stand."),
    ("a date that by itself can be read in two ways", "ein Datum, das für sich allein nicht eindeutig lesbar ist"),
    (
        "Read with the day first, as in other rows of this column.",
        "Gelesen mit dem Tag zuerst, wie in anderen Zeilen dieser Spalte.",
    ),
    (
        "Read with the month first, as in other rows of this column.",
        "Gelesen mit dem Monat zuerst, wie in anderen Zeilen dieser Spalte.",
    ),
    ("left out: no purpose asks for it by itself", "weggelassen: von sich aus verlangt kein Zweck danach"),
    ("no name", "kein Name"),
    ("This row is left out; give it a name.", "Diese Zeile wird weggelassen; geben Sie ihr einen Namen."),
    ("This row is left out; shorten its name.", "Diese Zeile wird weggelassen; kürzen Sie ihren Namen."),
    (
        "This value is left out; bring the record in first.",
        "Dieser Wert wird weggelassen; importieren Sie zuerst den Datensatz.",
    ),
    (
        "Kept as typed; correct it on the record's page.",
        "Bleibt wie geschrieben; korrigieren Sie es auf der Seite des Datensatzes.",
    ),
    ("none of the words to choose from", "keines der Wörter zur Auswahl"),
    ("Kept as typed.", "Bleibt wie geschrieben."),
    ("the same record again in these files", "derselbe Datensatz noch einmal in diesen Dateien"),
    ("this record’s data is restricted", "die Daten dieses Datensatzes sind eingeschränkt"),
    ("What is there is kept.", "Was dort steht, bleibt."),
    ("there is no such row in the files", "diese Zeile gibt es in den Dateien nicht"),
    ("a value is longer than 64 KiB", "ein Wert ist länger als 64 KiB"),
    ("Shorten what you typed.", "Kürzen Sie, was Sie geschrieben haben."),
    ("more than 5,000 rows of one file are mended", "mehr als 5.000 Zeilen einer Datei sind berichtigt"),
    (
        "The row is left as it is; mend it in the file and choose that again.",
        "Die Zeile bleibt, wie sie ist; berichtigen Sie sie in der Datei und wählen Sie diese noch einmal.",
    ),
];
