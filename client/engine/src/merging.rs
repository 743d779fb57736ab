//! Making one record of several. Finding those that are probably the same is in [`finding`], looking at them side by side
//! in [`preview`].

mod finding;
mod preview;

use crate::Failure;
use crate::change::Done;
use crate::engine::{Engine, FileOf, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::records::Writes;
use crate::several::SLICE;
use crate::vault::OpenVault;
use crate::view;
use std::collections::HashSet;
use tacit_bridge::merging::MergeWish;
use tacit_bridge::message::{Job, Progress};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Incomplete, NeedUpdate, Restricted, Stopped};
use tacit_bridge::records as br;
use tacit_bridge::{Event, Problem, Reply};
use tacit_crm as crm;
use tacit_crm::privacy::AccessEvent;
use tacit_crm::privacy::words::Did;
use tacit_crm::undo::{Step, Write};
use tacit_crm::{RecordId, Union, UnionError, UnionWish};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

/// A record that stays as the merge made it, and why.
type Stays = (RecordId, Problem);

fn cannot(error: &UnionError) -> Problem {
    let todo = match error {
        UnionError::TooFew => return problem(Gone),
        UnionError::TooMany => "Choose fewer records; nothing was changed.",
        UnionError::Kinds => "Choose records of one list; nothing was changed.",
        UnionError::Field(..) => "Take some of it away in one of the records, or choose one text of several.",
        UnionError::TooLong => "Choose one text of several, or shorten one of the records.",
    };
    let what = error.to_string();
    let mut letters = what.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    say(BadInput, format!("{}.", first.chain(letters).collect::<String>()), todo)
}

fn wish(of: &MergeWish) -> UnionWish {
    UnionWish {
        ids: of.ids.iter().copied().map(view::record_id).collect(),
        keep: of.keep.map(view::record_id),
        choices: of.choices.iter().map(|(field, of)| (view::field_key(*field), view::record_id(*of))).collect(),
    }
}

impl<P: Platform> Engine<P> {
    /// Makes one record of several.
    pub(crate) async fn merge(&self, page: PageId, of: &MergeWish) -> Result<Reply, Failure> {
        let _one = self.stepping.lock().await;
        self.merge_alone(page, of).await
    }

    /// Where very many belong to those that go, they are moved first, slice by slice; if that is stopped, or the rest cannot
    /// be done, they are moved back; where that cannot be done either, what stays moved is a step that can be taken back.
    async fn merge_alone(&self, page: PageId, of: &MergeWish) -> Result<Reply, Failure> {
        let (vault, now) = (self.vault_of(page)?, self.platform.now());
        let union = self.look(page, |vault| {
            let union = vault.book.plan_union(&wish(of)).map_err(|error| cannot(&error))?;
            vault.may_merge(&union, now)?;
            Ok(union)
        })?;
        // The same one stays, whatever points to it meanwhile.
        let of = MergeWish { keep: Some(view::id(union.keep)), ..of.clone() };
        let (mut before, moving) = (Step::new(), union.moving());
        let is_moved = match moving.len() > SLICE {
            true => self.move_slices((page, &vault), &union, &moving, &mut before).await,
            false => Ok(()),
        };
        let (device, now) = (self.device_label(), self.platform.now());
        let done = match is_moved {
            Ok(()) => {
                let merge = |vault: &mut OpenVault<_>| vault.merge(&of, &before, device, now, &mut *self.entropy());
                self.once_here(&vault, merge).await.flatten()
            }
            Err(why) => Err(why),
        };
        if done.is_err() {
            if before.is_empty() {
                return done;
            }
            let total = before.len();
            let back = self.move_back(&vault, &mut before).await;
            if !before.is_empty() {
                let told = self.once_here(&vault, |vault| vault.half_moved(before, total, back)).await?;
                self.changed(&vault)?;
                return Ok(told);
            }
        }
        self.changed(&vault)?;
        done
    }

    async fn move_slices(
        &self,
        (page, vault): (PageId, &VaultId),
        union: &Union,
        moving: &[RecordId],
        moved: &mut Step,
    ) -> Result<(), Failure> {
        self.stop_job(page, Job::Change, false);
        let total = moving.len() as u32;
        let mut done = 0;
        for slice in moving.chunks(SLICE) {
            let now = self.platform.now();
            let move_slice = |vault: &mut OpenVault<_>| vault.move_slice(union, slice, now, &mut *self.entropy());
            let step = self.once_here(vault, move_slice).await.flatten()?;
            moved.append(step);
            done += slice.len() as u32;
            self.emit(Event::JobProgress(Job::Change, Progress { done, total }));
            self.platform.sleep(0).await;
            if self.is_job_stopped(page, Job::Change) {
                return Err(problem(Stopped).into());
            }
        }
        Ok(())
    }

