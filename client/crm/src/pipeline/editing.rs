//! Pipelines made, changed and removed: always as one step, and never from under a deal.

use super::{Outcome, RANK_STEP};
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::fold::fold_name;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use crate::undo::{Step, Write};

/// Most stages of a pipeline.
pub const MAX_STAGES: usize = 40;
/// Most pipelines of a vault.
pub const MAX_PIPELINES: usize = 40;
/// Longest name of either, in bytes.
pub const MAX_NAME: usize = 128;

/// What a pipeline is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PipelineWish {
    /// The one to change; without one a new pipeline.
    pub id: Option<RecordId>,
    /// As shown.
    pub name: String,
    /// Every stage, in order. Stages that are not named are removed.
    pub stages: Vec<StageWish>,
}

/// What a stage is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageWish {
    /// The one to change; without one a new stage.
    pub id: Option<RecordId>,
    /// As shown.
    pub name: String,
    /// What it means for its deals.
    pub outcome: Outcome,
    /// How likely an open deal in it is to be won, in percent.
    pub chance: u8,
}

/// Why a pipeline was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PipelineError {
    /// No name, or too long a one.
    #[error("the pipeline and each stage need a name of at most {MAX_NAME} bytes")]
    Name,
    /// Two stages of one name.
    #[error("two stages have the same name")]
    Twice,
    /// A way needs somewhere to go on and both ends.
    #[error(
        "a pipeline needs a stage for open deals, one for those won and one for those lost, and at most {MAX_STAGES}"
    )]
    Stages,
    /// Deals stand where they could not stay.
    #[error("{}", held(stage, *deals))]
    Held {
        /// The stage's name.
        stage: String,
        /// How many.
        deals: usize,
    },
    /// There must be one.
    #[error("this is the only pipeline")]
    Last,
    /// As many as a vault may have.
    #[error("at most {MAX_PIPELINES} pipelines")]
    Many,
    /// It, or a stage of it, is not there.
    #[error("this pipeline was changed by somebody else meanwhile")]
    Gone,
    /// A value was not taken.
    #[error(transparent)]
    Value(#[from] ValueError),
}

fn held(stage: &str, deals: usize) -> String {
    match deals {
        1 => format!("1 deal stands in “{stage}”; move it first"),
        _ => format!("{deals} deals stand in “{stage}”; move them first"),
    }
}

/// What is written, in order, and how it is undone.
pub type Planned = (RecordId, Vec<Write>, Step);

impl PipelineWish {
    fn check(&self) -> Result<(), PipelineError> {
        let named = |name: &str| !name.trim().is_empty() && name.len() <= MAX_NAME;
        if !named(&self.name) || !self.stages.iter().all(|stage| named(&stage.name)) {
            return Err(PipelineError::Name);
        }
        let mut names: Vec<String> = self.stages.iter().map(|stage| fold_name(&stage.name)).collect();
        names.sort();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(PipelineError::Twice);
        }
        let has = |outcome| self.stages.iter().any(|stage| stage.outcome == outcome);
        let complete = has(Outcome::Open) && has(Outcome::Won) && has(Outcome::Lost);
        if complete && self.stages.len() <= MAX_STAGES { Ok(()) } else { Err(PipelineError::Stages) }
    }
}

impl StageWish {
    fn write(&self, record: &mut Record, pipeline: RecordId, place: u64, stamp: Stamp) -> Result<(), ValueError> {
        let chance = match self.outcome {
            Outcome::Open => u64::from(self.chance.min(100)),
            Outcome::Won => 100,
            Outcome::Lost => 0,
        };
        record.set(key::NAME, Value::text(self.name.trim()), stamp)?;
        record.set(key::OUTCOME, Value::text(self.outcome.word()), stamp)?;
        record.set(key::CHANCE, Value::Number(chance), stamp)?;
        record.set(key::RANK, Value::Number(place * RANK_STEP), stamp)?;
        record.set(key::PIPELINE, Value::Link(pipeline), stamp)?;
        Ok(())
    }
}

/// Records written one after the other.
struct Plan<'a> {
    book: &'a Book,
    stamp: Stamp,
    writes: Vec<Write>,
    step: Step,
}

impl<'a> Plan<'a> {
    fn new(book: &'a Book, stamp: Stamp) -> Self {
        Self { book, stamp, writes: Vec::new(), step: Step::new() }
    }

