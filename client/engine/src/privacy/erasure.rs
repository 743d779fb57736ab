//! Erasing a person. One batch on disk: others are rewritten, contact points left alone, what is the person's deleted, and
//! the erasure written down with the ids that go. From then on the synchronisation finishes it (`follow`), after a closed
//! tab or a lost line too. What is left in others' words is `left`, what the page sees `shown`.

mod follow;
mod left;
mod shown;

pub(super) use shown::kind_word;

use super::unasked::by_steps;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::{Failure, view};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::erasure::{ErasureAnswer, ErasureAsk, ErasureWish};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NoRight, NotAllowed};
use tacit_bridge::records::Id;
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::SuppressedFor;
use tacit_crm::privacy::{Erasure, ErasureEvent, ErasureLog, Hit, Scope, Stage, Suppression, Tokens};
use tacit_crm::schema::key;
use tacit_crm::{Kind, Record, RecordId, RecordRef, Value};
use tacit_shared::ids;
use tacit_vault::Entropy;

/// Whether the file of this device still holds what was erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Scrub {
    /// It does not.
    #[default]
    None,
    /// It does, until it is written anew.
    Due,
    /// It was written anew, and this device has not said so yet.
    Done,
}

/// What only memory knows of erasures: locked, it is gone.
#[derive(Default)]
pub(crate) struct Erasing {
    /// Words to look for, by person. Nothing of them is ever written.
    tokens: BTreeMap<RecordId, Tokens>,
    /// Records whose purge was seen in the journal.
    purged: BTreeSet<RecordId>,
    /// By what this device names itself in reports, once it looked for any.
    device: String,
    /// What the file on disk holds.
    pub(crate) scrub: Scrub,
    /// When this device last looked for what is overdue by a rule of retention.
    pub(super) looked_for_overdue: u64,
    /// What a rule of retention was not allowed to erase: not tried again, so that others have their turn.
    pub(super) refused: BTreeSet<RecordId>,
}

impl Erasing {
    /// Words by which those are found who are being erased from here.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = &Tokens> {
        self.tokens.values()
    }
}

impl Erasing {
    /// A record's bytes are dropped by the server.
    pub(crate) fn is_purged(&mut self, record: RecordId) {
        self.purged.insert(record);
    }
}

/// Who is to be erased, here or in the trash, with what else lies there.
pub(super) struct Subject<'a> {
    person: RecordId,
    plain: Vec<u8>,
    deleted: Cow<'a, [(RecordId, Record)]>,
}

impl<'a> Subject<'a> {
    /// Somebody by their record, with what lies in the trash.
    pub(super) fn new(person: RecordId, plain: Vec<u8>, deleted: &'a [(RecordId, Record)]) -> Self {
        Self { person, plain, deleted: Cow::Borrowed(deleted) }
    }
}

pub(super) fn answer(answer: ErasureAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Erasure(answer))
}

impl<P: Platform> Engine<P> {
    pub(super) async fn erasure_ask(&self, page: PageId, ask: ErasureAsk) -> Result<Reply, Failure> {
        let now = self.platform.now();
        match ask {
            ErasureAsk::Preview(person) => {
                let subject = self.subject(page, person).await?;
                self.look(page, |vault| {
                    vault.may_write()?;
                    Ok(vault.erasure_preview(&subject, now)?)
                })
            }
            ErasureAsk::Erase(wish) => {
                let subject = self.subject(page, wish.person).await?;
                self.edit(page, |vault, entropy| vault.begin_erasure(&subject, &wish, now, entropy))
            }
            ErasureAsk::Continue(person) => {
                self.edit(page, |vault, entropy| vault.continue_erasure(view::record_id(person), now, entropy))
            }
            ErasureAsk::Status(person) => self.look(page, |vault| Ok(vault.erasure_status(&view::record_id(person))?)),
            ErasureAsk::All => self.look(page, |vault| Ok(vault.all_erasures())),
            ErasureAsk::Left { person, words } => {
                let person = view::record_id(person);
                let (reply, found) = self.look(page, |vault| {
                    // Searching everybody's words is for who decides on them.
                    vault.may_write()?;
                    Ok(vault.words_left(person, words.as_deref()))
                })?;
                // Only what is new is written, and told: pages that hear of a change ask again.
                if !found.is_empty() {
                    self.edit(page, |vault, entropy| vault.note_places(person, Stage::Found, &found, now, entropy))?;
                }
                Ok(reply)
            }
            ErasureAsk::Settle { person, record, field } => self.edit(page, |vault, entropy| {
                let hit = Hit { record: view::record_id(record), field: view::field_key(field) };
                vault.settle_hit(view::record_id(person), hit, now, entropy)
            }),
            ErasureAsk::Keep { person, record, field, why } => self.edit(page, |vault, entropy| {
                let hit = Hit { record: view::record_id(record), field: view::field_key(field) };
                vault.keep_hit(view::record_id(person), hit, &why, now, entropy)
            }),
            ErasureAsk::KeepFaint { person, why } => {
                self.edit(page, |vault, entropy| vault.keep_faint(view::record_id(person), &why, now, entropy))
            }
            ErasureAsk::Told { person, party } => self.edit(page, |vault, entropy| {
                let told = Some(view::record_id(party));
                let event = ErasureEvent { told, ..ErasureEvent::new(view::record_id(person), Stage::Told) };
                vault.note_erasure(&event, now, entropy)
            }),
            ErasureAsk::Finish(person) => self.finish_erasure(page, view::record_id(person)).await,
        }
    }

