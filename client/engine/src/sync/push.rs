//! Posting: what comes next is decided here, one signed entry at a time. A queued removal goes before everything else;
//! then what people asked for, then joiners who may be let in, then the outbox.

use super::action::{Action, What};
use crate::Failure;
use crate::api::CallError;
use crate::engine::Engine;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::{DueFiles, OpenVault, Post, names_files};
use tacit_bridge::Event;
use tacit_bridge::problem::ProblemKind;
use tacit_shared::api::{ApiError, Head, PostEntries};
use tacit_shared::codec;
use tacit_shared::entry::{Body, Entry, Role};
use tacit_shared::ids::{RecordId, VaultId};
use tacit_shared::limits;
use tacit_vault::account::Identity;
use tacit_vault::{BuildError, Draft, Entropy, Standing, Stop, Verdict, Writer};

/// Bytes of one commit: the cap of a post, less what an entry needs beside its changes.
const COMMIT_BYTES: usize = limits::POST - limits::ENTRY;

/// Why no entry could be built, in words.
pub(crate) fn build_failure(error: BuildError) -> Failure {
    match error {
        BuildError::NoRight => problem(ProblemKind::NoRight),
        BuildError::NoKey(_) => problem(ProblemKind::MissingBox),
        BuildError::InviteClosed => problem(ProblemKind::InviteExpired),
        BuildError::NotMember => problem(ProblemKind::Removed),
        BuildError::RecordTooLarge => {
            say(ProblemKind::BadInput, "A record is too large to be sealed.", "Shorten its notes.")
        }
        BuildError::NameTooLong => say(ProblemKind::BadInput, "A name is too long.", "Use at most 100 characters."),
        BuildError::Lifetime => {
            say(ProblemKind::BadInput, "An invite is good for at most 14 days.", "Choose a shorter time.")
        }
        BuildError::BadKey => problem(ProblemKind::BadKey),
        BuildError::Held(standing) => problem(match standing {
            Standing::Unconfirmed => ProblemKind::Unconfirmed,
            Standing::Removed { .. } => ProblemKind::Removed,
            Standing::Left => ProblemKind::Left,
            Standing::Deleted { .. } => ProblemKind::Deleted,
            Standing::Stopped(Stop::Fork { .. }) => ProblemKind::Fork,
            Standing::Stopped(Stop::ForkSuspected { .. }) => ProblemKind::ForkSuspected,
            Standing::Stopped(Stop::NeedUpdate { .. }) => ProblemKind::NeedUpdate,
            Standing::Stopped(Stop::Stale { .. }) | Standing::Confirmed => ProblemKind::Stale,
        }),
        BuildError::Unseen => problem(ProblemKind::MembersChanged),
        BuildError::OnlyOwner => problem(ProblemKind::OnlyOwner),
        BuildError::Refused(_) | BuildError::TooMuch | BuildError::Outdated(_) | BuildError::DrawAnotherId => {
            problem(ProblemKind::Refused)
        }
    }
    .into()
}

