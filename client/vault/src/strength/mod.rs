//! An honest estimate of how many guesses a password stands: the cheapest way to put it together from what guessers
//! try first (common passwords, words, phrases, repeats, sequences, keyboard runs, dates) and single characters. A lower
//! bound by construction and never more than its length could give (Wheeler, "zxcvbn", USENIX Security 2016), with small
//! lists only: the worker's size is the first load's.

mod common;
mod letters;
mod patterns;
mod phrases;

use patterns::{Kind, Match};

/// What an estimate says.
#[derive(Debug, Clone, PartialEq)]
pub struct Strength {
    /// log2 of the guesses that a knowing attacker needs at least.
    pub bits: f32,
    /// 0 too weak to be taken, 1 weak, 2 fair, 3 good, 4 strong.
    pub grade: u8,
    /// One sentence: what makes it weak, or what to know about it.
    pub advice: String,
}

/// Longest part that is looked at: what follows cannot make a password weaker.
const LOOKED_AT: usize = 128;

/// Estimates a password.
pub fn estimate(password: &str) -> Strength {
    estimate_knowing(password, &[])
}

/// Estimates a password for an attacker who knows these words of its owner: the sign-in name, say.
pub fn estimate_knowing(password: &str, related: &[&str]) -> Strength {
    let characters: Vec<char> = password.chars().take(LOOKED_AT).collect();
    let matches = patterns::find(&characters, related);
    let (sum, used) = cheapest(characters.len(), &matches);
    let bits = sum.min(ceiling(&characters)) as f32;
    let grade = grade(bits);
    Strength { bits, grade, advice: advice(grade, characters.len(), &used).to_owned() }
}

/// The cheapest sequence of matches that covers everything (each character alone is a match, so there is one).
fn cheapest(len: usize, matches: &[Match]) -> (f64, Vec<Match>) {
    let mut best: Vec<(f64, Option<Match>)> = vec![(f64::INFINITY, None); len + 1];
    best[0] = (0.0, None);
    for end in 1..=len {
        for found in matches.iter().filter(|found| found.end == end) {
            let sum = best[found.start].0 + found.bits;
            if sum < best[end].0 {
                best[end] = (sum, Some(*found));
            }
        }
    }
    let mut used = Vec::new();
    let mut at = len;
    while let Some(found) = best[at].1 {
        used.push(found);
        at = found.start;
    }
    (best[len].0, used)
}

/// Characters of one kind, and how many of them there are to draw from.
type Class = (fn(&char) -> bool, f64);

/// What the length could give at most: all characters drawn from the classes that occur.
pub(crate) fn ceiling(characters: &[char]) -> f64 {
    let classes: [Class; 5] = [
        (|c| c.is_ascii_lowercase(), 26.0),
        (|c| c.is_ascii_uppercase(), 26.0),
        (|c| c.is_ascii_digit(), 10.0),
        (|c| c.is_ascii() && !c.is_ascii_alphanumeric(), 33.0),
        (|c| !c.is_ascii(), 100.0),
    ];
    let alphabet: f64 = classes.iter().filter(|(is, _)| characters.iter().any(is)).map(|(_, size)| size).sum();
    if characters.is_empty() { 0.0 } else { characters.len() as f64 * alphabet.log2() }
}

/// Against somebody who has the sealed device or the kit and pays for Argon2id at 64 MiB: some ten thousand guesses a
/// second on rented machines. 45 bits then last a century, 35 a month.
fn grade(bits: f32) -> u8 {
    match bits {
        bits if bits < 25.0 => 0,
        bits if bits < 35.0 => 1,
        bits if bits < 45.0 => 2,
        bits if bits < 55.0 => 3,
        _ => 4,
    }
}

