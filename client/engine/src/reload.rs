//! After a write that failed, on a full disk for one, memory may be ahead of the disk. What is on disk counts: such a
//! vault is read anew before anything more is built on it.

use crate::Failure;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::problem;
use crate::vault::{OpenVault, log_name};
use tacit_bridge::Event;
use tacit_bridge::problem::ProblemKind::Storage;
use tacit_crm::undo::History;
use tacit_shared::ids::VaultId;

impl<P: Platform> Engine<P> {
    /// Reads every vault anew that is ahead of its file. One that cannot be read locks the device: unlocking says why.
    pub(crate) async fn reload_ahead(&self) {
        let is_one = |open: &mut crate::engine::Open<P>| open.vaults.values().any(OpenVault::is_ahead);
        if !self.with_open_mut(is_one).unwrap_or(false) {
            return;
        }
        // While a vault is gone from memory nobody may take it for one that was never here.
        let _one = self.arriving.lock().await;
        let dropped = self.with_open_mut(|open| {
            let ahead = open.vaults.extract_if(.., |_, vault| vault.is_ahead());
            let dropped = ahead.map(|(id, mut vault)| {
                vault.fail_actions(&problem(Storage));
                (id, vault.history)
            });
            dropped.collect::<Vec<(VaultId, History)>>()
        });
        for (vault, history) in dropped.unwrap_or_default() {
            if self.reload(&vault, history).await.is_err() {
                self.lock();
                return;
            }
            self.emit(Event::Invalidated);
        }
    }

    /// What was done before can be taken back as before: a step knows by itself what of it is not there.
    async fn reload(&self, vault: &VaultId, history: History) -> Result<(), Failure> {
        let local = self.with_open(|open| open.local.share())?;
        let (storage, now) = (self.platform.storage(), self.platform.now());
        let loaded = OpenVault::load(storage, &log_name(vault), local, now, |_| ()).await?;
        let mut loaded = loaded.ok_or_else(|| problem(Storage))?;
        loaded.trouble = Some(problem(Storage));
        loaded.history = history;
        let event = loaded.sync_event();
        self.with_open_mut(|open| open.vaults.insert(loaded.id, loaded))?;
        self.emit(event);
        Ok(())
    }
}