    /// A person by their record, or by their last state in the trash; with all that lies there.
    async fn subject(&self, page: PageId, id: Id) -> Result<Subject<'static>, Failure> {
        let (vault, person) = (self.vault_of(page)?, view::record_id(id));
        let (here, trash) = self.look(page, |vault| {
            let kind = vault.book.get(&person).map(|record| record.kind());
            if kind.is_some_and(|kind| kind != Kind::Person) {
                return Err(problem(Gone).into());
            }
            // What was deleted here just now would be looked for neither here nor in the trash.
            let waits = |id: &ids::RecordId| !vault.book.contains(&RecordId(id.0)) && vault.state.leaf(id).is_some();
            if vault.outbox.keys().any(waits) {
                let what = "Deletions of yours are still on their way.";
                return Err(say(BadInput, what, "Wait until everything is synced, then try again.").into());
            }
            Ok((vault.book.plain(&person).map(<[u8]>::to_vec), vault.tombstones()))
        })?;
        let states = self.last_states(&vault, &trash).await?;
        let deleted: Vec<(RecordId, Record)> =
            states.into_iter().map(|(id, record)| (RecordId(id.0), record)).collect();
        let of_trash = || {
            let known = deleted.iter().find(|(id, record)| *id == person && record.kind() == Kind::Person);
            known.map(|(_, record)| record.encode())
        };
        let plain = here.or_else(of_trash).ok_or_else(|| problem(Gone))?;
        Ok(Subject { person, plain, deleted: deleted.into() })
    }

    /// People among records to be erased by hand: their erasure has a way of its own.
    pub(crate) async fn refuse_people(&self, page: PageId, records: &[Id]) -> Result<(), Failure> {
        let vault = self.vault_of(page)?;
        let (person, deleted) = self.look(page, |vault| {
            vault.may_be_changed(records)?;
            let kind = |id: &Id| vault.book.get(&view::record_id(*id)).map(|record| record.kind());
            let deleted: Vec<ids::RecordId> = records
                .iter()
                .map(|id| ids::RecordId(id.0))
                .filter(|id| vault.state.leaf(id).is_some_and(|leaf| leaf.envelope.is_none()))
                .collect();
            Ok((records.iter().any(|id| kind(id) == Some(Kind::Person)), deleted))
        })?;
        let states = if person { Vec::new() } else { self.last_states(&vault, &deleted).await? };
        if let Some((_, proof)) = states.iter().find(|(_, record)| record.kind().is_of_privacy()) {
            return Err(by_steps(proof.kind()).into());
        }
        if person || states.iter().any(|(_, record)| record.kind() == Kind::Person) {
            let what = "People are erased with everything that is about them.";
            return Err(say(BadInput, what, "Choose “Erase for good” on the person, or in the trash.").into());
        }
        Ok(())
    }
}

impl<F: File> OpenVault<F> {
    /// Refuses what a hold by law keeps.
    pub(crate) fn refuse_held(&self, among: impl Fn(&RecordId) -> bool, now: u64) -> Result<(), Problem> {
        let holds = self.book.legal_holds(among, now);
        let Some((_, hold)) = holds.first() else { return Ok(()) };
        let what = format!("A legal hold keeps it: {}.", hold.why.trim().trim_end_matches('.'));
        Err(say(NotAllowed, what, "End the hold first, under Privacy, Retention."))
    }

