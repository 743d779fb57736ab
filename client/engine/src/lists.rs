//! Lists that people of the open vault pick by hand: shown, named, filled and emptied.

use crate::Failure;
use crate::now::Now;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::records::bad_value;
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::problem::Problem;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_crm::RecordId;
use tacit_crm::lists::ListError;
use tacit_crm::undo::Step;
use tacit_vault::Entropy;

fn bad_list(error: &ListError) -> Problem {
    match error {
        ListError::Gone => problem(Gone),
        ListError::Known => {
            say(BadInput, "There is a list of this name already.", "Add to that one, or choose another name.")
        }
        ListError::Name => say(BadInput, "The list has no name yet, or too long a one.", "Give it a short name."),
        _ => say(BadInput, format!("This cannot be done: {error}."), "Nothing was changed."),
    }
}

impl<F: File> OpenVault<F> {
    /// Every list, with how many records are in it.
    pub(crate) fn shown_lists(&self) -> Vec<br::PickedList> {
        let shown = self.book.lists().into_iter().map(|list| br::PickedList {
            id: view::id(list.id),
            name: list.name,
            about: list.about,
            counts: list
                .counts
                .into_iter()
                .filter_map(|(kind, count)| Some((view::shown_kind(kind)?, count)))
                .collect(),
        });
        shown.collect()
    }

    /// Names a list, fills or empties one.
    pub(crate) fn change_lists(
        &mut self,
        ask: br::ListAsk,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        match ask {
            br::ListAsk::Save { id, name, about } => {
                self.save_list(id.map(view::record_id), (&name, &about), now.ms, entropy)
            }
            br::ListAsk::Pick { list, ids, is_in } => self.pick(view::record_id(list), &ids, is_in, now, entropy),
        }
    }

    fn save_list(
        &mut self,
        known: Option<RecordId>,
        (name, about): (&str, &str),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.stamp_after(known.as_slice(), now);
        let after = self.book.list_named(known.as_ref(), name, about, stamp).map_err(|error| bad_list(&error))?;
        let id = known.unwrap_or_else(|| RecordId(self.state.draw_id(entropy).0));
        let mut step = Step::new();
        match self.book.record(&id) {
            Some(before) => step.edited(id, &before, &after),
            None => step.made(id, &after),
        }
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// One step and one batch, whatever the number of records; those that are gone meanwhile are passed over, and what may
    /// not be is left and told.
    fn pick(
        &mut self,
        list: RecordId,
        ids: &[br::Id],
        is_in: bool,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.book.list(&list).ok_or_else(|| problem(Gone))?;
        let mut parts = Vec::new();
        for id in ids.iter().copied().map(view::record_id) {
            let Some(before) = self.book.record(&id) else { continue };
            self.clock.observe(before.changed(), u64::MAX);
            let stamp = self.clock.tick(now.ms);
            if let Some(after) = self.book.listed(&before, &list, is_in, stamp).map_err(bad_value)? {
                parts.push(self.part((id, &before), after, stamp, now, entropy)?);
            }
        }
        let done = self.write_parts(parts, Vec::new(), entropy)?;
        self.told(done)
    }
}
