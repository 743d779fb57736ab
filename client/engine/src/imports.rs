//! Importing files into the open vault: preview, adjust, run. The files' plain content lives only as long as
//! the preview.

use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::say;
use crate::vault::OpenVault;
use crate::{Failure, view};
use std::collections::HashSet;
use tacit_bridge::import::{ImportPlan, ImportSource, ImportSummary, RowCell};
use tacit_bridge::message::{Job, Progress};
use tacit_bridge::problem::ProblemKind::{BadFile, BadInput};
use tacit_bridge::records::{Stopped, UndoStep};
use tacit_bridge::{Event, Reply};
use tacit_crm::import::{Batch, Import, ImportError};
use tacit_crm::privacy::defaults::NEWSLETTER;
use tacit_crm::privacy::words::EventKind;
use tacit_crm::privacy::{Arrivals, ConsentEvent, Imported, Marker, file_names};
use tacit_crm::{Record, RecordId, RecordRef, Stamp};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

/// Records in a slice: a few hundredths of a second, after which others have their turn.
const SLICE: usize = 2048;

/// What an import writes, not yet written.
pub(crate) struct Planned {
    pub(crate) writes: Vec<(RecordId, Vec<u8>)>,
    pub(crate) summary: ImportSummary,
}

fn unreadable(error: &ImportError) -> Failure {
    say(BadFile, format!("{error}."), "Nothing was imported. Choose other files, or save them again as CSV or vCard.")
        .into()
}

/// Reads files and guesses.
pub(crate) fn read(sources: Vec<ImportSource>) -> Result<Import, Failure> {
    if sources.is_empty() {
        return Err(say(BadInput, "No file was chosen.", "Choose a CSV or vCard file.").into());
    }
    Import::read(sources.into_iter().map(|source| (source.name, source.bytes)).collect())
        .map_err(|error| unreadable(&error))
}

/// The cells of a row that is to be mended.
pub(crate) fn row(import: &Import, file: u32, row: u32) -> Result<Reply, Failure> {
    let cells = import.row(file, row).ok_or_else(|| unmended(&ImportError::NoSuchRow))?;
    Ok(Reply::ImportRow(cells.into_iter().map(|(header, text)| RowCell { header, text }).collect()))
}

/// Has a row read otherwise.
pub(crate) fn mend(import: &mut Import, file: u32, row: u32, cells: Vec<String>) -> Result<(), Failure> {
    import.mend(file, row, cells).map_err(|error| unmended(&error))
}

fn unmended(error: &ImportError) -> Failure {
    let todo = match error {
        ImportError::CellTooLong => "Shorten what you typed.",
        _ => "The row is left as it is; mend it in the file and choose that again.",
    };
    say(BadInput, format!("{error}."), todo).into()
}

/// How far a long write came.
pub(crate) struct Written {
    pub(crate) done: usize,
    /// Why it ended before it was through; `None` if it was asked to, or is through.
    pub(crate) why: Option<Failure>,
}

impl<P: Platform> Engine<P> {
    /// Writes it slice by slice, telling how far it is; the outbox has all of it when this returns. Where it ends before, by
    /// itself or because the page asks, what is there can be taken back.
    pub(crate) async fn write_planned(
        &self,
        page: PageId,
        vault: &VaultId,
        planned: Planned,
    ) -> Result<Reply, Failure> {
        self.stop_job(page, Job::Import, false);
        let Planned { writes, mut summary } = planned;
        let written = self.write_slices(vault, &writes, Some(page)).await;
        let total = writes.len();
        if written.done < total {
            let there: HashSet<RecordId> = writes.iter().take(written.done).map(|(id, _)| *id).collect();
            let _here = self.arriving.lock().await;
            self.with_vault(vault, |vault| vault.history.keep_only(summary.undo.0, &there))?;
            let why = match written.why {
                Some(why) if written.done == 0 => return Err(why),
                why => why.map(|Failure(why)| why),
            };
            summary.stopped = Some(Stopped { done: written.done as u32, total: total as u32, why });
        }
        Ok(Reply::Imported(summary))
    }

    /// The writes alone: of a page that may stop them, and is told how far they are, or of none.
    pub(crate) async fn write_slices(
        &self,
        vault: &VaultId,
        writes: &[(RecordId, Vec<u8>)],
        page: Option<PageId>,
    ) -> Written {
        let total = writes.len() as u32;
        let mut done = 0;
        for slice in writes.chunks(SLICE) {
            if page.is_some_and(|page| self.is_job_stopped(page, Job::Import)) {
                break;
            }
            let staged = {
                // One that is read anew after a write that failed is not in memory meanwhile.
                let _here = self.arriving.lock().await;
                let entropy = &mut *self.entropy();
                self.with_vault(vault, |vault| vault.stage_planned(slice, entropy)).and_then(|staged| staged)
            };
            if let Err(why) = staged {
                return Written { done, why: Some(why) };
            }
            done += slice.len();
            if page.is_some() {
                self.emit(Event::JobProgress(Job::Import, Progress { done: done as u32, total }));
            }
            self.platform.sleep(0).await;
        }
        Written { done, why: None }
    }
}