    /// Refuses to delete what a hold by law keeps, whatever path it comes by: files of what is deleted go after a while.
    pub(crate) fn leaves_held_alone(&self, writes: &[(RecordId, Option<Vec<u8>>)]) -> Result<(), Problem> {
        let deleted: BTreeSet<RecordId> =
            writes.iter().filter(|(_, after)| after.is_none()).map(|(id, _)| *id).collect();
        if deleted.is_empty() || self.book.count_of(Kind::LegalHold) == 0 {
            return Ok(());
        }
        self.refuse_held(|id| deleted.contains(id), self.newest_at)
    }

    fn erasure_of(&self, subject: &Subject<'_>) -> Result<Erasure, Problem> {
        let marker = self.marker()?;
        let record = RecordRef::parse(&subject.plain).map_err(|_| problem(Gone))?;
        let mut erasure = self.book.erasure_of(&subject.person, &record, &marker);
        erasure.take_deleted(&subject.person, &subject.deleted, &marker);
        Ok(erasure)
    }

    /// Writes all of it down at once: from here on nothing shows the person, and what remains is to be finished.
    fn begin_erasure(
        &mut self,
        subject: &Subject<'_>,
        wish: &ErasureWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.may_write()?;
        if wish.typed.trim() != shown::to_type(&subject.plain) {
            return Err(say(BadInput, "What you typed is something else.", "Type it as it stands there.").into());
        }
        let task = (!self.may_erase()).then_some(wish.task.as_str());
        let rows = wish.keep_deals.as_deref();
        self.erase_subject(subject, (task, rows), now, entropy)?;
        Ok(self.erasure_status(&subject.person)?)
    }

    /// Begins a person's erasure; with a task for an admin where somebody else has to go on, and with rows of this name in
    /// place of deals that were the person's alone.
    pub(super) fn erase_subject(
        &mut self,
        subject: &Subject<'_>,
        (task, rows): (Option<&str>, Option<&str>),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let mut erasure = self.erasure_of(subject)?;
        let mut made = task.map(|name| (Kind::Task, name)).map_or(Ok(Vec::new()), |of| self.named(of, now))?;
        if let Some(name) = rows {
            let stamp = self.clock.tick(now);
            let deals = erasure.take_deals(&self.book, &subject.person);
            made.extend(deals.iter().filter_map(|deal| self.book.anonymous_deal(deal, name, stamp)));
        }
        let others = self.hits_of_others(&erasure);
        let recipients = self.book.recipients_of(&subject.person).into_iter().map(|(party, ..)| party).collect();
        let gone: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
        let event = ErasureEvent { gone, left: others, recipients, ..ErasureEvent::new(subject.person, Stage::Asked) };
        self.stage_person(&erasure, &event, made, now, entropy)?;
        self.erasing.tokens.insert(subject.person, erasure.tokens.clone());
        self.history.forget_person(&subject.person, &erasure.tokens);
        Ok(())
    }

    /// Begins the erasure of a record that is no person's: with what is about it alone. There are no words to look for. Of a
    /// deal a row may be kept.
    pub(super) fn erase_record(
        &mut self,
        id: RecordId,
        is_kept: bool,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let stamp = self.clock.tick(now);
        let row = if is_kept { self.book.anonymous_deal(&id, "", stamp) } else { None };
        let mut around = self.book.around(&BTreeSet::from([id]));
        let kind = self.book.get(&id).map(|record| record.kind()).ok_or_else(|| problem(Gone))?;
        around.gone.push((id, kind));
        let gone = around.gone.iter().map(|(id, _)| *id).collect();
        let event = ErasureEvent { gone, ..ErasureEvent::new(id, Stage::Asked) };
        self.stage_person(&around, &event, row.into_iter().collect(), now, entropy)?;
        self.write_erasure(&ErasureEvent::new(id, Stage::Finished), now, entropy)
    }

    /// An admin goes on with it: by the ids that were written down, and what came since.
    fn continue_erasure(&mut self, person: RecordId, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        self.may_write()?;
        if !self.may_erase() {
            return Err(say(NoRight, "Only admins and owners may erase for good here.", "Ask one of them.").into());
        }
        let log = self.erasure_log(&person)?;
        let mut around = self.book.around(&BTreeSet::from([person]));
        // Of what others wrote down only what is deleted: what is here goes only where it is about the person now.
        let of_log = log.gone.iter().filter(|id| !self.book.contains(id)).map(|id| (*id, Kind::Person));
        let gone: BTreeMap<RecordId, Kind> = around.gone.iter().copied().chain(of_log).collect();
        around.gone = gone.into_iter().collect();
        let ids = around.gone.iter().map(|(id, _)| *id).collect();
        let event = ErasureEvent { gone: ids, ..ErasureEvent::new(person, Stage::Asked) };
        self.stage_person(&around, &event, Vec::new(), now, entropy)?;
        Ok(self.erasure_status(&person)?)
    }

