//! A record's name as one text, as a cell of a table holds it. A person's has parts, each a field of its own: a text that
//! is typed over it is told apart into them.

use crate::field::{MAX_TEXT, Value, ValueError};
use crate::import::name_parts;
use crate::peek::RecordRef;
use crate::schema::{FieldKey, Kind, key};

/// Parts of a person's name, in the order in which they are read.
pub(crate) const PARTS: [FieldKey; 5] = [key::PREFIX, key::GIVEN, key::MIDDLE, key::FAMILY, key::SUFFIX];
/// Where they stand among these.
const PREFIX: usize = 0;
const GIVEN: usize = 1;
const FAMILY: usize = 3;
const SUFFIX: usize = 4;
/// One word for each part that stays while the rest is told apart: letters that no name has.
const SIGNS: [&str; 5] = ["", "\u{e000}", "\u{e001}", "\u{e002}", ""];

/// What tells who somebody is beside a name.
const BESIDE: [FieldKey; 3] = [key::NICKNAME, key::EMAILS, key::PHONES];

/// The fields that a cell is made of.
pub fn cell_fields(kind: Kind, field: FieldKey) -> Vec<FieldKey> {
    if has_parts(kind, field) { PARTS.to_vec() } else { vec![field] }
}

/// Whether a cell is made of several fields.
pub(crate) fn has_parts(kind: Kind, field: FieldKey) -> bool {
    (kind, field) == (Kind::Person, key::NAME)
}

/// Whether nothing but its name tells what a record is. People without one are told by how they are reached, activities by
/// their words.
pub(crate) fn is_needed(record: &RecordRef<'_>) -> bool {
    match record.kind() {
        Kind::Activity => false,
        Kind::Person => !BESIDE.into_iter().any(|field| record.has(field)),
        _ => true,
    }
}

/// Whether nothing tells any more who a person is once several fields are written at once; `filled` says of each of these
/// whether it has a value then.
pub fn is_left_unnamed(record: &RecordRef<'_>, filled: impl Fn(FieldKey) -> Option<bool>) -> bool {
    let tells = |field: &FieldKey| filled(*field).unwrap_or_else(|| record.has(*field));
    record.kind() == Kind::Person && !PARTS.iter().chain(&BESIDE).any(tells)
}

/// What tells who a person is: the name where there is one, else how they are reached.
pub fn tells_who(record: &RecordRef<'_>) -> &'static [FieldKey] {
    if PARTS.iter().any(|part| record.has(*part)) { &PARTS } else { &BESIDE }
}

/// A person's name as it is read, without what stands instead of one.
pub(crate) fn text(person: &RecordRef<'_>) -> String {
    joined(PARTS.map(|part| person.text(part)))
}

/// The parts of a person's name that a text says.
pub(crate) fn read(person: &RecordRef<'_>, text: &str) -> Result<Vec<(FieldKey, Value)>, ValueError> {
    // Each part is refused on its own otherwise, and half of a name written.
    if text.len() > MAX_TEXT {
        return Err(ValueError::TooLong(MAX_TEXT));
    }
    let parts = parts(PARTS.map(|part| person.text(part)), text);
    Ok(PARTS.into_iter().zip(parts.map(value)).collect())
}

fn value(part: String) -> Value {
    if part.is_empty() { Value::Empty } else { Value::Text(part) }
}

fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The parts that a text says of whoever has these. What stands in it as it was stays the part that somebody made it: a list
/// of words knows less. The rest is read as the full name in a file is.
fn parts(held: [&str; 5], text: &str) -> [String; 5] {
    let text = joined([text]);
    let words = held.map(|part| joined([part]));
    let filled: Vec<usize> = (0..words.len()).filter(|at| !words[*at].is_empty()).collect();
    // What stays before, and what behind, the rest.
    let (mut from, mut to, mut rest) = (0, filled.len(), text.as_str());
    while let Some(next) = filled.get(from).filter(|at| **at != SUFFIX).and_then(|at| after(rest, &words[*at])) {
        (from, rest) = (from + 1, next);
    }
    while let Some(next) = filled[from..to].last().filter(|at| **at != PREFIX).and_then(|at| before(rest, &words[*at]))
    {
        (to, rest) = (to - 1, next);
    }
    let gone = &filled[from..to];
    if !rest.is_empty() && !becomes(gone, &words, rest) {
        return told_apart(&words, (&filled[..from], rest, &filled[to..]));
    }
    let mut parts = held.map(str::to_owned);
    gone.iter().for_each(|at| parts[*at].clear());
    if let (false, [at]) = (rest.is_empty(), gone) {
        parts[*at] = rest.to_owned();
    }
    parts
}

/// Whether the rest is what the one part that is gone became: no longer than it was.
fn becomes(gone: &[usize], words: &[String; 5], rest: &str) -> bool {
    let count = |text: &str| text.split(' ').count();
    matches!(gone, [at] if count(rest) <= count(&words[*at]) && !rest.contains(','))
}

/// The parts of a name of which some stay what they are, before and behind what is new.
fn told_apart(words: &[String; 5], (first, new, last): (&[usize], &str, &[usize])) -> [String; 5] {
    let signs = |of: &[usize]| joined(of.iter().map(|at| SIGNS[*at]));
    let mut read = name_parts(&joined([signs(first).as_str(), new, signs(last).as_str()]), PARTS);
    // Alone beside a title it is read as the given one.
    if read[FAMILY].is_empty() && read[GIVEN] == SIGNS[FAMILY] {
        read.swap(GIVEN, FAMILY);
    }
    for part in &mut read {
        for (sign, own) in SIGNS[GIVEN..=FAMILY].iter().zip(&words[GIVEN..=FAMILY]) {
            *part = part.replace(*sign, own);
        }
    }
    if first.contains(&PREFIX) {
        read[PREFIX] = joined([words[PREFIX].as_str(), read[PREFIX].as_str()]);
    }
    if last.contains(&SUFFIX) {
        read[SUFFIX] = joined([read[SUFFIX].as_str(), words[SUFFIX].as_str()]);
    }
    read
}

/// What follows on these words.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(words)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
}

