//! A note that is being written on a record's page: its type, its words and, of what took place, when that was.

use tacit_bridge::records::{FieldKey, Related, TypedFields};

/// What can be written on a record's page, and as which type of activity.
pub(crate) const NOTED: [&str; 4] = ["note", "call", "meeting", "e-mail"];

const MINUTE_MS: u64 = 60_000;

/// When it took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// From when on, ms since 1970.
    pub(crate) at: u64,
    /// For how long; 0 where nobody said.
    pub(crate) minutes: u32,
}

impl When {
    /// When it was over, if somebody said how long it took.
    pub(crate) fn until(self) -> Option<u64> {
        (self.minutes > 0).then(|| self.at + u64::from(self.minutes) * MINUTE_MS)
    }
}

/// What is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoteDraft {
    /// One of [`NOTED`].
    pub(crate) what: &'static str,
    pub(crate) text: String,
    /// `None`: it is as of when it is saved.
    pub(crate) when: Option<When>,
}

impl NoteDraft {
    /// Nothing.
    pub(crate) fn empty() -> Self {
        Self { what: NOTED[0], text: String::new(), when: None }
    }

    /// As the worker keeps it: moments are ms since 1970.
    pub(super) fn kept(self) -> TypedFields {
        let words = [(FieldKey::TYPE, Some(self.what.to_owned())), (FieldKey::NOTES, Some(self.text))];
        let at = self.when.map(|when| when.at.to_string());
        let until = self.when.and_then(When::until).map(|until| until.to_string());
        let all = words.into_iter().chain([(FieldKey::WHEN, at), (FieldKey::UNTIL, until)]);
        all.filter_map(|(field, text)| Some((field, text?, Vec::new()))).collect()
    }

    /// Reads [`Self::kept`].
    pub(super) fn read(fields: &[(FieldKey, String, Vec<Related>)]) -> Option<Self> {
        let text = |key: FieldKey| fields.iter().find(|(field, ..)| *field == key).map(|(_, text, _)| text.as_str());
        let moment = |key: FieldKey| text(key)?.parse::<u64>().ok();
        let what = NOTED.into_iter().find(|known| text(FieldKey::TYPE) == Some(*known)).unwrap_or(NOTED[0]);
        let took = |at: u64| moment(FieldKey::UNTIL).map_or(0, |until| until.saturating_sub(at) / MINUTE_MS);
        let when = moment(FieldKey::WHEN).map(|at| When { at, minutes: took(at).try_into().unwrap_or_default() });
        Some(Self { what, text: text(FieldKey::NOTES)?.to_owned(), when })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_comes_back_with_the_time_it_tells() {
        let at = 1_780_000_020_000;
        for when in [None, Some(When { at, minutes: 0 }), Some(When { at, minutes: 90 })] {
            let note = NoteDraft { what: "meeting", text: "They agreed.".to_owned(), when };
            assert_eq!(NoteDraft::read(&note.clone().kept()), Some(note));
        }
        assert_eq!(NoteDraft::read(&[]), None, "without words there is none");
        let odd = vec![
            (FieldKey::TYPE, "of a later version".to_owned(), Vec::new()),
            (FieldKey::NOTES, "Called.".to_owned(), Vec::new()),
            (FieldKey::WHEN, "soon".to_owned(), Vec::new()),
        ];
        assert_eq!(NoteDraft::read(&odd), Some(NoteDraft { what: "note", text: "Called.".to_owned(), when: None }));
    }

    #[test]
    fn it_is_over_when_it_took_so_long() {
        assert_eq!(When { at: 60_000, minutes: 2 }.until(), Some(180_000));
        assert_eq!(When { at: 60_000, minutes: 0 }.until(), None);
    }
}