    fn stage_person(
        &mut self,
        erasure: &Erasure,
        event: &ErasureEvent,
        mut made: Vec<Record>,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let touched: BTreeSet<RecordId> =
            erasure.gone.iter().map(|(id, _)| *id).chain(erasure.rewritten.iter().copied()).collect();
        self.refuse_held(|id| touched.contains(id), now)?;
        let bad = crate::records::bad_value;
        let gone: BTreeSet<RecordId> = erasure.gone.iter().map(|(id, _)| *id).chain([event.person]).collect();
        let mut rewritten = self.book.without(&gone, &erasure.rewritten, &mut self.clock, now).map_err(bad)?;
        let taken = self.book.take_replaced(&erasure.tokens, (&gone, &mut rewritten), now);
        // What this step itself takes the words out of is nobody's to decide on.
        let is_done = |hit: &Hit| {
            let after = rewritten.iter().find(|(id, _)| *id == hit.record);
            after.is_some_and(|(_, record)| !erasure.tokens.stand_in_field(record, hit.field))
        };
        let (mut edited, left): (Vec<Hit>, Vec<Hit>) = event.left.iter().partition(|hit| is_done(hit));
        edited.extend(taken);
        edited.sort();
        edited.dedup();
        let edited = ErasureEvent { left: edited, ..ErasureEvent::new(event.person, Stage::Edited) };
        let event = &ErasureEvent { left, ..event.clone() };
        let mut writes: Vec<_> = rewritten.into_iter().map(|(id, record)| (id, Some(record.encode()))).collect();
        let stamp = self.clock.tick(now);
        made.extend(event.write(stamp).map_err(bad)?);
        if !edited.left.is_empty() {
            made.extend(edited.write(stamp).map_err(bad)?);
        }
        for point in &erasure.points {
            let (scope, reason) = (Scope::Marketing, SuppressedFor::Erased);
            let left_alone = Suppression { point: *point, scope, reason, since: now, source: None };
            made.push(left_alone.write(stamp).map_err(bad)?);
        }
        for record in made {
            writes.push((RecordId(self.state.draw_id(entropy).0), Some(record.encode())));
        }
        let here: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).filter(|id| self.book.contains(id)).collect();
        for id in &here {
            self.doom(id);
            writes.push((*id, None));
        }
        self.stage_erasure(writes, entropy)?;
        // Also of what lay in the trash already, where its bytes would stay for a while.
        let goes: Vec<RecordId> = erasure.gone.iter().map(|(id, _)| *id).collect();
        self.drop_soon(&goes, entropy)?;
        self.erase_in_drafts(&gone, &erasure.tokens, entropy)?;
        self.must_scrub()?;
        let tokens = self.erasing.tokens.get(&event.person).cloned().unwrap_or_default();
        self.history.forget_person(&event.person, &tokens);
        erasure.gone.iter().for_each(|(id, _)| self.history.forget(id));
        self.book.restrict(now);
        Ok(())
    }

    /// A record of a name only.
    fn named(&mut self, (kind, name): (Kind, &str), now: u64) -> Result<Vec<Record>, Failure> {
        let stamp = self.clock.tick(now);
        let mut record = Record::new(kind, stamp);
        record.set(key::NAME, Value::text(name), stamp).map_err(crate::records::bad_value)?;
        Ok(vec![record])
    }

    /// One more event of an erasure that was asked for.
    fn note_erasure(&mut self, event: &ErasureEvent, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        self.erasure_log(&event.person)?;
        self.write_erasure(event, now, entropy)?;
        Ok(self.erasure_status(&event.person)?)
    }

    fn write_erasure(&mut self, event: &ErasureEvent, now: u64, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let stamp = self.clock.tick(now);
        let records = event.write(stamp).map_err(crate::records::bad_value)?;
        let draw = |record: &Record, entropy: &mut dyn Entropy| {
            (RecordId(self.state.draw_id(entropy).0), Some(record.encode()))
        };
        let writes = records.iter().map(|record| draw(record, entropy)).collect();
        self.stage(writes, entropy)
    }

    fn erasure_log(&self, person: &RecordId) -> Result<ErasureLog, Problem> {
        self.book.erasures().into_iter().find(|log| log.person == *person).ok_or_else(|| problem(Gone))
    }
}
