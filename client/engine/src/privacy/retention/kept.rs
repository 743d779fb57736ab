//! Fields that are kept for a time, in the queue of what is due: their values are put off and held as records under a rule
//! are. What nobody looked at is cleared where rules are applied; each slice is written down in the same step.

use super::waits;
use crate::engine::Engine;
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::{Failure, view};
use std::collections::HashSet;
use tacit_bridge::privacy::retention as br;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::records::Related;
use tacit_crm::custom::Custom;
use tacit_crm::privacy::words::Did;
use tacit_crm::privacy::{AccessEvent, Due, Keeping, RetentionItem, Taken};
use tacit_crm::{FieldKey, Kind, Record, RecordId};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

/// Records in a slice: a few hundredths of a second, after which others have their turn.
const SLICE: usize = 1024;
/// The word for what happens to a value, where a rule has its action.
const CLEAR: &str = "clear";

/// A field that is kept for a time, with what has come of it.
pub(in crate::privacy) struct KeptField {
    of: Custom,
    keeping: Keeping,
    /// Values whose time it counts.
    counts: u32,
    /// Those whose time has come.
    pub(in crate::privacy) items: Vec<RetentionItem>,
    /// Whether it is applied by itself: whoever said so last may take data away for good.
    by_itself: bool,
}

/// Values that are cleared.
pub(in crate::privacy) struct Clearing {
    definition: RecordId,
    of: Taken,
    records: Vec<RecordId>,
}

impl KeptField {
    fn clearing(&self, over_at: u64, wanted: impl Fn(&RetentionItem) -> bool) -> Option<Clearing> {
        let records: Vec<RecordId> = self.items.iter().filter(|item| wanted(item)).map(|item| item.record).collect();
        let of = Taken { kind: self.of.kind, key: self.of.key, over_at: Some(over_at) };
        (!records.is_empty()).then_some(Clearing { definition: self.of.id, of, records })
    }

    /// How many of its values are to be looked at.
    fn due(&self) -> u32 {
        self.items.iter().filter(|item| is_due(item)).count() as u32
    }

    /// As the queue names it.
    pub(super) fn shown(&self) -> Option<br::KeptView> {
        Some(br::KeptView {
            id: view::id(self.of.id),
            kind: view::shown_kind(self.of.kind)?,
            name: self.of.name.clone(),
            kept_for: self.keeping.kept_for().to_string(),
            counts: self.counts,
            due: self.due(),
        })
    }

    /// One of its values in the queue.
    pub(super) fn line(&self, (page, state): (Related, br::DueState), item: &RetentionItem) -> br::DueView {
        let by_hand = (!self.by_itself).then_some(br::Waits::Member);
        let waits = item.waits.map(waits).or(by_hand);
        br::DueView {
            of: br::DueOf { record: view::id(item.record), rule: view::id(self.of.id) },
            page,
            rule: self.of.name.clone(),
            action: CLEAR.to_owned(),
            due_at: item.due_at,
            applied_at: waits.is_none().then(|| self.keeping.applied_at(item.from)),
            state,
            waits,
        }
    }
}

fn is_due(item: &RetentionItem) -> bool {
    matches!(item.state, Due::Due | Due::Overdue)
}

impl<P: Platform> Engine<P> {
    /// Clears values, slice by slice; how many.
    pub(in crate::privacy) async fn clear(&self, vault: &VaultId, todo: &[Clearing]) -> Result<u32, Failure> {
        let (device, mut cleared) = (self.device_label(), 0);
        for of in todo {
            for slice in of.records.chunks(SLICE) {
                let now = self.platform.now();
                cleared += self.with_vault(vault, |vault| {
                    vault.book.restrict(now);
                    vault.clear_slice(of, slice, &device, now, &mut *self.entropy())
                })??;
                self.platform.sleep(0).await;
            }
        }
        self.changed(vault)?;
        Ok(cleared)
    }
}

