//! Fields that a team defines itself: records, so that they merge, are undone and are sealed like all else. A record's
//! values stand under the field's number, whether its definition is there or not.

use crate::book::Book;
use crate::clock::Stamp;
use crate::field::{Value, ValueError};
use crate::fold::fold_name;
use crate::masked;
use crate::peek::RecordRef;
use crate::privacy::words::Sensitivity;
use crate::privacy::{Period, fields, key as pk};
use crate::record::{Record, RecordId};
use crate::schema::custom::{Form, NUMBERS};
use crate::schema::{self, FieldKey, Kind, key};
use crate::undo::Step;

/// Most fields of its own that a kind may have.
pub const MAX_FIELDS: usize = 100;
/// Longest name of a field, in bytes.
pub const MAX_NAME: usize = 128;
/// Most words of a choice.
pub const MAX_CHOICES: usize = 200;
/// Between the ranks of two neighbours.
pub(crate) const RANK_STEP: u64 = 1 << 20;

/// A field that a team defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custom {
    /// The definition's record.
    pub id: RecordId,
    /// Whose field it is.
    pub kind: Kind,
    /// Its number.
    pub key: FieldKey,
    /// Its form.
    pub form: Form,
    /// As shown.
    pub name: String,
    /// The words of a choice, in order.
    pub choices: Vec<String>,
    /// What it is as data about people.
    pub terms: Terms,
}

/// What a field of one's own is as data about people. Which purposes need it stands with the purposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// How delicate it is.
    pub sensitivity: Sensitivity,
    /// Its category, after fideslang; may be empty.
    pub category: String,
    /// For how long its values are meant to be kept.
    pub kept_for: Option<Period>,
}

impl Terms {
    /// Of a field about which nothing was said.
    pub fn usual(kind: Kind) -> Self {
        Self { sensitivity: masked::usual(kind), category: String::new(), kept_for: None }
    }
}

/// Why a definition was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CustomError {
    /// Nothing, or too long, to be a name.
    #[error("a field needs a name of at most {MAX_NAME} bytes")]
    Name,
    /// The kind has a field of this name.
    #[error("there is a field of this name already")]
    Known,
    /// No words, too many, or one twice.
    #[error("a choice needs words to choose from, each once, and at most {MAX_CHOICES}")]
    Choices,
    /// As many as a kind may have.
    #[error("at most {MAX_FIELDS} fields of one's own")]
    Many,
    /// Data of a special category belongs to people, under a basis of theirs.
    #[error("data of a special category, and about convictions, is kept with a person only")]
    OfPeople,
    /// It is not there.
    #[error("this field is not there any more")]
    Gone,
    /// A value was not taken.
    #[error(transparent)]
    Value(#[from] ValueError),
}

/// What a field is to be called, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// As shown.
    pub name: String,
    /// The words of a choice, in order; of other forms none.
    pub choices: Vec<String>,
    /// What it is as data about people.
    pub terms: Terms,
}

impl Wish {
    /// Cleaned, or why not.
    fn checked(&self, kind: Kind, form: Form) -> Result<Self, CustomError> {
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.len() > MAX_NAME {
            return Err(CustomError::Name);
        }
        let lines = self.choices.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
        let choices: Vec<String> = lines.filter(|_| form.has_choices()).collect();
        let mut folded: Vec<String> = choices.iter().map(|word| fold_name(word)).collect();
        folded.sort();
        folded.dedup();
        let each_once = folded.len() == choices.len() && !choices.iter().any(|word| word.contains(['\n', ',']));
        if form.has_choices() && (choices.is_empty() || choices.len() > MAX_CHOICES || !each_once) {
            return Err(CustomError::Choices);
        }
        if self.terms.sensitivity.is_special() && kind != Kind::Person {
            return Err(CustomError::OfPeople);
        }
        Ok(Self { name, choices, terms: self.terms.clone() })
    }

