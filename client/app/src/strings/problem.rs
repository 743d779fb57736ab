//! What the worker says, in the page's language. The worker speaks English; a sentence that the catalogue lacks stays
//! as it is, and a problem falls back to the usual words of its reason.

use super::t;
use tacit_bridge::Problem;

/// A problem as it is shown.
pub(crate) fn in_words(problem: Problem) -> Problem {
    let Some((what, todo)) = (t().usual)(problem.kind) else { return problem };
    Problem {
        kind: problem.kind,
        what: translated(&problem.what).unwrap_or_else(|| what.to_owned()),
        todo: translated(&problem.todo).unwrap_or_else(|| todo.to_owned()),
    }
}

/// A sentence as it is shown.
pub(crate) fn said(text: &str) -> String {
    translated(text).unwrap_or_else(|| text.to_owned())
}

fn translated(text: &str) -> Option<String> {
    // What occurs in many rows of a file is said once, with their number.
    if let Some((once, times)) = text.strip_suffix(" times)").and_then(|text| text.rsplit_once(" (")) {
        return Some(format!("{} ({times}×)", translated(once)?));
    }
    known(text).or_else(|| {
        // A reason that the worker made a sentence of, by a capital at least.
        let reason = text.strip_suffix('.').unwrap_or(text);
        let first = reason.chars().next().filter(char::is_ascii_uppercase)?;
        let own = known(&format!("{}{}", first.to_ascii_lowercase(), &reason[1..]))?;
        let (first, rest) = own.split_at(own.chars().next()?.len_utf8());
        Some(format!("{}{}.", first.to_uppercase(), rest.trim_end_matches('.')))
    })
}

fn known(text: &str) -> Option<String> {
    t().said.iter().copied().flatten().find_map(|(english, own)| match english.split_once("{}") {
        None => (*english == text).then(|| (*own).to_owned()),
        Some((before, after)) => {
            let value = text.strip_prefix(before)?.strip_suffix(after)?;
            Some(own.replace("{}", value))
        }
    })
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
        assert_eq!(said("already here (12 times)"), "schon vorhanden (12×)");
        assert_eq!(said("a header of somebody's own"), "a header of somebody's own");
    }

    #[test]
    fn every_reason_has_its_words_in_german() {
        let kinds = (0_u8..128).map_while(|number| tacit_bridge::decode::<ProblemKind>(&[number]));
        let said: std::collections::BTreeSet<_> =
            kinds.filter_map(|kind| (crate::strings::de::TEXTS.usual)(kind)).collect();
        assert!(said.len() > 40);
    }
}
