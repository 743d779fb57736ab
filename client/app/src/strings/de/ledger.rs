//! All that was said about consents.

use crate::format::{count, counted};
use crate::strings::en::ledger::Ledger;

pub(super) const TEXTS: Ledger = Ledger {
    title: "Einwilligungsregister",
    intro: "Was alle zu jedem Zweck gesagt haben: wann, auf welchem Weg, mit welchem Nachweis und wer es eingetragen hat. Nichts davon wird geändert oder rückgängig gemacht; was falsch ist, dem folgt ein Eintrag, der das sagt.",
    kind: "Was",
    every_kind: "Alles",
    purpose: "Zweck",
    every_purpose: "Alle Zwecke",
    person: "Person",
    person_hint: "Name einer Person",
    all_marketing: "alle Werbung",
    everybody: "Alle",
    gone: "jemand, der nicht gezeigt wird",
    newer: "Ein Eintrag einer neueren Version",
    explicit: "ausdrücklich",
    file_hint: "Dateien nennen Personen nur mit ihrer Kennung und enthalten keine Worte von ihnen.",
    none: "Noch nichts gesagt",
    none_words: "Einwilligungen, Widerrufe und Widersprüche stehen hier, sobald jemand sie im Tab Datenschutz einer Person einträgt.",
    none_such: "Kein solcher Eintrag",
    none_such_words: "Eine andere Person, einen anderen Zweck oder Tag wählen, oder alles zeigen.",
    claims: "Von Importen angegebene Einwilligungen",
    claims_words: "Was eine Datei über eine Einwilligung sagt, ist eine Angabe; niemand wird deswegen angeschrieben. Wenn Sie zeigen können, auf welchem Weg diese Personen es gesagt haben, wann und womit, wird daraus eine Einwilligung. Wer seitdem Nein gesagt hat, bleibt außen vor.",
    prove: "Nachweisen",
    told: "Was den Personen bis zu diesem Tag gesagt wurde",
    proof_hint: "Woher es kommt und wo es liegt: „Formular auf der Messe, Blatt 1 bis 12, im Tresor“.",
    to_confirm: "Einwilligungen in diesen Zweck bestätigt jede Person selbst: Bis dahin wird niemand angeschrieben.",
    late: |day| format!("eingetragen am {day}"),
    claimed: |claims, by| format!("{}, importiert von {by}", counted(claims, "Angabe", "Angaben")),
    proof_words: |claims| {
        format!(
            "Derselbe Nachweis steht bei {}.",
            if claims == 1 {
                "einer Einwilligung".to_owned()
            } else {
                format!("jeder von {} Einwilligungen", count(claims))
            }
        )
    },
    proven: |consents| {
        if consents == 1 {
            "Eine Einwilligung eingetragen.".to_owned()
        } else {
            format!("{} Einwilligungen eingetragen.", count(consents))
        }
    },
};
