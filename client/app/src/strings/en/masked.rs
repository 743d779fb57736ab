//! Masked values, and what fields are as data about people.

texts! {
    Masked {
        dots: "•••",
        hidden: "Masked",
        hide: "Hide again",
        show_text: "Show; this is written down",
        viewer: "Viewers cannot reveal: the look could not be written down.",
        terms: "As data about people",
        sensitivity: "How delicate",
        special_hint: "May be filled only for people for whom a purpose with explicit consent, or another basis of Art. 9(2), needs it.",
        less_why: "Why it is less delicate",
        less_hint: "Every value is shown from then on, and looks at them are no longer written down. Only admins and owners may; it stands in the audit.",
        masked_hint: "Masked everywhere; each look is written down. In no export.",
        purposes: "For which purposes",
        no_purposes: "No purpose is active: make one under Privacy, Purposes.",
        for_nothing: "Choose at least one: what no purpose needs is not collected.",
        category: "Category",
        kept_for: "Kept for",
    }
    lists {
        /// How delicate a field is.
        how: fn(&str) -> &'static str = |word| match word {
            "none" => "Not about a person",
            "personal" => "Personal",
            "sensitive" => "Sensitive",
            "special_Art9" => "Special category (Art. 9)",
            "criminal_Art10" => "Criminal convictions (Art. 10)",
            _ => "",
        },
        /// A length of time.
        period: fn(&str) -> &'static str = |period| match period {
            "" => "As long as the record",
            "P6M" => "6 months",
            "P12M" => "1 year",
            "P24M" => "2 years",
            "P36M" => "3 years",
            "P72M" => "6 years",
            "P120M" => "10 years",
            _ => "Another time",
        },
    }
    sentences {
        reveal: |label: &str| format!("Show {label}; this is written down"),
    }
}
