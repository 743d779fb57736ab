//! Giving back what the server lost (H1). A server restored from a backup shows an older journal, as one does that hides
//! something. The client need not tell which: entries prove themselves, so it sends what follows, everybody's entries as
//! they were signed. What the server does not take stays `Stale`.

use crate::Failure;
use crate::api::CallError;
use crate::engine::Engine;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use tacit_bridge::Event;
use tacit_bridge::message::Progress;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::api::{ApiError, CreateVault, Head};
use tacit_shared::entry::Role;
use tacit_shared::ids::VaultId;
use tacit_vault::{Standing, Stop};

/// A server that refuses it, or takes it and shows the same old journal again, is not offered it again for so long,
/// unless a person asks for it.
const AGAIN_MS: u64 = 10 * 60_000;
/// How often a server that says that sealed bytes are missing is asked which; oftener while it recovers.
const ASK_MISSING_MS: u64 = 10 * 60_000;
/// A new key because boxes are lost: not more often, whatever the server says.
const ROTATE_AGAIN_MS: u64 = 24 * 60 * 60_000;

/// What came of giving back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// The server took it: ask it again.
    Taken,
    /// There is nothing to give, or it does not take it.
    Nothing,
}

/// What this device knows of a restore; forgotten when it is locked.
#[derive(Default)]
pub(crate) struct Restored {
    /// The server says that it takes only what members give back.
    pub(crate) recovering: bool,
    /// How far giving back is.
    pub(crate) giving: Option<Progress>,
    /// What the server showed when everything after it was offered, and when that was.
    offered: Option<(Head, u64)>,
    /// The vault itself was made again.
    made_again: bool,
    asked_missing: u64,
    rotated: u64,
}

impl Restored {
    /// A person wants it tried now.
    pub(crate) fn try_again(&mut self) {
        self.offered = None;
    }
}

impl<F: File> OpenVault<F> {
    /// Whether entries may be given back to a server that shows this head; an error if it shows another history.
    fn may_give(&mut self, shown: Head, now: u64) -> Result<bool, Failure> {
        let stopped = matches!(
            self.state.standing(),
            Standing::Removed { .. } | Standing::Stopped(Stop::Fork { .. } | Stop::NeedUpdate { .. })
        );
        let lately = self.restored.offered.is_some_and(|(head, at)| head == shown && now < at + AGAIN_MS);
        if stopped || lately || shown.seq >= self.state.head().seq {
            return Ok(false);
        }
        match self.continues(shown)? {
            None => Ok(false),
            Some(true) => Ok(true),
            Some(false) => {
                self.state.parted(shown.seq);
                Err(problem(ProblemKind::Fork).into())
            }
        }
    }
}

impl<P: Platform> Engine<P> {
    /// The server shows less than this device has verified: gives it the rest.
    pub(crate) async fn give_back(&self, vault: &VaultId, shown: Head) -> Result<Given, Failure> {
        let now = self.platform.now();
        let may = self.with_vault(vault, |vault| {
            let may = vault.may_give(shown, now);
            if may.is_err() {
                vault.keep_state(&mut *self.entropy())?;
            }
            may
        })??;
        if !may {
            return Ok(Given::Nothing);
        }
        let given = self.give_entries(vault, shown).await;
        self.tell_giving(vault, None)?;
        let total = given?;
        self.with_vault(vault, |vault| vault.restored.offered = Some((shown, now)))?;
        if total == 0 {
            return Ok(Given::Nothing);
        }
        self.emit(Event::Notice(gave_back(total)));
        Ok(Given::Taken)
    }

