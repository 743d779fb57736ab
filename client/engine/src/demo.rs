//! Made-up records for trying things out: put into a vault in one step, taken out in one.

use crate::Failure;
use crate::imports::Planned;
use crate::now::Now;
use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::day::{MadeUp, Part};
use tacit_bridge::import::ImportSummary;
use tacit_bridge::records as br;
use tacit_crm::demo::{Around, Demo, Newsletter, was_changed, work};
use tacit_crm::pipeline::first_pipeline;
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Book, Kind, Record, RecordId, Stamp, Value};
use tacit_vault::Entropy;

/// Made-up people at most.
const MAX_PEOPLE: u32 = 1_000_000;
/// Most names of changed records that are told.
const MOST_CHANGED: usize = 8;

/// Records being made up.
struct Made {
    step: Step,
    writes: Vec<(RecordId, Vec<u8>)>,
}

impl Made {
    fn put(&mut self, id: RecordId, record: &Record) {
        let plain = record.encode();
        self.step.made_of(id, &plain);
        self.writes.push((id, plain));
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
        let (mut people, mut companies, mut asked) = (Vec::new(), 0, Vec::new());
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
                if with_work && record.kind() == Kind::Person {
                    asked.push((id, record));
                }
            }
        }
        if with_work {
            self.plan_work(&people, now, stamp, &mut made, entropy);
            self.plan_words(&asked, now, &mut made, entropy)?;
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

    /// What they said about the newsletter; with the purposes that a vault begins with, where there are none.
    fn plan_words(
        &mut self,
        people: &[(RecordId, Record)],
        now: Now,
        made: &mut Made,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        // Without the key for marks nothing can be said of a contact point yet; all else is made up all the same.
        let Ok(marker) = self.marker() else { return Ok(()) };
        if self.book.count_of(Kind::Purpose) == 0 {
            // Kept when the rest is taken back, as the pipeline is.
            self.begin_purposes(now.ms, entropy)?;
        }
        let stamp = self.clock.tick(now.ms);
        let Some(newsletter) = Newsletter::of(self.book.ledger(&marker), stamp.ms) else { return Ok(()) };
        let mut ids = || RecordId(self.state.draw_id(entropy).0);
        for (id, record) in people {
            let words = newsletter.heard((*id, record), &marker, stamp, &mut ids);
            for (id, word) in words.map_err(|error| crate::privacy::unsaid(&error))? {
                made.put(id, &word);
            }
        }
        Ok(())
    }

    /// What was made up, and what of it was changed since; but for what is only stored, which nobody is shown and which stays.
    pub(crate) fn made_up(&self) -> Reply {
        let (mut number, mut of, mut changed) = (0, Vec::<(br::Kind, u32)>::new(), Vec::new());
        for (id, record) in self.book.shown_made_up() {
            number += 1;
            if was_changed(&record) {
                changed.push(id);
            }
            let Some(kind) = view::shown_kind(record.kind()) else { continue };
            match of.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, number)) => *number += 1,
                None => of.push((kind, 1)),
            }
        }
        let first = changed.iter().take(MOST_CHANGED).filter_map(|id| view::shown_related(&self.book, id)).collect();
        Reply::MadeUp(MadeUp { number, of, changed: Part { first, total: changed.len() as u32 } })
    }
}
