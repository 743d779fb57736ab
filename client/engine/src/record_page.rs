//! What a record's page asks beyond the record: its place in a list, what points to it, when a task comes
//! again, an e-mail that was pasted there.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::records as br;
use tacit_crm::schema::key;
use tacit_crm::{RecordId, repeat};

impl<P: Platform> Engine<P> {
    /// Answers what a record's page asks.
    pub(crate) fn record_page(&self, page: PageId, ask: br::PageAsk) -> Result<Reply, Failure> {
        match ask {
            br::PageAsk::Place { rows, id, near } => self.look(page, |vault| Ok(vault.place(&rows, id, near))),
            br::PageAsk::Incoming(id) => self.look(page, |vault| Ok(vault.incoming(id))),
            br::PageAsk::Unexplained(ids) => self.look(page, |vault| Ok(vault.unexplained(&ids))),
            br::PageAsk::Again(id) => self.look(page, |vault| Ok(vault.again(id))),
            br::PageAsk::ReadMail { about, text } => {
                let zone = self.zone();
                self.look(page, |vault| Ok(vault.read_mail(about, &text, zone)))
            }
            br::PageAsk::KeepMail { about, text } => {
                let (now, zone) = (self.platform.now(), self.zone());
                self.edit(page, |vault, entropy| vault.keep_pasted(about, (&text, zone), now, entropy))
            }
        }
    }

    /// How many minutes the clock on the wall is ahead of UTC: mail programs show dates without a zone.
    fn zone(&self) -> i32 {
        self.platform.zone(self.platform.now())
    }
}

impl<F: File> OpenVault<F> {
    fn place(&mut self, rows: &br::RowsRequest, id: br::Id, near: u32) -> Reply {
        let asked = self.asked(rows);
        let (index, total) = self.book.place_of(&asked, &view::record_id(id), near);
        Reply::Page(br::PageAnswer::Place(br::Place { index, total }))
    }

    fn unexplained(&self, ids: &[br::Id]) -> Reply {
        let ids: Vec<RecordId> = ids.iter().copied().map(view::record_id).collect();
        let shown = self.book.unexplained(&ids).into_iter().map(|(id, outcome)| br::Unexplained {
            id: view::id(id),
            name: self.book.get(&id).map(|deal| deal.name()).unwrap_or_default(),
            outcome: view::shown_outcome(outcome),
        });
        Reply::Page(br::PageAnswer::Unexplained(shown.collect()))
    }

    /// When a task comes again that is done: then the one that follows it is here.
    fn again(&self, id: br::Id) -> Reply {
        let done = self.book.record(&view::record_id(id)).filter(|task| !task.get(key::DONE).is_empty());
        let next = done.as_ref().and_then(repeat::next_id).and_then(|next| self.book.record(&next));
        let due = next.map(|next| next.text(key::DUE)).filter(|due| !due.is_empty());
        Reply::Page(br::PageAnswer::Again(due))
    }

    fn incoming(&self, id: br::Id) -> Reply {
        let shown = self.book.incoming(&view::record_id(id)).into_iter().filter_map(|(kind, field, number)| {
            Some(br::Incoming { kind: view::shown_kind(kind)?, field: view::shown_key(field), number })
        });
        Reply::Page(br::PageAnswer::Incoming(shown.collect()))
    }
}
