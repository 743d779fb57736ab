//! What has to come back: a disclosure's "return or delete by" as a task, and that the recipient confirmed it. A file that
//! left cannot be recalled; that somebody sees to it can be held.

use super::access::AccessEvent;
use super::disclosure::Disclosure;
use super::key as pk;
use super::words::Did;
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::record::{Record, RecordId};
use crate::recur::Day;
use crate::schema::{Kind, key};

/// Where a disclosure that has to come back stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// The first record of the disclosure.
    pub disclosure: RecordId,
    /// Who has the data.
    pub party: RecordId,
    /// Until when, ms since 1970.
    pub by: u64,
    /// The task that says so, if it is here.
    pub task: Option<RecordId>,
    /// When it was confirmed, by which member, and how; none while it is open.
    pub confirmed: Option<(u64, u32, String)>,
}

impl Disclosure {
    /// The task to see to its return, whose first record is `first`: of the member who let it leave, due that day. None for
    /// what has no such day, or went to nobody else.
    pub fn return_task(
        &self,
        first: RecordId,
        title: &str,
        owner: u32,
        stamp: Stamp,
    ) -> Result<Option<Record>, ValueError> {
        let Some(by) = self.return_by.filter(|_| self.recipient.is_some()) else { return Ok(None) };
        let due = Day::of_ms(by).map_or(Value::Empty, |day| Value::text(day.to_string()));
        let mut task = Record::new(Kind::Task, stamp);
        let fields = [
            (key::NAME, Value::text(title)),
            (key::DUE, due),
            (key::OWNER, Value::Number(u64::from(owner))),
            (pk::RETURN_OF, Value::Link(first)),
        ];
        for (field, value) in fields {
            task.set(field, value, stamp)?;
        }
        Ok(Some(task))
    }
}

impl Book {
    /// Where a disclosure stands that has to come back; none for any other record.
    pub fn return_of(&self, disclosure: &RecordId) -> Option<Return> {
        let of = Disclosure::read(&self.get(disclosure)?)?;
        let (party, by) = (of.recipient?, of.return_by?);
        let mut tasks: Vec<(bool, RecordId)> = Vec::new();
        for row in self.referring_rows(disclosure) {
            let Some(record) = self.peek(row).filter(|record| record.kind() == Kind::Task) else { continue };
            if record.link(pk::RETURN_OF) == Some(*disclosure) {
                tasks.push((record.has(key::DONE), self.id_of(row)));
            }
        }
        tasks.sort_unstable();
        let said = self.accesses_of(disclosure).into_iter().find(|(_, event)| event.did == Did::Returned);
        // A tick that was taken back confirms nothing.
        let is_open = tasks.first().is_some_and(|(done, _)| !done);
        let confirmed = said.filter(|_| !is_open).map(|(stamp, event)| (stamp.ms, stamp.author, event.why));
        Some(Return { disclosure: *disclosure, party, by, task: tasks.first().map(|(_, id)| *id), confirmed })
    }

    /// The disclosure whose return a task is about.
    pub fn return_of_task(&self, task: &RecordId) -> Option<Return> {
        let record = self.get(task).filter(|record| record.kind() == Kind::Task)?;
        self.return_of(&record.link(pk::RETURN_OF)?)
    }

    /// That a return was confirmed, how: the event, and the recipient's record with when that was.
    pub fn confirmed_return(
        &self,
        of: &Return,
        (why, device): (&str, &str),
        stamp: Stamp,
    ) -> Result<(Record, Option<(RecordId, Record)>), ValueError> {
        let (why, device) = (why.to_owned(), device.to_owned());
        let event =
            AccessEvent { did: Did::Returned, record: of.disclosure, field: None, device, told: Some(of.party), why };
        let party = self.record(&of.party).filter(|record| record.kind() == Kind::ThirdParty);
        let party = match party {
            None => None,
            Some(mut party) => {
                party.set(pk::DELETION_CONFIRMED, Value::Number(stamp.ms), stamp)?;
                Some((of.party, party))
            }
        };
        Ok((event.write(stamp)?, party))
    }
}
