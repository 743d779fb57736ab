//! A row or card on its way to a record: its values sorted by field, cleaned and checked.

use super::MAX_CELL;
use super::dates::{DayOrder, date_in, date_of};
use super::issues::{Issues, Place};
use super::join::read;
use super::said::Answers;
use super::text::LOST;
use crate::field::{Point, Value};
use crate::money::Currency;
use crate::schema::{self, FieldKey, Kind, Shape, key};

/// A person and the company named with it, as read.
pub(crate) struct Draft {
    pub(crate) file: u32,
    pub(crate) row: u32,
    pub(crate) person: Side,
    pub(crate) company: Side,
    /// What the row says about consents.
    pub(crate) answers: Answers,
    /// Of amounts that name none.
    currency: Currency,
    /// How the column that is read writes days and months, if its dates say so.
    pub(crate) days: Option<DayOrder>,
}

impl Draft {
    pub(crate) fn new(file: u32, row: u32, currency: Currency) -> Self {
        let (person, company) = (Side::default(), Side::default());
        Self { file, row, person, company, answers: Answers::default(), currency, days: None }
    }
}

/// One of the two.
#[derive(Default)]
pub(crate) struct Side {
    texts: Vec<(FieldKey, String)>,
    points: Vec<(FieldKey, Point)>,
    tags: Vec<(FieldKey, String)>,
}

impl Side {
    pub(crate) fn text(&self, key: FieldKey) -> &str {
        self.texts.iter().find(|(known, _)| *known == key).map_or("", |(_, text)| text.as_str())
    }

    pub(crate) fn points(&self, key: FieldKey) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(move |(known, _)| *known == key).map(|(_, point)| point)
    }

    /// Every contact point with its field, the team's own among them.
    pub(crate) fn all_points(&self) -> impl Iterator<Item = (FieldKey, &Point)> {
        self.points.iter().map(|(key, point)| (*key, point))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.points.is_empty() && self.tags.is_empty()
    }

    pub(crate) fn set_text(&mut self, key: FieldKey, text: String) {
        if !text.is_empty() {
            self.texts.push((key, text));
        }
    }

    /// Values by field, ready to be written.
    pub(crate) fn values(&self) -> Vec<(FieldKey, Value)> {
        let mut values: Vec<(FieldKey, Value)> =
            self.texts.iter().map(|(key, text)| (*key, Value::Text(text.clone()))).collect();
        for (key, point) in &self.points {
            match values.iter_mut().find(|(known, _)| known == key) {
                Some((_, Value::Points(points))) => points.push(point.clone()),
                _ => values.push((*key, Value::Points(vec![point.clone()]))),
            }
        }
        for (key, tag) in &self.tags {
            match values.iter_mut().find(|(known, _)| known == key) {
                Some((_, Value::Tags(tags))) => tags.push(tag.clone()),
                _ => values.push((*key, Value::Tags(vec![tag.clone()]))),
            }
        }
        values
    }

    /// Adds a text of a field; notes are gathered, of other fields the first is kept.
    pub(crate) fn add_text(&mut self, key: FieldKey, text: &str, place: Place<'_>, issues: &mut Issues) {
        match self.texts.iter_mut().find(|(known, _)| *known == key) {
            None => self.texts.push((key, text.to_owned())),
            Some((_, kept)) if kept == text => {}
            Some((_, kept)) if key == key::NOTES => {
                kept.push('\n');
                kept.push_str(text);
            }
            Some((_, kept)) => {
                let todo = format!("“{kept}” is kept; this value is left out.");
                issues.note(place.of_row(), text, "a second value for the same field", &todo);
            }
        }
    }

    pub(crate) fn add_point(&mut self, key: FieldKey, point: Point) {
        let same = |other: &Point| other.value.eq_ignore_ascii_case(&point.value);
        if !self.points(key).any(same) {
            self.points.push((key, point));
        }
    }

    pub(crate) fn add_tags(&mut self, key: FieldKey, text: &str) {
        for tag in text.split([',', ';']).flat_map(|part| part.split(":::")) {
            // Google marks its own groups with an asterisk; "* myContacts" holds everybody.
            let tag = tag.trim().trim_start_matches('*').trim();
            let is_known = self.tags.iter().any(|(of, known)| *of == key && known == tag);
            if !tag.is_empty() && tag != "myContacts" && !is_known {
                self.tags.push((key, tag.to_owned()));
            }
        }
    }
}

