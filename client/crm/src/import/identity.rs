//! Whether a row is about somebody, who that is, and how they are called in what is told of the row.

use super::draft::{Draft, Side};
use crate::lookalike::{Likeness, Traits};
use crate::schema::key;

pub(crate) fn has_identity(person: &Side) -> bool {
    let named =
        [key::GIVEN, key::FAMILY, key::MIDDLE, key::NICKNAME].into_iter().any(|field| !person.text(field).is_empty());
    named || [key::EMAILS, key::PHONES].into_iter().any(|field| person.points(field).next().is_some())
}

/// Whether two sets of traits are one person. An address shared under two entirely different names is a family's or
/// an office's, not a double.
pub(crate) fn same_person(new: &Traits, known: &Traits) -> Option<Likeness> {
    let likeness = new.likeness(known)?;
    let shares_a_name = || {
        new.name.is_empty()
            || known.name.is_empty()
            || new.name.split(' ').any(|word| known.name.split(' ').any(|other| other == word))
    };
    match likeness {
        Likeness::Uid | Likeness::PhoneAndName => Some(likeness),
        Likeness::Email => shares_a_name().then_some(likeness),
        // Without anything better a name at a company is all there is to go by.
        Likeness::NameAndCompany => {
            (new.emails.is_empty() && new.phones.is_empty() && new.uid.is_empty()).then_some(likeness)
        }
        Likeness::Name | Likeness::SimilarName | Likeness::Phone | Likeness::Website | Likeness::Domain => None,
    }
}

pub(crate) fn shown_name(draft: &Draft) -> String {
    let person = &draft.person;
    let name = [key::PREFIX, key::GIVEN, key::MIDDLE, key::FAMILY, key::SUFFIX].map(|field| person.text(field));
    let name = name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !name.is_empty() {
        return name;
    }
    let point = draft.first_point(key::EMAILS).or_else(|| draft.first_point(key::PHONES));
    point.map(|point| point.value.clone()).unwrap_or_else(|| person.text(key::NICKNAME).to_owned())
}
