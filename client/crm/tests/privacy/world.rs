//! A small vault to ask questions of: purposes, notices, people and what they said, and printers who may get data.

use tacit_crm::privacy::defaults::NEWSLETTER;
use tacit_crm::privacy::words::{Channel, EventKind, IndicatedBy, Method, Role, Transfer, Trust};
use tacit_crm::privacy::{
    ConsentEvent, Ground, Ledger, Mark, Notice, Period, PointKind, Purpose, Refusal, ThirdParty, When, key as pk,
};
use tacit_crm::schema::key;
use tacit_crm::{Book, Clock, FieldKey, Kind, Point, Record, RecordId, Stamp, Value};

/// 2026-11-26, noon.
pub const NOW: u64 = 1_795_694_400_000;
pub const DAY: u64 = 86_400_000;
pub const MEMBER: u32 = 4;

/// Stands for HMAC-SHA-256 under the vault's key, and for SHA-256: the same bytes give the same 32.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    for (at, chunk) in out.chunks_mut(8).enumerate() {
        let seed = 0xcbf2_9ce4_8422_2325_u64.wrapping_add(at as u64);
        let hash = bytes.iter().fold(seed, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        chunk.copy_from_slice(&hash.to_le_bytes());
    }
    out
}

pub fn marker(bytes: &[u8]) -> Mark {
    Mark(digest(bytes))
}

pub fn mark(email: &str) -> Mark {
    PointKind::Email.mark(email, &marker).unwrap()
}

pub struct World {
    pub book: Book,
    pub clock: Clock,
    pub now: u64,
    next: u128,
}

/// A notice that asks for a new yes.
pub fn notice(purposes: Vec<RecordId>, text: &str, from: u64) -> Notice {
    Notice {
        purposes,
        lang: "en".into(),
        text: text.into(),
        sha256: digest(text.as_bytes()),
        effective_from: from,
        material_change: true,
        supersedes: None,
        recipients: Vec::new(),
        recipient_kinds: Vec::new(),
    }
}

/// Printers, who may have these categories of data for this purpose.
pub fn printers(purpose: RecordId, categories: &[&str]) -> ThirdParty {
    ThirdParty {
        name: "Print & Post".into(),
        kind: "printers".into(),
        role: Role::Processor,
        contact: String::new(),
        country: "DE".into(),
        transfer: Transfer::None,
        agreed: Some(NOW - DAY),
        agreed_until: None,
        measures: vec![],
        subprocessors: vec![],
        purposes: vec![purpose],
        categories: categories.iter().map(|word| (*word).to_owned()).collect(),
        trust: Trust::Approved,
        reviewed_by: Some(4),
        review_due: Some(NOW + 100 * DAY),
        deletion_confirmed: None,
    }
}

impl World {
    /// With the purposes that a vault begins with.
    pub fn new() -> Self {
        let mut world = Self { book: Book::new(), clock: Clock::new(MEMBER), now: NOW, next: 0 };
        let stamp = Stamp { ms: NOW - 400 * DAY, counter: 0, author: MEMBER };
        let mut next = 0;
        let draw = || {
            next += 1;
            RecordId(u128::to_be_bytes(next))
        };
        for (id, record) in world.book.first_purposes("en", draw, digest, stamp).unwrap() {
            world.put(id, &record);
        }
        world.next = 1_000;
        world
    }

    /// From here on it is the world of another member, who draws other ids.
    pub fn is_of(&mut self, member: u32) {
        self.clock = Clock::new(member);
        self.next = 100_000 * u128::from(member);
    }

    pub fn stamp(&mut self) -> Stamp {
        self.clock.tick(self.now)
    }

    pub fn draw(&mut self) -> RecordId {
        self.next += 1;
        RecordId(self.next.to_be_bytes())
    }

    /// An id that nothing has.
    pub fn draw_next(&self) -> RecordId {
        RecordId((self.next + 1).to_be_bytes())
    }

    pub fn put(&mut self, id: RecordId, record: &Record) {
        self.book.put(id, &record.encode()).unwrap();
    }

    pub fn add(&mut self, record: &Record) -> RecordId {
        let id = self.draw();
        self.put(id, record);
        id
    }

    pub fn ledger(&mut self) -> &Ledger {
        self.book.ledger(&marker)
    }

    pub fn purpose(&mut self, slug: &str) -> RecordId {
        self.ledger().purposes().find(|(_, purpose)| purpose.slug == slug).unwrap().0
    }

    pub fn newsletter(&mut self) -> RecordId {
        self.purpose(NEWSLETTER)
    }

    /// Edits a purpose as a page would.
    pub fn edit_purpose(&mut self, id: RecordId, with: impl FnOnce(&mut Purpose)) {
        let mut purpose = Purpose::read(&self.book.get(&id).unwrap()).unwrap();
        with(&mut purpose);
        let stamp = self.stamp();
        let mut record = self.book.record(&id).unwrap();
        for (field, value) in purpose.fields() {
            record.set(field, value, stamp).unwrap();
        }
        self.put(id, &record);
    }

