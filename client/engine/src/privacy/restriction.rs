//! People whose data is only stored (GDPR Art. 18): restricted and lifted with a reason, by a signed record; everything else
//! that would change them is refused here, whatever path it comes by.

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::privacy as bp;
use tacit_bridge::privacy::ask::RestrictedPerson;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Restricted};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::Restriction;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

/// A reason that says something.
pub(super) fn reason(why: &str) -> Result<&str, Problem> {
    let why = why.trim();
    let missing = || say(BadInput, "The reason is missing.", "Say why in a few words, and try again.");
    Some(why).filter(|why| !why.is_empty()).ok_or_else(missing)
}

impl<F: File> OpenVault<F> {
    /// From now on this person's data is only stored, until somebody lifts it, or until a day that is said.
    pub(crate) fn restrict(
        &mut self,
        person: br::Id,
        (why, until): (&str, Option<u64>),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (person, why) = (view::record_id(person), reason(why)?);
        if self.book.get(&person).is_none_or(|record| record.kind() != Kind::Person) {
            return Err(problem(Gone).into());
        }
        if until.is_some_and(|until| until <= now) {
            let todo = "Choose a later day, or none: then somebody lifts it.";
            return Err(say(BadInput, "That day is over.", todo).into());
        }
        let stamp = self.clock.tick(now);
        let restriction = Restriction { person, since: now, why: why.to_owned(), until };
        let record = restriction.write(stamp).map_err(crate::records::bad_value)?;
        self.stage(vec![(RecordId(self.state.draw_id(entropy).0), Some(record.encode()))], entropy)?;
        self.book.restrict(now);
        Ok(self.changed(None, Step::new()))
    }

    /// This person's data may be used again: everything that restricts it ends now.
    pub(crate) fn lift(
        &mut self,
        person: br::Id,
        why: &str,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (person, why, marker) = (view::record_id(person), reason(why)?, self.marker()?);
        let ledger = self.book.ledger(&marker);
        let holding: Vec<RecordId> = ledger.restrictions_of(&person, now).into_iter().map(|(id, _)| id).collect();
        let mut writes = Vec::new();
        for id in holding {
            let Some(mut record) = self.book.record(&id) else { continue };
            self.clock.observe(record.changed(), u64::MAX);
            let stamp = self.clock.tick(now);
            Restriction::lift(&mut record, why, now, stamp).map_err(crate::records::bad_value)?;
            writes.push((id, Some(record.encode())));
        }
        if writes.is_empty() {
            return Err(problem(Gone).into());
        }
        self.stage(writes, entropy)?;
        self.book.restrict(now);
        Ok(self.changed(None, Step::new()))
    }

    /// Since when, why and by whom a person's data is only stored, if it is.
    pub(crate) fn restriction_of(&mut self, person: &RecordId, now: u64) -> Result<Option<bp::Restricted>, Problem> {
        let marker = self.marker()?;
        let all = self.book.ledger(&marker).restrictions_of(person, now);
        // Of several the last to end counts.
        let open = all.iter().any(|(_, restriction)| restriction.until.is_none());
        let until = all.iter().filter_map(|(_, restriction)| restriction.until).max().filter(|_| !open);
        let first = all.into_iter().min_by_key(|(_, restriction)| restriction.since);
        let Some((id, restriction)) = first.map(|(id, restriction)| (id, restriction.clone())) else {
            return Ok(None);
        };
        let by = self.book.get(&id).map(|record| self.member_name(record.created().author)).unwrap_or_default();
        Ok(Some(bp::Restricted { since: restriction.since, why: restriction.why, by, until }))
    }

    /// Everybody whose data is only stored, by name.
    pub(super) fn restricted_people(&mut self, now: u64) -> Result<Vec<RestrictedPerson>, Problem> {
        let mut people = Vec::new();
        for id in self.book.restricted_people() {
            if let Some(of) = self.restriction_of(&id, now)? {
                people.push(RestrictedPerson { id: view::id(id), name: self.book.name(&id), of });
            }
        }
        people.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(people)
    }

    /// Refuses writes that would change or remove a record whose data is only stored, or make another one point to it.
    pub(crate) fn leaves_restricted_alone(&self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Result<(), Problem> {
        let touched = writes.iter().find_map(|(id, after)| self.book.touches_restricted(id, after.as_deref()));
        touched.map_or(Ok(()), |_| Err(problem(Restricted)))
    }
}
