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
    /// As far as it is typed. Of a note these are [`FieldKey::TYPE`] and [`FieldKey::NOTES`].
    pub fields: TypedFields,
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
}
