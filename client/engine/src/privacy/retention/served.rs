//! Fields that served one purpose only, cleared from people by a rule: in the queue as every rule is, applied by a press or
//! because nobody looked; each slice is written down, field by field, in the same step, and no undo brings it back.

use super::overdue::Decided;
use crate::Failure;
use crate::engine::Engine;
use crate::ports::{File, Platform};
use crate::records::{Writes, bad_value};
use crate::vault::OpenVault;
use std::collections::{BTreeMap, HashSet};
use tacit_crm::privacy::words::{Action, Did};
use tacit_crm::privacy::{AccessEvent, RetentionRule};
use tacit_crm::{FieldKey, Record, RecordId};
use tacit_shared::ids::VaultId;
use tacit_vault::Entropy;

/// People in a slice: a few hundredths of a second, after which others have their turn.
const SLICE: usize = 512;

impl<P: Platform> Engine<P> {
    /// Clears what rules say of these people; of how many.
    pub(super) async fn clear_served(&self, vault: &VaultId, todo: &Decided) -> Result<u32, Failure> {
        let mut by_rule: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for (person, _, rule) in todo.iter().filter(|(_, action, _)| *action == Action::ClearFields) {
            by_rule.entry(*rule).or_default().push(*person);
        }
        let (device, mut cleared) = (self.device_label(), 0);
        for (rule, people) in by_rule {
            for slice in people.chunks(SLICE) {
                let now = self.platform.now();
                cleared += self.with_vault(vault, |vault| {
                    vault.book.restrict(now);
                    vault.clear_served_slice(&rule, slice, &device, now, &mut *self.entropy())
                })??;
                self.platform.sleep(0).await;
            }
        }
        Ok(cleared)
    }
}

impl<F: File> OpenVault<F> {
    /// What the rule clears is asked anew, and so are holds; whoever was restricted meanwhile keeps everything.
    fn clear_served_slice(
        &mut self,
        rule: &RecordId,
        slice: &[RecordId],
        device: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<u32, Failure> {
        let Some(of) = self.book.get(rule).and_then(|record| RetentionRule::read(&record)) else { return Ok(0) };
        let marker = self.marker()?;
        let fields = self.book.fields_of(&of, &marker);
        let among: HashSet<RecordId> = slice.iter().copied().collect();
        let holds = self.book.legal_holds(|id| among.contains(id), now);
        let held: HashSet<RecordId> = holds.into_iter().flat_map(|(_, hold)| hold.records).collect();
        let mut writes = Writes::new();
        let mut gone: BTreeMap<FieldKey, Vec<RecordId>> = BTreeMap::new();
        for id in slice.iter().filter(|id| !held.contains(id) && !self.book.is_restricted(id)) {
            let clock = &mut self.clock;
            let stamp = |before: &Record| {
                clock.observe(before.changed(), u64::MAX);
                clock.tick(now)
            };
            let Some((after, cleared)) = self.book.without_served(id, &fields, stamp).map_err(bad_value)? else {
                continue;
            };
            cleared.into_iter().for_each(|field| gone.entry(field).or_default().push(*id));
            writes.push((*id, Some(after.encode())));
        }
        let people = writes.len() as u32;
        if people == 0 {
            return Ok(0);
        }
        for (field, from) in &gone {
            let event = AccessEvent {
                did: Did::Cleared,
                record: *rule,
                field: Some(*field),
                device: device.to_owned(),
                told: None,
                why: format!("{} {}", from.len(), of.after),
            };
            let stamp = self.clock.tick(now);
            writes.push(self.access_event(&event, stamp, entropy)?);
        }
        self.stage(writes, entropy)?;
        for (field, from) in gone {
            from.iter().for_each(|id| self.history.forget_field(id, field));
        }
        Ok(people)
    }
}
