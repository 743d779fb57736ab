//! What may be done with one person's data: shown, and the consents and withdrawals that are written down. Below it what
//! concerns more than one person's consents: restrictions, exports, third parties. The rules are the domain's (`tacit_crm::privacy`); marks of contact points come from the vault.

mod asks;
pub(crate) mod audit;
mod centre;
mod columns;
mod consents;
mod controller;
mod disclosed;
mod erasure;
mod export;
mod fields;
mod ledger;
mod masked;
mod notices;
mod party;
mod person;
mod proof;
mod proven;
mod purposes;
mod receipt;
mod requests;
mod restriction;
mod retention;
mod returning;
mod said;
pub(crate) mod server;
mod statistics;
mod suppressions;
mod taking;
mod unasked;
mod versions;

pub(crate) use erasure::{Erasing, Scrub};
pub(crate) use unasked::by_steps;

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use proof::{Proof, correctable};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use tacit_bridge::privacy as bp;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, Incomplete};
use tacit_bridge::records as br;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{Basis, EventKind, IndicatedBy, PurposeStatus};
use tacit_crm::privacy::{
    ConsentEvent, ConsentState, EventError, Ledger, Mark, NoAsking, PointKind, Purpose, Refusal, When, Yes, points_of,
};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

/// Entries of the ledger that are shown.
const MAX_EVENTS: usize = 200;

/// Notices of a purpose that a consent can be written down to.
const MAX_NOTICES: usize = 50;

/// From when on what was told, ms since 1970; nothing where a purpose was widened and nobody was told.
type ToldAt = (u64, Option<RecordId>);

/// A contact point of a person: kind, value, mark.
type Point = (PointKind, String, Mark);

pub(crate) fn unsaid(error: &EventError) -> Problem {
    say(BadInput, format!("{error}."), "Nothing was written down.")
}

/// What people were told about a purpose, the newest first, and nothing from when it was widened until they are told so.
fn told_about(ledger: &Ledger, purpose: &RecordId, widened: u64) -> Vec<ToldAt> {
    let notices = ledger.notices_of(purpose).into_iter().map(|(id, of)| (of.effective_from, Some(id)));
    let mut told: Vec<ToldAt> = notices.chain((widened > 0).then_some((widened, None))).collect();
    // A notice of the same moment tells of it.
    told.sort_by_key(|(from, id)| std::cmp::Reverse((*from, *id)));
    told
}

fn state(state: ConsentState) -> bp::Consent {
    match state {
        ConsentState::Unknown => bp::Consent::Unknown,
        ConsentState::ImportedUnproven => bp::Consent::Unproven,
        ConsentState::Requested => bp::Consent::Requested,
        ConsentState::PendingConfirmation => bp::Consent::Pending,
        ConsentState::Given => bp::Consent::Given,
        ConsentState::Renewed => bp::Consent::Renewed,
        ConsentState::Expired => bp::Consent::Expired,
        ConsentState::Refused => bp::Consent::Refused,
        ConsentState::Invalidated => bp::Consent::Invalidated,
        ConsentState::Revoked => bp::Consent::Revoked,
        ConsentState::Withdrawn => bp::Consent::Withdrawn,
    }
}

/// Whether the event behind a state is one that gave consent.
fn is_of_a_consent(state: ConsentState) -> bool {
    use ConsentState::{Expired, Given, PendingConfirmation, Renewed};
    matches!(state, Given | Renewed | Expired | PendingConfirmation)
}

