//! Kinds of records that a team defines itself: matters, grants, animals. A definition says what they are called; their
//! number stands in each record, so that a record reads and merges without the definition, which may come later.

use crate::book::Book;
use crate::clock::Stamp;
use crate::custom::{MAX_NAME, RANK_STEP, ranked};
use crate::field::{Value, ValueError};
use crate::fold::fold_name;
use crate::peek::RecordRef;
use crate::record::{Record, RecordId};
use crate::schema::{Kind, key};
use crate::undo::Step;

/// Most kinds of its own that a vault may have.
pub const MAX_OBJECTS: usize = 50;
/// Longest name of a sign, in bytes.
const MAX_SIGN: usize = 32;
/// Numbers that can be drawn.
const NUMBERS: u16 = u16::MAX - Kind::FIRST_OWN + 1;

/// A kind that a team defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The definition's record.
    pub id: RecordId,
    /// The kind.
    pub kind: Kind,
    /// What one of them is called.
    pub one: String,
    /// What several are called.
    pub many: String,
    /// The name of its sign.
    pub sign: String,
}

/// Why a definition was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ObjectError {
    /// Nothing, or too long, to be a name.
    #[error("an object needs a name for one and a name for several, of at most {MAX_NAME} bytes")]
    Name,
    /// There is one of this name.
    #[error("there is an object of this name already")]
    Known,
    /// As many as a vault may have.
    #[error("at most {MAX_OBJECTS} objects of one's own")]
    Many,
    /// Records of it are there.
    #[error("it still has records here ({0}); delete them first")]
    Used(u32),
    /// It is not there.
    #[error("this object is not there any more")]
    Gone,
    /// A value was not taken.
    #[error(transparent)]
    Value(#[from] ValueError),
}

/// What a kind is to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectWish {
    /// One of them.
    pub one: String,
    /// Several of them.
    pub many: String,
    /// The name of its sign.
    pub sign: String,
}

impl ObjectWish {
    /// Cleaned, or why not.
    fn checked(&self) -> Result<Self, ObjectError> {
        let [one, many, sign] = [&self.one, &self.many, &self.sign].map(|text| text.trim().to_owned());
        let bad = |name: &String| name.is_empty() || name.len() > MAX_NAME;
        if bad(&one) || bad(&many) || sign.len() > MAX_SIGN {
            return Err(ObjectError::Name);
        }
        Ok(Self { one, many, sign })
    }

    fn write(&self, record: &mut Record, stamp: Stamp) -> Result<(), ValueError> {
        record.set(key::NAME, Value::text(self.many.as_str()), stamp)?;
        record.set(key::ONE, Value::text(self.one.as_str()), stamp)?;
        record.set(key::SIGN, Value::text(self.sign.as_str()), stamp)?;
        Ok(())
    }
}

fn read(id: RecordId, record: &RecordRef<'_>) -> Option<Object> {
    let number = u16::try_from(record.number(key::NUMBER)?).ok().filter(|number| *number >= Kind::FIRST_OWN)?;
    let many = record.text(key::NAME).to_owned();
    let one = Some(record.text(key::ONE).to_owned()).filter(|one| !one.is_empty()).unwrap_or_else(|| many.clone());
    let sign = record.text(key::SIGN).to_owned();
    (!many.is_empty()).then_some(Object { id, kind: Kind::Own(number), one, many, sign })
}

impl Book {
    /// The kinds that the team defined, in order. Of two that were given one number at the same time on two devices, the
    /// older counts.
    pub fn objects(&self) -> Vec<Object> {
        let defined = self.ids_of(Kind::Object).filter_map(|id| {
            let record = self.get(&id)?;
            Some((record.created(), record.number(key::RANK).unwrap_or(u64::MAX), read(id, &record)?))
        });
        let mut defined: Vec<_> = defined.collect();
        defined.sort_by_key(|(created, _, object)| (*created, object.id));
        let mut seen = Vec::new();
        defined.retain(|(_, _, object)| {
            let first = !seen.contains(&object.kind);
            seen.push(object.kind);
            first
        });
        defined.sort_by_key(|(created, rank, object)| (*rank, *created, object.id));
        defined.truncate(MAX_OBJECTS);
        defined.into_iter().map(|(_, _, object)| object).collect()
    }

