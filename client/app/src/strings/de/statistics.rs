//! Statistik, die niemanden erkennen lässt.

use crate::format::count;
use crate::strings::en::statistics::Statistics;

pub(super) const TEXTS: Statistics = Statistics {
    title: "Statistik",
    words: "Kleine Zahlen sind verborgen, dazu so viele andere, dass sie sich nicht errechnen lassen. Gezeigte Zahlen sind auf Fünfer gerundet, die einer eigenen Frage vorher ein wenig verschoben.",
    question: "Frage",
    at_least: "Eine Zahl steht für mindestens",
    hidden: "verborgen",
    total: "Summe",
    without: "ohne",
    others: "übrige",
    too_few: "Es ist zu wenig da, um es zu zeigen",
    download: "CSV herunterladen",
    of: "Gezählt werden",
    by: "Nach",
    and_by: "Und nach",
    nothing_else: "nichts weiter",
    made: "Quartal der Erfassung",
    closed: "Quartal des Abschlusses",
    stage: "Phase",
    amount: "Betrag, in Stufen",
    count: "Zählen",
    shifted: "Zahlen werden um höchstens drei verschoben, bevor sie gerundet werden, und ergeben deshalb nicht genau die Summen. Nach verdeckten Feldern, freiem Text und Kontaktdaten lässt sich nicht zählen.",
    ask: |word| match word {
        "people_status" => "Personen nach Quartal und Status",
        "deals_stage" => "Deals nach Phase und Betrag",
        "deals_closed" => "Deals nach Quartal des Abschlusses und Betrag",
        "activities" => "Aktivitäten nach Quartal und Art",
        "own" => "Eine eigene Frage",
        _ => "Frage",
    },
    at_least_k: |k| format!("{} Personen", count(k)),
    few: |k| format!("Eine Tabelle aus weniger als {} Personen ließe jemanden erkennen.", count(k)),
    said: |k, small, others| match small + others {
        0 => format!(
            "Keine Zahl steht für weniger als {} Personen oder Firmen. Nichts musste verborgen werden.",
            count(k)
        ),
        _ => format!(
            "Keine Zahl steht für weniger als {} Personen oder Firmen. Verborgen: {}, weil sie klein sind, {}, damit keine Summe diese verrät.",
            count(k),
            count(small),
            count(others)
        ),
    },
};
