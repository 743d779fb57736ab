//! Statistik, die niemanden erkennen lässt.

use crate::format::count;
use crate::strings::en::statistics::Statistics;

pub(super) const TEXTS: Statistics = Statistics {
    title: "Statistik",
    words: "Zahlen, die niemanden erkennen lassen: Quartale und Stufen statt Tagen und Beträgen, kleine Zahlen verborgen, und so viele andere, dass keine Summe sie verrät. Gezeigte Zahlen sind auf Fünfer gerundet. Die Fragen stehen fest: Von zweien, die sich um eine Person unterscheiden, wäre der Unterschied diese Person.",
    question: "Frage",
    at_least: "Eine Zahl steht für mindestens",
    hidden: "verborgen",
    total: "Summe",
    without: "ohne",
    others: "übrige",
    too_few: "Es ist zu wenig da, um es zu zeigen",
    download: "CSV herunterladen",
    ask: |word| match word {
        "people_status" => "Personen nach Quartal und Status",
        "deals_stage" => "Deals nach Phase und Betrag",
        "deals_closed" => "Deals nach Quartal des Abschlusses und Betrag",
        "activities" => "Aktivitäten nach Quartal und Art",
        _ => "Frage",
    },
    at_least_k: |k| format!("{} Personen", count(k)),
    few: |k| format!("Eine Tabelle aus weniger als {} Personen ließe jemanden erkennen.", count(k)),
    said: |k, small, others| {
        format!(
            "Keine Zahl steht für weniger als {} Personen oder Firmen. Verborgen: {}, weil sie klein sind, {}, damit keine Summe diese verrät.",
            count(k),
            count(small),
            count(others)
        )
    },
};
