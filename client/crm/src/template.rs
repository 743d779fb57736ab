//! Texts of a team's to begin a note, a call, a meeting or a mail with: what stands between double braces is filled in from
//! the record that is written about. What is masked stands in none: a template would show it to whoever writes a note.

use crate::book::Book;
use crate::clock::Stamp;
use crate::custom::MAX_NAME;
use crate::field::{Value, ValueError};
use crate::fold::fold_name;
use crate::record::{Record, RecordId};
use crate::schema::{ACTIVITIES, FieldKey, Kind, Shape, field_of, key};

/// Most templates that a vault may have.
pub const MAX_TEMPLATES: usize = 200;

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its record.
    pub id: RecordId,
    /// As its makers call it.
    pub name: String,
    /// What kind of activity it begins.
    pub what: String,
    /// Its text.
    pub text: String,
}

/// Why a template is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Nothing, or too long, to be a name.
    #[error("a template needs a name of at most {MAX_NAME} bytes")]
    Name,
    /// There is one of this name.
    #[error("there is a template of this name already")]
    Known,
    /// It says nothing.
    #[error("a template needs a text")]
    Text,
    /// Nothing is called so.
    #[error("nothing is called {{{{{0}}}}}")]
    Unknown(String),
    /// It is masked.
    #[error("{{{{{0}}}}} is masked, so it cannot stand in a template")]
    Masked(String),
    /// As many as a vault may have.
    #[error("at most {MAX_TEMPLATES} templates")]
    Many,
    /// It is not there.
    #[error("this template is not there any more")]
    Gone,
    /// A value was not taken.
    #[error(transparent)]
    Value(#[from] ValueError),
}

/// What can stand between braces, of Tacit's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Name,
    Today,
    Me,
    /// A field of the person, or of the person whom a deal is with.
    Person(FieldKey),
    Company,
    /// A field of the record itself.
    Field(FieldKey),
}

/// Names in English and German, folded. A team writes its texts in its own language, so both are read.
const SLOTS: &[(&str, Slot)] = &[
    ("name", Slot::Name),
    ("today", Slot::Today),
    ("heute", Slot::Today),
    ("my name", Slot::Me),
    ("mein name", Slot::Me),
    ("first name", Slot::Person(key::GIVEN)),
    ("given name", Slot::Person(key::GIVEN)),
    ("vorname", Slot::Person(key::GIVEN)),
    ("last name", Slot::Person(key::FAMILY)),
    ("family name", Slot::Person(key::FAMILY)),
    ("nachname", Slot::Person(key::FAMILY)),
    ("prefix", Slot::Person(key::PREFIX)),
    ("titel davor", Slot::Person(key::PREFIX)),
    ("job title", Slot::Person(key::JOB_TITLE)),
    ("position", Slot::Person(key::JOB_TITLE)),
    ("company", Slot::Company),
    ("firma", Slot::Company),
    ("email", Slot::Field(key::EMAILS)),
    ("phone", Slot::Field(key::PHONES)),
    ("telefon", Slot::Field(key::PHONES)),
    ("amount", Slot::Field(key::AMOUNT)),
    ("betrag", Slot::Field(key::AMOUNT)),
    ("stage", Slot::Field(key::STAGE)),
    ("phase", Slot::Field(key::STAGE)),
];

/// Kinds that notes are written about.
const ABOUT: [Kind; 3] = [Kind::Person, Kind::Company, Kind::Deal];

/// A piece of a template.
enum Piece<'a> {
    Plain(&'a str),
    /// With its braces, and the name between them.
    Slot(&'a str, &'a str),
}

/// A text as plain stretches and what is to be filled in; braces that are not closed are plain.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(from) = rest.find("{{") {
        let Some(len) = rest[from..].find("}}") else { break };
        let to = from + len + 2;
        let name = rest[from + 2..to - 2].trim();
        pieces.push(Piece::Plain(&rest[..from]));
        pieces.push(Piece::Slot(&rest[from..to], name));
        rest = &rest[to..];
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

/// "E-Mail" is "email".
fn folded(name: &str) -> String {
    fold_name(name).replace('-', "")
}

fn slot(name: &str) -> Option<Slot> {
    let name = folded(name);
    SLOTS.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot)
}

impl Book {
    /// Every template, by name.
    pub fn templates(&self) -> Vec<Template> {
        let mut all: Vec<Template> = self.ids_of(Kind::Template).filter_map(|id| self.template(&id)).collect();
        all.sort_by(|a, b| fold_name(&a.name).cmp(&fold_name(&b.name)).then(a.id.cmp(&b.id)));
        all
    }

    /// One template.
    pub fn template(&self, id: &RecordId) -> Option<Template> {
        let record = self.get(id).filter(|record| record.kind() == Kind::Template)?;
        let text = |field| record.text(field).to_owned();
        Some(Template { id: *id, name: text(key::NAME), what: text(key::TYPE), text: text(key::NOTES) })
    }

