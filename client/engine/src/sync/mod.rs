//! Synchronisation: one loop over all vaults, woken by changes, hints and time. For each vault: settle the post under
//! way, pull, then build the next post; until there is nothing left to do. A lost answer changes nothing: the same bytes
//! go out again, and the outbox empties only when the entry is seen in the verified journal.

mod action;
mod audit;
mod fresh;
mod pull;
mod push;
mod relay;

pub(crate) use action::{Action, Done, What};
pub(crate) use push::build_failure;
pub(crate) use relay::Restored;

use crate::Failure;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::problem;
use crate::vault::OpenVault;
use futures::future::{Either, select};
use futures::pin_mut;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::api::Hint;
use tacit_shared::codec;
use tacit_shared::ids::VaultId;

/// A pull even without any hint: hints are never a reason to skip one.
const PULL_EVERY_MS: u32 = 60_000;
/// Back-off after a failure, doubled up to the maximum.
const RETRY_MS: u32 = 500;
const MAX_RETRY_MS: u32 = 30_000;
/// A hint channel that lasted so long was one; a shorter one was refused.
const STOOD_MS: u64 = 1_000;
/// Rounds of settle, pull, build in one go; each confirms something, so this bounds only a server that plays along for ever.
const MAX_ROUNDS: usize = 10_000;

impl<P: Platform> Engine<P> {
    /// Synchronises for ever.
    pub(crate) async fn sync_loop(&self) {
        let mut retry = 0;
        loop {
            let pause = if retry == 0 { PULL_EVERY_MS } else { self.jittered(retry) };
            {
                let woken = self.wake_signal.wait();
                let timer = self.platform.sleep(pause);
                pin_mut!(woken, timer);
                let by_timer = matches!(select(woken, timer).await, Either::Right(_));
                // A wake-up is a reason to try now, not to forget that the server was away.
                if !by_timer {
                    retry = 0;
                }
            }
            let well = self.sync_all().await;
            retry = if well { 0 } else { (retry * 2).clamp(RETRY_MS, MAX_RETRY_MS) };
        }
    }

    /// Between half and the whole of `millis`.
    pub(crate) fn jittered(&self, millis: u32) -> u32 {
        let random: [u8; 2] = tacit_vault::random(&mut *self.entropy());
        millis / 2 + (millis / 2) * u32::from(u16::from_le_bytes(random)) / u32::from(u16::MAX)
    }

    /// One go over everything; whether all of it went well.
    pub(crate) async fn sync_all(&self) -> bool {
        let going_on = self.with_open(|open| {
            let vaults = open.vaults.values().filter(|vault| !vault.is_over());
            vaults.map(|vault| vault.id).collect::<Vec<_>>()
        });
        let Ok(vaults) = going_on else { return true };
        let mut well = true;
        for vault in vaults {
            let result = self.sync_vault(&vault).await;
            self.drop_old_drafts(&vault);
            self.tell_drafts_over();
            self.reload_ahead().await;
            let in_step = result.is_ok();
            well &= in_step;
            self.note_result(&vault, result);
            if in_step {
                self.vouch(&vault, false).await;
                well &= self.apply_overdue(&vault).await.is_ok();
                well &= self.follow_erasures(&vault).await.is_ok();
                self.tell_drafts_over();
            }
        }
        // What was confirmed may have files, whose copies here are needed no more.
        self.file_signal.raise();
        well &= self.sync_joins().await.is_ok();
        well &= self.follow_account().await.is_ok();
        well &= self.heed_account().is_ok();
        well &= self.save_blob().await.is_ok();
        well
    }

    fn note_result(&self, vault: &VaultId, result: Result<(), Failure>) {
        let now = self.platform.now();
        let noted = self.with_vault(vault, |vault| {
            match result {
                Ok(()) => {
                    vault.online = true;
                    vault.trouble = None;
                    if !vault.restored.recovering {
                        vault.synced_at = Some(now);
                    }
                }
                Err(Failure(trouble)) => {
                    vault.online = trouble.kind != ProblemKind::Offline;
                    vault.fail_actions(&trouble);
                    // Being offline is a state, not a trouble.
                    vault.trouble = vault.online.then_some(trouble);
                }
            }
            vault.sync_event()
        });
        if let Ok(event) = noted {
            self.emit(event);
        }
    }

    /// One vault, until nothing is left to send or fetch.
    pub(crate) async fn sync_vault(&self, vault: &VaultId) -> Result<(), Failure> {
        for _ in 0..MAX_ROUNDS {
            if self.with_vault(vault, |vault| vault.post.is_some())? {
                self.send_post(vault).await?;
            }
            let floor = self.with_open(|open| open.account.vault(vault).copied())?;
            self.pull(vault).await?;
            self.with_vault(vault, |vault| vault.hold_to(floor.as_ref()))??;
            self.note_pin(vault)?;
            if self.in_recovery(vault)? {
                return Ok(());
            }
            if self.with_vault(vault, |vault| vault.post.is_some())? {
                // The pull did not decide it: the journal goes on without it.
                self.with_vault(vault, OpenVault::settle_post)??;
            }
            self.note_pin(vault)?;
            if self.with_vault(vault, |vault| vault.is_over() && vault.fail_held())? {
                return Ok(());
            }
            if !self.build_next(vault)? {
                self.audit(vault).await?;
                return self
                    .with_vault(vault, |vault| vault.lacks.clone().map_or(Ok(()), |lacks| Err(lacks.into())))?;
            }
        }
        Err(problem(ProblemKind::Refused).into())
    }

    /// The account's blob learns of every newer membership: a floor for its other devices.
    pub(crate) fn note_pin(&self, vault: &VaultId) -> Result<(), Failure> {
        let forked = self.with_open_mut(|open| {
            let pin = open.vaults.get(vault).and_then(|vault| vault.state.pin())?;
            let known = open.account.vault(vault);
            // Positions of every commit would be a blob a commit; membership and standing are what matters.
            let news = known.is_none_or(|known| {
                known.roster != pin.roster || known.standing != pin.standing || known.member != pin.member
            });
            news.then(|| open.account.note_vault(pin).is_err())
        })?;
        if forked == Some(true) { Err(problem(ProblemKind::Fork).into()) } else { Ok(()) }
    }

    /// Listens for hints while unlocked.
    pub(crate) async fn hint_loop(&self) {
        loop {
            if let Some(session) = self.session() {
                let began = self.platform.now();
                let mut woke = |bytes: &[u8]| {
                    match codec::decode::<Hint>(bytes, 256) {
                        Ok(Hint::Presence { vault, frame }) => self.overhear(vault, &frame),
                        // Whatever it says, it is only a reason to pull.
                        Ok(_) => self.wake(),
                        Err(_) => {}
                    }
                };
                let hints = self.api.hints(&session, &mut woke);
                let locked = self.lock_signal.wait();
                pin_mut!(hints, locked);
                select(hints, locked).await;
                // A channel that stood and broke may mean that the session was ended: ask at once.
                if self.platform.now().saturating_sub(began) >= STOOD_MS {
                    self.wake();
                }
            }
            let pause = self.platform.sleep(2_000);
            let session = self.session_signal.wait();
            pin_mut!(pause, session);
            select(pause, session).await;
        }
    }
}
