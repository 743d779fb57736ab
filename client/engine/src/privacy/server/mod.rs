//! What the server can see: everything it holds about this account and this vault, asked of it by the calls that every
//! client has, and what can be concluded from that. Kept for the page until it asks anew; the next look goes on in the
//! journal where the last one ended.

mod journal;
mod json;

use crate::engine::{Engine, PageId};
use crate::members::shown_role;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::{Failure, view};
use journal::{Journal, hex};
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::Reply;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::server::{
    AccountSeen, Conclusions, FileOnServer, InviteOnServer, MemberSeen, RecordSeen, SERVER_PAGE, ServerAnswer,
    ServerAsk, ServerSeen, SessionOnServer, Totals, VersionSeen,
};
use tacit_bridge::problem::ProblemKind::{BadInput, Incomplete};
use tacit_shared::api::{FilesUsage, GetEntries, RosterAnswer};
use tacit_shared::ids::{EntryHash, RecordId, VaultId};
use tacit_shared::limits::POST_ENTRIES;

/// An hour and a day in ms.
const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
/// Most records of an entry that seem to belong together rather than to be a list.
const TOGETHER: u32 = 9;

/// What was looked at last.
pub(crate) struct Looked {
    journal: Journal,
    /// Newest first.
    records: Vec<RecordSeen>,
    /// Places in `records`, largest first.
    by_size: Vec<u32>,
    /// Newest first.
    files: Vec<FileOnServer>,
    seen: ServerSeen,
}

impl Looked {
    /// Whether it is of this vault.
    fn is_of(&self, vault: &VaultId) -> bool {
        self.journal.vault == *vault
    }

    fn records(&self, first: u32, by_size: bool) -> (Vec<RecordSeen>, u32) {
        let total = self.records.len() as u32;
        let window = first..total.min(first.saturating_add(SERVER_PAGE));
        let row = |place: u32| match by_size {
            true => self.records.get(*self.by_size.get(place as usize)? as usize),
            false => self.records.get(place as usize),
        };
        (window.filter_map(row).cloned().collect(), total)
    }

    fn files(&self, first: u32) -> (Vec<FileOnServer>, u32) {
        let rows = self.files.iter().skip(first as usize).take(SERVER_PAGE as usize);
        (rows.cloned().collect(), self.files.len() as u32)
    }

    fn entries(&self, first: u32) -> (Vec<tacit_bridge::privacy::server::EntrySeen>, u32) {
        let total = self.journal.rows.len();
        let newest_first = (0..total).rev().skip(first as usize).take(SERVER_PAGE as usize);
        (newest_first.filter_map(|seq| self.journal.shown(seq)).collect(), total as u32)
    }
}

fn answer(answer: ServerAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Server(answer))
}

