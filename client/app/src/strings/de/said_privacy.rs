//! Sentences of the worker about consents that are written down, and about what only steps of their own may change.

pub(super) const SAID: &[(&str, &str)] = &[
    (
        "Nobody had been told about this purpose by that day.",
        "Bis zu diesem Tag war niemandem etwas über diesen Zweck gesagt worden.",
    ),
    (
        "Choose a day on which they had been told, or tell them now and ask again.",
        "Wählen Sie einen Tag, an dem es gesagt war, oder sagen Sie es jetzt und fragen Sie noch einmal.",
    ),
    ("They said no after that day.", "Nach diesem Tag wurde Nein gesagt."),
    (
        "Only what they say after that counts. If they came back since, choose that day.",
        "Es zählt nur, was danach gesagt wird. Kam die Person seitdem zurück, wählen Sie jenen Tag.",
    ),
];
