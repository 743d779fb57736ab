//! The privacy centre: where everything stands.

use crate::format::{count, counted};
use tacit_bridge::privacy::centre::CentreList;

texts! {
    Centre {
        title: "Where everything stands",
        none: "There are no purposes yet, so there is nothing to look after here. They are made when you first look at somebody’s privacy, or write one down.",
        covered: "People with a basis",
        ending: "Consents ending soon",
        again: "To be asked again",
        untold: "Still to be told",
        sensitive: "Sensitive fields in use",
        restricted: "Restricted people",
        requests: "Open requests",
        suppressed: "Blocked addresses",
        due: "Due by retention rules",
        parties: "Third parties to review",
        everybody: "Everybody",
        today: "One ends today",
        nobody: "Nobody is on this list.",
        told_trail: "told where the data came from (Art. 14 GDPR)",
        told_said: "Written down for good.",
    }
    lists {
        /// What a list of people is called.
        list: fn(CentreList) -> &'static str = |which| match which {
            CentreList::Uncovered => "People without a basis",
            CentreList::Ending => "Consents that end soon",
            CentreList::Again => "People to be asked again",
            CentreList::Untold => "People still to be told",
            CentreList::Sensitive => "People with sensitive fields",
            CentreList::Restricted => "Restricted people",
        },
        /// What it means, and what to do.
        words: fn(CentreList) -> &'static str = |which| match which {
            CentreList::Uncovered => "For these people nothing is allowed, and no purpose has a valid basis. Record what they agreed to or why you may keep them, or delete what you do not need.",
            CentreList::Ending => "Within the time that each purpose says they are shown before. Ask these people again before the day, if you wish to go on, and write down the new yes by Renew on their Privacy tab.",
            CentreList::Again => "They agreed to an earlier notice, and what they are told has changed since in a way that matters. Their consent waits until they agree to the new one.",
            CentreList::Untold => "They came by a file, not from themselves. Tell them within a month, and at the latest when you first write to them, what you hold, for what, and where it came from (Art. 14 GDPR). Who knows already need not be told; say here that they were.",
            CentreList::Sensitive => "Something is held about them that is masked. What it is shows on their page, and each look is written down.",
            CentreList::Restricted => "Their data is stored and nothing else, until the restriction is lifted.",
        },
    }
    sentences {
        percent: |percent: u32| format!("{percent}%"),
        without: |people: u32| format!("{} without", count(people)),
        left: |days: u32| format!("{} left", counted(days, "day", "days")),
        over: |days: u32| format!("{} overdue", counted(days, "day", "days")),
        overdue: |records: u32| format!("{} past the grace", count(records)),
        late: |people: u32| format!("{} for over a month", count(people)),
        ends_on: |day: &str| format!("Ends on {day}"),
        tell_by: |day: &str| format!("Tell by {day}"),
    }
}
