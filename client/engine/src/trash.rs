//! The trash: deleted records whose last version the server still has, newest deletion first.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::history::name_of;
use crate::ports::{File, Platform};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::Reply;
use tacit_bridge::history as bh;
use tacit_crm::schema::key;
use tacit_crm::{Merges, Record, Value};
use tacit_shared::api::VersionRow;
use tacit_shared::ids::{Millis, RecordId, Seq, VaultId, Version};
use tacit_shared::limits::CLOCK_AHEAD_MS;
use tacit_vault::Written;

/// Deleted records looked at in one go.
const LOOK_AT: usize = 100;
/// Rows that make a page full.
const WINDOW: usize = 50;

/// A deletion and the version before it.
struct Ending {
    record: RecordId,
    deleted: VersionRow,
    last: VersionRow,
}

/// The same, verified and opened: the record as it was last.
struct Ended {
    id: tacit_crm::RecordId,
    deleted: Written,
    last: Written,
    record: Record,
}

fn ending((record, rows): (&RecordId, Vec<VersionRow>)) -> Option<Ending> {
    let deleted = *rows.last().filter(|row| row.envelope.is_none())?;
    let last = *rows.iter().rev().find(|row| row.envelope.is_some())?;
    // Erased for good: nothing of it could be shown.
    last.kept.then_some(Ending { record: *record, deleted, last })
}

impl<P: Platform> Engine<P> {
    /// Deleted records from `after` on, in the order of their deletion.
    pub(crate) async fn trash(&self, page: PageId, after: u32) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let (all, merges) = self.with_vault(&vault, |vault| (vault.tombstones(), vault.book.merged()))?;
        let (mut rows, mut next, now) = (Vec::new(), after as usize, self.platform.now());
        while next < all.len() && rows.len() < WINDOW {
            let part = &all[next..all.len().min(next + LOOK_AT)];
            next += part.len();
            let listed = self.rows_of(&vault, part).await?;
            let endings: Vec<Ending> = part.iter().zip(listed).filter_map(ending).collect();
            let places = endings.iter().flat_map(|one| [one.deleted.seq, one.last.seq]);
            let entries = self.entries_of(&vault, places).await?;
            let wanted: Vec<_> = endings.iter().map(|one| (one.record, one.last.version)).collect();
            let envelopes = self.envelopes_of(&vault, &wanted).await?;
            let shown = self.with_vault(&vault, |vault| {
                let ended = endings.iter().map(|one| vault.ended(one, &entries, &envelopes, now));
                let ended: Vec<Ended> = ended.filter_map(Result::transpose).collect::<Result<_, Failure>>()?;
                // Newest deletions come first, and older ones may be asked for later; of those of one entry what was made one
                // with another may come before that.
                ended.iter().for_each(|one| vault.heard.hear_gone(&one.record));
                Ok::<_, Failure>(ended.iter().filter_map(|one| vault.trash_row(one, &merges)).collect::<Vec<_>>())
            })??;
            rows.extend(shown);
        }
        let more = (next < all.len()).then_some(next as u32);
        self.look(page, |vault| {
            let (may_restore, may_erase) = (vault.may_write().is_ok(), vault.may_erase());
            Ok(Reply::Trash(bh::TrashView { rows, more, may_restore, may_erase }))
        })
    }
}

impl<P: Platform> Engine<P> {
    /// The last states of deleted records, as far as the server still has them and this device can read them.
    pub(crate) async fn last_states(
        &self,
        vault: &VaultId,
        records: &[RecordId],
    ) -> Result<Vec<(RecordId, Record)>, Failure> {
        let mut found = Vec::new();
        for part in records.chunks(LOOK_AT) {
            let listed = self.rows_of(vault, part).await?;
            let endings: Vec<Ending> = part.iter().zip(listed).filter_map(ending).collect();
            let entries = self.entries_of(vault, endings.iter().map(|one| one.last.seq)).await?;
            let wanted: Vec<_> = endings.iter().map(|one| (one.record, one.last.version)).collect();
            let envelopes = self.envelopes_of(vault, &wanted).await?;
            self.with_vault(vault, |vault| {
                for one in &endings {
                    let entry = entries.get(&one.last.seq).map(Vec::as_slice).unwrap_or_default();
                    let written = vault.state.written(&one.record, &one.last, entry)?;
                    let bytes = envelopes.get(&(one.record, one.last.version)).map(Vec::as_slice);
                    let (_, record) = vault.opened(&written, true, bytes);
                    found.extend(record.map(|record| (one.record, record)));
                }
                Ok::<_, Failure>(())
            })??;
        }
        Ok(found)
    }
}

impl<F: File> OpenVault<F> {
    /// Deleted records, the newest deletion first.
    pub(crate) fn tombstones(&self) -> Vec<RecordId> {
        let mut found: Vec<(Seq, RecordId)> = self
            .state
            .leaves()
            .iter()
            .filter(|leaf| leaf.envelope.is_none() && !self.outbox.contains_key(&leaf.record))
            .map(|leaf| (leaf.seq, leaf.record))
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.into_iter().map(|(_, record)| record).collect()
    }

    /// `None` for what cannot be opened. No stamp of it is later than its entry could honestly claim.
    fn ended(
        &self,
        one: &Ending,
        entries: &BTreeMap<Seq, Vec<u8>>,
        envelopes: &BTreeMap<(RecordId, Version), Vec<u8>>,
        now: Millis,
    ) -> Result<Option<Ended>, Failure> {
        let none = Vec::new();
        let written = |row: &VersionRow| {
            Ok::<_, Failure>(self.state.written(&one.record, row, entries.get(&row.seq).unwrap_or(&none))?)
        };
        let (deleted, last) = (written(&one.deleted)?, written(&one.last)?);
        let bytes = envelopes.get(&(one.record, one.last.version)).map(Vec::as_slice);
        let (_, Some(mut record)) = self.opened(&last, true, bytes) else { return Ok(None) };
        record.clamp(last.at().min(now).saturating_add(CLOCK_AHEAD_MS));
        Ok(Some(Ended { id: tacit_crm::RecordId(one.record.0), deleted, last, record }))
    }

    /// `None` for records that have no page. `merges` is what the records say that are here.
    fn trash_row(&self, one: &Ended, merges: &Merges) -> Option<bh::TrashRow> {
        let Ended { id, deleted, last, record } = one;
        Some(bh::TrashRow {
            id: view::id(*id),
            kind: view::shown_kind(record.kind())?,
            name: name_of(record),
            about: self.was_about(record),
            by: self.member_name(deleted.author()),
            at: deleted.at(),
            merged: [merges, &self.heard].iter().any(|all| all.tells(id, record.kind(), deleted.author(), last.at())),
            version: last.version(),
        })
    }

    /// Name of whom a record was about or belonged to, of the first that is still here.
    fn was_about(&self, record: &Record) -> String {
        let of = [key::ABOUT, key::COMPANY, key::PEOPLE].into_iter().flat_map(|field| match record.get(field) {
            Value::Link(id) => vec![id],
            Value::Relations(ids) => ids,
            _ => Vec::new(),
        });
        let mut named = of.filter(|id| !self.book.is_restricted(id)).map(|id| self.book.name(&id));
        named.find(|name| !name.is_empty()).unwrap_or_default()
    }
}
