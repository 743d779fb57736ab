//! Records that were looked at, for the palette, and those that are gone: of them no name stays in the page.

use super::App;
use leptos::prelude::*;
use tacit_bridge::records::{Found, Id, Related};

/// Records remembered as looked at.
const RECENT: usize = 6;

impl App {
    /// Remembers that a record was looked at, for as long as the vault is open.
    pub(crate) fn saw(self, of: Related) {
        self.recent.update(|recent| {
            recent.retain(|one| one.of.id != of.id);
            recent.insert(0, Found { of, beside: String::new() });
            recent.truncate(RECENT);
        });
    }

    /// Records that are gone leave no name behind in the palette and in what can be undone, and no draft.
    pub(crate) fn forget_seen(self, gone: &[Id]) {
        let names = self.recent.with_untracked(|recent| {
            recent.iter().filter(|one| gone.contains(&one.of.id)).map(|one| one.of.name.clone()).collect::<Vec<_>>()
        });
        self.forget_words(&names);
        self.recent.update(|recent| recent.retain(|one| !gone.contains(&one.of.id)));
        self.drafts.update(|drafts| drafts.retain(|id, _| !gone.contains(id)));
        self.begun.forget(gone);
    }
}
