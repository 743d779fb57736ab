//! Filters of lists: conditions on fields, joined by "and" and "or".
//!
//! A filter is prepared once for a list and then asked of each row; it reads the record in place.

mod span;

pub(crate) use span::between;
pub use span::{Span, Today};

use crate::book::{Book, Row};
use crate::field::point_of;
use crate::fold::{fold, fold_into, phone_digits};
use crate::money::Money;
use crate::peek::RecordRef;
use crate::privacy::is_consent;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use serde::{Deserialize, Serialize};

/// Most conditions in one filter.
pub const MAX_CONDITIONS: usize = 64;
/// Deepest nesting of "and" and "or".
const MAX_DEPTH: usize = 8;
/// Most bytes of a filter that is kept by itself.
const MAX_BYTES: usize = 8 << 10;
/// The form of those bytes. A filter of another one is not understood.
const FORM: u8 = 1;

/// Which rows fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// All of these hold; of none, everything fits.
    All(Vec<Filter>),
    /// One of these holds; of none, nothing fits.
    Any(Vec<Filter>),
    /// This does not hold.
    Not(Box<Filter>),
    /// A field is like this.
    Field(FieldKey, Test),
    /// It points to this record, by whatever field.
    About(RecordId),
    /// This occurs in the name of a record that it points to by a field, whatever the case and accents. Only words typed
    /// into a search ask so: it is not kept.
    #[serde(skip)]
    Named(FieldKey, String),
    /// A record of this kind points to it; not kept either.
    #[serde(skip)]
    Held(Kind),
    /// A note of it mentions one of these members, or anybody; not kept either.
    #[serde(skip)]
    Mentions(Option<Vec<u32>>),
}

/// What a field is like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// It has a value.
    Filled,
    /// This occurs in it, whatever the case and accents.
    Has(String),
    /// It is, or holds, one of these words, whatever the case and accents; of an amount, its currency.
    Is(Vec<String>),
    /// A date on or after this one, ISO 8601.
    From(String),
    /// A date on or before this one.
    To(String),
    /// A number or point in time that is at least this; of an amount or plain number, in hundredths.
    AtLeast(i64),
    /// A number or point in time that is at most this; of an amount or plain number, in hundredths.
    AtMost(i64),
    /// It points to one of these records.
    Links(Vec<RecordId>),
    /// It is one of these members.
    Member(Vec<u32>),
    /// It is the member who asks; see [`Filter::settled`].
    Mine,
    /// A date or point in time in a span told from today on; see [`Filter::settled`].
    Within(Span),
}

