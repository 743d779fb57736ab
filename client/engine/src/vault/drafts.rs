//! What somebody began to write and has not saved: notes on records' pages and forms for new records. It is sealed in the
//! vault's own file on this device and goes nowhere else, so that a lock, a reload or a tab that was dropped loses none of
//! it. There it goes with the record that it is about, with the vault, and out of the file when that is written anew for an
//! erasure.

use super::OpenVault;
use super::erase::Purged;
use crate::Failure;
use crate::ports::{File, StorageError};
use crate::store::{Key, Op};
use crate::view;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::Reply;
use tacit_bridge::records::{DraftOf, FieldKey, Id, KeptDraft, Related, TypedFields, forget_in};
use tacit_crm::RecordId;
use tacit_crm::privacy::Tokens;
use tacit_shared::{codec, ids};
use tacit_vault::Entropy;
use zeroize::Zeroizing;

/// Most of a vault: beyond it the oldest goes. Each has a slot of its own, so that one is written without the others.
const MOST: u16 = 64;
/// The first of these slots.
const FIRST: u16 = 64;
/// Bytes of one. A longer one is not kept, nor what was kept of it: it would come back cut.
const MAX_DRAFT: usize = 256 * 1024;
/// Bytes of all: beyond it the oldest go.
const MAX_ALL: usize = 2 * 1024 * 1024;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// So long after it was typed last one goes: no rule of retention sees what is in it.
const KEPT_MS: u64 = 30 * DAY_MS;

/// One as it stands on disk.
#[derive(Serialize, Deserialize)]
struct Stored {
    /// When it was typed last, ms since 1970, by this device's clock.
    at: u64,
    draft: KeptDraft,
}

/// One that is kept.
struct Kept {
    slot: u16,
    len: usize,
    stored: Stored,
}

/// All of a vault.
#[derive(Default)]
pub(super) struct Drafts {
    kept: BTreeMap<DraftOf, Kept>,
    /// Slots whose draft cannot be read, of another version for one: they are emptied with what goes next.
    unreadable: BTreeSet<u16>,
    /// Those that went while a page may still have them, until the pages are told.
    over: Vec<Over>,
}

/// One that went: as it stood then, or whatever it says.
pub(crate) type Over = (DraftOf, Option<TypedFields>);

/// What changes on disk: sealed bytes, or nothing any more.
pub(super) type Writes = Vec<(Key, Option<Vec<u8>>)>;

fn key(slot: u16) -> Key {
    Key::Slot(FIRST + slot)
}

fn context(slot: u16) -> [u8; 13] {
    let mut context = *b"vault draft\0\0";
    context[11..].copy_from_slice(&slot.to_le_bytes());
    context
}

/// The records that a draft is about, and those that were chosen in it.
fn named(draft: &KeptDraft) -> impl Iterator<Item = Id> + '_ {
    let about = if let DraftOf::Note(id) = draft.of { Some(id) } else { None };
    about.into_iter().chain(draft.fields.iter().flat_map(|(.., chosen)| chosen.iter().map(|one| one.id)))
}

fn is_about(draft: &KeptDraft, gone: &BTreeSet<Id>) -> bool {
    matches!(draft.of, DraftOf::Note(about) if gone.contains(&about))
}

/// The name of a person as it is typed into a form: its parts stand in fields of their own.
fn typed_name(draft: &KeptDraft) -> String {
    let part =
        |of: FieldKey| draft.fields.iter().find(|(field, ..)| *field == of).map_or("", |(_, text, _)| text.trim());
    format!("{} {}", part(FieldKey::GIVEN), part(FieldKey::FAMILY))
}

/// Whether somebody who is erased is named in it: as whole words, since Johanna is not Anna.
fn names(draft: &KeptDraft, tokens: &Tokens) -> bool {
    let stand_in = |(_, text, chosen): &(FieldKey, String, Vec<Related>)| {
        tokens.stand_whole_in(text) || chosen.iter().any(|one| tokens.stand_whole_in(&one.name))
    };
    draft.fields.iter().any(stand_in) || tokens.stand_whole_in(&typed_name(draft))
}

