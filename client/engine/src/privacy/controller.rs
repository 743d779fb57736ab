//! Who is responsible for the data of a vault: its owners say so, in its settings. Receipts, the record of processing
//! activities and access packages tell it.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::say;
use crate::vault::OpenVault;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::controller as bc;
use tacit_bridge::problem::ProblemKind::{BadInput, NoRight};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::{Controller, key as pk};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, RecordId, RecordRef};
use tacit_shared::entry::Role;
use tacit_vault::Entropy;

fn not_an_owner() -> Problem {
    say(NoRight, "Only owners say who is responsible for the data.", "Ask one of them.")
}

pub(super) fn shown(of: &Controller) -> bc::Controller {
    let Controller { name, address, contact, officer } = of.clone();
    bc::Controller { name, address, contact, officer }
}

impl<P: Platform> Engine<P> {
    pub(super) fn controller_ask(&self, page: PageId, ask: bc::ControllerAsk) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match ask {
            bc::ControllerAsk::Get => self.look(page, |vault| Ok(vault.controller_view())),
            bc::ControllerAsk::Save(of) => self.edit(page, |vault, entropy| vault.save_controller(&of, now, entropy)),
        }
    }
}

impl<F: File> OpenVault<F> {
    fn is_owner(&self) -> bool {
        self.state.my_role() == Some(Role::Owner)
    }

    /// Who is responsible, if somebody said so.
    pub(super) fn controller(&self) -> Controller {
        self.book.settings().map(|(_, settings)| Controller::read(&settings)).unwrap_or_default()
    }

    /// Who is responsible; as long as nobody said so, it goes by the vault's name.
    pub(super) fn controller_named(&self) -> Controller {
        let known = self.controller();
        if known.is_named() { known } else { Controller { name: self.name(), ..known } }
    }

    fn controller_view(&self) -> Reply {
        let of = self.controller();
        let written = self.book.settings().and_then(|(_, settings)| settings.last_written(pk::CONTROLLER));
        let said = written.filter(|_| of.is_named()).map(|stamp| (self.member_name(stamp.author), stamp.ms));
        let may_edit = self.is_owner() && self.may_write().is_ok();
        let view = bc::ControllerView { of: shown(&of), said, may_edit };
        Reply::PrivacyAnswer(PrivacyAnswer::Controller(Box::new(view)))
    }

    fn save_controller(&mut self, of: &bc::Controller, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        self.may_write()?;
        if !self.is_owner() {
            return Err(not_an_owner().into());
        }
        let trimmed = |text: &String| text.trim().to_owned();
        let [name, address, contact, officer] = [&of.name, &of.address, &of.contact, &of.officer].map(trimmed);
        let of = Controller { name, address, contact, officer };
        if !of.is_named() && of != Controller::default() {
            let todo = "Type the name of the firm or person, or leave everything empty.";
            return Err(say(BadInput, "Who is responsible has no name.", todo).into());
        }
        let known = self.book.settings().map(|(id, _)| id);
        let id = known.unwrap_or_else(|| RecordId(self.state.draw_id(entropy).0));
        let before = self.book.record(&id);
        before.iter().for_each(|before| self.clock.observe(before.changed(), u64::MAX));
        let stamp = self.clock.tick(now);
        let mut after = before.clone().unwrap_or_else(|| Record::new(Kind::Settings, stamp));
        for (field, value) in of.fields() {
            after.set(field, value, stamp).map_err(crate::records::bad_value)?;
        }
        let mut step = Step::new();
        match &before {
            Some(before) => step.edited(id, before, &after),
            None => step.made(id, &after),
        }
        if step.is_empty() {
            return Ok(self.changed(None, step));
        }
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// Refuses, by whatever path, to say in an owner's place who is responsible.
    pub(crate) fn leaves_controller_alone(&self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Result<(), Problem> {
        if self.is_owner() {
            return Ok(());
        }
        let Some((settings, before)) = self.book.settings() else { return Ok(()) };
        let before = Controller::read(&before);
        let after = writes.iter().find(|(id, _)| *id == settings).map(|(_, plain)| {
            let record = plain.as_deref().and_then(|plain| RecordRef::parse(plain).ok());
            record.map(|record| Controller::read(&record)).unwrap_or_default()
        });
        if after.is_none_or(|after| after == before) { Ok(()) } else { Err(not_an_owner()) }
    }
}