/// A filter that is ready to be asked.
pub(crate) type Asked = Box<dyn Fn(&Book, Row, &RecordRef<'_>) -> bool>;

impl Filter {
    /// A filter that lets everything through.
    pub fn none() -> Self {
        Self::All(Vec::new())
    }

    /// Whether it lets everything through.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::All(parts) if parts.iter().all(Self::is_none))
    }

    /// Whether it is small enough to be asked; one from a file or a newer version may not be.
    pub fn is_within_limits(&self) -> bool {
        self.conditions(MAX_DEPTH).is_some_and(|conditions| conditions <= MAX_CONDITIONS)
    }

    /// How many conditions it has; `None` if it is nested deeper than this.
    fn conditions(&self, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().map(|part| part.conditions(depth)).sum::<Option<usize>>()
            }
            Self::Not(part) => part.conditions(depth),
            Self::Field(..) | Self::About(_) | Self::Named(..) | Self::Held(_) | Self::Mentions(_) => Some(1),
        }
    }

    /// Its bytes, to be kept; `None` if it is larger than one may be, or asks what is not kept.
    pub fn encode(&self) -> Option<Vec<u8>> {
        let bytes = postcard::to_extend(self, vec![FORM]).ok()?;
        (self.is_within_limits() && bytes.len() <= MAX_BYTES).then_some(bytes)
    }

    /// Reads it; `None` if it is of a newer version or broken.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (form, rest) = bytes.split_first()?;
        if *form != FORM || bytes.len() > MAX_BYTES {
            return None;
        }
        let (filter, rest) = postcard::take_from_bytes::<Self>(rest).ok()?;
        (rest.is_empty() && filter.is_within_limits()).then_some(filter)
    }

    /// Whether this holds of every condition on a field.
    pub(crate) fn every(&self, holds: &impl Fn(FieldKey, &Test) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().all(|part| part.every(holds)),
            Self::Not(part) => part.every(holds),
            Self::Field(field, test) => holds(*field, test),
            Self::Named(field, word) => holds(*field, &Test::Has(word.clone())),
            Self::About(_) | Self::Held(_) | Self::Mentions(_) => true,
        }
    }

    /// Whether it asks where people stand with a purpose.
    pub fn tells_consents(&self) -> bool {
        !self.every(&|field, _| !is_consent(field))
    }

    /// Records of which everything that fits points to one; `None` if it asks for no such thing.
    pub(crate) fn targets(&self) -> Option<&[RecordId]> {
        match self {
            Self::About(id) => Some(std::slice::from_ref(id)),
            Self::Field(_, Test::Links(ids)) => Some(ids),
            Self::All(parts) => parts.iter().find_map(Self::targets),
            _ => None,
        }
    }

    /// Folded words of which everything of a kind that fits holds one in its searched text; `None` if it asks for no such
    /// thing.
    pub(crate) fn words(&self, kind: Kind) -> Option<Vec<String>> {
        match self {
            Self::Field(field, Test::Is(words)) if !is_consent(*field) => {
                let spec = schema::field_of(kind, *field).filter(|spec| !spec.hidden)?;
                let words: Vec<String> = words.iter().map(|word| fold(word.trim())).collect();
                // Of a text that is searched, what is no letter stands as a blank.
                let is_searched = |word: &String| !word.is_empty() && !word.contains(char::is_control);
                let fits = matches!(spec.shape, Shape::Tags | Shape::Choice(_)) && words.iter().all(is_searched);
                fits.then_some(words)
            }
            Self::All(parts) => parts.iter().find_map(|part| part.words(kind)),
            _ => None,
        }
    }

    pub(crate) fn prepare(&self, book: &Book) -> Asked {
        match self {
            Self::All(parts) => {
                let parts: Vec<Asked> = parts.iter().map(|part| part.prepare(book)).collect();
                Box::new(move |book, row, record| parts.iter().all(|part| part(book, row, record)))
            }
            Self::Any(parts) => {
                let parts: Vec<Asked> = parts.iter().map(|part| part.prepare(book)).collect();
                Box::new(move |book, row, record| parts.iter().any(|part| part(book, row, record)))
            }
            Self::Not(part) => {
                let part = part.prepare(book);
                Box::new(move |book, row, record| !part(book, row, record))
            }
            Self::Field(field, test) if is_consent(*field) => {
                let rows = book.consenting(*field, test);
                Box::new(move |_, row, _| rows.contains(row))
            }
            Self::Field(field, test) => {
                let (field, test) = (*field, test.folded());
                // Rows that are asked after each other are of one kind.
                let known = std::cell::Cell::new(None::<(Kind, Of)>);
                Box::new(move |book, row, record| {
                    let kind = record.kind();
                    let of = match known.get() {
                        Some((of_kind, of)) if of_kind == kind => of,
                        _ => Of::new(book, kind, field),
                    };
                    known.set(Some((kind, of)));
                    // Of what is masked a filter tells only whether there is something.
                    (test == Test::Filled || !of.masked) && test.holds(book, row, record, of)
                })
            }
            Self::About(id) => {
                let rows: std::collections::HashSet<Row> = book.referring_rows(id).collect();
                Box::new(move |_, row, _| rows.contains(&row))
            }
            Self::Named(field, word) => {
                let (field, word) = (*field, fold(word.trim()));
                Box::new(move |book, _, record| {
                    let linked = record.link(field).into_iter().chain(record.relations(field));
                    linked.into_iter().any(|id| fold(&book.shown_name(&id)).contains(&word))
                })
            }
            Self::Mentions(members) => {
                let members = members.clone();
                Box::new(move |book, row, record| book.is_mentioning(row, record, members.as_deref()))
            }
            Self::Held(kind) => {
                let kind = *kind;
                Box::new(move |book, row, _| book.rows_to(row).any(|row| book.shown_kind_of(row) == Some(kind)))
            }
        }
    }
}

/// The field that a condition is about, as a kind has it.
#[derive(Clone, Copy)]
struct Of {
    field: FieldKey,
    shape: Option<Shape>,
    masked: bool,
}

impl Of {
    fn new(book: &Book, kind: Kind, field: FieldKey) -> Self {
        let shape = schema::field_of(kind, field).map(|spec| spec.shape);
        Self { field, shape, masked: book.is_masked(kind, field) }
    }
}

impl Test {
    /// The same with its words folded, as what is compared with them is.
    fn folded(&self) -> Self {
        match self {
            Self::Has(word) => Self::Has(fold(word.trim())),
            Self::Is(words) => Self::Is(words.iter().map(|word| fold(word.trim())).collect()),
            other => other.clone(),
        }
    }

