//! Being a witness and having some: saying up to where this device verified, and showing what others said. Names come
//! from the vault's own records, everything else from verified statements and entries.

use crate::Failure;
use crate::api::CallError;
use crate::engine::Engine;
use crate::members::shown_role;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::witness as bw;
use tacit_bridge::{Problem, Reply};
use tacit_crm::Value;
use tacit_crm::schema::key;
use tacit_shared::api::Head;
use tacit_shared::entry::Role;
use tacit_shared::ids::{Member, VaultId};
use tacit_shared::roster::MemberRecord;
use tacit_vault::{Changed, Freshness, MemberNews};

impl<P: Platform> Engine<P> {
    /// Says up to where this device verified the journal, if it is time to. Whatever comes of it, nothing else depends on it.
    pub(crate) async fn vouch(&self, vault: &VaultId, leaving: bool) {
        let due = self.with_open_mut(|open| {
            let identity = open.account.identity();
            let vault = open.vaults.get_mut(vault)?;
            let due = vault.due_statement(identity, self.platform.now(), leaving, &mut *self.platform.entropy());
            due.ok().flatten()
        });
        let (Ok(Some(statement)), Ok(session)) = (due, self.live_session().await) else { return };
        match self.api.post_head(&session, vault, statement).await {
            // Not heard: said again with the next synchronisation.
            Err(CallError::Unreachable(_)) => {}
            // A vault that was closed meanwhile has nothing to note.
            _ => drop(self.with_vault(vault, |open| open.note_said(self.platform.now()))),
        }
    }

    /// On the way out, what was verified since the last statement is still said.
    pub(crate) async fn vouch_leaving(&self) {
        let vaults = self.with_open(|open| open.vaults.keys().copied().collect::<Vec<_>>());
        for vault in vaults.unwrap_or_default() {
            self.vouch(&vault, true).await;
        }
    }
}

impl<F: File> OpenVault<F> {
    /// The twelve words of the history up to an entry.
    pub(crate) fn history_words(&self, seq: u64) -> Result<Reply, Failure> {
        let unknown = || {
            say(
                ProblemKind::BadInput,
                "This device has not verified that entry.",
                "Agree on a lower number that both of you know.",
            )
        };
        let hash = (seq <= self.state.head().seq).then(|| self.hash_at(seq)).flatten().ok_or_else(unknown)?;
        Ok(Reply::Text(self.state.history_words(&Head { seq, hash }).join(" ")))
    }

    pub(crate) fn confirmed(&self, member: Member) -> Option<bw::Confirmed> {
        let word = self.state.word(member)?;
        Some(bw::Confirmed { at: word.at, everything: word.seq >= self.state.head().seq })
    }

    /// Who has seen a removal; nothing once all have.
    pub(crate) fn seen_by(&self, removed: &MemberRecord, now: u64) -> Option<bw::SeenBy> {
        let (seq, _) = removed.roles.last()?;
        let sight = self.state.sight(*seq, now, |member| self.stands_aside(member));
        let missing: Vec<_> = sight.missing.iter().map(|(member, at)| (self.member_name(*member), *at)).collect();
        (!missing.is_empty()).then_some(bw::SeenBy { seen: sight.seen, of: sight.of, missing })
    }

    /// Whether this is somebody's recovery account. Only owners can be one, so no editor's word hides a silent colleague.
    pub(crate) fn stands_aside(&self, member: Member) -> bool {
        let owner = self.state.roster().role(member) == Some(Role::Owner);
        let marked = || self.member_card(member).is_some_and(|(_, card)| card.get(key::RECOVERY) == Value::Number(1));
        owner && member != self.state.me() && marked()
    }

    pub(crate) fn shown_freshness(&self) -> bw::Freshness {
        match self.state.freshness(|member| self.stands_aside(member)) {
            Freshness::Alone => bw::Freshness::Alone,
            Freshness::Fresh => bw::Freshness::Fresh,
            Freshness::Aging => bw::Freshness::Aging,
            Freshness::Old => bw::Freshness::Old,
        }
    }

    pub(crate) fn shown_suspicion(&self) -> Option<bw::Suspicion> {
        let suspicion = self.state.suspicion()?;
        let (member, seq) = (suspicion.member, suspicion.theirs.seq);
        Some(bw::Suspicion { member, name: self.member_name(member), me: member == self.state.me(), seq })
    }

    /// "Ben", or one's own other device.
    fn speaker(&self, member: Member) -> String {
        if member == self.state.me() { "Another device of yours".to_owned() } else { self.member_name(member) }
    }

    pub(crate) fn suspected_problem(&self, member: Member) -> Problem {
        say(
            ProblemKind::ForkSuspected,
            format!("{} names another history of this vault than the one here.", self.speaker(member)),
            "Nothing is sent for now. Compare the words of both histories, then say what you found.",
        )
    }

    pub(crate) fn withheld_problem(&self) -> Option<Problem> {
        let (member, _) = self.spoken.withheld?;
        Some(say(
            ProblemKind::Withheld,
            format!("{} vouched for newer changes than the server shows.", self.speaker(member)),
            "It may only be late. If this stays, ask that colleague and whoever runs the server.",
        ))
    }

    /// Only where something waits for it.
    pub(crate) fn unseen_problem(&self) -> Option<Problem> {
        let waits = !self.state.unseen().is_empty() && !self.outbox.is_empty();
        waits.then(|| problem(ProblemKind::MembersChanged))
    }

    pub(crate) fn unseen_changes(&self) -> Vec<bw::MemberChange> {
        self.state.unseen().iter().map(|news| self.member_change(news)).collect()
    }

    fn member_change(&self, news: &MemberNews) -> bw::MemberChange {
        let name = |member: &Member| self.member_name(*member);
        let what = match &news.what {
            Changed::Joined { member, role, invited_by, by_hand } => bw::Change::Joined {
                name: name(member),
                role: shown_role(*role),
                invited_by: name(invited_by),
                compared: *by_hand,
            },
            Changed::Role { member, role } => {
                bw::Change::Role { name: name(member), role: shown_role(*role), me: *member == self.state.me() }
            }
            Changed::Removed { members } => bw::Change::Removed { names: members.iter().map(name).collect() },
            Changed::Policy => bw::Change::Rules,
        };
        let by = (news.author != self.state.me()).then(|| name(&news.author));
        bw::MemberChange { seq: news.seq, by, at: news.at, what }
    }
}