/// Puts a value into a field of the person or the company, split, cleaned and checked as the field's form asks.
pub(crate) fn add(
    draft: &mut Draft,
    kind: Kind,
    key: FieldKey,
    label: &str,
    raw: &str,
    place: Place<'_>,
    issues: &mut Issues,
) {
    let Some(text) = checked(raw, place, issues) else {
        return;
    };
    let Some(spec) = schema::field_of(kind, key) else {
        return;
    };
    let (currency, days) = (draft.currency, draft.days);
    let side = if kind == Kind::Company { &mut draft.company } else { &mut draft.person };
    match spec.shape {
        Shape::Tags => side.add_tags(key, text),
        Shape::Emails => {
            for email in split_emails(text) {
                if !is_email(email) {
                    issues.note(
                        place,
                        email,
                        "not an e-mail address",
                        "Kept as typed; correct it on the person's page.",
                    );
                }
                side.add_point(key, Point::new(label, email));
            }
        }
        Shape::Phones | Shape::Links | Shape::Addresses => {
            for part in text.split(":::").map(str::trim).filter(|part| !part.is_empty()) {
                side.add_point(key, Point::new(label, part));
            }
        }
        Shape::Date => add_date(side, key, (text, days), place, issues),
        Shape::Money | Shape::Decimal | Shape::YesNo => match read(kind, key, Value::Text(text.to_owned()), currency) {
            Ok(_) => side.add_text(key, text, place, issues),
            Err(why) => issues.note(place, text, &why, "This value is left out."),
        },
        Shape::LongText | Shape::Note => side.add_text(key, &text.replace("\r\n", "\n"), place, issues),
        _ if key == key::DOMAIN => side.add_text(key, domain_of(text), place, issues),
        _ => side.add_text(key, &text.replace(['\r', '\n'], " "), place, issues),
    }
}

/// The trimmed value; `None` if it is empty or too long. Bytes that were lost in decoding are told.
pub(crate) fn checked<'a>(raw: &'a str, place: Place<'_>, issues: &mut Issues) -> Option<&'a str> {
    let text = raw.trim();
    if text.len() > MAX_CELL {
        issues.note(place, text, "longer than 64 KiB", "This value is left out.");
        return None;
    }
    if text.contains(LOST) {
        issues.note(
            place,
            text,
            "holds bytes that are no text in this encoding",
            "Kept with “\u{fffd}” in their place.",
        );
    }
    (!text.is_empty()).then_some(text)
}

fn split_emails(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text
        .split(":::")
        .flat_map(|part| part.split([';', ',']))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    // A comma inside something that is no list of addresses is left as typed.
    if parts.len() > 1 && parts.iter().all(|part| part.contains('@')) { parts } else { vec![text] }
}

/// A plausible address; whether it exists only a message tells.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && local.len() <= 64
        && domain.len() <= 253
        && domain.split('.').count() >= 2
        && domain.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\"".contains(c))
        && !local.contains('@')
}

/// The host in anything that names one.
pub(crate) fn domain_of(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.contains('.') { host } else { text }
}

/// A date that by itself could be read in two ways, as the other dates of its column are written; that is told.
pub(crate) fn by_column(text: &str, order: DayOrder, place: Place<'_>, issues: &mut Issues) -> Option<String> {
    let (day, _) = date_of(text).is_none().then(|| date_in(text, order)).flatten()?;
    let todo = match order {
        DayOrder::DayFirst => "Read with the day first, as in other rows of this column.",
        DayOrder::MonthFirst => "Read with the month first, as in other rows of this column.",
    };
    issues.count(place, text, "a date that by itself can be read in two ways", todo);
    Some(day)
}

fn add_date(
    side: &mut Side,
    key: FieldKey,
    (text, days): (&str, Option<DayOrder>),
    place: Place<'_>,
    issues: &mut Issues,
) {
    let settled = days.and_then(|order| by_column(text, order, place, issues));
    let text = settled.as_deref().unwrap_or(text);
    match date_of(text) {
        Some((date, with_time)) => {
            if with_time {
                issues.count(place, text, "has a time of day", "The day is kept.");
            }
            side.add_text(key, &date, place, issues);
        }
        None => {
            issues.note(
                place,
                text,
                "a date that can be read in two ways, or none",
                "Kept as typed; correct it on the person's page.",
            );
            side.add_text(key, text, place, issues);
        }
    }
}

