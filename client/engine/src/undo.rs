//! Steps taken back and forth: what somebody changed since is left and told, what the rules refuse is left and told, and what
//! could not be taken back at all stays to be tried again, under its own number.

use crate::Failure;
use crate::change::{Done, Part};
use crate::ports::File;
use crate::privacy::by_steps;
use crate::problem::{problem, say};
use crate::records::Writes;
use crate::vault::OpenVault;
use tacit_bridge::problem::ProblemKind::{Gone, NotAllowed, Restricted};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm::undo::{Left, LeftFor, Step, Write};
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

fn why(left: LeftFor) -> Problem {
    match left {
        LeftFor::Changed => {
            let todo = "Open the record to see who changed it.";
            say(Gone, "Somebody has changed this since, so it was left as it is.", todo)
        }
        LeftFor::Evidence => by_steps(Kind::ConsentEvent),
        LeftFor::Kept => {
            let what = "The field is kept for a time, which would begin anew or is over.";
            say(NotAllowed, what, "Type the value once more, if it is needed.")
        }
    }
}

/// What came of it; and why nothing was taken back, where nothing was.
pub(crate) type TakenBack = (Done, Option<Problem>);

impl<F: File> OpenVault<F> {
    /// Takes a step back, as far as nobody changed the same since and the rules let it.
    pub(crate) fn undo(&mut self, step: br::UndoStep, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let Some(taken) = self.history.take(step.0) else {
            return Err(say(Gone, "That can no longer be undone.", "Change it by hand.").into());
        };
        let done = match self.take_back(&taken, now, entropy) {
            Ok((_, Some(why))) => Err(why.into()),
            Ok((done, None)) => Ok(done),
            Err(failure) => Err(failure),
        };
        if done.as_ref().is_err_and(|failure| failure.0.kind != Gone) {
            // Nothing was written: the step can be tried again, by the number that pages know it by.
            self.history.put_back(step.0, taken);
        }
        self.told(done?)
    }

    /// Takes back what can be, and tells what is left.
    pub(crate) fn take_back(
        &mut self,
        taken: &Step,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<TakenBack, Failure> {
        let mut undone = taken.undo(&self.book, &mut self.clock, now);
        let part = |write: &Write| {
            let id = write.id();
            let plain = if let Write::Put(_, record) = write { Some(record.encode()) } else { None };
            Part { id, step: Step::new(), writes: vec![(id, plain)] }
        };
        let parts: Vec<Part> = undone.writes.iter().map(part).collect();
        let (parts, refused) = match taken.is_loose() {
            true => self.take_refused(parts),
            // What is one thing goes back wholly, but for what is only stored.
            false => {
                let (locked, parts): (Vec<Part>, Vec<Part>) =
                    parts.into_iter().partition(|part| self.book.is_restricted(&part.id));
                (parts, locked.into_iter().map(|part| (part.id, problem(Restricted))).collect())
            }
        };
        let nothing = parts.is_empty().then(|| {
            let left = undone.left.first().map(|left| Problem { kind: Gone, ..why(left.why) });
            refused.first().map(|(_, why)| why.clone()).or(left).unwrap_or_else(|| problem(Gone))
        });
        let kept: std::collections::HashSet<RecordId> = parts.iter().map(|part| part.id).collect();
        undone.keep_only(|id| kept.contains(id));
        let writes: Writes = parts.into_iter().flat_map(|part| part.writes).collect();
        let changed = writes.len() as u32;
        if !writes.is_empty() {
            // As where a record is deleted: the bytes of files that go are dropped one day.
            writes.iter().filter(|(_, plain)| plain.is_none()).for_each(|(id, _)| self.doom(id));
            self.stage(writes, entropy)?;
        }
        let left = undone.left.into_iter().map(|Left { id, why: of, .. }| (id, why(of)));
        Ok((Done { step: undone.redo, changed, left: left.chain(refused).collect() }, nothing))
    }
}
