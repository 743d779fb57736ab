//! Records that were looked at, for the palette, and those that are gone: of them no name stays in the page. Nothing of it
//! is kept beyond the page: whom somebody looked at is nobody's business, so after a reload there is what they worked on.

use super::App;
use crate::link;
use leptos::prelude::*;
use tacit_bridge::Call;
use tacit_bridge::feed::FeedRequest;
use tacit_bridge::records::{Found, Id, Kind, Related};

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

    /// What I made or changed last, for a page that has not seen anything yet.
    pub(crate) async fn worked_on(self) -> Vec<Found> {
        let me = self.vault.with_untracked(|vault| vault.as_ref().map(|vault| vault.me));
        let mine = FeedRequest { by: me, kind: None, count: RECENT as u32 };
        let lines = link::feed(Call::Feed(mine)).await.map(|feed| feed.lines).unwrap_or_default();
        let mut found: Vec<Found> = Vec::new();
        for line in lines.into_iter().filter(|line| line.kind != Kind::List) {
            for (id, name) in line.newest {
                if !name.is_empty() && !found.iter().any(|one| one.of.id == id) {
                    found.push(Found { of: Related { kind: line.kind, id, name }, beside: String::new() });
                }
            }
        }
        found.truncate(RECENT);
        found
    }

    /// Records that are gone leave no name behind in the palette and in what can be undone, and no draft.
    pub(crate) fn forget_seen(self, gone: &[Id]) {
        let names = self.recent.with_untracked(|recent| {
            recent.iter().filter(|one| gone.contains(&one.of.id)).map(|one| one.of.name.clone()).collect::<Vec<_>>()
        });
        self.forget_words(&names);
        self.recent.update(|recent| recent.retain(|one| !gone.contains(&one.of.id)));
        self.forget_in_drafts(gone);
    }
}
