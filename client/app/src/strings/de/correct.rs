//! Saying that an entry of the ledger is wrong, and files that prove one.

use crate::strings::en::correct::Correct;

pub(super) const TEXTS: Correct = Correct {
    correct: "Berichtigen",
    title: "Eintrag berichtigen",
    what: "Was daran falsch ist",
    more: "Mit Ihren Worten",
    more_hint: "Der Eintrag bleibt, wie er ist; das steht dann daneben.",
    takes_away: "Der Eintrag zählt nicht mehr. Was er gab, gilt nicht mehr, und alle sehen, warum.",
    only_tells: "Ein Nein gilt weiter: Nur die Person selbst hebt es auf. Dass der Eintrag falsch war und warum, steht daneben.",
    corrected: "Berichtigt",
    written: "Berichtigt. Der Eintrag bleibt und sagt es.",
    file: "Datei, die es nachweist",
    no_file: "Keine Datei",
    attach_first: "Ein Scan des unterschriebenen Formulars kann es nachweisen: Hängen Sie ihn zuerst unter Dateien an die Person.",
    proof_gone: "die Datei, die es nachwies, ist nicht mehr da",
    wrongs: ["Für die falsche Person eingetragen", "Aus Versehen eingetragen", "Etwas anderes"],
    proven_by: |name| format!("Nachgewiesen durch {name}"),
};
