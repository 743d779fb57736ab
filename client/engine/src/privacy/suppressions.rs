//! Contact points that are left alone: the list, which has marks and no addresses; looking for one, which is written down
//! before it is answered; putting one there by hand, and lifting what was.

use super::restriction::reason;
use crate::Failure;
use crate::engine::{Engine, PageId};
use crate::ports::{File, Platform};
use crate::problem::{problem, say};
use crate::vault::OpenVault;
use crate::view;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::suppressions::{
    PointHeld, PointWish, Reach, SUPPRESSIONS_PAGE, SuppressionList, SuppressionView, SuppressionsAnswer,
    SuppressionsAsk,
};
use tacit_bridge::problem::ProblemKind::{BadInput, Gone, NoRight};
use tacit_bridge::{Problem, Reply};
use tacit_crm::privacy::words::{Channel, Did, SuppressedFor};
use tacit_crm::privacy::{AccessEvent, ByHand, NoLift, NotPut, PointKind, Scope, Suppression, points_of};
use tacit_crm::undo::Step;
use tacit_crm::{Kind, RecordId};
use tacit_vault::Entropy;

fn answer(answer: SuppressionsAnswer) -> Reply {
    Reply::PrivacyAnswer(PrivacyAnswer::Suppressions(answer))
}

fn kind(word: &str) -> Result<PointKind, Problem> {
    match word {
        "email" => Ok(PointKind::Email),
        "phone" => Ok(PointKind::Phone),
        "post" => Ok(PointKind::Post),
        "social" => Ok(PointKind::Social),
        _ => Err(problem(BadInput)),
    }
}

fn word(kind: PointKind) -> &'static str {
    match kind {
        PointKind::Email => "email",
        PointKind::Phone => "phone",
        PointKind::Post => "post",
        PointKind::Social => "social",
    }
}

fn scope(reach: &Reach) -> Result<Scope, Problem> {
    Ok(match reach {
        Reach::All => Scope::All,
        Reach::Marketing => Scope::Marketing,
        Reach::Purpose(id) => Scope::Purpose(view::record_id(*id)),
        Reach::Channel(word) => Scope::Channel(Channel::parse(word).ok_or_else(|| problem(BadInput))?),
    })
}

fn no_point() -> Problem {
    say(BadInput, "That is no address or number of this kind.", "Type the whole address or number, and try again.")
}

fn not_put(error: NotPut) -> Problem {
    match error {
        NotPut::NoPoint => no_point(),
        NotPut::NotByHand => problem(BadInput),
        NotPut::OtherWay => {
            let what = "Nothing reaches an address or number of this kind by that channel.";
            say(BadInput, what, "Choose another channel, and try again.")
        }
        NotPut::NoPurpose => problem(Gone),
        NotPut::Already => say(BadInput, "It is on the list already, for the same reason.", "Nothing was changed."),
    }
}

fn not_lifted(error: NoLift) -> Problem {
    let what = match error {
        NoLift::NotHere => "It is not on the list any more.",
        NoLift::TheirWord => "The person said so, and only the person takes it back.",
        NoLift::Erased => "It belongs to somebody who was erased.",
        NoLift::Bounced => "Mails to this address came back.",
        NoLift::Law => "The law says so.",
    };
    let todo = match error {
        NoLift::NotHere | NoLift::Law => "Nothing was changed.",
        _ => "A new consent of the person takes it off by itself.",
    };
    say(BadInput, what, todo)
}

impl<P: Platform> Engine<P> {
    pub(super) fn suppressions_ask(&self, page: PageId, ask: SuppressionsAsk) -> Result<Reply, Failure> {
        let (now, device) = (self.platform.now(), self.device_label());
        match ask {
            SuppressionsAsk::List(from) => self.look(page, |vault| vault.suppression_list(from)),
            SuppressionsAsk::Check(point) => {
                self.edit(page, |vault, entropy| vault.look_for_point(&point, device, now, entropy))
            }
            SuppressionsAsk::Of(person) => self.look(page, |vault| vault.left_alone_of(view::record_id(person))),
            SuppressionsAsk::Add { point, reach, reason } => {
                let scope = scope(&reach)?;
                self.edit(page, |vault, entropy| vault.leave_alone(&point, (scope, &reason), now, entropy))
            }
            SuppressionsAsk::Lift { id, why } => {
                let id = view::record_id(id);
                self.edit(page, |vault, entropy| vault.lift_suppression(id, (&why, device), now, entropy))
            }
        }
    }
}

impl<F: File> OpenVault<F> {
    fn suppression_list(&mut self, from: u32) -> Result<Reply, Failure> {
        let (marker, may_lift) = (self.marker()?, self.may_erase());
        let all = self.book.ledger(&marker).left_alone();
        let total = all.len() as u32;
        let window = all.into_iter().skip(from as usize).take(SUPPRESSIONS_PAGE as usize);
        let window: Vec<(RecordId, Suppression)> = window.map(|(id, of)| (id, of.clone())).collect();
        let lines = window.iter().map(|(id, of)| self.suppression_view(*id, of)).collect();
        Ok(answer(SuppressionsAnswer::List(SuppressionList { lines, total, may_lift })))
    }

