//! Where everything stands, in one pass over people and their privacy records: what is covered, what ends, what is due. What
//! is not due is not in it.

use super::allowed::{Ground, Refusal, When};
use super::ledger::{Asked, Ledger, Person};
use super::party::ThirdParty;
use super::period::Period;
use super::point::{Marker, PointKind};
use super::source_told::SourceTold;
use super::words::{Basis, Channel, EventKind, PurposeStatus};
use crate::book::Book;
use crate::demo;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, key};
use std::collections::HashSet;

/// Consents that end within this time are shown.
/// Within this time somebody is told where their data came from (Art. 14(3)).
const TELL: Period = Period::months(1);

/// Where everything stands. Restricted people are in no other list than their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Centre {
    /// Purposes that are not over.
    pub purposes: u32,
    /// People who are not restricted.
    pub people: u32,
    /// Those of them for whom nothing is allowed and no purpose has a valid basis.
    pub uncovered: Vec<RecordId>,
    /// Whose consent ends within 30 days, and when, ms since 1970.
    pub ending: Vec<(RecordId, u64)>,
    /// Whose consent only waits for a newer notice.
    pub again: Vec<RecordId>,
    /// Who came by a file and has not been told so, and until when that has to be, ms since 1970.
    pub untold: Vec<(RecordId, u64)>,
    /// Whose data is only stored.
    pub restricted: Vec<RecordId>,
    /// Masked fields of people that have values.
    pub sensitive: Vec<FieldKey>,
    /// People who have some.
    pub delicate: Vec<RecordId>,
    /// Fields of people that have values and that no purpose needs.
    pub unneeded: Vec<FieldKey>,
    /// When open requests have to be answered, ms since 1970, the first first.
    pub requests: Vec<u64>,
    /// Third parties whose review is due.
    pub parties: u32,
}

/// What the purposes come to for one person.
#[derive(Default)]
struct Stand {
    covered: bool,
    ends: Option<u64>,
    again: bool,
}

/// How one purpose stands by one channel.
enum At {
    Yes,
    Waits,
    No,
}

impl Ledger {
    /// The first part of it: what purposes come to.
    fn looked_over(&self, now: u64) -> Centre {
        let mut centre = Centre::default();
        let mut asked: Vec<Asked<'_>> = Vec::new();
        for (id, purpose) in self.purposes() {
            centre.purposes += u32::from(purpose.status != PurposeStatus::Retired);
            if purpose.status == PurposeStatus::Active {
                asked.extend(self.asked(&id, now));
            }
        }
        for person in self.people.iter().filter(|person| person.is_here) {
            if self.is_restricted(&person.id, now) {
                centre.restricted.push(person.id);
                continue;
            }
            centre.people += 1;
            let stand = self.stand(person, &asked, now);
            if !stand.covered && centre.purposes > 0 {
                centre.uncovered.push(person.id);
            }
            centre.ending.extend(stand.ends.map(|end| (person.id, end)));
            if stand.again {
                centre.again.push(person.id);
            }
        }
        centre
    }

