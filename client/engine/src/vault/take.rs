//! What comes from the journal: verified entries, then the envelopes that they name, merged with what waits here.

use super::outbox::{outbox_context, outbox_plain};
use super::{HEAD, Missing, NEWEST, OpenVault, POST, Post, SCRUB, STATE, UNSEEN};
use crate::Failure;
use crate::ports::File;
use crate::store::{Key, Op};
use std::borrow::Cow;
use std::collections::BTreeSet;
use tacit_crm::{DecodeError, Record, RecordRef};
use tacit_shared::codec;
use tacit_shared::envelope::{Envelope, Place, envelope_hash};
use tacit_shared::ids::{EntryHash, Millis, RecordId};
use tacit_shared::limits::CLOCK_AHEAD_MS;
use tacit_vault::{Entropy, Expected, OpenError, Opened};

/// What came of fetched envelopes.
#[derive(Default)]
pub(crate) struct Taken {
    /// Envelopes that the server did not give, or gave others for.
    pub(crate) withheld: u32,
    /// Envelopes whose key is not held.
    pub(crate) keyless: u32,
    /// A member who signed for garbage.
    pub(crate) garbage_by: Option<u32>,
}

/// An outbox item after a merge: its generation and sealed bytes, or nothing that is still to be said.
type Settled = (RecordId, Option<(u64, Vec<u8>)>);

impl<F: File> OpenVault<F> {
    /// What a pull or an own confirmed entry changed, in one batch: pin, membership, leaves; if the entry is
    /// our own post, also its envelopes, and what it carried leaves the outbox. `entries` are the bytes it came from.
    pub(crate) fn keep_followed(
        &mut self,
        followed: &tacit_vault::Followed,
        entries: &[Vec<u8>],
        entropy: &mut dyn Entropy,
    ) -> Result<bool, Failure> {
        let mine = self
            .post
            .clone()
            .filter(|post| followed.deltas.iter().any(|delta| delta.entry.hash() == post.draft.hash()));
        let mut values: Vec<(Key, Vec<u8>)> = vec![(HEAD, codec::encode(&self.state.head_pin()))];
        let mut deletes = Vec::new();
        let claimed = followed.deltas.iter().map(|delta| delta.entry.header().at).max();
        if let Some(newest) = claimed.filter(|newest| *newest > self.newest_at) {
            values.push((NEWEST, codec::encode(&newest)));
            self.newest_at = newest;
        }
        let roster_changed = followed.deltas.iter().any(|delta| delta.entry.body().is_roster());
        if roster_changed || followed.stopped.is_some() {
            values.push((STATE, self.sealed_state(entropy)));
        }
        if roster_changed {
            values.push((UNSEEN, self.sealed_unseen(entropy)));
        }
        if let Some(first) = followed.deltas.first() {
            let hashes: Vec<EntryHash> = followed.deltas.iter().map(|delta| delta.entry.hash()).collect();
            self.hash_ops(first.entry.header().seq, &hashes, &mut values, &mut deletes);
        }
        for leaf in followed.deltas.iter().filter_map(|delta| delta.leaves.as_ref()).flat_map(|delta| &delta.leaves) {
            values.push((Key::Leaf(leaf.record), codec::encode(leaf)));
            if leaf.envelope.is_none() {
                deletes.extend([Key::Envelope(leaf.record), Key::Good(leaf.record)]);
            }
        }
        let first = followed.deltas.first().map_or(0, |delta| delta.entry.header().seq);
        let mut keeping = self.keeping(first, &entries[..followed.deltas.len().min(entries.len())]);
        values.append(&mut keeping.puts);
        deletes.append(&mut keeping.deletes);
        if let Some(post) = &mine {
            values.extend(self.boxes_with(&post.draft.post().boxes)?);
        }
        let confirmed = mine.as_ref().map(|post| self.confirmed_ops(post, &mut values, &mut deletes));
        let purged = self.purged(followed, mine.is_some());
        if !purged.is_empty() {
            values.push((SCRUB, Vec::new()));
            let edited = purged.iter().filter(|purge| purge.gone && self.outbox.contains_key(&purge.record));
            deletes.extend(edited.map(|purge| Key::Outbox(purge.record)));
        }
        for (key, sealed) in self.drafts_after(&purged, entropy) {
            match sealed {
                Some(sealed) => values.push((key, sealed)),
                None => deletes.push(key),
            }
        }
        let mut ops: Vec<Op<'_>> = values.iter().map(|(key, value)| Op::Put(*key, value)).collect();
        ops.extend(deletes.into_iter().map(Op::Delete));
        self.log.write(&ops)?;
        if !purged.is_empty() {
            self.erasing.scrub = crate::privacy::Scrub::Due;
        }
        self.kept(keeping);
        for record in confirmed.into_iter().flatten() {
            self.outbox.remove(&record);
        }
        if mine.is_some() {
            self.post = None;
        }
        let mut revived = if mine.is_none() { self.files_that_stay(followed) } else { Vec::new() };
        revived.retain(|(id, file)| self.book.touches_restricted(id, file.as_deref()).is_none());
        self.note_missing(followed, mine.as_ref());
        if !revived.is_empty() && self.may_write().is_ok() {
            self.stage(revived, entropy)?;
        }
        self.forget_purged(&purged);
        self.files_followed(followed, entropy)?;
        Ok(mine.is_some())
    }