/// Where a person stands with a purpose, at each contact point that the purpose uses: each once, by the first channel.
fn cells(
    ledger: &Ledger,
    person: RecordId,
    of: (RecordId, &Purpose),
    points: &[Point],
    when: When,
) -> Vec<bp::ConsentCell> {
    let mut seen: Vec<Option<PointKind>> = Vec::new();
    let mut cells = Vec::new();
    let mut channels = of.1.channels.clone();
    channels.sort();
    for channel in channels {
        let kind = PointKind::of(channel);
        if seen.contains(&kind) {
            continue;
        }
        seen.push(kind);
        let mut cell = |point: Option<&Point>| {
            let mark = point.map(|(_, _, mark)| *mark);
            let standing = ledger.standing(&person, &of.0, mark, when.now);
            let allowed = ledger.allowed(&person, &of.0, channel, mark, when);
            let asking = ledger.may_ask(&person, &of.0, mark, when.now);
            let yes = ledger.yes(&person, &of.0, mark, when.now);
            let reasons = allowed.as_ref().err().into_iter().flatten().map(|no: &Refusal| no.words().to_owned());
            cells.push(bp::ConsentCell {
                channel: channel.word().to_owned(),
                point: point.map(|(_, value, _)| value.clone()),
                state: standing.map_or(bp::Consent::Unknown, |standing| state(standing.state)),
                since: standing.map_or(0, |standing| standing.since),
                until: standing.and_then(|standing| standing.until),
                pending: ledger.to_confirm(&person, &of.0, mark, when.now).is_some(),
                carries: yes != Yes::Missing,
                ending: yes == Yes::Ending,
                may_ask: asking == Ok(()),
                ask_after: match asking {
                    Err(NoAsking::Declined(until)) => Some(until),
                    _ => None,
                },
                allowed: allowed.is_ok(),
                reasons: reasons.collect(),
                receipt: standing.filter(|one| is_of_a_consent(one.state)).and_then(|one| one.by).map(view::id),
                // Of its record, which is beside the ledger: `privacy`.
                evidence: String::new(),
                file: None,
            });
        };
        match kind {
            None => cell(None),
            Some(kind) => points.iter().filter(|(of, ..)| *of == kind).for_each(|point| cell(Some(point))),
        }
    }
    cells
}

impl<F: File> OpenVault<F> {
    pub(crate) fn marker(&self) -> Result<impl Fn(&[u8]) -> Mark + use<F>, Problem> {
        let marks = self.state.marks().ok_or_else(|| problem(Incomplete))?;
        Ok(move |bytes: &[u8]| Mark(marks.mark(bytes)))
    }

    fn when(&self, now: u64) -> When {
        // Nothing of a customer waits on the server but what a pull brings.
        When { now, answers: self.synced_at }
    }

    /// The contact points of a person that are not masked, with the field that each stands in.
    fn field_points(
        &self,
        person: &RecordId,
        marker: &dyn Fn(&[u8]) -> Mark,
    ) -> Result<Vec<(tacit_crm::FieldKey, Point)>, Problem> {
        let record = self.book.get(person).filter(|record| record.kind() == Kind::Person);
        let record = record.ok_or_else(|| problem(Gone))?;
        let shown = points_of(&record).into_iter().filter(|(_, field, _)| !self.book.is_masked(Kind::Person, *field));
        let points = shown
            .filter_map(|(kind, field, value)| Some((field, (kind, value.to_owned(), kind.mark(value, &marker)?))));
        Ok(points.collect())
    }

    /// The same without the fields, each once.
    fn points(&self, person: &RecordId, marker: &dyn Fn(&[u8]) -> Mark) -> Result<Vec<Point>, Problem> {
        let mut seen = BTreeSet::new();
        let points = self.field_points(person, marker)?.into_iter().map(|(_, point)| point);
        Ok(points.filter(|(kind, _, mark)| seen.insert((*kind, *mark))).collect())
    }

    /// One person's privacy.
    pub(crate) fn privacy(&mut self, of: br::Id, now: u64) -> Result<Reply, Failure> {
        let (person, marker, when) = (view::record_id(of), self.marker()?, self.when(now));
        let points = self.points(&person, &marker)?;
        let ledger = self.book.ledger(&marker);
        let mut purposes: Vec<(_, bp::PurposeView, Vec<ToldAt>)> = ledger
            .purposes()
            .filter(|(_, purpose)| purpose.status != PurposeStatus::Retired)
            .map(|(id, purpose)| {
                let view = bp::PurposeView {
                    id: view::id(id),
                    name: purpose.name.clone(),
                    plain_text: purpose.plain_text.clone(),
                    basis: purpose.basis.word().to_owned(),
                    needs_consent: ledger.by_consent(&person, &id).unwrap_or(true),
                    word: ledger.consent(&person, &id, when).map(|word| word.word().to_owned()).unwrap_or_default(),
                    explicit: purpose.basis == Basis::Explicit || purpose.bases.contains(&Basis::Explicit),
                    may_object: ledger.may_object(&person, &id),
                    paused: purpose.status == PurposeStatus::Paused,
                    confirmed: purpose.double_opt_in,
                    notices: Vec::new(),
                    cells: cells(ledger, person, (id, purpose), &points, when),
                };
                ((!purpose.category.needs_consent(), purpose.category), view, told_about(ledger, &id, purpose.widened))
            })
            .collect();
        // What people decide on comes first.
        purposes.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
        let class = self.book.ledger(&marker).class(&person).to_vec();
        let (events, confirmed) = self.events(&class, &points);
        let purposes: Vec<bp::PurposeView> = purposes
            .into_iter()
            .map(|(_, view, notices)| {
                let text = |id: RecordId| Some(self.book.get(&id)?.text(tacit_crm::privacy::key::WORDING).to_owned());
                let begun = notices.into_iter().filter(|(from, _)| *from <= now);
                let told = begun.map(|(from, id)| bp::Told { from, text: id.and_then(text).unwrap_or_default() });
                let proven = |cell: bp::ConsentCell| {
                    let Some(event) = cell.receipt else { return cell };
                    let (given, confirmed) = (self.proof_of(event), confirmed.get(&view::record_id(event)));
                    let (words, file) = confirmed.cloned().unwrap_or_default();
                    let evidence = [given.0, words].into_iter().filter(|words| !words.is_empty());
                    bp::ConsentCell {
                        evidence: evidence.collect::<Vec<_>>().join(" · "),
                        file: given.1.or(file),
                        ..cell
                    }
                };
                let cells = view.cells.into_iter().map(proven).collect();
                bp::PurposeView { notices: told.take(MAX_NOTICES).collect(), cells, ..view }
            })
            .collect();
        let restricted = self.restriction_of(&person, now)?;
        Ok(Reply::Privacy(Box::new(bp::PrivacyView { restricted, purposes, events })))
    }

