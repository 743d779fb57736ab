//! Masked values, and what fields are as data about people.

use crate::strings::en::masked::Masked;

pub(super) const TEXTS: Masked = Masked {
    dots: "•••",
    hidden: "Verdeckt",
    hide: "Wieder verdecken",
    show_text: "Zeigen; das wird aufgeschrieben",
    viewer: "Leser können nichts aufdecken: der Blick ließe sich nicht aufschreiben.",
    terms: "Als personenbezogene Angabe",
    sensitivity: "Wie heikel",
    special_hint: "Darf nur für Personen ausgefüllt werden, bei denen ein Zweck mit ausdrücklicher Einwilligung oder einer anderen Grundlage nach Art. 9(2) sie braucht.",
    less_why: "Warum es weniger heikel ist",
    less_hint: "Jeder Wert wird dann gezeigt, und kein Blick mehr aufgeschrieben. Nur Admins und Inhaber dürfen das; es steht im Protokoll.",
    masked_hint: "Überall verdeckt; jeder Blick wird aufgeschrieben. In keinem Export.",
    purposes: "Für welche Zwecke",
    no_purposes: "Kein Zweck ist aktiv: Legen Sie unter Datenschutz, Zwecke einen an.",
    for_nothing: "Wählen Sie mindestens einen: Was kein Zweck braucht, wird nicht erhoben.",
    category: "Art der Angabe",
    kept_for: "Aufbewahrt",
    how: |word| match word {
        "none" => "Nicht über eine Person",
        "personal" => "Personenbezogen",
        "sensitive" => "Heikel",
        "special_Art9" => "Besondere Kategorie (Art. 9)",
        "criminal_Art10" => "Strafrechtliche Verurteilungen (Art. 10)",
        _ => "",
    },
    period: |period| match period {
        "" => "So lange wie der Datensatz",
        "P6M" => "6 Monate",
        "P12M" => "1 Jahr",
        "P24M" => "2 Jahre",
        "P36M" => "3 Jahre",
        "P72M" => "6 Jahre",
        "P120M" => "10 Jahre",
        _ => "Eine andere Zeit",
    },
    reveal: |label| format!("{label} zeigen; das wird aufgeschrieben"),
};
