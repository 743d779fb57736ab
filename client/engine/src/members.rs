//! The members of a vault: who is in, invites, who waits; and the changes that admins make. Names come from the vault's
//! own records, everything else from signed entries.

use crate::Failure;
use crate::engine::{Engine, FileOf, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::sync::{Action, Done, What, build_failure};
use crate::vault::OpenVault;
use tacit_bridge::Reply;
use tacit_bridge::members as bm;
use tacit_bridge::problem::ProblemKind;
use tacit_crm::Value;
use tacit_crm::schema::key;
use tacit_shared::entry::{Policy, Role, fingerprint};
use tacit_shared::ids::{EntryHash, Member};
use tacit_shared::life;
use tacit_shared::roster::{MemberRecord, OpenInvite};
use tacit_vault::account::Unlocked;
use tacit_vault::{BuildError, Verdict};

/// An hour in milliseconds.
const HOUR: u64 = 3_600_000;
/// Hours that an invite is good for at most.
const MAX_HOURS: u32 = 336;

pub(crate) fn shown_role(role: Role) -> bm::Role {
    match role {
        Role::Viewer => bm::Role::Viewer,
        Role::Editor => bm::Role::Editor,
        Role::Admin => bm::Role::Admin,
        Role::Owner => bm::Role::Owner,
    }
}

pub(crate) fn role(role: bm::Role) -> Role {
    match role {
        bm::Role::Viewer => Role::Viewer,
        bm::Role::Editor => Role::Editor,
        bm::Role::Admin => Role::Admin,
        bm::Role::Owner => Role::Owner,
    }
}

/// The highest role that this one may give or remove.
fn manages(role: Option<Role>) -> Option<Role> {
    match role? {
        Role::Owner => Some(Role::Owner),
        Role::Admin => Some(Role::Editor),
        Role::Editor | Role::Viewer => None,
    }
}

impl<F: File> OpenVault<F> {
    fn member_list(&self, account: &Unlocked, now: u64) -> bm::MemberList {
        let roster = self.state.roster();
        let may_manage = manages(self.state.my_role());
        let mut former: Vec<bm::MemberRow> = roster
            .all_members()
            .filter(|(_, record)| record.role().is_none())
            .map(|(member, record)| self.member_row(account, member, record, None, now))
            .collect();
        former.sort_by_key(|row| std::cmp::Reverse(row.at));
        bm::MemberList {
            members: roster
                .current()
                .map(|(member, record)| self.member_row(account, member, record, may_manage, now))
                .collect(),
            former,
            invites: roster.open_invites().iter().map(|invite| self.invite_row(invite)).collect(),
            waiting: self.waiting(now).iter().map(|one| self.waiting_row(one)).collect(),
            epoch: roster.epoch(),
            newest: roster.seq(),
            roster_words: self.state.roster_words().iter().map(|word| (*word).to_owned()).collect(),
            may_manage: may_manage.map(shown_role),
            rules: self.rules(),
        }
    }

    fn rules(&self) -> bm::Rules {
        let Policy { min_suite, words_for_all, editors_purge } = self.state.roster().policy();
        bm::Rules { min_suite, words_for_all, editors_purge }
    }

    /// Takes what the server gives of members who leave, as far as they signed it; whether that is news.
    pub(crate) fn take_leaving(&mut self, statements: &[Vec<u8>]) -> bool {
        let roster = self.state.roster();
        let said = statements.iter().filter_map(|statement| life::leaving(roster, statement));
        let leaving = said.map(|said| (said.member(), said.at())).collect();
        let news = self.leaving != leaving;
        self.leaving = leaving;
        news
    }

    fn member_row(
        &self,
        account: &Unlocked,
        member: Member,
        record: &MemberRecord,
        may_manage: Option<Role>,
        now: u64,
    ) -> bm::MemberRow {
        let me = member == self.state.me();
        let by = match record.removed {
            Some((by, _)) => Some(by),
            None => record.invite.map(|_| record.admitted_by),
        };
        let role = record.role();
        bm::MemberRow {
            member,
            name: self.member_name(member),
            role: shown_role(record.last_role()),
            me,
            by: by.map(|by| self.member_name(by)),
            at: record.removed.map_or(record.admitted_at, |(_, at)| at),
            removable: !me && role.is_some() && may_manage >= role,
            removing: self.removing.contains(&member),
            verified: !me && role.is_some() && self.is_verified(account, member),
            confirmed: role.and_then(|_| self.confirmed(member)),
            lags: role.is_some() && !me && self.state.lags(member, now),
            seen_by: if role.is_none() { self.seen_by(record, now) } else { None },
            leaving: self.leaving.get(&member).copied().filter(|_| role.is_some()),
        }
    }

    /// Whether the account's user has compared this member's keys.
    fn is_verified(&self, account: &Unlocked, member: Member) -> bool {
        self.state.fingerprint(member).is_some_and(|keys| account.is_verified(&keys))
    }

    /// As the inviter named whom it is for.
    fn invited_name(&self, invite: &EntryHash) -> String {
        let wanted = Value::Bytes(invite.0.to_vec());
        self.member_cards()
            .find(|(_, card)| card.get(key::INVITE_HASH) == wanted)
            .map(|(_, card)| card.text(key::NAME))
            .unwrap_or_else(|| "Somebody".to_owned())
    }

    fn invite_row(&self, invite: &OpenInvite) -> bm::InviteRow {
        bm::InviteRow {
            id: invite.hash.0,
            name: self.invited_name(&invite.hash),
            role: shown_role(invite.role),
            by: self.member_name(invite.author),
            expires: invite.expires,
        }
    }

    fn waiting_row(&self, one: &tacit_vault::Waiting) -> bm::WaitingRow {
        bm::WaitingRow {
            request: one.id,
            name: self.invited_name(&one.invite),
            role: shown_role(one.role),
            words: one.words.iter().map(|word| (*word).to_owned()).collect(),
            contested: one.verdict == Verdict::Contested,
        }
    }
}

impl<P: Platform> Engine<P> {
    /// The members page.
    pub(crate) fn members(&self, page: PageId) -> Result<Reply, Failure> {
        let (now, vault) = (self.platform.now(), self.vault_of(page)?);
        self.with_open(|open| {
            let vault = open.vaults.get(&vault).ok_or_else(|| problem(ProblemKind::Internal))?;
            Ok(Reply::Members(vault.member_list(&open.account, now)))
        })?
    }

    /// Queues an action and waits until its entry is in the journal.
    pub(crate) async fn act(&self, page: PageId, what: What) -> Result<Done, Failure> {
        let wait = self.look(page, |vault| {
            // It is not synchronised any more, so nobody would answer.
            if vault.is_over() {
                return Err(build_failure(BuildError::Held(vault.state.standing())));
            }
            let (action, wait) = Action::new(what);
            vault.actions.push_back(action);
            Ok(wait)
        })?;
        self.wake();
        match wait.await {
            Ok(result) => Ok(result?),
            // Locked meanwhile.
            Err(_) => Err(problem(ProblemKind::CannotUnlock).into()),
        }
    }

    fn may_manage(&self, page: PageId, touched: Role) -> Result<(), Failure> {
        self.look(page, |vault: &mut OpenVault<FileOf<P>>| {
            let may = manages(vault.state.my_role()) >= Some(touched);
            if may { Ok(()) } else { Err(problem(ProblemKind::NoRight).into()) }
        })
    }

    /// Invites somebody; the link is shown once.
    pub(crate) async fn invite(&self, page: PageId, request: bm::InviteRequest) -> Result<Reply, Failure> {
        let name = request.name.trim().to_owned();
        if name.is_empty() {
            return Err(say(ProblemKind::BadInput, "Who is it for?", "Type the colleague's name.").into());
        }
        self.may_manage(page, role(request.role))?;
        // The page may show another vault by the time the entry is in the journal.
        let vault = self.vault_of(page)?;
        let now = self.platform.now();
        let expires = now + u64::from(request.hours.clamp(1, MAX_HOURS)) * HOUR;
        let (vault_name, my_name) = self.look(page, |vault| Ok((vault.name(), vault.member_name(vault.state.me()))))?;
        let what = What::Invite { role: role(request.role), expires, vault_name, my_name };
        let done = self.act(page, what).await?;
        let entropy = &mut *self.entropy();
        self.with_vault(&vault, |vault| vault.card_for_invite(done.entry, &name, request.recovery, now, entropy))??;
        self.wake();
        let fragment = done.link.unwrap_or_default();
        Ok(Reply::Invite(bm::InviteLink { link: format!("{}/i#{fragment}", self.api.origin()), expires }))
    }

    /// Closes an open invite.
    pub(crate) async fn revoke_invite(&self, page: PageId, invite: [u8; 32]) -> Result<Reply, Failure> {
        self.act(page, What::Revoke(EntryHash(invite))).await?;
        Ok(Reply::Done)
    }

    /// Lets a waiting person in, after the words were compared.
    pub(crate) async fn admit(&self, page: PageId, request: [u8; 32]) -> Result<Reply, Failure> {
        let now = self.platform.now();
        let found = self.look(page, |vault| {
            let one = vault.waiting(now).into_iter().find(|one| one.id == request);
            one.ok_or_else(|| problem(ProblemKind::Gone).into())
        })?;
        if found.verdict == Verdict::Contested {
            return Err(problem(ProblemKind::InviteContested).into());
        }
        // The words are of the joiner's very keys: they were compared, whatever becomes of the entry.
        let keys = fingerprint(&found.request.body.identity, &found.request.body.box_key);
        self.with_open_mut(|open| open.account.verify(keys))?;
        self.act(page, What::Admit(Box::new(found.request))).await?;
        Ok(Reply::Done)
    }

    /// Removes a member: kept on disk at once, done when it is in the journal.
    pub(crate) async fn remove_member(&self, page: PageId, member: u32) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        self.look(page, |vault| {
            let role = vault.state.roster().role(member).ok_or_else(|| problem(ProblemKind::Gone))?;
            if member == vault.state.me() || manages(vault.state.my_role()) < Some(role) {
                return Err(problem(ProblemKind::NoRight).into());
            }
            vault.keep_removal(member)
        })?;
        self.emit(tacit_bridge::Event::VaultsChanged);
        self.wake();
        for _ in 0..REMOVAL_TRIES {
            self.platform.sleep(REMOVAL_POLL_MS).await;
            if self.with_vault(&vault, |vault| vault.state.roster().role(member).is_none())? {
                return Ok(Reply::Done);
            }
        }
        Err(problem(ProblemKind::RemovalUnconfirmed).into())
    }

    /// Queues a new key for the vault.
    pub(crate) fn renew_key(&self, page: PageId) -> Result<Reply, Failure> {
        self.may_manage(page, Role::Viewer)?;
        let reply = self.look(page, OpenVault::renew_key)?;
        self.wake();
        Ok(reply)
    }

    /// Sets the vault's rules; the suite stays what it is.
    pub(crate) async fn set_policy(
        &self,
        page: PageId,
        words_for_all: bool,
        editors_purge: bool,
    ) -> Result<Reply, Failure> {
        self.may_manage(page, Role::Owner)?;
        let before = self.look(page, |vault| Ok(vault.state.roster().policy()))?;
        let policy = Policy { words_for_all, editors_purge, ..before };
        if policy != before {
            self.act(page, What::SetPolicy(policy)).await?;
        }
        Ok(Reply::Done)
    }

    /// Changes a member's role.
    pub(crate) async fn set_role(&self, page: PageId, member: u32, wanted: bm::Role) -> Result<Reply, Failure> {
        self.may_manage(page, role(wanted))?;
        self.act(page, What::SetRole(member, role(wanted))).await?;
        Ok(Reply::Done)
    }
}

/// A removal is asked after this often, for 60 seconds in all (H6).
const REMOVAL_POLL_MS: u32 = 50;
const REMOVAL_TRIES: usize = 1_200;
