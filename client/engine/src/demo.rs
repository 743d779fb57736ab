//! Made-up records for trying things out: put into a vault in one step, taken out in one.

use crate::Failure;
use crate::imports::Planned;
use crate::now::Now;
use crate::ports::File;
use crate::vault::OpenVault;
use tacit_bridge::Reply;
use tacit_bridge::import::ImportSummary;
use tacit_crm::demo::{Around, Demo, work};
use tacit_crm::pipeline::first_pipeline;
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Book, Kind, Record, RecordId, Stamp, Value};
use tacit_vault::Entropy;

/// Made-up people at most.
const MAX_PEOPLE: u32 = 1_000_000;

/// Records being made up.
struct Made {
    step: Step,
    writes: Vec<(RecordId, Vec<u8>)>,
}

impl Made {
    fn put(&mut self, id: RecordId, record: &Record) {
        self.step.made(id, record);
        self.writes.push((id, record.encode()));
    }
}

impl<F: File> OpenVault<F> {
    /// Made-up people and companies, and what is done with them if `with_work`, as one step that can be taken back.
    pub(crate) fn plan_demo(
        &mut self,
        count: u32,
        with_work: bool,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Planned, Failure> {
        self.may_write()?;
        let stamp = self.clock.tick(now.ms);
        let mut made = Made { step: Step::new(), writes: Vec::new() };
        let (mut people, mut companies) = (Vec::new(), 0);
        {
            let state = &self.state;
            let mut ids = || RecordId(state.draw_id(entropy).0);
            for (id, record) in Demo::new(count.min(MAX_PEOPLE), u64::from(count), stamp, &mut ids) {
                match (record.kind(), record.get(key::COMPANY)) {
                    (Kind::Company, _) => companies += 1,
                    (_, Value::Link(company)) => people.push((id, Some(company))),
                    _ => people.push((id, None)),
                }
                made.put(id, &record);
            }
        }
        if with_work {
            self.plan_work(&people, now, stamp, &mut made, entropy);
        }
        let undo = tacit_bridge::records::UndoStep(self.history.push(made.step.loosened()));
        let summary = ImportSummary {
            people: people.len() as u32,
            merged: 0,
            companies,
            skipped: 0,
            claims: 0,
            opted_out: 0,
            suppressed: 0,
            own: Vec::new(),
            undo,
            stopped: None,
        };
        Ok(Planned { writes: made.writes, summary })
    }

    /// Deals, tasks and activities; with the first pipeline, where there is none.
    fn plan_work(
        &self,
        people: &[(RecordId, Option<RecordId>)],
        now: Now,
        stamp: Stamp,
        made: &mut Made,
        entropy: &mut dyn Entropy,
    ) {
        let mut ids = || RecordId(self.state.draw_id(entropy).0);
        let mut pipelines = self.book.pipelines();
        if pipelines.is_empty() {
            let mut book = Book::new();
            for (id, record) in first_pipeline(self.first_names(), &mut ids, stamp).unwrap_or_default() {
                let plain = record.encode();
                // Of our own making: it always reads back.
                let _ = book.put(id, &plain);
                // Kept when the rest is taken back: deals of one's own may stand in it by then.
                made.writes.push((id, plain));
            }
            pipelines = book.pipelines();
        }
        let stages = pipelines.into_iter().next().map(|pipeline| pipeline.stages).unwrap_or_default();
        let around = Around {
            people,
            stages: &stages,
            owner: self.state.me(),
            currency: self.currency(),
            today: now.today(),
            now: now.ms,
            wall: now.wall,
        };
        for (id, record) in work(&around, people.len() as u64, stamp, &mut ids) {
            made.put(id, &record);
        }
    }

    /// How many records were made up.
    pub(crate) fn made_up(&self) -> Reply {
        Reply::MadeUp(self.book.made_up().len() as u32)
    }
}