    /// Every kind that people work with here: Tacit's, then the team's own.
    pub fn kinds_worked_with(&self) -> Vec<Kind> {
        let own = self.objects().into_iter().map(|object| object.kind);
        [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity].into_iter().chain(own).collect()
    }

    /// The kinds that a field's form names, with each of the team's own where it says any of them.
    pub fn kinds_meant(&self, kinds: &[Kind]) -> Vec<Kind> {
        let mut meant: Vec<Kind> = kinds.iter().copied().filter(|kind| *kind != Kind::ANY_OWN).collect();
        if meant.len() < kinds.len() {
            meant.extend(self.objects().into_iter().map(|object| object.kind));
        }
        meant
    }

    /// The record of a new kind. Its number is drawn among those that no kind has, and no record of one that is gone.
    pub fn define_object(
        &self,
        wish: &ObjectWish,
        draw: impl Fn() -> u16,
        stamp: Stamp,
    ) -> Result<Record, ObjectError> {
        let wish = wish.checked()?;
        let known = self.objects();
        if known.len() >= MAX_OBJECTS {
            return Err(ObjectError::Many);
        }
        self.object_named_anew(None, &wish)?;
        let drawn = draw();
        let mut kinds = (0..NUMBERS).map(|step| Kind::Own(Kind::FIRST_OWN + drawn.wrapping_add(step) % NUMBERS));
        let free = |kind: &Kind| !known.iter().any(|object| object.kind == *kind) && self.count_of(*kind) == 0;
        let kind = kinds.find(free).ok_or(ObjectError::Many)?;
        let ranks = self.records_of(Kind::Object).filter_map(|(_, record)| record.number(key::RANK));
        let rank = ranks.max().unwrap_or_default().saturating_add(RANK_STEP);
        let mut record = Record::new(Kind::Object, stamp);
        wish.write(&mut record, stamp)?;
        record.set(key::NUMBER, Value::Number(u64::from(kind.number())), stamp)?;
        record.set(key::RANK, Value::Number(rank), stamp)?;
        Ok(record)
    }

    /// A kind's record with other names.
    pub fn redefine_object(&self, id: &RecordId, wish: &ObjectWish, stamp: Stamp) -> Result<Record, ObjectError> {
        self.get(id).and_then(|record| read(*id, &record)).ok_or(ObjectError::Gone)?;
        let wish = wish.checked()?;
        self.object_named_anew(Some(id), &wish)?;
        let mut record = self.record(id).ok_or(ObjectError::Gone)?;
        wish.write(&mut record, stamp)?;
        Ok(record)
    }

    /// Whether a kind may go: only one without records, so that none is left without a list.
    pub fn may_end_object(&self, id: &RecordId) -> Result<(), ObjectError> {
        let object = self.get(id).and_then(|record| read(*id, &record)).ok_or(ObjectError::Gone)?;
        match self.count_of(object.kind) {
            0 => Ok(()),
            count => Err(ObjectError::Used(count)),
        }
    }

    /// The ranks that put the kinds into this order, as records to be written; of unknown ids nothing.
    pub fn objects_reordered(&self, order: &[RecordId], stamp: Stamp, step: &mut Step) -> Vec<(RecordId, Record)> {
        let known: Vec<RecordId> = self.objects().into_iter().map(|object| object.id).collect();
        ranked(self, (&known, order), stamp, step)
    }

    /// Whether a name tells a kind from the others.
    fn object_named_anew(&self, but: Option<&RecordId>, wish: &ObjectWish) -> Result<(), ObjectError> {
        let many = fold_name(&wish.many);
        let others = self.objects().into_iter().filter(|object| Some(&object.id) != but);
        let mut names = others.map(|object| fold_name(&object.many));
        if names.any(|known| known == many) { Err(ObjectError::Known) } else { Ok(()) }
    }
}
