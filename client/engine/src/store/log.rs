//! The log: keyed values, written in batches that hold wholly or not at all.
//!
//! A batch is one frame; a crash can only tear the last one, which is cut off at the next opening.
//! Values are read back by key or in file order. What is superseded stays until compaction writes
//! the living into a file of the next generation, marks it complete, and removes the old one.

use super::frame::{self, Scanner};
use super::index::{Index, Place};
use crate::ports::{File, Storage, StorageError};
use serde::{Deserialize, Serialize};
use tacit_shared::ids::RecordId;

/// Names a value. Numbers are stable: they stand in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    /// The file of this generation is complete.
    Complete,
    /// A single value of the device or of a vault.
    Slot(u16),
    /// A record's verified place in the record set.
    Leaf(RecordId),
    /// A record's newest envelope.
    Envelope(RecordId),
    /// A change not yet confirmed.
    Outbox(RecordId),
    /// A membership action not yet in the journal.
    Intent(u32),
    /// The hashes of a full run of journal entries.
    Hashes(u32),
    /// The hash of one journal entry whose run is not full yet.
    Hash(u64),
    /// A journal entry as it was signed.
    Entry(u32),
    /// A record's last good envelope, where the newest one is garbage.
    Good(RecordId),
}

/// One write of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op<'a> {
    /// Sets a value.
    Put(Key, &'a [u8]),
    /// Forgets it.
    Delete(Key),
}

/// Values on their way from the file, in its order.
#[derive(Debug)]
pub struct Reading {
    places: Vec<(Key, Place)>,
    done: usize,
    window: Vec<u8>,
}

impl Reading {
    /// How many were read, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.places.len())
    }
}

/// Files shorter than this are never compacted.
const COMPACT_FLOOR: u64 = 8 * 1024 * 1024;
/// Payload of one frame while compacting.
const COMPACT_BATCH: usize = 4 * 1024 * 1024;
/// Read at a time: so much stays in a processor's cache until it was looked at, and four times as much does not.
const READ_PIECE: u64 = 1024 * 1024;
/// Beyond so many bytes between two values another read costs less than reading what stands there. An import leaves such
/// gaps: the places of thousands of records, then their envelopes.
const GAP: u64 = 64 * 1024;

/// A log over one file.
pub struct Log<F> {
    name: String,
    generation: u32,
    file: F,
    end: u64,
    live: u64,
    index: Index,
    failed: bool,
}

impl<F: File> Log<F> {
    /// Opens the newest complete generation of a log, or starts one.
    pub async fn open<S: Storage<File = F>>(storage: &S, name: &str) -> Result<Self, StorageError> {
        let mut generations = generations(storage, name).await?;
        while let Some(generation) = generations.pop() {
            let file = storage.open(&file_name(name, generation)).await?;
            let log = Self::scan(name, generation, file)?;
            if log.index.get(&Key::Complete).is_some() {
                for old in generations {
                    storage.remove(&file_name(name, old)).await?;
                }
                return Ok(log);
            }
            // A compaction that a crash cut short: the generation before still has everything.
            drop(log);
            storage.remove(&file_name(name, generation)).await?;
        }
        let file = storage.open(&file_name(name, 0)).await?;
        let mut log = Self::scan(name, 0, file)?;
        log.write(&[Op::Put(Key::Complete, &[])])?;
        Ok(log)
    }

    /// Removes every generation of a log that is not open.
    pub async fn remove<S: Storage<File = F>>(storage: &S, name: &str) -> Result<(), StorageError> {
        for generation in generations(storage, name).await? {
            storage.remove(&file_name(name, generation)).await?;
        }
        Ok(())
    }

    fn scan(name: &str, generation: u32, mut file: F) -> Result<Self, StorageError> {
        let mut index = Index::default();
        let mut live = 0;
        let mut scanner = Scanner::new(&file)?;
        while let Some((start, payload)) = scanner.next()? {
            index_frame(&mut index, &mut live, start, payload)?;
        }
        let end = scanner.at;
        if file.len()? > end {
            if !scanner.only_torn_end()? {
                return Err(StorageError::Damaged);
            }
            file.truncate(end)?;
        }
        Ok(Self { name: name.to_owned(), generation, file, end, live, index, failed: false })
    }

