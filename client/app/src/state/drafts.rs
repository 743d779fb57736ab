//! Forms for new records that were left before they were saved. What was typed stays in memory, one draft of each kind,
//! until it is saved, given up, or the vault is left.

use super::{App, Creating};
use crate::strings::t;
use leptos::prelude::*;
use std::collections::HashMap;
use tacit_bridge::records::{FieldKey, Id, Kind, Related};

/// What was typed into the fields of a form, and which records were chosen in them.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Typed(pub(crate) Vec<(FieldKey, String, Vec<Related>)>);

impl Typed {
    /// Takes records that are gone out of it, with their names.
    fn forget(&mut self, gone: &[Id]) {
        for (_, text, chosen) in &mut self.0 {
            let names = chosen.iter().any(|one| gone.contains(&one.id) && one.name.trim() == text.trim());
            chosen.retain(|one| !gone.contains(&one.id));
            if names {
                text.clear();
            }
        }
    }
}

/// The drafts that are kept.
#[derive(Clone, Copy)]
pub(crate) struct Drafts {
    kept: RwSignal<HashMap<Kind, Typed>>,
    /// The one given up last, as long as it is offered back.
    given_up: RwSignal<Option<(Creating, Typed)>>,
}

impl Drafts {
    pub(super) fn new() -> Self {
        Self { kept: RwSignal::default(), given_up: RwSignal::new(None) }
    }

    /// What is kept of a kind.
    pub(crate) fn of(self, kind: Kind) -> Option<Typed> {
        self.kept.with_untracked(|kept| kept.get(&kind).cloned())
    }

    /// Keeps what is typed, or nothing.
    pub(crate) fn keep(self, kind: Kind, typed: Option<Typed>) {
        self.kept.update(|kept| match typed {
            Some(typed) => drop(kept.insert(kind, typed)),
            None => drop(kept.remove(&kind)),
        });
    }

    /// Records that are gone leave no name behind in a draft.
    pub(super) fn forget(self, gone: &[Id]) {
        self.kept.update(|kept| kept.values_mut().for_each(|typed| typed.forget(gone)));
        self.given_up.update(|given| given.iter_mut().for_each(|(_, typed)| typed.forget(gone)));
    }

    pub(super) fn clear(self) {
        self.kept.set(HashMap::new());
        self.given_up.set(None);
    }
}

impl App {
    /// Gives up what was typed into a form, and offers it back.
    pub(crate) fn give_up(self, creating: Creating) {
        if let Some(typed) = self.begun.of(creating.kind) {
            self.begun.keep(creating.kind, None);
            self.begun.given_up.set(Some((creating, typed)));
            self.offer_draft(t().create.given_up);
        }
    }

    /// Opens the form again with what was given up last.
    pub(crate) fn take_up_again(self) {
        if let Some((creating, typed)) = self.begun.given_up.try_update(Option::take).flatten() {
            self.begun.keep(creating.kind, Some(typed));
            self.creating.set(Some(creating));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_gone_leaves_no_name_in_a_draft() {
        let one = |number: u8, name: &str| Related { kind: Kind::Person, id: Id([number; 16]), name: name.to_owned() };
        let mut typed = Typed(vec![
            (FieldKey::NAME, "Call back".to_owned(), Vec::new()),
            (FieldKey::COMPANY, "Ada".to_owned(), vec![one(1, "Ada")]),
            (FieldKey::ABOUT, "Ad".to_owned(), vec![one(1, "Ada"), one(2, "Bo")]),
        ]);
        typed.forget(&[Id([1; 16])]);
        let left: Vec<_> = typed.0.iter().map(|(_, text, chosen)| (text.as_str(), chosen.len())).collect();
        assert_eq!(left, [("Call back", 0), ("", 0), ("Ad", 1)]);
    }
}
