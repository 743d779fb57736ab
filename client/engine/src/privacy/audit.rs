//! The trail of access events as the page shows it, and the proof: the whole journal from its first entry on, every check,
//! then each event against the entry that wrote it. Verifying goes page by page, so that others have their turn; what it
//! finds is told, and stops nothing: pulls and the background audit do.

use super::erasure::kind_word;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::problem;
use crate::vault::OpenVault;
use crate::{Failure, view};
use sha2::{Digest, Sha256};
use tacit_bridge::Reply;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::audit::{AuditAnswer, AuditAsk, Outcome, TRAIL_PAGE, TrailEvent, TrailWish, Verified};
use tacit_bridge::problem::ProblemKind::Incomplete;
use tacit_bridge::records::Id;
use tacit_crm::privacy::words::Did;
use tacit_crm::privacy::{
    AccessEvent, ConsentEvent, Copied, Deed, Disclosure, Document, ErasureEvent, TrailAsk, TrailForm, trail_file,
};
use tacit_crm::{Kind, RecordId, RecordRef};
use tacit_shared::api::GetEntries;
use tacit_shared::ids::{Seq, VaultId};
use tacit_shared::limits::POST_ENTRIES;
use tacit_vault::{Audit, AuditError, Entropy};

/// Digits by which devices are told apart.
const LABEL: usize = 4;

/// Verifying under way.
pub(crate) struct Verifying {
    vault: VaultId,
    /// Which events are held against it.
    of: Kind,
    audit: Audit,
}

/// What a page of the journal came to.
enum Fed {
    /// There is more to read.
    More(Verified, Box<Audit>),
    /// That was all.
    Through(Verified),
}

fn asked(wish: &TrailWish) -> TrailAsk {
    let did = wish.did.as_deref().and_then(Did::parse);
    TrailAsk { did, by: wish.by, from: wish.from, to: wish.to }
}

fn answer(answer: AuditAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Audit(answer))
}

/// Where an entry does not fit what came before it.
fn broken_at(error: AuditError, next: Seq) -> Seq {
    use tacit_vault::PullError::{BadChain, BadRoot, Fork};
    match error {
        AuditError::Fork { seq } | AuditError::Entry(Fork { seq } | BadChain { seq, .. } | BadRoot { seq, .. }) => seq,
        AuditError::Entry(_) | AuditError::Differs => next,
    }
}

/// Whether two states of an event say the same; `None` if one of them is no event.
fn says_the_same(sealed: &RecordRef<'_>, shown: &RecordRef<'_>) -> Option<bool> {
    if sealed.kind() == Kind::ConsentEvent {
        let (sealed, shown) = (ConsentEvent::read(sealed), ConsentEvent::read(shown));
        // What a newer version wrote is of the same kind at least; it says nothing here.
        return Some(sealed == shown);
    }
    let same = AccessEvent::read(sealed)? == AccessEvent::read(shown)?;
    Some(same && Copied::read(sealed) == Copied::read(shown))
}

impl<P: Platform> Engine<P> {
    /// A few digits by which the vault's members tell devices apart: of a hash, so that they say nothing else.
    pub(crate) fn device_label(&self) -> String {
        let device = self.inner.borrow().card().map(|card| card.device).unwrap_or_default();
        let digest = Sha256::new().chain_update(b"tacit device label").chain_update(device).finalize();
        digest.iter().take(LABEL / 2).map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) async fn audit_ask(&self, page: PageId, ask: AuditAsk) -> Result<Reply, Failure> {
        let here = self.device_label();
        match ask {
            AuditAsk::Events { wish, first } => self.look(page, |vault| Ok(vault.trail(&wish, first, &here))),
            AuditAsk::File { wish, json } => {
                let (now, device) = (self.platform.now(), self.device_label());
                self.edit(page, |vault, entropy| vault.trail_file(&wish, json, (device, now), entropy))
            }
            AuditAsk::Verify { anew } => {
                let verified = self.verified(page, anew, Kind::AccessEvent).await?;
                Ok(answer(AuditAnswer::Verified(verified)))
            }
        }
    }

