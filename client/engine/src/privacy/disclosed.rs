//! What left: of everybody, to each third party, of one person. Each list has its own newest and its own count, so that
//! nothing of one person is lost behind what left of others.

use super::export::hex;
use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
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
        self.newest(self.whole(), &[])
    }

    /// What each third party got.
    pub(super) fn left_by_party(&self) -> BTreeMap<RecordId, Left> {
        let mut of: BTreeMap<RecordId, Vec<(RecordId, Disclosure)>> = BTreeMap::new();
        for (id, disclosure) in self.whole() {
            if let Some(recipient) = disclosure.recipient {
                of.entry(recipient).or_default().push((id, disclosure));
            }
        }
        of.into_iter().map(|(party, all)| (party, self.newest(all, &[]))).collect()
    }

    /// What left of one person, under whichever of these ids.
    pub(super) fn left_of(&self, class: &[RecordId]) -> Left {
        let of = |(_, of): &(RecordId, Disclosure)| of.people.iter().any(|(one, _)| class.contains(one));
        self.newest(self.whole().into_iter().filter(of).collect(), class)
    }

    /// Every disclosure. A large one is several records, which are one here, under the id of the first.
    fn whole(&self) -> Vec<(RecordId, Disclosure)> {
        let records = self.book.ids_of(Kind::Disclosure).filter_map(|id| Some((id, self.book.get(&id)?)));
        let (mut first, mut rest) = (Vec::new(), BTreeMap::<Parts, Vec<_>>::new());
        for (id, record) in records {
            let Some(of) = Disclosure::read(&record) else { continue };
            match record.number(pk::PART).unwrap_or(1) {
                1 => first.push((id, of)),
                _ => rest.entry((of.at, of.file_sha256)).or_default().extend(of.people),
            }
        }
        for (_, of) in &mut first {
            of.people.extend(rest.remove(&(of.at, of.file_sha256)).unwrap_or_default());
        }
        first
    }

    /// The newest of them, as the page shows them to whoever looks at these ids of one person, or at none in particular.
    fn newest(&self, mut all: Vec<(RecordId, Disclosure)>, person: &[RecordId]) -> Left {
        let total = all.len() as u32;
        all.sort_by_key(|(id, of)| (std::cmp::Reverse(of.at), *id));
        let shown = all.into_iter().take(MAX_DISCLOSURES).filter_map(|(id, of)| self.shown_disclosure(id, of, person));
        Left { newest: shown.collect(), total }
    }

    fn shown_disclosure(&self, id: RecordId, of: Disclosure, person: &[RecordId]) -> Option<DisclosureView> {
        let theirs = of.people.iter().find(|(one, _)| person.contains(one)).and_then(|(_, event)| *event);
        let mut excluded = of.excluded;
        excluded.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Some(DisclosureView {
            id: view::id(id),
            at: of.at,
            by: self.member_name(self.book.get(&id)?.created().author),
            device: of.device,
            fields: of.fields.iter().copied().map(view::shown_key).collect(),
            // Who else was in it, or not, is not one person's matter.
            excluded: if person.is_empty() { excluded } else { Vec::new() },
            by_consent: of.people.iter().filter(|(_, event)| event.is_some()).count() as u32,
            relied_on: theirs.filter(|event| self.book.contains(event)).map(view::id),
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
