//! Wer für die Daten verantwortlich ist.

use crate::strings::en::controller::Controller;

/// Sätze, die vom Worker kommen.
pub(super) const SAID: &[(&str, &str)] = &[
    ("Only owners say who is responsible for the data.", "Nur Inhaber sagen, wer für die Daten verantwortlich ist."),
    ("Who is responsible has no name.", "Der Name des Verantwortlichen fehlt."),
    (
        "Type the name of the firm or person, or leave everything empty.",
        "Geben Sie den Namen der Firma oder Person ein, oder lassen Sie alles leer.",
    ),
];

pub(super) const TEXTS: Controller = Controller {
    title: "Verantwortlich für die Daten",
    words: "Wer bestimmt, wozu die Daten dieses Tresors da sind (der Verantwortliche, DSGVO Art. 4 Nr. 7). Steht auf Belegen von Einwilligungen, im Verzeichnis der Verarbeitungstätigkeiten und auf Auskünften. Nur Inhaber ändern es.",
    name: "Name",
    name_hint: "Die Firma, der Verein oder die Person, wie im Register oder auf einem Brief.",
    address: "Postanschrift",
    contact: "Kontakt",
    contact_hint: "Eine E-Mail-Adresse oder Nummer, unter der man nach den eigenen Daten fragt.",
    officer: "Datenschutzbeauftragter",
    officer_hint: "Wie man ihn oder sie erreicht; leer, wenn Sie keinen haben.",
    saved: "Gespeichert.",
    unsaid: "Noch hat niemand gesagt, wer für die Daten dieses Tresors verantwortlich ist. Ein Inhaber tut es hier.",
    nobody: "Noch hat niemand gesagt, wer für die Daten verantwortlich ist",
    missing: "Belege und Auskünfte nennen nur den Tresor.",
    say_who: "Sagen, wer es ist",
    said: |by, day| format!("Gesagt von {by} am {day}"),
};