    /// The next page of the journal; after the last one, the events of this kind.
    pub(super) async fn verified(&self, page: PageId, anew: bool, of: Kind) -> Result<Verified, Failure> {
        let vault = self.vault_of(page)?;
        let known =
            self.with_verifying(page, Option::take).filter(|known| !anew && (known.vault, known.of) == (vault, of));
        let mut audit = match known {
            Some(known) => known.audit,
            None => self.with_vault(&vault, |vault| Audit::new(&vault.state))?,
        };
        let wanted = self.with_vault(&vault, |vault| vault.wanted(&audit))?;
        let session = self.live_session().await?;
        let entries = match wanted.count {
            0 => Vec::new(),
            _ => self.api.entries(&session, &vault, &wanted).await?,
        };
        if entries.is_empty() && wanted.count > 0 {
            return Err(problem(Incomplete).into());
        }
        let error = audit.feed(&entries[..entries.len().min(wanted.count as usize)]).err();
        let fed = self.with_vault(&vault, |vault| vault.fed(audit, error, of))?;
        Ok(match fed {
            Fed::More(verified, audit) => {
                self.with_verifying(page, |kept| *kept = Some(Box::new(Verifying { vault, of, audit: *audit })));
                verified
            }
            Fed::Through(verified) => verified,
        })
    }
}

impl<F: File> OpenVault<F> {
    fn trail(&self, wish: &TrailWish, first: u32, here: &str) -> Reply {
        let trail = self.book.trail(&asked(wish));
        let window = trail.iter().skip(first as usize).take(TRAIL_PAGE as usize);
        let events = window.map(|deed| self.trail_event(deed, here)).collect();
        answer(AuditAnswer::Events(events, trail.len() as u32))
    }

    fn trail_event(&self, deed: &Deed, here: &str) -> TrailEvent {
        let (event, columns) = (&deed.event, deed.copied.as_ref().and_then(Copied::columns));
        let (of, page) = self.unnamed(deed);
        TrailEvent {
            id: view::id(deed.id),
            did: event.did.word().to_owned(),
            at: deed.at,
            by: self.member_name(deed.by),
            device: event.device.clone(),
            here: event.device == here,
            record: view::shown_related(&self.book, &event.record),
            what: self.disclosed_for(&event.record),
            of: of.to_owned(),
            page,
            field: self.seen_field(event),
            kind: columns.and_then(|(kind, _)| view::shown_kind(kind)),
            columns: columns
                .map(|(_, columns)| columns.iter().copied().map(view::shown_key).collect())
                .unwrap_or_default(),
            records: deed.copied.as_ref().map(Copied::records).and_then(|of| of.try_into().ok()).unwrap_or_default(),
            told: event.told.map(|party| self.book.name(&party)).unwrap_or_default(),
            why: event.why.clone(),
            waiting: self.is_waiting(&deed.id),
        }
    }

    /// What something was done to, where it has no name that is shown: in the word of its kind, with its page.
    fn unnamed(&self, deed: &Deed) -> (&'static str, Option<Id>) {
        let record = &deed.event.record;
        let kind = self.book.get(record).map(|record| record.kind());
        let erases = || self.book.get(&deed.id).is_some_and(|event| ErasureEvent::read(&event).is_some());
        match kind {
            Some(kind) => (kind_word(kind), Some(view::id(*record)).filter(|_| kind == Kind::Request)),
            None if erases() => ("erased", Some(view::id(*record))),
            // The list was looked through, and nothing was found.
            None if deed.event.did == Did::Checked => ("unblocked", None),
            None => ("", None),
        }
    }

    /// For what a disclosure was made; empty for what is none.
    fn disclosed_for(&self, record: &RecordId) -> String {
        let disclosure = self.book.get(record).and_then(|record| Disclosure::read(&record));
        disclosure.map(|disclosure| self.book.name(&disclosure.purpose)).unwrap_or_default()
    }

    fn seen_field(&self, event: &AccessEvent) -> String {
        let Some(field) = event.field else { return String::new() };
        let kind = self.book.get(&event.record).map(|record| record.kind());
        // A rule that clears what served one purpose is about people, and says which of their fields.
        if matches!(event.did, Did::Cleared | Did::Unmasked) && kind != Some(Kind::RetentionRule) {
            // The event names the field's definition.
            return self.book.name(&event.record);
        }
        let kind = kind.filter(|kind| *kind != Kind::RetentionRule).unwrap_or(Kind::Person);
        self.book.label(kind, field)
    }

