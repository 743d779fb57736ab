//! Deals: the board, and how a deal ends.

texts! {
    BOARD = "Board";
    TABLE = "Table";
    LAYOUT = "Layout";
    ADD = "Deal";
    LATE = "late";
    MORE = "Show more";
    LOST_TITLE = "Why was it lost?";
    WON_TITLE = "What won it?";
    NOWHERE = "No stage";
    REASON = "Reason";
    LOST_DO = "Mark as lost";
    WON_DO = "Mark as won";
    PRICE = "Price";
    TIMING = "Timing";
    COMPETITOR = "Went elsewhere";
    NO_NEED = "No need any more";
    NO_ANSWER = "No answer";
    TRUST = "Trust";
    QUALITY = "Quality";
    REFERRAL = "Referral";
    LIFT = "Press Space to pick the deal up, arrows to move it, Space to put it down, Escape to leave it where it was.";
}

pub(crate) fn moved(name: &str, stage: &str) -> String {
    format!("{name} moved to {stage}.")
}

pub(crate) fn lifted(name: &str, stage: &str) -> String {
    format!("{name} picked up, in {stage}.")
}

pub(crate) fn over(stage: &str) -> String {
    format!("Over {stage}.")
}

pub(crate) fn left(name: &str) -> String {
    format!("{name} left where it was.")
}
