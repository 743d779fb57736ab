//! Purposes: listed with how many consented, made, edited, paused, retired. What may be written is the domain's to say.

use super::restriction::reason;
use super::unsaid;
use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeSet;
use std::rc::Rc;
use tacit_bridge::privacy::ask::{Named, PrivacyAnswer};
use tacit_bridge::privacy::purpose as bu;
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply, records as br};
use tacit_crm::privacy::words::{Basis, Category, Channel, PurposeStatus};
use tacit_crm::privacy::{FieldMeta, Period, Purpose, PurposeError, RetentionRule, ThirdParty, retirement};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, RecordId, schema};
use tacit_vault::Entropy;

/// Names shown at once.
const MAX_NAMES: usize = 500;
/// Most entries of a list that a purpose has.
const MAX_LIST: usize = 64;

pub(super) fn answer(answer: bu::PurposesAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Purposes(answer))
}

fn refused(error: PurposeError) -> Problem {
    say(BadInput, sentence(error), "Nothing was changed.")
}

/// A reason as a sentence of its own.
pub(super) fn sentence(reason: impl std::fmt::Display) -> String {
    let reason = reason.to_string();
    let mut letters = reason.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// The term of the vocabulary for a category.
fn term(category: Category) -> &'static str {
    match category {
        Category::Service => "https://w3id.org/dpv#ServiceProvision",
        Category::Sales => "https://w3id.org/dpv#CustomerRelationshipManagement",
        Category::Obligation => "https://w3id.org/dpv#FulfilmentOfObligation",
        Category::Marketing => "https://w3id.org/dpv#DirectMarketing",
        Category::Advertising => "https://w3id.org/dpv#TargetedAdvertising",
        Category::Profiling => "https://w3id.org/dpv#Personalisation",
        Category::Sharing => "https://w3id.org/dpv#DataSharing",
    }
}

fn months(period: Period) -> u16 {
    let text = period.to_string();
    text.strip_prefix('P').and_then(|text| text.strip_suffix('M')?.parse().ok()).unwrap_or(24)
}

/// Days before the end of a consent, a month taken for thirty.
fn days(period: Period) -> u16 {
    let text = period.to_string();
    let days = text.strip_prefix('P').and_then(|text| text.strip_suffix('D')?.parse().ok());
    days.unwrap_or_else(|| months(period).saturating_mul(30))
}

/// A purpose as the page has it.
pub(super) fn draft(purpose: &Purpose) -> bu::PurposeDraft {
    bu::PurposeDraft {
        name: purpose.name.clone(),
        short: purpose.slug.clone(),
        category: purpose.category.word().to_owned(),
        plain_text: purpose.plain_text.clone(),
        basis: purpose.basis.word().to_owned(),
        bases: purpose.bases.iter().map(|basis| basis.word().to_owned()).collect(),
        justification: purpose.justification.clone(),
        review_due: purpose.review_due,
        channels: purpose.channels.iter().map(|channel| channel.word().to_owned()).collect(),
        double_opt_in: purpose.double_opt_in,
        months: months(purpose.validity),
        renew_days: days(purpose.renew_before),
        fields: purpose.data_fields.iter().copied().map(view::shown_key).collect(),
        recipients: purpose.recipients.iter().copied().map(view::id).collect(),
        retention: purpose.retention.map(view::id),
    }
}