    /// Page by page; how many the server took, 0 if it does not take them all.
    async fn give_entries(&self, vault: &VaultId, shown: Head) -> Result<u64, Failure> {
        let total = self.with_vault(vault, |vault| vault.state.head().seq)? - shown.seq;
        let mut done = 0;
        while done < total {
            self.tell_giving(vault, Some(Progress { done: done as u32, total: total as u32 }))?;
            let page = self.with_vault(vault, |vault| vault.relay_from(shown.seq + 1 + done))??;
            if page.entries.is_empty() {
                return Ok(0);
            }
            let session = self.live_session().await?;
            match self.api.post(&session, vault, &page).await {
                Ok(_) => done += page.entries.len() as u64,
                Err(CallError::Api(ApiError::Conflict(head))) => match self.given_by_another(vault, head)? {
                    // Somebody else was faster: only the rest is left.
                    Some(seq) if seq > shown.seq + done => done = seq.min(shown.seq + total) - shown.seq,
                    _ => return Ok(0),
                },
                Err(CallError::Api(ApiError::Unauthorized)) => return Err(self.session_ended(&session)),
                // It takes no gaps, or nothing of the kind: what it shows is then simply old.
                Err(CallError::Api(
                    ApiError::BadBytes
                    | ApiError::Refused { .. }
                    | ApiError::Unsupported
                    | ApiError::Malformed
                    | ApiError::ClockAhead { .. },
                )) => return Ok(0),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(total)
    }

    /// Where the server stands now, if that is one of the entries kept here.
    fn given_by_another(&self, vault: &VaultId, head: Head) -> Result<Option<u64>, Failure> {
        let known = self.with_vault(vault, |vault| vault.kept_hash(head.seq))??;
        Ok((known == Some(head.hash)).then_some(head.seq))
    }

    fn tell_giving(&self, vault: &VaultId, giving: Option<Progress>) -> Result<(), Failure> {
        self.with_vault(vault, |vault| {
            // It has answered: giving back is no offline work.
            vault.online = true;
            vault.restored.giving = giving;
            self.emit(vault.sync_event());
        })
    }

    /// The server does not know the vault at all: whoever made it makes it again, with the same bytes, once.
    pub(crate) async fn make_again(&self, vault: &VaultId) -> Result<Given, Failure> {
        let kept =
            self.with_vault(vault, |vault| if vault.restored.made_again { Ok(None) } else { vault.genesis() })??;
        let Some((genesis, box_bytes)) = kept else { return Ok(Given::Nothing) };
        let session = self.live_session().await?;
        self.api.create_vault(&session, &CreateVault { genesis, box_bytes }).await?;
        self.with_vault(vault, |vault| vault.restored.made_again = true)?;
        Ok(Given::Taken)
    }

    /// Sealed bytes that the server says are missing and that are here. What nobody has of the current keys, an admin's
    /// device replaces by a new key.
    pub(crate) async fn give_missing(&self, vault: &VaultId) -> Result<(), Failure> {
        let now = self.platform.now();
        let due = self.with_vault(vault, |vault| {
            let restored = &mut vault.restored;
            let due = restored.recovering || now >= restored.asked_missing + ASK_MISSING_MS;
            restored.asked_missing = if due { now } else { restored.asked_missing };
            due
        })?;
        if !due {
            return Ok(());
        }
        let session = self.live_session().await?;
        let missing = self.api.missing(&session, vault).await?;
        let found = self.with_vault(vault, |vault| vault.found_of(&missing))??;
        if !found.envelopes.is_empty() || !found.boxes.is_empty() {
            self.api.put_missing(&session, vault, &found).await?;
        }
        self.with_vault(vault, |vault| {
            let given: Vec<_> = found.boxes.iter().map(|bytes| tacit_shared::entry::box_hash(bytes)).collect();
            let needed = vault.needed_boxes();
            let lost = missing.boxes.iter().any(|hash| needed.contains(hash) && !given.contains(hash));
            let may = vault.state.my_role() >= Some(Role::Admin) && !vault.restored.recovering;
            if lost && may && now >= vault.restored.rotated + ROTATE_AGAIN_MS {
                vault.restored.rotated = now;
                return vault.queue_rotation();
            }
            Ok(())
        })?
    }

    /// Whether the server takes only what members give back: then whoever waits for an answer is told, and what is
    /// written here stays here.
    pub(crate) fn in_recovery(&self, vault: &VaultId) -> Result<bool, Failure> {
        self.with_vault(vault, |vault| {
            if vault.restored.recovering {
                vault.fail_actions(&problem(ProblemKind::Recovering));
            }
            vault.restored.recovering
        })
    }
}

fn gave_back(total: u64) -> tacit_bridge::Problem {
    let what = match total {
        1 => "The server had lost one change of this vault; this browser gave it back.".to_owned(),
        _ => format!("The server had lost {total} changes of this vault; this browser gave them back."),
    };
    say(
        ProblemKind::Recovering,
        what,
        "You need not do anything. Tell who runs the server if nobody restored a backup.",
    )
}
