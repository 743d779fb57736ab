//! Commands and queries on the records of one open vault: each is one stamp, one batch in the outbox, one
//! undo step. Nothing here talks to the server.

use crate::Failure;
use crate::change::Seen;
use crate::now::Now;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm as crm;
use tacit_crm::pipeline::{FIRST_NAMES, first_pipeline};
use tacit_crm::several::Several;
use tacit_crm::undo::Step;
use tacit_crm::{Currency, Kind, Record, RecordId, Stamp, ValueError, schema::key};
use tacit_vault::Entropy;

/// Choices offered while typing.
const SUGGESTIONS: usize = 8;
/// Most columns of a list.
const MAX_COLUMNS: usize = 64;

/// Records to be written or removed.
pub(crate) type Writes = Vec<(RecordId, Option<Vec<u8>>)>;

/// Why a value was not taken, in words.
pub(crate) fn bad_value(error: ValueError) -> Problem {
    say(BadInput, format!("{error}."), "Correct it and try again; nothing was changed.")
}

impl<F: File> OpenVault<F> {
    /// Makes a record.
    pub(crate) fn create(
        &mut self,
        kind: br::Kind,
        fields: Vec<(br::FieldKey, br::Value)>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now.ms);
        let mut record = Record::new(view::kind(kind), stamp);
        for (field, value) in fields {
            let value = self.typed(record.kind(), field, value)?;
            record.set(view::field_key(field), value, stamp).map_err(bad_value)?;
        }
        if record.fields().is_empty() {
            return Err(say(BadInput, "There is nothing to save yet.", "Fill in at least a name.").into());
        }
        let mut writes = Vec::new();
        if record.kind() == Kind::Deal {
            writes = self.pipeline_for_deals(stamp, entropy)?;
        }
        self.fill_in(&mut record, &writes, stamp).map_err(bad_value)?;
        self.follow_series(None, &mut record, now, stamp, entropy)?;
        let id = RecordId(self.state.draw_id(entropy).0);
        let mut step = Step::new();
        step.made(id, &record);
        writes.push((id, Some(record.encode())));
        self.stage(writes, entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// The first pipeline, where there is none yet: made with the first deal, and kept should that be undone.
    fn pipeline_for_deals(&self, stamp: Stamp, entropy: &mut dyn Entropy) -> Result<Writes, Problem> {
        if self.book.count_of(Kind::Pipeline) > 0 {
            return Ok(Vec::new());
        }
        let draw = || RecordId(self.state.draw_id(entropy).0);
        let records = first_pipeline(self.first_names(), draw, stamp).map_err(bad_value)?;
        Ok(records.into_iter().map(|(id, record)| (id, Some(record.encode()))).collect())
    }

    /// What the stages of a first pipeline are called.
    pub(crate) fn first_names(&self) -> [&str; 6] {
        self.stage_names.as_ref().map_or(FIRST_NAMES, |names| names.each_ref().map(String::as_str))
    }

    /// What a new record says unless something else was chosen: whose it is, where a deal begins, when it happened.
    fn fill_in(&self, record: &mut Record, pipeline: &Writes, stamp: Stamp) -> Result<(), ValueError> {
        let me = crm::Value::Number(u64::from(self.state.me()));
        let values = match record.kind() {
            Kind::Deal => {
                // Made with this deal, the first stage is the record after its pipeline.
                let stage = pipeline.get(1).map(|(id, _)| *id).or_else(|| self.book.first_stage());
                vec![(key::OWNER, me), (key::STAGE, stage.map_or(crm::Value::Empty, crm::Value::Link))]
            }
            Kind::Task => vec![(key::OWNER, me)],
            Kind::Activity => vec![(key::WHEN, crm::Value::Number(stamp.ms))],
            _ => Vec::new(),
        };
        for (field, value) in values {
            if record.get(field).is_empty() {
                record.set(field, value, stamp)?;
            }
        }
        self.book.follow(None, record, stamp)
    }

    /// Writes fields of records: one step, one batch. Records that are gone meanwhile are passed over, if any is left. Of one
    /// record all is written or nothing; of several, what may not be is left and told.
    pub(crate) fn edit(
        &mut self,
        ids: &[br::Id],
        (fields, seen): (&[(br::FieldKey, br::Value)], Seen),
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.may_be_changed(ids)?;
        let one = if let [one] = ids { Some(view::record_id(*one)) } else { None };
        let seen = if one.is_some() { seen } else { Seen::Not };
        let (mut parts, mut left, mut found) = (Vec::new(), Vec::new(), false);
        for id in ids.iter().copied().map(view::record_id) {
            let Some(before) = self.book.record(&id) else { continue };
            found = true;
            let typed = |(field, value): &(br::FieldKey, br::Value)| {
                let value = self.typed(before.kind(), *field, value.clone())?;
                Ok((view::field_key(*field), Several::Set(value)))
            };
            match fields.iter().map(typed).collect::<Result<Vec<_>, Problem>>() {
                Ok(fields) => {
                    let of = self.change_one((id, &before), &fields, seen, now, entropy)?;
                    left.extend(of.refused.into_iter().map(|(_, why)| (id, why)));
                    parts.extend(of.part);
                }
                Err(why) => left.push((id, why)),
            }
        }
        if !found {
            return Err(problem(Gone).into());
        }
        let Some(one) = one else {
            let done = self.write_parts(parts, left, entropy)?;
            return self.told(done);
        };
        if let Some((_, why)) = left.into_iter().next() {
            return Err(why.into());
        }
        let done = self.write_parts(parts, Vec::new(), entropy)?;
        match done.left.into_iter().next() {
            Some((_, why)) => Err(why.into()),
            None => Ok(self.changed(Some(one), done.step)),
        }
    }

    /// A value as typed, for a field of this kind.
    pub(crate) fn typed(&self, kind: Kind, field: br::FieldKey, value: br::Value) -> Result<crm::Value, Problem> {
        let shape = crm::schema::field_of(kind, view::field_key(field)).map(|spec| spec.shape);
        view::typed(shape, value, || self.currency())
            .map_err(|error| say(BadInput, format!("{error}."), "Correct it and try again; nothing was changed."))
    }

    /// Related records that are not here, in the trash, not come yet or only stored, were not shown to whoever wrote the
    /// others: they stay.
    pub(crate) fn with_absent(&self, before: &Record, field: crm::FieldKey, value: crm::Value) -> crm::Value {
        let crm::Value::Relations(held) = before.get(field) else { return value };
        let absent = held.into_iter().filter(|id| !self.book.contains(id) || self.book.is_restricted(id));
        match value {
            crm::Value::Relations(ids) => crm::Value::Relations(ids.into_iter().chain(absent).collect()),
            crm::Value::Empty => crm::Value::Relations(absent.collect()),
            other => other,
        }
    }

    /// The vault's currency: amounts typed without one are of it.
    pub(crate) fn currency(&self) -> Currency {
        self.book.currency()
    }

    /// Removes records; those that are gone already are passed over.
    pub(crate) fn delete(&mut self, ids: Vec<br::Id>, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        self.may_be_changed(&ids)?;
        self.take_out(ids, entropy)
    }

    /// The same of whatever record, for steps that have checked it.
    pub(crate) fn take_out(&mut self, ids: Vec<br::Id>, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let ids = self.with_their_files(ids.into_iter().map(view::record_id).collect());
        let done = self.take_out_slice(&ids, entropy)?;
        if done.changed == 0 {
            return Err(problem(Gone).into());
        }
        Ok(self.changed(None, done.step))
    }

    pub(crate) fn changed(&mut self, id: Option<RecordId>, step: Step) -> Reply {
        Reply::Changed { id: id.map(view::id), undo: self.undo_of(step) }
    }

    /// Keeps a step to be taken back; one that changed nothing is none.
    pub(crate) fn undo_of(&mut self, step: Step) -> Option<br::UndoStep> {
        (!step.is_empty()).then(|| br::UndoStep(self.history.push(step)))
    }

    /// A window of rows.
    pub(crate) fn rows(&mut self, request: &br::RowsRequest) -> Reply {
        let columns: Vec<crm::FieldKey> =
            request.columns.iter().copied().map(view::field_key).take(MAX_COLUMNS).collect();
        let asked = self.asked(request);
        let rows = self.book.rows(&asked, &columns, request.first, request.count);
        Reply::Rows(view::rows(rows, |id| self.is_waiting(id)))
    }

    /// Whether a record is saved here and not confirmed by the server.
    pub(crate) fn is_waiting(&self, id: &RecordId) -> bool {
        self.outbox.contains_key(&tacit_shared::ids::RecordId(id.0))
    }

    /// The rows of a view by the value of a field.
    pub(crate) fn groups(&mut self, request: &br::RowsRequest, by: br::FieldKey, sum: Option<br::FieldKey>) -> Reply {
        let asked = self.asked(request);
        let groups = self.book.groups(&asked, view::field_key(by), sum.map(view::field_key));
        Reply::Groups(groups.into_iter().map(view::group).collect())
    }

    /// Pipelines and their stages.
    pub(crate) fn pipelines(&self) -> Reply {
        Reply::Pipelines(self.book.pipelines().into_iter().map(view::pipeline).collect())
    }

    /// One record's page.
    pub(crate) fn record(&mut self, id: br::Id, now: u64) -> Result<Reply, Failure> {
        let record_id = view::record_id(id);
        let locked = self.book.is_restricted(&record_id);
        let restricted = if locked { self.restriction_of(&record_id, now)? } else { None };
        let record = self.book.record(&record_id).ok_or_else(|| problem(Gone))?;
        let kind = view::shown_kind(record.kind()).ok_or_else(|| problem(Gone))?;
        let shown = |key, value| self.shown_value(record.kind(), key, value);
        let related = self.book.referring_counts(&record_id);
        let (created, changed) = (record.created(), record.changed());
        let sealed = tacit_shared::ids::RecordId(record_id.0);
        Ok(Reply::Record(Box::new(br::RecordView {
            id,
            kind,
            name: self.book.name(&record_id),
            fields: record.fields().into_iter().map(|(key, value)| (br::FieldKey(key.0), shown(key, value))).collect(),
            related: related.into_iter().filter_map(|(kind, count)| Some((view::shown_kind(kind)?, count))).collect(),
            source: Some(record.text(key::SOURCE)).filter(|source| !source.is_empty()),
            created: (self.member_name(created.author), created.ms),
            changed: (self.member_name(changed.author), changed.ms),
            set_aside: record
                .set_aside()
                .into_iter()
                .map(|aside| br::SetAside {
                    field: br::FieldKey(aside.field.0),
                    value: shown(aside.field, aside.value),
                    by: self.member_name(aside.author),
                    at: aside.at,
                })
                .collect(),
            epoch: self.epoch_of(&sealed),
            sealed_bytes: self.sealed_len(&sealed),
            waiting: self.is_waiting(&record_id),
            restricted,
            locked,
        })))
    }

    /// Records for a link field.
    pub(crate) fn suggest(&mut self, kinds: &[br::Kind], text: &str) -> Reply {
        let kinds: Vec<Kind> = kinds.iter().copied().map(view::kind).collect();
        let found = self.book.suggest(&kinds, text, SUGGESTIONS);
        Reply::Choices(found.into_iter().filter_map(view::suggested).collect())
    }

    /// Records that look like the one being typed.
    pub(crate) fn lookalikes(&mut self, kind: br::Kind, fields: Vec<(br::FieldKey, br::Value)>) -> Reply {
        let kind = view::kind(kind);
        let fields: Vec<(crm::FieldKey, crm::Value)> = fields
            .into_iter()
            .filter_map(|(field, value)| Some((view::field_key(field), self.typed(kind, field, value).ok()?)))
            .collect();
        let found = self.book.lookalikes(kind, &fields, None);
        Reply::Lookalikes(
            found
                .into_iter()
                .map(|one| br::Lookalike { id: view::id(one.id), name: one.name, why: one.why.words().to_owned() })
                .collect(),
        )
    }

    /// Numbers and names of everybody who is or was a member, for fields that name one.
    pub(crate) fn member_names(&self) -> Vec<(u32, String)> {
        let numbered = |card: &Record| match card.get(key::MEMBER_NUMBER) {
            crm::Value::Number(number) => u32::try_from(number).ok(),
            _ => None,
        };
        let mut names: Vec<_> =
            self.member_cards().filter_map(|(_, card)| Some((numbered(&card)?, card.text(key::NAME)))).collect();
        names.sort();
        names
    }

    /// How a member is called here.
    pub(crate) fn member_name(&self, member: u32) -> String {
        self.member_card(member)
            .and_then(|(_, card)| Some(card.text(key::NAME)).filter(|name| !name.is_empty()))
            .unwrap_or_else(|| format!("Member {member}"))
    }

    /// The card of a member, with its id.
    pub(crate) fn member_card(&self, member: u32) -> Option<(RecordId, Record)> {
        self.member_cards().find(|(_, card)| card.get(key::MEMBER_NUMBER) == crm::Value::Number(u64::from(member)))
    }

    /// Every member card.
    pub(crate) fn member_cards(&self) -> impl Iterator<Item = (RecordId, Record)> + '_ {
        self.book.ids_of(Kind::MemberCard).filter_map(|id| Some((id, self.book.record(&id)?)))
    }

    /// The vault's name, from its settings record.
    pub(crate) fn name(&self) -> String {
        let named = self.book.settings().map(|(_, settings)| settings.text(key::NAME).to_owned());
        named.filter(|name| !name.is_empty()).unwrap_or_else(|| "Vault".to_owned())
    }
}