    fn suppression_view(&self, id: RecordId, of: &Suppression) -> SuppressionView {
        let (scope, what) = match of.scope {
            Scope::All => ("all", String::new()),
            Scope::Marketing => ("marketing", String::new()),
            Scope::Purpose(purpose) => ("purpose", self.book.name(&purpose)),
            Scope::Channel(channel) => ("channel", channel.word().to_owned()),
        };
        let by = self.book.get(&id).map(|record| self.member_name(record.created().author));
        SuppressionView {
            id: view::id(id),
            reason: of.reason.word().to_owned(),
            scope: scope.to_owned(),
            of: what,
            since: of.since,
            by: by.unwrap_or_default(),
            by_hand: of.reason.is_by_hand_alone(),
        }
    }

    /// What holds for a person's own contact points. Their page tells as much of each purpose, so it is no look-up.
    fn left_alone_of(&mut self, person: RecordId) -> Result<Reply, Failure> {
        let marker = self.marker()?;
        let record = self.book.get(&person).filter(|record| record.kind() == Kind::Person);
        let record = record.ok_or_else(|| problem(Gone))?;
        let shown = points_of(&record).into_iter().filter(|(_, field, _)| !self.book.is_masked(Kind::Person, *field));
        let points: Vec<(PointKind, String)> = shown.map(|(kind, _, value)| (kind, value.to_owned())).collect();
        let ledger = self.book.ledger(&marker);
        let held = |(kind, value): &(PointKind, String)| -> Vec<(RecordId, Suppression)> {
            let found = ledger.left_alone_at(*kind, value, &marker).unwrap_or_default();
            found.into_iter().map(|(id, of)| (id, of.clone())).collect()
        };
        let found: Vec<Vec<(RecordId, Suppression)>> = points.iter().map(held).collect();
        let shown = points.into_iter().zip(found).map(|((kind, value), held)| PointHeld {
            point: PointWish { kind: word(kind).to_owned(), value },
            held: held.iter().map(|(id, of)| self.suppression_view(*id, of)).collect(),
        });
        Ok(answer(SuppressionsAnswer::Person(shown.collect())))
    }

    /// Whether a contact point is on the list. Whoever holds it can test an address, so it is written down that somebody did.
    fn look_for_point(
        &mut self,
        point: &PointWish,
        device: String,
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.may_write()?;
        let (kind, marker) = (kind(&point.kind)?, self.marker()?);
        let found = self.book.ledger(&marker).left_alone_at(kind, &point.value, &marker).ok_or_else(no_point)?;
        let found: Vec<(RecordId, Suppression)> = found.into_iter().map(|(id, of)| (id, of.clone())).collect();
        // What was looked for is in it only as what was found.
        let record = found.first().map(|(id, _)| *id).unwrap_or_default();
        let event = AccessEvent { did: Did::Checked, record, field: None, device, told: None, why: String::new() };
        let stamp = self.clock.tick(now);
        let logged = self.access_event(&event, stamp, entropy)?;
        self.stage(vec![logged], entropy)?;
        let found = found.iter().map(|(id, of)| self.suppression_view(*id, of)).collect();
        Ok(answer(SuppressionsAnswer::Found(found)))
    }

    fn leave_alone(
        &mut self,
        point: &PointWish,
        (scope, reason): (Scope, &str),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        let (kind, marker) = (kind(&point.kind)?, self.marker()?);
        let reason = SuppressedFor::parse(reason).ok_or_else(|| problem(BadInput))?;
        let of = ByHand { kind, value: &point.value, scope, reason };
        let put = self.book.ledger(&marker).put_by_hand(of, now, &marker).map_err(not_put)?;
        let stamp = self.clock.tick(now);
        let record = put.write(stamp).map_err(crate::records::bad_value)?;
        let id = RecordId(self.state.draw_id(entropy).0);
        self.stage(vec![(id, Some(record.encode()))], entropy)?;
        Ok(self.changed(Some(id), Step::new()))
    }

    fn lift_suppression(
        &mut self,
        id: RecordId,
        (why, device): (&str, String),
        now: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<Reply, Failure> {
        self.may_write()?;
        if !self.may_erase() {
            let what = "Only admins and owners may take an address or number off this list.";
            return Err(say(NoRight, what, "Ask one of them.").into());
        }
        let (why, marker) = (reason(why)?.to_owned(), self.marker()?);
        self.book.ledger(&marker).may_lift(&id).map_err(not_lifted)?;
        let event = AccessEvent { did: Did::Lifted, record: id, field: None, device, told: None, why };
        let stamp = self.clock.tick(now);
        let lifted = self.access_event(&event, stamp, entropy)?;
        self.stage(vec![lifted], entropy)?;
        Ok(self.changed(None, Step::new()))
    }
}