    /// Writes a record that is there, or a new one of this kind; nothing if nothing changes.
    fn write(
        &mut self,
        known: Option<RecordId>,
        kind: Kind,
        draw: &mut dyn FnMut() -> RecordId,
        with: impl FnOnce(&mut Record, Stamp) -> Result<(), ValueError>,
    ) -> Result<RecordId, PipelineError> {
        let Some(id) = known else {
            let (id, mut record) = (draw(), Record::new(kind, self.stamp));
            with(&mut record, self.stamp)?;
            self.step.made(id, &record);
            self.writes.push(Write::Put(id, record));
            return Ok(id);
        };
        let before = self.book.record(&id).filter(|record| record.kind() == kind).ok_or(PipelineError::Gone)?;
        let mut after = before.clone();
        with(&mut after, self.stamp)?;
        if after != before {
            self.step.edited(id, &before, &after);
            self.writes.push(Write::Put(id, after));
        }
        Ok(id)
    }

    /// Removes a stage that no deal stands in.
    fn remove_stage(&mut self, stage: &super::Stage) -> Result<(), PipelineError> {
        let rows = self.book.referring_rows(&stage.id);
        match rows.filter(|row| self.book.kind_of(*row) == Some(Kind::Deal)).count() {
            0 => self.remove(stage.id),
            deals => return Err(PipelineError::Held { stage: stage.name.clone(), deals }),
        }
        Ok(())
    }

    fn remove(&mut self, id: RecordId) {
        self.step.removed(id, self.book.plain(&id).unwrap_or_default());
        self.writes.push(Write::Remove(id));
    }
}

impl Book {
    /// What makes a pipeline as it is wished.
    pub fn plan_pipeline(
        &self,
        wish: &PipelineWish,
        mut draw: impl FnMut() -> RecordId,
        stamp: Stamp,
    ) -> Result<Planned, PipelineError> {
        wish.check()?;
        let all = self.pipelines();
        let rank = all.len() as u64 + 1;
        if wish.id.is_none() && all.len() >= MAX_PIPELINES {
            return Err(PipelineError::Many);
        }
        let before = wish.id.and_then(|id| all.into_iter().find(|pipeline| pipeline.id == id));
        let known = before.map(|pipeline| pipeline.stages).unwrap_or_default();
        if wish.stages.iter().filter_map(|stage| stage.id).any(|id| !known.iter().any(|stage| stage.id == id)) {
            return Err(PipelineError::Gone);
        }
        let mut plan = Plan::new(self, stamp);
        let is_new = wish.id.is_none();
        let pipeline = plan.write(wish.id, Kind::Pipeline, &mut draw, |record, stamp| {
            record.set(key::NAME, Value::text(wish.name.trim()), stamp)?;
            if is_new {
                record.set(key::RANK, Value::Number(rank * RANK_STEP), stamp)?;
            }
            Ok(())
        })?;
        for (stage, place) in wish.stages.iter().zip(1_u64..) {
            let write = |record: &mut Record, stamp| stage.write(record, pipeline, place, stamp);
            plan.write(stage.id, Kind::Stage, &mut draw, write)?;
        }
        for stage in known.iter().filter(|stage| !wish.stages.iter().any(|wish| wish.id == Some(stage.id))) {
            plan.remove_stage(stage)?;
        }
        Ok((pipeline, plan.writes, plan.step))
    }

    /// What removes a pipeline without deals; the last one stays.
    pub fn plan_pipeline_end(&self, id: &RecordId, stamp: Stamp) -> Result<Planned, PipelineError> {
        let all = self.pipelines();
        let pipeline = all.iter().find(|pipeline| pipeline.id == *id).ok_or(PipelineError::Gone)?;
        if all.len() == 1 {
            return Err(PipelineError::Last);
        }
        let mut plan = Plan::new(self, stamp);
        pipeline.stages.iter().try_for_each(|stage| plan.remove_stage(stage))?;
        plan.remove(*id);
        Ok((*id, plan.writes, plan.step))
    }

    /// What puts pipelines into this order.
    pub fn plan_pipeline_order(&self, order: &[RecordId], stamp: Stamp) -> Result<(Vec<Write>, Step), PipelineError> {
        let mut plan = Plan::new(self, stamp);
        for (id, place) in order.iter().zip(1_u64..) {
            plan.write(Some(*id), Kind::Pipeline, &mut || *id, |record, stamp| {
                record.set(key::RANK, Value::Number(place * RANK_STEP), stamp).map(|_| ())
            })?;
        }
        Ok((plan.writes, plan.step))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FIRST_NAMES, first_pipeline};
    use super::*;

    const fn stamp(ms: u64) -> Stamp {
        Stamp { ms, counter: 0, author: 1 }
    }

