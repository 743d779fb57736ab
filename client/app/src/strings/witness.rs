//! What colleagues confirmed, and changes of who is in the vault.

texts! {
    NEVER = "Nothing confirmed yet";
    OTHER_DEVICE = "Another device of yours confirmed";
    VERIFIED = "You compared words";
    VERIFIED_WHY = "You let this person in after comparing six words, so the keys are theirs.";
    LAGS = "Lacks the newest key";
    RENEW = "Renew key";
    RENEW_WHY = "A member's device lacks the newest key and will not get it by itself. A new one mends that.";
    RENEWED = "A new key is on its way to every member.";
    AGING = "Nobody else has confirmed the newest changes for three days";
    OLD = "Nobody else has confirmed the newest changes for two weeks";
    AGING_WORDS = "Everybody's browser confirms what it has checked. If colleagues are at work and this stays, call one of them and compare histories below.";
    CHANGED = "Who is in this vault has changed";
    CHANGED_WORDS = "What you write waits here until you have looked.";
    UNDERSTOOD = "Understood";
    OPEN_MEMBERS = "Members";
    RULES = "the rules of this vault";
    COMPARED = "after comparing words";
    NOT_COMPARED = "without comparing words";
    COMPARE = "Compare histories";
    COMPARE_WHY = "Two people who see the same history of this vault see the same twelve words at the same entry. Agree on a number, the lower of your two newest, and read them to each other.";
    ENTRY = "Entry";
    NO_NUMBER = "Type the number of an entry.";
    SAME = "They are the same";
    DIFFER = "They differ";
    DIFFER_SURE = "If they differ, the server shows one of you another history. This browser then stops sending for good; reading goes on.";
    SAME_MEANS = "If they are the same, it was a mistake or somebody else's doing, and work goes on.";
}

pub(crate) fn everything(when: &str) -> String {
    format!("Confirmed all of this {when}")
}

pub(crate) fn up_to(when: &str) -> String {
    format!("Last confirmed {when}")
}

pub(crate) fn other_device(when: &str) -> String {
    format!("{OTHER_DEVICE} {when}")
}

pub(crate) fn seen_by(seen: u32, of: u32, missing: &str) -> String {
    format!("Seen by {seen} of {of}, not by {missing}")
}

pub(crate) fn not_since(name: &str, when: Option<&str>) -> String {
    match when {
        Some(when) => format!("{name} since {when}"),
        None => name.to_owned(),
    }
}

pub(crate) fn invited_and_let_in(by: &str, name: &str, role: &str) -> String {
    format!("{by} invited {name} and let them in as {role}")
}

pub(crate) fn let_in(by: &str, name: &str, role: &str, inviter: &str) -> String {
    format!("{by} let in {name} as {role}, whom {inviter} invited")
}

pub(crate) fn let_in_here(name: &str, role: &str, inviter: &str) -> String {
    format!("{inviter} invited {name} as {role}; your browser let them in")
}

pub(crate) fn role(by: &str, name: &str, role: &str) -> String {
    format!("{by} changed {name}'s role to {role}")
}

pub(crate) fn removed(by: &str, names: &str) -> String {
    format!("{by} removed {names}")
}

pub(crate) fn rules(by: &str) -> String {
    format!("{by} changed {RULES}")
}

pub(crate) fn more(number: usize) -> String {
    format!("and {number} more")
}

pub(crate) fn suspected(name: &str, me: bool) -> String {
    if me {
        "Another device of yours names another history of this vault".to_owned()
    } else {
        format!("{name}'s browser names another history of this vault")
    }
}

pub(crate) fn suspected_ask(name: &str, me: bool, seq: u64) -> String {
    if me {
        format!("On your other device open Members, Compare histories, entry {seq}. Are its twelve words these?")
    } else {
        format!(
            "Call or meet {name}. Ask for Members, Compare histories, entry {seq}. Are the twelve words there the same as these?"
        )
    }
}
