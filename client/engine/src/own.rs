//! What the team of the open vault defines itself: fields of its own, pipelines.

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::Reply;
use tacit_bridge::privacy::masked::FieldTerms;
use tacit_bridge::problem::Problem;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NotAllowed};
use tacit_bridge::records as br;
use tacit_crm as crm;
use tacit_crm::custom::{CustomError, Terms, Wish, reordered};
use tacit_crm::pipeline::{PipelineError, PipelineWish, StageWish};
use tacit_crm::privacy::words::{PurposeStatus, Sensitivity};
use tacit_crm::privacy::{Period, Purpose, key as pk};
use tacit_crm::schema::key;
use tacit_crm::undo::{Step, Write};
use tacit_crm::{FieldKey, Kind, RecordId, Stamp};
use tacit_vault::Entropy;

/// Records on their way to be staged.
type Staged = Vec<(RecordId, Option<Vec<u8>>)>;

fn bad_field(error: &CustomError) -> Problem {
    match error {
        CustomError::Gone => problem(Gone),
        _ => {
            say(BadInput, format!("This cannot be a field: {error}."), "Correct it and try again; nothing was changed.")
        }
    }
}

/// What a field is as data about people, as the page names it.
fn shown_terms(of: &Terms, kind: Kind, field: FieldKey, purposes: &[(RecordId, Purpose)]) -> FieldTerms {
    let needing = purposes.iter().filter(|(_, purpose)| kind == Kind::Person && purpose.data_fields.contains(&field));
    FieldTerms {
        sensitivity: of.sensitivity.word().to_owned(),
        category: of.category.clone(),
        kept_for: of.kept_for.map(|period| period.to_string()).unwrap_or_default(),
        purposes: needing.map(|(id, _)| view::id(*id)).collect(),
    }
}

/// The other way round.
fn terms(of: &FieldTerms, kind: Kind) -> Result<Terms, Problem> {
    let unread = |what: &str| say(BadInput, what.to_owned(), "Correct it and try again; nothing was changed.");
    let kept = of.kept_for.trim();
    let kept_for = match kept.is_empty() {
        true => None,
        false => Some(Period::parse(kept).ok_or_else(|| unread("This is no length of time."))?),
    };
    let sensitivity = match of.sensitivity.is_empty() {
        true => Terms::usual(kind).sensitivity,
        false => Sensitivity::parse(&of.sensitivity).ok_or_else(|| unread("How delicate it is cannot be read."))?,
    };
    Ok(Terms { sensitivity, category: of.category.clone(), kept_for })
}

/// What no purpose needs is not collected: a new field of people is for one of those that there are, if there are any.
fn for_something(wanted: &[br::Id], purposes: &[(RecordId, Purpose)]) -> Result<(), Problem> {
    let is_wanted = |(id, _): &(RecordId, Purpose)| wanted.contains(&view::id(*id));
    if purposes.is_empty() || purposes.iter().any(is_wanted) {
        return Ok(());
    }
    let todo = "Choose at least one; what no purpose needs is not collected.";
    Err(say(BadInput, "A field of people is for a purpose.", todo))
}

fn bad_pipeline(error: &PipelineError) -> Problem {
    match error {
        PipelineError::Gone => problem(Gone),
        _ => say(BadInput, format!("This cannot be done: {error}."), "Nothing was changed."),
    }
}

fn pipeline_wish(wish: br::PipelineWish) -> PipelineWish {
    let stage = |stage: br::StageWish| StageWish {
        id: stage.id.map(view::record_id),
        name: stage.name,
        outcome: view::outcome(stage.outcome),
        chance: stage.chance,
    };
    PipelineWish {
        id: wish.id.map(view::record_id),
        name: wish.name,
        stages: wish.stages.into_iter().map(stage).collect(),
    }
}

impl<F: File> OpenVault<F> {
    /// The fields of every kind, with what purposes say of those of people.
    pub(crate) fn shown_fields(&self) -> Reply {
        let own = self.book.custom_fields(Kind::Person).into_iter().map(|custom| custom.key);
        let needed = self.book.needed_fields(own.chain(crm::schema::fields(Kind::Person).iter().map(|spec| spec.key)));
        Reply::Fields(view::fields_of_all(&self.book, |field| needed.contains(&field)))
    }

