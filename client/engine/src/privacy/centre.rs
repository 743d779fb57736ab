//! Where everything stands: the numbers, who is behind them, and that people were told where their data came from.

use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::HashSet;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::centre::{CENTRE_PAGE, CentreAnswer, CentreAsk, CentreList, CentreNumbers, CentrePeople};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records::Id;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::Method;
use tacit_crm::privacy::{Centre, Due, SourceTold};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

const DAY_MS: u64 = 86_400_000;
/// Most letters of what the trail says.
const MAX_WHAT: usize = 200;

fn answer(answer: CentreAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Centre(answer))
}

impl<P: Platform> Engine<P> {
    pub(super) fn centre_ask(&self, page: PageId, ask: CentreAsk) -> Result<Reply, Failure> {
        let (now, device) = (self.platform.now(), self.device_label());
        match ask {
            CentreAsk::Numbers => self.look(page, |vault| Ok(answer(vault.numbers(now)?))),
            CentreAsk::People { which, from } => {
                self.look(page, |vault| Ok(answer(vault.people_behind(which, from, now)?)))
            }
            CentreAsk::Told { people, notice, method, at, what } => {
                let told = SourceTold {
                    person: RecordId::default(),
                    notice: notice.map(view::record_id),
                    method: Method::parse(&method),
                    at,
                    device,
                    why: what.trim().chars().take(MAX_WHAT).collect(),
                };
                self.edit(page, |vault, entropy| vault.told_of_source(&people, &told, now, entropy))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    fn centre(&mut self, now: u64) -> Result<Centre, Problem> {
        let marker = self.marker()?;
        Ok(self.book.centre(&marker, now))
    }

    fn numbers(&mut self, now: u64) -> Result<CentreAnswer, Problem> {
        let of = self.centre(now)?;
        let marker = self.marker()?;
        let suppressed = self.book.ledger(&marker).suppressed_points() as u32;
        let count = |people: &[RecordId]| people.len() as u32;
        let day = |at: u64| i32::try_from(at / DAY_MS).unwrap_or(i32::MAX);
        let mut numbers = CentreNumbers {
            purposes: of.purposes,
            no_controller: of.purposes > 0 && !self.controller().is_named(),
            people: of.people,
            uncovered: count(&of.uncovered),
            ending: of.ending.len() as u32,
            again: count(&of.again),
            untold: of.untold.len() as u32,
            untold_late: of.untold.iter().filter(|(_, until)| now >= *until).count() as u32,
            restricted: count(&of.restricted),
            sensitive: of.sensitive.len() as u32,
            unneeded: of.unneeded.len() as u32,
            requests: of.requests.len() as u32,
            days_left: of.requests.first().map(|due| day(*due).saturating_sub(day(now))),
            parties: of.parties,
            suppressed,
            ..CentreNumbers::default()
        };
        let mut items = Vec::new();
        for rule in self.book.retention_rules() {
            items.extend(self.come(&rule, now)?.1);
        }
        items.extend(self.kept_fields(now).into_iter().flat_map(|field| field.items));
        numbers.due = items.iter().filter(|item| matches!(item.state, Due::Due | Due::Overdue)).count() as u32;
        numbers.overdue = items.iter().filter(|item| item.state == Due::Overdue).count() as u32;
        Ok(CentreAnswer::Numbers(Box::new(numbers)))
    }

    fn people_behind(&mut self, which: CentreList, from: u32, now: u64) -> Result<CentreAnswer, Problem> {
        let of = self.centre(now)?;
        let plain = |ids: Vec<RecordId>| ids.into_iter().map(|id| (id, None)).collect();
        let dated = |ids: Vec<(RecordId, u64)>| ids.into_iter().map(|(id, at)| (id, Some(at))).collect();
        let people: Vec<(RecordId, Option<u64>)> = match which {
            CentreList::Uncovered => plain(of.uncovered),
            CentreList::Ending => dated(of.ending),
            CentreList::Again => plain(of.again),
            CentreList::Untold => dated(of.untold),
            CentreList::Sensitive => plain(of.delicate),
            CentreList::Restricted => plain(of.restricted),
        };
        let total = people.len() as u32;
        let mut named: Vec<_> = people.into_iter().map(|(id, at)| (self.book.name(&id), id, at)).collect();
        named.sort();
        let shown = named.into_iter().skip(from as usize).take(CENTRE_PAGE as usize);
        let people = shown.map(|(name, id, at)| (view::id(id), name, at)).collect();
        Ok(CentreAnswer::People(CentrePeople { people, total }))
    }

    /// These people were told where their data came from: an event of the trail for each who had to be, for good.
    fn told_of_source(
        &mut self,
        people: &[Id],
        told: &SourceTold,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        if people.len() > CENTRE_PAGE as usize {
            return Err(problem(BadInput).into());
        }
        if told.at == 0 {
            return Err(say(BadInput, "A day is missing.", "Choose the day on which they were told.").into());
        }
        if told.at > now {
            return Err(say(BadInput, "That day is still to come.", "Choose the day on which they were told.").into());
        }
        let is_notice = |id: &RecordId| self.book.get(id).is_some_and(|record| record.kind() == Kind::Notice);
        if !told.notice.as_ref().is_none_or(is_notice) {
            return Err(problem(Gone).into());
        }
        let untold: HashSet<RecordId> = self.centre(now)?.untold.into_iter().map(|(id, _)| id).collect();
        let asked: Vec<RecordId> =
            people.iter().copied().map(view::record_id).filter(|id| untold.contains(id)).collect();
        if asked.is_empty() {
            // Somebody else was faster.
            return Ok(self.changed(None, Step::new()));
        }
        let stamp = self.clock.tick(now);
        let mut writes = Vec::with_capacity(asked.len());
        for person in asked {
            let record = SourceTold { person, ..told.clone() }.write(stamp).map_err(crate::records::bad_value)?;
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(record.encode())));
        }
        self.stage(writes, entropy)?;
        Ok(self.changed(None, Step::new()))
    }
}
