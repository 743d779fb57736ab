//! Die Datenschutzzentrale: wie alles steht.

use crate::format::{count, counted};
use crate::strings::en::centre::Centre;
use tacit_bridge::privacy::centre::CentreList;

pub(super) const TEXTS: Centre = Centre {
    title: "Wie alles steht",
    none: "Es gibt noch keine Zwecke, also ist hier nichts zu pflegen. Sie entstehen, wenn Sie zum ersten Mal den Datenschutz einer Person ansehen oder einen anlegen.",
    covered: "Personen mit Grundlage",
    ending: "Einwilligungen, die bald enden",
    suppressed: "Gesperrte Adressen",
    again: "Neu zu fragen",
    untold: "Noch zu informieren",
    sensitive: "Heikle Felder in Gebrauch",
    restricted: "Eingeschränkte Personen",
    requests: "Offene Anfragen",
    due: "Nach Aufbewahrungsregeln fällig",
    parties: "Dritte zu prüfen",
    everybody: "Alle",
    today: "Eine endet heute",
    nobody: "Niemand steht auf dieser Liste.",
    told_trail: "über die Herkunft der Daten informiert (Art. 14 DSGVO)",
    told_said: "Dauerhaft festgehalten.",
    list: |which| match which {
        CentreList::Uncovered => "Personen ohne Grundlage",
        CentreList::Ending => "Einwilligungen, die bald enden",
        CentreList::Again => "Neu zu fragende Personen",
        CentreList::Untold => "Noch zu informierende Personen",
        CentreList::Sensitive => "Personen mit heiklen Feldern",
        CentreList::Restricted => "Eingeschränkte Personen",
    },
    words: |which| match which {
        CentreList::Uncovered => {
            "Für diese Personen ist nichts erlaubt, und kein Zweck hat eine gültige Grundlage. Halten Sie fest, worin sie eingewilligt haben oder warum Sie die Daten behalten dürfen, oder löschen Sie, was Sie nicht brauchen."
        }
        CentreList::Ending => {
            "Innerhalb der Zeit, die jeder Zweck davor nennt. Fragen Sie diese Personen vor dem Tag erneut, wenn Sie weitermachen wollen, und tragen Sie das neue Ja mit Erneuern in ihrem Tab Datenschutz ein."
        }
        CentreList::Again => {
            "Sie haben in einen früheren Hinweis eingewilligt, und was ihnen gesagt wird, hat sich seither wesentlich geändert. Die Einwilligung ruht, bis sie in den neuen einwilligen."
        }
        CentreList::Untold => {
            "Ihre Daten kamen aus einer Datei, nicht von ihnen selbst. Informieren Sie sie innerhalb eines Monats, spätestens beim ersten Anschreiben, was Sie haben, wofür und woher (Art. 14 DSGVO). Wer es schon weiß, muss nicht informiert werden; sagen Sie hier, dass es so ist."
        }
        CentreList::Sensitive => {
            "Über sie ist etwas gespeichert, das verdeckt ist. Was es ist, steht auf ihrer Seite, und jeder Blick wird festgehalten."
        }
        CentreList::Restricted => "Ihre Daten werden nur gespeichert, bis die Einschränkung aufgehoben ist.",
    },
    percent: |percent| format!("{percent}\u{a0}%"),
    without: |people| format!("{} ohne", count(people)),
    left: |days| format!("Noch {}", counted(days, "Tag", "Tage")),
    over: |days| format!("{} überfällig", counted(days, "Tag", "Tage")),
    overdue: |records| format!("{} nach der Frist", count(records)),
    late: |people| format!("{} seit über einem Monat", count(people)),
    ends_on: |day| format!("Endet am {day}"),
    tell_by: |day| format!("Informieren bis {day}"),
};
