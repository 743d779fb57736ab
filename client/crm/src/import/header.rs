//! Column headers: folding them, and the questions asked of their words.

use crate::fold::fold;

/// A header reduced to lower-case words: "* E-mail 1 – Value", "FirstName" and "first_name" lose their dress.
pub(crate) fn fold_header(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut before = ' ';
    for c in header.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    let words: Vec<String> = fold(&spaced).split_whitespace().map(str::to_owned).collect();
    words.join(" ").replace("e mail", "email").replace("linked in", "linkedin")
}

/// The words of a folded header.
pub(crate) struct Words<'a>(Vec<&'a str>);

impl<'a> Words<'a> {
    pub(crate) fn of(folded: &'a str) -> Self {
        Self(folded.split(' ').collect())
    }

    pub(crate) fn any(&self, words: &[&str]) -> bool {
        self.0.iter().any(|word| words.contains(word))
    }

    pub(crate) fn last(&self) -> &'a str {
        self.0.last().copied().unwrap_or_default()
    }

    /// The label of a contact point: "Home Phone" is "home", "Business Fax" is "work fax".
    pub(crate) fn label(&self) -> String {
        let place = if self.any(&["mobile", "cell", "mobil", "handy", "cellular"]) {
            "mobile"
        } else if self.any(&["home", "private", "privat", "personal"]) {
            "home"
        } else if self.any(&["business", "work", "office", "company", "geschaftlich", "dienstlich", "buro"]) {
            "work"
        } else if self.any(&["assistant", "asst", "assistants"]) {
            "assistant"
        } else if self.any(&["other", "sonstige", "autre"]) {
            "other"
        } else {
            ""
        };
        let sort =
            ["fax", "pager", "main", "car", "callback", "billing", "shipping", "mailing", "isdn", "telex", "radio"]
                .into_iter()
                .find(|word| self.any(&[word]));
        match (place, sort) {
            ("", Some(sort)) => sort.to_owned(),
            (place, Some(sort)) => format!("{place} {sort}"),
            (place, None) => place.to_owned(),
        }
    }
}

/// The part of a postal address a header names, and the group of columns it belongs to: "Home City" is the city of
/// "home", "Address 1 - Postal Code" the code of "address 1".
pub(crate) fn address_part(folded: &str) -> Option<(String, Part)> {
    const PARTS: &[(&str, Part)] = &[
        ("formatted", Part::Whole),
        ("extended address", Part::Street),
        ("address po box", Part::Street),
        ("po box", Part::Street),
        ("street 2", Part::Street),
        ("street 3", Part::Street),
        ("street", Part::Street),
        ("strasse", Part::Street),
        ("address line 1", Part::Street),
        ("address line 2", Part::Street),
        ("zip postal code", Part::Code),
        ("postal code", Part::Code),
        ("postcode", Part::Code),
        ("zip code", Part::Code),
        ("zip", Part::Code),
        ("plz", Part::Code),
        ("city", Part::City),
        ("ort", Part::City),
        ("stadt", Part::City),
        ("state province", Part::Region),
        ("state", Part::Region),
        ("province", Part::Region),
        ("region", Part::Region),
        ("country region", Part::Country),
        ("country", Part::Country),
        ("land", Part::Country),
        ("address", Part::Whole),
        ("adresse", Part::Whole),
        ("anschrift", Part::Whole),
    ];
    PARTS.iter().find_map(|(words, part)| {
        let group = folded.strip_suffix(words)?;
        (group.is_empty() || group.ends_with(' ')).then(|| (group.trim_end().to_owned(), *part))
    })
}

/// Parts of a postal address, in the order in which they are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Whole,
    Street,
    City,
    Region,
    Code,
    Country,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_lose_their_dress() {
        assert_eq!(fold_header("* E-mail 1 – Value"), "email 1 value");
        assert_eq!(fold_header("FirstName"), "first name");
        assert_eq!(fold_header("Prénom"), "prenom");
        assert_eq!(fold_header("Person - Email (Work)"), "person email work");
    }

    #[test]
    fn labels_come_from_the_words() {
        let label = |header: &str| Words::of(&fold_header(header)).label();
        assert_eq!(label("Business Fax"), "work fax");
        assert_eq!(label("MobilePhone"), "mobile");
        assert_eq!(label("phone_other"), "other");
        assert_eq!(label("Phone"), "");
    }

    #[test]
    fn parts_of_addresses_know_their_group() {
        assert_eq!(address_part("home city"), Some(("home".to_owned(), Part::City)));
        assert_eq!(address_part("address 1 formatted"), Some(("address 1".to_owned(), Part::Whole)));
        assert_eq!(address_part("mailing zip postal code"), Some(("mailing".to_owned(), Part::Code)));
        assert_eq!(address_part("capacity"), None);
    }
}
