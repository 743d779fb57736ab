//! Every field with what it is for and how much of it is filled; a field of the team's own taken away with its values. The
//! values go slice by slice, so that others have their turn, and the field with the last of them.

use crate::engine::{Engine, FileOf, PageId};
use crate::ports::{File, Platform};
use crate::problem::say;
use crate::vault::OpenVault;
use crate::{Failure, view};
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::fields as bf;
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::Sensitivity;
use tacit_crm::privacy::{FieldLine, KindLine, Need, Purpose, Taken, carries, field_list, key as pk};
use tacit_crm::schema::custom::Form;
use tacit_crm::undo::Step;
use tacit_crm::{FieldKey, Kind, Record, RecordId};
use tacit_vault::Entropy;

/// Records in a slice: a few hundredths of a second, after which others have their turn.
const SLICE: usize = 1024;

impl<P: Platform> Engine<P> {
    pub(super) async fn fields_ask(&self, page: PageId, ask: bf::FieldsAsk) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match ask {
            bf::FieldsAsk::List => self.look(page, |vault| vault.inventory(now)),
            bf::FieldsAsk::Drop { kind, field, only_over } => {
                let of = Taken { kind: view::kind(kind), key: view::field_key(field), over_at: None };
                if only_over {
                    let vault = self.vault_of(page)?;
                    let over = self.look(page, |vault| vault.over_of_field(of.kind, of.key, now))?;
                    self.clear(&vault, &[over]).await?;
                    // What may be kept no longer does not come back.
                    return Ok(Reply::Changed { id: None, undo: None });
                }
                self.drop_field(page, of, now).await
            }
        }
    }

    async fn drop_field(&self, page: PageId, of: Taken, now: u64) -> Result<Reply, Failure> {
        let vault = self.vault_of(page)?;
        let ids = self.look(page, |vault| vault.holding_it(of, now))?;
        let mut step = Step::new();
        for slice in ids.chunks(SLICE) {
            let emptied = self.with_vault(&vault, |vault: &mut OpenVault<FileOf<P>>| {
                vault.book.restrict(now);
                vault.empty_slice(slice, of, &mut step, now, &mut *self.entropy())
            })?;
            if let Err(failure) = emptied {
                // What is gone already can be taken back.
                self.with_vault(&vault, |vault| vault.undo_of(step))?;
                self.changed(&vault)?;
                return Err(failure);
            }
            self.platform.sleep(0).await;
        }
        let reply = self.with_vault(&vault, |vault| vault.end_drop(of, step, now, &mut *self.entropy()))?;
        self.changed(&vault)?;
        reply
    }
}

fn need(of: Need) -> bf::Need {
    match of {
        Need::Undefined => bf::Need::Undefined,
        Need::Unneeded => bf::Need::Unneeded,
        Need::Empty => bf::Need::Empty,
        Need::Needed => bf::Need::Needed,
        Need::Idle => bf::Need::Idle,
    }
}

