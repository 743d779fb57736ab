//! A vault from this device's sealed copy: state, records, outbox, the post under way.

mod places;

use self::places::Places;
use super::kept::Kept;
use super::outbox::outbox_context;
use super::{HEAD, Missing, NEWEST, OpenVault, POST, ROTATE, SCRUB, SCRUBBED, STATE};
use crate::ports::{File, Storage, StorageError};
use crate::privacy::Scrub;
use crate::store::{Key, Log, Op, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::task::Poll;
use tacit_bridge::message::Progress;
use tacit_crm::DecodeError;
use tacit_shared::codec;
use tacit_shared::ids::RecordId;
use tacit_shared::limits::CLOCK_AHEAD_MS;
use tacit_shared::root::Leaves;
use tacit_vault::account::LocalKey;
use tacit_vault::{OpenError, VaultState};
use zeroize::Zeroizing;

/// A stored post is one post at most.
const MAX_POST: usize = 20 * 1024 * 1024;

/// From so many records on reading them is told on the way, each time that so many were read.
const LONG: usize = 10_000;

/// Lets what was told go out to the pages: nothing here waits for anything that takes its time.
async fn turn() {
    let mut is_first = true;
    std::future::poll_fn(|context| {
        if std::mem::take(&mut is_first) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    })
    .await;
}

fn is_written_once(book: &tacit_crm::Book, id: &tacit_crm::RecordId) -> bool {
    book.get(id).is_some_and(|record| record.kind().is_written_once())
}

impl<F: File> OpenVault<F> {
    /// Opens a vault from this device's sealed copy; `None` if there is none or it is of another version. What takes long is
    /// `told` on the way.
    pub(crate) async fn load<S: Storage<File = F>>(
        storage: &S,
        name: &str,
        local: LocalKey,
        now: u64,
        told: impl Fn(Progress),
    ) -> Result<Option<Self>, StorageError> {
        let mut log = Log::open(storage, name).await?;
        let mark = log.get(SCRUB)?;
        let holds_erased = mark.as_deref().is_some_and(|mark| mark != SCRUBBED);
        if log.wants_compaction() || holds_erased {
            match log.compact(storage).await {
                // A mark stays until this device has said so.
                Ok(()) if holds_erased => log.write(&[Op::Put(SCRUB, SCRUBBED)])?,
                // A full disk is no reason not to read what is there: the next opening tries again.
                Ok(()) | Err(StorageError::Full) => {}
                Err(error) => return Err(error),
            }
        }
        let Some(sealed) = log.get(STATE)? else { return Ok(None) };
        let saved = local.open(b"vault state", &sealed).map(Zeroizing::new).map_err(|_| StorageError::Damaged)?;
        let head = log.get(HEAD)?.and_then(|bytes| codec::decode(&bytes, 128).ok());
        let places = Places::read(&log)?;
        let state = match VaultState::load(&saved, head, places.leaves()) {
            Ok(state) => state,
            Err(tacit_vault::LoadError::OtherLayout) => return Ok(None),
            Err(tacit_vault::LoadError::Damaged) => return Err(StorageError::Damaged),
        };
        let mut opened = Self::empty(state, log, local);
        opened.erasing.scrub = match opened.log.get(SCRUB)? {
            None => Scrub::None,
            Some(mark) if mark == SCRUBBED => Scrub::Done,
            Some(_) => Scrub::Due,
        };
        opened.load_witnesses()?;
        opened.kept = Kept::of(&opened.log, opened.state.head().seq);
        opened.load_records(places, now, told).await?;
        opened.load_outbox()?;
        opened.load_post()?;
        opened.load_files()?;
        opened.load_seen_mentions()?;
        opened.load_drafts()?;
        if opened.erasing.scrub == Scrub::Done && opened.book.erasures().is_empty() {
            opened.forget_scrub()?;
        }
        Ok(Some(opened))
    }

    /// Opens every stored envelope; those that are missing or superseded are fetched later. Stamps of other people's
    /// clocks count as no later than honest ones could be.
    async fn load_records(
        &mut self,
        mut places: Places,
        now: u64,
        told: impl Fn(Progress),
    ) -> Result<(), StorageError> {
        let mut reading = self.log.reading(|key| matches!(key, Key::Envelope(_)));
        let (limit, mut spoiled) = (now.saturating_add(CLOCK_AHEAD_MS), BTreeSet::new());
        self.book.reserve(self.state.leaves().totals().total as usize);
        let mut next = LONG;
        while self.load_piece((&mut reading, &mut places), limit, &mut spoiled)? {
            let (done, total) = reading.progress();
            if total > LONG && (done >= next || done == total) {
                next = done + LONG;
                told(Progress { done: done as u32, total: total as u32 });
                turn().await;
            }
        }
        self.missing = self.lacking(&spoiled);
        for record in spoiled {
            self.load_good(&record, limit)?;
        }
        Ok(())
    }

    /// Records whose newest version is not here, right after all that stands on disk was read.
    fn lacking(&self, spoiled: &BTreeSet<RecordId>) -> BTreeMap<RecordId, Missing> {
        // Each was read once, and only where the journal names it: as many as there are is all of them.
        let read = self.book.len() + self.newer.len() + spoiled.len();
        if read as u64 == self.state.leaves().totals().live {
            return BTreeMap::new();
        }
        let known = |record: &RecordId| {
            let is_here = self.book.contains(&tacit_crm::RecordId(record.0));
            is_here || self.newer.contains(record) || spoiled.contains(record)
        };
        let lacking = self.state.expected_all().filter(|expected| !known(&expected.record));
        lacking.map(|expected| (expected.record, Missing { expected, at: None })).collect()
    }

    /// The next of them; says whether there were any.
    fn load_piece(
        &mut self,
        (reading, places): (&mut Reading, &mut Places),
        limit: u64,
        spoiled: &mut BTreeSet<RecordId>,
    ) -> Result<bool, StorageError> {
        let (state, book, newer) = (&self.state, &mut self.book, &mut self.newer);
        self.log.read_piece(reading, |key, bytes| {
            let Key::Envelope(record) = key else { return Ok(()) };
            let leaf = places.next_of(&record).or_else(|| state.leaf(&record));
            let Some(expected) = leaf.and_then(|leaf| state.expected(&leaf)) else { return Ok(()) };
            match state.open(&expected, bytes) {
                Ok(opened) => {
                    let id = tacit_crm::RecordId(record.0);
                    match book.put_held(id, opened.plain(), limit) {
                        // What was said has no second version.
                        Ok(()) if expected.version > 1 && is_written_once(book, &id) => {
                            book.remove(&id);
                            spoiled.insert(record);
                        }
                        Ok(()) => {}
                        // A newer version's record is kept sealed and not shown.
                        Err(DecodeError::Newer(_)) => {
                            newer.insert(record);
                        }
                        Err(DecodeError::TooLong | DecodeError::Malformed) => drop(spoiled.insert(record)),
                    }
                }
                // Signed by a member and no record all the same: known, and not asked for again.
                Err(OpenError::BadRecord { .. }) => drop(spoiled.insert(record)),
                Err(OpenError::Incomplete { .. } | OpenError::NoKey { .. }) => {}
            }
            Ok(())
        })
    }

    /// The version before a member wrote garbage over it.
    fn load_good(&mut self, record: &RecordId, limit: u64) -> Result<(), StorageError> {
        let Some(good) = self.log.get(Key::Good(*record))? else { return Ok(()) };
        if let Some(opened) = self.read_kept(&good) {
            self.show(tacit_crm::RecordId(record.0), opened.plain(), limit);
        }
        Ok(())
    }

    fn load_outbox(&mut self) -> Result<(), StorageError> {
        let mut items = Vec::new();
        let local = &self.local;
        self.log.for_each(
            |key| matches!(key, Key::Outbox(_)),
            |key, sealed| {
                let Key::Outbox(record) = key else { return Ok(()) };
                let plain = local
                    .open(&outbox_context(&record), sealed)
                    .map(Zeroizing::new)
                    .map_err(|_| StorageError::Damaged)?;
                items.push((record, plain));
                Ok(())
            },
        )?;
        for (record, bytes) in items {
            let (generation, rest) = bytes.split_first_chunk::<8>().ok_or(StorageError::Damaged)?;
            let generation = u64::from_le_bytes(*generation);
            let id = tacit_crm::RecordId(record.0);
            match rest.split_first() {
                // Written over what a newer version of Tacit wrote: it waits for that version.
                Some(_) if self.newer.contains(&record) => {}
                // Of another version of Tacit: it stays where it is, sealed, and keeps nothing else from being read.
                Some((1, plain)) if self.book.put(id, plain).is_err() => continue,
                Some((1, _)) => {}
                Some((0, _)) => drop(self.book.remove(&id)),
                _ => return Err(StorageError::Damaged),
            }
            self.outbox.insert(record, generation);
            self.next_generation = self.next_generation.max(generation + 1);
        }
        Ok(())
    }

    fn load_post(&mut self) -> Result<(), StorageError> {
        if let Some(bytes) = self.log.get(POST)? {
            self.post = Some(codec::decode(&bytes, MAX_POST).map_err(|_| StorageError::Damaged)?);
        }
        let mut removing: Vec<u32> =
            self.log.keys().filter_map(|key| if let Key::Intent(member) = key { Some(member) } else { None }).collect();
        removing.sort_unstable();
        self.removing = removing;
        self.newest_at = self.log.get(NEWEST)?.and_then(|bytes| codec::decode(&bytes, 16).ok()).unwrap_or(0);
        self.rotate_due = self.log.get(ROTATE)?.and_then(|bytes| codec::decode(&bytes, 8).ok());
        Ok(())
    }
}
