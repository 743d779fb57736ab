//! Exports of what is not people: companies, deals, tasks, activities, records of a team's own kinds. A record goes only if
//! everybody whom it names may go; one that names nobody goes only where the purpose needs nobody's consent. Fields go by the
//! category of what they tell: the purpose has to need such data of people.

use super::allowed::{Ground, Refusal, When, strictest};
use super::disclosure::Disclosure;
use super::ledger::{Asked, Ledger};
use super::meta::FieldMeta;
use super::point::{Mark, PointKind};
use super::purpose::Purpose;
use super::select::{Export, NOT_NAMED, PartyRefusal};
use super::state::ConsentState;
use super::words::Sensitivity;
use crate::book::Book;
use crate::peek::RecordRef;
use crate::record::RecordId;
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, FieldSpec, Kind, Shape, key};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What names somebody.
const NAME: &str = "user.name";
/// What is written freely, which may say anything of anybody.
const CONTENT: &str = "user.content";
/// Where people work.
const WORKPLACE: &str = "user.workplace";
/// Dealings with people.
const DEALINGS: &str = "user.behavior";

/// Records of one kind that are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Their kind.
    pub kind: Kind,
    /// Each with everybody whom it names.
    pub records: Vec<(RecordId, BTreeSet<RecordId>)>,
    /// Those of them whose data is only stored.
    pub stored: BTreeSet<RecordId>,
    /// What each field tells, of those that may go at all.
    pub fields: BTreeMap<FieldKey, BTreeSet<String>>,
}

/// What an export of records comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSelection {
    /// Which go, in the order asked for.
    pub included: Vec<RecordId>,
    /// Which stay out, each with the first reason, in the words of [`Refusal::words`] or [`NOT_NAMED`].
    pub excluded: Vec<(RecordId, &'static str)>,
    /// The fields that go.
    pub fields: Vec<FieldKey>,
    /// Fields asked for that do not: the purpose needs no such data, or no export takes them.
    pub left_out: Vec<FieldKey>,
    /// The disclosure, but for device, form and hash of the file.
    pub draft: Disclosure,
}

impl Book {
    /// Everybody whom a record names: by whatever field, or by way of deals, tasks, activities and records of a team's own
    /// kinds, however many of them stand between. What is not here counts where it may be somebody: nobody can say who.
    pub fn named_in(&self, record: &RecordRef<'_>) -> BTreeSet<RecordId> {
        let (mut named, mut passed, mut next) = (BTreeSet::new(), HashSet::new(), Vec::new());
        record.for_each_target(|shape, id| next.push((shape, id)));
        while let Some((shape, id)) = next.pop() {
            let other = self.get(&id);
            let is_somebody = other.as_ref().map_or(names_people(shape), |other| other.kind() == Kind::Person);
            if is_somebody {
                named.insert(id);
            } else if let Some(other) = other.filter(|other| leads_on(other.kind()))
                && passed.insert(id)
            {
                other.for_each_target(|shape, id| next.push((shape, id)));
            }
        }
        named
    }

    /// What a field of records that are not people tells, by category; `None` if no export takes it: it is masked, it is not
    /// shown, it has no text, or it names by their addresses people whom the record may not point to.
    pub fn told_by(&self, kind: Kind, field: FieldKey) -> Option<BTreeSet<String>> {
        let is_shown = schema::field_of(kind, field).is_some_and(|spec| !spec.hidden && has_text(spec.shape));
        let is_left_out = matches!(field, key::MAIL_FROM | key::MAIL_TO) || self.is_masked(kind, field);
        (is_shown && !is_left_out).then(|| self.categories_told(kind, field))
    }

    /// The same whether or not an export takes the field today: what left is told of still when the field is masked by now, or
    /// nobody defines it any more.
    pub fn categories_told(&self, kind: Kind, field: FieldKey) -> BTreeSet<String> {
        let (Some(spec), Some(meta)) = (schema::field_of(kind, field), FieldMeta::of(kind, field)) else {
            return BTreeSet::new();
        };
        let declared = self.custom_field(kind, field).map(|custom| custom.terms.category.trim().to_owned());
        let declared = declared.filter(|category| !category.is_empty());
        let told = category(kind, &spec, meta);
        let named = names_people(spec.shape).then_some(NAME);
        [Some(told), named].into_iter().flatten().map(str::to_owned).chain(declared).collect()
    }