impl<P: Platform> Engine<P> {
    pub(super) async fn server_ask(&self, page: PageId, ask: ServerAsk) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        match ask {
            ServerAsk::Look => self.look_at_server(page, &vault).await,
            ServerAsk::Versions(id) => self.versions_on_server(page, &vault, RecordId(id.0)).await,
            ServerAsk::Records { first, by_size } => self.looked(page, &vault, |looked| {
                let (rows, total) = looked.records(first, by_size);
                ServerAnswer::Records(rows, total)
            }),
            ServerAsk::Entries { first } => self.looked(page, &vault, |looked| {
                let (rows, total) = looked.entries(first);
                ServerAnswer::Entries(rows, total)
            }),
            ServerAsk::Files { first } => self.looked(page, &vault, |looked| {
                let (rows, total) = looked.files(first);
                ServerAnswer::Files(rows, total)
            }),
            ServerAsk::File => self.looked(page, &vault, |looked| ServerAnswer::File(json::written(looked))),
        }
    }

    /// Something of what was looked at last.
    fn looked(
        &self,
        page: PageId,
        vault: &VaultId,
        take: impl FnOnce(&Looked) -> ServerAnswer,
    ) -> Result<Reply, Failure> {
        let taken = self.with_looked(page, |looked| looked.as_deref().filter(|looked| looked.is_of(vault)).map(take));
        let nothing = || say(BadInput, "The server was not asked yet.", "Ask again.");
        Ok(answer(taken.ok_or_else(nothing)?))
    }

    async fn look_at_server(&self, page: PageId, vault: &VaultId) -> Result<Reply, Failure> {
        if self.with_open(|open| !open.vaults.contains_key(vault))? {
            return Err(say(BadInput, "No server has this vault.", "Open a vault that is synchronised.").into());
        }
        let account = self.account_on_server().await?;
        let session = self.live_session().await?;
        let roster = self.api.roster(&session, vault).await?;
        let usage = self.api.files_usage(&session, vault).await?;
        let known = self.with_looked(page, |looked| looked.take().filter(|looked| looked.is_of(vault)));
        let mut journal = known.map_or_else(|| Journal::new(*vault), |looked| looked.journal);
        self.read_journal(&mut journal, vault).await?;
        let now = self.platform.now();
        let hours = self.hours(&journal);
        let looked = self.with_vault(vault, |vault| vault.looked(journal, (account, roster, usage), hours, now))?;
        let seen = looked.seen.clone();
        self.with_looked(page, |kept| *kept = Some(Box::new(looked)));
        Ok(answer(ServerAnswer::Seen(Box::new(seen))))
    }

    /// Fetches what is new of the journal, page by page.
    async fn read_journal(&self, journal: &mut Journal, vault: &VaultId) -> Result<(), Failure> {
        loop {
            let session = self.live_session().await?;
            let wanted = GetEntries { from: journal.next(), count: POST_ENTRIES as u32 };
            let entries = self.api.entries(&session, vault, &wanted).await?;
            if entries.is_empty() {
                return Ok(());
            }
            if !entries.iter().all(|bytes| journal.read(bytes)) {
                return Err(problem(Incomplete).into());
            }
            // Others have their turn.
            self.platform.sleep(0).await;
        }
    }

    async fn account_on_server(&self) -> Result<AccountSeen, Failure> {
        let session = self.live_session().await?;
        let sessions = self.api.sessions(&session).await?;
        let blob = self.api.blob(&session).await?;
        let (lookup, auth) =
            self.with_open(|open| (open.account.keys().lookup(), open.account.keys().auth_public()))?;
        let shown = |one: tacit_shared::api::SessionInfo| SessionOnServer {
            id: hex(&one.id),
            created: one.created,
            seen: one.seen,
            current: one.current,
        };
        Ok(AccountSeen {
            lookup: hex(&lookup.0),
            auth: hex(&auth),
            blob: blob.len() as u64,
            sessions: sessions.into_iter().map(shown).collect(),
        })
    }

    /// Entries by the hour of the wall's clock, and on how many of its days there are some.
    fn hours(&self, journal: &Journal) -> (Vec<u32>, u32) {
        let mut zones: BTreeMap<u64, i32> = BTreeMap::new();
        let (mut hours, mut days) = (vec![0_u32; 24], BTreeSet::new());
        for row in &journal.rows {
            let zone = *zones.entry(row.at / HOUR).or_insert_with(|| self.platform.zone(row.at));
            let wall = crate::now::Now::new(row.at, zone).wall;
            if let Some(hour) = hours.get_mut((wall % DAY / HOUR) as usize) {
                *hour += 1;
            }
            days.insert(wall / DAY);
        }
        (hours, days.len() as u32)
    }

    async fn versions_on_server(&self, page: PageId, vault: &VaultId, record: RecordId) -> Result<Reply, Failure> {
        let rows = self.rows_of(vault, &[record]).await?.pop().unwrap_or_default();
        let wanted: Vec<_> = rows.iter().filter(|row| row.kept).map(|row| (record, row.version)).collect();
        let bytes = self.envelopes_of(vault, &wanted).await?;
        let versions = self.with_looked(page, |looked| {
            let at = |seq| looked.as_ref().map_or(0, |looked| looked.journal.at(seq));
            let version = |row: &tacit_shared::api::VersionRow| VersionSeen {
                version: row.version,
                seq: row.seq,
                at: at(row.seq),
                bytes: bytes.get(&(record, row.version)).map(|bytes| bytes.len() as u32),
            };
            rows.iter().map(version).collect()
        });
        Ok(answer(ServerAnswer::Versions(versions)))
    }
}

