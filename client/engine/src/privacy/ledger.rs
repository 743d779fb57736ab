//! The ledger of consents as the page shows it: all events of the vault, by purpose, kind, person and time, a window at a
//! time, as a file, and held against the journal as the trail is (`audit.rs`).

use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::vault::OpenVault;
use crate::{Failure, view};
use std::collections::BTreeSet;
use tacit_bridge::Reply;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::ledger::{LEDGER_PAGE, LedgerAnswer, LedgerAsk, LedgerEvent, LedgerPage, LedgerWish};
use tacit_crm::privacy::words::{EventKind, Expression, IndicatedBy};
use tacit_crm::privacy::{Document, Said, SaidAsk, TrailForm};
use tacit_crm::{Kind, RecordId, fold};
use tacit_vault::Entropy;

pub(super) fn answer(answer: LedgerAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Ledger(answer))
}

impl<P: Platform> Engine<P> {
    pub(super) async fn ledger_ask(&self, page: PageId, ask: LedgerAsk) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match ask {
            LedgerAsk::Events { wish, first } => self.look(page, |vault| vault.ledger_page(&wish, first)),
            LedgerAsk::File { wish, json } => {
                let device = self.device_label();
                self.edit(page, |vault, entropy| vault.ledger_file(&wish, json, (device, now), entropy))
            }
            LedgerAsk::Claims => self.look(page, |vault| vault.claims_of_files(now)),
            LedgerAsk::Prove(wish) => self.edit(page, |vault, entropy| vault.prove(&wish, now, entropy)),
            LedgerAsk::Verify { anew } => {
                let verified = self.verified(page, anew, Kind::ConsentEvent).await?;
                Ok(answer(LedgerAnswer::Verified(verified)))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    fn said_ask(&mut self, wish: &LedgerWish) -> Result<SaidAsk, Failure> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        // Two members may have made one purpose apart.
        let wanted = wish.purpose.map(|id| ledger.purpose_of(&view::record_id(id)));
        let purposes = wanted.map(|wanted| {
            let all = self.book.ids_of(Kind::Purpose).collect::<Vec<_>>();
            let ledger = self.book.ledger(&marker);
            all.into_iter().filter(|id| ledger.purpose_of(id) == wanted).collect()
        });
        Ok(SaidAsk {
            purposes,
            kind: wish.kind.as_deref().and_then(EventKind::parse),
            people: self.called(&wish.person, &marker),
            from: wish.from,
            to: wish.to,
        })
    }

    /// Everybody who is called so, under all ids that they were known by; nobody whose data is only stored. `None` is who
    /// asks for nobody in particular.
    fn called(
        &mut self,
        words: &str,
        marker: &dyn Fn(&[u8]) -> tacit_crm::privacy::Mark,
    ) -> Option<BTreeSet<RecordId>> {
        let words = fold(words.trim());
        if words.is_empty() {
            return None;
        }
        let named = |id: &RecordId| !self.book.is_restricted(id) && fold(&self.book.name(id)).contains(&words);
        let named: Vec<RecordId> = self.book.ids_of(Kind::Person).filter(named).collect();
        let ledger = self.book.ledger(&marker);
        Some(named.iter().flat_map(|id| ledger.class(id)).copied().collect())
    }

    fn ledger_page(&mut self, wish: &LedgerWish, first: u32) -> Result<Reply, Failure> {
        let ask = self.said_ask(wish)?;
        let chronicle = self.book.chronicle(&ask);
        let total = chronicle.len() as u32;
        let window: Vec<Said> = chronicle.window(first as usize, LEDGER_PAGE as usize).collect();
        let mut events = Vec::with_capacity(window.len());
        for said in &window {
            events.push(self.ledger_event(said)?);
        }
        let mut purposes: Vec<_> = {
            let marker = self.marker()?;
            let ledger = self.book.ledger(&marker);
            ledger.purposes().map(|(id, purpose)| (view::id(id), purpose.name.clone())).collect()
        };
        purposes.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(answer(LedgerAnswer::Events(Box::new(LedgerPage { events, total, purposes }))))
    }

    fn ledger_event(&mut self, said: &Said) -> Result<LedgerEvent, Failure> {
        let (by, waiting) = (self.member_name(said.by), self.is_waiting(&said.id));
        let bare = LedgerEvent {
            id: view::id(said.id),
            kind: String::new(),
            person: None,
            of_all: false,
            purpose: String::new(),
            point: None,
            at: said.at,
            written: said.written,
            by,
            method: String::new(),
            explicit: false,
            guardian: false,
            text: String::new(),
            receipt: None,
            waiting,
        };
        let Some(event) = &said.event else { return Ok(bare) };
        let marker = self.marker()?;
        // Who was made one with another is shown as the one who is here.
        let stands = event.person.and_then(|id| self.book.ledger(&marker).stands_for(&id));
        let person = stands.and_then(|id| view::shown_related(&self.book, &id));
        let points = match stands.filter(|_| event.point.is_some() && person.is_some()) {
            Some(id) => self.points(&id, &marker)?,
            None => Vec::new(),
        };
        let point = points.into_iter().find(|(.., mark)| Some(*mark) == event.point).map(|(_, value, _)| value);
        // Of somebody who is not shown nothing is shown that was said of them.
        let proof = event.evidence.as_ref().map(|evidence| evidence.text.clone()).unwrap_or_default();
        let text = if event.why.is_empty() { proof } else { event.why.clone() };
        let told = person.is_some() || event.person.is_none();
        Ok(LedgerEvent {
            kind: event.kind.word().to_owned(),
            of_all: event.person.is_none(),
            purpose: event.purpose.map(|id| self.book.name(&id)).unwrap_or_default(),
            point,
            method: event.method.word().to_owned(),
            explicit: event.kind.gives() && event.expression == Expression::Explicit,
            guardian: event.indicated_by == IndicatedBy::Guardian,
            text: if told { text } else { String::new() },
            receipt: (event.kind.gives() && person.is_some()).then(|| view::id(said.id)),
            person,
            ..bare
        })
    }

    fn ledger_file(
        &mut self,
        wish: &LedgerWish,
        json: bool,
        (device, now): (String, u64),
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let form = if json { TrailForm::Json } else { TrailForm::Csv };
        let ask = self.said_ask(wish)?;
        let chronicle = self.book.chronicle(&ask);
        let file = chronicle.file(form, |member| self.member_name(member), |purpose| self.book.name(purpose));
        let entries = chronicle.len();
        self.take_document((Document::Ledger, entries), device, now, entropy)?;
        Ok(answer(LedgerAnswer::File(file)))
    }
}