/// What a batch of the log is made of.
fn ops(writes: &[(Key, Option<Vec<u8>>)]) -> Vec<Op<'_>> {
    let op = writes.iter().map(|(key, sealed)| match sealed {
        Some(sealed) => Op::Put(*key, sealed),
        None => Op::Delete(*key),
    });
    op.collect()
}

impl Drafts {
    /// Whether one is about a record, or it was chosen in one.
    pub(super) fn name(&self, id: &RecordId) -> bool {
        self.kept.values().any(|kept| named(&kept.stored.draft).any(|of| of.0 == id.0))
    }

    fn size(&self) -> usize {
        self.kept.values().map(|kept| kept.len).sum()
    }

    fn free_slot(&self) -> Option<u16> {
        let taken: BTreeSet<u16> = self.kept.values().map(|kept| kept.slot).collect();
        (0..MOST).find(|slot| !taken.contains(slot))
    }

    /// Whether one is kept just as it is, since not long ago.
    fn has(&self, draft: &KeptDraft, now: u64) -> bool {
        let same = |kept: &Kept| kept.stored.draft == *draft && now.saturating_sub(kept.stored.at) < DAY_MS;
        self.kept.get(&draft.of).is_some_and(same)
    }

    /// Whether what is kept goes with this.
    fn goes_with(&self, went: &KeptDraft) -> bool {
        self.kept.get(&went.of).is_some_and(|kept| kept.stored.draft.goes_with(went))
    }

    fn drop_one(&mut self, of: &DraftOf, writes: &mut Writes) {
        if let Some(kept) = self.kept.remove(of) {
            writes.push((key(kept.slot), None));
        }
    }

    /// The same for one that no page is to have any more either, whatever it says.
    fn end_one(&mut self, of: &DraftOf, writes: &mut Writes) {
        self.drop_one(of, writes);
        self.over.push((*of, None));
    }

    /// Ends those that nobody went on with for too long.
    fn end_old(&mut self, now: u64, writes: &mut Writes) {
        let than = now.saturating_sub(KEPT_MS);
        for (of, kept) in self.kept.extract_if(.., |_, kept| kept.stored.at < than) {
            writes.push((key(kept.slot), None));
            self.over.push((of, None));
        }
    }

    fn drop_unreadable(&mut self, writes: &mut Writes) {
        writes.extend(std::mem::take(&mut self.unreadable).into_iter().map(|slot| (key(slot), None)));
    }

    /// Has the oldest go until one of this length fits beside the others.
    fn make_room(&mut self, len: usize, writes: &mut Writes) {
        while self.kept.len() >= usize::from(MOST) || self.size() + len > MAX_ALL {
            let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.stored.at).map(|(of, _)| *of);
            let Some(oldest) = oldest else { return };
            self.drop_one(&oldest, writes);
        }
    }
}

impl<F: File> OpenVault<F> {
    /// What was begun here not too long ago, of what there still is.
    pub(crate) fn drafts(&mut self, now: u64, entropy: &mut dyn Entropy) -> Reply {
        let gone = self.gone_among(self.drafts.kept.values().flat_map(|kept| named(&kept.stored.draft)));
        let mut writes = self.drafts_without(&gone, &Tokens::default(), entropy);
        self.drafts.end_old(now, &mut writes);
        self.drafts.drop_unreadable(&mut writes);
        let left = self.drafts.kept.values().map(|kept| kept.stored.draft.clone()).collect();
        // On a full disk what is to go goes another time.
        let _ = self.write_drafts_aside(&writes);
        Reply::Drafts(left)
    }

    /// What nobody went on with for too long goes, whether a page asks for it or not.
    pub(crate) fn drop_old_drafts(&mut self, now: u64) {
        let mut writes = Writes::new();
        self.drafts.end_old(now, &mut writes);
        // On a full disk it goes another time.
        let _ = self.write_drafts_aside(&writes);
    }

