//! Pipelines and their stages: records of their own, so that members may name and order them while deals move. What a
//! deal's stage means for it follows from here.

mod editing;

pub use editing::{MAX_NAME, MAX_PIPELINES, MAX_STAGES, PipelineError, PipelineWish, Planned, StageWish};

use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};

/// Between the ranks of two neighbours, so that others find room between them.
const RANK_STEP: u64 = 1 << 20;

/// What a stage means for the deals in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// They go on.
    Open,
    /// They were won.
    Won,
    /// They were lost.
    Lost,
}

impl Outcome {
    fn of(text: &str) -> Self {
        match text {
            "won" => Self::Won,
            "lost" => Self::Lost,
            _ => Self::Open,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// A stage of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Which.
    pub id: RecordId,
    /// As shown.
    pub name: String,
    /// What it means for its deals.
    pub outcome: Outcome,
    /// How likely they are to be won, in percent.
    pub chance: u8,
}

/// A way that deals take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipeline {
    /// Which.
    pub id: RecordId,
    /// As shown.
    pub name: String,
    /// In order.
    pub stages: Vec<Stage>,
}

/// What a new vault begins with: outcome and chance of each stage.
const FIRST: [(Outcome, u64); 6] = [
    (Outcome::Open, 10),
    (Outcome::Open, 25),
    (Outcome::Open, 50),
    (Outcome::Open, 75),
    (Outcome::Won, 100),
    (Outcome::Lost, 0),
];

/// What these stages are called where nobody says otherwise.
pub const FIRST_NAMES: [&str; FIRST.len()] = ["New", "Meeting", "Offer", "Negotiation", "Won", "Lost"];

/// The records of the pipeline that a vault begins with, its stages called so.
pub fn first_pipeline(
    names: [&str; FIRST.len()],
    mut draw: impl FnMut() -> RecordId,
    stamp: Stamp,
) -> Result<Vec<(RecordId, Record)>, ValueError> {
    let pipeline = draw();
    let mut record = Record::new(Kind::Pipeline, stamp);
    record.set(key::NAME, Value::text("Pipeline"), stamp)?;
    record.set(key::RANK, Value::Number(RANK_STEP), stamp)?;
    let mut records = vec![(pipeline, record)];
    for ((name, (outcome, chance)), place) in names.into_iter().zip(FIRST).zip(1_u64..) {
        let mut record = Record::new(Kind::Stage, stamp);
        record.set(key::NAME, Value::text(name), stamp)?;
        record.set(key::OUTCOME, Value::text(outcome.word()), stamp)?;
        record.set(key::CHANCE, Value::Number(chance), stamp)?;
        record.set(key::RANK, Value::Number(place * RANK_STEP), stamp)?;
        record.set(key::PIPELINE, Value::Link(pipeline), stamp)?;
        records.push((draw(), record));
    }
    Ok(records)
}

impl Book {
    /// Every pipeline with its stages, in order.
    pub fn pipelines(&self) -> Vec<Pipeline> {
        let named = |id: RecordId, record: &RecordRef<'_>| {
            (record.number(key::RANK).unwrap_or(u64::MAX), id, record.text(key::NAME).to_owned())
        };
        let mut pipelines: Vec<_> =
            self.ids_of(Kind::Pipeline).filter_map(|id| Some(named(id, &self.get(&id)?))).collect();
        pipelines.sort();
        pipelines.into_iter().map(|(_, id, name)| Pipeline { id, name, stages: self.stages_of(&id) }).collect()
    }

    fn stages_of(&self, pipeline: &RecordId) -> Vec<Stage> {
        let mut stages: Vec<(u64, Stage)> = self
            .referring_rows(pipeline)
            .filter_map(|row| Some((self.id_of(row), self.peek(row)?)))
            .filter(|(_, record)| record.kind() == Kind::Stage)
            .map(|(id, record)| (record.number(key::RANK).unwrap_or(u64::MAX), stage(id, &record)))
            .collect();
        stages.sort_by_key(|(rank, stage)| (*rank, stage.id));
        stages.into_iter().map(|(_, stage)| stage).collect()
    }