impl<F: File> OpenVault<F> {
    /// Every field that is kept for a time, with the values whose time has come at this moment, ms since 1970.
    pub(in crate::privacy) fn kept_fields(&self, now: u64) -> Vec<KeptField> {
        let all = self.book.kept_fields().into_iter();
        let field = |(of, keeping): (Custom, Keeping)| {
            let by_itself = self.is_a_managers(&of.id);
            let mut items = self.book.kept((&of, keeping), now);
            let counts = items.len() as u32;
            items.retain(|item| item.state != Due::Scheduled);
            for item in items.iter_mut().filter(|item| item.state == Due::Overdue && !by_itself) {
                item.state = Due::Due;
            }
            KeptField { of, keeping, counts, items, by_itself }
        };
        all.map(field).collect()
    }

    /// Whether what is decided on is due by a field rather than by a rule.
    pub(super) fn is_of_field(&self, decided: &br::DueOf) -> bool {
        self.book.get(&view::record_id(decided.rule)).is_some_and(|of| of.kind() == Kind::Field)
    }

    /// Those of the decided whose time is over, by field.
    pub(super) fn decided_of_fields(&self, decided: &[br::DueOf], now: u64) -> Result<Vec<Clearing>, Failure> {
        self.may_write()?;
        let wanted: HashSet<(RecordId, RecordId)> =
            decided.iter().map(|of| (view::record_id(of.rule), view::record_id(of.record))).collect();
        let all = self.kept_fields(now);
        let chosen = |field: &KeptField| {
            field.clearing(now, |item| is_due(item) && wanted.contains(&(field.of.id, item.record)))
        };
        let todo: Vec<Clearing> = all.iter().filter_map(chosen).collect();
        if todo.is_empty() { Err(problem(Gone).into()) } else { Ok(todo) }
    }

    /// What nobody looked at in time.
    pub(super) fn overdue_of_fields(&self, now: u64) -> Vec<Clearing> {
        let all = self.kept_fields(now);
        all.iter().filter_map(|field| field.clearing(now, |item| item.state == Due::Overdue)).collect()
    }

    /// Every value of one field whose time is over, put off ones too: somebody says so. What is held by law stays.
    pub(in crate::privacy) fn over_of_field(&self, kind: Kind, key: FieldKey, now: u64) -> Result<Clearing, Failure> {
        self.may_write()?;
        let of = self.kept_fields(now).into_iter().find(|field| (field.of.kind, field.of.key) == (kind, key));
        let of = of.ok_or_else(|| problem(Gone))?;
        let over = of.clearing(now, |item| item.state != Due::Held);
        let none = "No value of this field is older than it is kept.";
        over.ok_or_else(|| say(BadInput, none, "Nothing was changed.").into())
    }

    /// Holds are asked again, and whoever was restricted meanwhile keeps the value.
    fn clear_slice(
        &mut self,
        Clearing { definition, of, .. }: &Clearing,
        slice: &[RecordId],
        device: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<u32, Failure> {
        let among: HashSet<RecordId> = slice.iter().copied().collect();
        let holds = self.book.legal_holds(|id| among.contains(id), now);
        let held: HashSet<RecordId> = holds.into_iter().flat_map(|(_, hold)| hold.records).collect();
        let kept_for = self.book.custom_field(of.kind, of.key).and_then(|custom| custom.terms.kept_for);
        let Some(kept_for) = kept_for else { return Ok(0) };
        let mut writes = Vec::new();
        for id in slice.iter().filter(|id| !held.contains(id) && !self.book.is_restricted(id)) {
            let clock = &mut self.clock;
            let stamp = |before: &Record| {
                clock.observe(before.changed(), u64::MAX);
                clock.tick(now)
            };
            let emptied = self.book.emptied(id, *of, stamp).map_err(crate::records::bad_value)?;
            writes.extend(emptied.map(|(_, after)| (*id, Some(after.encode()))));
        }
        let cleared = writes.len() as u32;
        if cleared == 0 {
            return Ok(0);
        }
        let ids: Vec<RecordId> = writes.iter().map(|(id, _)| *id).collect();
        let event = AccessEvent {
            did: Did::Cleared,
            record: *definition,
            field: Some(of.key),
            device: device.to_owned(),
            told: None,
            why: format!("{cleared} {kept_for}"),
        };
        let stamp = self.clock.tick(now);
        writes.push(self.access_event(&event, stamp, entropy)?);
        self.stage(writes, entropy)?;
        // What may be kept no longer does not come back.
        ids.iter().for_each(|id| self.history.forget_field(id, of.key));
        Ok(cleared)
    }
}