impl<F: File> OpenVault<F> {
    fn inventory(&mut self, now: u64) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let kinds = self.book.inventory(&marker, now);
        let shown = kinds.into_iter().filter_map(|line| {
            let KindLine { kind, records, fields } = line;
            let fields = fields.into_iter().map(|of| self.shown_field(kind, of)).collect();
            Some(bf::KindFields { kind: view::shown_kind(kind)?, records, fields })
        });
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Fields(bf::FieldsAnswer::Kinds(shown.collect()))))
    }

    fn shown_field(&self, kind: Kind, of: FieldLine) -> bf::FieldView {
        let purposes = of.purposes.iter().map(|id| (view::id(*id), self.book.name(id)));
        bf::FieldView {
            key: view::shown_key(of.key),
            own: of.own.map(view::id),
            label: of.label,
            category: of.category,
            sensitivity: of.sensitivity.word().to_owned(),
            masked: self.book.is_masked(kind, of.key),
            purposes: purposes.collect(),
            kept_for: of.kept_for.map(|period| period.to_string()).unwrap_or_default(),
            need: need(of.need),
            filled: of.filled,
            goes: of.goes,
            stays: of.stays,
            over: of.over,
            unfounded: of.unfounded,
            looked: of.looked,
        }
    }

    /// Records that may hold something of a field that is taken away.
    fn holding_it(&mut self, of: Taken, now: u64) -> Result<Vec<RecordId>, Failure> {
        self.may_write()?;
        let marker = self.marker()?;
        if Form::of(of.key).is_none() && !self.book.is_unneeded(of.kind, of.key, &marker) {
            let what = "Of Tacit’s own fields only what no purpose needs is taken away.";
            return Err(say(BadInput, what, "Take the field out of its purposes first.").into());
        }
        Ok(self.book.may_be_emptied(of, now))
    }

    fn empty_slice(
        &mut self,
        slice: &[RecordId],
        of: Taken,
        step: &mut Step,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let mut writes = Vec::new();
        let mut emptied = Step::new();
        // Whoever was restricted meanwhile keeps it.
        for id in slice.iter().filter(|id| !self.book.is_restricted(id)) {
            let clock = &mut self.clock;
            let stamp = |before: &Record| {
                clock.observe(before.changed(), u64::MAX);
                clock.tick(now)
            };
            let Some((before, after)) = self.book.emptied(id, of, stamp).map_err(crate::records::bad_value)? else {
                continue;
            };
            emptied.edited(*id, &before, &after);
            writes.push((*id, Some(after.encode())));
        }
        if !writes.is_empty() {
            self.stage(writes, entropy)?;
            step.append(emptied);
        }
        Ok(())
    }

    /// The field itself goes with the last of its values, and no purpose names it any more: a later field must not come
    /// by its number to what this one was for.
    fn end_drop(&mut self, of: Taken, mut step: Step, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        if Form::of(of.key).is_none() || self.book.holding(of.kind, of.key) > 0 {
            return Ok(self.changed(None, step));
        }
        let mut writes = Vec::new();
        if of.kind == Kind::Person {
            for (id, purpose) in self.purpose_records() {
                let others: Vec<_> = purpose.data_fields.iter().copied().filter(|one| *one != of.key).collect();
                let Some(before) = self.book.record(&id).filter(|_| others.len() < purpose.data_fields.len()) else {
                    continue;
                };
                self.clock.observe(before.changed(), u64::MAX);
                let (stamp, mut after) = (self.clock.tick(now), before.clone());
                after.set(pk::DATA_FIELDS, field_list(&others), stamp).map_err(crate::records::bad_value)?;
                step.edited(id, &before, &after);
                writes.push((id, Some(after.encode())));
            }
        }
        for id in self.book.definitions_of(of.kind, of.key) {
            if let Some(plain) = self.book.plain(&id) {
                step.removed(id, plain);
                writes.push((id, None));
            }
        }
        if !writes.is_empty() {
            self.stage(writes, entropy)?;
        }
        Ok(self.changed(None, step))
    }

    /// Refuses to declare a field of people one of a special category while it holds values for which there is no basis:
    /// what could not be typed is not kept either. `purposes` are those after the step that declares it.
    pub(crate) fn has_basis_for_declared(
        &mut self,
        declared: &[(FieldKey, Sensitivity)],
        purposes: &[(RecordId, Purpose)],
    ) -> Result<(), Problem> {
        let (marker, now) = (self.marker()?, self.clock.latest());
        for (field, sensitivity) in declared {
            let needing = purposes.iter().filter(|(_, purpose)| carries(purpose, *field));
            let needing: Vec<_> = needing.map(|(id, purpose)| (*id, purpose)).collect();
            let (without, no) = self.book.held_without_basis(*field, *sensitivity, &needing, &marker, now);
            if let Some(no) = no {
                let what = format!("Values of {without} people have no basis for that: {no}.");
                let todo = "See to the basis first, or take these values away; nothing was changed.";
                return Err(say(BadInput, what, todo));
            }
        }
        Ok(())
    }
}
