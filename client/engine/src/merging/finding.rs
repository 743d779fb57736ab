//! Finding records that are probably the same, and remembering that they are not.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::say;
use crate::vault::OpenVault;
use crate::view;
use futures::lock::MutexGuard;
use tacit_bridge::merging::{Alike, Duplicates};
use tacit_bridge::message::{Job, Progress};
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_bridge::records as br;
use tacit_bridge::{Event, Reply};
use tacit_crm as crm;
use tacit_crm::RecordId;
use tacit_vault::Entropy;

/// Records read, or pairs compared, before others have their turn: some hundredths of a second.
const PORTION: usize = 8_192;
/// How often a search that waits looks whether it may go on.
const TURN_AGAIN_MS: u32 = 20;

fn found(of: &crm::Duplicates) -> Reply {
    let group = |(ids, why): &(Vec<RecordId>, Vec<crm::Likeness>)| Alike {
        ids: ids.iter().copied().map(view::id).collect(),
        why: why.iter().map(|one| one.words().to_owned()).collect(),
    };
    Reply::Duplicates(Duplicates {
        total: u32::try_from(of.total).unwrap_or(u32::MAX),
        groups: of.groups.iter().map(group).collect(),
        stopped: false,
    })
}

impl<P: Platform> Engine<P> {
    /// Records of a kind that are probably the same, looked for portion by portion until the page asks to stop. While many
    /// records are changed it waits: what it finds would be old before it is through.
    pub(crate) async fn duplicates(&self, page: PageId, kind: br::Kind, awaited: bool) -> Result<Reply, Failure> {
        let (vault, kind) = (self.vault_of(page)?, view::kind(kind));
        if let Some(known) = self.look(page, |vault| Ok(vault.book.known_duplicates(kind)))? {
            return Ok(found(&known));
        }
        let number = self.begin_search(page);
        let mut search = self.look(page, |vault| Ok(vault.book.begin_duplicates(kind)))?;
        // Each record is read, and compared at least as often.
        let is_long = search.progress().1 > PORTION / 2;
        loop {
            let is_left = {
                let Some(_turn) = self.turn_of_search(page, number).await else {
                    return Ok(Reply::Duplicates(Duplicates { total: 0, groups: Vec::new(), stopped: true }));
                };
                let now = self.platform.now();
                self.with_vault(&vault, |vault| {
                    vault.book.restrict(now);
                    search.go_on(&vault.book, PORTION)
                })?
            };
            if !is_left {
                break;
            }
            if is_long {
                if awaited {
                    let (done, total) = search.progress();
                    let progress = Progress { done: done as u32, total: total as u32 };
                    self.emit(Event::JobProgress(Job::Search, progress));
                }
                self.platform.sleep(0).await;
            }
        }
        let known = self.with_vault(&vault, |vault| vault.book.found_duplicates(search))?;
        Ok(found(&known))
    }

    /// The search's turn as soon as no change of many records is on its way; none if it is to stop, also while it waits.
    async fn turn_of_search(&self, page: PageId, search: u64) -> Option<MutexGuard<'_, ()>> {
        while !self.is_search_stopped(page, search) {
            if let Some(turn) = self.stepping.try_lock() {
                return Some(turn);
            }
            self.platform.sleep(TURN_AGAIN_MS).await;
        }
        None
    }
}

impl<F: File> OpenVault<F> {
    /// Remembers that no two of these are the same.
    pub(crate) fn not_same(&mut self, ids: &[br::Id], now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let ids: Vec<RecordId> = ids.iter().copied().map(view::record_id).collect();
        let (writes, step) = self.book.tell_apart(&ids, &mut self.clock, now).map_err(|error| {
            let todo = "Look at the list again; nothing was changed.";
            say(BadInput, format!("This cannot be remembered: {error}."), todo)
        })?;
        self.write_step(writes, step, None, None, entropy)
    }
}
