//! What is known about one person's data beside what they said: what each purpose rests on, where the data came from, what
//! left. Another basis is set for one person at a time, never for marketing, with a reason and a review.

use super::purposes::{answer, sentence};
use super::unsaid;
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeMap;
use tacit_bridge::privacy::purpose as bu;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply, records as br};
use tacit_crm::privacy::words::{Basis, EventKind, IndicatedBy, Method, PurposeStatus};
use tacit_crm::privacy::{BasisRecord, Change, ConsentEvent, Notice};
use tacit_crm::recur::Day;
use tacit_crm::schema::key;
use tacit_crm::undo::Step;
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

impl<F: File> OpenVault<F> {
    pub(super) fn person_facts(&mut self, person: br::Id, now: u64) -> Result<Reply, Failure> {
        let person = view::record_id(person);
        if self.book.get(&person).is_none_or(|record| record.kind() != Kind::Person) {
            return Err(problem(Gone).into());
        }
        let marker = self.marker()?;
        let class = self.book.ledger(&marker).class(&person).to_vec();
        let facts = bu::PersonFacts {
            bases: self.bases_of(&person)?,
            sources: self.sources_of(&person),
            disclosures: self.left_of(&class),
            told: self.told_of(&person),
            to_tell: self.to_tell(&person, now),
        };
        Ok(answer(bu::PurposesAnswer::Person(Box::new(facts))))
    }

