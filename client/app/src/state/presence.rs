//! Who else is here, and what this page shows. The worker decides what of it others hear.

use super::App;
use crate::link;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::records::{FieldKey, Id};

impl App {
    /// This page shows a record, and edits a field of it; or neither.
    pub(crate) fn here(self, record: Option<Id>, field: Option<FieldKey>) {
        // A vault that was closed meanwhile has nobody to tell.
        spawn_local(async move { drop(link::done(Call::Here { record, field }).await) });
    }

    pub(super) fn ask_who_is_here(self) {
        spawn_local(self.learned_who_is_here());
    }

    pub(super) async fn learned_who_is_here(self) {
        let Ok(found) = link::presence(Call::Presence).await else { return };
        if self.colleagues.with_untracked(|known| *known != found) {
            self.colleagues.set(found);
        }
    }

    /// Colleagues who look at a record, each with the field that is edited.
    pub(crate) fn at_record(self, id: Id) -> Vec<(String, Option<FieldKey>)> {
        self.colleagues.with(|all| {
            let of = |one: &tacit_bridge::presence::Colleague| {
                let fields = one.at.iter().filter(|(record, _)| *record == id).map(|(_, field)| *field);
                // Of several browsers the one that edits.
                fields.max().map(|field| (one.name.clone(), field))
            };
            all.iter().filter_map(of).collect()
        })
    }
}
