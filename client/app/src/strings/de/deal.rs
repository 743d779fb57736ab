//! Deals: the board, and how a deal ends.

use crate::strings::en::deal::Deal;

pub(super) const TEXTS: Deal = Deal {
    board: "Board",
    pipeline: "Pipeline",
    table: "Tabelle",
    layout: "Darstellung",
    add: "Deal",
    late: "überfällig",
    more: "Mehr zeigen",
    lost_title: "Warum ging er verloren?",
    won_title: "Was hat den Ausschlag gegeben?",
    nowhere: "Ohne Phase",
    reason: "Grund",
    lost_do: "Als verloren markieren",
    won_do: "Als gewonnen markieren",
    price: "Preis",
    timing: "Zeitpunkt",
    competitor: "Anderer Anbieter",
    no_need: "Kein Bedarf mehr",
    no_answer: "Keine Antwort",
    trust: "Vertrauen",
    quality: "Qualität",
    referral: "Empfehlung",
    lift: "Die Leertaste nimmt den Deal auf, die Pfeiltasten bewegen ihn, die Leertaste legt ihn ab, Escape lässt ihn, wo er war.",
    first_stages: ["Neu", "Gespräch", "Angebot", "Verhandlung", "Gewonnen", "Verloren"],
    rest: |number| format!("{} weitere in der Tabelle", crate::format::count(number)),
    moved: |name, stage| format!("{name} verschoben nach {stage}."),
    lifted: |name, stage| format!("{name} aufgenommen, in {stage}."),
    over: |stage| format!("Über {stage}."),
    left: |name| format!("{name} blieb, wo es war."),
};
