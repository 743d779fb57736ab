//! When data goes: rules, the queue of what is due, holds. Nobody runs this at night: what nobody looked at in time is
//! applied after the first synchronisation of somebody who may, `overdue`.

mod kept;
mod overdue;
mod served;

use overdue::takes;

use super::restriction::reason;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::{Failure, view};
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::retention as br;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NoRight};
use tacit_bridge::records::Id;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{Action, Did, HoldKind, Trigger};
use tacit_crm::privacy::{AccessEvent, Due, Hold, Period, Purpose, RetentionItem, RetentionRule, Waits, key as pk};
use tacit_crm::schema::{Shape, field_of};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, RecordId, Value};
use tacit_vault::Entropy;

/// Records of one hold; more are several holds.
const HELD: usize = 100;
/// Names of a hold's records that are shown.
const MAX_NAMES: usize = 10;
/// Records decided on at once.
const MAX_DECIDED: usize = 5_000;

/// A rule with its record.
pub(super) type Known = (RecordId, RetentionRule);

fn days(text: &str) -> Result<Period, Problem> {
    let bad = || say(BadInput, "A time span is missing.", "Say after how many months, days or years.");
    Period::parse(text.trim()).ok_or_else(bad)
}

fn read(rule: &br::Rule) -> Result<RetentionRule, Problem> {
    let missing = |what: &str| say(BadInput, format!("{what} is missing."), "Complete the rule, and try again.");
    let of = view::kind(br::kind_of(&rule.of).ok_or_else(|| missing("The kind"))?);
    let trigger = Trigger::parse(&rule.trigger).ok_or_else(|| missing("What starts the time"))?;
    let is_date = |key: &tacit_crm::FieldKey| field_of(of, *key).is_some_and(|spec| spec.shape == Shape::Date);
    let date_field = rule.date_field.map(view::field_key).filter(is_date);
    if trigger == Trigger::DateField && date_field.is_none() {
        return Err(missing("The date field"));
    }
    if trigger == Trigger::DealClosed && of != Kind::Deal {
        return Err(say(BadInput, "Only deals are closed.", "Choose deals, or another start."));
    }
    let of_purpose = matches!(trigger, Trigger::ConsentEnded | Trigger::PurposeRetired);
    let action = Action::parse(&rule.action).ok_or_else(|| missing("What happens then"))?;
    let of_purpose = of_purpose || action == Action::ClearFields;
    let purpose = rule.purpose.map(view::record_id).filter(|_| of_purpose);
    if of_purpose && purpose.is_none() {
        return Err(missing("The purpose"));
    }
    if trigger == Trigger::ConsentEnded && of != Kind::Person {
        return Err(say(BadInput, "Only people consent.", "Choose people, or another start."));
    }
    let filter = view::filter(&rule.filter);
    if !RetentionRule::may_filter(&filter) {
        let what = "This filter shows something else to each who asks, or is too large for a rule.";
        return Err(say(BadInput, what, "Name members instead of “me”, or take some conditions off."));
    }
    if action == Action::ClearFields && of != Kind::Person {
        let todo = "Choose people, or another action.";
        return Err(say(BadInput, "Only of people it is known which purpose a field serves.", todo));
    }
    if action == Action::Restrict && of != Kind::Person {
        return Err(say(BadInput, "Only people are restricted.", "Choose people, or another action."));
    }
    if action == Action::Anonymise && !matches!(of, Kind::Person | Kind::Deal) {
        let todo = "Choose people or deals, or another action.";
        return Err(say(BadInput, "Only people and deals are made anonymous.", todo));
    }
    let name = rule.name.trim().to_owned();
    if name.is_empty() {
        return Err(missing("The name"));
    }
    let (after, grace) = (days(&rule.after)?, days(&rule.grace)?);
    Ok(RetentionRule { name, of, filter, trigger, date_field, purpose, after, action, grace })
}

