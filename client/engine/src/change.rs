//! The change of records by hand, whatever path it comes by: the page of one, the cells of a table, many at once, a list, an
//! undo. What a change brings about follows here and nowhere else, and what the rules refuse is taken out and told.

use crate::Failure;
use crate::now::Now;
use crate::ports::File;
use crate::problem::say;
use crate::records::{Writes, bad_value};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm::several::Several;
use tacit_crm::undo::Step;
use tacit_crm::{FieldKey, Record, RecordId, Stamp};
use tacit_vault::Entropy;

/// What is to happen to one record: its own writes, and those that follow from them.
pub(crate) struct Part {
    pub(crate) id: RecordId,
    pub(crate) step: Step,
    pub(crate) writes: Writes,
}

/// What came of the fields of one record.
pub(crate) struct Changed {
    /// What is to be written; `None` if nothing changes.
    pub(crate) part: Option<Part>,
    /// Those that were left as they are, by their place among what was asked, and why.
    pub(crate) refused: Vec<(usize, Problem)>,
}

/// Whether somebody who changes a field sees what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The record's own page, where a look at what is masked comes before its editor.
    OnItsPage,
    /// Not where a field is masked.
    Not,
}

/// What was done to many records.
#[derive(Default)]
pub(crate) struct Done {
    /// Takes all of it back.
    pub(crate) step: Step,
    /// How many records are changed.
    pub(crate) changed: u32,
    /// Those that were left as they are, and why.
    pub(crate) left: Vec<(RecordId, Problem)>,
}

impl Done {
    /// What was done next.
    pub(crate) fn append(&mut self, next: Self) {
        self.step.append(next.step);
        self.changed += next.changed;
        self.left.extend(next.left);
    }
}

fn unseen() -> Problem {
    say(BadInput, "What is masked is not written over unseen.", "Look at it, and change it, on the record’s own page.")
}

/// Takes out what `may` refuses. Mostly it refuses none of all; else both halves are asked: of `n` with `k` refused ones it is
/// asked no more than `1 + 2k log2 n` times.
pub(crate) fn sift<T, E>(
    mut parts: Vec<T>,
    may: &mut impl FnMut(&[T]) -> Result<(), E>,
    (kept, refused): (&mut Vec<T>, &mut Vec<(T, E)>),
) {
    if parts.is_empty() {
        return;
    }
    match may(&parts) {
        Ok(()) => kept.append(&mut parts),
        Err(why) if parts.len() == 1 => refused.extend(parts.pop().map(|part| (part, why))),
        Err(_) => {
            let rest = parts.split_off(parts.len() / 2);
            sift(parts, may, (kept, refused));
            sift(rest, may, (kept, refused));
        }
    }
}

