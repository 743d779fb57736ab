//! The background audit of a vault that this device started from the server's word: the whole journal from Genesis on,
//! every check, page by page, after everything else is in step (C5).

use crate::Failure;
use crate::engine::Engine;
use crate::ports::{File, Platform};
use crate::problem::problem;
use crate::sync::pull::pull_failure;
use crate::vault::OpenVault;
use tacit_bridge::Event;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::api::GetEntries;
use tacit_shared::ids::VaultId;
use tacit_shared::limits::POST_ENTRIES;
use tacit_vault::{Audit, AuditError, Entropy, Standing, Stop};

/// What one page came to.
enum Page {
    Goes,
    Failed(AuditError),
}

impl<P: Platform> Engine<P> {
    /// Goes on with the audit until it stands where the vault stands. If it fails, writing stops for good, on disk.
    pub(crate) async fn audit(&self, vault: &VaultId) -> Result<(), Failure> {
        while let Some(wanted) = self.with_vault(vault, OpenVault::next_page)? {
            let session = self.live_session().await?;
            let mut entries = self.api.entries(&session, vault, &wanted).await?;
            if entries.is_empty() {
                return Err(problem(ProblemKind::Incomplete).into());
            }
            // Beyond the pin there is nothing to compare with: a page that goes on would seem to be another journal.
            entries.truncate(wanted.count as usize);
            let page = self.with_vault(vault, |vault| vault.take_page(&wanted, &entries, &mut *self.entropy()))??;
            if let Page::Failed(error) = page {
                return Err(self.audit_failed(vault, error)?);
            }
        }
        Ok(())
    }

    /// What failed is said once beside the stop, because it may name who signed it.
    fn audit_failed(&self, vault: &VaultId, error: AuditError) -> Result<Failure, Failure> {
        let AuditError::Entry(entry) = error else { return Ok(problem(ProblemKind::Fork).into()) };
        let Failure(said) = self.with_vault(vault, |vault| pull_failure(entry, |member| vault.member_name(member)))?;
        self.emit(Event::Notice(said.clone()));
        Ok(said.into())
    }
}

impl<F: File> OpenVault<F> {
    /// What the audit needs next; nothing when it is through, failed, or pointless.
    fn next_page(&mut self) -> Option<GetEntries> {
        let forked = matches!(self.state.standing(), Standing::Stopped(Stop::Fork { .. }));
        if self.state.is_audited() || self.is_over() || forked {
            return None;
        }
        let state = &self.state;
        let from = self.audit.get_or_insert_with(|| Audit::new(state)).next();
        // Not beyond the pin: what is newer is verified by the pull.
        let count = (state.head().seq + 1).saturating_sub(from).min(POST_ENTRIES as u64) as u32;
        Some(GetEntries { from, count })
    }

    fn take_page(
        &mut self,
        wanted: &GetEntries,
        entries: &[Vec<u8>],
        entropy: &mut dyn Entropy,
    ) -> Result<Page, Failure> {
        // A page for another place is no evidence of anything.
        let Some(mut audit) = self.audit.take().filter(|audit| audit.next() == wanted.from) else {
            return Ok(Page::Goes);
        };
        match audit.feed(entries).and_then(|()| audit.finish(&mut self.state)) {
            Ok(true) => self.keep_audited(audit.hashes(), entropy)?,
            Ok(false) => self.audit = Some(audit),
            Err(error) => {
                if self.state.audit_failed(error) {
                    self.keep_state(entropy)?;
                }
                return Ok(Page::Failed(error));
            }
        }
        Ok(Page::Goes)
    }
}