    /// The fields of a kind that the team defined, with how many records use each.
    pub(crate) fn own_fields(&self, kind: br::Kind) -> Reply {
        let kind = view::kind(kind);
        let purposes = self.purpose_records();
        let fields = self.book.custom_fields(kind).into_iter().map(|custom| br::OwnField {
            id: view::id(custom.id),
            used: self.book.holding(kind, custom.key),
            key: br::FieldKey(custom.key.0),
            form: view::form(custom.form),
            name: custom.name,
            choices: custom.choices,
            terms: shown_terms(&custom.terms, kind, custom.key, &purposes),
        });
        Reply::OwnFields(fields.collect())
    }

    /// Defines a field, or changes its name or words.
    pub(crate) fn save_field(
        &mut self,
        of: br::FieldWish,
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let kind = view::kind(of.kind);
        let later = self.agreed_without(&of, now)?;
        let wish = Wish { name: of.name, choices: of.choices, terms: terms(&of.terms, kind)? };
        let known = of.id.map(view::record_id);
        let purposes = self.purpose_records();
        if kind == Kind::Person && known.is_none() {
            for_something(&of.terms.purposes, &purposes)?;
        }
        let touched: Vec<RecordId> = known.into_iter().chain(purposes.iter().map(|(id, _)| *id)).collect();
        let stamp = self.stamp_after(&touched, now);
        let mut step = Step::new();
        let (id, record) = match known {
            Some(id) => {
                let before = self.book.record(&id).ok_or_else(|| problem(Gone))?;
                let after = self.book.redefine(&id, &wish, stamp).map_err(|error| bad_field(&error))?;
                step.edited(id, &before, &after);
                (id, after)
            }
            None => {
                let id = RecordId(self.state.draw_id(entropy).0);
                let drawn = u16::from_le_bytes([id.0[0], id.0[1]]);
                let made = self.book.define(kind, view::own_form(of.form), &wish, || drawn, stamp);
                let record = made.map_err(|error| bad_field(&error))?;
                step.made(id, &record);
                (id, record)
            }
        };
        let mut writes = vec![(id, Some(record.encode()))];
        if kind == Kind::Person
            && let Some(crm::Value::Number(number)) = Some(record.get(key::NUMBER))
        {
            let field = FieldKey(u16::try_from(number).unwrap_or_default());
            let mut wanted: Vec<RecordId> = of.terms.purposes.iter().copied().map(view::record_id).collect();
            wanted.retain(|id| !later.iter().any(|(one, _)| one == id));
            self.needed_by(field, &wanted, &purposes, (stamp, now), (&mut step, &mut writes))?;
        }
        writes.extend(self.told_of_lowered(&writes, (&of.why, device), stamp, entropy)?);
        self.stage(writes, entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// Purposes among those wished for that people consented to without a new field: it is made all the same, and added on their
    /// own pages, where people are told.
    fn agreed_without(&mut self, of: &br::FieldWish, now: u64) -> Result<Vec<(RecordId, String)>, Problem> {
        if of.id.is_some() || view::kind(of.kind) != Kind::Person {
            return Ok(Vec::new());
        }
        let marker = self.marker()?;
        let mut purposes = self.purpose_records();
        purposes.retain(|(id, purpose)| of.terms.purposes.contains(&view::id(*id)) && purpose.rests_on_consent());
        purposes.retain(|(id, _)| !self.book.ledger(&marker).consenting(id, now).is_empty());
        Ok(purposes.into_iter().map(|(id, purpose)| (id, purpose.name)).collect())
    }

    /// What is to be said of a field that is about to be made: for which purposes it is not needed yet.
    pub(crate) fn not_needed_yet(&mut self, of: &br::FieldWish, now: u64) -> Result<Option<Problem>, Problem> {
        let names: Vec<String> = self.agreed_without(of, now)?.into_iter().map(|(_, name)| name).collect();
        Ok((!names.is_empty()).then(|| {
            let what = format!("People consented to “{}” without this field.", names.join("”, “"));
            let todo =
                "Add it on the page of the purpose, and tell them by a notice; until then it is not used for that.";
            say(NotAllowed, what, todo)
        }))
    }

    /// Purposes that are not over, with what they say.
    pub(crate) fn purpose_records(&self) -> Vec<(RecordId, Purpose)> {
        let all = self.book.ids_of(Kind::Purpose);
        let read = all.filter_map(|id| Some((id, Purpose::read(&self.book.get(&id)?)?)));
        read.filter(|(_, purpose)| purpose.status != PurposeStatus::Retired).collect()
    }

    /// Has these purposes need a field, and no others. Where people consented to less, that is not said in passing.
    fn needed_by(
        &mut self,
        field: FieldKey,
        wanted: &[RecordId],
        purposes: &[(RecordId, Purpose)],
        (stamp, now): (Stamp, u64),
        (step, writes): (&mut Step, &mut Staged),
    ) -> Result<(), Problem> {
        for (id, purpose) in purposes {
            let needs = wanted.contains(id);
            if purpose.data_fields.contains(&field) == needs {
                continue;
            }
            let consenting =
                |book: &mut crm::Book, marker: &dyn crm::privacy::Marker| book.ledger(marker).consenting(id, now).len();
            let marker = self.marker()?;
            if needs && purpose.rests_on_consent() && consenting(&mut self.book, &marker) > 0 {
                let what = format!("People consented to “{}” without this field.", purpose.name);
                let todo = "Add it on the page of the purpose, and tell them by a notice; nothing was changed.";
                return Err(say(NotAllowed, what, todo));
            }
            let Some(before) = self.book.record(id) else { continue };
            let mut fields: Vec<FieldKey> = purpose.data_fields.iter().copied().filter(|one| *one != field).collect();
            fields.extend(needs.then_some(field));
            let mut after = before.clone();
            after.set(pk::DATA_FIELDS, crm::privacy::field_list(&fields), stamp).map_err(crate::records::bad_value)?;
            let mut noted = before.clone();
            if needs && purpose.rests_on_consent() && self.book.is_consented_to(id) {
                // Undone or not: that it asked for more then stays.
                for record in [&mut noted, &mut after] {
                    let at = crm::Value::Number(stamp.ms);
                    record.set(pk::WIDENED, at, stamp).map_err(crate::records::bad_value)?;
                }
            }
            step.edited(*id, &noted, &after);
            writes.push((*id, Some(after.encode())));
        }
        Ok(())
    }

    /// Puts the fields of a kind into an order.
    pub(crate) fn order_fields(
        &mut self,
        kind: br::Kind,
        ids: Vec<br::Id>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let ids: Vec<RecordId> = ids.into_iter().map(view::record_id).collect();
        let stamp = self.stamp_after(&ids, now);
        let mut step = Step::new();
        let ranked = reordered(&self.book, view::kind(kind), &ids, stamp, &mut step);
        self.stage(ranked.into_iter().map(|(id, record)| (id, Some(record.encode()))).collect(), entropy)?;
        Ok(self.changed(None, step))
    }

    /// Makes or changes a pipeline.
    pub(crate) fn save_pipeline(
        &mut self,
        wish: br::PipelineWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let wish = pipeline_wish(wish);
        let known: Vec<RecordId> = wish.id.into_iter().chain(wish.stages.iter().filter_map(|stage| stage.id)).collect();
        let stamp = self.stamp_after(&known, now);
        let draw = || RecordId(self.state.draw_id(entropy).0);
        let planned = self.book.plan_pipeline(&wish, draw, stamp);
        let (id, writes, step) = planned.map_err(|error| bad_pipeline(&error))?;
        self.carry_out(writes, entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// Removes a pipeline that has no deals.
    pub(crate) fn end_pipeline(&mut self, id: br::Id, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let id = view::record_id(id);
        let stamp = self.stamp_after(&[id], now);
        let planned = self.book.plan_pipeline_end(&id, stamp);
        let (_, writes, step) = planned.map_err(|error| bad_pipeline(&error))?;
        self.carry_out(writes, entropy)?;
        Ok(self.changed(None, step))
    }

    /// Puts pipelines into an order.
    pub(crate) fn order_pipelines(
        &mut self,
        ids: Vec<br::Id>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let ids: Vec<RecordId> = ids.into_iter().map(view::record_id).collect();
        let stamp = self.stamp_after(&ids, now);
        let planned = self.book.plan_pipeline_order(&ids, stamp);
        let (writes, step) = planned.map_err(|error| bad_pipeline(&error))?;
        self.carry_out(writes, entropy)?;
        Ok(self.changed(None, step))
    }

    /// A stamp later than what was last written to these records.
    pub(crate) fn stamp_after(&mut self, ids: &[RecordId], now: u64) -> Stamp {
        for id in ids {
            if let Some(record) = self.book.get(id) {
                self.clock.observe(record.changed(), u64::MAX);
            }
        }
        self.clock.tick(now)
    }

    fn carry_out(&mut self, writes: Vec<Write>, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let writes = writes.into_iter().map(|write| match write {
            Write::Put(id, record) => (id, Some(record.encode())),
            Write::Remove(id) => (id, None),
        });
        self.stage(writes.collect(), entropy)
    }
}
