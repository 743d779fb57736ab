//! What takes long and can be stopped between two slices: moving many records to the trash, and taking a large step back;
//! cells that are pasted or emptied go the same way (`cells.rs`).
//! What was done until then is one step, and what is left of a step that was to be taken back keeps its number.

use crate::Failure;
use crate::change::{Done, Part};
use crate::engine::{Engine, FileOf, PageId};
use crate::ports::{File, Platform};
use crate::problem::problem;
use crate::records::Writes;
use crate::several::{SLICE, Sum};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::message::{Job, Progress};
use tacit_bridge::problem::ProblemKind::Gone;
use tacit_bridge::records as br;
use tacit_bridge::{Event, Problem, Reply};
use tacit_crm::RecordId;
use tacit_crm::privacy::key::SUBJECT;
use tacit_crm::undo::Step;
use tacit_shared::ids::VaultId;
use tacit_shared::limits;
use tacit_vault::Entropy;

/// Slices of a step of which nothing was taken back, as the rules refuse it.
#[derive(Default)]
struct Refused {
    slices: Vec<Step>,
    why: Option<Problem>,
}

impl<P: Platform> Engine<P> {
    /// Moves records to the trash, with their files.
    pub(crate) async fn delete_several(&self, page: PageId, ids: &[br::Id]) -> Result<Reply, Failure> {
        let _one = self.stepping.lock().await;
        let vault = self.vault_of(page)?;
        let ids = self.look(page, |vault| {
            vault.may_be_changed(ids)?;
            Ok(vault.with_their_files(ids.iter().copied().map(view::record_id).collect()))
        })?;
        self.take_out_several((page, &vault), &ids, Vec::new()).await
    }

    /// Takes every made-up record out, whatever was changed in it, and what these people are said to have said; but for what
    /// the rules keep, which is told.
    pub(crate) async fn remove_made_up(&self, page: PageId) -> Result<Reply, Failure> {
        let _one = self.stepping.lock().await;
        let vault = self.vault_of(page)?;
        let (ids, left) = self.look(page, |vault| vault.made_up_to_go())?;
        self.take_out_several((page, &vault), &ids, left).await
    }

    /// Takes these out; `left` are those that were left before.
    async fn take_out_several(&self, at: (PageId, &VaultId), ids: &[RecordId], left: Left) -> Result<Reply, Failure> {
        let mut rest = ids;
        let slice = |vault: &mut OpenVault<FileOf<P>>| -> Result<Option<(Done, usize)>, Failure> {
            let (slice, after) = rest.split_at(vault.slice_to_take_out(rest));
            rest = after;
            if slice.is_empty() {
                return Ok(None);
            }
            Ok(Some((vault.take_out_slice(slice, &mut *self.entropy())?, slice.len())))
        };
        let mut sum = self.slice_by_slice(at, ids.len(), slice).await?;
        sum.done.left.extend(left);
        if sum.done.changed == 0 && sum.stopped.is_none() {
            let first = sum.done.left.into_iter().next().map(|(_, why)| why);
            return Err(first.unwrap_or_else(|| problem(Gone)).into());
        }
        self.answer_several(at.1, sum)
    }

    /// Takes a step back, or forth again.
    pub(crate) async fn step_back(&self, page: PageId, step: br::UndoStep) -> Result<Reply, Failure> {
        let _one = self.stepping.lock().await;
        let (vault, now) = (self.vault_of(page)?, self.platform.now());
        let total =
            self.look(page, |vault| Ok(vault.history.get(step.0).filter(|step| step.is_loose()).map(Step::len)))?;
        let Some(total) = total.filter(|total| *total > SLICE) else {
            return self.edit(page, |vault, entropy| vault.undo(step, now, entropy));
        };
        let mut refused = Refused::default();
        let slice = |vault: &mut OpenVault<_>| {
            let (entropy, now) = (&mut *self.entropy(), self.platform.now());
            vault.book.restrict(now);
            vault.undo_slice(step, &mut refused, now, entropy)
        };
        let sum = self.slice_by_slice((page, &vault), total, slice).await;
        let changed = sum.as_ref().map_or(0, |sum| sum.done.changed);
        if let (0, Some(why)) = (changed, refused.why.take()) {
            // As with a short step: nothing of it was taken back, and it can be tried again.
            let all = refused.slices.into_iter().rev();
            let all = all.fold(Step::new().loosened(), |mut all, slice| {
                all.append(slice);
                all
            });
            self.with_vault(&vault, |vault| vault.put_back(step, all))?;
            return Err(why.into());
        }
        let sum = sum?;
        if changed == 0 && sum.stopped.is_none() {
            let first = sum.done.left.into_iter().next().map(|(_, why)| why);
            return Err(first.unwrap_or_else(|| problem(Gone)).into());
        }
        self.answer_several(&vault, sum)
    }

