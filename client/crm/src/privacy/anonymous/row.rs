//! A deal made anonymous in place: a new record, by a new id that nothing remembers, with what counts and nothing that singles
//! out: as coarse as it takes that deals of some others say the same (k-anonymity by generalisation, then suppression; Sweeney
//! 2002). The old one goes with all its versions, and with what is about it alone.

use super::table::MIN_K;
use crate::book::Book;
use crate::clock::Stamp;
use crate::field::Value;
use crate::money::Money;
use crate::peek::RecordRef;
use crate::privacy::Erasure;
use crate::record::{Record, RecordId};
use crate::recur::Day;
use crate::schema::{FieldKey, Kind, key};
use std::collections::{BTreeSet, HashSet};

/// What of a deal is kept: where it stands, how much it is about, the way it came about, and roughly when it was closed. All
/// else is free text, a link, or a day.
const KEPT: [FieldKey; 4] = [key::STAGE, key::AMOUNT, key::ORIGIN, key::CLOSED];
/// Of how many parties' deals, its own among them, a row says the same.
const ALIKE: usize = MIN_K as usize;
/// In whole units of a currency: amounts below are one band.
const SMALLEST_BAND: u64 = 100;

/// How much a row says, each less than the one before.
struct Level {
    origin: bool,
    closed: bool,
    amount: bool,
}

/// The first at which enough other deals say the same is taken; at the last one a row says where it stands, which singles
/// nobody out: that there was such a deal is all of it.
const LEVELS: [Level; 4] = [
    Level { origin: true, closed: true, amount: true },
    Level { origin: false, closed: true, amount: true },
    Level { origin: false, closed: false, amount: true },
    Level { origin: false, closed: false, amount: false },
];

/// The first moment of the quarter, ms since 1970.
fn quarter_of(ms: u64) -> Option<u64> {
    let day = Day::of_ms(ms)?;
    let first = Day::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1)?;
    Some(u64::try_from(first.days()).ok()? * crate::privacy::period::DAY_MS)
}

/// The middle of the band that an amount falls into: below 100, then 100 to 200, 200 to 500, 500 to 1,000 and so on, each
/// with its lower end. An exact amount is known to whoever wrote the bill.
fn banded(amount: Money) -> Money {
    let unit = 10_u64.pow(amount.currency.exponent());
    let minor = amount.minor.unsigned_abs();
    let (mut low, mut high) = (0, SMALLEST_BAND.saturating_mul(unit));
    while minor >= high && high < u64::MAX / 10 {
        low = high;
        // 1, 2, 5, 10: the first digit tells which comes next.
        let step = low / 10_u64.pow(low.ilog10());
        high = if step == 2 { low / 2 * 5 } else { low * 2 };
    }
    let middle = i64::try_from(low.midpoint(high)).unwrap_or(i64::MAX);
    Money::new(if amount.minor < 0 { -middle } else { middle }, amount.currency)
}

/// Whose a deal is, as far as it tells: people's, else a company's; a row that names nobody is somebody else's than the next.
fn whose(id: RecordId, deal: &RecordRef<'_>) -> Vec<RecordId> {
    match (deal.relations(key::PEOPLE), deal.link(key::COMPANY)) {
        (people, _) if !people.is_empty() => people,
        (_, Some(company)) => vec![company],
        (_, None) => vec![id],
    }
}

/// What a deal says in the fields that are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Said<'a> {
    stage: Option<RecordId>,
    amount: Option<Money>,
    origin: &'a str,
    closed: Option<u64>,
}

impl<'a> Said<'a> {
    fn of(deal: &RecordRef<'a>) -> Self {
        Self {
            stage: deal.link(key::STAGE),
            amount: deal.money(key::AMOUNT),
            origin: deal.text(key::ORIGIN),
            closed: deal.number(key::CLOSED),
        }
    }

    /// What a row of this level says instead.
    fn at(self, level: &Level) -> Self {
        Self {
            stage: self.stage,
            amount: self.amount.filter(|_| level.amount).map(banded),
            origin: if level.origin { self.origin } else { "" },
            closed: self.closed.filter(|_| level.closed).and_then(quarter_of),
        }
    }

    fn fields(self) -> [(FieldKey, Value); 4] {
        let origin = if self.origin.is_empty() { Value::Empty } else { Value::text(self.origin) };
        [
            (key::STAGE, self.stage.map_or(Value::Empty, Value::Link)),
            (key::AMOUNT, self.amount.map_or(Value::Empty, Value::Money)),
            (key::ORIGIN, origin),
            (key::CLOSED, self.closed.map_or(Value::Empty, Value::Number)),
        ]
    }
}

impl Book {
    /// Deals that are with this person, with nobody else and no company.
    pub fn deals_alone(&self, person: &RecordId) -> Vec<RecordId> {
        let deals = self.referring_rows(person).filter(|row| self.kind_of(*row) == Some(Kind::Deal));
        let alone = deals.filter(|row| {
            self.peek(*row).is_some_and(|deal| {
                deal.relations(key::PEOPLE).iter().all(|id| id == person) && deal.link(key::COMPANY).is_none()
            })
        });
        alone.map(|row| self.id_of(row)).collect()
    }