    /// Those that went since this was asked last, for the pages.
    pub(crate) fn drafts_over(&mut self) -> Vec<Over> {
        std::mem::take(&mut self.drafts.over)
    }

    /// Keeps what is being written as it is now, in place of what was kept of it, and ends what a page has no more.
    pub(crate) fn keep_drafts(
        &mut self,
        drafts: Vec<KeptDraft>,
        over: Vec<KeptDraft>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.book.restrict(now);
        let mut writes = Writes::new();
        for went in over {
            self.end_draft(went, &mut writes);
        }
        for draft in drafts {
            self.keep_draft(draft, now, &mut writes, entropy);
        }
        // After those that were just gone on with: they are old no more.
        self.drafts.end_old(now, &mut writes);
        self.write_drafts_aside(&writes)?;
        Ok(Reply::Done)
    }

    fn keep_draft(&mut self, mut draft: KeptDraft, now: u64, writes: &mut Writes, entropy: &mut dyn Entropy) {
        let gone = self.gone_among(named(&draft));
        if self.is_over() {
            // Nothing can be saved there any more; what is on the page can still be read and copied.
            self.drafts.drop_one(&draft.of, writes);
        } else if is_about(&draft, &gone) {
            self.drafts.end_one(&draft.of, writes);
        } else if !draft.fields.is_empty() {
            forget_in(&mut draft.fields, |id| gone.contains(id));
            if self.erasing.tokens().any(|tokens| names(&draft, tokens)) {
                // A page that had it in hand as they were erased would bring them back.
                self.drafts.end_one(&draft.of, writes);
            } else if !self.drafts.has(&draft, now) {
                self.put_draft(Stored { at: now, draft }, writes, entropy);
            }
        }
    }

    /// Ends one that a page has no more. What another tab had kept in its place since then stays.
    fn end_draft(&mut self, went: KeptDraft, writes: &mut Writes) {
        let gone = self.gone_among(named(&went));
        if is_about(&went, &gone) {
            return self.drafts.end_one(&went.of, writes);
        }
        // It is kept without the records that were gone already.
        let mut less = went.clone();
        forget_in(&mut less.fields, |id| gone.contains(id));
        if self.drafts.goes_with(&went) || self.drafts.goes_with(&less) {
            self.drafts.drop_one(&went.of, writes);
        }
        if !went.fields.is_empty() {
            self.drafts.over.push((went.of, Some(went.fields)));
        }
    }

    /// Nothing begun outlives one's part in the vault.
    pub(crate) fn end_drafts(&mut self) -> Result<(), Failure> {
        let writes = self.all_drafts_out();
        self.write_drafts(&writes)
    }

    /// Takes records that are erased out of what was begun, and what names somebody by `tokens`.
    pub(crate) fn erase_in_drafts(
        &mut self,
        gone: &BTreeSet<RecordId>,
        tokens: &Tokens,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let gone: BTreeSet<Id> = gone.iter().copied().map(view::id).collect();
        let writes = self.drafts_without(&gone, tokens, entropy);
        self.write_drafts(&writes)
    }

    /// What entries that were just followed take out of what was begun, for the batch that they are written in.
    pub(super) fn drafts_after(&mut self, purged: &[Purged], entropy: &mut dyn Entropy) -> Writes {
        if self.is_over() {
            return self.all_drafts_out();
        }
        let gone: BTreeSet<Id> = purged.iter().filter(|purge| purge.gone).map(|purge| Id(purge.record.0)).collect();
        self.drafts_without(&gone, &Tokens::default(), entropy)
    }

    /// What this device keeps. One that cannot be read is as good as none: its slot is free.
    pub(super) fn load_drafts(&mut self) -> Result<(), StorageError> {
        for slot in 0..MOST {
            let Some(sealed) = self.log.get(key(slot))? else { continue };
            match self.read_draft(slot, &sealed) {
                Some(kept) => drop(self.drafts.kept.insert(kept.stored.draft.of, kept)),
                None => drop(self.drafts.unreadable.insert(slot)),
            }
        }
        Ok(())
    }

