//! Commands and queries on the records of one open vault: each is one stamp, one batch in the outbox, one
//! undo step. Nothing here talks to the server.

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm as crm;
use tacit_crm::undo::{Step, Write};
use tacit_crm::{Kind, Record, RecordId, ValueError, schema::key};
use tacit_vault::Entropy;

/// Choices offered while typing.
const SUGGESTIONS: usize = 8;

fn bad_value(error: ValueError) -> Problem {
    say(BadInput, format!("{error}."), "Correct it and try again; nothing was changed.")
}

impl<F: File> OpenVault<F> {
    /// Makes a record.
    pub(crate) fn create(
        &mut self,
        kind: br::Kind,
        fields: Vec<(br::FieldKey, br::Value)>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now);
        let mut record = Record::new(view::kind(kind), stamp);
        for (field, value) in fields {
            record.set(view::field_key(field), view::typed(value), stamp).map_err(bad_value)?;
        }
        if record.fields().is_empty() {
            return Err(say(BadInput, "There is nothing to save yet.", "Fill in at least a name.").into());
        }
        let id = RecordId(self.state.draw_id(entropy).0);
        let mut step = Step::new();
        step.made(id, &record);
        self.stage(vec![(id, Some(record.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// Changes one field.
    pub(crate) fn set_field(
        &mut self,
        id: br::Id,
        field: br::FieldKey,
        value: br::Value,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let id = view::record_id(id);
        let before = self.book.record(&id).ok_or_else(|| problem(Gone))?;
        let mut after = before.clone();
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(now);
        let changed = after.set(view::field_key(field), view::typed(value), stamp).map_err(bad_value)?;
        if !changed {
            return Ok(Reply::Changed { id: Some(view::id(id)), undo: None });
        }
        let mut step = Step::new();
        step.edited(id, &before, &after);
        self.stage(vec![(id, Some(after.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// Removes records; those that are gone already are passed over.
    pub(crate) fn delete(&mut self, ids: Vec<br::Id>, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let mut step = Step::new();
        let mut writes = Vec::new();
        for id in self.with_their_files(ids.into_iter().map(view::record_id).collect()) {
            if let Some(plain) = self.book.plain(&id) {
                step.removed(id, plain);
                writes.push((id, None));
            }
        }
        if writes.is_empty() {
            return Err(problem(Gone).into());
        }
        for (id, _) in &writes {
            self.doom(id);
        }
        self.stage(writes, entropy)?;
        Ok(self.changed(None, step))
    }

    /// Takes a step back, as far as nobody changed the same since.
    pub(crate) fn undo(&mut self, step: br::UndoStep, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let Some(taken) = self.history.take(step.0) else {
            return Err(say(Gone, "That can no longer be undone.", "Change it by hand.").into());
        };
        let undone = taken.undo(&self.book, &mut self.clock, now);
        if undone.writes.is_empty() {
            return Err(say(
                Gone,
                "Somebody has changed this since, so it was left as it is.",
                "Open the record to see who changed it.",
            )
            .into());
        }
        let writes = undone.writes.iter().map(|write| match write {
            Write::Put(id, record) => (*id, Some(record.encode())),
            Write::Remove(id) => (*id, None),
        });
        let writes: Vec<_> = writes.collect();
        if let Err(failure) = self.stage(writes, entropy) {
            // Nothing was written: the step can be tried again.
            self.history.push(taken);
            return Err(failure);
        }
        Ok(self.changed(None, undone.redo))
    }

    pub(crate) fn changed(&mut self, id: Option<RecordId>, step: Step) -> Reply {
        let undo = (!step.is_empty()).then(|| br::UndoStep(self.history.push(step)));
        Reply::Changed { id: id.map(view::id), undo }
    }

    /// A window of rows.
    pub(crate) fn rows(&mut self, request: &br::RowsRequest) -> Reply {
        let rows = self.book.rows(&view::view(request), request.first, request.count);
        let outbox = &self.outbox;
        Reply::Rows(view::rows(rows, |id| outbox.contains_key(&tacit_shared::ids::RecordId(id.0))))
    }

    /// One record's page.
    pub(crate) fn record(&self, id: br::Id) -> Result<Reply, Failure> {
        let record_id = view::record_id(id);
        let record = self.book.record(&record_id).ok_or_else(|| problem(Gone))?;
        let kind = view::shown_kind(record.kind()).ok_or_else(|| problem(Gone))?;
        let shown = |value| view::value(&self.book, value);
        let people = if record.kind() == Kind::Company { self.book.people_of(&record_id) } else { Vec::new() };
        let (created, changed) = (record.created(), record.changed());
        let sealed = tacit_shared::ids::RecordId(record_id.0);
        Ok(Reply::Record(Box::new(br::RecordView {
            id,
            kind,
            name: self.book.name(&record_id),
            fields: record.fields().into_iter().map(|(key, value)| (br::FieldKey(key.0), shown(value))).collect(),
            people: people.into_iter().map(|(id, name)| (view::id(id), name)).collect(),
            source: Some(record.text(key::SOURCE)).filter(|source| !source.is_empty()),
            created: (self.member_name(created.author), created.ms),
            changed: (self.member_name(changed.author), changed.ms),
            set_aside: record
                .set_aside()
                .into_iter()
                .map(|aside| br::SetAside {
                    field: br::FieldKey(aside.field.0),
                    value: shown(aside.value),
                    by: self.member_name(aside.author),
                    at: aside.at,
                })
                .collect(),
            epoch: self.epoch_of(&sealed),
            sealed_bytes: self.sealed_len(&sealed),
            waiting: self.outbox.contains_key(&sealed),
        })))
    }

    /// Records for a link field.
    pub(crate) fn suggest(&mut self, kind: br::Kind, text: &str) -> Reply {
        let found = self.book.suggest(view::kind(kind), text, SUGGESTIONS);
        Reply::Choices(found.into_iter().map(|(id, name)| (view::id(id), name)).collect())
    }

    /// Records that look like the one being typed.
    pub(crate) fn lookalikes(&mut self, kind: br::Kind, fields: Vec<(br::FieldKey, br::Value)>) -> Reply {
        let fields: Vec<(crm::FieldKey, crm::Value)> =
            fields.into_iter().map(|(field, value)| (view::field_key(field), view::typed(value))).collect();
        let found = self.book.lookalikes(view::kind(kind), &fields, None);
        Reply::Lookalikes(
            found
                .into_iter()
                .map(|one| br::Lookalike { id: view::id(one.id), name: one.name, why: one.why.words().to_owned() })
                .collect(),
        )
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
        let settings = self.book.ids_of(Kind::Settings).min();
        settings
            .and_then(|id| self.book.record(&id))
            .map(|settings| settings.text(key::NAME))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "Vault".to_owned())
    }
}
