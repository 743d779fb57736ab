//! Searching: what can be typed, and what was found instead. The English words do the same in every language.

use crate::strings::Example;
use crate::strings::en::search::Search;

pub(super) const TEXTS: Search = Search {
    help: "Was man hier eingeben kann",
    no_hit_words: "Jedes Wort muss irgendwo im Datensatz vorkommen, in einer Notiz oder im Namen einer Datei.",
    words: WORDS,
    person: PERSON,
    company: COMPANY,
    deal: DEAL,
    task: TASK,
    activity: ACTIVITY,
    any: ANY,
    palette: PALETTE,
    unknown: |typed, nearest| match nearest {
        Some(nearest) => format!("„{typed}:“ ist kein Wort, das die Suche kennt. Meinten Sie „{nearest}:“?"),
        None => format!("„{typed}:“ ist kein Wort, das die Suche kennt."),
    },
    resembling: |typed, found| format!("Gezeigt wird Ähnliches zu „{typed}“: {found}"),
};

const WORDS: &[Example] = &[("\"zwei Wörter\"", "genau diese, nebeneinander"), ("-wort", "ohne dieses Wort")];
const PERSON: &[Example] = &[
    ("schlagwort:vip", "mit diesem Schlagwort"),
    ("firma:berg", "in einer Firma, die so heißt; andere Felder ebenso"),
    ("zuständig:ich", "für die Sie zuständig sind"),
    ("ist:heiß", "nach Status"),
    ("hat:datei", "mit einer Datei; oder hat:email, hat:notiz, -hat:telefon"),
    ("geändert:>=2026-01", "seit Januar 2026 geändert; oder angelegt:heute"),
];
const COMPANY: &[Example] = &[
    ("schlagwort:lieferant", "mit diesem Schlagwort"),
    ("stadt:berlin", "nach Adresse; andere Felder ebenso"),
    ("zuständig:ich", "für die Sie zuständig sind"),
    ("hat:personen", "mit Personen; oder hat:deal, hat:datei"),
    ("geändert:>=2026-01", "seit Januar 2026 geändert; oder angelegt:heute"),
];
const DEAL: &[Example] = &[
    ("ist:offen", "oder ist:gewonnen, ist:verloren, ist:überfällig"),
    ("betrag:>5000", "nach Betrag"),
    ("ende:nächster-monat", "nach erwartetem Ende"),
    ("firma:berg", "mit dieser Firma; oder personen:ada"),
    ("phase:angebot", "nach Phase"),
    ("zuständig:ich", "für die Sie zuständig sind; oder zuständig:niemand"),
];
const TASK: &[Example] = &[
    ("ist:überfällig", "oder ist:offen, ist:erledigt, ist:heute"),
    ("fällig:<heute", "nach Tag; oder fällig:diese-woche"),
    ("zuständig:ich", "die Ihre sind; oder zuständig:niemand"),
    ("betrifft:berg", "die jemanden betreffen"),
    ("angelegt:>=2026-01", "seit Januar 2026 angelegt"),
];
const ACTIVITY: &[Example] = &[
    ("ist:anruf", "oder ist:notiz, ist:termin, ist:e-mail"),
    ("wann:diese-woche", "nach Tag; oder wann:2026-01..2026-03"),
    ("betrifft:berg", "mit jemandem"),
    ("von:ada", "nach Absender; oder an:ben"),
    ("erwähnt:mich", "die Sie erwähnen; oder erwähnt:ben"),
];
const ANY: &[Example] = &[
    ("ist:person", "oder ist:firma, ist:deal, ist:aufgabe, ist:aktivität"),
    ("schlagwort:vip", "mit diesem Schlagwort"),
    ("zuständig:ich", "für die Sie zuständig sind"),
    ("ist:offen", "oder ist:erledigt, ist:gewonnen, ist:verloren, ist:überfällig"),
    ("hat:datei", "mit einer Datei; oder hat:email, hat:notiz"),
    ("erwähnt:mich", "mit einer Notiz, die Sie erwähnt; oder erwähnt:ben"),
    ("geändert:heute", "nach Tag; oder fällig:<heute, angelegt:>=2026-01"),
];
const PALETTE: &[Example] = &[
    ("#", "ein Schlagwort; oder die ersten Stellen der Nummer eines Datensatzes"),
    ("@", "jemand aus dem Team und wofür die Person zuständig ist"),
    (">", "nur Befehle"),
];