    fn write(&self, record: &mut Record, stamp: Stamp) -> Result<(), CustomError> {
        record.set(key::NAME, Value::text(self.name.as_str()), stamp)?;
        record.set(key::CHOICES, Value::text(self.choices.join("\n")), stamp)?;
        record.set(pk::SENSITIVITY, Value::text(self.terms.sensitivity.word()), stamp)?;
        record.set(pk::FIELD_CATEGORY, Value::text(self.terms.category.trim()), stamp)?;
        record.set(pk::KEPT_FOR, fields::period(self.terms.kept_for), stamp)?;
        Ok(())
    }
}

fn read(id: RecordId, record: &RecordRef<'_>) -> Option<Custom> {
    let key = FieldKey(u16::try_from(record.number(key::NUMBER)?).ok()?);
    let kind = Kind::from_number(u16::try_from(record.number(key::LISTS)?).ok()?);
    let form = Form::of(key).filter(|_| kind.is_worked_with())?;
    let lines = record.text(key::CHOICES).lines().map(str::trim).filter(|line| !line.is_empty());
    let choices = lines.filter(|_| form.has_choices()).take(MAX_CHOICES).map(str::to_owned).collect();
    let terms = Terms {
        sensitivity: masked::declared(kind, record),
        category: record.text(pk::FIELD_CATEGORY).to_owned(),
        kept_for: Period::parse(record.text(pk::KEPT_FOR)),
    };
    Some(Custom { id, kind, key, form, name: record.text(key::NAME).to_owned(), choices, terms })
}

impl Book {
    /// The fields that a kind has of the team's own, in order. Of two that were given one number at the same time on two
    /// devices, the older counts.
    pub fn custom_fields(&self, kind: Kind) -> Vec<Custom> {
        let defined = self.ids_of(Kind::Field).filter_map(|id| {
            let record = self.get(&id)?;
            Some((record.created(), record.number(key::RANK).unwrap_or(u64::MAX), read(id, &record)?))
        });
        let mut defined: Vec<_> = defined.filter(|(_, _, custom)| custom.kind == kind).collect();
        defined.sort_by_key(|(created, _, custom)| (*created, custom.id));
        let mut seen = Vec::new();
        defined.retain(|(_, _, custom)| {
            let first = !seen.contains(&custom.key);
            seen.push(custom.key);
            first
        });
        defined.sort_by_key(|(created, rank, custom)| (*rank, *created, custom.id));
        defined.truncate(MAX_FIELDS);
        defined.into_iter().map(|(_, _, custom)| custom).collect()
    }

    /// Every definition of a field, also those that do not count because another was made first.
    pub fn definitions_of(&self, kind: Kind, key: FieldKey) -> Vec<RecordId> {
        let defined = self.records_of(Kind::Field).map(|(row, record)| (self.id_of(row), record));
        let read = defined.filter_map(|(id, record)| read(id, &record));
        read.filter(|custom| (custom.kind, custom.key) == (kind, key)).map(|custom| custom.id).collect()
    }

    /// The definition of one field of a kind.
    pub fn custom_field(&self, kind: Kind, key: FieldKey) -> Option<Custom> {
        Form::of(key)?;
        self.custom_fields(kind).into_iter().find(|custom| custom.key == key)
    }

    /// The words of a choice that the team defined, in order.
    pub(crate) fn choices(&self, kind: Kind, key: FieldKey) -> Vec<String> {
        self.custom_field(kind, key).map(|custom| custom.choices).unwrap_or_default()
    }

    /// What a field is called, whoever defined it; empty if it is not known here.
    pub fn label(&self, kind: Kind, key: FieldKey) -> String {
        match self.custom_field(kind, key) {
            Some(custom) => custom.name,
            None => schema::field_of(kind, key).map(|spec| spec.label.to_owned()).unwrap_or_default(),
        }
    }

    /// How many records hold a value of a field.
    pub fn holding(&self, kind: Kind, key: FieldKey) -> u32 {
        self.records_of(kind).filter(|(_, record)| record.has(key)).count() as u32
    }