    fn read_draft(&self, slot: u16, sealed: &[u8]) -> Option<Kept> {
        let plain = self.local.open(&context(slot), sealed).map(Zeroizing::new).ok()?;
        let stored = codec::decode::<Stored>(&plain, MAX_DRAFT).ok()?;
        Some(Kept { slot, len: plain.len(), stored })
    }

    /// Those of these records that are not here, or only stored. What a newer version wrote, or is still to be fetched, is here.
    fn gone_among(&self, records: impl Iterator<Item = Id>) -> BTreeSet<Id> {
        let is_here = |id: &Id| {
            let (record, sealed) = (RecordId(id.0), ids::RecordId(id.0));
            let is_known =
                self.book.contains(&record) || self.newer.contains(&sealed) || self.missing.contains_key(&sealed);
            is_known && !self.book.is_restricted(&record)
        };
        records.filter(|id| !is_here(id)).collect()
    }

    fn drafts_without(&mut self, gone: &BTreeSet<Id>, tokens: &Tokens, entropy: &mut dyn Entropy) -> Writes {
        let mut writes = Writes::new();
        if gone.is_empty() && *tokens == Tokens::default() {
            return writes;
        }
        let all: Vec<DraftOf> = self.drafts.kept.keys().copied().collect();
        for of in all {
            let Some(Kept { stored, .. }) = self.drafts.kept.get_mut(&of) else { continue };
            let is_less = forget_in(&mut stored.draft.fields, |id| gone.contains(id));
            if is_about(&stored.draft, gone) || names(&stored.draft, tokens) {
                self.drafts.end_one(&of, &mut writes);
            } else if is_less {
                let stored = Stored { at: stored.at, draft: stored.draft.clone() };
                self.put_draft(stored, &mut writes, entropy);
            }
        }
        writes
    }

    fn all_drafts_out(&mut self) -> Writes {
        let mut writes = Writes::new();
        self.drafts.drop_unreadable(&mut writes);
        writes.extend(std::mem::take(&mut self.drafts.kept).into_values().map(|kept| (key(kept.slot), None)));
        writes
    }

    /// Seals one into its slot, and drops those that it leaves no room for.
    fn put_draft(&mut self, stored: Stored, writes: &mut Writes, entropy: &mut dyn Entropy) {
        let plain = Zeroizing::new(codec::encode(&stored));
        let of = stored.draft.of;
        if plain.len() > MAX_DRAFT {
            return self.drafts.drop_one(&of, writes);
        }
        let before = self.drafts.kept.remove(&of).map(|kept| kept.slot);
        self.drafts.make_room(plain.len(), writes);
        let Some(slot) = before.or_else(|| self.drafts.free_slot()) else { return };
        self.drafts.unreadable.remove(&slot);
        writes.push((key(slot), Some(self.local.seal(entropy, &context(slot), &plain))));
        self.drafts.kept.insert(of, Kept { slot, len: plain.len(), stored });
    }

    fn write_drafts(&mut self, writes: &[(Key, Option<Vec<u8>>)]) -> Result<(), Failure> {
        Ok(self.log.write(&ops(writes))?)
    }

    /// The same where nothing else hangs on it: if it fails, memory takes what is on disk again, and the vault need not be
    /// read anew with each pause on a full disk.
    fn write_drafts_aside(&mut self, writes: &[(Key, Option<Vec<u8>>)]) -> Result<(), Failure> {
        let Err(error) = self.log.write_aside(&ops(writes)) else { return Ok(()) };
        let before = std::mem::take(&mut self.drafts);
        if let Err(unread) = self.load_drafts() {
            // A part of them would be taken for all, and written over.
            self.drafts = before;
            return Err(unread.into());
        }
        Err(error.into())
    }
}
