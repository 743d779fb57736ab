//! People whose data is only stored.

texts! {
    Restriction {
        restriction: "Restriction",
        only_stored: "Processing is restricted: this person’s data is only stored.",
        goes_with: "This belongs to somebody whose data is only stored.",
        goes_with_words: "It is shown here and nowhere else, and not changed until the restriction is lifted.",
        what_it_does: "While it holds, the data is stored and nothing else: no list, search, figure or file has it, and nobody changes it. What the person withdraws is written down all the same.",
        restrict: "Restrict",
        restrict_title: "Restrict this person’s data",
        restricted: "Restricted. The page stays under Privacy.",
        lift: "Lift",
        lift_title: "Lift the restriction",
        lift_words: "Tell the person before you do this (GDPR Art. 18(3)).",
        lifted: "Lifted.",
        why: "Reason",
        ends: "Ends by itself on",
        ends_hint: "From that day on the data may be used again. Without a day it holds until somebody lifts it.",
        people: "Restricted people",
        nobody: "Nobody’s data is restricted.",
    }
    sentences {
        since: |day: &str, by: &str, why: &str| format!("Since {day}, by {by}: {why}"),
        until: |day: &str| format!("It ends by itself on {day}."),
    }
}