    /// Does one slice after another, each with how much of the whole it was, until there is none or the page asks to stop.
    pub(crate) async fn slice_by_slice(
        &self,
        (page, vault): (PageId, &VaultId),
        total: usize,
        mut slice: impl FnMut(&mut OpenVault<FileOf<P>>) -> Result<Option<(Done, usize)>, Failure>,
    ) -> Result<Sum, Failure> {
        let is_long = total > SLICE;
        // A short one waits for nobody: what is asked of a long one beside it stays asked.
        if is_long {
            self.stop_job(page, Job::Change, false);
        }
        self.with_vault(vault, |vault| vault.may_write())??;
        let (mut sum, mut at, total) = (Sum::default(), 0, total as u32);
        loop {
            let done = match is_long && at < total && self.is_job_stopped(page, Job::Change) {
                true => Err(None),
                false => self.with_vault(vault, &mut slice).flatten().map_err(Some),
            };
            match done {
                Ok(None) => {
                    // What was left of a step can be forgotten meanwhile, where many others were made.
                    sum.stopped = (at < total).then_some(br::Stopped { done: at, total, why: None });
                    return Ok(sum);
                }
                Ok(Some((done, len))) => {
                    sum.done.append(done);
                    at += len as u32;
                }
                Err(Some(why)) if sum.done.changed == 0 => return Err(why),
                // Of what was begun it is told how far it came.
                Err(why) => {
                    let why = why.map(|Failure(why)| why);
                    sum.stopped = Some(br::Stopped { done: at, total, why });
                    return Ok(sum);
                }
            }
            if is_long {
                self.emit(Event::JobProgress(Job::Change, Progress { done: at, total }));
                self.platform.sleep(0).await;
            }
        }
    }
}

/// What the rules keep, and why.
type Left = Vec<(RecordId, Problem)>;

impl<F: File> OpenVault<F> {
    /// What was made up, as it goes, and what the rules keep: of that nothing goes at all, so that nobody stays without what
    /// they said.
    fn made_up_to_go(&mut self) -> Result<(Vec<RecordId>, Left), Failure> {
        self.may_write()?;
        let all_here = self.missing.is_empty() && self.newer.is_empty();
        let mut words: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for word in self.book.made_up_words(all_here) {
            if let Some(person) = self.book.get(&word).and_then(|word| word.link(SUBJECT)) {
                words.entry(person).or_default().push(word);
            }
        }
        let mut parts: Vec<Part> = Vec::new();
        for id in self.book.made_up() {
            let said = words.remove(&id).unwrap_or_default();
            let all = said.into_iter().chain(self.with_their_files(vec![id]));
            parts.push(Part { id, step: Step::new(), writes: all.map(|one| (one, None)).collect() });
        }
        let of_gone = words.into_values().flatten();
        parts.extend(of_gone.map(|id| Part { id, step: Step::new(), writes: vec![(id, None)] }));
        let (parts, left) = self.take_refused(parts);
        let ids = parts.into_iter().flat_map(|part| part.writes).map(|(id, _)| id);
        let is_word = |id: &RecordId| self.book.get(id).is_some_and(|record| record.kind().is_written_once());
        // Words first of all: where it is stopped on the way, nobody's word is left behind.
        let (mut all, rest): (Vec<RecordId>, Vec<RecordId>) = ids.partition(is_word);
        all.extend(rest);
        Ok((all, left))
    }

    /// How many of these make a slice: the files of the last of them stay with whom they follow, so that no entry has one
    /// without the other.
    fn slice_to_take_out(&self, ids: &[RecordId]) -> usize {
        let (slice, after) = ids.split_at(SLICE.min(ids.len()));
        let Some(last) = slice.iter().rfind(|id| self.holder_of(id).is_none()) else { return slice.len() };
        let theirs = after.iter().take_while(|id| self.holder_of(id).as_ref() == Some(last));
        slice.len() + theirs.take(limits::FILES).count()
    }

    /// Takes these out as one batch; those that are gone already are passed over.
    pub(crate) fn take_out_slice(&mut self, ids: &[RecordId], entropy: &mut dyn Entropy) -> Result<Done, Failure> {
        let (mut step, mut writes) = (Step::new(), Writes::new());
        for id in ids {
            if let Some(plain) = self.book.plain(id) {
                // What was said has no second version: it does not come back.
                let is_said = self.book.get(id).is_some_and(|record| record.kind().is_written_once());
                if !is_said {
                    step.removed(*id, plain);
                }
                writes.push((*id, None));
            }
        }
        let changed = writes.len() as u32;
        if !writes.is_empty() {
            writes.iter().for_each(|(id, _)| self.doom(id));
            self.stage(writes, entropy)?;
        }
        Ok(Done { step: step.loosened(), changed, left: Vec::new() })
    }

    /// Puts the end of a step back under its number, behind what is there of it still.
    fn put_back(&mut self, step: br::UndoStep, end: Step) {
        let mut whole = self.history.take(step.0).unwrap_or_else(|| Step::new().loosened());
        whole.append(end);
        self.history.put_back(step.0, whole);
    }

    /// Takes back the last changes of a step, which keeps the rest; `None` once there is none.
    fn undo_slice(
        &mut self,
        step: br::UndoStep,
        refused: &mut Refused,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Option<(Done, usize)>, Failure> {
        let Some(mut taken) = self.history.take(step.0) else { return Ok(None) };
        let slice = taken.split_last(SLICE);
        let done = self.take_back(&slice, now, entropy);
        if done.is_err() {
            // Nothing of it was written: it can be tried again, by the number that pages know it by.
            taken.append(slice.clone());
        }
        if !taken.is_empty() {
            self.history.put_back(step.0, taken);
        }
        let ((done, nothing), len) = (done?, slice.len());
        if let Some(why) = nothing.filter(|why| why.kind != Gone) {
            refused.why.get_or_insert(why);
            refused.slices.push(slice);
        }
        Ok(Some((done, len)))
    }
}
