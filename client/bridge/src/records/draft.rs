//! What somebody began to write and has not saved. The worker keeps it sealed on this device, and nowhere else.

use super::{FieldKey, Id, Kind, Related};
use serde::{Deserialize, Serialize};

/// Fields as they are being typed: which one, its text, and the records that were chosen in it.
pub type TypedFields = Vec<(FieldKey, String, Vec<Related>)>;

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DraftOf {
    /// A note, a call, a meeting or an e-mail on the page of this record.
    Note(Id),
    /// A new record of this kind.
    Form(Kind),
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// What is being written.
    pub of: DraftOf,
    /// As far as it is typed. Of a note these are [`FieldKey::TYPE`] and [`FieldKey::NOTES`] and, where it is said when that
    /// took place, [`FieldKey::WHEN`] and [`FieldKey::UNTIL`] in ms since 1970.
    pub fields: TypedFields,
}

impl KeptDraft {
    /// Whether it goes with one of the same that said this: it says that too or, of a note, the beginning of it.
    pub fn goes_with(&self, went: &Self) -> bool {
        let begins = || self.note().zip(went.note()).is_some_and(|(begun, all)| all.starts_with(begun));
        self.fields == went.fields || matches!(self.of, DraftOf::Note(_)) && begins()
    }

    fn note(&self) -> Option<&str> {
        self.fields.iter().find(|(field, ..)| *field == FieldKey::NOTES).map(|(_, text, _)| text.as_str())
    }
}

/// Takes records that are gone out of what is typed, with the names that stand there for them. Says whether there were any.
pub fn forget_in(fields: &mut TypedFields, gone: impl Fn(&Id) -> bool) -> bool {
    let mut any = false;
    for (_, text, chosen) in fields {
        if !chosen.iter().any(|one| gone(&one.id)) {
            continue;
        }
        if chosen.iter().any(|one| gone(&one.id) && one.name.trim() == text.trim()) {
            text.clear();
        }
        chosen.retain(|one| !gone(&one.id));
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_gone_leaves_no_name_in_what_is_typed() {
        let one = |number: u8, name: &str| Related { kind: Kind::Person, id: Id([number; 16]), name: name.to_owned() };
        let mut typed: TypedFields = vec![
            (FieldKey::NAME, "Call back".to_owned(), Vec::new()),
            (FieldKey::COMPANY, "Ada".to_owned(), vec![one(1, "Ada")]),
            (FieldKey::ABOUT, "Ad".to_owned(), vec![one(1, "Ada"), one(2, "Bo")]),
        ];
        assert!(forget_in(&mut typed, |id| *id == Id([1; 16])));
        let left: Vec<_> = typed.iter().map(|(_, text, chosen)| (text.as_str(), chosen.len())).collect();
        assert_eq!(left, [("Call back", 0), ("", 0), ("Ad", 1)]);
        assert!(!forget_in(&mut typed, |id| *id == Id([1; 16])), "there is nothing of it any more");
    }

    #[test]
    fn a_draft_goes_with_its_like_and_a_note_with_one_that_it_begins() {
        let one = |of: DraftOf, field: FieldKey, text: &str| KeptDraft {
            of,
            fields: vec![(field, text.to_owned(), Vec::new())],
        };
        let note = |text: &str| one(DraftOf::Note(Id([1; 16])), FieldKey::NOTES, text);
        let form = |text: &str| one(DraftOf::Form(Kind::Task), FieldKey::NAME, text);
        assert!(note("They called").goes_with(&note("They called")));
        assert!(note("They called").goes_with(&note("They called twice")));
        assert!(!note("They called twice").goes_with(&note("They called")));
        assert!(form("Call").goes_with(&form("Call")));
        assert!(!form("Call").goes_with(&form("Call back")), "a name that begins alike is another");
        let nothing = KeptDraft { of: DraftOf::Note(Id([1; 16])), fields: Vec::new() };
        assert!(!note("They called").goes_with(&nothing));
    }
}