impl<F: File> OpenVault<F> {
    /// Files that are about a kind of the team's own are taken for it; what nobody needs is not ticked: `tacit_crm::privacy::Ledger::is_needed`.
    pub(crate) fn fit_to_vault(&mut self, import: &mut Import) -> Result<(), Failure> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        import.leave_out(|field| ledger.is_needed(field));
        import.recognise(&self.book);
        Ok(())
    }

    /// Applies the page's choices.
    pub(crate) fn adjust(&self, import: &mut Import, plan: ImportPlan) -> Result<(), Failure> {
        import.set_plan(view::plan(plan), &self.book).map_err(|error| unreadable(&error))
    }

    /// What would be imported.
    pub(crate) fn preview(&mut self, import: &Import) -> Reply {
        Reply::Preview(Box::new(view::preview(import.preview(&mut self.book))))
    }

    /// Works out everything that it writes. The step that takes it back is kept before anything is written.
    pub(crate) fn plan_import(
        &mut self,
        import: &Import,
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Planned, Failure> {
        self.may_write()?;
        let after = self.clock.tick(now);
        let mut batch = {
            let state = &self.state;
            let mut ids = || RecordId(state.draw_id(entropy).0);
            import.run(&mut self.book, &mut ids, &mut self.clock, now)
        };
        let said = self.arrivals(&mut batch, now, entropy)?;
        // Claims are known by their file, too.
        let named = (import.file_names(), after, device);
        self.name_source(&mut batch, named, now, entropy)?;
        let counts = batch.counts;
        let summary = ImportSummary {
            people: counts.people_new,
            merged: counts.people_merged,
            companies: counts.companies_new,
            skipped: counts.rows_skipped,
            claims: said.claims,
            opted_out: said.opted_out,
            suppressed: said.suppressed,
            own: batch.own.into_iter().filter_map(view::own_tally).collect(),
            undo: UndoStep(self.history.push(batch.step.loosened())),
            stopped: None,
        };
        Ok(Planned { writes: batch.writes, summary })
    }

    /// Which files brought what: an event that stays when the import is taken back, as it happened.
    fn name_source<'a>(
        &mut self,
        batch: &mut Batch,
        (names, after, device): (impl Iterator<Item = &'a str>, Stamp, String),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        if batch.writes.is_empty() {
            return Ok(());
        }
        let before = self.clock.tick(now);
        let event = Imported { files: file_names(names), after, before, device };
        let record = event.write(self.clock.tick(now)).map_err(crate::records::bad_value)?;
        batch.writes.insert(0, (RecordId(self.state.draw_id(entropy).0), record.encode()));
        Ok(())
    }

    /// What the files say about consents joins what is written: claims, which go with an undo, and noes, which stay.
    fn arrivals(&mut self, batch: &mut Batch, now: u64, entropy: &mut dyn Entropy) -> Result<Arrivals, Failure> {
        let marker = self.marker()?;
        let claims = batch.said.iter().any(|said| said.claims);
        if claims && self.newsletter(&marker).is_none() {
            self.begin_purposes(now, entropy)?;
        }
        let newsletter = self.newsletter(&marker);
        let stamp = self.clock.tick(now);
        let mut arrivals = self
            .book
            .ledger(&marker)
            .arrivals(&batch.said, newsletter, stamp, &marker)
            .map_err(|error| crate::privacy::unsaid(&error))?;
        let (mut noes, mut claims) = (Vec::new(), Vec::new());
        for record in arrivals.records.drain(..) {
            let id = RecordId(self.state.draw_id(entropy).0);
            // Of what was said only claims are taken back: `crm/undo.rs`.
            batch.step.made(id, &record);
            let plain = record.encode();
            let said = RecordRef::parse(&plain).ok().and_then(|record| ConsentEvent::read(&record));
            let is_claim = said.is_some_and(|said| said.kind == EventKind::ImportedUnproven);
            if is_claim { claims.push((id, plain)) } else { noes.push((id, plain)) }
        }
        // An import may end early: nobody is here then whose no is not, and no claim of somebody who is not.
        let first = batch.writes.len().min(1);
        batch.writes.splice(first..first, noes);
        batch.writes.extend(claims);
        Ok(arrivals)
    }

    fn newsletter(&mut self, marker: &dyn Marker) -> Option<RecordId> {
        let mut purposes = self.book.ledger(marker).purposes();
        purposes.find(|(_, purpose)| purpose.slug == NEWSLETTER).map(|(id, _)| id)
    }

    /// Takes a slice of what was planned into the outbox. What was edited since then is not lost: both are merged.
    pub(crate) fn stage_planned(
        &mut self,
        slice: &[(RecordId, Vec<u8>)],
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let late = |(id, plain): &(RecordId, Vec<u8>)| {
            let merged = self.book.record(id).and_then(|mut record| {
                record.merge(&Record::decode(plain).ok()?).ok()?;
                Some(record.encode())
            });
            (*id, Some(merged.unwrap_or_else(|| plain.clone())))
        };
        self.stage(slice.iter().map(late).collect(), entropy)
    }
}
