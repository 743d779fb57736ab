//! vCards 2.1, 3.0 and 4.0 (RFC 6350 and its ancestors), read by `calcard`.

use super::draft::{Draft, Side, add, split_name};
use super::issues::{Issues, Place};
use super::pieces::{Piece, pieces};
use super::text::{Decoded, mend};
use super::{Column, Target};
use crate::field::Point;
use crate::money::Currency;
use crate::schema::{FieldKey, Kind, key};
use calcard::common::PartialDateTime;
use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardProperty, VCardValue};
use calcard::{Entry, Parser};

const SAMPLES: usize = 3;
const MAX_SAMPLE: usize = 80;
const NO_PURPOSE: &str = "Not needed for most purposes. Bring it in only if you have one.";

/// The cards of a file.
pub(crate) struct Cards {
    cards: Vec<VCard>,
    /// What stood between cards, or was no contact: number of the card before it, and what it is.
    strays: Vec<(u32, String)>,
    versions: Vec<String>,
    encoding: &'static str,
}

/// What a property means to us before the user says otherwise.
struct Meaning {
    target: Target,
    caution: Option<&'static str>,
    /// Why it is left out, if it is and that deserves telling.
    left_out: Option<&'static str>,
}

fn meaning(property: &str) -> Meaning {
    let take = |target| Meaning { target, caution: None, left_out: None };
    let field = |field| take(Target::Person { field, label: String::new() });
    let leave = |why| Meaning { target: Target::Skip, caution: None, left_out: Some(why) };
    match property {
        "FN" | "N" => take(Target::FullName),
        "NICKNAME" => field(key::NICKNAME),
        "EMAIL" => field(key::EMAILS),
        "TEL" => field(key::PHONES),
        "ADR" => field(key::ADDRESSES),
        "URL" => field(key::LINKS),
        "ORG" => take(Target::Company { field: key::NAME }),
        "TITLE" | "ROLE" => field(key::JOB_TITLE),
        "CATEGORIES" => field(key::TAGS),
        "NOTE" => field(key::NOTES),
        "UID" => field(key::UID),
        "BDAY"
        | "GENDER"
        | "ANNIVERSARY"
        | "X-ANNIVERSARY"
        | "X-MS-ANNIVERSARY"
        | "X-EVOLUTION-ANNIVERSARY"
        | "RELATED"
        | "X-SPOUSE"
        | "X-EVOLUTION-SPOUSE"
        | "X-MS-SPOUSE"
        | "X-MS-CHILD"
        | "X-ABRELATEDNAMES"
        | "X-GENDER"
        | "BIRTHPLACE"
        | "X-MAIDENNAME"
        | "DEATHDATE"
        | "DEATHPLACE"
        | "HOBBY"
        | "INTEREST" => Meaning {
            target: Target::Skip,
            caution: Some(NO_PURPOSE),
            left_out: Some("left out: no purpose asks for it by itself"),
        },
        "PHOTO" | "LOGO" => leave("photo left out: pictures are not stored"),
        "SOUND" | "KEY" => leave("left out: attachments are not stored"),
        "LABEL" => leave("left out: it repeats an address as printed"),
        // Housekeeping of the program that wrote the card.
        "VERSION" | "BEGIN" | "END" | "PRODID" | "REV" | "X-ABLABEL" | "X-ABADR" | "CLIENTPIDMAP" | "X-ABUID" => {
            Meaning { target: Target::Skip, caution: None, left_out: None }
        }
        _ => leave("a property Tacit does not know"),
    }
}

/// A property's name in capitals, as it stands in the columns.
fn name_of(entry: &VCardEntry) -> String {
    entry.name.as_str().to_uppercase()
}

/// A value in words; `None` for pictures and other bytes.
fn words(value: &VCardValue) -> Option<String> {
    Some(match value {
        VCardValue::Text(text) => mend(text.clone()),
        VCardValue::Component(parts) => parts.iter().map(|part| mend(part.clone())).collect::<Vec<_>>().join(" "),
        VCardValue::PartialDateTime(date) => iso(date),
        VCardValue::Integer(number) => number.to_string(),
        VCardValue::Float(number) => number.to_string(),
        VCardValue::Boolean(yes) => yes.to_string(),
        VCardValue::Binary(_) => return None,
        other => other.as_text()?.to_owned(),
    })
}

fn iso(date: &PartialDateTime) -> String {
    match (date.year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(year), None, None) => format!("{year:04}"),
        _ => String::new(),
    }
}

/// All values in words, for properties without a structure of their own.
fn joined(entry: &VCardEntry, separator: &str) -> String {
    let values = entry.values.iter().filter_map(words);
    values.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect::<Vec<_>>().join(separator)
}

impl Cards {
    /// Whether a file is one of cards rather than a table.
    pub(crate) fn looks_like(text: &str) -> bool {
        let head = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        head.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCARD"))
    }