/// A rule as the page has it.
fn shown(rule: &RetentionRule) -> br::Rule {
    br::Rule {
        name: rule.name.clone(),
        of: view::shown_kind(rule.of).and_then(br::word_of).unwrap_or_default(),
        filter: view::shown_filter(&rule.filter),
        trigger: rule.trigger.word().to_owned(),
        date_field: rule.date_field.map(view::shown_key),
        purpose: rule.purpose.map(view::id),
        after: rule.after.to_string(),
        action: rule.action.word().to_owned(),
        grace: rule.grace.to_string(),
    }
}

impl<F: File> OpenVault<F> {
    /// The rules by which data goes that is held for a purpose.
    pub(super) fn rules_shown(&self, id: &RecordId, purpose: &Purpose) -> Vec<br::Rule> {
        self.book.rules_of(id, purpose).iter().map(|(_, rule)| shown(rule)).collect()
    }
}

fn state(due: Due) -> Option<br::DueState> {
    match due {
        Due::Scheduled => None,
        Due::Held => Some(br::DueState::Held),
        Due::Snoozed => Some(br::DueState::Snoozed),
        Due::Due => Some(br::DueState::Due),
        Due::Overdue => Some(br::DueState::Overdue),
    }
}

fn waits(waits: Waits) -> br::Waits {
    match waits {
        Waits::Request => br::Waits::Request,
        Waits::Restriction => br::Waits::Restriction,
    }
}