/// What stands before these words.
fn before<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let rest = text.strip_suffix(words)?;
    (rest.is_empty() || rest.ends_with(' ')).then(|| rest.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_part_becomes_another_and_the_rest_stays_what_somebody_made_it() {
        let anna = ["", "Anna Maria", "", "Berg", ""];
        assert_eq!(parts(anna, "Anna Maria Berg"), anna);
        assert_eq!(parts(anna, " Anna  Maria Berger "), ["", "Anna Maria", "", "Berger", ""]);
        assert_eq!(parts(anna, "Anna Maria von Tal"), ["", "Anna Maria", "", "von Tal", ""]);
        assert_eq!(parts(anna, "Anna Maria Eva Tal"), ["", "Anna Maria", "Eva", "Tal", ""]);
        assert_eq!(parts(anna, "Eva Berg"), ["", "Eva", "", "Berg", ""]);
        assert_eq!(parts(anna, "Dr. Anna Maria Berg"), ["Dr.", "Anna Maria", "", "Berg", ""]);
        assert_eq!(parts(anna, "Berg"), ["", "", "", "Berg", ""]);
        assert_eq!(parts(["", "Kim", "", "Jong Un", ""], "Kim Jong Il"), ["", "Kim", "", "Jong Il", ""]);
        assert_eq!(parts(["Dr.", "Ada", "", "Byron", "PhD"], "Dr. Ada King PhD"), ["Dr.", "Ada", "", "King", "PhD"]);
        assert_eq!(parts(["Dr.", "Ada", "", "Byron", ""], "Ada Byron"), ["", "Ada", "", "Byron", ""]);
        assert_eq!(parts(["", "", "", "Berg", ""], "Dr. Berg"), ["Dr.", "", "", "Berg", ""]);
        assert_eq!(parts(["", "", "", "Berg", ""], "Eva Berg"), ["", "Eva", "", "Berg", ""]);
    }

    #[test]
    fn what_is_new_is_read_as_a_full_name_in_a_file() {
        let none = ["", "", "", "", ""];
        assert_eq!(parts(none, "Ada"), ["", "Ada", "", "", ""]);
        assert_eq!(parts(none, "Berg, Eva"), ["", "Eva", "", "Berg", ""]);
        assert_eq!(parts(["", "Ada", "", "", ""], "Ada Byron"), ["", "Ada", "", "Byron", ""]);
        assert_eq!(parts(["", "Ada", "", "", ""], "Bo Cohn"), ["", "Bo", "", "Cohn", ""]);
        assert_eq!(parts(["", "Ada", "", "Byron", ""], "Ada Augusta Byron"), ["", "Ada", "Augusta", "Byron", ""]);
        assert_eq!(parts(["", "Ada", "", "Byron", ""], "Berg, Eva"), ["", "Eva", "", "Berg", ""]);
        assert_eq!(parts(["", "Ada", "", "Byron", ""], ""), none);
    }

    /// Words in some of the five places.
    fn some_parts() -> impl Strategy<Value = [String; 5]> {
        proptest::array::uniform5("([A-Z][a-z]{0,4}( [a-z]{1,3})?)?")
    }

    proptest! {
        #[test]
        fn a_name_that_is_written_as_it_stands_keeps_its_parts(held in some_parts()) {
            let read = parts(held.each_ref().map(String::as_str), &joined(held.iter().map(String::as_str)));
            prop_assert_eq!(read, held);
        }

        #[test]
        fn no_word_of_what_is_typed_is_lost_or_made_up(held in some_parts(), text in "([A-Za-z.]{1,5} ?){0,6}") {
            let read = parts(held.each_ref().map(String::as_str), &text);
            prop_assert_eq!(joined(read.iter().map(String::as_str)), joined([text.as_str()]));
        }
    }
}
