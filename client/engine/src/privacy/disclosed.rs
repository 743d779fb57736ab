//! What left: of everybody, to each third party, of one person. Each list has its own newest and its own count, so that
//! nothing of one person is lost behind what left of others.

use super::export::hex;
use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::privacy::ask::{DisclosureView, Left};
use tacit_bridge::records as br;
use tacit_crm::privacy::{Disclosure, key as pk};
use tacit_crm::{Kind, RecordId};

/// Most disclosures of one list told at once.
const MAX_DISCLOSURES: usize = 200;

/// A disclosure as its parts name it: when, and the file.
type Parts = (u64, [u8; 32]);

/// A disclosure with all its parts.
struct Whole {
    id: RecordId,
    of: Disclosure,
    people: People,
}

/// What is told of the people of a disclosure.
#[derive(Clone, Copy, Default)]
struct People {
    /// How many went by a consent.
    by_consent: u32,
    /// Somebody in particular is among them.
    has_them: bool,
    /// The consent of theirs that it relied on.
    relied_on: Option<RecordId>,
}

impl People {
    fn add(&mut self, some: &[(RecordId, Option<RecordId>)], class: &[RecordId]) {
        self.by_consent += some.iter().filter(|(_, event)| event.is_some()).count() as u32;
        for (_, event) in some.iter().filter(|(one, _)| class.contains(one)) {
            self.has_them = true;
            self.relied_on = self.relied_on.or(*event);
        }
    }
}

impl<F: File> OpenVault<F> {
    /// What left of everybody.
    pub(super) fn left(&self) -> Left {
        self.newest(self.whole(&[]))
    }

    /// What each third party got.
    pub(super) fn left_by_party(&self) -> BTreeMap<RecordId, Left> {
        let mut by_party: BTreeMap<RecordId, Vec<Whole>> = BTreeMap::new();
        for one in self.whole(&[]) {
            if let Some(recipient) = one.of.recipient {
                by_party.entry(recipient).or_default().push(one);
            }
        }
        by_party.into_iter().map(|(party, all)| (party, self.newest(all))).collect()
    }

    /// What left of one person, under whichever of these ids.
    pub(super) fn left_of(&self, class: &[RecordId]) -> Left {
        let mut all = self.whole(class);
        all.retain(|one| one.people.has_them);
        for one in &mut all {
            // Who else was in it, or not, is not one person's matter.
            one.of.excluded.clear();
            one.people.by_consent = 0;
        }
        self.newest(all)
    }

    /// Every disclosure. A large one is several records, which are one here, under the id of the first; of its people only
    /// what is told of them is kept, since there may be very many.
    fn whole(&self, class: &[RecordId]) -> Vec<Whole> {
        let (mut first, mut people) = (Vec::new(), BTreeMap::<Parts, People>::new());
        for (id, record) in self.book.ids_of(Kind::Disclosure).filter_map(|id| Some((id, self.book.get(&id)?))) {
            let Some(mut of) = Disclosure::read(&record) else { continue };
            let some = std::mem::take(&mut of.people);
            people.entry((of.at, of.file_sha256)).or_default().add(&some, class);
            if record.number(pk::PART).unwrap_or(1) == 1 {
                first.push((id, of));
            }
        }
        let whole = |(id, of): (RecordId, Disclosure)| {
            let people = people.get(&(of.at, of.file_sha256)).copied().unwrap_or_default();
            Whole { id, of, people }
        };
        first.into_iter().map(whole).collect()
    }

    /// The newest of them.
    fn newest(&self, mut all: Vec<Whole>) -> Left {
        let total = all.len() as u32;
        all.sort_by_key(|one| (std::cmp::Reverse(one.of.at), one.id));
        let shown = all.into_iter().take(MAX_DISCLOSURES).filter_map(|one| self.shown_disclosure(one));
        Left { newest: shown.collect(), total }
    }

    fn shown_disclosure(&self, Whole { id, of, people }: Whole) -> Option<DisclosureView> {
        let mut excluded = of.excluded;
        excluded.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Some(DisclosureView {
            id: view::id(id),
            at: of.at,
            by: self.member_name(self.book.get(&id)?.created().author),
            device: of.device,
            kind: of.kind.and_then(view::shown_kind).unwrap_or(br::Kind::Person),
            fields: of.fields.iter().copied().map(view::shown_key).collect(),
            excluded,
            by_consent: people.by_consent,
            relied_on: people.relied_on.filter(|event| self.book.contains(event)).map(view::id),
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
