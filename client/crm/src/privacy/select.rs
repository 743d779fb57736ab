//! Who and what goes into an export: purpose first, then recipient, then fields. There is no way round it.

use super::allowed::{Decision, Ground, Refusal, When};
use super::disclosure::Disclosure;
use super::ledger::Ledger;
use super::party::ThirdParty;
use super::point::Mark;
use super::words::Channel;
use crate::record::RecordId;
use crate::schema::FieldKey;
use std::collections::{BTreeMap, BTreeSet};

/// Why somebody is left out whose consent does not name the recipient.
pub const NOT_NAMED: &str = "recipient not named";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    /// For which purpose.
    pub purpose: RecordId,
    /// By which channel it will be used.
    pub channel: Channel,
    /// To whom; none is ourselves.
    pub recipient: Option<(RecordId, &'a ThirdParty)>,
    /// Which fields.
    pub fields: Vec<FieldKey>,
    /// Whose; none is everybody.
    pub people: Option<BTreeSet<RecordId>>,
    /// When it has to be given back or deleted, ms since 1970; third parties need it.
    pub return_by: Option<u64>,
}

/// Why nothing may be exported to this recipient.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PartyRefusal {
    /// There is no such purpose.
    #[error("there is no such purpose")]
    NoPurpose,
    /// It is not approved, or not any more.
    #[error("the recipient is not approved")]
    NotApproved,
    /// Its review is due.
    #[error("the recipient is due for review")]
    ReviewDue,
    /// There is no agreement that holds.
    #[error("there is no valid agreement with the recipient")]
    NoAgreement,
    /// Nobody said where it is, by a country's two letters.
    #[error("the recipient’s country is not known")]
    NoCountry,
    /// It is outside of the EEA, no decision of adequacy covers it, and nothing else was said that the transfer rests on.
    #[error("the transfer to the recipient’s country rests on nothing")]
    NoTransfer,
    /// It may not have data for this purpose.
    #[error("the recipient may not have data for this purpose")]
    Purpose,
    /// It may not have data of this category.
    #[error("the recipient may not have data of this kind: {0}")]
    Category(String),
    /// Nobody said until when.
    #[error("there is no date by which the data is returned or deleted")]
    NoReturnDate,
}

/// What an export comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Whose data goes, with the contact point and the ground.
    pub included: Vec<(RecordId, Option<Mark>, Ground)>,
    /// How many are left out, by their first reason.
    pub excluded: BTreeMap<Refusal, u32>,
    /// How many are left out because their consent does not name the recipient.
    pub not_named: u32,
    /// The fields that go: those that the purpose needs.
    pub fields: Vec<FieldKey>,
    /// Fields asked for that the purpose does not need, or that no export takes.
    pub left_out: Vec<FieldKey>,
    /// The disclosure, but for device, form and hash of the file.
    pub draft: Disclosure,
}

impl Ledger {
    /// Selects what may go. Everybody in it was allowed one by one; a recipient that may not have it is refused as a whole,
    /// with every reason.
    pub fn select(&self, export: &Export<'_>, when: When) -> Result<Selection, Vec<PartyRefusal>> {
        let id = self.purpose_of(&export.purpose);
        let Some(purpose) = self.purpose(&id) else { return Err(vec![PartyRefusal::NoPurpose]) };
        let goes = |field: &FieldKey| purpose.data_fields.contains(field) && self.is_taken(*field);
        let (fields, left_out): (Vec<FieldKey>, Vec<FieldKey>) = export.fields.iter().partition(|field| goes(field));
        if let Some((_, party)) = export.recipient {
            self.check_party(party, &id, self.categories(&fields), export.return_by, when.now)?;
        }
        let (mut included, mut excluded, mut not_named) = (Vec::new(), BTreeMap::new(), 0);
        let asked = |decision: &Decision| export.people.as_ref().is_none_or(|people| people.contains(&decision.person));
        for decision in self.allowed_people(&id, export.channel, when).into_iter().filter(asked) {
            match decision.outcome {
                Ok(ground) if self.names(ground, export.recipient) => {
                    included.push((decision.person, decision.point, ground));
                }
                Ok(_) => not_named += 1,
                Err(reasons) => {
                    let first = reasons.into_iter().next().unwrap_or(Refusal::NoPerson);
                    *excluded.entry(first).or_insert(0) += 1;
                }
            }
        }
        let mut selection = Selection { included, excluded, not_named, fields, left_out, draft: Disclosure::default() };
        selection.draft = selection.disclosure(export, id, when.now);
        Ok(selection)
    }

    /// Whether a third party may have data of these categories for this purpose; every reason against it.
    pub(super) fn check_party(
        &self,
        party: &ThirdParty,
        purpose: &RecordId,
        categories: BTreeSet<String>,
        return_by: Option<u64>,
        now: u64,
    ) -> Result<(), Vec<PartyRefusal>> {
        let mut no = party.lacks(now);
        if !party.purposes.iter().any(|allowed| self.purpose_of(allowed) == *purpose) {
            no.push(PartyRefusal::Purpose);
        }
        let refused = categories.into_iter().filter(|one| !party.categories.contains(one));
        no.extend(refused.map(PartyRefusal::Category));
        if return_by.is_none_or(|by| by <= now) {
            no.push(PartyRefusal::NoReturnDate);
        }
        if no.is_empty() { Ok(()) } else { Err(no) }
    }

    /// Whether the ground covers the recipient: a consent whose notice names it or its kind. Only consent does.
    pub(super) fn names(&self, ground: Ground, recipient: Option<(RecordId, &ThirdParty)>) -> bool {
        let Some((id, party)) = recipient else { return true };
        let Ground::Consent { notice, .. } = ground else { return false };
        self.notice(&notice).is_some_and(|notice| {
            notice.recipients.contains(&id) || !party.kind.is_empty() && notice.recipient_kinds.contains(&party.kind)
        })
    }
}

impl Selection {
    fn disclosure(&self, export: &Export<'_>, purpose: RecordId, now: u64) -> Disclosure {
        let event = |ground: &Ground| match ground {
            Ground::Consent { event, .. } => Some(*event),
            Ground::Basis(_) => None,
        };
        let mut by_reason: BTreeMap<&str, u32> = BTreeMap::new();
        self.excluded.iter().for_each(|(reason, count)| *by_reason.entry(reason.words()).or_insert(0) += count);
        if self.not_named > 0 {
            by_reason.insert(NOT_NAMED, self.not_named);
        }
        Disclosure {
            at: now,
            purpose,
            recipient: export.recipient.map(|(id, _)| id),
            fields: self.fields.clone(),
            people: self.included.iter().map(|(person, _, ground)| (*person, event(ground))).collect(),
            rows: self.included.len() as u64,
            excluded: by_reason.into_iter().map(|(reason, count)| (reason.to_owned(), count)).collect(),
            return_by: export.return_by,
            ..Disclosure::default()
        }
    }
}