    fn confirmed_ops(&self, post: &Post, values: &mut Vec<(Key, Vec<u8>)>, deletes: &mut Vec<Key>) -> Vec<RecordId> {
        for bytes in &post.draft.post().envelopes {
            if let Ok(envelope) = tacit_shared::envelope::Envelope::parse(bytes) {
                let record = envelope.place.record;
                values.push((Key::Envelope(record), bytes.clone()));
                deletes.extend(self.log.len_of(Key::Good(record)).map(|_| Key::Good(record)));
            }
        }
        deletes.push(POST);
        let unchanged = |(record, generation): &&(RecordId, u64)| self.outbox.get(record) == Some(generation);
        let done: Vec<RecordId> = post.carries.iter().filter(unchanged).map(|(record, _)| *record).collect();
        deletes.extend(done.iter().map(|record| Key::Outbox(*record)));
        done
    }

    /// Files that somebody deleted together with a record that is being edited here: the edit brings the record back, and
    /// they belong to it.
    fn files_that_stay(&self, followed: &tacit_vault::Followed) -> Vec<(tacit_crm::RecordId, Option<Vec<u8>>)> {
        let leaves = followed.deltas.iter().filter_map(|delta| delta.leaves.as_ref()).flat_map(|delta| &delta.leaves);
        let deleted: BTreeSet<RecordId> =
            leaves.filter(|leaf| leaf.envelope.is_none()).map(|leaf| leaf.record).collect();
        let file = |record: &RecordId| {
            let id = tacit_crm::RecordId(record.0);
            let file = self.book.record(&id)?;
            let holder = file.file()?.holder;
            let sealed = RecordId(holder.0);
            let edited = deleted.contains(&sealed) && self.outbox.contains_key(&sealed) && self.book.contains(&holder);
            (edited && !self.outbox.contains_key(record)).then(|| (id, Some(file.encode())))
        };
        deleted.iter().filter_map(file).collect()
    }

    /// Which envelopes are to be fetched now; records deleted by others go, unless they are being edited here.
    fn note_missing(&mut self, followed: &tacit_vault::Followed, mine: Option<&Post>) {
        for delta in &followed.deltas {
            if mine.is_some_and(|post| post.draft.hash() == delta.entry.hash()) {
                for leaf in delta.leaves.iter().flat_map(|leaves| &leaves.leaves) {
                    self.missing.remove(&leaf.record);
                }
                continue;
            }
            let at = Some(delta.entry.header().at);
            for expected in self.state.expected_of(delta) {
                self.missing.insert(expected.record, Missing { expected, at });
            }
            for leaf in delta.leaves.iter().flat_map(|leaves| &leaves.leaves) {
                if leaf.envelope.is_none() {
                    self.missing.remove(&leaf.record);
                    if !self.outbox.contains_key(&leaf.record) {
                        self.doom(&tacit_crm::RecordId(leaf.record.0));
                        self.book.remove(&tacit_crm::RecordId(leaf.record.0));
                    }
                }
            }
        }
        let state = &self.state;
        self.missing.retain(|_, missing| state.is_newest(&missing.expected));
    }

