//! What is taken out other than by an export: cells, a calendar, a chart, a document. The event of the trail is staged first, so that
//! nothing leaves without it, also while there is no network; who cannot write there is given nothing.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::say;
use crate::records::bad_value;
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeSet;
use tacit_bridge::Reply;
use tacit_bridge::privacy::taking::TakingAsk;
use tacit_bridge::problem::ProblemKind::NoRight;
use tacit_bridge::records as br;
use tacit_crm::privacy::{Copied, Document};
use tacit_crm::{Kind, RecordId, cell_fields};
use tacit_vault::Entropy;

impl<P: Platform> Engine<P> {
    pub(super) fn taking_ask(&self, page: PageId, ask: &TakingAsk) -> Result<Reply, Failure> {
        let (now, device) = (self.platform.now(), self.device_label());
        self.edit(page, |vault, entropy| {
            vault.may_take()?;
            let (copied, reply) = match ask {
                TakingAsk::Cells { ids, fields } => vault.cells_to_copy(ids, fields)?,
                TakingAsk::Calendar(of) => {
                    let (ids, own) = vault.of_calendar(of, now)?;
                    let one = if let [one] = ids[..] { Some(one) } else { None };
                    let records = ids.len() as u64;
                    (Some(Copied::Calendar { records, one }), Reply::Text(vault.book.ics(&ids, &own)))
                }
                TakingAsk::Picture { name } => (Some(Copied::Picture { name: name.clone() }), Reply::Done),
                TakingAsk::Statistics => {
                    (Some(Copied::Document { what: Document::Statistics, records: 0 }), Reply::Done)
                }
            };
            if let Some(copied) = copied {
                vault.write_taken(&copied, device, now, entropy)?;
            }
            Ok(reply)
        })
    }
}

impl<F: File> OpenVault<F> {
    /// Whether this member may take anything out: what leaves stands on the trail, and who only reads cannot write there.
    fn may_take(&self) -> Result<(), Failure> {
        self.may_write().map_err(|failure| match failure.0.kind {
            NoRight => {
                let todo = "Ask somebody who may edit: what is taken out is written down with who took it.";
                say(NoRight, "Who may only read takes no tables, calendars, charts or documents out.", todo).into()
            }
            _ => failure,
        })
    }

    /// Cells with what is written down about them; nothing where no record is there.
    fn cells_to_copy(&mut self, ids: &[br::Id], fields: &[br::FieldKey]) -> Result<(Option<Copied>, Reply), Failure> {
        self.know_columns(fields);
        let reply = Reply::CellTexts(self.cell_texts(ids, fields)?);
        let ids: BTreeSet<RecordId> = ids.iter().copied().map(view::record_id).collect();
        let there = ids.iter().filter(|id| !self.book.is_restricted(id));
        let kinds: Vec<Kind> = there.filter_map(|id| self.book.get(id)).map(|record| record.kind()).collect();
        let copied = kinds.first().map(|of| {
            // A person's name is told by its parts: by itself it is no field.
            let fields = fields.iter().copied().map(view::field_key);
            let columns = fields.flat_map(|field| cell_fields(*of, field)).collect();
            Copied::Cells { of: *of, columns, records: kinds.len() as u64 }
        });
        Ok((copied, reply))
    }

    /// A document leaves: its event is on disk before it is given.
    pub(super) fn take_document(
        &mut self,
        (what, records): (Document, usize),
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        self.may_take()?;
        self.write_taken(&Copied::Document { what, records: records as u64 }, device, now, entropy)
    }

    fn write_taken(
        &mut self,
        copied: &Copied,
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let stamp = self.clock.tick(now);
        let record = copied.write(device, stamp).map_err(bad_value)?;
        let id = RecordId(self.state.draw_id(entropy).0);
        self.stage(vec![(id, Some(record.encode()))], entropy)
    }
}
