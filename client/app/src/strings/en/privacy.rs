//! What may be done with a person's data.

use tacit_bridge::privacy::Consent;

/// A reason as the worker names it.
pub(super) fn reason(reason: &str) -> &str {
    match reason {
        "suppressed" => "blocked",
        other => other,
    }
}

texts! {
    Privacy {
        privacy: "Privacy",
        none: "No purposes yet. They are made when somebody who may write looks here.",
        no_point: "No contact point that this purpose uses.",
        paused: "Paused",
        allowed: "Allowed",
        not_allowed: "Not allowed",
        objected: "Objected",
        record: "Record consent",
        renew: "Renew",
        explicit: "Said in so many words (explicit, Art. 9(2)(a))",
        explicit_hint: "“I agree that you keep … about me”, in writing or aloud. Where special categories rest on consent, only such a one counts.",
        confirm: "Confirmed by them",
        withdraw: "Withdraw",
        object: "Objects",
        recorded: "Consent recorded.",
        confirmed: "Confirmation recorded.",
        withdrawn: "Recorded. It holds for this purpose and contact point from now on.",
        objected_now: "Recorded. It holds for this purpose everywhere from now on.",
        ledger: "What was said",
        show_all: "Show all",
        notice: "What the person was told",
        untold: "Nothing, by that day: nobody can consent to what they were not told.",
        how: "How it was said",
        how_confirmed: "How it was confirmed",
        confirmed_hint: "What they answered, or where the answer lies. It stands on the receipt.",
        when: "On",
        evidence: "Evidence",
        evidence_hint: "What was said, or where the form lies. It stands on the receipt.",
        evidence_later: "What was said, or where the form lies. May stay empty: what counts is how they confirm it.",
        evidence_named: "Who said it for them, by what right, and what was said or where the form lies.",
        guardian: "Somebody else said it for them",
        guardian_hint: "A parent, a guardian, somebody with power of attorney. Write their name and by what right they speak into the evidence.",
        by_guardian: "said for them",
        for_good: "Entries are kept as they are: they are not undone, only followed by others.",
    }
    lists {
        /// Where a consent stands.
        state: fn(Consent) -> &'static str = |state| match state {
            Consent::Unknown => "No consent",
            Consent::Unproven => "Imported without proof",
            Consent::Requested => "Asked for",
            Consent::Pending => "Not confirmed yet",
            Consent::Given => "Given",
            Consent::Renewed => "Renewed",
            Consent::Expired => "Expired",
            Consent::Refused => "Refused",
            Consent::Invalidated => "Found not to be valid",
            Consent::Revoked => "Stopped by us",
            Consent::Withdrawn => "Withdrawn",
        },
        /// A legal basis (GDPR Art. 6 and 9).
        basis: fn(&str) -> &'static str = |basis| match basis {
            "A6-1-a" => "Consent",
            "A6-1-b" => "Contract",
            "A6-1-c" => "Legal obligation",
            "A6-1-d" => "Vital interest",
            "A6-1-e" => "Public interest",
            "A6-1-f" => "Legitimate interest",
            "A9-2-a" => "Explicit consent to special categories",
            "A9-2-b" => "Employment and social law (special categories)",
            "A9-2-c" => "Vital interests of somebody who cannot consent (special categories)",
            "A9-2-d" => "Members of a body without profit (special categories)",
            "A9-2-e" => "Made public by the person (special categories)",
            "A9-2-f" => "Legal claims (special categories)",
            "A9-2-g" => "Substantial public interest (special categories)",
            "A9-2-h" => "Health care (special categories)",
            "A9-2-i" => "Public health (special categories)",
            "A9-2-j" => "Archiving, research, statistics (special categories)",
            _ => "",
        },
        /// A channel where no contact point is used.
        channel: fn(&str) -> &'static str = |channel| match channel {
            "in_person" => "In person",
            "email" => "E-mail",
            "phone" => "Phone",
            "sms" => "Text message",
            "post" => "Letter",
            "social" => "Web",
            _ => "",
        },
        /// How something was said.
        method: fn(&str) -> &'static str = |method| match method {
            "in_person" => "In person",
            "phone" => "By phone",
            "email" => "By e-mail",
            "paper" => "On paper",
            "form" => "By a form",
            "portal" => "In the portal",
            "one_click" => "By one click in a mail",
            "gpc" => "By the browser’s privacy signal",
            "import" => "From a file",
            _ => "",
        },
        /// What happened.
        event: fn(&str) -> &'static str = |event| match event {
            "requested" => "Asked for",
            "given" => "Consented",
            "confirmed" => "Confirmed",
            "renewed" => "Renewed",
            "refused" => "Refused",
            "deferred" => "Put off",
            "withdrawn" => "Withdrew",
            "objected" => "Objected",
            "revoked" => "Stopped by us",
            "invalidated" => "Found not to be valid",
            "imported_unproven" => "Imported without proof",
            "basis_set" => "Basis set",
            "corrected" => "Corrected",
            _ => "",
        },
        /// Why something may not be done.
        reasons: fn(&[String]) -> String = |reasons| {
            let told: Vec<&str> = reasons.iter().map(|one| reason(one)).collect();
            format!("Not used: {}.", told.join(", "))
        },
    }
    sentences {
        since: |day: &str| format!("since {day}"),
        until: |day: &str| format!("until {day}"),
        /// "By phone, written down by Anna".
        written: |method: &str, by: &str| match method {
            "" => format!("Written down by {by}"),
            _ => format!("{method}, written down by {by}"),
        },
        record_title: |purpose: &str, point: &str| format!("{purpose}: {point}"),
    }
}
