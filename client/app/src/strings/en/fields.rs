//! Fields, their groups and their choices. The worker says them in English; what people made themselves is shown as
//! they wrote it in every language.

use crate::format::capital;
use tacit_bridge::records::{FieldKey, Kind};

texts! {
    Fields {
        yes: "yes",
        no: "no",
    }
    sentences {
        /// What a field is called; the worker's own word where there is no other.
        label: |_kind: Kind, _field: FieldKey, own: String| own,
        /// The heading of a group of fields.
        group: |own: String| own,
        /// A contact point's label as it is shown.
        point: |kept: &str| kept.to_owned(),
        /// A contact point's label as it is kept.
        kept_point: |typed: &str| typed.to_owned(),
        /// A choice as it is shown where it stands alone.
        choice: |field: FieldKey, kept: &str| match (field, kept) {
            (FieldKey::STATUS, "in-contract") => "In contract".to_owned(),
            _ if is_ours(field, kept) => capital(kept),
            _ => kept.to_owned(),
        },
        /// A choice as it is shown within a sentence.
        within: |field: FieldKey, kept: &str| match (field, kept) {
            (FieldKey::STATUS, "in-contract") => "in contract".to_owned(),
            _ => kept.to_owned(),
        },
        /// Where somebody stands with a purpose, behind its name.
        standing: |kept: &str| kept.to_owned(),
    }
}

/// Whether a choice is one of those that Tacit brings; the others stay as the team wrote them.
fn is_ours(field: FieldKey, kept: &str) -> bool {
    field.is_consent()
        || matches!(
            (field.0, kept),
            (40, "lead" | "cold" | "warm" | "hot" | "in-contract" | "former")
                | (31, "female" | "male" | "nonbinary" | "other")
                | (110, "note" | "call" | "meeting" | "e-mail" | "disclosure")
                | (122, "open" | "won" | "lost")
                | (97, "referral" | "website" | "event" | "outreach" | "existing client" | "other")
        )
}

#[cfg(test)]
mod tests {
    use super::TEXTS;
    use tacit_bridge::records::FieldKey;

    #[test]
    fn choices_of_ours_begin_with_a_capital_and_those_of_the_team_stay() {
        for (field, kept, shown) in [
            (FieldKey::STATUS, "in-contract", "In contract"),
            (FieldKey::ORIGIN, "existing client", "Existing client"),
            (FieldKey::TYPE, "e-mail", "E-mail"),
            (FieldKey::A_CONSENT, "not asked", "Not asked"),
            (FieldKey::STATUS, "prospect", "prospect"),
            (FieldKey::JOB_TITLE, "other", "other"),
        ] {
            assert_eq!(TEXTS.choice(field, kept), shown);
        }
        assert_eq!(TEXTS.standing("not asked"), "not asked");
    }

    #[test]
    fn within_a_sentence_choices_of_ours_are_small() {
        for (kept, shown) in [("hot", "hot"), ("in-contract", "in contract"), ("In Aussicht", "In Aussicht")] {
            assert_eq!(TEXTS.within(FieldKey::STATUS, kept), shown);
        }
    }
}
