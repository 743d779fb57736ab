//! Sentences of the worker about what proves the claims of a file, and about a restriction that ends by itself.

pub(super) const SAID: &[(&str, &str)] = &[
    ("That day is over.", "Dieser Tag ist vorbei."),
    (
        "Choose a later day, or none: then somebody lifts it.",
        "Wählen Sie einen späteren Tag oder keinen: Dann hebt sie jemand auf.",
    ),
    ("A file proves nothing by itself.", "Eine Datei allein weist nichts nach."),
    ("Choose how these people said so.", "Wählen Sie, auf welchem Weg diese Personen es gesagt haben."),
    ("What proves these claims is missing.", "Es fehlt, was diese Angaben nachweist."),
    (
        "Say where it came from and where it lies, and try again.",
        "Schreiben Sie, woher es kommt und wo es liegt, und versuchen Sie es noch einmal.",
    ),
];
