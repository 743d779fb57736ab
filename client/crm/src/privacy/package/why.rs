//! The answers of Art. 15(1) beside the data itself: purposes and bases, recipients, retention, sources; what was said about
//! consents; restrictions and requests.

use super::gather::{At, Gather, known, plain, word};
use super::{Line, Raw, Section, Val};
use crate::custom::Custom;
use crate::peek::RecordRef;
use crate::privacy::words::{PurposeStatus, Trust};
use crate::privacy::{
    BasisRecord, ConsentEvent, ConsentState, Disclosure, Ledger, Mark, PointKind, Purpose, Request, Restriction,
    RetentionRule, ThirdParty, key as pk,
};
use crate::record::RecordId;
use crate::schema::{FieldKey, Kind, key};
use std::collections::BTreeSet;

fn state_word(state: ConsentState) -> &'static str {
    match state {
        ConsentState::Unknown => "unknown",
        ConsentState::ImportedUnproven => "imported_unproven",
        ConsentState::Requested => "requested",
        ConsentState::PendingConfirmation => "pending",
        ConsentState::Given => "given",
        ConsentState::Renewed => "renewed",
        ConsentState::Expired => "expired",
        ConsentState::Refused => "refused",
        ConsentState::Invalidated => "invalidated",
        ConsentState::Revoked => "revoked",
        ConsentState::Withdrawn => "withdrawn",
    }
}

fn categories(ledger: &Ledger, fields: &[FieldKey]) -> impl Iterator<Item = Line<Raw>> + use<> {
    ledger.categories(fields).into_iter().map(|category| word("data", &category))
}

