//! Receipts: what somebody consented to, gathered from the ledger, for the page and as a document.

use super::export::hex;
use super::purposes::answer;
use crate::Failure;
use crate::ports::File;
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::view;
use sha2::{Digest, Sha256};
use tacit_bridge::privacy::{self as bp, purpose as bu};
use tacit_bridge::problem::ProblemKind::Gone;
use tacit_bridge::{Problem, Reply, records as br};
use tacit_crm::privacy::words::IndicatedBy;
use tacit_crm::privacy::{ConsentEvent, Issue, Purpose, Receipt, ThirdParty, Told, key as pk};
use tacit_crm::{Kind, RecordId};

impl<F: File> OpenVault<F> {
    /// The receipt of the consent that this event gave.
    pub(super) fn receipt(&mut self, event: br::Id, now: u64) -> Result<Reply, Failure> {
        let id = view::record_id(event);
        let receipt = self.receipt_of(id)?;
        let issue = Issue { controller: self.controller_named(), at: now };
        let marker = self.marker()?;
        let given = self.book.get(&id).and_then(|record| ConsentEvent::read(&record)).ok_or_else(|| problem(Gone))?;
        let ledger = self.book.ledger(&marker);
        let standing = ledger.standing(&receipt.person, &receipt.purpose, given.point, now);
        let until = standing.filter(|standing| standing.by == Some(id)).and_then(|standing| standing.until);
        let events = receipt.events.iter().map(|event| bp::EventView {
            kind: event.kind.word().to_owned(),
            purpose: receipt.purpose_name.clone(),
            point: receipt.point.clone(),
            at: event.at,
            method: event.method.word().to_owned(),
            guardian: event.indicated_by == IndicatedBy::Guardian,
            text: event.evidence.as_ref().map(|evidence| evidence.text.clone()).unwrap_or_default(),
            by: String::new(),
            receipt: None,
            file: self.proof_file(event),
            correctable: None,
            corrected: false,
        });
        let recipients = receipt.recipients.iter().map(|(name, country)| match country.is_empty() {
            true => name.clone(),
            false => format!("{name} ({country})"),
        });
        let purpose = self.book.get(&receipt.purpose).and_then(|record| Purpose::read(&record));
        let kept = purpose.map(|purpose| self.rules_shown(&receipt.purpose, &purpose)).unwrap_or_default();
        let shown = bu::ReceiptView {
            id: event,
            at: now,
            controller: super::controller::shown(&issue.controller),
            person: view::id(receipt.person),
            name: receipt.name.clone(),
            point: receipt.point.clone(),
            purpose: receipt.purpose_name.clone(),
            plain_text: receipt.plain_text.clone(),
            categories: receipt.categories.clone(),
            text: receipt.notice.text.clone(),
            lang: receipt.notice.lang.clone(),
            sha256: hex(&receipt.notice.sha256),
            recipients: recipients.chain(receipt.recipient_kinds.iter().cloned()).collect(),
            events: events.collect(),
            until,
            kept,
            json: receipt.json_ld(&issue),
        };
        Ok(answer(bu::PurposesAnswer::Receipt(Box::new(shown))))
    }

    fn receipt_of(&mut self, id: RecordId) -> Result<Receipt, Problem> {
        let gone = || problem(Gone);
        let event = self.book.get(&id).and_then(|record| ConsentEvent::read(&record)).ok_or_else(gone)?;
        let given = Some(event).filter(|event| event.kind.gives()).ok_or_else(gone)?;
        let said_by = given.person.ok_or_else(gone)?;
        let (notice, sha256) = given.notice.ok_or_else(gone)?;
        let marker = self.marker()?;
        // Who was made one with somebody has the receipts of both.
        let ledger = self.book.ledger(&marker);
        let (person, class) = (ledger.stands_for(&said_by).ok_or_else(gone)?, ledger.class(&said_by).to_vec());
        let points = self.points(&person, &marker)?;
        let ledger = self.book.ledger(&marker);
        let purpose = ledger.purpose_of(&given.purpose.ok_or_else(gone)?);
        let terms = ledger.purpose(&purpose).cloned().ok_or_else(gone)?;
        let named = ledger.notice(&notice).cloned();
        let categories = ledger.categories(&terms.data_fields).into_iter().collect();
        let text = self.book.get(&notice).map(|record| record.text(pk::WORDING).to_owned());
        // Other words than those that were consented to are not shown as if they were.
        let text = text.filter(|text| <[u8; 32]>::from(Sha256::digest(text.as_bytes())) == sha256);
        let parties = named.iter().flat_map(|named| &named.recipients);
        let parties = parties.filter_map(|id| ThirdParty::read(&self.book.get(id)?));
        // One span is promised only where one rule takes data away: several count from different days.
        let rules = self.book.rules_of(&purpose, &terms).into_iter().map(|(_, rule)| rule);
        let mut spans = rules.filter(|rule| rule.action.takes_away()).map(|rule| rule.after);
        let kept = spans.next().filter(|_| spans.next().is_none());
        Ok(Receipt {
            consent: id,
            person,
            name: self.book.name(&person),
            point: points.into_iter().find(|(.., mark)| Some(*mark) == given.point).map(|(_, value, _)| value),
            purpose,
            purpose_name: terms.name,
            plain_text: terms.plain_text,
            dpv: terms.dpv,
            categories,
            notice: Told {
                id: notice,
                lang: named.as_ref().map(|named| named.lang.clone()).unwrap_or_default(),
                effective_from: named.as_ref().map_or(given.at, |named| named.effective_from),
                sha256,
                text,
            },
            recipients: parties.map(|party| (party.name, party.country)).collect(),
            recipient_kinds: named.map(|named| named.recipient_kinds).unwrap_or_default(),
            kept,
            events: Receipt::concerned((id, &given), &self.events_of(&class)),
        })
    }

    /// Every event about a person, under whichever of these ids.
    fn events_of(&self, class: &[RecordId]) -> Vec<(RecordId, ConsentEvent)> {
        let all = self.book.ids_of(Kind::ConsentEvent).filter_map(|id| Some((id, self.book.get(&id)?)));
        let theirs = all.filter(|(_, record)| record.link(pk::SUBJECT).is_none_or(|of| class.contains(&of)));
        theirs.filter_map(|(id, record)| Some((id, ConsentEvent::read(&record)?))).collect()
    }
}
