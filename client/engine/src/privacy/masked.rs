//! Masked values on their way to the page: what is shown instead, the look that is written down before its answer, and the
//! basis that special categories need before they are written.

use crate::Failure;
use crate::change::{Part, Seen};
use crate::engine::{Engine, PageId};
use crate::now::Now;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::records::Writes;
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::masked::{MaskedAnswer, MaskedAsk};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NoRight, NotAllowed};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{Did, Sensitivity};
use tacit_crm::privacy::{AccessEvent, Mark, NoBasis, Purpose, carries, marks_of};
use tacit_crm::several::Several;
use tacit_crm::{FieldKey, Kind, Lowered, RecordId, RecordRef, Stamp, Value, declares};
use tacit_shared::entry::Role;
use tacit_vault::Entropy;

impl<P: Platform> Engine<P> {
    pub(super) fn masked_ask(&self, page: PageId, ask: &MaskedAsk) -> Result<Reply, Failure> {
        let (now, device) = (self.now(), self.device_label());
        match ask {
            MaskedAsk::Reveal { record, field } => {
                let of = (view::record_id(*record), view::field_key(*field));
                self.edit(page, |vault, entropy| vault.reveal(of, device, now.ms, entropy))
            }
            MaskedAsk::UseAside { record, field, at } => {
                let of = (view::record_id(*record), view::field_key(*field));
                self.edit(page, |vault, entropy| vault.use_aside(of, *at, device, now, entropy))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    /// A masked value that lost a conflict stands there again. The page does not have it: it is taken here, and whoever takes
    /// it sees it, which is written down with it.
    fn use_aside(
        &mut self,
        (id, field): (RecordId, FieldKey),
        at: u64,
        device: String,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.leaves_privacy_alone([id])?;
        let before = self.book.record(&id).ok_or_else(|| problem(Gone))?;
        let lost = before.set_aside().into_iter().find(|lost| (lost.field, lost.at) == (field, at));
        let gone = || say(Gone, "That value is not here any more.", "Open the record again to see what it holds.");
        let value = lost.ok_or_else(gone)?.value;
        let fields = [(field, Several::Set(value.clone()))];
        let of = self.change_one((id, &before), &fields, Seen::OnItsPage, now, entropy)?;
        if let Some((_, why)) = of.refused.into_iter().next() {
            return Err(why.into());
        }
        let Part { step, mut writes, .. } = of.part.ok_or_else(gone)?;
        let event =
            AccessEvent { did: Did::Reveal, record: id, field: Some(field), device, told: None, why: String::new() };
        let stamp = self.clock.tick(now.ms);
        writes.push(self.access_event(&event, stamp, entropy)?);
        self.stage(writes, entropy)?;
        let spec = tacit_crm::schema::field_of(before.kind(), field);
        let (value, undo) = (view::value(&self.book, spec.as_ref(), value), self.undo_of(step));
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Masked(MaskedAnswer::Used(value, undo))))
    }

    /// One masked value. Who may not write cannot write the look down, and so has none.
    fn reveal(
        &mut self,
        (id, field): (RecordId, FieldKey),
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let kind = self.book.get(&id).ok_or_else(|| problem(Gone))?.kind();
        let event =
            AccessEvent { did: Did::Reveal, record: id, field: Some(field), device, told: None, why: String::new() };
        let stamp = self.clock.tick(now);
        let logged = self.access_event(&event, stamp, entropy)?;
        self.stage(vec![logged], entropy)?;
        let record = self.book.record(&id).ok_or_else(|| problem(Gone))?;
        let spec = tacit_crm::schema::field_of(kind, field);
        let value = view::value(&self.book, spec.as_ref(), record.get(field));
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Masked(MaskedAnswer::Value(value))))
    }

    /// A value as pages get it without having asked for it: of a masked field only that there is one.
    pub(crate) fn shown_value(&self, kind: Kind, field: FieldKey, value: Value) -> br::Value {
        match self.book.is_masked(kind, field) {
            true if value.is_empty() => br::Value::Empty,
            true => br::Value::Masked,
            false => view::value(&self.book, tacit_crm::schema::field_of(kind, field).as_ref(), value),
        }
    }

    /// Refuses, by whatever path and by undo too, to hold a masked field for less delicate, unless somebody who may says why
    /// in the same step: from then on every value is on lists, and no look at one is written down.
    pub(crate) fn masks_as_before(&self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Result<(), Problem> {
        let lowered = self.book.lowered(writes);
        if lowered.is_empty() {
            return Ok(());
        }
        if self.state.my_role() < Some(Role::Admin) {
            let what = "Only admins and owners may hold a masked field for less delicate.";
            return Err(say(NoRight, what, "Ask one of them; nothing was changed."));
        }
        match lowered.iter().all(|one| one.is_told) {
            true => Ok(()),
            false => {
                let todo = "Say why in the field’s settings; nothing was changed.";
                Err(say(BadInput, "That a masked field is less delicate needs a reason.", todo))
            }
        }
    }

    /// The event that tells of fields which these writes hold for less delicate, and why.
    pub(crate) fn told_of_lowered(
        &self,
        writes: &[(RecordId, Option<Vec<u8>>)],
        (why, device): (&str, String),
        stamp: Stamp,
        entropy: &mut dyn Entropy,
    ) -> Result<Writes, Failure> {
        let event = |of: &Lowered| {
            let (record, field, why) = (of.definition, Some(of.field), why.trim().to_owned());
            AccessEvent { did: Did::Unmasked, record, field, device: device.clone(), told: None, why }
        };
        let lowered = self.book.lowered(writes);
        lowered.iter().map(|of| self.access_event(&event(of), stamp, entropy)).collect()
    }

    /// Refuses to fill a field of a special category for somebody without a basis for it. What a record that goes with the
    /// same step held, as in a union, was filled before.
    pub(crate) fn has_basis_for_special(&mut self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Result<(), Problem> {
        let written = || writes.iter().filter_map(|(_, plain)| RecordRef::parse(plain.as_deref()?).ok());
        let declared = written().filter_map(|record| declares(&record)).filter(|(_, of)| of.is_special());
        let declared: Vec<(FieldKey, Sensitivity)> = declared.collect();
        let mut special: Vec<(FieldKey, Sensitivity)> = declared.clone();
        let known = self.book.special_fields().into_iter();
        special.extend(known.map(|field| (field, self.book.sensitivity(Kind::Person, field))));
        if special.is_empty() {
            return Ok(());
        }
        // Purposes as they are after this step: a definition comes with those that need it.
        let coming: BTreeMap<RecordId, Purpose> = writes
            .iter()
            .filter_map(|(id, plain)| Some((*id, Purpose::read(&RecordRef::parse(plain.as_deref()?).ok()?)?)))
            .collect();
        let marker = self.marker()?;
        let here = self.book.ledger(&marker).purposes().filter(|(id, _)| !coming.contains_key(id));
        let here = here.map(|(id, purpose)| (id, purpose.clone()));
        let purposes: Vec<(RecordId, Purpose)> = here.chain(coming.clone()).collect();
        let rising = declared.into_iter().filter(|(field, of)| self.book.sensitivity(Kind::Person, *field) != *of);
        self.has_basis_for_declared(&rising.collect::<Vec<_>>(), &purposes)?;
        let held = |id: &RecordId, field: FieldKey| self.book.record(id).map(|record| record.get(field));
        let moved: Vec<&RecordId> = writes.iter().filter(|(_, plain)| plain.is_none()).map(|(id, _)| id).collect();
        let mut filled: BTreeMap<(RecordId, FieldKey), (Sensitivity, Vec<Mark>)> = BTreeMap::new();
        for (id, plain) in writes {
            let record = plain.as_deref().and_then(|plain| RecordRef::parse(plain).ok());
            let Some(record) = record.filter(|record| record.kind() == Kind::Person) else { continue };
            let Some(after) = plain.as_deref().and_then(|plain| tacit_crm::Record::decode(plain).ok()) else {
                continue;
            };
            for (field, of) in special.iter().copied().filter(|(field, _)| !after.get(*field).is_empty()) {
                let value = Some(after.get(field));
                if held(id, field) != value && !moved.iter().any(|from| held(from, field) == value) {
                    // By the contact points that it is written with: one that comes back is not here yet.
                    let marks = marks_of(&record, &marker).into_iter().map(|(_, mark)| mark);
                    filled.insert((*id, field), (of, marks.collect()));
                }
            }
        }
        filled
            .into_iter()
            .try_for_each(|((person, field), (of, marks))| self.may_hold(&person, (field, of), &marks, &purposes))
    }

    fn may_hold(
        &mut self,
        person: &RecordId,
        (field, sensitivity): (FieldKey, Sensitivity),
        marks: &[Mark],
        purposes: &[(RecordId, Purpose)],
    ) -> Result<(), Problem> {
        let (marker, now) = (self.marker()?, self.clock.latest());
        let needing = purposes.iter().filter(|(_, purpose)| carries(purpose, field));
        let needing: Vec<_> = needing.map(|(id, purpose)| (*id, purpose)).collect();
        let may = self.book.ledger(&marker).may_hold_for(person, sensitivity, &needing, marks, now);
        may.map_err(|no| self.no_basis(field, no))
    }

    fn no_basis(&self, field: FieldKey, no: NoBasis) -> Problem {
        let todo = match no {
            NoBasis::NoPurpose => "Name a purpose for the field first; nothing was changed.",
            NoBasis::NotSpecial => "Set the basis of its purpose first; nothing was changed.",
            NoBasis::NoConsent => "Record the person’s explicit consent first; nothing was changed.",
        };
        say(
            NotAllowed,
            format!("{} holds data of a special category: {no}.", self.book.label(Kind::Person, field)),
            todo,
        )
    }
}