/// A purpose as wished, with what the page does not know kept.
fn read(wish: bu::PurposeDraft, before: Option<&Purpose>) -> Result<Purpose, Problem> {
    let unreadable = || problem(BadInput);
    let name = wish.name.trim().to_owned();
    let short = if wish.short.trim().is_empty() { Purpose::slug_of(&name) } else { Purpose::slug_of(&wish.short) };
    let wished = Category::parse(&wish.category).ok_or_else(unreadable);
    let category = before.map_or(wished, |before| Ok(before.category))?;
    let basis = Basis::parse(&wish.basis).ok_or_else(unreadable)?;
    let mut bases: BTreeSet<Basis> = wish.bases.iter().filter_map(|word| Basis::parse(word)).collect();
    bases.insert(basis);
    let channels: BTreeSet<Channel> = wish.channels.iter().filter_map(|word| Channel::parse(word)).collect();
    Ok(Purpose {
        slug: before.map_or(short, |before| before.slug.clone()),
        name,
        plain_text: wish.plain_text.trim().to_owned(),
        dpv: before.map_or_else(|| term(category).to_owned(), |before| before.dpv.clone()),
        category,
        basis,
        bases: bases.into_iter().collect(),
        justification: wish.justification.trim().to_owned(),
        review_due: wish.review_due,
        channels: channels.into_iter().collect(),
        double_opt_in: wish.double_opt_in,
        validity: Period::months(wish.months.max(1)),
        renew_before: Period::days(wish.renew_days.max(1)),
        data_fields: wish.fields.into_iter().take(MAX_LIST).map(view::field_key).collect(),
        recipients: wish.recipients.into_iter().take(MAX_LIST).map(view::record_id).collect(),
        retention: wish.retention.map(view::record_id),
        status: before.map_or(PurposeStatus::Active, |before| before.status),
        version: before.map_or(1, |before| before.version + 1),
        widened: before.map_or(0, |before| before.widened),
    })
}

impl<P: Platform> Engine<P> {
    pub(super) fn purposes_ask(self: &Rc<Self>, page: PageId, ask: bu::PurposesAsk) -> Result<Reply, Failure> {
        use bu::PurposesAsk as Ask;
        let now = self.platform.now();
        match ask {
            Ask::List => self.look(page, |vault| vault.purposes(now)),
            Ask::Show(id) => self.look(page, |vault| vault.purpose_page(id, now)),
            Ask::Save(wish) => self.edit(page, |vault, entropy| vault.save_purpose(wish, now, entropy)),
            Ask::Pause { purpose, paused } => {
                self.edit(page, |vault, entropy| vault.pause_purpose(purpose, paused, now, entropy))
            }
            Ask::Ending(id) => self.look(page, |vault| vault.ending_of(id, now)),
            Ask::Retire { purpose, why } => {
                self.edit(page, |vault, entropy| vault.retire_purpose(purpose, &why, now, entropy))
            }
            Ask::Consenting(id) => self.look(page, |vault| vault.consenting(id, now)),
            Ask::ToAskAgain(id) => self.look(page, |vault| vault.people_to_ask_again(id, now)),
            Ask::Effect(wish) => self.look(page, |vault| vault.effect_of(wish, now)),
            Ask::Publish(wish) => self.edit(page, |vault, entropy| vault.publish(wish, now, entropy)),
            Ask::Person(id) => self.look(page, |vault| vault.person_facts(id, now)),
            Ask::ToldRecipient { person, party } => {
                let device = self.device_label();
                self.edit(page, |vault, entropy| vault.told_recipient((person, party), device, now, entropy))
            }
            Ask::SetBasis(wish) => self.edit(page, |vault, entropy| vault.set_basis(wish, now, entropy)),
            Ask::Receipt(id) => self.look(page, |vault| vault.receipt(id, now)),
        }
    }
}

impl<F: File> OpenVault<F> {
    /// People by name, the first of them; of restricted people no list has a name.
    pub(super) fn named_people(&self, ids: &[RecordId]) -> Named {
        let named = ids.iter().filter(|id| !self.book.is_restricted(id)).map(|id| (view::id(*id), self.book.name(id)));
        let mut first: Vec<_> = named.collect();
        first.sort_by(|a, b| a.1.cmp(&b.1));
        first.truncate(MAX_NAMES);
        Named { first, total: ids.len() as u32 }
    }

