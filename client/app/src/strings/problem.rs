//! What the worker says, in the page's language. The worker speaks English; a sentence that the catalogue lacks stays
//! as it is, and a problem falls back to the usual words of its reason.

use super::always;
use tacit_bridge::Problem;

/// A problem as it is shown.
pub(crate) fn in_words(problem: Problem) -> Problem {
    let Some((what, todo)) = (always().usual)(problem.kind) else { return problem };
    Problem {
        kind: problem.kind,
        what: (always().said)(&problem.what).unwrap_or_else(|| what.to_owned()),
        todo: (always().said)(&problem.todo).unwrap_or_else(|| todo.to_owned()),
    }
}

/// A sentence as it is shown.
pub(crate) fn said(text: &str) -> String {
    (always().said)(text).unwrap_or_else(|| text.to_owned())
}

/// Sentences of the worker, each beside its own in another language.
pub(super) type Table = &'static [(&'static str, &'static str)];

/// A sentence in the language of these tables. Only languages beside English call it, and bring it with them.
pub(super) fn translated(tables: &[Table], text: &str) -> Option<String> {
    // What occurs in many rows of a file is said once, with their number.
    if let Some((once, times)) = text.strip_suffix(" times)").and_then(|text| text.rsplit_once(" (")) {
        return Some(format!("{} ({times}×)", translated(tables, once)?));
    }
    known(tables, text).or_else(|| reason(tables, text)).or_else(|| {
        // A value, and why it is refused.
        let (value, why) = text.strip_suffix('.')?.split_once(": ")?;
        Some(format!("{value}: {}.", known(tables, why)?.trim_end_matches('.')))
    })
}

/// A reason that the worker made a sentence of, by a capital at least.
fn reason(tables: &[Table], text: &str) -> Option<String> {
    let reason = text.strip_suffix('.').unwrap_or(text);
    let first = reason.chars().next().filter(char::is_ascii_uppercase)?;
    let own = known(tables, &format!("{}{}", first.to_ascii_lowercase(), &reason[1..]))?;
    let (first, rest) = own.split_at(own.chars().next()?.len_utf8());
    Some(format!("{}{}.", first.to_uppercase(), rest.trim_end_matches('.')))
}

fn known(tables: &[Table], text: &str) -> Option<String> {
    tables.iter().copied().flatten().find_map(|(english, own)| {
        let values = values_in(english, text)?;
        // A value may be a reason, which has words of its own.
        let mut values = values.into_iter().map(|value| translated(tables, value).unwrap_or_else(|| value.to_owned()));
        let mut parts = own.split("{}");
        let first = parts.next()?.to_owned();
        Some(parts.fold(first, |said, part| said + &values.next().unwrap_or_default() + part))
    })
}

/// What stands in a sentence where its pattern has `{}`; `None` if it is another sentence.
fn values_in<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty().then(Vec::new) };
    let mut values = Vec::new();
    for part in parts {
        let (value, after) = rest.split_once(part)?;
        values.push(value);
        rest = after;
    }
    values.push(rest.strip_suffix(last).filter(|value| !value.is_empty())?);
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};
    use tacit_bridge::problem::ProblemKind;

    fn problem(what: &str) -> Problem {
        Problem { kind: ProblemKind::Removed, what: what.into(), todo: "No such sentence.".into() }
    }

    #[test]
    fn english_is_shown_as_the_worker_says_it() {
        assert_eq!(in_words(problem("Of its own.")), problem("Of its own."));
    }

    #[test]
    fn german_knows_sentences_with_names_and_falls_back_to_the_reason() {
        speak(Language::German);
        assert_eq!(
            in_words(problem("Ada removed you from this vault.")).what,
            "Ada hat Sie aus diesem Tresor entfernt."
        );
        let unknown = in_words(problem("Of its own."));
        assert_eq!(unknown.what, "Sie sind nicht mehr Mitglied dieses Tresors.");
        assert!(unknown.todo.starts_with("Was dieses Gerät schon hat"));
        assert_eq!(said("There is no amount."), "Das ist kein Betrag.");
        assert_eq!(said("Longer than the 400 bytes allowed."), "Länger als die erlaubten 400 Bytes.");
        assert_eq!(
            said("This cannot be done: there is an object of this name already."),
            "Das geht nicht: ein Objekt dieses Namens gibt es schon."
        );
        assert_eq!(
            said("Faith holds data of a special category: no active purpose names this field."),
            "Faith enthält Daten einer besonderen Kategorie: kein verfolgter Zweck nennt dieses Feld."
        );
        assert_eq!(said("abc: too large a number."), "abc: eine zu große Zahl.");
        assert_eq!(said("x: this is neither yes nor no."), "x: Das ist weder ja noch nein.");
        assert_eq!(said("A name is needed here."), "Hier braucht es einen Namen.");
        assert_eq!(said("already here (12 times)"), "schon vorhanden (12×)");
        assert_eq!(said("a header of somebody's own"), "a header of somebody's own");
    }

    /// The strings of a source file that are sentences, with a name or number where they have a value. Tests and comments
    /// are left out.
    fn sentences(source: &str) -> Vec<String> {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let (code, mut found) = (code.join("\n"), Vec::new());
        let mut rest = code.chars().peekable();
        while let Some(c) = rest.next() {
            if c != '"' {
                continue;
            }
            let mut text = String::new();
            while let Some(c) = rest.next().filter(|c| *c != '"') {
                match (c, rest.peek()) {
                    ('\\', Some('\n')) => while rest.next_if(|c| c.is_whitespace()).is_some() {},
                    ('\\', Some('u')) => {
                        let digits: String = rest.by_ref().skip(2).take_while(|c| *c != '}').collect();
                        text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                    }
                    ('\\', _) => text.extend(rest.next()),
                    ('{', _) => {
                        rest.by_ref().find(|c| *c == '}');
                        text.push('7');
                    }
                    _ => text.push(c),
                }
            }
            let begins = text.starts_with(|c: char| c.is_ascii_uppercase() || c == '7' || c == '\u{201c}');
            if begins && text.contains(' ') && text.ends_with('.') {
                found.push(text);
            }
        }
        found
    }

    fn sources(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            match entry.is_dir() {
                true => sources(&entry, found),
                // What `problem.rs` says by itself are the usual words.
                false if !entry.ends_with("problem.rs") && !entry.ends_with("tests.rs") => found.push(entry),
                false => {}
            }
        }
    }

    #[test]
    fn every_sentence_of_the_worker_has_its_words_in_german() {
        speak(Language::German);
        let mut files = Vec::new();
        sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/src"), &mut files);
        let read = |file| std::fs::read_to_string(file).expect("text");
        let all: Vec<String> = files.into_iter().flat_map(|file| sentences(&read(file))).collect();
        assert!(all.len() > 250, "{}", all.len());
        let lacking: std::collections::BTreeSet<&String> =
            all.iter().filter(|text| (always().said)(text).is_none()).collect();
        // What is put together of two: a value and why it is refused, what a rule lacks.
        let parts = |text: &&String| !["7: 7.", "7 is missing."].contains(&text.as_str());
        let lacking: Vec<_> = lacking.into_iter().filter(parts).collect();
        assert!(lacking.is_empty(), "{lacking:#?}");
    }

    #[test]
    fn every_reason_has_its_words_in_german() {
        let kinds = (0_u8..128).map_while(|number| tacit_bridge::decode::<ProblemKind>(&[number]));
        let said: std::collections::BTreeSet<_> =
            kinds.filter_map(|kind| (crate::strings::de::ALWAYS.usual)(kind)).collect();
        assert!(said.len() > 40);
    }
}