    /// The ledger's entries about a person, under whichever of their ids they were written, newest first; and what proves the
    /// confirmation of each consent that was confirmed.
    fn events(&self, class: &[RecordId], points: &[Point]) -> (Vec<bp::EventView>, HashMap<RecordId, Proof>) {
        let records = self.book.ids_of(Kind::ConsentEvent).filter_map(|id| Some((id, self.book.get(&id)?)));
        let of = |record: &tacit_crm::RecordRef<'_>| record.link(tacit_crm::privacy::key::SUBJECT);
        let theirs = records.filter(|(_, record)| of(record).is_some_and(|of| class.contains(&of)));
        let corrected = self.corrected();
        let mut confirmed = HashMap::new();
        let mut events: Vec<(bool, bp::EventView)> = theirs
            .filter_map(|(id, record)| {
                let event = ConsentEvent::read(&record)?;
                let (file, is_corrected) = (self.proof_file(&event), corrected.contains(&id));
                let correctable = correctable(id, &event, is_corrected);
                // How a member says that an entry is wrong is nobody's matter.
                let method = if event.kind == EventKind::Corrected { "" } else { event.method.word() };
                let point = points.iter().find(|(.., mark)| Some(*mark) == event.point);
                let guardian = event.indicated_by == IndicatedBy::Guardian;
                let proof = event.evidence.map(|evidence| evidence.text).unwrap_or_default();
                if let Some(given) = event.answers.filter(|_| event.kind == EventKind::Confirmed && !is_corrected) {
                    confirmed.insert(given, (proof.clone(), file.clone()));
                }
                let view = bp::EventView {
                    kind: event.kind.word().to_owned(),
                    purpose: event.purpose.map(|id| self.book.name(&id)).unwrap_or_default(),
                    point: point.map(|(_, value, _)| value.clone()),
                    at: event.at,
                    method: method.to_owned(),
                    guardian,
                    text: if event.why.is_empty() { proof } else { event.why },
                    by: self.member_name(record.created().author),
                    receipt: event.kind.gives().then(|| view::id(id)),
                    file,
                    correctable,
                    corrected: is_corrected,
                };
                Some((event.answers.is_some(), view))
            })
            .collect();
        // Of the same moment an answer is newer than what it answers.
        events.sort_by_key(|(answers, event)| std::cmp::Reverse((event.at, *answers)));
        events.truncate(MAX_EVENTS);
        (events.into_iter().map(|(_, event)| event).collect(), confirmed)
    }

    /// The purposes that a vault begins with, as far as they are not here.
    pub(crate) fn begin_purposes(&mut self, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let stamp = self.clock.tick(now);
        let state = &self.state;
        let draw = || RecordId(state.draw_id(entropy).0);
        let records = self.book.first_purposes(&self.language, draw, |words| Sha256::digest(words).into(), stamp);
        let records = records.map_err(crate::records::bad_value)?;
        self.stage(records.into_iter().map(|(id, record)| (id, Some(record.encode()))).collect(), entropy)?;
        Ok(self.changed(None, Step::new()))
    }
}
