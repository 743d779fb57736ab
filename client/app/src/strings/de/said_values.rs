//! Sentences of the worker about values, files, mails and rules of recurrence as they are read.

pub(super) const SAID: &[(&str, &str)] = &[
    (
        "this does not read as a number; write it like 12500.5",
        "das liest sich nicht als Zahl; schreiben Sie sie wie 12500,5",
    ),
    ("more decimals than the {} that are kept", "mehr Nachkommastellen als die {}, die aufbewahrt werden"),
    ("more decimals than the {} that the currency has", "mehr Nachkommastellen als die {} der Währung"),
    ("too large a number", "eine zu große Zahl"),
    ("this kind of record has no such field", "Datensätze dieser Art haben kein solches Feld"),
    ("this field takes another form of value", "dieses Feld nimmt eine andere Form von Wert"),
    ("what is written here once stays as it is", "was hier einmal steht, bleibt, wie es ist"),
    ("more than {} files at once", "mehr als {} Dateien auf einmal"),
    ("\u{201c}{}\u{201d} is larger than 64 MiB", "„{}“ ist größer als 64 MiB"),
    ("\u{201c}{}\u{201d} has more than 1,000,000 rows", "„{}“ hat mehr als 1.000.000 Zeilen"),
    ("\u{201c}{}\u{201d} has more than 512 columns", "„{}“ hat mehr als 512 Spalten"),
    ("\u{201c}{}\u{201d} is empty", "„{}“ ist leer"),
    (
        "\u{201c}{}\u{201d} is neither a table of text nor a vCard",
        "„{}“ ist weder eine Tabelle aus Text noch eine vCard",
    ),
    ("these targets do not fit the files", "diese Ziele passen nicht zu den Dateien"),
    ("this file is empty", "diese Datei ist leer"),
    (
        "this mail is larger than 25 MiB; save its attachments and attach them one by one",
        "diese E-Mail ist größer als 25 MiB; sichern Sie ihre Anhänge und hängen Sie sie einzeln an",
    ),
    ("longer than a rule can be", "länger, als eine Regel sein kann"),
    ("a part of the rule has no name and value", "ein Teil der Regel hat keinen Namen und Wert"),
    ("the rule does not say how often", "die Regel sagt nicht, wie oft"),
    ("a task cannot come more often than daily", "eine Aufgabe kann nicht öfter als täglich wiederkehren"),
    ("rules with {} are not supported", "Regeln mit {} werden nicht unterstützt"),
    ("the rule has a part that is not known", "die Regel hat einen unbekannten Teil"),
    ("{} stands in the rule twice", "{} steht zweimal in der Regel"),
    ("{} has a value that it cannot have", "{} hat einen Wert, den es nicht haben kann"),
    ("the rule has two ends", "die Regel hat zwei Enden"),
];