impl<P: Platform> Engine<P> {
    /// Posts the stored bytes, and takes the entry if the server did. Whatever else it says, the pull decides.
    pub(crate) async fn send_post(&self, vault: &VaultId) -> Result<(), Failure> {
        let Some(post) = self.with_vault(vault, |vault| vault.post.clone())? else { return Ok(()) };
        let session = self.live_session().await?;
        let mut answer = self.api.post(&session, vault, post.draft.post()).await;
        if matches!(answer, Err(CallError::Api(ApiError::Refused { .. }))) && lets_in(&post) {
            // Signed while the invite was open, and late: as one that passed, it still may.
            let relayed = PostEntries { relay: true, ..post.draft.post().clone() };
            answer = self.api.post(&session, vault, &relayed).await;
        }
        match answer {
            Ok(_) => self.take_own(vault, &post),
            Err(CallError::Api(ApiError::Conflict(_) | ApiError::Recovering)) => Ok(()),
            // Refused, perhaps because of what is not here yet; or a server that lost the vault.
            Err(CallError::Api(ApiError::Refused { .. } | ApiError::NoVault)) => Ok(()),
            Err(CallError::Api(ApiError::Unauthorized)) => Err(self.session_ended(&session)),
            // The pull decides what is true of it.
            Err(CallError::Api(ApiError::Removed(_) | ApiError::Deleted(_))) => Ok(()),
            // It forgot an upload that waited too long to be named. The bytes are still here, and the entry stays as it is.
            Err(CallError::Api(ApiError::BadBytes)) if post.draft.post().entries.iter().any(|one| names_files(one)) => {
                self.with_vault(vault, OpenVault::doubt_uploads)?;
                self.file_signal.raise();
                Err(problem(ProblemKind::Server).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The server says that our entry is next: it is, if it verifies behind what we have.
    fn take_own(&self, vault: &VaultId, post: &Post) -> Result<(), Failure> {
        self.with_open_mut(|open| {
            let identity = open.account.identity();
            let Some(vault) = open.vaults.get_mut(vault) else { return Ok(()) };
            if !post.draft.follows(&vault.state) {
                // Already pulled, or overtaken: the next pull tells.
                return Ok(());
            }
            let head: Head = post.draft.head();
            let followed = vault.state.follow(head, &post.draft.post().entries);
            if let Some(wanted) = vault.state.wanted_box()
                && let Some(bytes) = post.draft.box_bytes(&wanted)
            {
                // A box of our own making; if it did not open, the server's copy would not either.
                let _ = vault.state.take_box(identity, Some(bytes));
            }
            let entropy = &mut *self.platform.entropy();
            vault.keep_followed(&followed, &post.draft.post().entries, entropy)?;
            if followed.deltas.iter().any(|delta| delta.entry.body().is_roster()) {
                vault.number_cards(&followed, self.platform.now(), entropy)?;
                self.emit(Event::VaultsChanged);
            }
            vault.finish_actions(post.draft.hash());
            // What was marked as waiting, and under which key it is sealed, has changed.
            self.emit(Event::Invalidated);
            self.emit(vault.sync_event());
            Ok(())
        })?
    }

    /// Builds and keeps the next post; whether there is one.
    pub(crate) fn build_next(&self, vault: &VaultId) -> Result<bool, Failure> {
        let now = self.platform.now();
        self.with_open_mut(|open| {
            let identity = open.account.identity();
            let Some(vault) = open.vaults.get_mut(vault) else { return Ok(false) };
            vault.settle_removals()?;
            vault.settle_actions();
            if vault.fail_held() {
                return Ok(false);
            }
            let entropy = &mut *self.platform.entropy();
            let Some(post) = vault.next_post(identity, now, entropy)? else { return Ok(false) };
            vault.keep_post(post)?;
            Ok(true)
        })?
    }
}

/// Whether a post admits somebody.
fn lets_in(post: &Post) -> bool {
    let entries = post.draft.post().entries.iter();
    let mut bodies = entries.filter_map(|bytes| codec::decode::<Entry>(bytes, limits::ENTRY).ok());
    bodies.any(|entry| matches!(entry.body, Body::Join { .. }))
}

impl<F: File> OpenVault<F> {
    /// A post that the journal went on without is void. One whose place is still free is not: its bytes are signed, and
    /// for one place a device signs once (H9).
    pub(crate) fn settle_post(&mut self) -> Result<(), Failure> {
        if self.post.as_ref().is_some_and(|post| post.draft.follows(&self.state)) {
            return Err(problem(ProblemKind::Refused).into());
        }
        self.drop_post()
    }

    /// Queued removals of people who are out already are done.
    fn settle_removals(&mut self) -> Result<(), Failure> {
        let done: Vec<u32> =
            self.removing.iter().copied().filter(|member| self.state.roster().role(*member).is_none()).collect();
        for member in done {
            self.drop_removal(member)?;
        }
        Ok(())
    }

    /// What is to be posted next, if anything. `now` is this device's own clock.
    pub(crate) fn next_post(
        &mut self,
        identity: &Identity,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Post>, Failure> {
        if !self.removing.is_empty() {
            return self.removal(identity, now, entropy);
        }
        if let Some(post) = self.due_rotation(identity, now, entropy)? {
            return Ok(Some(post));
        }
        if let Some(post) = self.action_post(identity, now, entropy)? {
            return Ok(Some(post));
        }
        if let Some(post) = self.admission(identity, now, entropy) {
            return Ok(Some(post));
        }
        self.commit(identity, now, entropy)
    }

    /// The time that a signature claims: the server's if ours is ahead, so that an honest one takes it. For nothing else:
    /// the server may say what it likes. Not before what is signed already, or a server in 1970 would have every edit
    /// count as older than the value it replaces.
    pub(crate) fn claimed(&self, now: u64) -> u64 {
        now.saturating_sub(self.clock_behind).max(self.newest_at.min(now))
    }

    /// Signs in this vault.
    pub(crate) fn writer<'a>(&'a self, identity: &'a Identity, now: u64) -> Result<Writer<'a>, BuildError> {
        Ok(Writer::new(&self.state, identity, now)?.claiming(self.claimed(now)))
    }

    fn removal(&mut self, identity: &Identity, now: u64, entropy: &mut dyn Entropy) -> Result<Option<Post>, Failure> {
        let writer = self.writer(identity, now).map_err(build_failure)?;
        match writer.remove(entropy, &self.removing) {
            Ok(draft) => Ok(Some(Post { draft, carries: Vec::new() })),
            // It waits for the key, or for somebody who looks or confirms.
            Err(error @ (BuildError::NoKey(_) | BuildError::Unseen | BuildError::Held(_))) => Err(build_failure(error)),
            Err(error) => {
                // The right is gone since: the barrier is lifted, and said so.
                for member in self.removing.clone() {
                    self.drop_removal(member)?;
                }
                Err(build_failure(error))
            }
        }
    }

    /// A new key, if somebody who is no member may hold this one.
    fn due_rotation(
        &mut self,
        identity: &Identity,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Post>, Failure> {
        let Some(epoch) = self.rotate_due else { return Ok(None) };
        let over = self.state.roster().epoch() > epoch || self.state.my_role() < Some(Role::Admin);
        if over {
            self.drop_rotation()?;
            return Ok(None);
        }
        let writer = self.writer(identity, now).map_err(build_failure)?;
        let draft = writer.rotate(entropy).map_err(build_failure)?;
        Ok(Some(Post { draft, carries: Vec::new() }))
    }

    fn action_post(
        &mut self,
        identity: &Identity,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Post>, Failure> {
        while let Some(mut action) = self.actions.pop_front() {
            match self.action_draft(&mut action, identity, now, entropy) {
                Ok(draft) => {
                    action.entry = Some(draft.hash());
                    let carries = self.carried(&action.what);
                    self.actions.push_front(action);
                    return Ok(Some(Post { draft, carries }));
                }
                Err(error) => action.finish(Err(build_failure(error).0)),
            }
        }
        Ok(None)
    }

    fn action_draft(
        &self,
        action: &mut Action,
        identity: &Identity,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Draft, BuildError> {
        let writer = self.writer(identity, now)?;
        match &action.what {
            What::Invite { role, expires, vault_name, my_name } => {
                let (draft, link) = writer.invite(entropy, *role, *expires, vault_name, my_name)?;
                action.link = Some(link.fragment().as_str().to_owned());
                Ok(draft)
            }
            What::Revoke(invite) => writer.revoke(*invite),
            What::Admit(request) => writer.admit(entropy, request),
            What::SetRole(member, role) => writer.set_role(*member, *role),
            What::SetPolicy(policy) => writer.set_policy(*policy),
            What::Purge { records, erase } => {
                let live = |record: &&RecordId| self.state.leaf(record).is_some_and(|leaf| leaf.envelope.is_some());
                let deleted = records.iter().filter(live).filter(|_| *erase);
                let changes = deleted.map(|record| writer.seal(entropy, *record, None)).collect::<Result<_, _>>()?;
                writer.commit(changes, records.clone())
            }
        }
    }

    /// Changes that wait of records which are erased: they go with them.
    fn carried(&self, what: &What) -> Vec<(RecordId, u64)> {
        let What::Purge { records, erase: true } = what else { return Vec::new() };
        records.iter().filter_map(|record| Some((*record, *self.outbox.get(record)?))).collect()
    }

    /// A joiner who may be let in without asking anybody.
    fn admission(&mut self, identity: &Identity, now: u64, entropy: &mut dyn Entropy) -> Option<Post> {
        let waiting = tacit_vault::waiting(self.state.roster(), &self.requests, now);
        let next = waiting.into_iter().find(|one| one.verdict == Verdict::Admit)?;
        let writer = self.writer(identity, now).ok()?;
        let draft = writer.admit(entropy, &next.request).ok()?;
        let action =
            Action { what: What::Admit(Box::new(next.request)), answer: None, entry: Some(draft.hash()), link: None };
        self.actions.push_back(action);
        Some(Post { draft, carries: Vec::new() })
    }

    /// As much of the outbox as one commit holds.
    fn commit(&mut self, identity: &Identity, now: u64, entropy: &mut dyn Entropy) -> Result<Option<Post>, Failure> {
        // Who reads it is looked at before it is written for them (M18).
        if !self.state.holds_key() || !self.state.unseen().is_empty() {
            return Ok(None);
        }
        // A record that is not here yet may hold what would be dropped.
        let due = if self.missing.is_empty() { self.due_files(now, entropy)? } else { DueFiles::default() };
        // What a newer version of Tacit wrote, this one cannot merge: it is not written over.
        let (ready, newer): (Vec<_>, Vec<_>) =
            self.ready().into_iter().partition(|(record, _)| !self.newer.contains(record));
        if !newer.is_empty() {
            self.lacks = Some(problem(ProblemKind::NeedUpdate));
        }
        // Somebody filled the place where a new record would go: it waits, and the others go.
        let (ready, crowded): (Vec<_>, Vec<_>) = ready.into_iter().partition(|(record, _)| self.state.has_room(record));
        if !crowded.is_empty() {
            let what = format!("{} new records find no room in this vault.", crowded.len());
            self.lacks = Some(say(ProblemKind::Refused, what, "Make them again; the copies here can then be deleted."));
        }
        if ready.is_empty() && due.is_empty() {
            return Ok(None);
        }
        let mut vanished = Vec::new();
        let mut changes = Vec::new();
        let mut carries = Vec::new();
        let mut added = Vec::new();
        let mut size = 0;
        let at = self.claimed(now);
        let writer = Writer::new(&self.state, identity, now).map_err(build_failure)?.claiming(at);
        for record in &due.orphans {
            let change = writer.seal(entropy, RecordId(record.0), None).map_err(build_failure)?;
            size += change.size();
            changes.push(change);
        }
        for (record, generation) in &ready {
            let id = tacit_crm::RecordId(record.0);
            // A clock that is ahead wins for minutes, not for ever: the sealed stamps are those that stay.
            self.book.hold_clocks(&id, at.saturating_add(limits::CLOCK_AHEAD_MS));
            let plain = self.book.plain(&id);
            // Made and deleted before the server heard of it.
            if plain.is_none() && self.state.leaf(record).is_none() {
                vanished.push(*record);
                continue;
            }
            let change = writer.seal(entropy, *record, plain).map_err(build_failure)?;
            size += change.size();
            if size > COMMIT_BYTES {
                break;
            }
            changes.push(change);
            carries.push((*record, *generation));
            added.extend(self.file_added(record));
            if added.len() == limits::FILES {
                break;
            }
        }
        let nothing = changes.is_empty() && due.is_empty();
        let draft = (!nothing).then(|| writer.commit_with(changes, due.purges(), due.changes(added)));
        self.forget_outbox(&vanished)?;
        match draft {
            None => Ok(None),
            Some(Ok(draft)) => Ok(Some(Post { draft, carries })),
            Some(Err(error)) => Err(build_failure(error)),
        }
    }

    /// Join requests that need a person.
    pub(crate) fn waiting(&self, now: u64) -> Vec<tacit_vault::Waiting> {
        let waiting = tacit_vault::waiting(self.state.roster(), &self.requests, now);
        waiting.into_iter().filter(|one| one.verdict != Verdict::Admit).collect()
    }
}