    /// Whether a deal is such a row already: nothing but what counts, in bands and quarters, and no title.
    pub fn is_anonymous(&self, deal: &RecordId) -> bool {
        let fields = self.record(deal).map(|deal| deal.fields()).unwrap_or_default();
        let said = self.get(deal).map(|deal| Said::of(&deal));
        fields.iter().all(|(field, _)| KEPT.contains(field)) && said.is_none_or(|said| said.at(&LEVELS[0]) == said)
    }

    /// A deal as a row that names nobody, called `name`: made now, closed in its quarter, about as much as its band, and less
    /// where too few deals would say the same.
    pub fn anonymous_deal(&self, deal: &RecordId, name: &str, stamp: Stamp) -> Option<Record> {
        let old = self.get(deal).filter(|deal| deal.kind() == Kind::Deal)?;
        let said = Said::of(&old).at(self.level_of(deal, &old));
        let mut row = Record::new(Kind::Deal, stamp);
        for (field, value) in said.fields().into_iter().chain([(key::NAME, Value::text(name))]) {
            row.set(field, value, stamp).ok()?;
        }
        Some(row)
    }

    /// The first level at which deals of enough others say the same as this one. What is with any of the same people is
    /// none of others, however many there are.
    fn level_of(&self, id: &RecordId, deal: &RecordRef<'_>) -> &'static Level {
        let (said, people) = (Said::of(deal), deal.relations(key::PEOPLE));
        let said = LEVELS.each_ref().map(|level| said.at(level));
        // From the first level at which two deals say the same they do at each.
        let mut alike: [Vec<Vec<RecordId>>; LEVELS.len()] = Default::default();
        for (row, other) in self.records_of(Kind::Deal) {
            let of_others = || !other.relations(key::PEOPLE).iter().any(|one| people.contains(one));
            if self.id_of(row) == *id || other.link(key::STAGE) != said[0].stage || !of_others() {
                continue;
            }
            let theirs = Said::of(&other);
            if let Some(from) = LEVELS.iter().zip(&said).position(|(level, said)| theirs.at(level) == *said) {
                alike[from].push(whose(self.id_of(row), &other));
            }
        }
        // Who has part in two deals is one party in both: only deals that share nobody count beside each other.
        let (mut counted, mut parties) = (HashSet::new(), 1);
        let enough = alike.into_iter().position(|more| {
            for party in more {
                if !party.iter().any(|one| counted.contains(one)) {
                    counted.extend(party);
                    parties += 1;
                }
            }
            parties >= ALIKE
        });
        &LEVELS[enough.unwrap_or(LEVELS.len() - 1)]
    }
}

impl Erasure {
    /// Takes deals along that are the person's alone, with what is about nothing else; gives those deals.
    pub fn take_deals(&mut self, book: &Book, person: &RecordId) -> Vec<RecordId> {
        let deals = book.deals_alone(person);
        let ids: BTreeSet<RecordId> = deals.iter().copied().chain([*person]).collect();
        let around = book.around(&ids);
        let known: BTreeSet<RecordId> = self.gone.iter().map(|(id, _)| *id).collect();
        let more = deals.iter().map(|id| (*id, Kind::Deal)).chain(around.gone);
        self.gone.extend(more.filter(|(id, _)| !known.contains(id)));
        let gone: BTreeSet<RecordId> = self.gone.iter().map(|(id, _)| *id).collect();
        self.rewritten.extend(around.rewritten);
        self.rewritten.retain(|id| !gone.contains(id));
        self.rewritten.sort();
        self.rewritten.dedup();
        deals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn an_amount_is_the_middle_of_its_band_and_a_band_of_a_band_is_itself() {
        let yen = Currency::new("JPY").expect("a code");
        for (minor, currency, middle) in [
            (0, Currency::EUR, 5_000),
            (9_999, Currency::EUR, 5_000),
            (10_000, Currency::EUR, 15_000),
            (20_000, Currency::EUR, 35_000),
            (1_240_000, Currency::EUR, 1_500_000),
            (1_999_999, Currency::EUR, 1_500_000),
            (5_000_000, Currency::EUR, 7_500_000),
            (-1_240_000, Currency::EUR, -1_500_000),
            (12_400, yen, 15_000),
        ] {
            let once = banded(Money::new(minor, currency));
            assert_eq!(once.minor, middle, "{minor}");
            assert_eq!(banded(once), once, "{minor}");
        }
        for minor in [i64::MAX, i64::MIN, i64::MAX / 3] {
            let _ = banded(Money::new(minor, Currency::EUR));
        }
    }

    #[test]
    fn a_day_is_the_first_of_its_quarter() {
        let of = |day: &str| {
            let ms = u64::try_from(Day::parse(day).expect("a day").days()).expect("after 1970")
                * crate::privacy::period::DAY_MS;
            quarter_of(ms + 5).and_then(Day::of_ms).map(|day| day.to_string())
        };
        for (day, first) in [
            ("2026-01-01", "2026-01-01"),
            ("2026-03-31", "2026-01-01"),
            ("2026-04-01", "2026-04-01"),
            ("2026-11-26", "2026-10-01"),
            ("2026-12-31", "2026-10-01"),
        ] {
            assert_eq!(of(day).as_deref(), Some(first));
        }
    }
}
