//! Adressen und Nummern, die in Ruhe gelassen werden.

use crate::format::counted;
use crate::strings::en::suppressions::Suppressions;

/// Sätze, die vom Worker kommen.
pub(super) const SAID: &[(&str, &str)] = &[
    ("That is no contact point of this kind.", "Das ist keine Angabe dieser Art."),
    (
        "Type the whole address or number, and try again.",
        "Geben Sie die ganze Adresse oder Nummer ein, und versuchen Sie es erneut.",
    ),
    ("It is on the list already, for the same reason.", "Sie steht schon auf der Liste, aus demselben Grund."),
    ("It is not on the list any more.", "Sie steht nicht mehr auf der Liste."),
    ("The person said so, and only the person takes it back.", "Die Person hat es so gesagt; nur sie nimmt es zurück."),
    ("It belongs to somebody who was erased.", "Sie gehört zu jemandem, der gelöscht wurde."),
    ("Mails to this address came back.", "E-Mails an diese Adresse kamen zurück."),
    ("The law says so.", "Das Gesetz verlangt es."),
    (
        "A new consent of the person takes it off by itself.",
        "Eine neue Einwilligung der Person nimmt sie von selbst von der Liste.",
    ),
    (
        "Only admins and owners may take a contact point off this list.",
        "Nur Administratoren und Inhaber dürfen etwas von dieser Liste nehmen.",
    ),
    ("That was confirmed already.", "Das ist schon bestätigt."),
    ("That day is still to come.", "Dieser Tag kommt erst noch."),
    ("Choose the day on which they were told.", "Wählen Sie den Tag, an dem sie informiert wurden."),
];

pub(super) const TEXTS: Suppressions = Suppressions {
    title: "In Ruhe gelassen",
    words: "Adressen und Nummern, an die nichts geht, oder keine Werbung. Sie sind nur als Kennzeichen unter einem Schlüssel dieses Tresors aufbewahrt: Niemand kann sie zurücklesen, und sie bleiben, wenn eine Person gelöscht oder neu importiert wird.",
    look_title: "Nachsehen oder hinzufügen",
    kind: "Art",
    value: "Adresse oder Nummer",
    value_hint: "Sie wird nicht so gespeichert, wie Sie sie eingeben. Dass jemand nachgesehen hat, wird festgehalten.",
    look: "Nachsehen",
    add: "In Ruhe lassen",
    reason: "Grund",
    everything: "Wie weit",
    all_words: "Gar nichts geht dorthin",
    marketing_words: "Keine Werbung geht dorthin",
    added: "Wird ab jetzt in Ruhe gelassen.",
    found: "Sie steht auf der Liste:",
    not_found: "Sie steht nicht auf der Liste.",
    list: "Die Liste",
    none: "Noch steht nichts darauf. Widerrufe, Widersprüche und Löschungen setzen ihre Adressen und Nummern von selbst hierher.",
    lift: "Herunternehmen",
    lift_title: "Von der Liste nehmen",
    lift_words: "Sie wurde von Hand eingetragen und kann wieder genutzt werden, soweit alles andere es erlaubt. Wer sie heruntergenommen hat und warum, bleibt im Prüfpfad.",
    lifted: "Heruntergenommen. Es steht im Prüfpfad.",
    why: "Grund",
    stays: "Nur was von Hand eingetragen wurde, lässt sich von Hand herunternehmen. Was eine Person gesagt hat, eine Löschung, eine Rückläuferin oder das Gesetz bleibt; eine neue Einwilligung der Person nimmt es herunter, außer das Gesetz verlangt es.",
    kind_words: |kind| match kind {
        "email" => "E-Mail-Adresse",
        "phone" => "Telefonnummer",
        "post" => "Postanschrift",
        "social" => "Webadresse",
        _ => "",
    },
    reason_words: |reason| match reason {
        "objected" => "Widerspruch",
        "withdrawn" => "Widerruf",
        "erased" => "Gelöschte Person",
        "hard_bounce" => "E-Mails kommen zurück",
        "complaint" => "Beschwerde",
        "gpc" => "Datenschutzsignal des Browsers",
        "legal" => "Von Gesetzes wegen",
        "manual" => "Von Hand eingetragen",
        _ => "Ein anderer Grund",
    },
    scope: |scope, of| match scope {
        "all" => "gar nichts".to_owned(),
        "marketing" => "keine Werbung".to_owned(),
        "purpose" if of.is_empty() => "ein Zweck".to_owned(),
        "purpose" => format!("nicht für {of}"),
        _ => format!("nicht über {}", (super::privacy::TEXTS.channel)(of)),
    },
    written: |by| format!("festgehalten von {by}"),
    entries: |number| counted(number, "Eintrag", "Einträge"),
};