    /// Fields of a kind that an export may take, in the order in which they are shown.
    pub fn taken_of(&self, kind: Kind) -> Vec<(FieldKey, BTreeSet<String>)> {
        let own = self.custom_fields(kind).into_iter().map(|custom| custom.key);
        let all = schema::fields(kind).iter().map(|spec| spec.key).chain(own);
        all.filter_map(|field| Some((field, self.told_by(kind, field)?))).collect()
    }

    /// These records, of which those of another kind are left out, as an export asks about them.
    pub fn records_asked(&self, kind: Kind, ids: &[RecordId]) -> Asking {
        let of_kind = |id: &RecordId| {
            let record = self.get(id).filter(|record| record.kind() == kind)?;
            Some((*id, self.named_in(&record)))
        };
        let records: Vec<_> = ids.iter().filter_map(of_kind).collect();
        let stored = records.iter().map(|(id, _)| *id).filter(|id| self.is_restricted(id)).collect();
        Asking { kind, records, stored, fields: self.taken_of(kind).into_iter().collect() }
    }
}

/// Whether whoever is named in such a record is named by what points to it. A company is not its people.
fn leads_on(kind: Kind) -> bool {
    kind.is_worked_with() && !matches!(kind, Kind::Person | Kind::Company)
}

/// Whether a field's value can be written as text.
fn has_text(shape: Shape) -> bool {
    !matches!(shape, Shape::Number | Shape::Bytes | Shape::Repeat | Shape::Reminder)
}

/// Whether a field writes people's names, or may.
fn names_people(shape: Shape) -> bool {
    match shape {
        Shape::Link(kind) => kind == Kind::Person,
        Shape::Relations(kinds) => kinds.contains(&Kind::Person),
        _ => false,
    }
}

/// The category of what a field tells. Contact points are such whoever has them; what Tacit holds for no data about people is
/// still about those whom the record names.
fn category(kind: Kind, spec: &FieldSpec, meta: FieldMeta) -> &'static str {
    let point = PointKind::of_field(spec.key)
        .and_then(|point| PointKind::FIELDS.into_iter().find(|(of, _)| *of == point))
        .and_then(|(_, field)| FieldMeta::of(Kind::Person, field));
    match (point, spec.shape) {
        (Some(point), _) => point.category,
        (None, Shape::Note | Shape::LongText) => CONTENT,
        (None, Shape::Text) if Form::of(spec.key).is_some() => CONTENT,
        (None, _) if meta.sensitivity != Sensitivity::None => meta.category,
        (None, _) if kind == Kind::Company => WORKPLACE,
        (None, _) => DEALINGS,
    }
}

impl Ledger {
    /// Whether a purpose needs such data of people.
    pub fn serves(&self, purpose: &Purpose, told: &BTreeSet<String>) -> bool {
        told.is_subset(&self.categories(&purpose.data_fields))
    }

