//! Tasks that come again: when one is done the next is made with it, in one step; when it is not done after all, that one
//! goes again.

use crate::Failure;
use crate::now::Now;
use crate::ports::File;
use crate::records::{Writes, bad_value};
use crate::vault::OpenVault;
use tacit_bridge::Problem;
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Record, RecordId, Stamp, Value, repeat};
use tacit_vault::Entropy;

impl<F: File> OpenVault<F> {
    /// What else a task says once its rule is set, or once it is done.
    pub(crate) fn follow_series(
        &self,
        before: Option<&Record>,
        after: &mut Record,
        now: Now,
        stamp: Stamp,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Problem> {
        if repeat::rule_of(after).is_none() {
            return Ok(());
        }
        // An id whose record was here and is gone is not used again: who erased it for good would see it come back.
        let spent =
            |id: &RecordId| !self.book.contains(id) && self.state.leaf(&tacit_shared::ids::RecordId(id.0)).is_some();
        let mut draw = || RecordId(self.state.draw_id(entropy).0);
        if is_ticked(before, after) && repeat::next_id(after).is_some_and(|id| spent(&id)) {
            after.set(key::NEXT, Value::Bytes(draw().0.to_vec()), stamp).map_err(bad_value)?;
        }
        repeat::follow(before, after, now.today(), stamp, draw).map_err(bad_value)
    }

    /// The next task, once one is done, and its end, once that one is not.
    pub(crate) fn next_of_series(
        &self,
        (before, after): (&Record, &Record),
        now: Now,
        (step, writes): (&mut Step, &mut Writes),
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let Some(id) = repeat::next_id(after) else { return Ok(()) };
        if is_ticked(Some(before), after) && !self.book.contains(&id) {
            let stamp = after.changed();
            if let Some(mut next) = repeat::next(after, now.today(), stamp).map_err(bad_value)? {
                self.follow_series(Some(&next.clone()), &mut next, now, stamp, entropy)?;
                step.made(id, &next);
                writes.push((id, Some(next.encode())));
            }
        } else if is_ticked(Some(after), before) && self.is_untouched(&id, before) {
            step.removed(id, self.book.plain(&id).unwrap_or_default());
            writes.push((id, None));
        }
        Ok(())
    }

    /// Whether nobody did anything with the task that followed this one.
    fn is_untouched(&self, id: &RecordId, done: &Record) -> bool {
        let as_made = self.book.record(id).is_some_and(|next| repeat::is_as_made(&next, done));
        as_made && self.book.referring_counts(id).is_empty() && self.with_their_files(vec![*id]).len() == 1
    }
}

pub(crate) fn is_ticked(before: Option<&Record>, after: &Record) -> bool {
    before.is_none_or(|before| before.get(key::DONE).is_empty()) && !after.get(key::DONE).is_empty()
}
