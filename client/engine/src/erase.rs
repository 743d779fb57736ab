//! Erasing for good: a record with all its versions, or the older versions of one. It is done when the entry is in the
//! journal; the server drops the bytes with it, and nothing can take it back.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::sync::What;
use crate::vault::OpenVault;
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::{Gone, NoRight};
use tacit_bridge::records::Id;
use tacit_shared::ids::RecordId;
use tacit_shared::limits;
use tacit_shared::rules::may_purge;

impl<F: File> OpenVault<F> {
    /// Whether this member may erase for good.
    pub(crate) fn may_erase(&self) -> bool {
        let policy = self.state.roster().policy();
        self.may_write().is_ok() && self.state.my_role().is_some_and(|role| may_purge(role, policy))
    }

    fn check_erase(&self) -> Result<(), Failure> {
        self.may_write()?;
        if self.may_erase() {
            return Ok(());
        }
        Err(say(NoRight, "Only admins and owners may erase for good here.", "Delete it, and ask one of them.").into())
    }

    /// Records that the journal knows; what it never heard of is dropped here and now.
    fn known(&mut self, ids: Vec<Id>) -> Result<Vec<RecordId>, Failure> {
        let (known, unknown): (Vec<RecordId>, Vec<RecordId>) =
            ids.into_iter().map(|id| RecordId(id.0)).partition(|record| self.state.leaf(record).is_some());
        let unsent: Vec<RecordId> = unknown.into_iter().filter(|record| self.outbox.contains_key(record)).collect();
        // What is in a post under way may be in the journal a moment later: then it is erased from there.
        if self.post.as_ref().is_some_and(|post| post.carries.iter().any(|(record, _)| unsent.contains(record))) {
            return Err(say(Gone, "This record is just being sent.", "Try again in a moment.").into());
        }
        self.forget_outbox(&unsent)?;
        for record in &unsent {
            let id = tacit_crm::RecordId(record.0);
            self.book.remove(&id);
            self.history.forget(&id);
        }
        if known.is_empty() && unsent.is_empty() { Err(problem(Gone).into()) } else { Ok(known) }
    }
}

impl<P: Platform> Engine<P> {
    /// Erases records, live or deleted, with all their versions. People go another way, which this one does not go round.
    pub(crate) async fn erase(&self, page: PageId, ids: Vec<Id>) -> Result<Reply, Failure> {
        self.look(page, |vault| vault.check_erase())?;
        self.refuse_people(page, &ids).await?;
        let now = self.platform.now();
        let records = self.look(page, |vault| {
            vault.refuse_held(|held| ids.iter().any(|id| id.0 == held.0), now)?;
            vault.known(ids)
        })?;
        for part in records.chunks(limits::CHANGES) {
            self.act(page, What::Purge { records: part.to_vec(), erase: true }).await?;
        }
        self.emit(tacit_bridge::Event::Invalidated);
        Ok(Reply::Done)
    }

    /// Erases every version of a record but the newest.
    pub(crate) async fn erase_older(&self, page: PageId, id: Id) -> Result<Reply, Failure> {
        let (record, now) = (RecordId(id.0), self.platform.now());
        self.look(page, |vault| {
            vault.check_erase()?;
            vault.may_be_changed(&[id])?;
            vault.refuse_held(|held| held.0 == id.0, now)?;
            vault.state.leaf(&record).map(drop).ok_or_else(|| problem(Gone).into())
        })?;
        self.act(page, What::Purge { records: vec![record], erase: false }).await?;
        Ok(Reply::Done)
    }
}
