//! Importing files into the open vault: preview, adjust, run. The files' plain content lives only as long as
//! the preview.

use crate::Failure;
use crate::ports::File;
use crate::problem::say;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::import::{ImportPlan, ImportSource, ImportSummary};
use tacit_bridge::problem::ProblemKind::{BadFile, BadInput};
use tacit_bridge::records::UndoStep;
use tacit_crm::demo::Demo;
use tacit_crm::import::{Import, ImportError};
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

/// Made-up people at most.
const MAX_DEMO: u32 = 1_000_000;

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

/// Applies the page's choices.
pub(crate) fn adjust(import: &mut Import, plan: ImportPlan) -> Result<(), Failure> {
    import.set_plan(view::plan(plan)).map_err(|error| unreadable(&error))
}

impl<F: File> OpenVault<F> {
    /// What would be imported.
    pub(crate) fn preview(&mut self, import: &Import) -> Reply {
        Reply::Preview(Box::new(view::preview(import.preview(&mut self.book))))
    }

    /// Imports it; the outbox has it when this returns.
    pub(crate) fn run_import(
        &mut self,
        import: &Import,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<ImportSummary, Failure> {
        self.may_write()?;
        let batch = {
            let mut ids = || RecordId(tacit_vault::random(entropy));
            import.run(&mut self.book, &mut ids, &mut self.clock, now)
        };
        let writes = batch.writes.into_iter().map(|(id, plain)| (id, Some(plain))).collect();
        self.stage(writes, entropy)?;
        let counts = batch.counts;
        Ok(ImportSummary {
            people: counts.people_new,
            merged: counts.people_merged,
            companies: counts.companies_new,
            skipped: counts.rows_skipped,
            undo: UndoStep(self.history.push(batch.step)),
        })
    }

    /// Fills the vault with made-up people, as one step that can be taken back.
    pub(crate) fn make_demo(
        &mut self,
        count: u32,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<ImportSummary, Failure> {
        self.may_write()?;
        let stamp = self.clock.tick(now);
        let mut step = tacit_crm::undo::Step::new();
        let mut writes = Vec::new();
        let (mut people, mut companies) = (0, 0);
        {
            let mut ids = || RecordId(tacit_vault::random(entropy));
            for (id, record) in Demo::new(count.min(MAX_DEMO), u64::from(count), stamp, &mut ids) {
                match record.kind() {
                    Kind::Company => companies += 1,
                    _ => people += 1,
                }
                step.made(id, &record);
                writes.push((id, Some(record.encode())));
            }
        }
        self.stage(writes, entropy)?;
        let undo = UndoStep(self.history.push(step));
        Ok(ImportSummary { people, merged: 0, companies, skipped: 0, undo })
    }
}
