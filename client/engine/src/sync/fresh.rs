//! Vaults that this device does not hold yet: made here, listed by the account, or joined by link.

use crate::Failure;
use crate::api::CallError;
use crate::device::Sealed;
use crate::engine::{Engine, Joining, PageId};
use crate::ports::{Platform, Storage};
use crate::problem::{problem, say};
use crate::sync::pull::pull_failure;
use crate::trial;
use crate::vault::{OpenVault, vault_logs};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::VaultRef;
use tacit_bridge::{Event, Reply};
use tacit_crm::schema::key;
use tacit_crm::{Kind, Record, Value};
use tacit_shared::api::{ApiError, GetEntries, GetLeaves, LeafRow, RosterAnswer};
use tacit_shared::entry::Policy;
use tacit_shared::ids::VaultId;
use tacit_shared::{limits, root};
use tacit_vault::account::{VaultPin, VaultStanding};
use tacit_vault::{FreshChain, FreshError, FreshStart, InviteLink, JoinPending, JoinProgress, VaultState};

/// Buckets of leaves asked for at once.
const BUCKETS: u16 = 1024;

fn fresh_failure(error: FreshError) -> Failure {
    problem(match error {
        FreshError::Stale { .. } => ProblemKind::Stale,
        FreshError::Fork { .. } | FreshError::OtherVault => ProblemKind::Fork,
        FreshError::NeedUpdate => ProblemKind::NeedUpdate,
        FreshError::Removed { .. } | FreshError::NotMember => ProblemKind::Removed,
        FreshError::Incomplete | FreshError::Empty => ProblemKind::Incomplete,
        FreshError::BadChain { .. } => ProblemKind::BadChain,
    })
    .into()
}

impl<P: Platform> Engine<P> {
    /// Makes a vault and opens it on the page.
    pub(crate) async fn create_vault(&self, page: PageId, name: &str, my_name: &str) -> Result<Reply, Failure> {
        if name.trim().is_empty() {
            return Err(say(ProblemKind::BadInput, "The vault needs a name.", "Type one and try again.").into());
        }
        if my_name.trim().is_empty() {
            let todo = "Type it as colleagues are to see it, and try again.";
            return Err(say(ProblemKind::BadInput, "Your own name is missing.", todo).into());
        }
        let session = self.live_session().await?;
        let now = self.platform.now();
        let policy = Policy { min_suite: limits::SUITE, words_for_all: false, editors_purge: false };
        let made = self
            .with_open(|open| tacit_vault::create_vault(&mut *self.entropy(), open.account.identity(), policy, now))?;
        self.api.create_vault(&session, &made.request).await?;
        let vault = made.state.vault();
        self.keep_vault(made.state).await?;
        self.with_vault(&vault, |vault| vault.keep_genesis(&made.request.genesis, &made.request.box_bytes))??;
        self.note_pin(&vault)?;
        self.with_vault(&vault, |vault| {
            let entropy = &mut *self.entropy();
            vault.rename(name, now, entropy)?;
            vault.rename_member(0, my_name, now, entropy)
        })??;
        // So that other devices find it; if it fails now, the next synchronisation does it.
        let _ = self.save_blob().await;
        self.wake();
        self.emit(Event::VaultsChanged);
        self.open_vault(page, VaultRef(vault.0))
    }

    /// Stores a verified vault on this device and opens it.
    async fn keep_vault(&self, state: VaultState) -> Result<(), Failure> {
        let vault = state.vault();
        let local = self.with_open(|open| open.local.share())?;
        let opened = OpenVault::adopt(self.platform.storage(), state, local, &mut *self.entropy()).await?;
        self.with_open_mut(|open| open.vaults.insert(vault, opened))?;
        Ok(())
    }

    /// Opens every vault that this device holds; runs at unlock, without the server. The files decide, not the
    /// account's list: a vault made or joined a moment before a crash may not be on that list yet.
    pub(crate) async fn load_vaults(&self) -> Result<(), Failure> {
        trial::forget(&*self.platform).await?;
        for name in vault_logs(&self.platform.storage().list().await?) {
            let local = self.with_open(|open| open.local.share())?;
            let told = |progress| self.emit(Event::OpenProgress(progress));
            let (storage, now) = (self.platform.storage(), self.platform.now());
            if let Some(vault) = OpenVault::load(storage, &name, local, now, told).await? {
                self.with_open_mut(|open| open.vaults.insert(vault.id, vault))?;
            }
        }
        let joins = {
            let local = self.with_open(|open| open.local.share())?;
            self.device_store(|store| store.get::<Vec<Joining>>(&local, Sealed::Joins))?
        };
        self.with_open_mut(|open| open.joins = joins.unwrap_or_default())
    }

    /// Fetches every listed vault that this device does not hold. One that is refused does not keep the others away.
    pub(crate) async fn fetch_all_new(&self) -> Result<(), Failure> {
        let wanted = self.with_open(|open| {
            let unknown =
                |pin: &&VaultPin| pin.standing == VaultStanding::Joined && !open.vaults.contains_key(&pin.vault);
            open.account.vaults().filter(unknown).copied().collect::<Vec<_>>()
        })?;
        let mut first = Ok(());
        for pin in wanted {
            first = first.and(self.fetch_new(&pin).await);
        }
        first
    }

