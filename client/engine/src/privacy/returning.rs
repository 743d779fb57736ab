//! What has to come back from third parties: shown with what stands for it, confirmed by somebody, or by the tick of the task.

use super::restriction::reason;
use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::records::{Writes, bad_value};
use crate::repeat::is_ticked;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::returning::{Confirmed, ReturnView, ReturningAnswer, ReturningAsk};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_crm::privacy::{Return, key as pk};
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Record, RecordId, Value};
use tacit_vault::Entropy;

impl<P: Platform> Engine<P> {
    pub(super) fn returning_ask(&self, page: PageId, ask: ReturningAsk) -> Result<Reply, Failure> {
        let (now, device) = (self.platform.now(), self.device_label());
        match ask {
            ReturningAsk::OfTask(task) => self.look(page, |vault| {
                let of = vault.book.return_of_task(&view::record_id(task));
                let shown = ReturningAnswer(of.map(|of| vault.return_view(&of)));
                Ok(Reply::PrivacyAnswer(PrivacyAnswer::Returning(shown)))
            }),
            ReturningAsk::Confirm { disclosure, how } => {
                let of = view::record_id(disclosure);
                self.edit(page, |vault, entropy| vault.confirm_return(&of, (&how, &device), now, entropy))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    pub(super) fn return_view(&self, of: &Return) -> ReturnView {
        ReturnView {
            disclosure: view::id(of.disclosure),
            party: self.book.name(&of.party),
            by: of.by,
            task: of.task.map(view::id),
            confirmed: of.confirmed.as_ref().map(|(at, by, how)| Confirmed {
                at: *at,
                by: self.member_name(*by),
                how: how.clone(),
            }),
        }
    }

    fn confirm_return(
        &mut self,
        disclosure: &RecordId,
        (how, device): (&str, &str),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let how = reason(how)?;
        let of = self.book.return_of(disclosure).ok_or_else(|| problem(Gone))?;
        if of.confirmed.is_some() {
            return Err(say(BadInput, "That was confirmed already.", "Nothing was changed.").into());
        }
        let (mut step, mut writes) = (Step::new(), Writes::new());
        if let Some((task, before)) = of.task.and_then(|task| Some((task, self.book.record(&task)?))) {
            self.clock.observe(before.changed(), u64::MAX);
            let stamp = self.clock.tick(now);
            let mut after = before.clone();
            after.set(key::DONE, Value::Number(1), stamp).map_err(bad_value)?;
            self.book.follow(Some(&before), &mut after, stamp).map_err(bad_value)?;
            writes.push((task, Some(after.encode())));
        }
        self.write_return(&of, (how, device), now, (&mut step, &mut writes), entropy)?;
        self.stage(writes, entropy)?;
        // A signed word is not undone; what it says is in the recipient's record too.
        Ok(self.changed(None, Step::new()))
    }

    /// That data came back or was deleted, where a task about it is ticked, by whatever path.
    pub(crate) fn returned(
        &mut self,
        (before, after): (&Record, &Record),
        now: u64,
        to: (&mut Step, &mut Writes),
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let Value::Link(disclosure) = after.get(pk::RETURN_OF) else { return Ok(()) };
        match self.book.return_of(&disclosure).filter(|_| is_ticked(Some(before), after)) {
            Some(of) => self.write_return(&of, ("", ""), now, to, entropy),
            None => Ok(()),
        }
    }

    fn write_return(
        &mut self,
        of: &Return,
        how: (&str, &str),
        now: u64,
        (step, writes): (&mut Step, &mut Writes),
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let before = self.book.record(&of.party);
        if let Some(before) = &before {
            self.clock.observe(before.changed(), u64::MAX);
        }
        let stamp = self.clock.tick(now);
        let (event, party) = self.book.confirmed_return(of, how, stamp).map_err(bad_value)?;
        writes.push((RecordId(self.state.draw_id(entropy).0), Some(event.encode())));
        // Of several at once one says when it was.
        let party = party.filter(|(id, _)| !writes.iter().any(|(known, _)| known == id));
        if let Some(((id, after), before)) = party.zip(before) {
            step.edited(id, &before, &after);
            writes.push((id, Some(after.encode())));
        }
        Ok(())
    }
}
