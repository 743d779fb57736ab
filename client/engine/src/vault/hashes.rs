//! The hash of every entry that was verified here, durably: what others say of the journal is compared with it, and so is
//! the place of an old version. 32 bytes an entry: the newest one by one, every 256 of them folded into one value, so that
//! an edit writes 32 bytes and the index stays small.

use super::OpenVault;
use crate::ports::{File, StorageError};
use crate::store::{Key, Log, Op};
use tacit_shared::ids::{EntryHash, Seq};

/// Entries in a run.
const RUN: u64 = 256;
/// Runs written in one frame: half a megabyte.
const RUNS_AT_ONCE: usize = 64;

/// What a log knows of a place.
pub(super) fn hash_in<F: File>(log: &Log<F>, seq: Seq) -> Option<EntryHash> {
    if let Some(one) = log.get(Key::Hash(seq)).ok().flatten() {
        return one.try_into().ok().map(EntryHash);
    }
    let run = log.get(Key::Hashes(u32::try_from(seq / RUN).ok()?)).ok().flatten()?;
    let (hashes, _) = run.as_chunks::<32>();
    hashes.get((seq % RUN) as usize).copied().map(EntryHash)
}

impl<F: File> OpenVault<F> {
    /// The hash of an entry at or below the pin, if it was verified here.
    pub(crate) fn hash_at(&self, seq: Seq) -> Option<EntryHash> {
        let head = self.state.head();
        if seq == head.seq { Some(head.hash) } else { hash_in(&self.log, seq) }
    }

    /// Adds the writes that keep these entries' hashes; full runs are folded.
    pub(super) fn hash_ops(
        &self,
        first: Seq,
        hashes: &[EntryHash],
        values: &mut Vec<(Key, Vec<u8>)>,
        deletes: &mut Vec<Key>,
    ) {
        let end = first + hashes.len() as u64;
        let at = |seq: Seq| match seq.checked_sub(first) {
            Some(place) => hashes.get(place as usize).copied(),
            None => hash_in(&self.log, seq),
        };
        for run in first / RUN..end.div_ceil(RUN) {
            let (start, stop) = (run * RUN, (run + 1) * RUN);
            let whole: Option<Vec<EntryHash>> = if stop <= end { (start..stop).map(at).collect() } else { None };
            match whole {
                Some(whole) => {
                    values.push((Key::Hashes(run as u32), whole.iter().flat_map(|hash| hash.0).collect()));
                    let single = (start..stop).map(Key::Hash);
                    deletes.extend(single.filter(|key| self.log.len_of(*key).is_some()));
                }
                None => {
                    let here = start.max(first)..stop.min(end);
                    values.extend(here.filter_map(|seq| Some((Key::Hash(seq), at(seq)?.0.to_vec()))));
                }
            }
        }
    }

    /// Keeps the hashes of a whole journal from Genesis on, once the audit passed it.
    pub(crate) fn keep_hashes(&mut self, hashes: &[EntryHash]) -> Result<(), StorageError> {
        for (number, part) in hashes.chunks(RUNS_AT_ONCE * RUN as usize).enumerate() {
            let (mut values, mut deletes) = (Vec::new(), Vec::new());
            self.hash_ops(number as u64 * RUNS_AT_ONCE as u64 * RUN, part, &mut values, &mut deletes);
            let mut ops: Vec<Op<'_>> = values.iter().map(|(key, value)| Op::Put(*key, value)).collect();
            ops.extend(deletes.into_iter().map(Op::Delete));
            self.log.write(&ops)?;
        }
        Ok(())
    }
}