    async fn fetch_new(&self, pin: &VaultPin) -> Result<(), Failure> {
        let shown = self.roster_of(&pin.vault).await?;
        let vouched = self.vouched_for(&pin.vault)?;
        let chain = self.with_open(|open| match &vouched {
            None => FreshChain::listed(open.account.identity(), pin, shown),
            Some(vouched) => FreshChain::vouched(open.account.identity(), vouched, pin, shown),
        })?;
        // Older or other than the device that linked this one has verified.
        let mismatch = |failure: Failure| match failure.0.kind {
            ProblemKind::Stale | ProblemKind::Fork if vouched.is_some() => problem(ProblemKind::LinkMismatch).into(),
            _ => failure,
        };
        let chain = chain.map_err(fresh_failure).map_err(mismatch)?;
        let start = self.start(&pin.vault, chain).await.map_err(mismatch)?;
        self.finish_fresh(&pin.vault, start).await?;
        if vouched.is_some() { self.forget_vouched(&pin.vault) } else { Ok(()) }
    }

    /// On the newest entry that a colleague attested, else on the head.
    async fn start(&self, vault: &VaultId, chain: FreshChain) -> Result<FreshStart, Failure> {
        let base = match chain.attested() {
            None => None,
            Some(base) => {
                let session = self.live_session().await?;
                self.api.entries(&session, vault, &GetEntries { from: base.seq, count: 1 }).await?.pop()
            }
        };
        chain.start(base.as_deref()).map_err(fresh_failure)
    }

    async fn roster_of(&self, vault: &VaultId) -> Result<RosterAnswer, Failure> {
        let session = self.live_session().await?;
        match self.api.roster(&session, vault).await {
            Err(CallError::Api(ApiError::Removed(_))) => Err(problem(ProblemKind::Removed).into()),
            Err(CallError::Api(ApiError::NoVault)) => Err(problem(ProblemKind::Incomplete).into()),
            other => Ok(other?),
        }
    }

    /// Key, record set and records of a verified start.
    async fn finish_fresh(&self, vault: &VaultId, mut start: FreshStart) -> Result<(), Failure> {
        let session = self.live_session().await?;
        if let Some(wanted) = start.wanted_box() {
            let bytes = self.api.boxes(&session, vault, &[wanted]).await?.pop().flatten();
            // A missing or wrong key is said by the first pull; the membership is good all the same.
            let _ = self.with_open(|open| start.take_box(open.account.identity(), bytes.as_deref()))?;
        }
        let rows = self.leaves_at(vault, start.base().seq).await?;
        self.keep_vault(start.finish(rows).map_err(fresh_failure)?).await?;
        self.pull(vault).await?;
        self.emit(Event::VaultsChanged);
        self.with_vault(vault, |vault| vault.lacks.clone().map_or(Ok(()), |lacks| Err(lacks.into())))?
    }

    async fn leaves_at(&self, vault: &VaultId, at: u64) -> Result<Vec<LeafRow>, Failure> {
        let mut rows = Vec::new();
        for first in (0..root::BUCKETS as u16).step_by(usize::from(BUCKETS)) {
            let session = self.live_session().await?;
            let wanted = GetLeaves { at, first, end: first + BUCKETS };
            rows.extend(self.api.leaves(&session, vault, &wanted).await?);
        }
        Ok(rows)
    }

    /// Joins under way: post what was not posted, ask for what was, start where somebody let us in.
    pub(crate) async fn sync_joins(&self) -> Result<(), Failure> {
        let _one = self.arriving.lock().await;
        let joins = self.with_open(|open| open.joins.clone())?;
        // One that gets nowhere does not keep the others waiting.
        let mut first = Ok(());
        for join in joins {
            first = first.and(self.sync_join(join).await);
        }
        first
    }

    async fn sync_join(&self, join: Joining) -> Result<(), Failure> {
        let Ok(link) = InviteLink::parse(&join.fragment) else { return self.forget_join(&join.vault) };
        if !join.posted {
            let session = self.live_session().await?;
            match self.api.request_join(&session, &link.invite(), join.request.clone()).await {
                Ok(()) => self.mark_posted(&join.vault)?,
                Err(CallError::Api(ApiError::InviteClosed)) => {
                    return self.join_failed(&join, ProblemKind::InviteRevoked);
                }
                Err(error) => return Err(error.into()),
            }
        }
        let challenge = self.api.challenge().await?;
        let shown = match self.api.open_invite(&link.invite(), &link.open(&self.api.origin(), &challenge)).await {
            Err(CallError::Api(ApiError::InviteClosed)) => {
                return self.join_failed(&join, ProblemKind::InviteRevoked);
            }
            // A month after its end nothing is shown of it any more.
            Err(CallError::Api(ApiError::NotFound)) => return self.join_failed(&join, ProblemKind::InviteExpired),
            other => other?,
        };
        let pending = JoinPending { vault: join.vault, request: join.request.clone() };
        match link.progress(&pending, &shown) {
            Ok(JoinProgress::Waiting) => Ok(()),
            Ok(JoinProgress::Admitted(_)) => match self.joined(&pending).await {
                // Let in, and out again before this device was there.
                Err(Failure(said)) if said.kind == ProblemKind::Removed => {
                    self.join_failed(&join, ProblemKind::Removed)
                }
                other => other,
            },
            Err(error) => self.join_failed(&join, crate::invites::kind(error)),
        }
    }

