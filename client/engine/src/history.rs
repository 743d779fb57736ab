//! Earlier versions of a record: listed and given by the server, each held against the signed entry that wrote it before
//! anything of it is shown; and what changed from one to the next. The way back to one is in `restore`.

use crate::Failure;
use crate::api::CallError;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::Reply;
use tacit_bridge::history as bh;
use tacit_bridge::problem::ProblemKind::{BadChain, Gone, Incomplete};
use tacit_bridge::records as br;
use tacit_crm::{Record, Value};
use tacit_shared::api::{ApiError, VersionRow};
use tacit_shared::ids::{RecordId, Seq, VaultId, Version};
use tacit_vault::{HistoryError, OpenError, Written};

/// Versions shown at once.
const WINDOW: usize = 30;
/// Entries asked for at once; the server's own cap.
const AT_ONCE: usize = 256;

/// A version as far as it is known.
pub(crate) struct Known {
    pub(crate) written: Written,
    pub(crate) state: bh::VersionState,
    pub(crate) record: Option<Record>,
}

impl From<HistoryError> for Failure {
    fn from(error: HistoryError) -> Self {
        Self(match error {
            HistoryError::Incomplete => problem(Incomplete),
            HistoryError::BadEntry { .. } => problem(BadChain),
        })
    }
}

impl<P: Platform> Engine<P> {
    /// The newest versions of a record, or those before one.
    pub(crate) async fn history(&self, page: PageId, id: br::Id, before: Option<Version>) -> Result<Reply, Failure> {
        let (known, first) = self.known_before(page, id, before).await?;
        self.look(page, |vault| Ok(Reply::History(vault.history_view(id, known, first))))
    }

    /// What differs between two versions of a record, whatever lies between them; compared with the first.
    pub(crate) async fn compare(
        &self,
        page: PageId,
        id: br::Id,
        (older, newer): (Version, Version),
    ) -> Result<Reply, Failure> {
        let (vault, record) = (self.vault_of(page)?, RecordId(id.0));
        let rows = self.rows_of(&vault, &[record]).await?.pop().unwrap_or_default();
        let row = |version: Version| rows.iter().find(|row| row.version == version).copied();
        let two = [row(older).ok_or_else(|| problem(Gone))?, row(newer).ok_or_else(|| problem(Gone))?];
        let known = self.versions_known(&vault, &record, &two).await?;
        self.look(page, |vault| match known.as_slice() {
            [Known { record: Some(before), .. }, Known { record: Some(after), .. }] => {
                Ok(Reply::Compared(vault.differences(Some(before), after)))
            }
            _ => Err(say(Gone, "One of the two versions cannot be read here.", "Choose another.").into()),
        })
    }

    /// The newest versions of a record that was sent, or those before one, and which of all of them is the first here. One
    /// more than is shown: the oldest shown is compared with it.
    pub(crate) async fn known_before(
        &self,
        page: PageId,
        id: br::Id,
        before: Option<Version>,
    ) -> Result<(Vec<Known>, usize), Failure> {
        let (vault, record) = (self.vault_of(page)?, RecordId(id.0));
        self.look(page, |vault| match vault.state.leaf(&record) {
            Some(_) => Ok(()),
            None if vault.outbox.contains_key(&record) => Err(say(
                Gone,
                "This record was not sent yet, so it has no earlier versions.",
                "Look again when it is synced.",
            )
            .into()),
            None => Err(problem(Gone).into()),
        })?;
        let rows = self.rows_of(&vault, &[record]).await?.pop().unwrap_or_default();
        let end = before.map_or(rows.len(), |before| rows.partition_point(|row| row.version < before));
        let first = end.saturating_sub(WINDOW + 1);
        Ok((self.versions_known(&vault, &record, &rows[first..end]).await?, first))
    }

