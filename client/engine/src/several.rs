//! One field of many records: what may be written is written slice by slice, as one step, and what is left as it was is told
//! record by record, with the reason.

use crate::Failure;
use crate::change::{Done, Seen};
use crate::engine::{Engine, FileOf, PageId};
use crate::now::Now;
use crate::ports::{File, Platform};
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::message::{Job, Progress};
use tacit_bridge::problem::ProblemKind::Gone;
use tacit_bridge::records as br;
use tacit_bridge::{Event, Problem, Reply};
use tacit_crm::several::Several;
use tacit_crm::{FieldKey, Record, RecordId};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

/// Records in a slice: some hundredths of a second, after which others have their turn.
pub(crate) const SLICE: usize = 512;

/// What was written of many, and how it ended.
#[derive(Default)]
pub(crate) struct Sum {
    pub(crate) done: Done,
    /// It ended before it was through.
    pub(crate) stopped: Option<br::Stopped>,
}

impl<P: Platform> Engine<P> {
    /// What is asked of many records.
    pub(crate) async fn change_several(&self, page: PageId, ask: br::SeveralAsk) -> Result<Reply, Failure> {
        match ask {
            br::SeveralAsk::Edit { ids, field, how } => {
                let vault = self.vault_of(page)?;
                self.look(page, |vault| vault.may_be_changed(&ids))?;
                let ids: Vec<RecordId> = ids.into_iter().map(view::record_id).collect();
                let meant = |vault: &OpenVault<FileOf<P>>, record: &Record| vault.meant(record, field, &how);
                let sum = self.write_several((page, &vault), &ids, view::field_key(field), meant).await?;
                self.answer_several(&vault, sum)
            }
            br::SeveralAsk::Delete(ids) => self.delete_several(page, &ids).await,
            br::SeveralAsk::Tag { tag, to, told } => self.change_tag(page, &tag, to, told).await,
            br::SeveralAsk::TagNamed { tag, to } => {
                self.look(page, |vault| Ok(Reply::TagNamed(vault.tag_named(&tag, to.as_deref()))))
            }
        }
    }

    /// What came of it, with the step that takes it back.
    pub(crate) fn answer_several(&self, vault: &VaultId, sum: Sum) -> Result<Reply, Failure> {
        let reply = self.with_vault(vault, |vault| vault.told_until(sum.done, sum.stopped))?;
        self.changed(vault)?;
        Ok(reply)
    }

    /// Writes a field of records until the page asks to stop.
    pub(crate) async fn write_several(
        &self,
        (page, vault): (PageId, &VaultId),
        ids: &[RecordId],
        field: FieldKey,
        how: impl Fn(&OpenVault<FileOf<P>>, &Record) -> Result<Several, Problem>,
    ) -> Result<Sum, Failure> {
        let is_long = ids.len() > SLICE;
        let _one = if is_long { Some(self.stepping.lock().await) } else { None };
        if is_long {
            self.stop_job(page, Job::Change, false);
        }
        self.with_vault(vault, |vault| vault.may_write())??;
        let (mut sum, mut found, total) = (Sum::default(), false, ids.len() as u32);
        let mut at = 0;
        for slice in ids.chunks(SLICE) {
            let written = match is_long && self.is_job_stopped(page, Job::Change) {
                true => Err(None),
                false => self.write_slice(vault, slice, field, &how).map_err(Some),
            };
            match written {
                Ok((done, some)) => {
                    sum.done.append(done);
                    found |= some;
                }
                Err(Some(why)) if sum.done.changed == 0 => return Err(why),
                // Of what was begun it is told how far it came.
                Err(why) => {
                    let why = why.map(|Failure(why)| why);
                    sum.stopped = Some(br::Stopped { done: at, total, why });
                    return Ok(sum);
                }
            }
            at += slice.len() as u32;
            if is_long {
                self.emit(Event::JobProgress(Job::Change, Progress { done: at, total }));
                self.platform.sleep(0).await;
            }
        }
        if found { Ok(sum) } else { Err(problem(Gone).into()) }
    }

    fn write_slice(
        &self,
        vault: &VaultId,
        slice: &[RecordId],
        field: FieldKey,
        how: &impl Fn(&OpenVault<FileOf<P>>, &Record) -> Result<Several, Problem>,
    ) -> Result<(Done, bool), Failure> {
        let (now, entropy) = (self.now(), &mut *self.entropy());
        self.with_vault(vault, |vault| {
            vault.book.restrict(now.ms);
            vault.slice_of_several(slice, (field, how), now, entropy)
        })?
    }
}

impl<F: File> OpenVault<F> {
    /// What is asked of a field, as records of this kind hold it.
    fn meant(&self, record: &Record, field: br::FieldKey, how: &br::Several) -> Result<Several, Problem> {
        let typed = |value: &br::Value| self.typed(record.kind(), field, value.clone());
        Ok(match how {
            br::Several::Set(value) => Several::Set(typed(value)?),
            br::Several::Add(value) => Several::Add(typed(value)?),
            br::Several::Remove(value) => Several::Remove(typed(value)?),
        })
    }

    /// Writes the field of some of the records, and says whether any of them is here.
    fn slice_of_several(
        &mut self,
        ids: &[RecordId],
        (field, how): (FieldKey, &impl Fn(&Self, &Record) -> Result<Several, Problem>),
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<(Done, bool), Failure> {
        let (mut parts, mut left, mut found) = (Vec::new(), Vec::new(), false);
        for id in ids {
            let Some(before) = self.book.record(id) else { continue };
            found = true;
            let meant = how(self, &before).map_err(Failure::from);
            match meant.and_then(|how| self.change_one((*id, &before), &[(field, how)], Seen::Not, now, entropy)) {
                Ok(of) => {
                    left.extend(of.refused.into_iter().map(|(_, why)| (*id, why)));
                    parts.extend(of.part);
                }
                Err(Failure(why)) => left.push((*id, why)),
            }
        }
        Ok((self.write_parts(parts, left, entropy)?, found))
    }
}