    /// Takes fetched envelopes: opened, merged with what waits here, kept sealed. Says how many the server withheld,
    /// and which members wrote garbage.
    pub(crate) fn take_envelopes(
        &mut self,
        fetched: &[(Missing, Option<Vec<u8>>)],
        now: Millis,
        entropy: &mut dyn Entropy,
    ) -> Result<Taken, Failure> {
        let mut taken = Taken::default();
        let mut keep: Vec<(Key, Cow<'_, [u8]>)> = Vec::new();
        let mut deletes = Vec::new();
        let mut merged = Vec::new();
        for (missing, bytes) in fetched {
            let record = missing.expected.record;
            // Another answer was faster, or a newer version is the one that is missing now.
            if self.missing.get(&record).is_none_or(|now| now.expected != missing.expected) {
                continue;
            }
            let Some(bytes) = bytes else {
                taken.withheld += 1;
                continue;
            };
            match self.read(&missing.expected, bytes) {
                Ok(opened) => {
                    keep.push((Key::Envelope(record), bytes.into()));
                    deletes.push(Key::Good(record));
                    let limit = missing.at.unwrap_or(now).min(now).saturating_add(CLOCK_AHEAD_MS);
                    merged.extend(self.merge_in(record, opened.plain(), limit));
                    self.missing.remove(&record);
                }
                Err(OpenError::BadRecord { author, .. }) => {
                    // Kept as well: it is what the journal names, and is not asked for again.
                    keep.push((Key::Envelope(record), bytes.into()));
                    keep.extend(self.last_good(&record)?.map(|good| (Key::Good(record), good.into())));
                    self.missing.remove(&record);
                    taken.garbage_by = author.or(taken.garbage_by);
                }
                Err(OpenError::Incomplete { .. }) => taken.withheld += 1,
                Err(OpenError::NoKey { .. }) => taken.keyless += 1,
            }
        }
        // In one write: an envelope without what it was merged with would let the next commit write over a colleague.
        let settled = self.settled(merged, entropy);
        keep.extend(settled.iter().filter_map(|(record, item)| {
            let (_, sealed) = item.as_ref()?;
            Some((Key::Outbox(*record), sealed.into()))
        }));
        deletes.extend(settled.iter().filter(|(_, item)| item.is_none()).map(|(record, _)| Key::Outbox(*record)));
        let mut ops: Vec<Op<'_>> = keep.iter().map(|(key, value)| Op::Put(*key, value.as_ref())).collect();
        ops.extend(deletes.into_iter().filter(|key| self.log.len_of(*key).is_some()).map(Op::Delete));
        self.log.write(&ops)?;
        for (record, item) in settled {
            match item {
                Some((generation, _)) => self.outbox.insert(record, generation),
                None => self.outbox.remove(&record),
            };
        }
        Ok(taken)
    }

    /// Opens an envelope and looks whether a record is in it. A member can seal anything: what is none is as bad as an
    /// envelope that does not open.
    pub(super) fn read(&self, expected: &Expected, bytes: &[u8]) -> Result<Opened, OpenError> {
        let opened = self.state.open(expected, bytes)?;
        match RecordRef::parse(opened.plain()) {
            // What was said was said: a second version of it is forged, whoever signed it; so is one that says somebody
            // else wrote it.
            Ok(record)
                if record.kind().is_written_once()
                    && (expected.version > 1 || record.created().author != opened.author()) =>
            {
                Err(OpenError::BadRecord { author: Some(opened.author()), seq: opened.seq() })
            }
            // A newer version's record is kept sealed and not shown.
            Ok(_) | Err(DecodeError::Newer(_)) => Ok(opened),
            Err(DecodeError::TooLong | DecodeError::Malformed) => {
                Err(OpenError::BadRecord { author: Some(opened.author()), seq: opened.seq() })
            }
        }
    }

    /// The envelope that stands here of a record whose next version is garbage, if it was good itself.
    fn last_good(&self, record: &RecordId) -> Result<Option<Vec<u8>>, Failure> {
        let before = self.log.get(Key::Envelope(*record))?;
        Ok(before.filter(|bytes| self.read_kept(bytes).is_some()))
    }

    /// Who signed the version of a record that stands here.
    pub(crate) fn signer_of(&self, record: &RecordId) -> Option<u32> {
        let bytes = self.log.get(Key::Envelope(*record)).ok().flatten()?;
        Some(self.read_kept(&bytes)?.author())
    }

    /// Opens an envelope of this device by what its own header says: when it came it was what the journal named.
    pub(super) fn read_kept(&self, bytes: &[u8]) -> Option<Opened> {
        let Place { record, version, epoch, author } = Envelope::parse(bytes).ok()?.place;
        let (seq, hash) = (self.state.leaf(&record)?.seq, envelope_hash(bytes));
        let expected = Expected { record, version, seq, epoch, author: Some(author), hash };
        self.read(&expected, bytes).ok()
    }

    /// What a fetched state means for a record that may have unconfirmed changes here: the new plain bytes and whether
    /// they still differ from what the server has. An edit wins over a deletion that did not know it, on either side.
    ///
    /// No stamp counts as later than `limit`: neither a clock in the year 9999 nor an entry that claims that time wins for
    /// longer than honest clocks may differ.
    fn merge_in(&mut self, record: RecordId, plain: &[u8], limit: Millis) -> Option<(RecordId, Option<Vec<u8>>)> {
        let id = tacit_crm::RecordId(record.0);
        let Ok(mut theirs) = Record::decode(plain) else {
            // Of a newer version of Tacit; garbage was told apart before.
            self.newer.insert(record);
            self.book.remove(&id);
            return None;
        };
        self.newer.remove(&record);
        theirs.clamp(limit);
        self.clock.observe(theirs.changed(), u64::MAX);
        let mine = self.outbox.contains_key(&record).then(|| self.book.record(&id));
        match mine {
            None => {
                self.show(id, plain, limit);
                None
            }
            Some(None) => {
                self.show(id, plain, limit);
                Some((record, None))
            }
            Some(Some(mine)) => {
                let mut merged = theirs.clone();
                let can = merged.merge(&mine).is_ok();
                merged.let_replaced_go();
                if !can || !merged.shorten() {
                    // What cannot be merged does not go out over it.
                    self.newer.insert(record);
                    return None;
                }
                // What was cleaned goes out: on the server is what counts.
                let differs = merged != theirs;
                let bytes = merged.encode();
                let _ = self.book.put(id, &bytes);
                Some((record, differs.then_some(bytes)))
            }
        }
    }

    /// Takes a record's plain bytes into memory, its stamps held to `limit`.
    pub(super) fn show(&mut self, id: tacit_crm::RecordId, plain: &[u8], limit: Millis) {
        // A newer version's record is kept sealed and not shown.
        let _ = self.book.put_held(id, plain, limit);
    }

    /// Outbox items after a merge: a new generation, sealed, or nothing any more.
    fn settled(&mut self, merged: Vec<(RecordId, Option<Vec<u8>>)>, entropy: &mut dyn Entropy) -> Vec<Settled> {
        let mut seal = |record: &RecordId, bytes: &[u8]| {
            let generation = self.next_generation;
            self.next_generation += 1;
            let plain = outbox_plain(generation, Some(bytes));
            (generation, self.local.seal(entropy, &outbox_context(record), &plain))
        };
        merged.into_iter().map(|(record, bytes)| (record, bytes.map(|bytes| seal(&record, &bytes)))).collect()
    }
}
