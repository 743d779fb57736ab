//! A vault as its pages see it: name, counts, where it stands; and the names that people give.

use super::OpenVault;
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::sync::Restored;
use tacit_bridge::message::{Recovery, SyncState};
use tacit_bridge::problem::ProblemKind;
use tacit_bridge::records::{Kind as ShownKind, VaultRef, VaultView};
use tacit_bridge::{Event, Reply};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, RecordId, Stamp, Value};
use tacit_shared::entry::Role;
use tacit_vault::{Entropy, Standing, Stop};

/// Kinds whose number the side bar shows, and tasks, by which the first steps tell that one is there.
const COUNTED: [ShownKind; 4] = [ShownKind::Person, ShownKind::Company, ShownKind::Deal, ShownKind::Task];

impl<F: File> OpenVault<F> {
    /// The vault as the shell shows it.
    pub(crate) fn view(&self) -> VaultView {
        let count = |kind| self.book.shown_count_of(kind);
        VaultView {
            vault: VaultRef(self.id.0),
            name: self.name(),
            role: crate::members::shown_role(self.state.my_role().unwrap_or(Role::Viewer)),
            my_name: self.member_name(self.state.me()),
            mentions: self.unseen_count(),
            counts: COUNTED.iter().map(|kind| (*kind, count(crate::view::kind(*kind)))).collect(),
            members: self.state.roster().current().count() as u32,
            me: self.state.me(),
            names: self.member_names(),
            owners: self.owner_names(),
            lone_owner: self.is_lone_owner(),
            closed: self.is_over(),
            may_erase: self.may_erase(),
            objects: self.shown_objects(),
            lists: self.shown_lists(),
        }
    }

    /// Whom to ask: nobody answers for a recovery account.
    fn owner_names(&self) -> Vec<String> {
        let owners = self.state.roster().current().filter(|(_, record)| record.role() == Some(Role::Owner));
        let asked = owners.filter(|(member, _)| !self.stands_aside(*member));
        asked.map(|(member, _)| self.member_name(member)).collect()
    }

    /// I am an owner of this vault and nobody else is.
    pub(crate) fn is_lone_owner(&self) -> bool {
        !self.is_over() && self.state.roster().is_only_owner(self.state.me())
    }

    /// Membership position as printed in the kit.
    pub(crate) fn floor(&self) -> String {
        let roster = self.state.roster();
        format!("{} · {}", roster.roster_seq(), &roster.roster_hash().to_hex()[..16])
    }

    /// Where synchronisation stands, for every page to hear.
    pub(crate) fn sync_event(&self) -> Event {
        Event::Sync(VaultRef(self.state.vault().0), self.sync_state())
    }

    /// Where synchronisation stands.
    pub(crate) fn sync_state(&self) -> SyncState {
        let held = match self.state.standing() {
            Standing::Confirmed => self.trouble.clone().or_else(|| self.unseen_problem()),
            Standing::Unconfirmed => Some(problem(ProblemKind::Unconfirmed)),
            Standing::Removed { by, .. } => Some(say(
                ProblemKind::Removed,
                format!("{} removed you from this vault.", self.member_name(by)),
                "What this device already holds stays readable here; nothing new arrives.",
            )),
            Standing::Stopped(Stop::ForkSuspected { member, .. }) => Some(self.suspected_problem(member)),
            Standing::Left => Some(problem(ProblemKind::Left)),
            Standing::Deleted { by: None } => Some(problem(ProblemKind::Deleted)),
            Standing::Deleted { by: Some(by) } => Some(say(
                ProblemKind::Deleted,
                format!("{} deleted this vault.", self.member_name(by)),
                "It is gone for everybody on the server. What this device already holds stays readable here.",
            )),
            Standing::Stopped(stop) => Some(problem(match stop {
                Stop::Fork { .. } | Stop::ForkSuspected { .. } => ProblemKind::Fork,
                Stop::Stale { .. } => ProblemKind::Stale,
                Stop::NeedUpdate { .. } => ProblemKind::NeedUpdate,
            })),
        };
        let Restored { recovering, giving, .. } = self.restored;
        SyncState {
            online: self.online,
            waiting: self.outbox.len() as u32,
            synced_at: self.synced_at,
            held,
            warning: self.withheld_problem(),
            unseen: self.unseen_changes(),
            suspicion: self.shown_suspicion(),
            freshness: self.shown_freshness(),
            recovery: (recovering || giving.is_some()).then_some(Recovery { restored: recovering, giving }),
        }
    }

    /// Renames the vault.
    pub(crate) fn rename(&mut self, name: &str, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let known = self.book.settings().map(|(id, _)| id);
        let id = known.unwrap_or_else(|| RecordId(self.state.draw_id(entropy).0));
        self.give_name((id, self.book.record(&id)), name, |stamp| Ok(Record::new(Kind::Settings, stamp)), now, entropy)
    }

    /// Names a member.
    pub(crate) fn rename_member(
        &mut self,
        member: u32,
        name: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (id, before) = match self.member_card(member) {
            Some((id, card)) => (id, Some(card)),
            None => (RecordId(self.state.draw_id(entropy).0), None),
        };
        let fresh = |stamp| {
            let mut card = Record::new(Kind::MemberCard, stamp);
            let numbered = card.set(key::MEMBER_NUMBER, Value::Number(u64::from(member)), stamp);
            numbered.map(|_| card).map_err(|_| problem(ProblemKind::Internal).into())
        };
        self.give_name((id, before), name, fresh, now, entropy)
    }

    /// Writes a name into a record, which is made if it is not there. A first name is not taken back: none stood there.
    fn give_name(
        &mut self,
        (id, before): (RecordId, Option<Record>),
        name: &str,
        fresh: impl FnOnce(Stamp) -> Result<Record, Failure>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        before.iter().for_each(|before| self.clock.observe(before.changed(), u64::MAX));
        let stamp = self.clock.tick(now);
        let mut after = before.clone().map_or_else(|| fresh(stamp), Ok)?;
        named(&mut after, name, stamp)?;
        let mut step = Step::new();
        before.iter().for_each(|before| step.edited(id, before, &after));
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        Ok(self.changed(None, step))
    }
}

fn named(record: &mut Record, name: &str, stamp: Stamp) -> Result<(), Failure> {
    let name = name.trim();
    if name.is_empty() {
        return Err(say(ProblemKind::BadInput, "A name is needed.", "Type a name and try again.").into());
    }
    let set = record.set(key::NAME, Value::text(name), stamp);
    set.map_err(|error| say(ProblemKind::BadInput, format!("{error}."), "Choose a shorter name."))?;
    Ok(())
}