    pub(crate) fn read(decoded: &Decoded) -> Self {
        let mut read = Self { cards: Vec::new(), strays: Vec::new(), versions: Vec::new(), encoding: decoded.encoding };
        for piece in pieces(&decoded.text) {
            let stray = match piece {
                Piece::Card(body) => match Parser::new(body).vcard() {
                    Entry::VCard(card) => {
                        read.cards.push(card);
                        continue;
                    }
                    _ => "a contact without an end",
                },
                Piece::Stray(line) => line,
            };
            read.strays.push((read.cards.len() as u32, stray.to_owned()));
        }
        for card in &read.cards {
            let version = card.property(&VCardProperty::Version).map(|entry| joined(entry, "")).unwrap_or_default();
            if !version.is_empty() && version.len() <= 8 && !read.versions.contains(&version) {
                read.versions.push(version);
            }
        }
        read
    }

    pub(crate) fn len(&self) -> u32 {
        self.cards.len() as u32
    }

    /// In words: "vCard 3.0".
    pub(crate) fn format(&self) -> String {
        let versions = self.versions.join(", ");
        let encoding = if self.encoding == "UTF-8" { String::new() } else { format!(", {}", self.encoding) };
        format!("vCard {versions}{encoding}").replace(" ,", ",").trim_end().to_owned()
    }

    /// Properties in order of first appearance.
    pub(crate) fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        // Of each column the card that was counted last: several numbers on one card are one card with a number.
        let mut counted: Vec<Option<usize>> = Vec::new();
        for (card, entry) in
            self.cards.iter().enumerate().flat_map(|(at, card)| card.entries.iter().map(move |entry| (at, entry)))
        {
            let name = name_of(entry);
            let Meaning { target, caution, left_out } = meaning(&name);
            if target == Target::Skip && left_out.is_none() {
                continue;
            }
            let at = columns.iter().position(|column| column.header == name).unwrap_or_else(|| {
                let confidence = if target == Target::Skip { 0 } else { 100 };
                let caution = caution.map(str::to_owned);
                let (samples, notes) = (Vec::new(), Vec::new());
                columns.push(Column { header: name, samples, filled: 0, target, confidence, caution, notes });
                counted.push(None);
                columns.len() - 1
            });
            let column = &mut columns[at];
            column.filled += u32::from(counted[at].replace(card) != Some(card));
            if column.samples.len() < SAMPLES {
                let sample: String = joined(entry, " ").chars().take(MAX_SAMPLE).collect();
                if !sample.is_empty() && !column.samples.contains(&sample) {
                    column.samples.push(sample);
                }
            }
        }
        columns
    }

    /// Calls `with` for every card as a draft.
    pub(crate) fn for_each_draft(
        &self,
        (file, currency): (u32, Currency),
        columns: &[Column],
        issues: &mut Issues,
        mut with: impl FnMut(Draft, &mut Issues),
    ) {
        for (after, line) in &self.strays {
            let place = Place::row(file, after + 1);
            issues.note(place, line, "stands between cards or is not a contact", "This line is left out.");
        }
        for (at, card) in self.cards.iter().enumerate() {
            let mut draft = Draft::new(file, at as u32 + 1, currency);
            read_card(card, columns, &mut draft, issues);
            with(draft, issues);
        }
    }
}

fn read_card(card: &VCard, columns: &[Column], draft: &mut Draft, issues: &mut Issues) {
    let (file, row) = (draft.file, draft.row);
    let mut named = false;
    for entry in &card.entries {
        let name = name_of(entry);
        let Some((at, column)) = columns.iter().enumerate().find(|(_, column)| column.header == name) else {
            continue;
        };
        let place = Place::cell(file, row, at, &name);
        let text = || joined(entry, ", ");
        match (&column.target, name.as_str()) {
            // Bytes cannot be written out, whatever their target.
            (Target::Skip | Target::Own { .. }, _) => leave_out(&name, &text(), place.of_row(), issues),
            (_, _) if text().is_empty() => leave_out(&name, "", place.of_row(), issues),
            (Target::FullName, "N") if named => {
                issues.note(place.of_row(), &text(), "a second name", "The first is kept.");
            }
            (Target::FullName, "N") => {
                structured_name(entry, &mut draft.person);
                named = !text().is_empty();
            }
            // FN is N once more, written out: used where N is missing.
            (Target::FullName, "FN") => {}
            (Target::Claim, _) => draft.answers.add_claim(&text(), place, issues),
            (Target::OptOut(to), _) => draft.answers.add_no(*to, &text(), place, issues),
            (Target::FullName, _) => split_name(&text(), &mut draft.person),
            (Target::Note, _) => draft.person.add_text(key::NOTES, &format!("{name}: {}", text()), place, issues),
            (Target::Company { field: key::NAME }, "ORG") => organisation(entry, draft, issues),
            (Target::Company { field }, _) => {
                add(draft, Kind::Company, *field, "", &text(), place, issues);
            }
            (Target::Person { field, .. }, _) => {
                let label = label_of(card, entry);
                let label = if is_labelled(*field) { label.as_str() } else { "" };
                add(draft, Kind::Person, *field, label, &value_of(entry, *field), place, issues);
            }
        }
    }
    if !named {
        full_name(card, columns, draft);
    }
}

