//! What was begun and not saved, over all vaults: what is too old goes, and the pages hear of what went. What is kept is in
//! `vault/drafts.rs`.

use crate::engine::Engine;
use crate::ports::Platform;
use tacit_bridge::Event;
use tacit_bridge::records::VaultRef;
use tacit_shared::ids::VaultId;

impl<P: Platform> Engine<P> {
    /// What nobody went on with for too long goes from a vault, also where no page opens it.
    pub(crate) fn drop_old_drafts(&self, vault: &VaultId) {
        let now = self.platform.now();
        // Locked meanwhile, it goes when it is unlocked.
        let _ = self.with_vault(vault, |vault| vault.drop_old_drafts(now));
    }

    /// Tells the pages which drafts are none any more: one that still has them would hand them over again.
    pub(crate) fn tell_drafts_over(&self) {
        let over = self.with_open_mut(|open| {
            let vaults = open.vaults.values_mut().chain(open.trial.as_deref_mut());
            let over = vaults.flat_map(|vault| {
                let of = VaultRef(vault.id.0);
                vault.drafts_over().into_iter().map(move |(draft, went)| Event::DraftOver(of, draft, went))
            });
            over.collect::<Vec<Event>>()
        });
        // Locked, there is no page that has any.
        over.unwrap_or_default().into_iter().for_each(|event| self.emit(event));
    }
}