    fn drawing(mut next: u8) -> impl FnMut() -> RecordId {
        move || {
            next += 1;
            RecordId([next; 16])
        }
    }

    fn vault() -> Book {
        let mut book = Book::new();
        for (id, record) in first_pipeline(FIRST_NAMES, drawing(0), stamp(1)).expect("fits") {
            book.put(id, &record.encode()).expect("of our own making");
        }
        book
    }

    fn as_is(book: &Book) -> PipelineWish {
        let pipeline = book.pipelines().remove(0);
        let stage = |stage: super::super::Stage| StageWish {
            id: Some(stage.id),
            name: stage.name,
            outcome: stage.outcome,
            chance: stage.chance,
        };
        PipelineWish {
            id: Some(pipeline.id),
            name: pipeline.name,
            stages: pipeline.stages.into_iter().map(stage).collect(),
        }
    }

    fn apply(book: &mut Book, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Put(id, record) => book.put(id, &record.encode()).expect("good"),
                Write::Remove(id) => assert!(book.remove(&id)),
            }
        }
    }

    fn names(book: &Book) -> Vec<String> {
        book.pipelines().remove(0).stages.into_iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn saving_what_is_there_writes_nothing() {
        let book = vault();
        let (_, writes, step) = book.plan_pipeline(&as_is(&book), drawing(50), stamp(9)).expect("fits");
        assert!(writes.is_empty() && step.is_empty());
    }

    #[test]
    fn stages_are_renamed_moved_added_and_taken_away_in_one_step() {
        let mut book = vault();
        let mut wish = as_is(&book);
        wish.stages[0].name = "Enquiry".into();
        wish.stages.swap(1, 2);
        wish.stages.remove(3);
        let trial = StageWish { id: None, name: "Trial".into(), outcome: Outcome::Open, chance: 60 };
        wish.stages.insert(3, trial);
        let (_, writes, step) = book.plan_pipeline(&wish, drawing(50), stamp(9)).expect("fits");
        apply(&mut book, writes);
        assert_eq!(names(&book), ["Enquiry", "Offer", "Meeting", "Trial", "Won", "Lost"]);
        let undone = step.undo(&book, &mut crate::Clock::new(1), 20);
        apply(&mut book, undone.writes);
        assert_eq!(names(&book), ["New", "Meeting", "Offer", "Negotiation", "Won", "Lost"]);
    }

    #[test]
    fn a_stage_is_not_taken_from_under_a_deal() {
        let mut book = vault();
        let mut wish = as_is(&book);
        let mut deal = Record::new(Kind::Deal, stamp(5));
        deal.set(key::STAGE, Value::Link(wish.stages[1].id.expect("is there")), stamp(5)).expect("fits");
        book.put(RecordId([99; 16]), &deal.encode()).expect("good");
        wish.stages.remove(1);
        let held = PipelineError::Held { stage: "Meeting".into(), deals: 1 };
        assert_eq!(book.plan_pipeline(&wish, drawing(50), stamp(9)).err(), Some(held.clone()));
        let second = PipelineWish { id: None, name: "Second".into(), ..as_is(&vault()) };
        let stages = second.stages.into_iter().map(|stage| StageWish { id: None, ..stage }).collect();
        let second = PipelineWish { stages, id: None, name: "Second".into() };
        let (_, writes, _) = book.plan_pipeline(&second, drawing(60), stamp(9)).expect("fits");
        apply(&mut book, writes);
        let first = wish.id.expect("is there");
        assert_eq!(book.plan_pipeline_end(&first, stamp(10)).err(), Some(held));
    }

    #[test]
    fn a_way_has_both_ends_and_each_name_once() {
        let book = vault();
        let refused = |change: &dyn Fn(&mut PipelineWish)| {
            let mut wish = as_is(&book);
            change(&mut wish);
            book.plan_pipeline(&wish, drawing(50), stamp(9)).err()
        };
        assert_eq!(refused(&|wish| wish.name = "  ".into()), Some(PipelineError::Name));
        assert_eq!(refused(&|wish| wish.stages[1].name = "new".into()), Some(PipelineError::Twice));
        assert_eq!(
            refused(&|wish| wish.stages.retain(|stage| stage.outcome != Outcome::Won)),
            Some(PipelineError::Stages)
        );
        assert_eq!(refused(&|wish| wish.stages[0].id = Some(RecordId([77; 16]))), Some(PipelineError::Gone));
        let only = book.pipelines()[0].id;
        assert_eq!(book.plan_pipeline_end(&only, stamp(9)).err(), Some(PipelineError::Last));
    }
}