impl<P: Platform> Engine<P> {
    pub(super) async fn retention_ask(&self, page: PageId, ask: br::RetentionAsk) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match ask {
            br::RetentionAsk::Overview { count } => self.look(page, |vault| vault.retention_view(count, now)),
            br::RetentionAsk::SaveRule { id, rule } => {
                self.edit(page, |vault, entropy| vault.save_rule(id, &rule, now, entropy))
            }
            br::RetentionAsk::EndRule(id) => self.edit(page, |vault, entropy| {
                let is_rule = vault.book.get(&view::record_id(id)).is_some_and(|of| of.kind() == Kind::RetentionRule);
                let rule = vault.rule_of(&view::record_id(id));
                if rule.is_some_and(|rule| !vault.may_change_rule(&rule)) {
                    return Err(problem(NoRight).into());
                }
                if is_rule { vault.take_out(vec![id], entropy) } else { Err(problem(Gone).into()) }
            }),
            br::RetentionAsk::Apply(decided) => self.apply_due(page, &decided, now).await,
            br::RetentionAsk::Hold { records, by_law, why, until } => self.edit(page, |vault, entropy| {
                let kind = if by_law { HoldKind::Legal } else { HoldKind::Snooze };
                vault.hold(&records, (kind, &why, until), now, entropy)
            }),
            br::RetentionAsk::EndHold { hold, why } => {
                let device = self.device_label();
                self.edit(page, |vault, entropy| vault.end_hold(view::record_id(hold), &why, (device, now), entropy))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    /// Whether a rule may be changed here: one that takes records away only by whoever may do that.
    pub(crate) fn may_change_rule(&self, rule: &RetentionRule) -> bool {
        !takes(rule.action) || self.may_erase()
    }

    fn rule_of(&self, id: &RecordId) -> Option<RetentionRule> {
        RetentionRule::read(&self.book.get(id)?)
    }

    /// Since when somebody can have seen what is due by a rule: since it can be decided on, or since the rule was written.
    fn waits_from(&self, rule: &RecordId, from: u64) -> u64 {
        self.book.get(rule).map_or(from, |record| record.changed().ms.max(from))
    }

    /// What has come under a rule; whom it restricts and who is restricted is done, and so is a deal that is anonymous.
    pub(super) fn come(&mut self, (id, rule): &Known, now: u64) -> Result<(u32, Vec<RetentionItem>), Problem> {
        let marker = self.marker()?;
        let mut items = self.book.retention(rule, &marker, now);
        // A new rule about what is long due gives its grace first.
        for item in items.iter_mut().filter(|item| item.state == Due::Overdue) {
            if now < rule.grace.after(self.waits_from(id, item.from)) {
                item.state = Due::Due;
            }
        }
        let counts = items.len() as u32;
        items.retain(|item| {
            let is_done = match rule.action {
                Action::Restrict => self.book.is_restricted(&item.record),
                Action::Anonymise => rule.of == Kind::Deal && self.book.is_anonymous(&item.record),
                Action::Review | Action::Erase | Action::ClearFields => false,
            };
            item.state != Due::Scheduled && !is_done
        });
        Ok((counts, items))
    }

    fn retention_view(&mut self, count: u32, now: u64) -> Result<Reply, Failure> {
        let mut answer = br::RetentionAnswer { may_erase: self.may_erase(), ..br::RetentionAnswer::default() };
        let mut all: Vec<(br::DueState, RetentionItem, usize)> = Vec::new();
        let rules = self.book.retention_rules();
        for (at, (id, rule)) in rules.iter().enumerate() {
            let (counts, items) = self.come(&rules[at], now)?;
            let mut due = 0;
            for item in items {
                let Some(state) = state(item.state) else { continue };
                due += u32::from(state <= br::DueState::Due);
                answer.totals[state as usize] += 1;
                all.push((state, item, at));
            }
            let purpose = rule.purpose.map(|purpose| self.book.name(&purpose)).unwrap_or_default();
            answer.rules.push(br::RuleView { id: view::id(*id), rule: shown(rule), purpose, counts, due });
        }
        let fields = self.kept_fields(now);
        for (at, field) in fields.iter().enumerate() {
            for item in &field.items {
                let Some(state) = state(item.state) else { continue };
                answer.totals[state as usize] += 1;
                all.push((state, *item, rules.len() + at));
            }
        }
        answer.fields = fields.iter().filter_map(|field| field.shown()).collect();
        all.sort_by_key(|(state, item, _)| (*state, item.due_at, item.record));
        let line = |(state, item, at): &(br::DueState, RetentionItem, usize)| {
            let page = view::related(&self.book, &item.record)?;
            let Some((id, rule)) = rules.get(*at) else {
                return Some(fields.get(at - rules.len())?.line((page, *state), item));
            };
            let by_itself = rule.action != Action::Review && item.waits.is_none();
            let applied = by_itself.then(|| rule.grace.after(self.waits_from(id, item.from)));
            Some(br::DueView {
                of: br::DueOf { record: view::id(item.record), rule: view::id(*id) },
                page,
                rule: rule.name.clone(),
                action: rule.action.word().to_owned(),
                due_at: item.due_at,
                applied_at: applied,
                state: *state,
                waits: item.waits.map(waits),
            })
        };
        answer.queue = all.iter().take(count as usize).filter_map(line).collect();
        answer.holds = self.holds_now(now);
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Retention(Box::new(answer))))
    }

    fn holds_now(&self, now: u64) -> Vec<br::HoldView> {
        let read = |id: RecordId| Some((id, Hold::read(&self.book.get(&id)?)?));
        let all = self.book.ids_of(Kind::LegalHold).filter_map(read).filter(|(_, hold)| hold.holds(now));
        let mut holds: Vec<br::HoldView> = all
            .map(|(id, hold)| br::HoldView {
                id: view::id(id),
                count: hold.records.len() as u32,
                records: hold.records.iter().filter_map(|id| view::related(&self.book, id)).take(MAX_NAMES).collect(),
                by_law: hold.kind == HoldKind::Legal,
                may_end: self.may_end(&hold),
                why: hold.why,
                by: hold.by.map(|member| self.member_name(member)).unwrap_or_default(),
                until: hold.until,
            })
            .collect();
        holds.sort_by_key(|hold| (!hold.by_law, hold.until, hold.id));
        holds
    }

