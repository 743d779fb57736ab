//! Made-up consents of everybody, and notes about somebody that name others: for measuring what the rules of privacy cost.

use crate::book::Book;
use crate::clock::Stamp;
use crate::field::Value;
use crate::privacy::defaults::NEWSLETTER;
use crate::privacy::words::{EventKind, IndicatedBy, Method};
use crate::privacy::{ConsentEvent, Marker, Period, PointKind, key as pk};
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};

/// Of so many people one takes the consent back.
const TAKEN_BACK: usize = 10;
/// How long the consents hold.
const VALIDITY: Period = Period::months(24);

/// The first purposes, whose notices have marks for hashes, and a consent of everybody to the newsletter at the first address, which one in ten took back;
/// the newsletter, or nothing where the book takes no purpose.
pub fn consents(
    book: &mut Book,
    draw: &mut dyn FnMut() -> RecordId,
    marker: &dyn Marker,
    stamp: Stamp,
) -> Option<RecordId> {
    for (id, record) in book.first_purposes("en", &mut *draw, |text| marker.mark(text).0, stamp).ok()? {
        book.put(id, &record.encode()).ok()?;
    }
    let purpose = book.ledger(marker).purposes().find(|(_, of)| of.slug == NEWSLETTER)?.0;
    // Without a second word of everybody, to confirm it.
    let mut record = book.record(&purpose)?;
    let later = Stamp { ms: stamp.ms + 1, ..stamp };
    record.set(pk::DOUBLE_OPT_IN, Value::Empty, later).ok()?;
    book.put(purpose, &record.encode()).ok()?;
    let (notice, of) = book.ledger(marker).notices_of(&purpose).into_iter().next()?;
    let notice = Some((notice, of.sha256));
    let people: Vec<RecordId> = book.ids_of(Kind::Person).collect();
    for (at, person) in people.into_iter().enumerate() {
        let Some(first) = book.get(&person).map(|record| record.first_point(key::EMAILS).to_owned()) else { continue };
        let point = PointKind::Email.mark(&first, marker);
        let said = |kind| ConsentEvent {
            point,
            notice,
            validity: Some(VALIDITY),
            ..ConsentEvent::new(person, purpose, kind, stamp.ms, IndicatedBy::Subject, Method::Form)
        };
        let kinds = [EventKind::Given, EventKind::Withdrawn];
        for kind in &kinds[..1 + usize::from(at.is_multiple_of(TAKEN_BACK))] {
            book.put(draw(), &said(*kind).write(stamp).ok()?.encode()).ok()?;
        }
    }
    Some(purpose)
}

/// Notes about one person, every second of which names somebody else.
pub fn notes_about(
    book: &mut Book,
    person: &RecordId,
    count: usize,
    draw: &mut dyn FnMut() -> RecordId,
    stamp: Stamp,
) -> Option<()> {
    let others: Vec<String> = book.ids_of(Kind::Person).take(count).map(|id| book.name(&id)).collect();
    for (at, other) in others.iter().cycle().take(count).enumerate() {
        let who = if at.is_multiple_of(2) { other } else { "somebody" };
        let text = format!("Talked with {who} on the phone, +1 555 {at:07}, {}", "and of this and that ".repeat(40));
        let mut note = Record::new(Kind::Activity, stamp);
        note.set(key::NOTES, Value::text(text), stamp).ok()?;
        note.set(key::ABOUT, Value::Relations(vec![*person]), stamp).ok()?;
        book.put(draw(), &note.encode()).ok()?;
    }
    Some(())
}
