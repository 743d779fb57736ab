//! Folding text so that what people mean as the same compares as the same: case, accents, ligatures, phone digits.

mod table;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Appends `text` in lower case and without diacritics.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let at = out.len();
        out.push_str(text);
        return out[at..].make_ascii_lowercase();
    }
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let len = if letter.is_ascii() {
            out.push(letter.to_ascii_lowercase());
            1
        } else if let Some(folded) = table::folded(letter) {
            out.push_str(folded);
            letter.len_utf8()
        } else {
            // Marks are ordered among themselves, never across a letter that is looked up.
            let looked_up = |next: char| next.is_ascii() || table::folded(next).is_some();
            let len = rest.find(looked_up).unwrap_or(rest.len());
            nfkd(&rest[..len]).for_each(|part| fold_char(part, out));
            len
        };
        rest = &rest[len..];
    }
}

fn nfkd(text: &str) -> impl Iterator<Item = char> {
    DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(text.chars())
}

fn fold_char(c: char, out: &mut String) {
    match c {
        c if is_diacritic(c) => {}
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ħ' | 'Ħ' => out.push('h'),
        'ı' => out.push('i'),
        'þ' | 'Þ' => out.push_str("th"),
        'ς' => out.push('σ'),
        '‘' | '’' | 'ʼ' => out.push('\''),
        '‐'..='―' => out.push('-'),
        c => out.extend(c.to_lowercase().filter(|c| !is_diacritic(*c))),
    }
}

/// `text` in lower case and without diacritics.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Folded, with runs of blanks as one and none at the ends: for comparing names.
pub fn fold_name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_name_into(text, &mut out);
    out
}

/// Appends `text` as [`fold_name`] has it.
pub(crate) fn fold_name_into(text: &str, out: &mut String) {
    // Folding may make blanks of other letters (U+00A8), so that it goes first.
    let at = out.len();
    fold_into(text, out);
    if is_spaced(&out[at..]) {
        return;
    }
    let folded = out.split_off(at);
    for word in folded.split_whitespace() {
        if out.len() > at {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Whether it is nothing but ASCII, with single blanks between the words: then there is nothing to take out. Read to its
/// end whatever it is, which is sooner done than to stop early.
fn is_spaced(text: &str) -> bool {
    let text = text.as_bytes();
    let plain = text.iter().fold(true, |all, byte| all & (b' '..=b'~').contains(byte));
    let doubled = text.windows(2).fold(false, |any, two| any | (two[0] == b' ' && two[1] == b' '));
    plain & !doubled && !matches!(text, [b' ', ..] | [.., b' '])
}

/// The digits of a telephone number, with neither international prefix marks nor an extension.
pub fn phone_digits(text: &str) -> String {
    let folded = fold(text);
    let main = folded.split(['x', '#', ';']).next().unwrap_or_default();
    main.chars().filter(char::is_ascii_digit).collect()
}

/// Last digits by which two telephone numbers are the same: with the country's code, and without.
const PHONE_TAIL: usize = 9;

/// What of a number's digits tells it from others, whether it is written with the country's code or without.
pub(crate) fn phone_tail(digits: &str) -> &str {
    let national = digits.trim_start_matches('0');
    &national[national.len().saturating_sub(PHONE_TAIL)..]
}

/// Whether a search word is written like a telephone number: digits and the marks that stand between them.
pub(crate) fn looks_like_phone(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || "+-./()".contains(c)) && word.chars().any(|c| c.is_ascii_digit())
}

/// Combining marks of European scripts. Vowel signs of Indic scripts are letters to their readers and stay.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_ligatures_fold() {
        assert_eq!(fold("Ludwig-Götz GRAẞL"), "ludwig-gotz grassl");
        assert_eq!(fold("Łukasz Ørsted Æther"), "lukasz orsted aether");
        assert_eq!(fold("ΟΔΥΣΣΕΥΣ"), fold("Οδυσσεύς"));
        assert_eq!(fold("İstanbul"), "istanbul");
    }

    proptest! {
        #[test]
        fn letters_that_are_looked_up_fold_as_the_whole_text_does(
            text in prop::collection::vec(prop_oneof![
                "[a-zA-Z .-]", "[\\u{80}-\\u{24f}]", "[\\u{250}-\\u{530}]", "[\\u{1e00}-\\u{2fff}]", "[\\u{300}-\\u{36f}\\u{483}-\\u{489}\\u{591}-\\u{5bd}]", any::<char>().prop_map(String::from),
            ], 0..12),
        ) {
            let text = text.concat();
            let mut whole = String::new();
            nfkd(&text).for_each(|part| fold_char(part, &mut whole));
            prop_assert_eq!(fold(&text), whole);
        }
    }

    #[test]
    fn names_are_spaced_where_nothing_is_to_be_taken_out() {
        for (text, spaced) in [("", true), ("a b", true), ("a  b", false), (" a", false), ("a ", false), (" ", false)] {
            assert_eq!(is_spaced(text), spaced, "{text:?}");
        }
        assert!(!is_spaced("a\tb") && !is_spaced("a\u{7f}b") && !is_spaced("ä") && is_spaced("a~!"));
        assert_eq!(fold_name("  Ada \t  Ö "), "ada o");
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for text in ["Straße", "Ångström", "Éva Ñandú", "山田 太郎", "ΣΊΣΥΦΟΣ", "ﬁn"] {
            assert_eq!(fold(&fold(text)), fold(text));
        }
    }

    #[test]
    fn phone_numbers_reduce_to_their_digits() {
        assert_eq!(phone_digits("+1 (905) 555-1234"), "19055551234");
        assert_eq!(phone_digits("1-955-371-0847 x371"), "19553710847");
        assert_eq!(phone_digits("tel:+1-418-656-9254;ext=102"), "14186569254");
    }
}
