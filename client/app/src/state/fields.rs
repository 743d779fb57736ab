//! The fields of every kind, as the team has them.

use super::App;
use leptos::prelude::*;
use tacit_bridge::records::{FieldKey, FieldSpec, Kind};

impl App {
    /// Fields of a kind, in display order.
    pub(crate) fn fields(self, kind: Kind) -> Vec<FieldSpec> {
        without_consents(self.fields.with_untracked(|fields| fields.get(&kind).cloned()))
    }

    /// Fields of a kind, in display order; what asks is asked again when the team defines them otherwise.
    pub(crate) fn fields_now(self, kind: Kind) -> Vec<FieldSpec> {
        without_consents(self.fields.with(|fields| fields.get(&kind).cloned()))
    }

    /// Columns of a kind that tell where people stand with a purpose.
    pub(crate) fn consents(self, kind: Kind) -> Vec<FieldSpec> {
        let told = |specs: &&FieldSpec| specs.key.is_consent();
        self.fields.with_untracked(|fields| fields.get(&kind).into_iter().flatten().filter(told).cloned().collect())
    }

    /// The first of them.
    pub(crate) fn first_consent(self, kind: Kind) -> Option<FieldKey> {
        let first = |specs: &Vec<FieldSpec>| specs.iter().map(|spec| spec.key).find(|key| key.is_consent());
        self.fields.with_untracked(|fields| fields.get(&kind).and_then(first))
    }

    /// The field of a kind with this number.
    pub(crate) fn field(self, kind: Kind, key: FieldKey) -> Option<FieldSpec> {
        self.fields.with_untracked(|fields| fields.get(&kind)?.iter().find(|spec| spec.key == key).cloned())
    }

    /// What it is called.
    pub(crate) fn field_name(self, kind: Kind, key: FieldKey) -> String {
        self.field(kind, key).map(|spec| spec.label).unwrap_or_default()
    }
}

/// Fields that records have: what lists tell of consents is none of them.
fn without_consents(specs: Option<Vec<FieldSpec>>) -> Vec<FieldSpec> {
    specs.unwrap_or_default().into_iter().filter(|spec| !spec.key.is_consent()).collect()
}
