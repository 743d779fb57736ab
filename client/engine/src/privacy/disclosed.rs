//! What left: of everybody, to each third party, of one person. Each list has its own newest and its own count, so that
//! nothing of one person is lost behind what left of others.

use super::export::hex;
use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::privacy::ask::{DisclosureView, Left};
use tacit_crm::privacy::{Disclosure, key as pk};
use tacit_crm::{Kind, RecordId};

/// Most disclosures of one list told at once.
const MAX_DISCLOSURES: usize = 200;

/// A disclosure as its parts name it: when, and the file.
type Parts = (u64, [u8; 32]);

impl<F: File> OpenVault<F> {
    /// What left of everybody.
    pub(super) fn left(&self) -> Left {
        self.newest(self.first_parts())
    }

    /// What each third party got.
    pub(super) fn left_by_party(&self) -> BTreeMap<RecordId, Left> {
        let mut of: BTreeMap<RecordId, Vec<(RecordId, Disclosure)>> = BTreeMap::new();
        for (id, disclosure) in self.first_parts() {
            if let Some(recipient) = disclosure.recipient {
                of.entry(recipient).or_default().push((id, disclosure));
            }
        }
        of.into_iter().map(|(party, all)| (party, self.newest(all))).collect()
    }

    /// What left of one person, under whichever of these ids. A large disclosure is several records, of which the first is shown; any may hold the person.
    pub(super) fn left_of(&self, class: &[RecordId]) -> Left {
        let read = |id: RecordId| Disclosure::read(&self.book.get(&id)?);
        let holding = self.book.ids_of(Kind::Disclosure).filter_map(read);
        let holding = holding.filter(|of| of.people.iter().any(|(one, _)| class.contains(one)));
        let parts: BTreeSet<Parts> = holding.map(|of| (of.at, of.file_sha256)).collect();
        let all = self.first_parts().into_iter();
        self.newest(all.filter(|(_, of)| parts.contains(&(of.at, of.file_sha256))).collect())
    }

    /// Every disclosure, a large one in parts once.
    fn first_parts(&self) -> Vec<(RecordId, Disclosure)> {
        let records = self.book.ids_of(Kind::Disclosure).filter_map(|id| Some((id, self.book.get(&id)?)));
        let first = records.filter(|(_, record)| record.number(pk::PART).unwrap_or(1) == 1);
        first.filter_map(|(id, record)| Some((id, Disclosure::read(&record)?))).collect()
    }

    fn newest(&self, mut all: Vec<(RecordId, Disclosure)>) -> Left {
        let total = all.len() as u32;
        all.sort_by_key(|(id, of)| (std::cmp::Reverse(of.at), *id));
        let shown = all.into_iter().take(MAX_DISCLOSURES).filter_map(|(id, of)| self.shown_disclosure(id, of));
        Left { newest: shown.collect(), total }
    }

    fn shown_disclosure(&self, id: RecordId, of: Disclosure) -> Option<DisclosureView> {
        Some(DisclosureView {
            id: view::id(id),
            at: of.at,
            by: self.member_name(self.book.get(&id)?.created().author),
            purpose: self.book.name(&of.purpose),
            recipient: of.recipient.map(|party| self.book.name(&party)),
            format: of.format,
            people: of.rows,
            sha256: hex(&of.file_sha256),
            return_by: of.return_by,
            back: self.book.return_of(&id).map(|of| self.return_view(&of)),
        })
    }
}