    /// Every known version of some records, listed as the record set demands.
    pub(crate) async fn rows_of(&self, vault: &VaultId, records: &[RecordId]) -> Result<Vec<Vec<VersionRow>>, Failure> {
        let session = self.live_session().await?;
        let (mut given, mut parts) = (Vec::<Vec<VersionRow>>::with_capacity(records.len()), vec![records]);
        while let Some(part) = parts.pop() {
            match self.api.versions(&session, vault, part).await {
                Ok(listed) if listed.len() == part.len() => given.extend(listed),
                Ok(_) => return Err(problem(Incomplete).into()),
                // Together they have more versions than one answer holds.
                Err(CallError::Api(ApiError::TooLarge)) if part.len() > 1 => {
                    let (first, rest) = part.split_at(part.len() / 2);
                    parts.extend([rest, first]);
                }
                Err(why) => return Err(why.into()),
            }
        }
        self.with_vault(vault, |vault| {
            let listed = |(record, rows): (&RecordId, &Vec<VersionRow>)| Ok(vault.state.listed(record, rows)?.to_vec());
            records.iter().zip(&given).map(listed).collect()
        })?
    }

    /// The entries at these places, as the server gives them.
    pub(crate) async fn entries_of(
        &self,
        vault: &VaultId,
        places: impl IntoIterator<Item = Seq>,
    ) -> Result<BTreeMap<Seq, Vec<u8>>, Failure> {
        let places: Vec<Seq> = places.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let mut found = BTreeMap::new();
        while found.len() < places.len() {
            let session = self.live_session().await?;
            let wanted = &places[found.len()..places.len().min(found.len() + AT_ONCE)];
            let given = self.api.entries_at(&session, vault, wanted).await?;
            if given.is_empty() || given.len() > wanted.len() {
                return Err(problem(Incomplete).into());
            }
            found.extend(wanted.iter().copied().zip(given));
        }
        Ok(found)
    }

    /// Envelopes by record and version, where the server has them.
    pub(crate) async fn envelopes_of(
        &self,
        vault: &VaultId,
        wanted: &[(RecordId, Version)],
    ) -> Result<BTreeMap<(RecordId, Version), Vec<u8>>, Failure> {
        let (mut found, mut done) = (BTreeMap::new(), 0);
        while done < wanted.len() {
            let session = self.live_session().await?;
            let given = self.api.envelopes(&session, vault, &wanted[done..]).await?;
            if given.is_empty() {
                return Err(problem(Incomplete).into());
            }
            let pairs = wanted[done..].iter().copied().zip(given);
            for (place, bytes) in pairs {
                found.extend(bytes.map(|bytes| (place, bytes)));
                done += 1;
            }
        }
        Ok(found)
    }

    /// Verifies and opens versions of one record.
    pub(crate) async fn versions_known(
        &self,
        vault: &VaultId,
        record: &RecordId,
        rows: &[VersionRow],
    ) -> Result<Vec<Known>, Failure> {
        let rows: Vec<(RecordId, VersionRow)> = rows.iter().map(|row| (*record, *row)).collect();
        self.known_of(vault, &rows).await
    }

    /// Verifies and opens versions of any records, in the order in which they are named.
    pub(crate) async fn known_of(
        &self,
        vault: &VaultId,
        rows: &[(RecordId, VersionRow)],
    ) -> Result<Vec<Known>, Failure> {
        let entries = self.entries_of(vault, rows.iter().map(|(_, row)| row.seq)).await?;
        let kept = rows.iter().filter(|(_, row)| row.kept);
        let wanted: Vec<(RecordId, Version)> = kept.map(|(record, row)| (*record, row.version)).collect();
        let envelopes = self.envelopes_of(vault, &wanted).await?;
        self.with_vault(vault, |vault| {
            let known = |(record, row): &(RecordId, VersionRow)| {
                let entry = entries.get(&row.seq).ok_or_else(|| problem(Incomplete))?;
                let written = vault.state.written(record, row, entry)?;
                let bytes = envelopes.get(&(*record, row.version)).map(Vec::as_slice);
                let (state, record) = vault.opened(&written, row.kept, bytes);
                Ok(Known { written, state, record })
            };
            rows.iter().map(known).collect()
        })?
    }
}