    fn holds(&self, book: &Book, row: Row, record: &RecordRef<'_>, of: Of) -> bool {
        let field = of.field;
        match self {
            Self::Filled => is_filled(book, row, record, field),
            Self::Has(word) => any_text(record, of, |text| text.contains(word.as_str())),
            // Of a telephone number the digits are asked as well.
            Self::Is(words) if of.shape == Some(Shape::Phones) => {
                any_text(record, of, |text| words.iter().any(|word| word == text.trim() || are_digits_of(text, word)))
            }
            Self::Is(words) => any_as_written(record, of, |text| is_one_of(text, words)),
            Self::From(day) => is_day(record.text(field)) && record.text(field) >= day.as_str(),
            Self::To(day) => is_day(record.text(field)) && record.text(field) <= day.as_str(),
            Self::AtLeast(least) => number(book, row, record, of).is_some_and(|number| number >= *least),
            Self::AtMost(most) => number(book, row, record, of).is_some_and(|number| number <= *most),
            Self::Links(ids) => {
                record.link(field).is_some_and(|id| ids.contains(&id))
                    || record.relations(field).iter().any(|id| ids.contains(id))
            }
            Self::Member(members) => {
                let member = match field {
                    key::MADE_BY => Some(record.created().author),
                    key::CHANGED_BY => Some(record.changed().author),
                    _ => record.number(field).and_then(|member| u32::try_from(member).ok()),
                };
                member.is_some_and(|member| members.contains(&member))
            }
            // Who asks, and when, is not known here.
            Self::Mine | Self::Within(_) => false,
        }
    }
}

/// Whether these digits are those of a telephone number, however it is written.
fn are_digits_of(digits: &str, number: &str) -> bool {
    !digits.is_empty() && digits == phone_digits(number)
}

/// A whole date, with its year: such compare as text.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == 10 && !text.starts_with('-')
}

fn is_filled(book: &Book, row: Row, record: &RecordRef<'_>, field: FieldKey) -> bool {
    match field {
        key::CHANGED | key::CHANGED_BY | key::MADE | key::MADE_BY => true,
        key::CONTACTED => book.contacted(row).is_some(),
        key::PEOPLE_HERE => book.people_here(&book.id_of(row)) > 0,
        // Of a list that is gone nobody is in it.
        key::IN_LISTS => record.relations(field).iter().any(|list| book.contains(list)),
        _ => record.has(field),
    }
}

fn number(book: &Book, row: Row, record: &RecordRef<'_>, of: Of) -> Option<i64> {
    let field = of.field;
    let whole = match field {
        key::CHANGED => Some(record.changed().ms),
        key::MADE => Some(record.created().ms),
        key::CONTACTED => book.contacted(row),
        key::PEOPLE_HERE => Some(u64::from(book.people_here(&book.id_of(row)))),
        _ => match of.shape? {
            Shape::Money => return record.money(field).map(hundredths),
            Shape::Decimal => return record.decimal(field).map(|number| number.millionths / 10_000),
            Shape::Moment | Shape::Number | Shape::YesNo => record.number(field),
            _ => None,
        },
    };
    whole.and_then(|whole| i64::try_from(whole).ok())
}

/// An amount in hundredths of its currency, so that amounts compare whatever their smallest unit.
fn hundredths(money: Money) -> i64 {
    match money.currency.exponent() {
        digits @ 0..=2 => money.minor.saturating_mul(10_i64.pow(2 - digits)),
        digits => money.minor / 10_i64.pow(digits.min(18) - 2),
    }
}

/// Whether one of a field's texts, folded, is like this.
fn any_text(record: &RecordRef<'_>, of: Of, like: impl Fn(&str) -> bool) -> bool {
    let mut folded = String::new();
    any_as_written(record, of, |text| {
        folded.clear();
        fold_into(text, &mut folded);
        like(&folded)
    })
}

/// Whether a text is one of these folded words. Most are of plain letters, and need not be folded to tell.
fn is_one_of(text: &str, words: &[String]) -> bool {
    if text.is_ascii() {
        return words.iter().any(|word| word.eq_ignore_ascii_case(text.trim()));
    }
    let folded = fold(text);
    words.iter().any(|word| word == folded.trim())
}

/// Whether one of a field's texts, as it is written, fits.
fn any_as_written(record: &RecordRef<'_>, of: Of, mut fits: impl FnMut(&str) -> bool) -> bool {
    let field = of.field;
    let point = |bytes, with: &mut dyn FnMut(&str) -> bool| point_of(bytes).is_some_and(|(_, value)| with(value));
    match of.shape {
        Some(Shape::Tags) => record.any_entry(field, |tag| std::str::from_utf8(tag).is_ok_and(&mut fits)),
        Some(Shape::Phones) => {
            record.any_entry(field, |bytes| point(bytes, &mut |value| fits(value) || fits(&phone_digits(value))))
        }
        Some(Shape::Emails | Shape::Links | Shape::Addresses) => {
            record.any_entry(field, |bytes| point(bytes, &mut fits))
        }
        // The word of an amount is its currency.
        Some(Shape::Money) => record.money(field).is_some_and(|money| fits(money.currency.code())),
        _ if field == key::NAME => fits(&record.name()),
        _ => {
            let text = record.text(field);
            !text.is_empty() && fits(text)
        }
    }
}