    /// A deal's stage.
    pub fn stage(&self, id: &RecordId) -> Option<Stage> {
        let record = self.get(id).filter(|record| record.kind() == Kind::Stage)?;
        Some(stage(*id, &record))
    }

    /// Where a new deal begins: the first open stage of the first pipeline that has one.
    pub fn first_stage(&self) -> Option<RecordId> {
        let stages = self.pipelines().into_iter().flat_map(|pipeline| pipeline.stages);
        stages.into_iter().find(|stage| stage.outcome == Outcome::Open).map(|stage| stage.id)
    }

    /// Of these deals those that were won or lost without a word on why, and which of both.
    pub fn unexplained(&self, ids: &[RecordId]) -> Vec<(RecordId, Outcome)> {
        let outcome = |id: &RecordId| {
            let deal = self.get(id).filter(|deal| deal.kind() == Kind::Deal && !deal.has(key::REASON))?;
            let stage = deal.link(key::STAGE).and_then(|stage| self.stage(&stage))?;
            (stage.outcome != Outcome::Open).then_some((*id, stage.outcome))
        };
        ids.iter().filter(|id| !self.is_restricted(id)).filter_map(outcome).collect()
    }

    /// Writes what follows from an edit of a record: a deal that comes to its end gets its date and loses it when it is
    /// taken up again, a task that is done says when.
    pub fn follow(&self, before: Option<&Record>, after: &mut Record, stamp: Stamp) -> Result<(), ValueError> {
        match after.kind() {
            Kind::Deal => {
                let outcome = |record: &Record| match record.get(key::STAGE) {
                    Value::Link(id) => self.stage(&id).map_or(Outcome::Open, |stage| stage.outcome),
                    _ => Outcome::Open,
                };
                let now = outcome(after);
                let untouched = |field| before.is_none_or(|before| before.get(field) == after.get(field));
                let (same_date, same_reason) = (untouched(key::CLOSED), untouched(key::REASON));
                // Stage and date merge apart: a deal that is open has neither date nor reason, whatever it was before.
                if now == Outcome::Open {
                    after.set(key::CLOSED, Value::Empty, stamp)?;
                    after.set(key::REASON, Value::Empty, stamp)?;
                } else if before.map_or(Outcome::Open, outcome) != now {
                    if same_date {
                        after.set(key::CLOSED, Value::Number(stamp.ms), stamp)?;
                    }
                    // Why it was won is not why it was lost.
                    if same_reason {
                        after.set(key::REASON, Value::Empty, stamp)?;
                    }
                }
            }
            Kind::Task => {
                let done = |record: &Record| !record.get(key::DONE).is_empty();
                if before.is_some_and(done) != done(after) {
                    let at = if done(after) { Value::Number(stamp.ms) } else { Value::Empty };
                    after.set(key::DONE_AT, at, stamp)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn stage(id: RecordId, record: &RecordRef<'_>) -> Stage {
    Stage {
        id,
        name: record.text(key::NAME).to_owned(),
        outcome: Outcome::of(record.text(key::OUTCOME)),
        chance: record.number(key::CHANCE).map_or(0, |chance| chance.min(100) as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(ms: u64) -> Stamp {
        Stamp { ms, counter: 0, author: 1 }
    }

    fn vault() -> Book {
        let mut next = 0;
        let draw = || {
            next += 1;
            RecordId([next; 16])
        };
        let mut book = Book::new();
        for (id, record) in first_pipeline(FIRST_NAMES, draw, stamp(1)).expect("fits") {
            book.put(id, &record.encode()).expect("of our own making");
        }
        book
    }

    #[test]
    fn a_new_vault_has_a_pipeline_whose_stages_run_from_new_to_lost() {
        let book = vault();
        let pipelines = book.pipelines();
        let names: Vec<_> = pipelines[0].stages.iter().map(|stage| stage.name.as_str()).collect();
        assert_eq!(names, ["New", "Meeting", "Offer", "Negotiation", "Won", "Lost"]);
        assert_eq!(book.first_stage(), Some(pipelines[0].stages[0].id));
    }

    #[test]
    fn a_deal_that_is_won_says_when_and_one_taken_up_again_does_not() {
        let book = vault();
        let stages = book.pipelines().remove(0).stages;
        let mut open = Record::new(Kind::Deal, stamp(5));
        open.set(key::STAGE, Value::Link(stages[0].id), stamp(5)).expect("fits");
        let mut won = open.clone();
        won.set(key::STAGE, Value::Link(stages[4].id), stamp(9)).expect("fits");
        book.follow(Some(&open), &mut won, stamp(9)).expect("fits");
        assert_eq!(won.get(key::CLOSED), Value::Number(9));

        let mut lost = won.clone();
        lost.set(key::STAGE, Value::Link(stages[5].id), stamp(12)).expect("fits");
        lost.set(key::REASON, Value::text("Too dear"), stamp(12)).expect("fits");
        book.follow(Some(&won), &mut lost, stamp(12)).expect("fits");
        assert_eq!((lost.get(key::CLOSED), lost.get(key::REASON)), (Value::Number(12), Value::text("Too dear")));

        let mut lost_in_silence = won.clone();
        won.set(key::REASON, Value::text("Trust"), stamp(10)).expect("fits");
        lost_in_silence.set(key::REASON, Value::text("Trust"), stamp(10)).expect("fits");
        lost_in_silence.set(key::STAGE, Value::Link(stages[5].id), stamp(12)).expect("fits");
        book.follow(Some(&won), &mut lost_in_silence, stamp(12)).expect("fits");
        assert_eq!(lost_in_silence.get(key::REASON), Value::Empty, "why it was won is not why it was lost");

        let mut again = lost.clone();
        again.set(key::STAGE, Value::Link(stages[1].id), stamp(15)).expect("fits");
        book.follow(Some(&lost), &mut again, stamp(15)).expect("fits");
        assert_eq!((again.get(key::CLOSED), again.get(key::REASON)), (Value::Empty, Value::Empty));
    }

    #[test]
    fn of_deals_those_that_ended_without_a_word_on_why_are_told() {
        let mut book = vault();
        let stages = book.pipelines().remove(0).stages;
        let ids = [40_u8, 41, 42, 43, 99].map(|id| RecordId([id; 16]));
        let said = (key::REASON, Value::text("Trust"));
        for (id, stage, more) in [(ids[0], 0, None), (ids[1], 4, None), (ids[2], 5, None), (ids[3], 4, Some(said))] {
            let mut deal = Record::new(Kind::Deal, stamp(5));
            let fields = std::iter::once((key::STAGE, Value::Link(stages[stage].id))).chain(more);
            for (field, value) in fields {
                deal.set(field, value, stamp(5)).expect("fits");
            }
            book.put(id, &deal.encode()).expect("of our own making");
        }
        assert_eq!(book.unexplained(&ids), [(ids[1], Outcome::Won), (ids[2], Outcome::Lost)]);
        assert_eq!(book.unexplained(&[stages[4].id]), [], "a stage is no deal");
    }

    #[test]
    fn an_open_deal_that_a_merge_left_with_a_date_loses_it_with_the_next_edit() {
        let book = vault();
        let stages = book.pipelines().remove(0).stages;
        let mut merged = Record::new(Kind::Deal, stamp(5));
        merged.set(key::STAGE, Value::Link(stages[1].id), stamp(9)).expect("fits");
        merged.set(key::CLOSED, Value::Number(7), stamp(7)).expect("fits");
        let mut edited = merged.clone();
        edited.set(key::NAME, Value::text("Merger"), stamp(12)).expect("fits");
        book.follow(Some(&merged), &mut edited, stamp(12)).expect("fits");
        assert_eq!(edited.get(key::CLOSED), Value::Empty);
    }

    #[test]
    fn a_task_that_is_done_says_when() {
        let book = vault();
        let open = Record::new(Kind::Task, stamp(5));
        let mut done = open.clone();
        done.set(key::DONE, Value::Number(1), stamp(8)).expect("fits");
        book.follow(Some(&open), &mut done, stamp(8)).expect("fits");
        assert_eq!(done.get(key::DONE_AT), Value::Number(8));
        let mut again = done.clone();
        again.set(key::DONE, Value::Number(0), stamp(11)).expect("fits");
        book.follow(Some(&done), &mut again, stamp(11)).expect("fits");
        assert_eq!(again.get(key::DONE_AT), Value::Empty);
    }
}