impl<F: File> OpenVault<F> {
    fn looked(
        &self,
        journal: Journal,
        (account, roster, usage): (AccountSeen, RosterAnswer, FilesUsage),
        (hours, days): (Vec<u32>, u32),
        now: u64,
    ) -> Looked {
        let (records, differ) = self.records_on_server(&journal);
        let mut by_size: Vec<u32> = (0..records.len() as u32).collect();
        by_size.sort_by_key(|place| std::cmp::Reverse(records.get(*place as usize).and_then(|one| one.bytes)));
        let files = journal.files();
        let live = records.iter().filter(|one| !one.deleted);
        let totals = Totals {
            records: live.clone().count() as u32,
            deleted: records.iter().filter(|one| one.deleted).count() as u32,
            bytes: live.clone().filter_map(|one| one.bytes).map(u64::from).sum(),
            older: records.iter().map(|one| one.older).sum(),
            entries: journal.rows.len() as u32,
            entry_bytes: journal.rows.iter().map(|row| u64::from(row.bytes)).sum(),
            boxes: journal.box_count(),
            files: files.iter().filter(|file| !file.dropped).count() as u32,
            file_bytes: usage.used,
            statements: roster.heads.len() as u32,
            requests: self.requests.len() as u32,
        };
        let sizes: BTreeSet<u32> = live.filter_map(|one| one.bytes).collect();
        let largest = journal.rows.iter().max_by_key(|row| row.writes).map_or((0, 0), |row| (row.writes, row.at));
        let conclusions = Conclusions {
            hours,
            since: journal.at(0),
            days,
            largest,
            together: journal.rows.iter().filter(|row| (2..=TOGETHER).contains(&row.writes)).count() as u32,
            sizes: sizes.len() as u32,
            chain_holds: journal.leads_to(self.state.head()),
            differ,
        };
        let seen = ServerSeen {
            at: now,
            account,
            vault: self.id.to_hex(),
            members: self.members_on_server(&journal),
            invites: self.invites_on_server(&journal),
            totals,
            conclusions,
        };
        Looked { journal, records, by_size, files, seen }
    }

    /// Records newest first, and of how many this device knows another version.
    fn records_on_server(&self, journal: &Journal) -> (Vec<RecordSeen>, u32) {
        let mut differ = 0;
        let shown = |(record, newest): (&RecordId, &journal::Newest)| {
            let here = self.state.leaf(record);
            let same = here.is_some_and(|leaf| leaf.version == newest.version && leaf.envelope == newest.envelope);
            // What came since this device last asked is no difference.
            if !same && newest.seq <= self.state.head().seq {
                differ += 1;
            }
            let bytes = Some(self.sealed_len(record)).filter(|len| same && *len > 0 && newest.envelope.is_some());
            RecordSeen {
                id: view::id(tacit_crm::RecordId(record.0)),
                version: newest.version,
                seq: newest.seq,
                at: journal.at(newest.seq),
                by: journal.by(newest.seq),
                bytes,
                deleted: newest.envelope.is_none(),
                older: newest.older,
            }
        };
        let mut records: Vec<RecordSeen> = journal.records.iter().map(shown).collect();
        records.sort_unstable_by_key(|one| (std::cmp::Reverse(one.seq), one.id.0));
        (records, differ)
    }

    fn members_on_server(&self, journal: &Journal) -> Vec<MemberSeen> {
        let mut signed: BTreeMap<u32, (u32, u64)> = BTreeMap::new();
        for row in &journal.rows {
            let of = signed.entry(row.by).or_default();
            *of = (of.0 + 1, of.1.max(row.at));
        }
        let members = self.state.roster().all_members().map(|(number, record)| {
            let (entries, last) = signed.get(&number).copied().unwrap_or_default();
            MemberSeen {
                number,
                key: hex(&record.identity),
                role: record.role().map(shown_role),
                entries,
                last,
                name: self.member_name(number),
            }
        });
        members.collect()
    }

    fn invites_on_server(&self, journal: &Journal) -> Vec<InviteOnServer> {
        let roster = self.state.roster();
        let open = roster.open_invites().iter().map(|invite| (invite, false));
        let closed = roster.closed_invites().iter().map(|closed| (&closed.invite, true));
        let shown = |(invite, closed): (&tacit_shared::roster::OpenInvite, bool)| InviteOnServer {
            id: EntryHash::to_hex(&invite.hash),
            role: shown_role(invite.role),
            at: journal.at(invite.seq),
            expires: invite.expires,
            closed,
        };
        let mut invites: Vec<InviteOnServer> = open.chain(closed).map(shown).collect();
        invites.sort_by_key(|invite| std::cmp::Reverse(invite.at));
        invites
    }
}
