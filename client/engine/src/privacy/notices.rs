//! Notices: what people are told about purposes, version by version; what a new one does, shown before it is published.

use super::export::hex;
use super::purposes::{answer, sentence};
use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use sha2::{Digest, Sha256};
use tacit_bridge::privacy::purpose as bu;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::{Notice, key as pk};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

/// Most entries of a list that a notice has.
const MAX_LIST: usize = 64;

fn read(wish: bu::NoticeWish, now: u64) -> Notice {
    let text = wish.text.trim().to_owned();
    let kinds = wish.kinds.into_iter().map(|kind| kind.trim().to_owned()).filter(|kind| !kind.is_empty());
    let mut recipients: Vec<RecordId> = wish.recipients.into_iter().take(MAX_LIST).map(view::record_id).collect();
    recipients.sort();
    recipients.dedup();
    Notice {
        purposes: wish.purposes.into_iter().take(MAX_LIST).map(view::record_id).collect(),
        lang: wish.lang.trim().to_lowercase(),
        sha256: Sha256::digest(text.as_bytes()).into(),
        text,
        // A day that has begun is at once.
        effective_from: wish.from.unwrap_or(now).max(now),
        material_change: wish.material,
        supersedes: None,
        recipients,
        recipient_kinds: kinds.take(MAX_LIST).collect(),
    }
}

impl<F: File> OpenVault<F> {
    /// The notices of a purpose, newest first.
    pub(super) fn notices(&mut self, purpose: &RecordId, now: u64) -> Result<Vec<bu::NoticeView>, Problem> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let current = ledger.current_notice(purpose, now).map(|(id, _)| id);
        let all: Vec<(RecordId, Notice)> =
            ledger.notices_of(purpose).into_iter().map(|(id, notice)| (id, notice.clone())).collect();
        let count = all.len();
        let shown = all.into_iter().enumerate().filter_map(|(at, (id, notice))| {
            let record = self.book.get(&id)?;
            Some(bu::NoticeView {
                id: view::id(id),
                number: (count - at) as u32,
                lang: notice.lang,
                text: record.text(pk::WORDING).to_owned(),
                sha256: hex(&notice.sha256),
                effective_from: notice.effective_from,
                material: notice.material_change,
                current: current == Some(id),
                purposes: notice.purposes.into_iter().map(view::id).collect(),
                recipients: notice.recipients.into_iter().map(|id| (view::id(id), self.book.name(&id))).collect(),
                kinds: notice.recipient_kinds,
                by: self.member_name(record.created().author),
            })
        });
        Ok(shown.collect())
    }

    fn prepared(&mut self, wish: bu::NoticeWish, now: u64) -> Result<Notice, Problem> {
        let notice = read(wish, now);
        let party = |id: &RecordId| self.book.get(id).is_some_and(|record| record.kind() == Kind::ThirdParty);
        if !notice.recipients.iter().all(party) {
            return Err(problem(Gone));
        }
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        ledger.prepare(notice, now).map_err(|error| say(BadInput, sentence(error), "Nothing was published."))
    }

    /// What publishing does, as things stand; it hangs on the purposes, and is told while the words are being written.
    pub(super) fn effect_of(&mut self, wish: bu::NoticeWish, now: u64) -> Result<Reply, Failure> {
        let notice = read(wish, now);
        if !notice.material_change {
            return Ok(answer(bu::PurposesAnswer::Effect(bu::NoticeEffect::default())));
        }
        let marker = self.marker()?;
        let pausing = self.book.ledger(&marker).pausing(&notice.purposes, now);
        let people: Vec<RecordId> = pausing.people.into_iter().collect();
        let effect = bu::NoticeEffect { pauses: pausing.consents, people: self.named_people(&people) };
        Ok(answer(bu::PurposesAnswer::Effect(effect)))
    }

    /// Publishes; what people were told is never undone, only followed by another notice.
    pub(super) fn publish(
        &mut self,
        wish: bu::NoticeWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let notice = self.prepared(wish, now)?;
        let stamp = self.clock.tick(now);
        let record = notice.write(stamp).map_err(crate::records::bad_value)?;
        let id = RecordId(self.state.draw_id(entropy).0);
        self.stage(vec![(id, Some(record.encode()))], entropy)?;
        Ok(self.changed(Some(id), Step::new()))
    }
}
