//! What is known about each field as data about people: its category (after the fideslang taxonomy), how sensitive it is,
//! whether lists mask it and exports leave it out, and whether a purpose needs it.

use super::ledger::Ledger;
use super::words::{Necessity, PurposeStatus, Sensitivity};
use crate::book::Book;
use crate::record::RecordId;
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, FieldSpec, Kind, Shape, key};
use std::collections::BTreeSet;

/// A definition of a field, with how delicate it declares the field to be, and of which category.
pub(super) type Declared = (RecordId, (Sensitivity, String));

/// What is known about a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldMeta {
    /// Category, after fideslang.
    pub category: &'static str,
    /// How sensitive.
    pub sensitivity: Sensitivity,
}

impl FieldMeta {
    /// Of a field, the team's own among them; `None` if the kind has no such field.
    pub fn of(kind: Kind, field: FieldKey) -> Option<Self> {
        schema::field_of(kind, field).map(|spec| Self::of_spec(kind, &spec))
    }

    fn of_spec(kind: Kind, spec: &FieldSpec) -> Self {
        use Sensitivity::{None, Personal, Sensitive};
        let (category, sensitivity) = match (kind, spec.key) {
            (_, key::GIVEN | key::MIDDLE | key::FAMILY | key::PREFIX | key::SUFFIX | key::NICKNAME) => {
                ("user.name", Personal)
            }
            (_, key::EMAILS | key::MAIL_FROM | key::MAIL_TO) => ("user.contact.email", Personal),
            (_, key::PHONES) => ("user.contact.phone_number", Personal),
            (_, key::ADDRESSES) => ("user.contact.address", Personal),
            (_, key::LINKS) => ("user.contact.url", Personal),
            (_, key::BIRTHDAY) => ("user.demographic.date_of_birth", Sensitive),
            (_, key::GENDER) => ("user.demographic.gender", Sensitive),
            (Kind::Person, key::COMPANY) => ("user.workplace", Personal),
            (_, key::JOB_TITLE | key::DEPARTMENT) => ("user.job_title", Personal),
            (Kind::Person | Kind::Task | Kind::Activity | Kind::Deal, key::NOTES) => ("user.content", Personal),
            (Kind::Person | Kind::Activity, key::NAME | key::PLACE | key::SOURCE | key::UID) => {
                ("user.content", Personal)
            }
            (Kind::Person, _) => ("user.behavior", Personal),
            _ if matches!(spec.shape, Shape::Relations(kinds) if kinds.contains(&Kind::Person)) => {
                ("user.behavior", Personal)
            }
            _ => ("system.operations", None),
        };
        Self { category, sensitivity }
    }

    /// Whether lists show it masked, a look at it being logged.
    pub fn is_masked(self) -> bool {
        self.sensitivity.is_masked()
    }

    /// Whether exports, charts and search take it unless told otherwise: not what is masked.
    pub fn is_taken_by_default(self) -> bool {
        !self.is_masked()
    }
}

impl Ledger {
    /// Categories of the data in these fields of people. Of fields of the team's own they are what the definitions declare,
    /// all of them where two devices gave one number; where nothing was declared, dealings with people.
    pub fn categories(&self, fields: &[FieldKey]) -> BTreeSet<String> {
        let of = |field: &FieldKey| -> Vec<String> {
            let declared = self.own.get(field).into_iter().flatten().map(|(_, (_, category))| category);
            let declared: Vec<String> = declared.filter(|category| !category.is_empty()).cloned().collect();
            let usual = FieldMeta::of(Kind::Person, *field).map(|meta| meta.category.to_owned());
            if declared.is_empty() { usual.into_iter().collect() } else { declared }
        };
        fields.iter().flat_map(of).collect()
    }

    /// Whether exports take a field of people: not what is masked, nor what nothing defines.
    pub(super) fn is_taken(&self, field: FieldKey) -> bool {
        if Form::of(field).is_none() {
            return FieldMeta::of(Kind::Person, field).is_some_and(FieldMeta::is_taken_by_default);
        }
        let declared = self.own.get(&field).map_or(&[][..], Vec::as_slice);
        !declared.is_empty() && declared.iter().all(|(_, (sensitivity, _))| !sensitivity.is_masked())
    }

    /// Purposes, not retired, that need this field of a person.
    pub fn purposes_of_field(&self, field: FieldKey) -> Vec<RecordId> {
        let live = self.purposes().filter(|(_, purpose)| purpose.status != PurposeStatus::Retired);
        live.filter(|(_, purpose)| purpose.data_fields.contains(&field)).map(|(id, _)| id).collect()
    }

    /// Whether a file may bring this field of people without being asked: a purpose needs it, or, before there are any, one of
    /// those that a vault begins with.
    pub fn is_needed(&self, field: FieldKey) -> bool {
        match self.purposes().next() {
            None => super::defaults::needs(field),
            Some(_) => !self.purposes_of_field(field).is_empty(),
        }
    }

    /// Whether some purpose needs this field of a person. What no purpose names may not be made a required field.
    pub fn necessity(&self, field: FieldKey) -> Necessity {
        let named = !self.purposes_of_field(field).is_empty();
        match field {
            _ if !named => Necessity::Unused,
            key::GIVEN | key::FAMILY => Necessity::Required,
            _ => Necessity::Optional,
        }
    }
}

impl Book {
    /// Of these fields of people those that are needed, as [`Ledger::is_needed`] has it: nobody's record is read for it.
    pub fn needed_fields(&self, fields: impl IntoIterator<Item = FieldKey>) -> Vec<FieldKey> {
        let purposes = Ledger::of_purposes(self);
        fields.into_iter().filter(|field| purposes.is_needed(*field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_of_a_person_is_without_a_category() {
        for spec in schema::fields(Kind::Person) {
            let meta = FieldMeta::of(Kind::Person, spec.key).expect("a field");
            assert!(meta.category.starts_with("user."), "{}", spec.label);
            assert_ne!(meta.sensitivity, Sensitivity::None, "{}", spec.label);
        }
    }

    #[test]
    fn what_is_delicate_is_masked_and_left_out() {
        for field in [key::BIRTHDAY, key::GENDER] {
            let meta = FieldMeta::of(Kind::Person, field).expect("a field");
            assert!(meta.is_masked() && !meta.is_taken_by_default());
        }
        assert!(!FieldMeta::of(Kind::Person, key::EMAILS).expect("a field").is_masked());
    }
}
