//! Searching: what can be typed, and what was found instead. The commands themselves are English in every language.

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
    resembling: |typed, found| format!("Gezeigt wird Ähnliches zu „{typed}“: {found}"),
};

const WORDS: &[Example] = &[("\"zwei Wörter\"", "genau diese, nebeneinander"), ("-wort", "ohne dieses Wort")];
const PERSON: &[Example] = &[
    ("tag:vip", "mit diesem Schlagwort"),
    ("company:berg", "in einer Firma, die so heißt; andere Felder ebenso"),
    ("owner:me", "für die Sie zuständig sind"),
    ("is:hot", "nach Status"),
    ("has:file", "mit einer Datei; oder has:email, has:note, -has:phone"),
    ("changed:>=2026-01", "seit Januar 2026 geändert; oder created:today"),
];
const COMPANY: &[Example] = &[
    ("tag:lieferant", "mit diesem Schlagwort"),
    ("city:berlin", "nach Adresse; andere Felder ebenso"),
    ("owner:me", "für die Sie zuständig sind"),
    ("has:people", "mit Personen; oder has:deal, has:file"),
    ("changed:>=2026-01", "seit Januar 2026 geändert; oder created:today"),
];
const DEAL: &[Example] = &[
    ("is:open", "oder is:won, is:lost, is:late"),
    ("amount:>5000", "nach Betrag"),
    ("close:next-month", "nach erwartetem Ende"),
    ("company:berg", "mit dieser Firma; oder people:ada"),
    ("stage:angebot", "nach Phase"),
    ("owner:me", "für die Sie zuständig sind; oder owner:nobody"),
];
const TASK: &[Example] = &[
    ("is:late", "oder is:open, is:done, is:today"),
    ("due:<today", "nach Tag; oder due:this-week"),
    ("owner:me", "die Ihre sind; oder owner:nobody"),
    ("about:berg", "die jemanden betreffen"),
    ("created:>=2026-01", "seit Januar 2026 angelegt"),
];
const ACTIVITY: &[Example] = &[
    ("is:call", "oder is:note, is:meeting, is:e-mail"),
    ("when:this-week", "nach Tag; oder when:2026-01..2026-03"),
    ("about:berg", "mit jemandem"),
    ("from:ada", "nach Absender; oder to:ben"),
    ("mentions:me", "die Sie erwähnen; oder mentions:ben"),
];
const ANY: &[Example] = &[
    ("is:person", "oder is:company, is:deal, is:task, is:activity"),
    ("tag:vip", "mit diesem Schlagwort"),
    ("owner:me", "für die Sie zuständig sind"),
    ("is:open", "oder is:done, is:won, is:lost, is:late"),
    ("has:file", "mit einer Datei; oder has:email, has:note"),
    ("mentions:me", "mit einer Notiz, die Sie erwähnt; oder mentions:ben"),
    ("changed:today", "nach Tag; oder due:<today, created:>=2026-01"),
];
const PALETTE: &[Example] = &[
    ("#", "ein Schlagwort; oder die ersten Stellen der Nummer eines Datensatzes"),
    ("@", "jemand aus dem Team und wofür die Person zuständig ist"),
    (">", "nur Befehle"),
];
