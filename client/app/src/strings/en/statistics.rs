//! Statistics that single nobody out.

use crate::format::count;

texts! {
    Statistics {
        title: "Statistics",
        words: "Small counts are hidden, and as many others as it takes to keep them hidden. Counts that are shown are rounded to multiples of five. Those of your own questions are shifted a little first.",
        question: "Question",
        at_least: "A count stands for at least",
        hidden: "hidden",
        total: "Total",
        without: "without",
        others: "others",
        too_few: "There is too little to show",
        download: "Download CSV",
        of: "Count",
        by: "By",
        and_by: "And by",
        nothing_else: "nothing else",
        made: "Quarter of entry",
        closed: "Quarter of the close",
        stage: "Stage",
        amount: "Amount, in bands",
        count: "Count",
        shifted: "Counts are shifted by three at most before they are rounded, so that they do not add up to the totals exactly. Masked fields, free text and contact data cannot be counted by.",
    }
    lists {
        /// What a question asks.
        ask: fn(&str) -> &'static str = |word| match word {
            "people_status" => "People by quarter and status",
            "deals_stage" => "Deals by stage and amount",
            "deals_closed" => "Deals by quarter closed and amount",
            "activities" => "Activities by quarter and type",
            "own" => "A question of your own",
            _ => "Question",
        },
    }
    sentences {
        at_least_k: |k: u32| format!("{} people", count(k)),
        few: |k: u32| format!("A table of fewer than {} people would single somebody out.", count(k)),
        said: |k: u32, small: u32, others: u32| match small + others {
            0 => format!("No count stands for fewer than {} people or companies. Nothing had to be hidden.", count(k)),
            _ => format!(
                "No count stands for fewer than {} people or companies. Hidden: {} for being small, {} so that no sum gives those away.",
                count(k), count(small), count(others)
            ),
        },
    }
}
