//! What the index is asked: purposes and their notices, who is the same as whom, whose data is only stored, and what was said
//! about a purpose at a contact point.

use super::{Entry, Ledger, Person};
use crate::privacy::point::Mark;
use crate::privacy::purpose::{BasisRecord, Notice, Purpose};
use crate::privacy::state::{Current, Events, Shown, Standing, Terms};
use crate::privacy::suppression::Restriction;
use crate::privacy::words::{Category, EventKind};
use crate::record::RecordId;

impl Ledger {
    /// The purpose that stands for this one: itself, unless two members made one of the same short name apart.
    pub fn purpose_of(&self, id: &RecordId) -> RecordId {
        self.twins.get(id).copied().unwrap_or(*id)
    }

    /// A purpose.
    pub fn purpose(&self, id: &RecordId) -> Option<&Purpose> {
        self.purposes.get(&self.purpose_of(id)).map(|(_, purpose)| purpose)
    }

    /// Every purpose, each once, by id.
    pub fn purposes(&self) -> impl Iterator<Item = (RecordId, &Purpose)> {
        self.purposes.iter().filter(|(id, _)| !self.twins.contains_key(*id)).map(|(id, (_, purpose))| (*id, purpose))
    }

    /// A notice; its words stay in the book.
    pub fn notice(&self, id: &RecordId) -> Option<&Notice> {
        self.notices.get(id)
    }

    /// Everybody who was once said to be the same as this person, the person included.
    pub fn class<'a>(&'a self, person: &'a RecordId) -> &'a [RecordId] {
        self.classes.get(person).map_or(std::slice::from_ref(person), |class| class)
    }

    /// The person who is here for this one: themselves, or whom they were made one with.
    pub fn stands_for(&self, person: &RecordId) -> Option<RecordId> {
        let here = |id: &&RecordId| self.person(id).is_some_and(|known| known.is_here);
        std::iter::once(person).chain(self.class(person)).find(here).copied()
    }

    pub(crate) fn bases_of<'a>(
        &'a self,
        person: &'a RecordId,
        purpose: &'a RecordId,
    ) -> impl Iterator<Item = &'a BasisRecord> {
        let records = self.class(person).iter().filter_map(|id| self.bases.get(id)).flatten();
        records.map(|(_, basis)| basis).filter(|basis| self.purpose_of(&basis.purpose) == *purpose)
    }

    /// Whether a person's data is only stored at this moment, ms since 1970 (Art. 18): lists, search, charts and exports
    /// leave the person out, and edits are refused.
    pub fn is_restricted(&self, person: &RecordId, now: u64) -> bool {
        if self.restrictions.is_empty() {
            return false;
        }
        let mut restrictions = self.class(person).iter().filter_map(|id| self.restrictions.get(id)).flatten();
        restrictions.any(|(_, restriction)| restriction.holds(now))
    }

    /// The restrictions under which a person's data is only stored at this moment, ms since 1970, with their records.
    pub fn restrictions_of(&self, person: &RecordId, now: u64) -> Vec<(RecordId, &Restriction)> {
        let all = self.class(person).iter().filter_map(|id| self.restrictions.get(id)).flatten();
        all.filter(|(_, restriction)| restriction.holds(now)).map(|(id, restriction)| (*id, restriction)).collect()
    }

    /// A purpose with its current notices, for questions about many people; `None` if there is no such purpose.
    pub(crate) fn asked(&self, purpose: &RecordId, now: u64) -> Option<Asked<'_>> {
        let id = self.purpose_of(purpose);
        let purpose = self.purpose(&id)?;
        let covers = |notice: &Notice| notice.purposes.iter().any(|of| self.purpose_of(of) == id);
        let all: Vec<(&RecordId, &Notice)> = self.notices.iter().filter(|(_, notice)| covers(notice)).collect();
        let material = all.iter().filter(|(_, notice)| notice.material_change && notice.effective_from <= now);
        // What a purpose asks for since it was widened, earlier notices did not say.
        let widened = Some(purpose.widened).filter(|at| *at <= now);
        let from = material.map(|(_, notice)| notice.effective_from).chain(widened).max().unwrap_or_default();
        let current = all.iter().filter(|(_, notice)| notice.effective_from >= from);
        let current = current.map(|(id, of)| {
            let shown = Shown { notice: **id, sha256: of.sha256 };
            Current { shown, from: of.effective_from }
        });
        Some(Asked { id, purpose, current: current.collect(), now })
    }

    /// The events of a cell, given to whoever asks about it; `known` is the person, where that was looked up already.
    pub(crate) fn with_events<T>(
        &self,
        (person, known): (&RecordId, Option<&Person>),
        asked: &Asked<'_>,
        point: Option<Mark>,
        ask: impl FnOnce(&Events<'_>) -> T,
    ) -> T {
        let class = self.classes.get(person).map_or(&[][..], |class| class);
        let alone = class.is_empty().then(|| known.or_else(|| self.person(person))).flatten();
        let people = class.iter().filter_map(|id| self.person(id)).chain(alone);
        let all = self.of_all.iter().chain(people.flat_map(|person| &person.events));
        let all = all.filter(|entry| self.is_about(entry, &asked.id, asked.purpose.category) && entry.is_at(point));
        ask(&Events::new(all.map(|entry| &entry.heard).collect(), asked.terms()))
    }

    fn is_about(&self, entry: &Entry, purpose: &RecordId, category: Category) -> bool {
        match entry.purpose {
            Some(named) => self.purpose_of(&named) == *purpose,
            None if entry.gpc => matches!(category, Category::Advertising | Category::Sharing),
            None => category.is_direct_marketing(),
        }
    }

    /// Where the consent of this person to this purpose at this contact point stands; `None` if there is no such purpose.
    pub fn standing(&self, person: &RecordId, purpose: &RecordId, point: Option<Mark>, now: u64) -> Option<Standing> {
        let asked = self.asked(purpose, now)?;
        Some(self.with_events((person, None), &asked, point, |events| events.standing(now)))
    }
}

/// A purpose that is asked about.
pub(crate) struct Asked<'a> {
    pub(crate) id: RecordId,
    pub(crate) purpose: &'a Purpose,
    /// Notices that nothing material came after.
    pub(crate) current: Vec<Current>,
    pub(crate) now: u64,
}

impl Asked<'_> {
    /// Whether a consent of this moment, ms since 1970, is to a notice that holds.
    pub(crate) fn holds(&self, shown: &Shown, at: u64) -> bool {
        self.current.iter().any(|one| one.was_seen(shown, at))
    }

    fn terms(&self) -> Terms<'_> {
        let (double_opt_in, validity) = (self.purpose.double_opt_in, self.purpose.validity);
        Terms { double_opt_in, validity, current: &self.current }
    }
}

impl Entry {
    /// What restricts without naming a contact point restricts all of them; confirmations and corrections name the event
    /// that they are about.
    fn is_at(&self, point: Option<Mark>) -> bool {
        let kind = self.heard.kind;
        let widely = kind.restricts() && (self.point.is_none() || point.is_none());
        self.point == point || widely || matches!(kind, EventKind::Confirmed | EventKind::Corrected)
    }
}
