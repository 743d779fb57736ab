//! Pulling: entries after the trust pin, then a missing key, then the envelopes that the record set names. The pin is on
//! disk before the first envelope is asked for (C7).

use crate::Failure;
use crate::api::CallError;
use crate::engine::Engine;
use crate::ports::Platform;
use crate::problem::{problem, say};
use crate::sync::relay::Given;
use crate::vault::Missing;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::{Event, Problem};
use tacit_shared::api::ApiError;
use tacit_shared::entry::Body;
use tacit_shared::ids::VaultId;
use tacit_shared::limits::CLOCK_AHEAD_MS;
use tacit_vault::{BoxError, PullError};

/// Envelopes asked for at once.
const FETCH: usize = 2_048;
/// A clock this far ahead of the server's is replaced by it: half of what the server lets pass.
const CLOCK_SLACK_MS: u64 = CLOCK_AHEAD_MS / 2;
/// The server promises pages that move on; a page that does not is a refusal.
const MAX_PAGES: usize = 100_000;

impl<P: Platform> Engine<P> {
    /// Brings a vault up to the server's head.
    pub(crate) async fn pull(&self, vault: &VaultId) -> Result<(), Failure> {
        let _one = self.pulling.lock().await;
        self.with_vault(vault, |vault| vault.lacks = None)?;
        for _ in 0..MAX_PAGES {
            let (have, mark) = self.with_vault(vault, |vault| (vault.state.head(), vault.spoken.mark))?;
            let session = self.live_session().await?;
            let page = match self.api.pull(&session, vault, Some(have), mark).await {
                Ok(page) => page,
                Err(CallError::Api(ApiError::Unauthorized)) => {
                    return Err(self.session_ended(&session));
                }
                Err(CallError::Api(ApiError::Deleted(statement))) => return self.take_deletion(vault, statement),
                Err(CallError::Api(ApiError::NoVault)) if self.make_again(vault).await? == Given::Taken => continue,
                Err(error) => return Err(error.into()),
            };
            self.with_vault(vault, |vault| vault.restored.recovering = page.recovering)?;
            if page.head.seq < have.seq && self.give_back(vault, page.head).await? == Given::Taken {
                continue;
            }
            let (changed, at_head) = self.with_vault(vault, |vault| {
                vault.requests = page.requests;
                // Signing twice for one place is not possible, so the time is right before the first (H9).
                let ahead = self.platform.now().saturating_sub(page.now);
                vault.clock_behind = if ahead > CLOCK_SLACK_MS { ahead } else { 0 };
                let followed = vault.state.follow(page.head, &page.entries);
                let changed = !followed.deltas.is_empty();
                if changed || followed.stopped.is_some() {
                    vault.keep_followed(&followed, &page.entries, &mut *self.entropy())?;
                }
                let roster_changed = followed.deltas.iter().any(|delta| delta.entry.body().is_roster());
                if vault.take_leaving(&page.leaving) {
                    self.emit(Event::VaultsChanged);
                }
                if let Some(by) = vault.erased_by.take() {
                    self.emit(Event::Notice(erased_elsewhere(&vault.member_name(by))));
                }
                if roster_changed {
                    vault.number_cards(&followed, self.platform.now(), &mut *self.entropy())?;
                    self.emit(Event::VaultsChanged);
                }
                let now = self.platform.now();
                vault.take_words(&page.heads, page.heads_until, &followed, now, &mut *self.entropy())?;
                match followed.stopped {
                    Some(stopped) => Err(pull_failure(stopped, |member| vault.member_name(member))),
                    None => Ok((changed, vault.state.head() == page.head)),
                }
            })??;
            self.fetch_key(vault).await?;
            if at_head {
                // What is superseded on the way there need not be fetched, and may have been purged.
                self.fetch_missing(vault).await?;
            }
            if changed {
                self.emit(Event::Invalidated);
            }
            if at_head {
                self.with_vault(vault, |vault| vault.note_reached())?;
                return if page.lacking { self.give_missing(vault).await } else { Ok(()) };
            }
        }
        Err(problem(ProblemKind::Refused).into())
    }