    fn trail_file(
        &mut self,
        wish: &TrailWish,
        json: bool,
        (device, now): (String, u64),
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let form = if json { TrailForm::Json } else { TrailForm::Csv };
        let trail = self.book.trail(&asked(wish));
        let file = trail_file(form, &trail, |member| self.member_name(member), |deed| self.named_fields(deed));
        let entries = trail.len();
        self.take_document((Document::Trail, entries), device, now, entropy)?;
        Ok(answer(AuditAnswer::File(file)))
    }

    /// The field that was seen, or the columns that were copied.
    fn named_fields(&self, deed: &Deed) -> String {
        match deed.copied.as_ref().and_then(Copied::columns) {
            None => self.seen_field(&deed.event),
            Some((kind, columns)) => {
                let labels = columns.iter().map(|column| self.book.column_label(kind, *column));
                labels.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The page of the journal that is to be verified next, up to what this device knows of.
    fn wanted(&self, audit: &Audit) -> GetEntries {
        let from = audit.next();
        GetEntries { from, count: (self.state.head().seq + 1).saturating_sub(from).min(POST_ENTRIES as u64) as u32 }
    }

    fn fed(&mut self, audit: Audit, error: Option<AuditError>, kind: Kind) -> Fed {
        let of = u32::try_from(self.state.head().seq + 1).unwrap_or(u32::MAX);
        let verified = Verified { entries: audit.next() as u32, of, outcome: None };
        if let Some(error) = error {
            let outcome = Outcome { broken_at: Some(broken_at(error, audit.next())), ..Outcome::default() };
            return Fed::Through(Verified { outcome: Some(outcome), ..verified });
        }
        if u64::from(verified.entries) <= self.state.head().seq {
            return Fed::More(verified, Box::new(audit));
        }
        let last = audit.hashes().last().copied();
        let outcome = match last == self.hash_at(audit.next().saturating_sub(1)) {
            true => self.events_verified(&audit, kind),
            false => Outcome { broken_at: Some(audit.next().saturating_sub(1)), ..Outcome::default() },
        };
        Fed::Through(Verified { outcome: Some(outcome), ..verified })
    }

    /// Each event of this kind against the entry that wrote it.
    fn events_verified(&self, audit: &Audit, kind: Kind) -> Outcome {
        let mut outcome = Outcome::default();
        for id in self.book.ids_of(kind) {
            match self.event_holds(&id, audit) {
                None => outcome.waiting += 1,
                Some(true) => outcome.events += 1,
                Some(false) => outcome.wrong.push(view::id(id)),
            }
        }
        outcome
    }

    /// Whether an event is what its author sealed and signed, once; `None` while it waits to be sent.
    fn event_holds(&self, id: &RecordId, audit: &Audit) -> Option<bool> {
        let sealed = tacit_shared::ids::RecordId(id.0);
        let leaf = self.state.leaf(&sealed)?;
        let shown = self.book.get(id)?;
        let signed = || {
            let author = audit.author(leaf.seq)?;
            let expected = tacit_vault::Expected { author: Some(author), ..self.state.expected(&leaf)? };
            let opened = self.state.open(&expected, &self.sealed_bytes(&sealed)?).ok()?;
            let record = RecordRef::parse(opened.plain()).ok()?;
            let same = says_the_same(&record, &shown)?;
            Some(same && leaf.version == 1 && record.created().author == author && shown.created().author == author)
        };
        Some(signed().unwrap_or(false))
    }

    /// The event that goes with something done to a record.
    pub(crate) fn access_event(
        &self,
        event: &AccessEvent,
        stamp: tacit_crm::Stamp,
        entropy: &mut dyn Entropy,
    ) -> Result<(RecordId, Option<Vec<u8>>), Failure> {
        let record = event.write(stamp).map_err(crate::records::bad_value)?;
        Ok((RecordId(self.state.draw_id(entropy).0), Some(record.encode())))
    }
}