    fn line(&mut self, id: RecordId, now: u64) -> Result<bu::PurposeLine, Problem> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let purpose = ledger.purpose(&id).ok_or_else(|| problem(Gone))?;
        let by_consent = purpose.basis == Basis::Consent && purpose.status != PurposeStatus::Retired;
        let current_id = ledger.current_notice(&id, now).map(|(notice, _)| notice);
        let current = current_id.and_then(|notice| ledger.notice(&notice));
        let count = |ids: Vec<RecordId>| if by_consent { ids.len() as u32 } else { 0 };
        Ok(bu::PurposeLine {
            id: view::id(ledger.purpose_of(&id)),
            draft: draft(purpose),
            status: purpose.status.word().to_owned(),
            needs_consent: purpose.category.needs_consent(),
            notices: ledger.notices_of(&id).len() as u32,
            notice: current_id.map(view::id),
            told_since: current.map(|notice| notice.effective_from),
            consenting: count(ledger.consenting(&id, now)),
            to_ask: count(ledger.waiting_for_notice(&id, now)),
        })
    }

    fn purposes(&mut self, now: u64) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let mut ids: Vec<_> = self
            .book
            .ledger(&marker)
            .purposes()
            .map(|(id, of)| ((of.status, !of.category.needs_consent(), of.category, of.name.clone()), id))
            .collect();
        ids.sort();
        let lines: Result<Vec<_>, Problem> = ids.into_iter().map(|(_, id)| self.line(id, now)).collect();
        Ok(answer(bu::PurposesAnswer::List(lines?)))
    }

    fn purpose_page(&mut self, id: br::Id, now: u64) -> Result<Reply, Failure> {
        let line = self.line(view::record_id(id), now)?;
        let notices = self.notices(&view::record_id(id), now)?;
        let marker = self.marker()?;
        let live = |status| status != PurposeStatus::Retired;
        let ledger = self.book.ledger(&marker);
        let mut purposes: Vec<_> = ledger
            .purposes()
            .filter(|(_, of)| live(of.status))
            .map(|(id, of)| (view::id(id), of.name.clone()))
            .collect();
        purposes.sort_by(|a, b| a.1.cmp(&b.1));
        let fields = schema::fields(Kind::Person)
            .iter()
            .filter(|spec| !spec.hidden && FieldMeta::of(Kind::Person, spec.key).is_some())
            .map(|spec| (view::shown_key(spec.key), self.book.label(Kind::Person, spec.key)));
        let own = self.book.custom_fields(Kind::Person).into_iter().map(|own| (view::shown_key(own.key), own.name));
        let fields = fields.chain(own).collect();
        let known = self.book.ids_of(Kind::ThirdParty);
        let known = known.filter_map(|id| Some((id, ThirdParty::read(&self.book.get(&id)?)?)));
        let (mut parties, mut kinds) = (Vec::new(), BTreeSet::new());
        for (id, party) in known {
            parties.push((view::id(id), party.name));
            kinds.extend(Some(party.kind).filter(|kind| !kind.is_empty()));
        }
        parties.sort_by(|a, b| a.1.cmp(&b.1));
        let kinds = kinds.into_iter().collect();
        let id = view::record_id(line.id);
        let purpose = self.book.ledger(&marker).purpose(&id).cloned();
        let kept = purpose.map(|purpose| self.rules_shown(&id, &purpose)).unwrap_or_default();
        let known = self.book.ids_of(Kind::RetentionRule);
        let known = known.filter_map(|id| Some((id, RetentionRule::read(&self.book.get(&id)?)?)));
        let mut rules: Vec<_> = known.map(|(id, rule)| (view::id(id), rule.name)).collect();
        rules.sort_by(|a, b| a.1.cmp(&b.1));
        let page = bu::PurposePage { line, notices, fields, parties, kinds, purposes, rules, kept };
        Ok(answer(bu::PurposesAnswer::Page(Box::new(page))))
    }

    fn save_purpose(&mut self, wish: bu::PurposeWish, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let id = wish.id.map(view::record_id);
        let ledger = self.book.ledger(&marker);
        let before = id.map(|id| ledger.purpose(&id).ok_or_else(|| problem(Gone))).transpose()?;
        let purpose = read(wish.draft, before)?;
        ledger.may_pursue(id.as_ref(), &purpose).map_err(refused)?;
        match id {
            Some(id) => {
                let id = self.book.ledger(&marker).purpose_of(&id);
                self.write_purpose(id, &purpose, Vec::new(), true, now, entropy)
            }
            None => {
                let stamp = self.clock.tick(now);
                let record = purpose.write(stamp).map_err(crate::records::bad_value)?;
                let (id, mut step) = (RecordId(self.state.draw_id(entropy).0), Step::new());
                step.made(id, &record);
                self.stage(vec![(id, Some(record.encode()))], entropy)?;
                Ok(self.changed(Some(id), step))
            }
        }
    }

    /// Writes a purpose that is here, with what goes with it; `back` says whether it can be undone.
    fn write_purpose(
        &mut self,
        id: RecordId,
        purpose: &Purpose,
        with: Vec<(RecordId, Option<Vec<u8>>)>,
        back: bool,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let before = self.book.record(&id).ok_or_else(|| problem(Gone))?;
        self.clock.observe(before.changed(), u64::MAX);
        let stamp = self.clock.tick(now);
        let was = self.book.get(&id).and_then(|record| Purpose::read(&record)).ok_or_else(|| problem(Gone))?;
        // Consents from before it pause, until people agree to a notice that says so; that is not undone by a key.
        let widens = purpose.widens(&was) && self.book.is_consented_to(&id);
        let widened = if widens { stamp.ms } else { was.widened };
        let mut after = before.clone();
        for (field, value) in (Purpose { widened, ..purpose.clone() }).fields() {
            after.set(field, value, stamp).map_err(crate::records::bad_value)?;
        }
        let mut step = Step::new();
        if back && !widens {
            step.edited(id, &before, &after);
        }
        let mut writes = with;
        writes.push((id, Some(after.encode())));
        self.stage(writes, entropy)?;
        Ok(self.changed(Some(id), step))
    }

    fn live_purpose(&mut self, id: br::Id) -> Result<(RecordId, Purpose), Problem> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let id = ledger.purpose_of(&view::record_id(id));
        let purpose = ledger.purpose(&id).ok_or_else(|| problem(Gone))?;
        if purpose.status == PurposeStatus::Retired {
            return Err(refused(PurposeError::Retired));
        }
        Ok((id, purpose.clone()))
    }

    fn pause_purpose(
        &mut self,
        id: br::Id,
        paused: bool,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (id, purpose) = self.live_purpose(id)?;
        let status = if paused { PurposeStatus::Paused } else { PurposeStatus::Active };
        let version = purpose.version + 1;
        self.write_purpose(id, &Purpose { status, version, ..purpose }, Vec::new(), true, now, entropy)
    }

    fn ending_of(&mut self, id: br::Id, now: u64) -> Result<Reply, Failure> {
        let (id, _) = self.live_purpose(id)?;
        let marker = self.marker()?;
        let ending = self.book.ledger(&marker).retiring(&id, now);
        let fields = ending.fields.into_iter().map(view::shown_key).collect();
        Ok(answer(bu::PurposesAnswer::Ending(bu::EndingView { people: self.named_people(&ending.people), fields })))
    }

    /// Ends a purpose with every consent to it; never undone.
    fn retire_purpose(&mut self, id: br::Id, why: &str, now: u64, entropy: &mut dyn Entropy) -> Result<Reply, Failure> {
        let why = reason(why)?;
        let (id, purpose) = self.live_purpose(id)?;
        let stamp = self.clock.tick(now);
        let event = retirement(id, why, stamp).map_err(|error| unsaid(&error))?;
        let with = vec![(RecordId(self.state.draw_id(entropy).0), Some(event.encode()))];
        let over = Purpose { status: PurposeStatus::Retired, version: purpose.version + 1, ..purpose };
        self.write_purpose(id, &over, with, false, now, entropy)
    }

    fn consenting(&mut self, id: br::Id, now: u64) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let people = self.book.ledger(&marker).consenting(&view::record_id(id), now);
        Ok(answer(bu::PurposesAnswer::People(self.named_people(&people))))
    }

    fn people_to_ask_again(&mut self, id: br::Id, now: u64) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let people = self.book.ledger(&marker).waiting_for_notice(&view::record_id(id), now);
        Ok(answer(bu::PurposesAnswer::People(self.named_people(&people))))
    }
}