    /// Selects which records may go. Of each, everybody whom it names was allowed one by one; a recipient that may not have
    /// it is refused as a whole, with every reason.
    pub fn select_records(
        &self,
        asking: &Asking,
        export: &Export<'_>,
        when: When,
    ) -> Result<RecordSelection, Vec<PartyRefusal>> {
        let Some(asked) = self.asked(&export.purpose, when.now) else { return Err(vec![PartyRefusal::NoPurpose]) };
        let goes = |field: &FieldKey| asking.fields.get(field).is_some_and(|told| self.serves(asked.purpose, told));
        let (fields, left_out): (Vec<FieldKey>, Vec<FieldKey>) = export.fields.iter().partition(|field| goes(field));
        if let Some((_, party)) = export.recipient {
            let told = fields.iter().filter_map(|field| asking.fields.get(field)).flatten().cloned().collect();
            self.check_party(party, &asked.id, told, export.return_by, when.now)?;
        }
        let nobody = self.about_nobody(&asked, export, when);
        let decisions = self.allowed_people(&asked.id, export.channel, when).into_iter();
        let people: HashMap<RecordId, Result<Ground, &'static str>> =
            decisions.map(|of| (of.person, self.covered(of.outcome, export))).collect();
        let asked_of = |person: &RecordId| people.get(person).copied().unwrap_or(Err(Refusal::NoPerson.words()));
        let (mut included, mut excluded, mut named) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (record, whom) in &asking.records {
            let grounds: Result<Vec<(RecordId, Ground)>, &'static str> = match asking.stored.contains(record) {
                true => Err(Refusal::Restricted.words()),
                false => whom.iter().map(|person| Ok((*person, asked_of(person)?))).collect(),
            };
            match grounds {
                Ok(grounds) if !grounds.is_empty() || nobody.is_ok() => {
                    included.push(*record);
                    named.extend(grounds);
                }
                Ok(_) => excluded.push((*record, nobody.err().unwrap_or(NOT_NAMED))),
                Err(reason) => excluded.push((*record, reason)),
            }
        }
        let draft = Disclosure {
            at: when.now,
            purpose: asked.id,
            recipient: export.recipient.map(|(id, _)| id),
            kind: Some(asking.kind),
            fields: fields.clone(),
            people: named.into_iter().map(|(person, ground)| (person, relied_on(ground))).collect(),
            rows: included.len() as u64,
            excluded: counted(&excluded),
            return_by: export.return_by,
            ..Disclosure::default()
        };
        Ok(RecordSelection { included, excluded, fields, left_out, draft })
    }

    /// The ground on which something may be done, if it covers the recipient; else the first reason.
    fn covered(&self, outcome: Result<Ground, Vec<Refusal>>, export: &Export<'_>) -> Result<Ground, &'static str> {
        match outcome {
            Ok(ground) if self.names(ground, export.recipient) => Ok(ground),
            Ok(_) => Err(NOT_NAMED),
            Err(reasons) => Err(reasons.first().copied().unwrap_or(Refusal::NoPerson).words()),
        }
    }

    /// What is decided about a record that names nobody: as about somebody of whom nothing is known. Nobody consented, so it
    /// goes for no purpose that consent carries, and to no third party, which only a consent names.
    fn about_nobody(&self, asked: &Asked<'_>, export: &Export<'_>, when: When) -> Result<Ground, &'static str> {
        let basis = strictest(asked.purpose, &[]).0;
        let outcome = self.decide((&RecordId::default(), None), asked, export.channel, None, when);
        let mut no = outcome.err().unwrap_or_default();
        no.retain(|reason| !matches!(reason, Refusal::NoPerson | Refusal::NoPoint));
        if no.is_empty() && basis.is_consent() {
            no.push(Refusal::NoConsent(ConsentState::Unknown));
        }
        self.covered(if no.is_empty() { Ok(Ground::Basis(basis)) } else { Err(no) }, export)
    }

    /// Whose each of these contact points is.
    pub fn owners(&self, of: &HashSet<Mark>) -> HashMap<Mark, Vec<RecordId>> {
        let mut owners: HashMap<Mark, Vec<RecordId>> = HashMap::new();
        if of.is_empty() {
            return owners;
        }
        for person in self.people.iter().filter(|person| person.is_here) {
            for (_, mark) in person.points.iter().filter(|(_, mark)| of.contains(mark)) {
                owners.entry(*mark).or_default().push(person.id);
            }
        }
        owners
    }

    /// Whether a contact point of a record that goes is written: not where it is left alone; where it is somebody's, only if
    /// the record names them and it may be used.
    pub fn record_point_goes(
        &self,
        export: &Export<'_>,
        (named, owners): (&BTreeSet<RecordId>, &[RecordId]),
        (kind, mark): (PointKind, Mark),
        when: When,
    ) -> bool {
        let id = self.purpose_of(&export.purpose);
        let Some(purpose) = self.purpose(&id) else { return false };
        let used = |person: &RecordId| {
            let allowed = self.allowed(person, &id, export.channel, Some(mark), when);
            let found = allowed.is_ok_and(|ground| self.names(ground, export.recipient)).then_some(mark);
            named.contains(person) && self.point_goes(export, (person, found), (kind, mark), when)
        };
        !self.is_point_left_alone((&id, purpose), &mark) && owners.iter().all(used)
    }
}

fn relied_on(ground: Ground) -> Option<RecordId> {
    match ground {
        Ground::Consent { event, .. } => Some(event),
        Ground::Basis(_) => None,
    }
}

/// How many stay out for each reason.
fn counted(excluded: &[(RecordId, &'static str)]) -> Vec<(String, u32)> {
    let mut by_reason: BTreeMap<&str, u32> = BTreeMap::new();
    excluded.iter().for_each(|(_, reason)| *by_reason.entry(*reason).or_insert(0) += 1);
    by_reason.into_iter().map(|(reason, count)| (reason.to_owned(), count)).collect()
}
