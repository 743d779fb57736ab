//! Erasures as the page sees them.

use super::{Subject, answer};
use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::privacy::erasure as be;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::{ErasureLog, ThirdParty, key as pk};
use tacit_crm::{Kind, RecordId, RecordRef};

/// Names shown of each kind.
const MAX_NAMES: usize = 5;
/// Places of words shown.
const MAX_LEFT: usize = 200;
/// What is typed where somebody has no name.
const NAMELESS: &str = "erase";

/// A kind as records are written in.
pub(in crate::privacy) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Company => "company",
        Kind::Deal => "deal",
        Kind::Task => "task",
        Kind::Activity => "activity",
        Kind::File => "file",
        Kind::View => "view",
        Kind::List => "list",
        Kind::Template => "template",
        Kind::ConsentEvent => "consent",
        Kind::BasisRecord => "basis",
        Kind::Suppression => "suppression",
        Kind::Disclosure => "disclosure",
        Kind::LegalHold => "hold",
        Kind::Request => "request",
        Kind::AccessEvent => "access",
        Kind::Restriction => "restriction",
        _ => "other",
    }
}

/// What has to be typed to erase somebody: the name.
pub(super) fn to_type(plain: &[u8]) -> String {
    let name = RecordRef::parse(plain).map(|record| record.name()).unwrap_or_default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

impl<F: File> OpenVault<F> {
    fn bunches(
        &self,
        records: impl Iterator<Item = (RecordId, Kind)>,
        names: impl Fn(&RecordId) -> String,
    ) -> Vec<be::Bunch> {
        let mut found: BTreeMap<Kind, be::Bunch> = BTreeMap::new();
        for (id, kind) in records {
            let bunch =
                found.entry(kind).or_insert_with(|| be::Bunch { kind: kind_word(kind).into(), ..Default::default() });
            bunch.count += 1;
            if bunch.first.len() < MAX_NAMES {
                bunch.first.extend(Some(names(&id)).filter(|name| !name.is_empty()));
            }
        }
        found.into_values().collect()
    }

    pub(super) fn erasure_preview(&mut self, subject: &Subject<'_>, now: u64) -> Result<Reply, Problem> {
        let erasure = self.erasure_of(subject)?;
        let to_type = to_type(&subject.plain);
        let deleted = |id: &RecordId| subject.deleted.iter().find(|(known, _)| known == id).map(|(_, record)| record);
        let name = |id: &RecordId| match deleted(id).filter(|_| !self.book.contains(id)) {
            Some(record) => crate::history::name_of(record),
            None => self.book.name(id),
        };
        let kind_of = |id: &RecordId| self.book.get(id).map(|record| (*id, record.kind()));
        let touched: BTreeSet<RecordId> =
            erasure.gone.iter().map(|(id, _)| *id).chain(erasure.rewritten.iter().copied()).collect();
        let holds = self.book.legal_holds(|id| touched.contains(id), now).into_iter();
        let mut left = self.hits_of_others(&erasure);
        left.truncate(MAX_LEFT);
        let recipients = self.book.recipients_of(&subject.person).into_iter().map(|(party, ..)| party);
        let preview = be::ErasurePreview {
            name: if to_type == NAMELESS { String::new() } else { to_type.clone() },
            to_type,
            may_erase: self.may_erase(),
            gone: self.bunches(erasure.gone.iter().copied(), name),
            rewritten: self.bunches(erasure.rewritten.iter().filter_map(kind_of), |id| self.book.name(id)),
            kept: self.bunches(erasure.kept.iter().filter_map(kind_of), |_| String::new()),
            points: erasure.points.len() as u32,
            deals_alone: self.book.deals_alone(&subject.person).len() as u32,
            left: left.iter().filter_map(|hit| self.left_view(hit, &erasure.tokens)).collect(),
            recipients: recipients.map(|party| self.recipient(&party, None)).collect(),
            holds: holds.map(|(_, hold)| be::HoldOn { why: hold.why, until: hold.until }).collect(),
        };
        Ok(answer(be::ErasureAnswer::Preview(Box::new(preview))))
    }

    fn recipient(&self, party: &RecordId, log: Option<&ErasureLog>) -> be::RecipientView {
        let told = log.and_then(|log| log.told.iter().find(|(told, ..)| told == party));
        self.recipient_told(party, told.map(|(_, at, by)| (*at, *by)))
    }

    /// A recipient, with when and by which member they were told.
    pub(in crate::privacy) fn recipient_told(&self, party: &RecordId, told: Option<(u64, u32)>) -> be::RecipientView {
        let record = self.book.get(party);
        let known = record.as_ref().and_then(ThirdParty::read);
        be::RecipientView {
            id: view::id(*party),
            name: known.map(|party| party.name).unwrap_or_default(),
            contact: record.map(|record| record.text(pk::CONTACT).to_owned()).unwrap_or_default(),
            told: told.map(|(at, by)| (at, self.member_name(by))),
        }
    }

    fn erasure_stage(&self, log: &ErasureLog) -> be::ErasureStage {
        let policy = self.state.roster().policy();
        let may = |member: &u32| {
            self.state.roster().role(*member).is_some_and(|role| tacit_shared::rules::may_purge(role, policy))
        };
        if !self.is_sent(log) {
            be::ErasureStage::Waiting
        } else if self.is_purged(log) {
            be::ErasureStage::Gone
        } else if log.by.iter().any(may) {
            be::ErasureStage::Purging
        } else {
            be::ErasureStage::AtAdmin
        }
    }

    fn erasure_view(&self, log: &ErasureLog) -> be::ErasureView {
        let tokens = self.erasing.tokens.get(&log.person).cloned().unwrap_or_default();
        let roster = self.state.roster();
        let seen = log.seen_by().into_iter().filter(|(member, _)| roster.role(*member).is_some());
        let seen = seen.map(|(member, (devices, at))| be::Verified { by: self.member_name(member), devices, at });
        let late = self.book.around(&BTreeSet::from([log.person]));
        let late = late.gone.iter().map(|(id, _)| id).chain(&late.rewritten);
        let late = late.chain(log.gone.iter().filter(|id| self.book.contains(id)));
        let late: BTreeSet<&RecordId> = late.collect();
        let kept = log.kept.iter().filter_map(|left| {
            let shown = self.left_view(&left.hit, &tokens)?;
            Some((shown, left.why.clone(), self.member_name(left.by)))
        });
        // Earlier versions took the person's own access package for one that somebody else got.
        let is_theirs = |party: &RecordId| *party == log.person || log.gone.contains(party);
        let told = log.recipients.iter().filter(|party| !is_theirs(party));
        let by: Vec<String> = log.by.iter().map(|member| self.member_name(*member)).collect();
        be::ErasureView {
            person: view::id(log.person),
            at: log.asked,
            by: by.join(", "),
            records: log.gone.len() as u32,
            stage: self.erasure_stage(log),
            seen: seen.collect(),
            members: roster.current().count() as u32,
            here: log.is_reported(self.state.me(), &self.erasing.device),
            may_erase: self.may_erase(),
            recipients: told.map(|party| self.recipient(party, Some(log))).collect(),
            kept: kept.collect(),
            late: late.into_iter().filter_map(|id| view::related(&self.book, id)).collect(),
            finished: log.finished.map(|(at, by)| (at, self.member_name(by))),
        }
    }

    pub(super) fn erasure_status(&self, person: &RecordId) -> Result<Reply, Problem> {
        let view = self.erasure_view(&self.erasure_log(person)?);
        Ok(answer(be::ErasureAnswer::Status(Box::new(view))))
    }

    pub(super) fn all_erasures(&self) -> Reply {
        let all = self.book.erasures().iter().map(|log| self.erasure_view(log)).collect();
        answer(be::ErasureAnswer::All(all))
    }
}