    fn save_rule(
        &mut self,
        id: Option<Id>,
        rule: &br::Rule,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let rule = read(rule)?;
        let known = id.and_then(|id| self.rule_of(&view::record_id(id)));
        if !self.may_change_rule(&rule) || known.is_some_and(|known| !self.may_change_rule(&known)) {
            let what = "Only admins and owners may make or change a rule that takes records away.";
            return Err(say(NoRight, what, "Choose to be asked instead, or ask one of them.").into());
        }
        let Some(id) = id.map(view::record_id) else {
            let record = rule.write(self.clock.tick(now)).map_err(crate::records::bad_value)?;
            let id = RecordId(self.state.draw_id(entropy).0);
            let mut step = Step::new();
            step.made(id, &record);
            self.stage(vec![(id, Some(record.encode()))], entropy)?;
            return Ok(self.changed(Some(id), step));
        };
        self.rewrite(id, &rule.fields(), now, entropy)
    }

    /// Writes fields of a record, as one step to take back.
    fn rewrite(
        &mut self,
        id: RecordId,
        fields: &[(tacit_crm::FieldKey, Value)],
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let before = self.book.record(&id).ok_or_else(|| problem(Gone))?;
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(now);
        let mut after: Record = before.clone();
        for (field, value) in fields {
            after.set(*field, value.clone(), stamp).map_err(crate::records::bad_value)?;
        }
        let mut step = Step::new();
        step.edited(id, &before, &after);
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// Keeps records: by law, or put off. Nothing of it is undone by a key; a hold is ended.
    fn hold(
        &mut self,
        records: &[Id],
        (kind, why, until): (HoldKind, &str, Option<u64>),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let why = reason(why)?.to_owned();
        if until.is_some_and(|until| until <= now) || kind == HoldKind::Snooze && until.is_none() {
            return Err(say(BadInput, "The day is missing or over.", "Choose a day to come.").into());
        }
        let here: Vec<RecordId> =
            records.iter().map(|id| view::record_id(*id)).filter(|id| self.book.contains(id)).collect();
        if here.is_empty() {
            return Err(problem(Gone).into());
        }
        let (stamp, by) = (self.clock.tick(now), Some(self.state.me()));
        let mut writes = Vec::new();
        for some in here.chunks(HELD) {
            let hold = Hold { records: some.to_vec(), kind, why: why.clone(), by, until };
            let record = hold.write(stamp).map_err(crate::records::bad_value)?;
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(record.encode())));
        }
        self.stage(writes, entropy)?;
        Ok(self.changed(None, Step::new()))
    }

    /// Whether a hold may be ended here: what law keeps, only by who may erase it then, or by who said so.
    fn may_end(&self, hold: &Hold) -> bool {
        hold.kind == HoldKind::Snooze || self.may_erase() || hold.by == Some(self.state.me())
    }

    fn end_hold(
        &mut self,
        id: RecordId,
        why: &str,
        (device, now): (String, u64),
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let hold = self.book.get(&id).and_then(|record| Hold::read(&record)).filter(|hold| hold.holds(now));
        let hold = hold.ok_or_else(|| problem(Gone))?;
        if !self.may_end(&hold) {
            let what = "Only admins and owners may end what is kept by law, or who said so.";
            return Err(say(NoRight, what, "Ask one of them.").into());
        }
        let why = if hold.kind == HoldKind::Legal { reason(why)? } else { why.trim() };
        let mut record = self.book.record(&id).ok_or_else(|| problem(Gone))?;
        self.clock.observe(record.changed(), u64::MAX);
        let stamp = self.clock.tick(now);
        record.set(pk::UNTIL, Value::Number(now), stamp).map_err(crate::records::bad_value)?;
        let mut writes = vec![(id, Some(record.encode()))];
        if hold.kind == HoldKind::Legal {
            // On the trail of each that was held.
            for record in hold.records.iter().copied() {
                let (device, why) = (device.clone(), why.to_owned());
                let event = AccessEvent { did: Did::Released, record, field: None, device, told: None, why };
                writes.push(self.access_event(&event, stamp, entropy)?);
            }
        }
        self.stage(writes, entropy)?;
        Ok(self.changed(None, Step::new()))
    }
}