impl Gather<'_> {
    pub(super) fn purposes(&mut self) -> Section<Raw> {
        let ledger = self.ledger;
        let live = ledger.purposes().filter(|(_, purpose)| purpose.status != PurposeStatus::Retired);
        let mut live: Vec<(RecordId, &Purpose)> = live.collect();
        live.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        let set: Vec<(RecordId, BasisRecord)> = self
            .about(Kind::BasisRecord)
            .into_iter()
            .filter_map(|(id, record)| Some((id, BasisRecord::read(&record)?)))
            .collect();
        let mut entries = Vec::new();
        for (id, purpose) in live {
            let mut lines: Vec<Line<Raw>> =
                plain("purpose", &*purpose.name).into_iter().chain(plain("in_words", &*purpose.plain_text)).collect();
            match set.iter().find(|(_, basis)| ledger.purpose_of(&basis.purpose) == id) {
                Some((record, basis)) => {
                    lines.push(word("basis", basis.basis.word()));
                    let at = At { record: *record, section: "purposes", when: basis.reviewed_at };
                    lines.extend(self.text(at, pk::JUSTIFICATION, "justification", &basis.justification));
                }
                None => {
                    lines.push(word("basis", purpose.basis.word()));
                    lines.extend(plain("justification", &*purpose.justification));
                }
            }
            lines.extend(categories(ledger, &purpose.data_fields));
            lines.extend(self.standings(id, purpose));
            lines.extend(self.receivers(id, purpose));
            entries.push(lines);
        }
        Section::of("purposes", entries)
    }

    /// Where consent stands, at each contact point that the purpose uses.
    fn standings(&self, id: RecordId, purpose: &Purpose) -> Vec<Line<Raw>> {
        if !purpose.rests_on_consent() {
            return vec![word("state", "not_needed")];
        }
        let kinds: BTreeSet<Option<PointKind>> =
            purpose.channels.iter().map(|channel| PointKind::of(*channel)).collect();
        let used = self.points.iter().filter(|(kind, ..)| kinds.contains(&Some(*kind)));
        let mut points: Vec<(String, Option<Mark>)> =
            used.map(|(_, value, mark)| (value.clone(), Some(*mark))).collect();
        if kinds.contains(&None) {
            points.push((String::new(), None));
        }
        let mut lines = Vec::new();
        for (label, mark) in points {
            let Some(at) = self.ledger.standing(&self.person, &id, mark, self.now) else { continue };
            let labelled = |line: Line<Raw>| Line { label: label.clone(), ..line };
            lines.push(labelled(word("state", state_word(at.state))));
            if at.since > 0 {
                lines.push(labelled(known("since", Val::Moment(at.since))));
            }
            lines.extend(at.until.map(|until| labelled(known("until", Val::Moment(until)))));
        }
        lines
    }

    /// Who may get data for a purpose.
    fn receivers(&self, id: RecordId, purpose: &Purpose) -> Vec<Line<Raw>> {
        let parties = self.book.records_of(Kind::ThirdParty);
        let parties = parties.filter_map(|(row, record)| Some((self.book.id_of(row), ThirdParty::read(&record)?)));
        let live = parties.filter(|(_, party)| party.trust == Trust::Approved);
        let named = live.filter(|(party, of)| {
            let meant = of.purposes.iter().any(|allowed| self.ledger.purpose_of(allowed) == id);
            meant || purpose.recipients.contains(party)
        });
        named.filter_map(|(_, party)| plain("recipient", party.name)).collect()
    }

    /// What left, to whom: the recipients themselves, not only their kinds (CJEU C-154/21).
    pub(super) fn recipients(&mut self) -> Section<Raw> {
        let is_in = |record: &RecordRef<'_>| {
            let ids = record.bytes(pk::WHO).as_chunks::<16>().0;
            ids.iter().step_by(2).any(|id| self.ids.contains(&RecordId(*id)))
        };
        let left = self.book.records_of(Kind::Disclosure).filter(|(_, record)| is_in(record));
        let mut left: Vec<Disclosure> = left.filter_map(|(_, record)| Disclosure::read(&record)).collect();
        left.sort_by_key(|one| std::cmp::Reverse(one.at));
        let entry = |one: Disclosure| {
            let recipient = match one.recipient {
                Some(id) if self.ids.contains(&id) => word("recipient", "yourself"),
                Some(id) => known("recipient", Val::Plain(self.book.name(&id))),
                None => word("recipient", "ourselves"),
            };
            let purpose = plain("purpose", self.book.name(&one.purpose));
            let hash: String = one.file_sha256.iter().map(|byte| format!("{byte:02x}")).collect();
            let mut lines = vec![known("when", Val::Moment(one.at)), recipient];
            lines.push(purpose.unwrap_or_else(|| word("purpose", "answer_to_request")));
            let data: BTreeSet<String> = match one.kind {
                None => self.ledger.categories(&one.fields),
                Some(kind) => one.fields.iter().flat_map(|of| self.book.categories_told(kind, *of)).collect(),
            };
            lines.extend(data.iter().map(|category| word("data", category)));
            lines.extend(plain("form", one.format));
            lines.extend(plain("sha256", hash));
            lines
        };
        Section::of("recipients", left.into_iter().map(entry).collect())
    }

    pub(super) fn retention(&mut self) -> Section<Raw> {
        let rules = self.book.records_of(Kind::RetentionRule).filter_map(|(_, record)| RetentionRule::read(&record));
        let entry = |rule: RetentionRule| {
            let mut lines: Vec<Line<Raw>> = plain("name", rule.name).into_iter().collect();
            lines.push(known("kept", Val::Span(rule.after.to_string())));
            lines.push(word("starts", rule.trigger.word()));
            let purpose = rule.purpose.and_then(|id| self.ledger.purpose(&id));
            lines.extend(purpose.and_then(|purpose| plain("purpose", purpose.name.as_str())));
            lines.push(word("then", rule.action.word()));
            lines
        };
        let under = |rule: &RetentionRule| self.book.is_under(&self.person, rule, self.now);
        let mut entries: Vec<Vec<Line<Raw>>> = rules.filter(under).map(entry).collect();
        let record = self.book.get(&self.person);
        let held = |of: &Custom| of.kind == Kind::Person && record.as_ref().is_some_and(|record| record.has(of.key));
        let fields = self.book.kept_fields().into_iter().filter(|(of, _)| held(of));
        entries.extend(fields.map(|(of, keeping)| {
            let name = plain("field", of.name).into_iter();
            let kept = known("kept", Val::Span(keeping.kept_for().to_string()));
            name.chain([kept, word("starts", "written"), word("then", "clear")]).collect()
        }));
        if entries.is_empty() {
            entries.push(vec![word("kept", "as_needed")]);
        }
        Section::of("retention", entries)
    }

    pub(super) fn sources(&mut self, record: &RecordRef<'_>) -> Section<Raw> {
        let source = plain("source", record.text(key::SOURCE)).unwrap_or_else(|| word("source", "entered"));
        let moments = [("recorded", record.created().ms), ("changed", record.changed().ms)];
        let moments = moments.map(|(name, at)| known(name, Val::Moment(at)));
        let mut entries: Vec<Vec<Line<Raw>>> = vec![std::iter::once(source).chain(moments).collect()];
        entries.extend(self.files_that_brought(record));
        Section::of("sources", entries)
    }

    /// The files of imports that brought something of the record, with what; the record itself may say which one made it.
    fn files_that_brought(&mut self, record: &RecordRef<'_>) -> Vec<Vec<Line<Raw>>> {
        let mut entries = Vec::new();
        for import in self.book.imports() {
            let brought = |field: &FieldKey| record.stamps_of(*field).into_iter().any(|stamp| import.of.wrote(stamp));
            let filled = record.specs().filter(|spec| !spec.hidden).map(|spec| spec.key);
            let fields: Vec<FieldKey> = filled.filter(brought).collect();
            if fields.is_empty() && !import.of.wrote(record.created()) {
                continue;
            }
            let at = At { record: import.id, section: "sources", when: Some(import.at) };
            let file = self.text(at, pk::WHY, "file", &import.of.files);
            let mut lines: Vec<Line<Raw>> = file.into_iter().collect();
            lines.push(known("recorded", Val::Moment(import.at)));
            lines.extend(categories(self.ledger, &fields));
            entries.push(lines);
        }
        entries
    }

    pub(super) fn consents(&mut self) -> Section<Raw> {
        let events: Vec<(RecordId, ConsentEvent)> = self
            .about(Kind::ConsentEvent)
            .into_iter()
            .filter_map(|(id, record)| Some((id, ConsentEvent::read(&record)?)))
            .collect();
        let mut entries = Vec::new();
        for (record, event) in events {
            let at = At { record, section: "consents", when: Some(event.at) };
            let point = self.points.iter().find(|(.., mark)| Some(*mark) == event.point);
            let point = point.and_then(|(_, value, _)| plain("contact_point", &**value));
            let notice = event.notice.and_then(|(id, _)| self.book.get(&id)).map(|record| record.text(pk::WORDING));
            let purpose = event.purpose.map(|id| self.book.name(&id)).unwrap_or_default();
            let mut lines = vec![word("event", event.kind.word())];
            lines.extend(plain("purpose", purpose).into_iter().chain(point));
            lines.push(known("when", Val::Moment(event.at)));
            lines.push(word("by_way_of", event.method.word()));
            let evidence = event.evidence.map(|evidence| evidence.text).unwrap_or_default();
            lines.extend(self.text(at, pk::EVIDENCE, "evidence", &evidence));
            lines.extend(self.text(at, pk::WHY, "reason", &event.why));
            lines.extend(plain("notice", notice.unwrap_or_default()));
            entries.push(lines);
        }
        Section::of("consents", entries)
    }

    pub(super) fn restrictions(&mut self) -> Section<Raw> {
        let all: Vec<(RecordId, Restriction)> = self
            .about(Kind::Restriction)
            .into_iter()
            .filter_map(|(id, record)| Some((id, Restriction::read(&record)?)))
            .collect();
        let mut entries = Vec::new();
        for (record, of) in all {
            let at = At { record, section: "restrictions", when: Some(of.since) };
            let mut lines = vec![known("since", Val::Moment(of.since))];
            lines.extend(of.until.map(|until| known("until", Val::Moment(until))));
            lines.extend(self.text(at, pk::WHY, "reason", &of.why));
            entries.push(lines);
        }
        Section::of("restrictions", entries)
    }

    pub(super) fn requests(&mut self) -> Section<Raw> {
        let all: Vec<(RecordId, Request)> = self
            .about(Kind::Request)
            .into_iter()
            .filter_map(|(id, record)| Some((id, Request::read(&record)?)))
            .collect();
        let mut entries = Vec::new();
        for (record, of) in all {
            let at = At { record, section: "requests", when: Some(of.received) };
            let mut lines = vec![word("asks_for", &format!("r.{}", of.kind.word()))];
            lines.push(known("received", Val::Moment(of.received)));
            lines.push(word("state", &format!("s.{}", of.state.word())));
            lines.extend(of.delivered.map(|at| known("delivered", Val::Moment(at))));
            lines.extend(self.text(at, pk::REFUSED_FOR, "reason", &of.refused_for));
            lines.extend(self.text(at, key::NOTES, "notes", &of.notes));
            entries.push(lines);
        }
        Section::of("requests", entries)
    }
}