    /// Moves back what was moved. Of what cannot be, the step stays: of what the rules keep where it is, which is answered with
    /// the reasons, and of all the rest where it cannot go on.
    async fn move_back(&self, vault: &VaultId, moved: &mut Step) -> Result<Vec<Stays>, Failure> {
        let (mut kept, mut stays) = (Vec::new(), Vec::new());
        let mut back: Result<(), Failure> = Ok(());
        while back.is_ok() && !moved.is_empty() {
            let (mut slice, now) = (moved.split_last(SLICE), self.platform.now());
            let take_back = |vault: &mut OpenVault<_>| vault.take_back(&slice, now, &mut *self.entropy());
            match self.once_here(vault, take_back).await.flatten() {
                Ok((done, _)) => {
                    // What somebody changed meanwhile is as they want it, and waits for nothing.
                    let of_slice: Vec<Stays> = done.left.into_iter().filter(|(_, why)| why.kind != Gone).collect();
                    let ids: HashSet<RecordId> = of_slice.iter().map(|(id, _)| *id).collect();
                    slice.keep_only(|id| ids.contains(id));
                    stays.extend(of_slice);
                    self.platform.sleep(0).await;
                }
                Err(why) => back = Err(why),
            }
            kept.push(slice);
        }
        kept.into_iter().rev().for_each(|slice| moved.append(slice));
        back.map(|()| stays)
    }

    /// Something done with the vault as soon as it is here: one that is read anew after a write that failed is not in memory
    /// meanwhile.
    async fn once_here<T>(
        &self,
        vault: &VaultId,
        look: impl FnOnce(&mut OpenVault<FileOf<P>>) -> T,
    ) -> Result<T, Failure> {
        let _here = self.arriving.lock().await;
        self.with_vault(vault, look)
    }
}

impl<F: File> OpenVault<F> {
    /// Whether it may be done: rules that go beyond the form of records stand here.
    fn may_merge(&self, union: &Union, now: u64) -> Result<(), Problem> {
        self.may_write().map_err(|failure| failure.0)?;
        if union.records.iter().any(|(id, _)| self.book.is_restricted(id)) {
            return Err(problem(Restricted));
        }
        if !self.newer.is_empty() {
            return Err(say(
                NeedUpdate,
                "Some records of this vault were written by a newer version of Tacit and cannot be changed here; they may \
                 belong to these.",
                "Load Tacit anew to get the newer version, then merge.",
            ));
        }
        if !self.missing.is_empty() {
            return Err(say(
                Incomplete,
                "Some records of this vault are not here yet; they may belong to these.",
                "Merge when everything is here; you can go on with other work meanwhile.",
            ));
        }
        let stamp = crm::Clock::new(self.state.me()).tick(now);
        union.survivor(stamp).map(drop).map_err(|error| cannot(&error))
    }

    /// Writes who belongs to one that stays instead of to one that goes.
    fn move_slice(
        &mut self,
        union: &Union,
        ids: &[RecordId],
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Step, Failure> {
        let moved = union.moved(ids, &self.book, &mut self.clock, now);
        let (writes, step) = moved.map_err(|error| cannot(&error))?;
        self.stage(written(writes), entropy)?;
        Ok(step)
    }

    /// What was moved for a merge that did not come about, and could not be moved back: a step of its own, of which each
    /// record can be taken back without the others.
    fn half_moved(&mut self, moved: Step, total: usize, back: Result<Vec<Stays>, Failure>) -> Reply {
        let (kind, todo, left) = match back {
            Ok(stays) => (
                stays.first().map_or(Restricted, |(_, why)| why.kind),
                "Undo moves it back as soon as nothing stands against it, such as a restriction; merging once more goes on \
                 from there.",
                stays,
            ),
            Err(Failure(why)) => (
                why.kind,
                "Undo moves it back as soon as this device can write again; merging once more goes on from there.",
                Vec::new(),
            ),
        };
        let why = say(
            kind,
            "The records were not merged, and some of what belongs to them was moved already and could not be moved \
             back.",
            todo,
        );
        let changed = moved.len() as u32;
        let stopped = br::Stopped { done: changed, total: total as u32, why: Some(why) };
        self.told_until(Done { step: moved.loosened(), changed, left }, Some(stopped))
    }

    /// Makes one record of several: one batch, and one step with what was moved before.
    pub(crate) fn merge(
        &mut self,
        of: &MergeWish,
        before: &Step,
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let union = self.book.plan_union(&wish(of)).map_err(|error| cannot(&error))?;
        self.may_merge(&union, now)?;
        let (writes, rest) = union.writes(&self.book, &mut self.clock, now).map_err(|error| cannot(&error))?;
        let mut step = before.clone();
        step.append(rest);
        union.going().iter().for_each(|id| self.doom(id));
        let event =
            AccessEvent { did: Did::Unite, record: union.keep, field: None, device, told: None, why: String::new() };
        let stamp = self.clock.tick(now);
        let logged = self.access_event(&event, stamp, entropy)?;
        // What was done is written with it, and stays when it is undone.
        self.write_step(writes, step, Some(logged), Some(union.keep), entropy)
    }

    fn write_step(
        &mut self,
        writes: Vec<Write>,
        step: Step,
        logged: Option<(RecordId, Option<Vec<u8>>)>,
        id: Option<RecordId>,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let writes: Writes = written(writes).into_iter().chain(logged).collect();
        self.stage(writes, entropy)?;
        Ok(self.changed(id, step))
    }
}

fn written(writes: Vec<Write>) -> Writes {
    let bytes = |write: Write| match write {
        Write::Put(id, record) => (id, Some(record.encode())),
        Write::Remove(id) => (id, None),
    };
    writes.into_iter().map(bytes).collect()
}