impl<F: File> OpenVault<F> {
    /// Opens what a verified entry wrote.
    pub(crate) fn opened(
        &self,
        written: &Written,
        kept: bool,
        bytes: Option<&[u8]>,
    ) -> (bh::VersionState, Option<Record>) {
        let Some(expected) = written.expected() else { return (bh::VersionState::Deleted, None) };
        let Some(bytes) = bytes else {
            let state = if kept { bh::VersionState::Withheld } else { bh::VersionState::Erased };
            return (state, None);
        };
        match self.state.open(&expected, bytes) {
            Ok(opened) => match Record::decode(opened.plain()) {
                Ok(record) => (bh::VersionState::Here, Some(record)),
                Err(_) => (bh::VersionState::Unreadable, None),
            },
            Err(OpenError::Incomplete { .. }) => (bh::VersionState::Withheld, None),
            Err(OpenError::BadRecord { .. } | OpenError::NoKey { .. }) => (bh::VersionState::Unreadable, None),
        }
    }

    fn history_view(&self, id: br::Id, known: Vec<Known>, first: usize) -> bh::HistoryView {
        let sealed = RecordId(id.0);
        let leaf = self.state.leaf(&sealed);
        let newest = leaf.map_or(0, |leaf| leaf.version);
        let deleted = leaf.is_none_or(|leaf| leaf.envelope.is_none());
        let skip = usize::from(first > 0 || known.len() > WINDOW);
        let name = known.iter().rev().find_map(|known| known.record.as_ref()).map(name_of).unwrap_or_default();
        let mut versions: Vec<bh::VersionView> = (skip..known.len())
            .map(|at| self.version_view(&known[at], at.checked_sub(1).map(|before| &known[before]), newest))
            .collect();
        versions.reverse();
        let may_write = self.may_write().is_ok();
        bh::HistoryView {
            name,
            kind: known.iter().rev().find_map(|known| view::shown_kind(known.record.as_ref()?.kind())),
            deleted,
            older: skip > 0,
            may_restore: may_write,
            may_erase: self.may_erase(),
            waiting: self.outbox.contains_key(&sealed),
            versions,
        }
    }

    fn version_view(&self, one: &Known, before: Option<&Known>, newest: Version) -> bh::VersionView {
        let written = &one.written;
        let first = written.version() == 1;
        let after_deletion = before.is_some_and(|before| before.written.is_tombstone());
        let known_before = before.and_then(|before| before.record.as_ref());
        let changes = one.record.as_ref().map(|now| self.differences(known_before, now)).unwrap_or_default();
        bh::VersionView {
            version: written.version(),
            at: written.at(),
            by: self.member_name(written.author()),
            placed: self.is_placed(written),
            state: one.state,
            newest: written.version() == newest,
            compared: known_before.is_some() || first || after_deletion,
            changes,
        }
    }

    /// Whether the entry stands in the journal at the place that it claims, by the hash that this device kept from there.
    pub(crate) fn is_placed(&self, written: &Written) -> bool {
        self.hash_at(written.seq()) == Some(written.entry())
    }

    /// Fields that differ, in display order.
    fn differences(&self, before: Option<&Record>, now: &Record) -> Vec<bh::FieldChange> {
        let all =
            before.into_iter().flat_map(Record::specs).filter(|spec| now.specs().all(|known| known.key != spec.key));
        now.specs()
            .chain(all)
            .filter(|spec| !spec.hidden)
            .map(|spec| (spec, before.map_or(Value::Empty, |before| before.get(spec.key)), now.get(spec.key)))
            .filter(|(_, before, after)| before != after)
            .map(|(spec, before, after)| bh::FieldChange {
                field: view::shown_key(spec.key),
                label: self.book.label(now.kind(), spec.key),
                before: self.shown_value(now.kind(), spec.key, before),
                after: self.shown_value(now.kind(), spec.key, after),
            })
            .collect()
    }
}

/// A record's name as its page shows it.
pub(crate) fn name_of(record: &Record) -> String {
    let plain = record.encode();
    tacit_crm::RecordRef::parse(&plain).map(|record| record.name()).unwrap_or_default()
}