    /// The record of a new field. Its number is drawn among those that no field of the kind had, even one that is gone:
    /// what records hold of it would come back under another name.
    pub fn define(
        &self,
        kind: Kind,
        form: Form,
        wish: &Wish,
        draw: impl Fn() -> u16,
        stamp: Stamp,
    ) -> Result<Record, CustomError> {
        let wish = wish.checked(kind, form)?;
        let known = self.custom_fields(kind);
        if known.len() >= MAX_FIELDS || !kind.is_worked_with() {
            return Err(CustomError::Many);
        }
        self.named_anew(kind, None, &wish.name)?;
        let drawn = draw();
        let mut keys = (0..NUMBERS).map(|step| form.key(drawn.wrapping_add(step)));
        let free = |key: &FieldKey| !known.iter().any(|custom| custom.key == *key) && self.holding(kind, *key) == 0;
        let key = keys.find(free).ok_or(CustomError::Many)?;
        let ranks = self.records_of(Kind::Field).filter_map(|(_, record)| record.number(key::RANK));
        let rank = ranks.max().unwrap_or_default().saturating_add(RANK_STEP);
        let mut record = Record::new(Kind::Field, stamp);
        wish.write(&mut record, stamp)?;
        record.set(key::LISTS, Value::Number(u64::from(kind.number())), stamp)?;
        record.set(key::NUMBER, Value::Number(u64::from(key.0)), stamp)?;
        record.set(key::RANK, Value::Number(rank), stamp)?;
        Ok(record)
    }

    /// A field's record with another name or other words.
    pub fn redefine(&self, id: &RecordId, wish: &Wish, stamp: Stamp) -> Result<Record, CustomError> {
        let custom = self.get(id).and_then(|record| read(*id, &record)).ok_or(CustomError::Gone)?;
        let wish = wish.checked(custom.kind, custom.form)?;
        self.named_anew(custom.kind, Some(id), &wish.name)?;
        let mut record = self.record(id).ok_or(CustomError::Gone)?;
        wish.write(&mut record, stamp)?;
        Ok(record)
    }

    /// Whether a name tells a field from the others of its kind.
    fn named_anew(&self, kind: Kind, but: Option<&RecordId>, name: &str) -> Result<(), CustomError> {
        let folded = fold_name(name);
        let built_in = schema::fields(kind).iter().filter(|spec| !spec.hidden).map(|spec| fold_name(spec.label));
        let own = self.custom_fields(kind).into_iter().filter(|custom| Some(&custom.id) != but);
        let mut names = built_in.chain(own.map(|custom| fold_name(&custom.name)));
        if names.any(|known| known == folded) { Err(CustomError::Known) } else { Ok(()) }
    }
}

/// The ranks that put a kind's fields into this order, as records to be written; of unknown ids nothing.
pub fn reordered(
    book: &Book,
    kind: Kind,
    order: &[RecordId],
    stamp: Stamp,
    step: &mut Step,
) -> Vec<(RecordId, Record)> {
    let known: Vec<RecordId> = book.custom_fields(kind).into_iter().map(|custom| custom.id).collect();
    ranked(book, (&known, order), stamp, step)
}

/// The ranks that put definitions into an order, as records to be written; of unknown ids nothing.
pub(crate) fn ranked(
    book: &Book,
    (known, order): (&[RecordId], &[RecordId]),
    stamp: Stamp,
    step: &mut Step,
) -> Vec<(RecordId, Record)> {
    let ordered = order.iter().filter(|id| known.contains(id));
    let ranked = ordered.zip(1_u64..).filter_map(|(id, place)| {
        let before = book.record(id)?;
        let mut after = before.clone();
        let changed = after.set(key::RANK, Value::Number(place * RANK_STEP), stamp).ok()?;
        changed.then(|| {
            step.edited(*id, &before, &after);
            (*id, after)
        })
    });
    ranked.collect()
}