impl<F: File> OpenVault<F> {
    /// Writes fields of one record, each as it is to become of what the record holds, with what follows from it.
    pub(crate) fn change_one(
        &mut self,
        (id, before): (RecordId, &Record),
        fields: &[(FieldKey, Several)],
        seen: Seen,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Changed, Failure> {
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(now.ms);
        let (mut after, mut refused, mut changed) = (before.clone(), Vec::new(), false);
        for (at, (field, how)) in fields.iter().enumerate() {
            if seen == Seen::Not && !self.book.may_write_unseen(before, *field, how) {
                refused.push((at, unseen()));
                continue;
            }
            let value = how.of(&after.get(*field));
            let value = if let Several::Set(_) = how { self.with_absent(before, *field, value) } else { value };
            match after.set(*field, value, stamp) {
                Ok(is_other) => {
                    // Beside its editor stands what was set aside: whoever writes something else there does not want it.
                    let shown = seen == Seen::OnItsPage && is_other;
                    if shown && !before.lost(*field).contains(&after.get(*field)) {
                        after.settle(*field);
                    }
                    changed |= is_other;
                }
                Err(error) => refused.push((at, bad_value(error))),
            }
        }
        let part = if changed { Some(self.part((id, before), after, stamp, now, entropy)?) } else { None };
        Ok(Changed { part, refused })
    }

    /// What follows where a record became another: what else it says, the next of a series, that something came back.
    pub(crate) fn part(
        &mut self,
        (id, before): (RecordId, &Record),
        mut after: Record,
        stamp: Stamp,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Part, Failure> {
        self.book.follow(Some(before), &mut after, stamp).map_err(bad_value)?;
        self.follow_series(Some(before), &mut after, now, stamp, entropy)?;
        let (mut step, mut writes) = (Step::new(), Writes::new());
        step.edited(id, before, &after);
        self.next_of_series((before, &after), now, (&mut step, &mut writes), entropy)?;
        self.returned((before, &after), now.ms, (&mut step, &mut writes), entropy)?;
        writes.push((id, Some(after.encode())));
        Ok(Part { id, step, writes })
    }

    /// Takes those out that the rules refuse.
    pub(crate) fn take_refused(&mut self, parts: Vec<Part>) -> (Vec<Part>, Vec<(RecordId, Problem)>) {
        let (mut kept, mut refused) = (Vec::new(), Vec::new());
        let mut may = |parts: &[Part]| {
            let writes: Writes = parts.iter().flat_map(|part| part.writes.iter().cloned()).collect();
            self.may_be_staged(&writes)
        };
        sift(parts, &mut may, (&mut kept, &mut refused));
        (kept, refused.into_iter().map(|(part, Failure(why))| (part.id, why)).collect())
    }

    /// Writes what may be written, as one batch and one step; `left` are those that were left before.
    pub(crate) fn write_parts(
        &mut self,
        parts: Vec<Part>,
        mut left: Vec<(RecordId, Problem)>,
        entropy: &mut dyn Entropy,
    ) -> Result<Done, Failure> {
        self.may_write()?;
        let (parts, refused) = self.take_refused(parts);
        left.extend(refused);
        let mut done = Done { changed: parts.len() as u32, left, step: Step::new() };
        let mut writes = Writes::new();
        for part in parts {
            done.step.append(part.step);
            writes.extend(part.writes);
        }
        if !writes.is_empty() {
            self.stage(writes, entropy)?;
        }
        done.step = done.step.loosened();
        Ok(done)
    }

    /// What was done, as pages are told. Where it was about one record, and that was refused, why is the answer.
    pub(crate) fn told(&mut self, mut done: Done) -> Result<Reply, Failure> {
        match done.left.pop() {
            Some((_, why)) if done.changed == 0 && done.left.is_empty() => Err(why.into()),
            last => {
                done.left.extend(last);
                Ok(self.told_until(done, None))
            }
        }
    }

    /// The same of what ended early.
    pub(crate) fn told_until(&mut self, done: Done, stopped: Option<br::Stopped>) -> Reply {
        let mut left: Vec<br::Left> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for (id, why) in done.left {
            if known.insert(id) {
                left.push(br::Left { id: view::id(id), name: self.book.name(&id), why });
            }
        }
        Reply::Several { undo: self.undo_of(done.step), changed: done.changed, left, stopped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often was asked, and about how many in all.
    fn sifted(all: u32, refuses: impl Fn(u32) -> bool) -> (Vec<u32>, Vec<u32>, usize, usize) {
        let (mut kept, mut refused, mut asks, mut asked) = (Vec::new(), Vec::new(), 0, 0);
        let mut may = |parts: &[u32]| {
            asks += 1;
            asked += parts.len();
            if parts.iter().any(|part| refuses(*part)) { Err("no") } else { Ok(()) }
        };
        sift((0..all).collect(), &mut may, (&mut kept, &mut refused));
        (kept, refused.into_iter().map(|(part, _)| part).collect(), asks, asked)
    }

    #[test]
    fn exactly_what_is_refused_is_taken_out_in_order() {
        for all in [0, 1, 2, 3, 7, 64, 100] {
            let (kept, refused, ..) = sifted(all, |part| part % 7 == 3);
            assert_eq!(kept, (0..all).filter(|part| part % 7 != 3).collect::<Vec<_>>());
            assert_eq!(refused, (0..all).filter(|part| part % 7 == 3).collect::<Vec<_>>());
        }
        assert_eq!(sifted(50, |_| true).1.len(), 50);
    }

    #[test]
    fn a_few_refused_ones_among_many_cost_a_few_questions() {
        const ALL: u32 = 4_096;
        let (_, _, asks, asked) = sifted(ALL, |_| false);
        assert_eq!((asks, asked), (1, ALL as usize));
        let (_, refused, asks, asked) = sifted(ALL, |part| part % 1_024 == 17);
        assert_eq!(refused.len(), 4);
        assert!(asks <= 1 + 2 * 4 * 12, "{asks}");
        assert!(
            asked <= ALL as usize * 13,
            "{asked}: each is asked about once in each halving, never once for each other"
        );
        let (_, _, asks, asked) = sifted(ALL, |_| true);
        assert!(asks < 2 * ALL as usize && asked <= ALL as usize * 13, "{asks}, {asked}");
    }
}
