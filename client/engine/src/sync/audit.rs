//! The background audit of a vault that this device started from the server's word: the whole journal from Genesis on,
//! every check, page by page, after everything else is in step (C5).

use crate::Failure;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::problem;
use crate::sync::pull::pull_failure;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::api::GetEntries;
use tacit_shared::ids::VaultId;
use tacit_shared::limits::POST_ENTRIES;
use tacit_vault::{Audit, AuditError};

impl<P: Platform> Engine<P> {
    /// Goes on with the audit until it stands where the vault stands.
    pub(crate) async fn audit(&self, vault: &VaultId) -> Result<(), Failure> {
        while let Some(wanted) = self.with_vault(vault, |vault| {
            let over = vault.state.is_audited() || vault.is_over();
            let state = &vault.state;
            (!over).then(|| {
                let from = vault.audit.get_or_insert_with(|| Audit::new(state)).next();
                // Not beyond the pin: what is newer is verified by the pull.
                let count = (state.head().seq + 1).saturating_sub(from).min(POST_ENTRIES as u64) as u32;
                GetEntries { from, count }
            })
        })? {
            let session = self.live_session().await?;
            let entries = self.api.entries(&session, vault, &wanted).await?;
            if entries.len() != wanted.count as usize && entries.is_empty() {
                return Err(problem(ProblemKind::Incomplete).into());
            }
            self.with_vault(vault, |vault| {
                let Some(mut audit) = vault.audit.take() else { return Ok(()) };
                let done = audit.feed(&entries).and_then(|()| audit.finish(&mut vault.state));
                match done {
                    Ok(true) => vault.keep_audited(audit.hashes(), &mut *self.entropy()),
                    Ok(false) => {
                        vault.audit = Some(audit);
                        Ok(())
                    }
                    Err(AuditError::Entry(error)) => Err(pull_failure(error, |member| vault.member_name(member))),
                    Err(AuditError::Fork { .. } | AuditError::Differs) => Err(problem(ProblemKind::Fork).into()),
                }
            })??;
        }
        Ok(())
    }
}