    fn bases_of(&mut self, person: &RecordId) -> Result<Vec<bu::BasisView>, Problem> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let live = ledger.purposes().filter(|(_, purpose)| purpose.status != PurposeStatus::Retired);
        let mut bases: Vec<bu::BasisView> = live
            .filter_map(|(id, purpose)| {
                let (basis, justification, review_due) = ledger.basis_of(person, &id)?;
                let choices = if purpose.category.needs_consent() { &[][..] } else { &purpose.bases[..] };
                Some(bu::BasisView {
                    purpose: view::id(id),
                    name: purpose.name.clone(),
                    basis: basis.word().to_owned(),
                    justification,
                    assessment: ledger.assessment_of(person, &id),
                    review_due,
                    set: !ledger.basis_records(person, &id).is_empty(),
                    choices: choices.iter().map(|basis| basis.word().to_owned()).collect(),
                })
            })
            .collect();
        bases.sort_by(|a, b| a.choices.is_empty().cmp(&b.choices.is_empty()).then_with(|| a.name.cmp(&b.name)));
        Ok(bases)
    }

    /// Where the data came from: the record itself, and fields that somebody else, or another day, brought.
    fn sources_of(&self, person: &RecordId) -> Vec<bu::SourceView> {
        let Some(record) = self.book.get(person) else { return Vec::new() };
        let created = record.created();
        let day = |ms: u64| Day::of_ms(ms).map(Day::days);
        let imports = self.book.imports();
        let file_of = |stamp| imports.iter().find(|one| one.of.wrote(stamp)).map(|one| one.of.files.as_str());
        let mut later: BTreeMap<(i32, u32, &str), (u64, Vec<br::FieldKey>)> = BTreeMap::new();
        for spec in record.specs().filter(|spec| !spec.hidden) {
            for stamp in record.stamps_of(spec.key) {
                // A file that added to what was typed in on the same day is named with what it brought.
                let file = file_of(stamp).filter(|file| file_of(created) != Some(file)).unwrap_or_default();
                if file.is_empty() && (day(stamp.ms), stamp.author) == (day(created.ms), created.author) {
                    continue;
                }
                let at = day(stamp.ms).unwrap_or_default();
                let (last, fields) = later.entry((at, stamp.author, file)).or_default();
                *last = (*last).max(stamp.ms);
                if fields.last() != Some(&view::shown_key(spec.key)) {
                    fields.push(view::shown_key(spec.key));
                }
            }
        }
        let first = bu::SourceView {
            at: created.ms,
            by: self.member_name(created.author),
            text: record.text(key::SOURCE).to_owned(),
            file: file_of(created).unwrap_or_default().to_owned(),
            fields: Vec::new(),
        };
        let later = later.into_iter().map(|((_, author, file), (at, fields))| bu::SourceView {
            at,
            by: self.member_name(author),
            text: String::new(),
            file: file.to_owned(),
            fields,
        });
        std::iter::once(first).chain(later).collect()
    }

    /// When and how the person was told where the data came from.
    fn told_of(&self, person: &RecordId) -> Vec<bu::ToldView> {
        let notice = |id: RecordId| {
            let notice = self.book.get(&id).and_then(|record| Notice::read(&record))?;
            let names: Vec<String> = notice.purposes.iter().map(|purpose| self.book.name(purpose)).collect();
            Some(names.join(", "))
        };
        let told = self.book.told_of(person).into_iter().map(|(by, told)| bu::ToldView {
            at: told.at,
            by: self.member_name(by),
            method: told.method.map(|method| method.word().to_owned()).unwrap_or_default(),
            notice: told.notice.and_then(notice).unwrap_or_default(),
        });
        told.collect()
    }

    fn to_tell(&self, person: &RecordId, now: u64) -> Vec<bu::ToTellView> {
        let all = self.book.to_tell(person, now).into_iter().map(|of| bu::ToTellView {
            party: self.recipient_told(&of.party, of.told),
            restricted: of.change == Change::Restricted,
            since: of.since,
        });
        all.collect()
    }

    /// Writes down that a recipient was told of what was changed about a person (Art. 19).
    pub(super) fn told_recipient(
        &mut self,
        (person, party): (br::Id, br::Id),
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (person, party) = (view::record_id(person), view::record_id(party));
        if !self.book.to_tell(&person, now).iter().any(|of| of.party == party && of.told.is_none()) {
            return Err(problem(Gone).into());
        }
        let stamp = self.clock.tick(now);
        let event = tacit_crm::Book::told_recipient(person, party, device);
        let told = self.access_event(&event, stamp, entropy)?;
        self.stage(vec![told], entropy)?;
        Ok(self.changed(None, Step::new()))
    }

    /// Sets what a purpose rests on for one person, and writes into the ledger that it was set.
    pub(super) fn set_basis(
        &mut self,
        wish: bu::BasisWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let person = view::record_id(wish.person);
        if self.book.get(&person).is_none_or(|record| record.kind() != Kind::Person) {
            return Err(problem(Gone).into());
        }
        let basis = Basis::parse(&wish.basis).ok_or_else(|| problem(BadInput))?;
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let set = BasisRecord {
            person,
            purpose: ledger.purpose_of(&view::record_id(wish.purpose)),
            basis,
            justification: wish.justification.trim().to_owned(),
            assessment: wish.assessment.trim().to_owned(),
            reviewed_at: Some(now),
            review_due: wish.review_due,
        };
        let refused = |error: tacit_crm::privacy::BasisError| say(BadInput, sentence(error), "Nothing was changed.");
        ledger.may_rest(&set, now).map_err(refused)?;
        let known = ledger.basis_records(&person, &set.purpose);
        let stamp = self.clock.tick(now);
        let said = ConsentEvent {
            basis: Some(basis),
            why: set.justification.clone(),
            ..ConsentEvent::new(person, set.purpose, EventKind::BasisSet, now, IndicatedBy::Staff, Method::Form)
        };
        let said = said.write(stamp).map_err(|error| unsaid(&error))?;
        let mut writes = vec![(RecordId(self.state.draw_id(entropy).0), Some(said.encode()))];
        if known.is_empty() {
            let record = set.write(stamp).map_err(crate::records::bad_value)?;
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(record.encode())));
        }
        // Of two that members set apart both say the same from now on.
        for id in known {
            let Some(mut record) = self.book.record(&id) else { continue };
            self.clock.observe(record.changed(), u64::MAX);
            let stamp = self.clock.tick(now);
            for (field, value) in set.fields() {
                record.set(field, value, stamp).map_err(crate::records::bad_value)?;
            }
            writes.push((id, Some(record.encode())));
        }
        self.stage(writes, entropy)?;
        Ok(self.changed(None, Step::new()))
    }
}