fn advice(grade: u8, len: usize, used: &[Match]) -> &'static str {
    if grade == 4 {
        return "Strong: this would outlast a determined attacker.";
    }
    // What covers most characters is what to speak of.
    let mut share = [0usize; Kind::COUNT];
    for found in used {
        share[found.kind as usize] += found.end - found.start;
    }
    let most = Kind::ALL.into_iter().max_by_key(|kind| share[*kind as usize]).unwrap_or(Kind::Character);
    match most {
        _ if len == 0 => "Type a password, or let Tacit suggest one.",
        Kind::Related => "It contains your own name, which is tried first.",
        Kind::Common => "It is built on one of the most common passwords.",
        Kind::Phrase => "It is a phrase that everybody knows, which is tried early.",
        Kind::Word if grade < 3 => {
            "Few words are guessed quickly: use five or six that have nothing to do with each other."
        }
        Kind::Word => "Good; one more unrelated word would make it strong.",
        Kind::Repeat => "Repeating something adds almost nothing.",
        Kind::Sequence => "Sequences such as abc or 123 add almost nothing.",
        Kind::Keyboard => "Neighbouring keys are tried early.",
        Kind::Date => "Dates and years are tried early.",
        Kind::Letters if grade < 3 => "It reads like words or names: make it longer, or let Tacit suggest one.",
        Kind::Character if grade < 3 => "It is short: make it longer, or let Tacit suggest one.",
        Kind::Letters | Kind::Character => "Good; a few characters more would make it strong.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use proptest::prelude::*;

    fn bits(password: &str) -> f32 {
        estimate(password).bits
    }

    #[test]
    fn the_usual_suspects_are_too_weak() {
        for password in [
            "password123",
            "Passw0rd!!",
            "1234567890",
            "qwertyuiop",
            "QWERTZuiop1",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "iloveyou2",
            "14.02.1987",
            "1987-02-14",
            "letmein2024",
            "Sunshine1!",
            "abcdefghijkl",
            "0987654321",
            "zaq12wsxcde3",
            "dragon2023!",
            "michael1985",
            "adminadmin",
        ] {
            let strength = estimate(password);
            assert_eq!(strength.grade, 0, "{password}: {}", strength.bits);
        }
    }

    #[test]
    fn suggested_passphrases_are_strong_and_rated_by_their_words() {
        let mut entropy = SeededEntropy::new(5);
        for count in [4, 6] {
            for _ in 0..20 {
                let phrase = crate::passphrase(&mut entropy, count);
                let strength = estimate(&phrase);
                assert!(strength.bits <= count as f32 * 11.0 + count as f32 * 4.0, "{}", strength.bits);
                assert!(count < 6 || strength.grade == 4, "{}", strength.bits);
            }
        }
    }

    #[test]
    fn random_characters_are_strong_and_worth_more_than_words_of_that_length() {
        assert_eq!(estimate("x7#Kq9vR2mWz!pTe").grade, 4);
        assert!(bits("xkqjzvwpgt") > bits("strawberry"));
    }

    #[test]
    fn ones_own_name_is_worth_nothing() {
        let alone = bits("katharina.weber");
        let known = estimate_knowing("katharina.weber", &["katharina.weber"]);
        assert!(known.bits < alone && known.grade == 0);
        assert_eq!(known.advice, "It contains your own name, which is tried first.");
    }

    #[test]
    fn substitutions_and_capitals_add_little() {
        assert!(bits("p@ssw0rd") - bits("password") < 6.0);
        assert!(bits("PASSWORD") - bits("password") < 6.0);
    }

    #[test]
    fn famous_phrases_are_too_weak_however_they_are_written() {
        for password in [
            "correct horse battery staple",
            "CorrectHorseBatteryStaple",
            "Correct-Horse-Battery-Staple1!",
            "c0rrecthorsebatteryst4ple",
            "To be, or not to be: that is the question",
            "let me in, please",
            "MayTheForceBeWithYou!",
            "Franz jagt im komplett verwahrlosten Taxi quer durch Bayern",
            "Übung macht den Meister",
            "correct horse battery staple 2026",
        ] {
            let strength = estimate(password);
            assert_eq!(strength.grade, 0, "{password}: {}", strength.bits);
            assert_eq!(strength.advice, "It is a phrase that everybody knows, which is tried early.", "{password}");
        }
        assert_eq!(estimate("correct staple of a horse x7#Kq9vR2mWz").grade, 4, "words of one in another order");
    }

    #[test]
    fn what_stands_between_the_words_of_a_phrase_counts_as_far_as_nobody_would_try_it() {
        let plain = bits("CorrectHorseBatteryStaple");
        assert!(bits("Correct-Horse-Battery-Staple") - plain < 1.5, "one choice");
        assert!(bits("Correct, Horse, Battery, Staple") - plain < 6.0, "and another");
        assert!(estimate("Correct§)&%Horse!=?#Battery/(+{Staple").grade >= 3, "twelve of them");
        assert!(bits("Correct-Horse*Battery Staple") > bits("Correct-Horse-Battery-Staple") + 6.0);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(bits(""), 0.0);
    }

    proptest! {
        #[test]
        fn never_more_than_the_length_could_give(password in "\\PC{0,40}") {
            let characters: Vec<char> = password.chars().collect();
            let strength = estimate(&password);
            prop_assert!(f64::from(strength.bits) <= ceiling(&characters) + 1e-3);
            prop_assert!(strength.bits >= 0.0 && strength.grade <= 4 && !strength.advice.is_empty());
        }

        #[test]
        fn knowing_more_never_makes_it_stronger(password in "[a-z0-9]{1,20}", name in "[a-z]{3,10}") {
            prop_assert!(estimate_knowing(&password, &[&name]).bits <= bits(&password) + 1e-3);
        }

        #[test]
        fn doubling_a_password_adds_almost_nothing(password in "[a-zA-Z0-9]{4,20}") {
            prop_assert!(bits(&password.repeat(2)) <= bits(&password) + 3.5);
        }
    }
}