    /// Fetches and opens the box of a new epoch; one's own is in the post that made it.
    async fn fetch_key(&self, vault: &VaultId) -> Result<(), Failure> {
        let Some(wanted) = self.with_vault(vault, |vault| vault.state.wanted_box())? else { return Ok(()) };
        let session = self.live_session().await?;
        let bytes = self.api.boxes(&session, vault, &[wanted]).await?.pop().flatten();
        let taken = self.with_open_mut(|open| {
            let identity = open.account.identity();
            open.vaults.get_mut(vault).map(|vault| {
                let taken = vault.state.take_box(identity, bytes.as_deref());
                (taken, vault.keep_state(&mut *self.platform.entropy()))
            })
        })?;
        let Some((taken, kept)) = taken else { return Ok(()) };
        kept?;
        if let (Ok(_), Some(bytes)) = (&taken, bytes) {
            self.with_vault(vault, |vault| vault.keep_box(bytes))??;
        }
        match taken {
            Ok(None) => Ok(()),
            Ok(Some(history)) => {
                let by = self.with_vault(vault, |vault| vault.member_name(history.author))?;
                self.emit(Event::Notice(say(
                    ProblemKind::BadHistory,
                    format!("{by} changed the vault's key and did not hand on every older one."),
                    "Nothing is lost here. Ask another admin to renew the key.",
                )));
                Ok(())
            }
            // Reading goes on; what needs the key is held when it is built.
            Err(BoxError::MissingBox { .. }) => self.lacks(vault, problem(ProblemKind::MissingBox)),
            Err(BoxError::BadBox { author, .. }) => {
                let by = self.with_vault(vault, |vault| vault.member_name(author))?;
                let problem = say(
                    ProblemKind::BadBox,
                    format!("{by} gave you a key that does not fit this vault."),
                    "You can read what came before. Ask another admin to renew the key.",
                );
                self.lacks(vault, problem)
            }
        }
    }

    /// Something is missing or spoiled: said when everything else is done.
    fn lacks(&self, vault: &VaultId, problem: Problem) -> Result<(), Failure> {
        self.with_vault(vault, |vault| {
            // What a restored server lacks may still be given back to it.
            if !vault.restored.recovering {
                vault.lacks = Some(problem);
            }
        })
    }

    /// Fetches the envelopes that are still missing.
    pub(crate) async fn fetch_missing(&self, vault: &VaultId) -> Result<(), Failure> {
        let all: Vec<Missing> = self.with_vault(vault, |vault| vault.missing.values().copied().collect())?;
        let mut rest = all.as_slice();
        let mut withheld = 0;
        while !rest.is_empty() {
            let batch = &rest[..rest.len().min(FETCH)];
            let wanted: Vec<_> = batch.iter().map(|one| (one.expected.record, one.expected.version)).collect();
            let session = self.live_session().await?;
            let answers = self.api.envelopes(&session, vault, &wanted).await?;
            if answers.is_empty() {
                return Err(problem(ProblemKind::Incomplete).into());
            }
            let fetched: Vec<_> = batch.iter().copied().zip(answers).collect();
            rest = &rest[fetched.len()..];
            let now = self.platform.now();
            let taken = self.with_vault(vault, |vault| vault.take_envelopes(&fetched, now, &mut *self.entropy()))??;
            withheld += taken.withheld;
            if let Some(author) = taken.garbage_by {
                let by = self.with_vault(vault, |vault| vault.member_name(author))?;
                self.emit(Event::Notice(say(
                    ProblemKind::BadRecord,
                    format!("A record written by {by} cannot be read."),
                    "The version before is kept. Ask that colleague to save it again.",
                )));
            }
            self.emit(Event::Invalidated);
        }
        if withheld > 0 { self.lacks(vault, problem(ProblemKind::Incomplete)) } else { Ok(()) }
    }
}

fn erased_elsewhere(by: &str) -> tacit_bridge::Problem {
    say(
        ProblemKind::Gone,
        format!("{by} erased a record that you had changed here."),
        "It is gone for good, and your change with it.",
    )
}

/// What a refused journal means, in words.
pub(crate) fn pull_failure(error: PullError, name: impl Fn(u32) -> String) -> Failure {
    match error {
        PullError::Stale { .. } => problem(ProblemKind::Stale),
        PullError::Fork { .. } => problem(ProblemKind::Fork),
        PullError::Withheld { .. } => problem(ProblemKind::Withheld),
        PullError::BadChain { .. } => problem(ProblemKind::BadChain),
        PullError::NeedUpdate { .. } => problem(ProblemKind::NeedUpdate),
        PullError::BadRoot { author, .. } => say(
            ProblemKind::BadRoot,
            format!("{} signed a state of this vault that does not add up.", name(author)),
            "It was refused, and what you had is unchanged. Tell that colleague and who runs the server.",
        ),
    }
    .into()
}

/// Joins among verified entries, as (invite, member).
pub(crate) fn joins(followed: &tacit_vault::Followed) -> impl Iterator<Item = tacit_shared::ids::EntryHash> + '_ {
    followed.deltas.iter().filter_map(|delta| match delta.entry.body() {
        Body::Join { request, .. } => Some(request.body.invite),
        _ => None,
    })
}