    /// The fields of the team's own that can stand in a template: of every kind that notes are written about, none that is
    /// masked, none that holds more than a line.
    pub fn template_fields(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (_, name, _) in self.own_slots().into_iter().filter(|(_, _, masked)| !masked) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Fields of the team's own: which, what they are called, whether they are masked.
    fn own_slots(&self) -> Vec<((Kind, FieldKey), String, bool)> {
        let objects = self.objects().into_iter().map(|object| object.kind);
        let fields = ABOUT.into_iter().chain(objects).flat_map(|kind| {
            let fields = self.custom_fields(kind).into_iter();
            fields.map(move |field| ((kind, field.key), field.name))
        });
        let told = |of: &((Kind, FieldKey), String)| {
            !matches!(field_of(of.0.0, of.0.1).map(|spec| spec.shape), None | Some(Shape::Note | Shape::Moment))
        };
        fields.filter(told).map(|(of, name)| (of, name, self.is_masked(of.0, of.1))).collect()
    }

    /// A new template's record, or that of one which is there, with this text.
    pub fn template_kept(
        &self,
        id: Option<&RecordId>,
        (name, what, text): (&str, &str, &str),
        stamp: Stamp,
    ) -> Result<Record, TemplateError> {
        let name = name.trim();
        if name.is_empty() || name.len() > MAX_NAME {
            return Err(TemplateError::Name);
        }
        if text.trim().is_empty() {
            return Err(TemplateError::Text);
        }
        let others = self.templates().into_iter().filter(|one| Some(&one.id) != id);
        if others.into_iter().any(|one| fold_name(&one.name) == fold_name(name)) {
            return Err(TemplateError::Known);
        }
        self.slots_known(text)?;
        let mut record = match id {
            Some(id) => self.record(id).filter(|record| record.kind() == Kind::Template).ok_or(TemplateError::Gone)?,
            None if self.count_of(Kind::Template) as usize >= MAX_TEMPLATES => return Err(TemplateError::Many),
            None => Record::new(Kind::Template, stamp),
        };
        let what = ACTIVITIES.iter().find(|known| **known == what).unwrap_or(&ACTIVITIES[0]);
        record.set(key::NAME, Value::text(name), stamp)?;
        record.set(key::TYPE, Value::text(*what), stamp)?;
        record.set(key::NOTES, Value::text(text.trim_end()), stamp)?;
        Ok(record)
    }

    /// Whether everything between braces can be filled in for some record.
    fn slots_known(&self, text: &str) -> Result<(), TemplateError> {
        let own = self.own_slots();
        for piece in pieces(text) {
            let Piece::Slot(_, name) = piece else { continue };
            let named = || own.iter().filter(|(_, known, _)| folded(known) == folded(name));
            if slot(name).is_some() || named().any(|(_, _, masked)| !masked) {
                continue;
            }
            let built_in = crate::schema::fields(Kind::Person).iter().find(|spec| folded(spec.label) == folded(name));
            let masked =
                named().next().is_some() || built_in.is_some_and(|spec| self.is_masked(Kind::Person, spec.key));
            return Err(match masked {
                true => TemplateError::Masked(name.to_owned()),
                false => TemplateError::Unknown(name.to_owned()),
            });
        }
        Ok(())
    }

    /// A template's text for a record, and the names of what nothing is known for: it stays as it stands. Whose data is only
    /// stored is not named.
    pub fn filled(&self, text: &str, about: &RecordId, me: &str, today: &str) -> (String, Vec<String>) {
        let (mut filled, mut missing) = (String::new(), Vec::new());
        for piece in pieces(text) {
            match piece {
                Piece::Plain(plain) => filled.push_str(plain),
                Piece::Slot(whole, name) => match self.slot_text(name, about, me, today) {
                    value if value.is_empty() => {
                        filled.push_str(whole);
                        if !missing.iter().any(|known| known == name) {
                            missing.push(name.to_owned());
                        }
                    }
                    value => filled.push_str(&value),
                },
            }
        }
        (filled, missing)
    }

    fn slot_text(&self, name: &str, about: &RecordId, me: &str, today: &str) -> String {
        if self.is_restricted(about) {
            return String::new();
        }
        let Some(record) = self.get(about) else { return String::new() };
        let person = match record.kind() {
            Kind::Person => Some(*about),
            _ => record.relations(key::PEOPLE).into_iter().find(|id| self.contains(id) && !self.is_restricted(id)),
        };
        match slot(name) {
            Some(Slot::Name) => record.name(),
            Some(Slot::Today) => today.to_owned(),
            Some(Slot::Me) => me.to_owned(),
            Some(Slot::Person(field)) => person.map(|id| self.filled_line(&id, field)).unwrap_or_default(),
            Some(Slot::Company) if record.kind() == Kind::Company => record.name(),
            Some(Slot::Company) => self.filled_line(about, key::COMPANY),
            Some(Slot::Field(field)) => self.filled_line(about, field),
            None => {
                let own = self.own_slots().into_iter();
                let named = own.filter(|(_, known, _)| folded(known) == folded(name));
                let of_kind = |kind: Kind| move |((of, _), _, _): &((Kind, FieldKey), String, bool)| *of == kind;
                let named: Vec<_> = named.collect();
                let of_record = named.iter().find(|one| of_kind(record.kind())(one)).map(|one| (*about, one.0.1));
                let of_person = || {
                    let field = named.iter().find(|one| of_kind(Kind::Person)(one))?.0.1;
                    Some((person?, field))
                };
                of_record.or_else(of_person).map(|(id, field)| self.filled_line(&id, field)).unwrap_or_default()
            }
        }
    }

    /// A field as one line, of several contact points the first; nothing of what is masked.
    fn filled_line(&self, id: &RecordId, field: FieldKey) -> String {
        let Some(record) = self.get(id) else { return String::new() };
        let Some(spec) = field_of(record.kind(), field) else { return String::new() };
        if self.is_masked(record.kind(), field) {
            return String::new();
        }
        match spec.shape {
            Shape::Emails | Shape::Phones | Shape::Links | Shape::Addresses => {
                record.points(field).first().map(|(_, value)| (*value).to_owned()).unwrap_or_default()
            }
            _ => self.typed(&record, field),
        }
    }
}