    async fn joined(&self, pending: &JoinPending) -> Result<(), Failure> {
        let shown = self.roster_of(&pending.vault).await?;
        let chain = self.with_open(|open| FreshChain::joined(open.account.identity(), pending, shown))?;
        let chain = chain.map_err(fresh_failure)?;
        if self.with_open(|open| open.vaults.contains_key(&pending.vault))? {
            // There already: the browser was closed between the two, or somebody was let in again.
            self.with_vault(&pending.vault, |vault| {
                vault.state.came_back();
                vault.keep_state(&mut *self.entropy())
            })??;
            self.pull(&pending.vault).await?;
        } else {
            let start = self.start(&pending.vault, chain).await?;
            self.finish_fresh(&pending.vault, start).await?;
        }
        let noted = self.with_open_mut(|open| {
            let pin = open.vaults.get(&pending.vault).and_then(|vault| vault.state.pin())?;
            Some(open.account.note_vault(pin))
        })?;
        if let Some(Err(_)) = noted {
            return Err(pull_failure(tacit_vault::PullError::Fork { seq: 0 }, |member| member.to_string()));
        }
        self.forget_join(&pending.vault)?;
        self.wake();
        Ok(())
    }

    fn join_failed(&self, join: &Joining, kind: ProblemKind) -> Result<(), Failure> {
        self.forget_join(&join.vault)?;
        self.emit(Event::Notice(problem(kind)));
        Ok(())
    }

    fn mark_posted(&self, vault: &VaultId) -> Result<(), Failure> {
        let joins = self.with_open_mut(|open| {
            open.joins.iter_mut().filter(|join| join.vault == *vault).for_each(|join| join.posted = true);
            open.joins.clone()
        })?;
        self.remember(Sealed::Joins, &joins)
    }

    /// Through or over: the link's secret is dropped.
    fn forget_join(&self, vault: &VaultId) -> Result<(), Failure> {
        let joins = self.with_open_mut(|open| {
            open.joins.retain(|join| join.vault != *vault);
            open.joins.clone()
        })?;
        self.remember(Sealed::Joins, &joins)?;
        self.emit(Event::VaultsChanged);
        Ok(())
    }
}

impl<F: crate::ports::File> OpenVault<F> {
    /// Cards of people who just joined get their number, once, by whoever let them in.
    pub(crate) fn number_cards(
        &mut self,
        followed: &tacit_vault::Followed,
        now: u64,
        entropy: &mut dyn tacit_vault::Entropy,
    ) -> Result<(), Failure> {
        for invite in super::pull::joins(followed) {
            let roster = self.state.roster();
            let Some((member, joined)) = roster.all_members().find(|(_, one)| one.invite == Some(invite)) else {
                continue;
            };
            if joined.admitted_by != self.state.me() {
                continue;
            }
            let wanted = Value::Bytes(invite.0.to_vec());
            let Some((id, mut card)) = self.member_cards().find(|(_, card)| card.get(key::INVITE_HASH) == wanted)
            else {
                continue;
            };
            self.clock.observe(card.changed(), u64::MAX);
            let stamp = self.clock.tick(now);
            if card.set(key::MEMBER_NUMBER, Value::Number(u64::from(member)), stamp) == Ok(true) {
                self.stage(vec![(id, Some(card.encode()))], entropy)?;
            }
        }
        Ok(())
    }

    /// A card for somebody who is invited, numbered when he joins.
    pub(crate) fn card_for_invite(
        &mut self,
        invite: tacit_shared::ids::EntryHash,
        name: &str,
        recovery: bool,
        now: u64,
        entropy: &mut dyn tacit_vault::Entropy,
    ) -> Result<(), Failure> {
        let stamp = self.clock.tick(now);
        let mut card = Record::new(Kind::MemberCard, stamp);
        let unfit = |_| problem(ProblemKind::BadInput);
        card.set(key::NAME, Value::text(name), stamp).map_err(unfit)?;
        card.set(key::INVITE_HASH, Value::Bytes(invite.0.to_vec()), stamp).map_err(unfit)?;
        if recovery {
            card.set(key::RECOVERY, Value::Number(1), stamp).map_err(unfit)?;
        }
        let id = tacit_crm::RecordId(self.state.draw_id(entropy).0);
        self.stage(vec![(id, Some(card.encode()))], entropy)
    }
}
