//! Saved views of the open vault: offered, kept, written over. And figures over a view's columns.

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::records::bad_value;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_crm::saved::{MAX_COLUMNS, Saved};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, RecordId};
use tacit_vault::Entropy;

/// What a view is called and whose it is.
pub(crate) struct ViewOf<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: br::Kind,
    pub(crate) mine: bool,
}

impl<F: File> OpenVault<F> {
    /// The views that I am offered.
    pub(crate) fn views(&self) -> Reply {
        let views = self.book.saved_views(self.state.me());
        Reply::Views(views.into_iter().filter_map(view::saved_view).collect())
    }

    /// Keeps a view, as a new one or over one that is there.
    pub(crate) fn save_view(
        &mut self,
        id: Option<br::Id>,
        of: &ViewOf<'_>,
        look: &br::Look,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        if of.name.trim().is_empty() {
            return Err(say(BadInput, "The view has no name yet.", "Give it one that you will know it by.").into());
        }
        let only = of.mine.then_some(self.state.me());
        let fields = Saved::fields(of.name.trim(), view::kind(of.kind), only, &view::look(look)).ok_or_else(|| {
            say(BadInput, "This view has more conditions or columns than can be kept.", "Take some away and try again.")
        })?;
        let known = id.map(view::record_id);
        let before = known.map(|id| self.view_record(&id)).transpose()?;
        if let Some(before) = &before {
            self.clock.observe(before.changed(), u64::MAX);
        }
        let stamp = self.clock.tick(now);
        let mut after = before.clone().unwrap_or_else(|| Record::new(Kind::View, stamp));
        for (field, value) in fields {
            after.set(field, value, stamp).map_err(bad_value)?;
        }
        let id = known.unwrap_or_else(|| RecordId(self.state.draw_id(entropy).0));
        let mut step = Step::new();
        match &before {
            Some(before) => step.edited(id, before, &after),
            None => step.made(id, &after),
        }
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    fn view_record(&self, id: &RecordId) -> Result<Record, Failure> {
        let record = self.book.record(id).filter(|record| record.kind() == Kind::View);
        record.ok_or_else(|| problem(Gone).into())
    }

    /// Figures over columns of a view.
    pub(crate) fn figures(&mut self, request: &br::RowsRequest, of: &[(br::FieldKey, br::Calc)]) -> Reply {
        let asked = self.asked(request);
        let figure = |(field, calc): &(br::FieldKey, br::Calc)| {
            view::figure(self.book.figure(&asked, view::field_key(*field), view::calc(*calc)))
        };
        Reply::Figures(of.iter().take(MAX_COLUMNS).map(figure).collect())
    }
}
