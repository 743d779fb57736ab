//! Deals: the board, and how a deal ends.

texts! {
    Deal {
        pipeline: "Pipeline",
        board: "Board",
        table: "Table",
        layout: "Layout",
        add: "Deal",
        late: "late",
        more: "Show more",
        lost_title: "Why was it lost?",
        won_title: "What won it?",
        not_now: "Not now",
        keep_reason: "Keep reason",
        explained: "Reason kept.",
        strip: "Stages",
        nowhere: "No stage",
        reason: "Reason",
        lost_do: "Mark as lost",
        won_do: "Mark as won",
        price: "Price",
        timing: "Timing",
        competitor: "Went elsewhere",
        no_need: "No need any more",
        no_answer: "No answer",
        trust: "Trust",
        quality: "Quality",
        referral: "Referral",
        lift: "Press Space to pick the card up, arrows to move it, Space to put it down, Escape to leave it where it was.",
    }
    lists {
        /// Stages of the first pipeline: four on the way, then won and lost.
        first_stages: [&'static str; 6] = ["New", "Meeting", "Offer", "Negotiation", "Won", "Lost"],
    }
    sentences {
        lost_several: |number: usize| format!("Why were these {number} deals lost?"),
        won_several: |number: usize| format!("What won these {number} deals?"),
        /// How long a deal has stood still.
        quiet: |days: u32| format!("No change for {days} days"),
        rest: |number: u32| format!("{} more in the table", crate::format::count(number)),
        moved: |name: &str, stage: &str| format!("{name} moved to “{stage}”."),
        /// A card put where it has no word of the choice any more.
        emptied: |name: &str, field: &str| format!("{name} is without “{field}” now."),
        lifted: |name: &str, stage: &str| format!("{name} picked up, in “{stage}”."),
        over: |stage: &str| format!("Over “{stage}”."),
        left: |name: &str| format!("{name} left where it was."),
    }
}
