//! From drafts to records: finding duplicates, linking companies, merging, counting.

mod records;

use super::draft::Draft;
use super::identity::{has_identity, same_person, shown_name};
use super::issues::{Issues, Place};
use super::own::{self, OwnSample};
use super::rows::read_table;
use super::{Batch, Content, Import, OnDuplicate, Said};
use crate::book::Book;
use crate::clock::{Clock, Stamp};
use crate::field::Value;
use crate::fold::fold_name;
use crate::lookalike::{Likeness, Traits, plain_name};
use crate::money::Currency;
use crate::peek::RecordRef;
use crate::privacy::PointKind;
use crate::record::{Record, RecordId};
use crate::schema::{FieldKey, Kind, key};
use std::collections::{HashMap, HashSet};

const NONE: u32 = u32::MAX;

pub(crate) struct Assembled {
    pub(crate) batch: Batch,
    pub(crate) issues: Issues,
    pub(crate) sample: Vec<[String; 5]>,
    pub(crate) own_samples: Vec<OwnSample>,
}

/// A record made or changed by this import.
struct Pending {
    id: RecordId,
    plain: Vec<u8>,
    made: bool,
}

struct Assembler<'a> {
    book: &'a mut Book,
    ids: &'a mut dyn FnMut() -> RecordId,
    clock: Clock,
    now_ms: u64,
    /// Of everything that this import makes.
    stamp: Stamp,
    on_duplicate: OnDuplicate,
    /// Of amounts that name none.
    currency: Currency,
    pending: Vec<Pending>,
    by_id: HashMap<RecordId, u32>,
    /// Chains of pending records by the hashes of their traits.
    by_trait: HashMap<u64, u32>,
    links: Vec<(u32, u32)>,
    companies: HashMap<String, RecordId>,
    company_names: HashMap<RecordId, String>,
    /// Words to choose from, of each field that has some.
    choices: HashMap<(Kind, FieldKey), Vec<String>>,
    merged: HashSet<u32>,
    issues: Issues,
    out: Batch,
    sample: Vec<[String; 5]>,
    sample_len: usize,
}

pub(crate) fn assemble(
    import: &Import,
    book: &mut Book,
    ids: &mut dyn FnMut() -> RecordId,
    clock: &mut Clock,
    now_ms: u64,
    sample_len: usize,
) -> Assembled {
    let stamp = clock.tick(now_ms);
    let mut work = Assembler {
        currency: book.currency(),
        book,
        ids,
        clock: clock.clone(),
        now_ms,
        stamp,
        on_duplicate: import.plan.on_duplicate,
        pending: Vec::new(),
        by_id: HashMap::new(),
        by_trait: HashMap::new(),
        links: Vec::new(),
        companies: HashMap::new(),
        company_names: HashMap::new(),
        choices: HashMap::new(),
        merged: HashSet::new(),
        issues: Issues::default(),
        out: Batch::default(),
        sample: Vec::new(),
        sample_len,
    };
    let (currency, people) = (work.currency, import.plan.subjects.iter().map(Option::is_none));
    for (file, source) in (0u32..).zip(&import.files).zip(people).filter(|(_, people)| *people).map(|(file, _)| file) {
        let mut issues = std::mem::take(&mut work.issues);
        match &source.content {
            Content::Table(table) => {
                read_table(table, &source.columns, (file, currency), &mut issues, |draft, issues| {
                    work.take_draft(&draft, &source.name, "row", issues);
                });
            }
            Content::Cards(cards) => {
                cards.for_each_draft((file, currency), &source.columns, &mut issues, |draft, issues| {
                    work.take_draft(&draft, &source.name, "card", issues);
                });
            }
        }
        work.issues = issues;
    }
    *clock = work.clock.clone();
    let mut done = work.finish();
    own::assemble(import, book, ids, (clock, now_ms, stamp), sample_len, &mut done);
    done
}

