//! The form for a new record.

texts! {
    GIVEN = "Given name";
    FAMILY = "Family name";
    EMAIL = "E-mail";
    PHONE = "Phone";
    COMPANY = "Company";
    DOMAIN = "Web domain";
    ADD_PERSON = "Add person";
    ADD_COMPANY = "Add company";
    LOOKALIKE = "Perhaps here already";
    NAME_NEEDED = "Give at least a name or an e-mail address.";
    COMPANY_NEEDED = "Give the company a name.";
}

pub(crate) fn added(name: &str) -> String {
    format!("{name} added.")
}