    /// A purpose's newest notice with its hash.
    pub fn notice(&mut self, purpose: RecordId) -> (RecordId, [u8; 32]) {
        let ids: Vec<RecordId> = self.book.ids_of(Kind::Notice).collect();
        let ledger = self.ledger();
        let about = ids.into_iter().filter_map(|id| Some((id, ledger.notice(&id)?)));
        let newest =
            about.filter(|(_, notice)| notice.purposes.contains(&purpose)).max_by_key(|(_, n)| n.effective_from);
        newest.map(|(id, notice)| (id, notice.sha256)).unwrap()
    }

    pub fn person(&mut self, name: &str, emails: &[&str]) -> RecordId {
        let stamp = self.stamp();
        let mut record = Record::new(Kind::Person, stamp);
        record.set(key::GIVEN, Value::text(name), stamp).unwrap();
        let points = emails.iter().map(|email| Point::new("work", *email)).collect();
        record.set(key::EMAILS, Value::Points(points), stamp).unwrap();
        self.add(&record)
    }

    /// Writes one field of a record, as any edit does.
    pub fn edit(&mut self, id: RecordId, field: FieldKey, value: Value) {
        let stamp = self.stamp();
        let mut record = self.book.record(&id).unwrap();
        record.set(field, value, stamp).unwrap();
        self.put(id, &record);
    }

    /// A consent as the person gives it today in a form, naming everything that it lifts; not confirmed yet.
    pub fn consent(&mut self, person: RecordId, purpose: RecordId, point: Option<Mark>) -> ConsentEvent {
        let notice = self.notice(purpose);
        let lifts = self.ledger().to_lift(&person, &purpose, point);
        let double = self.ledger().purpose(&purpose).unwrap().double_opt_in;
        ConsentEvent {
            point,
            notice: Some(notice),
            validity: Some(Period::months(24)),
            confirm: double,
            lifts,
            ..self.said(person, purpose, EventKind::Given, point)
        }
    }

    /// What a person said today in a form.
    pub fn said(&self, person: RecordId, purpose: RecordId, kind: EventKind, point: Option<Mark>) -> ConsentEvent {
        let new = ConsentEvent::new(person, purpose, kind, self.now, IndicatedBy::Subject, Method::Form);
        ConsentEvent { point, ..new }
    }

    pub fn record(&mut self, event: &ConsentEvent) -> RecordId {
        let stamp = self.stamp();
        let record = event.write(stamp).unwrap();
        self.add(&record)
    }

    /// A person with one address who gave and confirmed consent to the newsletter.
    pub fn subscriber(&mut self, name: &str, email: &str) -> RecordId {
        let person = self.person(name, &[email]);
        self.subscribe(person, email);
        person
    }

    /// Gives and confirms consent to the newsletter; the event that gave it.
    pub fn subscribe(&mut self, person: RecordId, email: &str) -> RecordId {
        let (purpose, point) = (self.newsletter(), Some(mark(email)));
        let consent = self.consent(person, purpose, point);
        let given = self.record(&consent);
        let confirmed =
            ConsentEvent { answers: Some(given), ..self.said(person, purpose, EventKind::Confirmed, point) };
        self.record(&confirmed);
        given
    }

    pub fn withdraw(&mut self, person: RecordId, email: &str) -> RecordId {
        let purpose = self.newsletter();
        let event = self.said(person, purpose, EventKind::Withdrawn, Some(mark(email)));
        self.record(&event)
    }

    pub fn when(&self) -> When {
        When { now: self.now, answers: Some(self.now) }
    }

    /// Whether the newsletter may go to this address of a person.
    pub fn mail(&mut self, person: RecordId, email: &str) -> Result<Ground, Vec<Refusal>> {
        let (purpose, when) = (self.newsletter(), self.when());
        self.ledger().allowed(&person, &purpose, Channel::Email, Some(mark(email)), when)
    }

    /// Where the consent to the newsletter at this address stands.
    pub fn state(&mut self, person: RecordId, email: &str) -> tacit_crm::privacy::ConsentState {
        let (purpose, now) = (self.newsletter(), self.now);
        self.ledger().standing(&person, &purpose, Some(mark(email)), now).unwrap().state
    }
}

/// The fields of a union of people.
pub const UNITED: FieldKey = pk::UNITED_FROM;

pub fn publish(
    world: &mut World,
    purpose: RecordId,
    from: u64,
    with: impl FnOnce(&mut Notice),
) -> (RecordId, [u8; 32]) {
    let text = format!("wording from {from}");
    let mut notice = Notice {
        purposes: vec![purpose],
        lang: "en".into(),
        sha256: digest(text.as_bytes()),
        text,
        effective_from: from,
        material_change: false,
        supersedes: None,
        recipients: vec![],
        recipient_kinds: vec![],
    };
    with(&mut notice);
    let stamp = world.stamp();
    (world.add(&notice.write(stamp).unwrap()), notice.sha256)
}