/// These parts of a full name.
pub(crate) fn name_parts<const N: usize>(full: &str, parts: [FieldKey; N]) -> [String; N] {
    let mut side = Side::default();
    split_name(full, &mut side);
    parts.map(|part| side.text(part).to_owned())
}

/// Splits a full name into prefix, given, middle, family name and suffix.
pub(crate) fn split_name(full: &str, side: &mut Side) {
    const PREFIXES: &[&str] = &[
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "rev", "herr", "frau", "mme", "mlle", "sr", "sra",
        "dipl", "ing",
    ];
    const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "msc", "bsc", "mba", "llm", "cpa"];
    const PARTICLES: &[&str] = &[
        "van", "von", "vom", "zu", "zur", "de", "del", "della", "der", "den", "di", "da", "dos", "das", "du", "la",
        "le", "ten", "ter", "bin", "ibn", "al", "el", "st", "mac", "mc", "af", "av",
    ];
    let bare = |word: &str| word.trim_end_matches(['.', ',']).replace('.', "").to_lowercase();
    let (head, tail) = match full.split_once(',') {
        // "Smith, John" has the family name first; "John Smith, PhD" a suffix last.
        Some((family, rest)) if !rest.split_whitespace().all(|word| SUFFIXES.contains(&bare(word).as_str())) => {
            side.set_text(key::FAMILY, family.trim().to_owned());
            (rest, "")
        }
        Some((head, suffix)) => (head, suffix),
        None => (full, ""),
    };
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let prefixes = words.iter().take_while(|word| PREFIXES.contains(&bare(word).as_str())).count();
    let prefixes = if prefixes == words.len() { 0 } else { prefixes };
    side.set_text(key::PREFIX, words.drain(..prefixes).collect::<Vec<_>>().join(" "));
    let mut suffix = tail.trim().to_owned();
    while words.len() > 2 && words.last().is_some_and(|word| SUFFIXES.contains(&bare(word).as_str())) {
        let last = words.pop().unwrap_or_default();
        suffix = if suffix.is_empty() { last.to_owned() } else { format!("{last} {suffix}") };
    }
    side.set_text(key::SUFFIX, suffix);
    if !side.text(key::FAMILY).is_empty() {
        side.set_text(key::GIVEN, words.join(" "));
        return;
    }
    let mut family = words.len().saturating_sub(1);
    while family > 1 && PARTICLES.contains(&bare(words[family - 1]).as_str()) {
        family -= 1;
    }
    if words.len() == 1 {
        side.set_text(key::GIVEN, words.join(" "));
        return;
    }
    side.set_text(key::FAMILY, words[family..].join(" "));
    side.set_text(key::GIVEN, words.first().copied().unwrap_or_default().to_owned());
    side.set_text(key::MIDDLE, words.get(1..family).unwrap_or_default().join(" "));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(full: &str) -> [String; 5] {
        name_parts(full, [key::PREFIX, key::GIVEN, key::MIDDLE, key::FAMILY, key::SUFFIX])
    }

    #[test]
    fn full_names_are_split() {
        assert_eq!(split("Dr. Ada Byron Lovelace"), ["Dr.", "Ada", "Byron", "Lovelace", ""]);
        assert_eq!(split("Smith, John"), ["", "John", "", "Smith", ""]);
        assert_eq!(split("John Smith, PhD"), ["", "John", "", "Smith", "PhD"]);
        assert_eq!(split("Ludwig van der Rohe Jr."), ["", "Ludwig", "", "van der Rohe", "Jr."]);
        assert_eq!(split("山田太郎"), ["", "山田太郎", "", "", ""]);
        assert_eq!(split(""), ["", "", "", "", ""]);
    }

    #[test]
    fn addresses_are_told_from_typing_errors() {
        assert!(is_email("max@mustermann.de") && is_email("a.b+c@x-y.example"));
        for bad in ["max", "@x.de", "a@b", "a b@c.de", "a@b..de", "a@@b.de", "a@-b.de"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_domain_comes_out_of_anything() {
        assert_eq!(domain_of("https://www.acme.example/about?x"), "acme.example");
        assert_eq!(domain_of("acme.example"), "acme.example");
    }
}