    fn stand(&self, person: &Person, asked: &[Asked<'_>], now: u64) -> Stand {
        let mut stand = Stand::default();
        let class = self.class(&person.id);
        let said = |id: &RecordId| self.person(id).is_some_and(|known| !known.events.is_empty());
        let silent = !class.iter().any(|id| said(id) || self.bases.contains_key(id));
        for of in asked {
            // Who said nothing, and of whom nothing was said, has no consent.
            let by_consent = of.purpose.category.needs_consent() || of.purpose.basis == Basis::Consent;
            if silent && (by_consent || stand.covered) {
                continue;
            }
            let (mut yes, mut waits) = (false, false);
            for channel in &of.purpose.channels {
                match self.stand_at(person, of, *channel, now, &mut stand.ends) {
                    At::Yes => yes = true,
                    At::Waits => waits = true,
                    At::No => {}
                }
            }
            stand.covered |= yes;
            stand.again |= waits && !yes;
        }
        stand
    }

    /// One purpose by one channel, at any contact point; of several the first counts, unless another may be used.
    fn stand_at(&self, person: &Person, of: &Asked<'_>, channel: Channel, now: u64, ends: &mut Option<u64>) -> At {
        // Whether withdrawals were fetched is asked when something leaves, not here.
        let when = When { now, answers: Some(now) };
        let kind = PointKind::of(channel);
        let points = person.points.iter().filter(|(of, _)| Some(*of) == kind).map(|(_, mark)| Some(*mark));
        let mut points: Vec<_> = points.collect();
        if points.is_empty() {
            points.push(None);
        }
        let mut found: Option<At> = None;
        for point in points {
            let outcome = self.decide((&person.id, Some(person)), of, channel, point, when);
            if let Ok(Ground::Consent { until, .. }) = &outcome
                && now >= of.purpose.renew_before.before(*until)
            {
                *ends = Some(ends.map_or(*until, |end| end.min(*until)));
            }
            let at = match outcome {
                Ok(_) => At::Yes,
                // The basis holds; there is only nothing to write to.
                Err(no) if no == [Refusal::NoPoint] => At::Yes,
                Err(no) if no == [Refusal::NoticeOvertaken] => At::Waits,
                Err(_) => At::No,
            };
            if found.is_none() || matches!(at, At::Yes) {
                found = Some(at);
            }
        }
        found.unwrap_or(At::No)
    }

    /// Whether somebody was shown a notice, or answered to one.
    fn was_shown_notice(&self, person: &RecordId) -> bool {
        let events = self.class(person).iter().filter_map(|id| self.person(id)).flat_map(|known| &known.events);
        let mut told = events.filter(|entry| entry.heard.kind != EventKind::ImportedUnproven);
        told.any(|entry| entry.heard.notice.is_some())
    }
}

impl Book {
    /// Where everything stands at this moment, ms since 1970.
    pub fn centre(&mut self, marker: &dyn Marker, now: u64) -> Centre {
        let mut centre = self.ledger(marker).looked_over(now);
        self.look_at_people(&mut centre, now);
        let open = self.requests().into_iter().filter(|(_, request)| !request.is_closed());
        centre.requests = open.map(|(_, request)| request.due_at()).collect();
        centre.requests.sort_unstable();
        let parties = self.records_of(Kind::ThirdParty).filter_map(|(_, record)| ThirdParty::read(&record));
        centre.parties = parties.filter(|party| party.asks_for_review(now)).count() as u32;
        centre
    }

    /// Sensitive fields that have values, and who has to be told where their data came from.
    fn look_at_people(&self, centre: &mut Centre, now: u64) {
        let own = self.custom_fields(Kind::Person).into_iter().map(|custom| custom.key);
        let built_in = schema::fields(Kind::Person).iter().filter(|spec| !spec.hidden).map(|spec| spec.key);
        let all: Vec<FieldKey> = built_in.chain(own).collect();
        let masked: Vec<FieldKey> = all.iter().copied().filter(|field| self.is_masked(Kind::Person, *field)).collect();
        let mut used = vec![false; masked.len()];
        // Without purposes nobody began with this.
        let unneeded = |field: &FieldKey| centre.purposes > 0 && self.ledger.purposes_of_field(*field).is_empty();
        let mut unneeded: Vec<FieldKey> = all.into_iter().filter(unneeded).collect();
        let told = self.told_of_source();
        for (row, record) in self.records_of(Kind::Person) {
            let id = self.id_of(row);
            if self.ledger.is_restricted(&id, now) {
                continue;
            }
            let mut has_some = false;
            for (field, used) in masked.iter().zip(&mut used) {
                if record.has(*field) {
                    (*used, has_some) = (true, true);
                }
            }
            if has_some {
                centre.delicate.push(id);
            }
            // Each is looked for until somebody has it.
            centre.unneeded.extend(unneeded.extract_if(.., |field| record.has(*field)));
            let source = record.text(key::SOURCE);
            let by_file = !source.is_empty() && !demo::is_made_up(source);
            let is_told =
                || self.ledger.class(&id).iter().any(|id| told.contains(id)) || self.ledger.was_shown_notice(&id);
            // Without purposes nobody began with this: nobody is nagged.
            if by_file && centre.purposes > 0 && !is_told() {
                centre.untold.push((id, TELL.after(record.created().ms)));
            }
        }
        let fields = masked.into_iter().zip(used).filter(|(_, used)| *used);
        centre.sensitive = fields.map(|(field, _)| field).collect();
    }

    /// Who was told where their data came from: events of having told that name no third party and belong to no erasure.
    fn told_of_source(&self) -> HashSet<RecordId> {
        let told = self.records_of(Kind::AccessEvent).filter_map(|(_, record)| SourceTold::read(&record));
        told.map(|told| told.person).collect()
    }
}