    /// Writes a batch; durable and whole when this returns, else nothing of it counts.
    pub fn write(&mut self, ops: &[Op<'_>]) -> Result<(), StorageError> {
        if ops.is_empty() {
            return Ok(());
        }
        if self.failed {
            // In case that cutting off what was written of the batch that failed failed too.
            self.file.truncate(self.end)?;
        }
        let payload = tacit_shared::codec::encode(&ops);
        let bytes = frame::write(self.end, &payload);
        if payload.len() > frame::MAX_PAYLOAD || self.end + bytes.len() as u64 >= Place::END {
            // Whoever took it for written is ahead of the file.
            self.failed = true;
            return Err(StorageError::Full);
        }
        if let Err(error) = self.file.append(&bytes) {
            self.failed = true;
            // What was written of it must not stand before the next frame, nor count at the next opening.
            self.file.truncate(self.end)?;
            return Err(error);
        }
        index_frame(&mut self.index, &mut self.live, self.end + frame::HEADER as u64, &payload)?;
        self.end += bytes.len() as u64;
        Ok(())
    }

    /// The same for what whoever writes it makes up for in memory where it fails: it leaves no mark then, unless a part of it
    /// still stands in the file.
    pub fn write_aside(&mut self, ops: &[Op<'_>]) -> Result<(), StorageError> {
        let before = self.failed;
        let written = self.write(ops);
        if written.is_err() && self.file.len().is_ok_and(|len| len == self.end) {
            self.failed = before;
        }
        written
    }

    /// Whether a batch could not be written: whoever took it for written in memory is ahead of the file.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// The value of a key.
    pub fn get(&self, key: Key) -> Result<Option<Vec<u8>>, StorageError> {
        let Some(place) = self.index.get(&key) else { return Ok(None) };
        let mut value = vec![0; place.len() as usize];
        self.file.read_exact(place.at(), &mut value)?;
        Ok(Some(value))
    }

    /// Length of a value.
    pub fn len_of(&self, key: Key) -> Option<u32> {
        self.index.get(&key).map(Place::len)
    }

    /// Every living value whose key `wanted` names, in file order, read in large pieces.
    pub fn for_each(
        &self,
        wanted: impl Fn(&Key) -> bool,
        mut each: impl FnMut(Key, &[u8]) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        let mut reading = self.reading(wanted);
        while self.read_piece(&mut reading, &mut each)? {}
        Ok(())
    }

    /// Where the living values stand whose keys `wanted` names, to be read piece by piece; what is written meanwhile is not
    /// among them.
    pub fn reading(&self, wanted: impl Fn(&Key) -> bool) -> Reading {
        let mut places = Vec::new();
        self.index.iter().filter(|(key, _)| wanted(key)).for_each(|one| places.push(one));
        // This way of sorting makes use of what stands in order already.
        places.sort_by_key(|(_, place)| place.at());
        Reading { places, done: 0, window: Vec::new() }
    }

    /// The next large piece; says whether there was one.
    pub fn read_piece(
        &self,
        reading: &mut Reading,
        mut each: impl FnMut(Key, &[u8]) -> Result<(), StorageError>,
    ) -> Result<bool, StorageError> {
        let places = &reading.places[reading.done..];
        let Some((_, first)) = places.first() else { return Ok(false) };
        let from = first.at();
        let mut end = first.end();
        // A value that is larger than a piece is one.
        let more = places[1..].iter().take_while(|(_, place)| {
            let is_near = place.at() - end <= GAP && place.end() - from <= READ_PIECE;
            end = if is_near { place.end() } else { end };
            is_near
        });
        let piece = &places[..=more.count()];
        let len = (end - from) as usize;
        if reading.window.len() < len {
            reading.window.resize(len, 0);
        }
        self.file.read_exact(from, &mut reading.window[..len])?;
        for (key, place) in piece {
            let at = (place.at() - from) as usize;
            each(*key, &reading.window[at..at + place.len() as usize])?;
        }
        reading.done += piece.len();
        Ok(true)
    }

    /// Keys of living values.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.index.iter().map(|(key, _)| key)
    }

    /// Whether more than half of a large file is dead.
    pub fn wants_compaction(&self) -> bool {
        self.end > COMPACT_FLOOR && self.live < self.end / 2
    }

    /// Writes the living into the next generation and drops this one. A crash at any point leaves one of them whole.
    pub async fn compact<S: Storage<File = F>>(&mut self, storage: &S) -> Result<(), StorageError> {
        let next = self.next_file();
        storage.remove(&next).await?;
        let old = self.move_to(storage.open(&next).await?)?;
        storage.remove(&old).await
    }

    /// The name of the next generation's file, for [`move_to`](Self::move_to).
    pub fn next_file(&self) -> String {
        file_name(&self.name, self.generation + 1)
    }

    /// Writes the living into the next generation's file, an empty one, and goes on there. Gives the name of the file before,
    /// closed now and to be removed: where the log may not be borrowed while files are opened.
    pub fn move_to(&mut self, file: F) -> Result<String, StorageError> {
        let mut next = Self::scan(&self.name, self.generation + 1, file)?;
        let mut batch: Vec<(Key, Vec<u8>)> = Vec::new();
        let mut size = 0;
        self.for_each(
            |key| *key != Key::Complete,
            |key, value| {
                size += value.len();
                batch.push((key, value.to_vec()));
                if size >= COMPACT_BATCH {
                    next.write_owned(&batch)?;
                    batch.clear();
                    size = 0;
                }
                Ok(())
            },
        )?;
        next.write_owned(&batch)?;
        next.write(&[Op::Put(Key::Complete, &[])])?;
        let old = std::mem::replace(self, next);
        Ok(file_name(&old.name, old.generation))
    }

    fn write_owned(&mut self, batch: &[(Key, Vec<u8>)]) -> Result<(), StorageError> {
        let ops: Vec<Op<'_>> = batch.iter().map(|(key, value)| Op::Put(*key, value)).collect();
        self.write(&ops)
    }
}

fn index_frame(index: &mut Index, live: &mut u64, start: u64, payload: &[u8]) -> Result<(), StorageError> {
    let (count, mut rest) = postcard::take_from_bytes::<usize>(payload).map_err(|_| StorageError::Damaged)?;
    for _ in 0..count {
        let (op, behind) = match of_record(rest) {
            Some(read) => read,
            None => postcard::take_from_bytes::<Op<'_>>(rest).map_err(|_| StorageError::Damaged)?,
        };
        rest = behind;
        let dead = match op {
            Op::Put(key, value) => {
                let at = start + (value.as_ptr() as usize - payload.as_ptr() as usize) as u64;
                let place = Place::new(at, value.len()).ok_or(StorageError::Damaged)?;
                *live += value.len() as u64;
                index.insert(key, place)
            }
            Op::Delete(key) => index.remove(&key),
        };
        *live -= dead.map_or(0, |place| u64::from(place.len()));
    }
    Ok(())
}

/// A write of a record's place or envelope, of usual length, read as postcard reads it: nearly all are, and are read by
/// the hundred thousand when a vault is opened.
fn of_record(bytes: &[u8]) -> Option<(Op<'_>, &[u8])> {
    let (&[op, key], rest) = bytes.split_first_chunk()?;
    let (record, rest) = rest.split_first_chunk()?;
    let (len, rest) = match *rest {
        [len @ ..0x80, ref rest @ ..] => (usize::from(len), rest),
        [low, high @ ..0x80, ref rest @ ..] => (usize::from(low & 0x7f) | usize::from(high) << 7, rest),
        _ => return None,
    };
    let (value, rest) = rest.split_at_checked(len)?;
    let key = match (op, key) {
        (0, 2) => Key::Leaf(RecordId(*record)),
        (0, 3) => Key::Envelope(RecordId(*record)),
        _ => return None,
    };
    Some((Op::Put(key, value), rest))
}

fn file_name(name: &str, generation: u32) -> String {
    format!("{name}.{generation}")
}

async fn generations<S: Storage>(storage: &S, name: &str) -> Result<Vec<u32>, StorageError> {
    let mut found: Vec<u32> = storage
        .list()
        .await?
        .iter()
        .filter_map(|file| file.strip_prefix(name)?.strip_prefix('.')?.parse().ok())
        .collect();
    found.sort_unstable();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_of_records_are_read_as_all_others_are() {
        let record = RecordId(std::array::from_fn(|at| at as u8));
        let keys = [
            Key::Complete,
            Key::Slot(2),
            Key::Leaf(record),
            Key::Envelope(record),
            Key::Outbox(record),
            Key::Good(record),
        ];
        for len in [0, 1, 127, 128, 400, 16_383, 16_384, 70_000] {
            let value = vec![7; len];
            let ops = keys.iter().flat_map(|key| [Op::Put(*key, &value), Op::Delete(*key)]);
            for op in ops {
                let bytes = [tacit_shared::codec::encode(&op), vec![1, 2, 3]].concat();
                let plain = postcard::take_from_bytes::<Op<'_>>(&bytes).ok();
                let quick = of_record(&bytes);
                let is_usual = matches!(op, Op::Put(Key::Leaf(_) | Key::Envelope(_), _)) && len < 16_384;
                assert_eq!(quick, plain.filter(|_| is_usual), "{op:?}");
                for cut in 0..bytes.len().min(40) {
                    let quick = of_record(&bytes[..cut]);
                    assert!(quick.is_none() || quick == postcard::take_from_bytes(&bytes[..cut]).ok());
                }
            }
        }
    }
}