fn is_labelled(field: FieldKey) -> bool {
    matches!(field, key::EMAILS | key::PHONES | key::LINKS | key::ADDRESSES)
}

fn leave_out(name: &str, text: &str, place: Place<'_>, issues: &mut Issues) {
    if let Some(why) = meaning(name).left_out {
        issues.count(place, text, why, "Choose a target for it to take it along.");
    }
}

fn full_name(card: &VCard, columns: &[Column], draft: &mut Draft) {
    let wanted = columns.iter().any(|column| column.header == "FN" && column.target == Target::FullName);
    let full = card.property(&VCardProperty::Fn).filter(|_| wanted).map(|entry| joined(entry, " ")).unwrap_or_default();
    split_name(&full, &mut draft.person);
}

/// N: family; given; middle; prefix; suffix (RFC 6350, 6.2.2).
fn structured_name(entry: &VCardEntry, side: &mut Side) {
    let fields = [key::FAMILY, key::GIVEN, key::MIDDLE, key::PREFIX, key::SUFFIX];
    for (value, field) in entry.values.iter().filter_map(words).zip(fields) {
        side.set_text(field, value.trim().to_owned());
    }
}

/// ORG: the organisation, then its units.
fn organisation(entry: &VCardEntry, draft: &mut Draft, issues: &mut Issues) {
    let mut values = entry.values.iter().filter_map(words).map(|value| value.trim().to_owned());
    let place = Place::column(draft.file, draft.row, "ORG");
    let name = values.next().unwrap_or_default();
    add(draft, Kind::Company, key::NAME, "", &name, place, issues);
    let units: Vec<String> = values.filter(|unit| !unit.is_empty()).collect();
    add(draft, Kind::Person, key::DEPARTMENT, "", &units.join(" / "), place, issues);
}

fn value_of(entry: &VCardEntry, field: FieldKey) -> String {
    match field {
        key::ADDRESSES => address(entry),
        key::PHONES => {
            let text = joined(entry, " ");
            // A tel: URI (RFC 3966) may carry an extension.
            text.strip_prefix("tel:").map_or(text.clone(), |rest| rest.replace(";ext=", " ext. "))
        }
        key::LINKS => joined(entry, " ").replace("\\:", ":"),
        key::NOTES => joined(entry, "\n"),
        _ => joined(entry, ", "),
    }
}

/// ADR: box; extended; street; city; region; code; country, written out in that order.
fn address(entry: &VCardEntry) -> String {
    let parts = entry.values.iter().filter_map(words);
    let parts = parts
        .flat_map(|part| part.lines().map(|line| line.trim().trim_end_matches(',').to_owned()).collect::<Vec<_>>());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The label: Apple's own words (`item1.X-ABLabel`), else what TYPE says.
fn label_of(card: &VCard, entry: &VCardEntry) -> String {
    if let Some(group) = &entry.group {
        let label =
            card.entries.iter().find(|other| other.group.as_ref() == Some(group) && name_of(other) == "X-ABLABEL");
        if let Some(label) = label {
            let text = joined(label, " ");
            let text = text.trim_start_matches("_$!<").trim_end_matches(">!$_");
            return text.to_lowercase();
        }
    }
    let types: Vec<String> = entry.params.iter().filter_map(type_word).collect();
    let has = |word: &str| types.iter().any(|known| known == word);
    let place = ["cell", "work", "home", "other"].into_iter().find(|word| has(word));
    let place = place.map_or("", |word| if word == "cell" { "mobile" } else { word });
    let sort = ["fax", "pager"].into_iter().find(|word| has(word)).unwrap_or_default();
    let own = types.iter().find_map(|word| word.strip_prefix("x-"));
    match (place, sort, own) {
        ("", "", own) => own.unwrap_or_default().to_owned(),
        (place, sort, _) => format!("{place} {sort}").trim().to_owned(),
    }
}

/// A TYPE in lower case; vCard 2.1 writes it without the word TYPE.
fn type_word(param: &calcard::vcard::VCardParameter) -> Option<String> {
    let word = match (&param.name, param.value.as_text()) {
        (VCardParameterName::Type, text) => text.map(str::to_owned)?,
        (VCardParameterName::Other(word), None) => word.clone(),
        (VCardParameterName::Other(word), Some("")) => word.clone(),
        _ => return None,
    };
    Some(word.to_lowercase())
}

impl Draft {
    /// A point of the person, for tests and previews.
    pub(crate) fn first_point(&self, field: FieldKey) -> Option<&Point> {
        self.person.points(field).next()
    }
}
