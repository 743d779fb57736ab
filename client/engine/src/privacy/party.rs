//! Third parties: who they are, what they lack to be given anything, what they got; and the record of processing
//! activities (GDPR Art. 30), which says who gets what for which purpose.

use crate::Failure;
use crate::ports::File;
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use std::collections::BTreeSet;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::party::{Party, PartyView, PartyWish, ProcessingView, Receiver};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{PurposeStatus, Role, Transfer, Trust};
use tacit_crm::privacy::{Purpose, ThirdParty};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, Record, RecordId};
use tacit_vault::Entropy;

/// Most entries of a list that a third party has.
const MAX_LIST: usize = 64;

fn shown(party: &ThirdParty) -> Party {
    Party {
        name: party.name.clone(),
        kind: party.kind.clone(),
        role: party.role.word().to_owned(),
        contact: party.contact.clone(),
        country: party.country.clone(),
        transfer: party.transfer.word().to_owned(),
        agreed: party.agreed,
        agreed_until: party.agreed_until,
        measures: party.measures.clone(),
        subprocessors: party.subprocessors.clone(),
        purposes: party.purposes.iter().copied().map(view::id).collect(),
        categories: party.categories.clone(),
        trust: party.trust.word().to_owned(),
        review_due: party.review_due,
    }
}

/// A third party as wished, with what the page does not know kept.
fn read(wish: Party, before: Option<&ThirdParty>, me: u32) -> Result<ThirdParty, Problem> {
    let unreadable = || problem(BadInput);
    let name = wish.name.trim().to_owned();
    if name.is_empty() {
        return Err(say(BadInput, "The third party has no name.", "Give it one, and save again."));
    }
    let list = |words: Vec<String>| -> Vec<String> {
        let words = words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
        words.collect::<BTreeSet<_>>().into_iter().take(MAX_LIST).collect()
    };
    let trust = Trust::parse(&wish.trust).ok_or_else(unreadable)?;
    // Whoever says that they are approved, or for how long that holds, has looked at them.
    let known = before.map(|before| (before.trust, before.review_due));
    let reviewed = trust == Trust::Approved && known != Some((trust, wish.review_due));
    Ok(ThirdParty {
        name,
        kind: wish.kind.trim().to_owned(),
        role: Role::parse(&wish.role).ok_or_else(unreadable)?,
        contact: wish.contact.trim().to_owned(),
        country: wish.country.trim().to_uppercase(),
        transfer: Transfer::parse(&wish.transfer).ok_or_else(unreadable)?,
        agreed: wish.agreed,
        agreed_until: wish.agreed_until,
        measures: list(wish.measures),
        subprocessors: list(wish.subprocessors),
        purposes: wish.purposes.into_iter().take(MAX_LIST).map(view::record_id).collect(),
        categories: list(wish.categories),
        trust,
        reviewed_by: if reviewed { Some(me) } else { before.and_then(|before| before.reviewed_by) },
        review_due: wish.review_due,
        deletion_confirmed: before.and_then(|before| before.deletion_confirmed),
    })
}

impl<F: File> OpenVault<F> {
    /// Third parties with what they lack and what they got.
    pub(super) fn parties(&self, now: u64) -> Reply {
        let mut of = self.left_by_party();
        let mut parties: Vec<PartyView> = self
            .book
            .ids_of(Kind::ThirdParty)
            .filter_map(|id| {
                let party = ThirdParty::read(&self.book.get(&id)?)?;
                let lacks = party.lacks(now).iter().map(ToString::to_string).collect();
                let disclosures = of.remove(&id).unwrap_or_default();
                let (deletion_confirmed, due) = (party.deletion_confirmed, party.asks_for_review(now));
                let reviewed_by = party.reviewed_by.map(|member| self.member_name(member)).unwrap_or_default();
                let (id, party) = (view::id(id), shown(&party));
                Some(PartyView { id, party, lacks, due, reviewed_by, disclosures, deletion_confirmed })
            })
            .collect();
        parties.sort_by_key(|one| one.party.name.to_lowercase());
        Reply::PrivacyAnswer(PrivacyAnswer::Parties(parties))
    }

    /// Makes or changes a third party.
    pub(super) fn save_party(
        &mut self,
        wish: PartyWish,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let me = self.state.me();
        let stamp = self.clock.tick(now);
        let mut step = Step::new();
        let (id, record) = match wish.id.map(view::record_id) {
            None => {
                let party = read(wish.party, None, me)?;
                let record = party.write(stamp).map_err(crate::records::bad_value)?;
                let id = RecordId(self.state.draw_id(entropy).0);
                step.made(id, &record);
                (id, record)
            }
            Some(id) => {
                let before = self.book.record(&id).ok_or_else(|| problem(Gone))?;
                let known =
                    self.book.get(&id).and_then(|record| ThirdParty::read(&record)).ok_or_else(|| problem(Gone))?;
                self.clock.observe(before.changed(), u64::MAX);
                let stamp = self.clock.tick(now);
                let mut after: Record = before.clone();
                for (field, value) in read(wish.party, Some(&known), me)?.fields() {
                    after.set(field, value, stamp).map_err(crate::records::bad_value)?;
                }
                step.edited(id, &before, &after);
                (id, after)
            }
        };
        self.stage(vec![(id, Some(record.encode()))], entropy)?;
        Ok(self.changed(Some(id), step))
    }

    /// The record of processing activities.
    pub(super) fn processing(&mut self) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let ledger = self.book.ledger(&marker);
        let categories = |purpose: &Purpose| ledger.categories(&purpose.data_fields).into_iter().collect();
        let purposes: Vec<(RecordId, Purpose, Vec<String>)> =
            ledger.purposes().map(|(id, purpose)| (id, purpose.clone(), categories(purpose))).collect();
        let known = self.book.ids_of(Kind::ThirdParty);
        let known = known.filter_map(|id| Some((id, ThirdParty::read(&self.book.get(&id)?)?)));
        let mut parties: Vec<(RecordId, ThirdParty)> =
            known.filter(|(_, party)| party.trust != Trust::Draft && party.trust != Trust::Ended).collect();
        // A purpose that was made twice stands in the record once, with whoever gets data for either.
        let ledger = self.book.ledger(&marker);
        for purpose in parties.iter_mut().flat_map(|(_, party)| &mut party.purposes) {
            *purpose = ledger.purpose_of(purpose);
        }
        let mut entries: Vec<ProcessingView> = purposes
            .into_iter()
            .filter(|(_, purpose, _)| purpose.status != PurposeStatus::Retired)
            .map(|(id, purpose, categories)| {
                let gets = |(of, party): &&(RecordId, ThirdParty)| {
                    party.purposes.contains(&id) || purpose.recipients.contains(of)
                };
                let receivers = parties.iter().filter(gets).map(|(_, party)| Receiver {
                    name: party.name.clone(),
                    role: party.role.word().to_owned(),
                    country: party.country.clone(),
                    transfer: party.transfer.word().to_owned(),
                    measures: party.measures.clone(),
                });
                ProcessingView {
                    name: purpose.name.clone(),
                    plain_text: purpose.plain_text.clone(),
                    basis: purpose.basis.word().to_owned(),
                    justification: purpose.justification.clone(),
                    categories,
                    receivers: receivers.collect(),
                    retention: self.rules_shown(&id, &purpose),
                }
            })
            .collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Processing(entries)))
    }
}