impl Assembler<'_> {
    fn take_draft(&mut self, draft: &Draft, file: &str, unit: &str, issues: &mut Issues) {
        let place = Place::row(draft.file, draft.row);
        let company = self.company(draft, file, unit, place, issues);
        if !has_identity(&draft.person) {
            if company.is_none() {
                self.out.counts.rows_skipped += 1;
                issues.block(place, "", "no name, e-mail, phone or company", "This row is left out; add one of these.");
            } else if !draft.person.is_empty() {
                issues.note(
                    place,
                    "",
                    "values of a person without name, e-mail or phone",
                    "Only the company is taken.",
                );
            }
            return;
        }
        let traits = self.traits(draft, company);
        let found = self.duplicate(&traits);
        match found {
            Some(at) if self.book.is_restricted(&self.pending[at as usize].id) => {
                // What the person does not want is written down all the same.
                self.hear(self.pending[at as usize].id, draft, file, unit);
                self.out.counts.rows_skipped += 1;
                issues.block(
                    place,
                    &shown_name(draft),
                    "this person’s data is restricted",
                    "Left out, however doubles are treated; lift the restriction first.",
                );
            }
            Some(at) if self.on_duplicate == OnDuplicate::Merge => {
                self.hear(self.pending[at as usize].id, draft, file, unit);
                self.merge(at, draft, company, place, issues);
            }
            Some(at) if self.on_duplicate == OnDuplicate::Skip => {
                // The row is left out, but nobody's no is.
                self.hear(self.pending[at as usize].id, draft, file, unit);
                self.out.counts.rows_skipped += 1;
                issues.count(place, &shown_name(draft), "already here", "Left out, as chosen.");
            }
            _ => {
                let source = format!("{file}, {unit} {}", draft.row);
                let id = self.make(Kind::Person, &draft.person, company, source, place, issues);
                self.hear(id, draft, file, unit);
                self.index(&traits, self.by_id[&id]);
                self.out.counts.people_new += 1;
                if self.sample.len() < self.sample_len {
                    self.sample.push(self.sample_of(draft));
                }
            }
        }
    }

    /// Notes what a row says about consents, and the contact points that it brings.
    fn hear(&mut self, person: RecordId, draft: &Draft, file: &str, unit: &str) {
        let points = draft.person.all_points();
        let points = points.filter_map(|(field, point)| Some((PointKind::of_field(field)?, point.value.clone())));
        let skipped = self.on_duplicate == OnDuplicate::Skip && self.book.contains(&person);
        let left_out = skipped || self.book.is_restricted(&person);
        let said = Said {
            person,
            points: points.collect(),
            claims: draft.answers.claims && !left_out,
            no: draft.answers.no.clone(),
            source: format!("{file}, {unit} {}", draft.row),
        };
        self.out.counts.claims += u32::from(said.claims);
        self.out.counts.opted_out += u32::from(!said.no.is_empty());
        self.out.said.push(said);
    }

    fn traits(&self, draft: &Draft, company: Option<RecordId>) -> Traits {
        let person = &draft.person;
        let mut traits = Traits {
            uid: person.text(key::UID).to_owned(),
            name: plain_name(Kind::Person, person.text(key::GIVEN), person.text(key::FAMILY), ""),
            employer: company
                .and_then(|id| self.company_names.get(&id))
                .map(|name| fold_name(name))
                .unwrap_or_default(),
            ..Traits::default()
        };
        traits.add_emails(person.points(key::EMAILS).map(|point| point.value.as_str()));
        traits.add_phones(person.points(key::PHONES).map(|point| point.value.as_str()));
        traits
    }

    /// The pending or stored person that this one is, as an index into `pending`.
    fn duplicate(&mut self, traits: &Traits) -> Option<u32> {
        let mut best: Option<(Likeness, u32)> = None;
        for hash in traits.hashes() {
            let mut link = self.by_trait.get(&hash).copied().unwrap_or(NONE);
            while let Some((at, next)) = self.links.get(link as usize).copied() {
                let other = self.traits_of_pending(at);
                if let Some(likeness) = same_person(traits, &other)
                    && best.is_none_or(|(known, _)| likeness < known)
                {
                    best = Some((likeness, at));
                }
                link = next;
            }
        }
        if let Some((_, at)) = best {
            return Some(at);
        }
        let stored = self.book.similar(traits);
        let id = stored.into_iter().find_map(|(_, id)| {
            let other = Traits::of(self.book, self.book.row_of(&id)?, &self.book.get(&id)?);
            same_person(traits, &other).map(|_| id)
        })?;
        Some(self.pending_of(id))
    }

    fn traits_of_pending(&self, at: u32) -> Traits {
        let Some(record) = RecordRef::checked(&self.pending[at as usize].plain) else {
            return Traits::default();
        };
        let employer = record.link(key::COMPANY).map(|id| match self.company_names.get(&id) {
            Some(name) => fold_name(name),
            None => fold_name(&self.book.name(&id)),
        });
        Traits::of_record(&record, employer.unwrap_or_default())
    }

    fn index(&mut self, traits: &Traits, at: u32) {
        for hash in traits.hashes() {
            let head = self.by_trait.entry(hash).or_insert(NONE);
            self.links.push((at, *head));
            *head = (self.links.len() - 1) as u32;
        }
    }

    /// The place among the pending ones of a record that is in the book.
    fn pending_of(&mut self, id: RecordId) -> u32 {
        if let Some(at) = self.by_id.get(&id) {
            return *at;
        }
        let plain = self.book.plain(&id).unwrap_or_default().to_vec();
        self.push(Pending { id, plain, made: false })
    }

    fn push(&mut self, pending: Pending) -> u32 {
        let at = self.pending.len() as u32;
        self.by_id.insert(pending.id, at);
        self.pending.push(pending);
        at
    }

    fn merge(&mut self, at: u32, draft: &Draft, company: Option<RecordId>, place: Place<'_>, issues: &mut Issues) {
        let merged_before = self.merged.contains(&at);
        if !self.fill(at, &draft.person, company, place, issues) {
            self.out.counts.rows_skipped += 1;
            issues.count(place, &shown_name(draft), "already here, with nothing new", "Left as it is.");
            return;
        }
        let traits = self.traits(draft, company);
        self.index(&traits, at);
        if self.pending[at as usize].made {
            issues.count(place, &shown_name(draft), "the same person again in these files", "Added to the first.");
        } else if !merged_before {
            self.out.counts.people_merged += 1;
        }
        self.merged.insert(at);
    }

    fn sample_of(&self, draft: &Draft) -> [String; 5] {
        let point = |field| draft.person.points(field).next().map(|point| point.value.clone()).unwrap_or_default();
        let tags = draft.person.values().into_iter().find_map(|value| match value {
            (key::TAGS, Value::Tags(tags)) => Some(tags.join(", ")),
            _ => None,
        });
        let company = draft.company.text(key::NAME).to_owned();
        [shown_name(draft), company, point(key::EMAILS), point(key::PHONES), tags.unwrap_or_default()]
    }

    fn finish(self) -> Assembled {
        let mut batch = self.out;
        for pending in self.pending {
            if pending.made {
                batch.step.made_of(pending.id, &pending.plain);
            } else {
                let before = self.book.plain(&pending.id).unwrap_or_default();
                if before == pending.plain.as_slice() {
                    continue;
                }
                if let (Ok(before), Ok(after)) = (Record::decode(before), Record::decode(&pending.plain)) {
                    batch.step.edited(pending.id, &before, &after);
                }
            }
            batch.writes.push((pending.id, pending.plain));
        }
        Assembled { batch, issues: self.issues, sample: self.sample, own_samples: Vec::new() }
    }
}
