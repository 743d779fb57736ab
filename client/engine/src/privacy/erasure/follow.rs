//! Finishing what was asked for: the server drops the bytes, the file of this device is written anew, and only then this
//! device says that nothing is left on it, once. Called after each synchronisation; it knows no state but the records', so
//! that a closed tab or a lost line only delays it.

use super::Scrub;
use crate::Failure;
use crate::engine::Engine;
use crate::ports::{File, Platform, Storage};
use crate::sync::{Action, What};
use crate::vault::OpenVault;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tacit_crm::RecordId;
use tacit_crm::privacy::{ErasureEvent, ErasureLog, Stage};
use tacit_shared::ids::{self, VaultId};
use tacit_shared::limits;

/// Purges, and once more to look whether it is done.
const ROUNDS: usize = 3;

impl<P: Platform> Engine<P> {
    /// Goes on with every erasure of a vault as far as it can be gone on with now.
    pub(crate) async fn follow_erasures(&self, vault: &VaultId) -> Result<(), Failure> {
        if !self.with_vault(vault, |vault| vault.has_erasures())? {
            return Ok(());
        }
        let device = self.device_word(vault);
        self.with_vault(vault, |vault| vault.erasing.device.clone_from(&device))?;
        for _ in 0..ROUNDS {
            if !self.with_vault(vault, OpenVault::purge_due)? {
                break;
            }
            self.sync_vault(vault).await?;
        }
        if self.with_vault(vault, |vault| vault.wants_scrub(&device))? {
            self.scrub(vault).await?;
        }
        let now = self.platform.now();
        let entropy = &mut *self.entropy();
        let said = self.with_vault(vault, |vault| {
            vault.report_erasures(&device, |vault, event| vault.write_erasure(event, now, entropy))
        })??;
        if said {
            self.changed(vault)?;
        }
        Ok(())
    }

    /// Names this device in reports: by nothing that names it elsewhere.
    fn device_word(&self, vault: &VaultId) -> String {
        let device = self.inner.borrow().card().map(|card| card.device).unwrap_or_default();
        let digest = Sha256::digest([device.as_slice(), vault.0.as_slice()].concat());
        super::super::export::hex(&digest[..4])
    }

    /// Writes the file of a vault anew, without what was erased: opened and removed while nothing is borrowed.
    pub(super) async fn scrub(&self, vault: &VaultId) -> Result<(), Failure> {
        let storage = self.platform.storage();
        let next = self.with_vault(vault, |vault| vault.next_log())?;
        storage.remove(&next).await?;
        let file = storage.open(&next).await?;
        let old = self.with_vault(vault, |vault| {
            // Read anew meanwhile, it is already there.
            if vault.next_log() != next {
                return Ok(None);
            }
            vault.move_log(file).map(Some)
        })??;
        let Some(old) = old else { return Ok(()) };
        storage.remove(&old).await?;
        Ok(self.with_vault(vault, OpenVault::is_scrubbed)??)
    }
}

impl<F: File> OpenVault<F> {
    fn has_erasures(&self) -> bool {
        self.erasing.scrub != Scrub::None || !self.book.erasures().is_empty()
    }

    /// What the server knows of an erasure's records.
    fn known_of(&self, log: &ErasureLog) -> Vec<ids::RecordId> {
        log.gone.iter().map(|id| ids::RecordId(id.0)).filter(|id| self.state.leaf(id).is_some()).collect()
    }

    fn is_live(&self, id: &ids::RecordId) -> bool {
        self.state.leaf(id).is_some_and(|leaf| leaf.envelope.is_some())
    }

    /// Whether the journal says that every version of it is dropped, as far as this device can tell.
    pub(super) fn is_purged(&self, log: &ErasureLog) -> bool {
        let known = self.known_of(log);
        let seen = known.iter().all(|id| self.erasing.purged.contains(&RecordId(id.0)));
        (seen || !log.reports.is_empty()) && !known.iter().any(|id| self.is_live(id))
    }

    /// Whether all of it is with the server.
    pub(super) fn is_sent(&self, log: &ErasureLog) -> bool {
        !log.events.iter().chain(&log.gone).any(|id| self.outbox.contains_key(&ids::RecordId(id.0)))
    }

    /// Erasures that this member asked for and the server has not dropped yet.
    fn to_purge(&self) -> Vec<ErasureLog> {
        if !self.may_erase() || self.is_over() {
            return Vec::new();
        }
        let (me, now) = (self.state.me(), self.newest_at);
        let mut logs = self.book.erasures();
        logs.retain(|log| {
            log.by.contains(&me)
                && !self.is_purged(log)
                && self.is_sent(log)
                && self.refuse_held(|id| log.gone.contains(id), now).is_ok()
        });
        logs
    }

    /// What of it I asked for myself and is deleted: what is live, or was named by somebody else, is not dropped for it.
    fn mine_of(&self, log: &ErasureLog) -> Vec<ids::RecordId> {
        let me = self.state.me();
        let mut known = self.known_of(log);
        known.retain(|id| log.gone_by.contains(&(me, RecordId(id.0))) && !self.is_live(id));
        known
    }

    /// Asks the server to drop their bytes; says whether there was something to ask for.
    fn purge_due(&mut self) -> bool {
        if self.actions.iter().any(|action| matches!(action.what, What::Purge { .. })) {
            return false;
        }
        let missing = |id: &ids::RecordId| !self.erasing.purged.contains(&RecordId(id.0));
        let records: BTreeSet<ids::RecordId> =
            self.to_purge().iter().flat_map(|log| self.mine_of(log)).filter(missing).collect();
        let records: Vec<ids::RecordId> = records.into_iter().collect();
        for part in records.chunks(limits::CHANGES.min(limits::PURGES)) {
            let (action, _) = Action::new(What::Purge { records: part.to_vec(), erase: true });
            self.actions.push_back(action);
        }
        !records.is_empty()
    }

    /// Erasures that this device can verify and has not said so of.
    fn unsaid(&self, device: &str) -> Vec<ErasureLog> {
        let me = self.state.me();
        let mut logs = self.book.erasures();
        logs.retain(|log| !log.is_reported(me, device));
        logs
    }

    fn wants_scrub(&self, device: &str) -> bool {
        // The file is written anew once, for all of them.
        self.erasing.scrub == Scrub::Due
            && self.to_purge().is_empty()
            && self.unsaid(device).iter().any(|log| self.is_purged(log))
    }

    /// Says of each erasure that nothing of it is left here: neither in memory nor in the file, which was written anew.
    fn report_erasures(
        &mut self,
        device: &str,
        mut write: impl FnMut(&mut Self, &ErasureEvent) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        if self.erasing.scrub == Scrub::Due {
            return Ok(false);
        }
        let unsaid = self.unsaid(device);
        // A device that never held anything of it has nothing to say.
        let held = self.erasing.scrub == Scrub::Done;
        let verified: Vec<&ErasureLog> = unsaid
            .iter()
            .filter(|_| held)
            .filter(|log| self.is_purged(log) && !log.gone.iter().any(|id| self.holds(id)))
            .collect();
        let may = self.may_write().is_ok();
        for log in verified.iter().filter(|_| may) {
            let event = ErasureEvent { device: device.to_owned(), ..ErasureEvent::new(log.person, Stage::Gone) };
            write(self, &event)?;
        }
        if held && (!may || verified.len() == unsaid.len()) {
            self.forget_scrub()?;
        }
        Ok(may && !verified.is_empty())
    }
}
