//! Texts of the team's to begin a note with: shown, kept, filled in for a record.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::problem::Problem;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_crm::RecordId;
use tacit_crm::template::TemplateError;
use tacit_crm::undo::Step;
use tacit_vault::Entropy;

fn bad_template(error: &TemplateError) -> Problem {
    let todo = match error {
        TemplateError::Gone => return problem(Gone),
        TemplateError::Unknown(_) => "Take one of the names that are offered.",
        TemplateError::Masked(_) => "Take it out: whoever looks at it is written down, and a template would not be.",
        _ => "Correct it and try again; nothing was changed.",
    };
    say(BadInput, format!("This template cannot be kept: {error}."), todo)
}

impl<P: Platform> Engine<P> {
    /// Answers what is asked of templates.
    pub(crate) fn templates(&self, page: PageId, ask: br::TemplateAsk) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match ask {
            br::TemplateAsk::All => self.look(page, |vault| Ok(vault.shown_templates())),
            br::TemplateAsk::Save { id, name, what, text } => self.edit(page, |vault, entropy| {
                vault.save_template(id.map(view::record_id), (&name, &what, &text), now, entropy)
            }),
            br::TemplateAsk::Fill { id, about, today } => {
                self.look(page, |vault| vault.fill_template(&view::record_id(id), &view::record_id(about), &today))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    fn shown_templates(&self) -> Reply {
        let shown = self.book.templates().into_iter().map(|of| br::Template {
            id: view::id(of.id),
            name: of.name,
            what: of.what,
            text: of.text,
        });
        Reply::Templates(br::TemplateAnswer::All(shown.collect(), self.book.template_fields()))
    }

    fn save_template(
        &mut self,
        known: Option<RecordId>,
        of: (&str, &str, &str),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.stamp_after(known.as_slice(), now);
        let after = self.book.template_kept(known.as_ref(), of, stamp).map_err(|error| bad_template(&error))?;
        let id = known.unwrap_or_else(|| RecordId(self.state.draw_id(entropy).0));
        let mut step = Step::new();
        match self.book.record(&id) {
            Some(before) => step.edited(id, &before, &after),
            None => step.made(id, &after),
        }
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    fn fill_template(&self, id: &RecordId, about: &RecordId, today: &str) -> Result<Reply, Failure> {
        let template = self.book.template(id).ok_or_else(|| problem(Gone))?;
        let me = self.member_name(self.state.me());
        let (text, missing) = self.book.filled(&template.text, about, &me, today);
        Ok(Reply::Templates(br::TemplateAnswer::Filled { text, missing }))
    }
}
