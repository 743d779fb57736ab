//! Reading a query: splitting at blanks and quotes, and telling operators from words.

use super::lexicon::{self, Operator};
use super::{Days, MAX_QUERY, MAX_TERMS, Owner, Query, Term, UnknownOperator, What, When};
use crate::fold::fold;
use crate::peek::cut;

/// Letters of the longest name that is told to be no operator's.
const MAX_NAME: usize = 32;
/// Schemes of addresses that are typed with less behind them than two slashes.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms", "sip", "urn"];

/// What the eye takes for a quotation mark.
const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

impl Query {
    /// Reads what was typed; never fails.
    pub fn parse(text: &str) -> Self {
        let text = cut(text, MAX_QUERY);
        let mut terms = Vec::new();
        let mut at = 0;
        while terms.len() < MAX_TERMS
            && let Some(start) = text[at..].find(|letter: char| !is_blank(letter)).map(|blank| at + blank)
        {
            let len = length(&text[start..]);
            let (without, what) = term(&text[start..start + len]);
            at = start + len;
            terms.push(Term { span: start..at, without, what });
        }
        Self { terms }
    }

    /// The first word that looks like an operator and is none.
    pub(crate) fn unknown(&self) -> Option<UnknownOperator> {
        self.terms.iter().find_map(|term| match &term.what {
            What::Word(word) => unknown(word),
            _ => None,
        })
    }
}

/// What stands before the colon of a word, if it is one of letters, no scheme of an address, and no operator is called so.
fn unknown(word: &str) -> Option<UnknownOperator> {
    let (name, value) = word.split_once(':')?;
    let folded = plain_name(name);
    let is_name = (2..=MAX_NAME).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
    let is_address = value.starts_with("//") || SCHEMES.contains(&folded.as_str());
    if !is_name || is_address || lexicon::operator(&folded).is_some() {
        return None;
    }
    Some(UnknownOperator { typed: name.to_owned(), nearest: lexicon::nearest_operator(&folded) })
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control()
}

/// Bytes of the term that a text begins with: up to a blank, or to the end of what is in quotes.
fn length(text: &str) -> usize {
    let mut quotable = true;
    for (at, letter) in text.char_indices() {
        if quotable && QUOTES.contains(&letter) {
            let inside = at + letter.len_utf8();
            return text[inside..]
                .char_indices()
                .find(|(_, letter)| QUOTES.contains(letter))
                .map_or(text.len(), |(end, letter)| inside + end + letter.len_utf8());
        }
        if is_blank(letter) {
            return at;
        }
        // Quotes hold blanks together at the beginning, and after a colon or the minus before a term.
        quotable = letter == ':' || letter == '-' && at == 0;
    }
    text.len()
}

/// One term: whether it shall not hold, and what.
fn term(text: &str) -> (bool, What) {
    if text == "-" {
        return (false, What::Begun);
    }
    let excluded = text
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(|letter: char| letter.is_alphanumeric() || QUOTES.contains(&letter)));
    let (without, text) = excluded.map_or((false, text), |rest| (true, rest));
    (without, what(text))
}

fn what(text: &str) -> What {
    if text.starts_with(QUOTES) {
        return match clean(text.trim_matches(QUOTES)) {
            inside if inside.is_empty() => What::Begun,
            inside => What::Phrase(inside),
        };
    }
    text.split_once(':')
        .and_then(|(name, value)| operator(lexicon::operator(&plain_name(name))?, value))
        .unwrap_or_else(|| What::Word(text.to_owned()))
}

/// Without control characters and blanks at the ends.
fn clean(text: &str) -> String {
    text.replace(is_blank, " ").trim().to_owned()
}

/// A name as the lexicon has it.
pub(super) fn plain_name(text: &str) -> String {
    fold(text).replace([' ', '-', '_'], "")
}

/// An operator and what follows its colon; `None` if that cannot follow it.
fn operator(operator: Operator, value: &str) -> Option<What> {
    let text = clean(value.trim_matches(QUOTES));
    let name = plain_name(&text);
    if name.is_empty() {
        return Some(What::Begun);
    }
    let begun = |begins: bool| begins.then_some(What::Begun);
    match operator {
        Operator::Is => lexicon::state(&name).map(What::Is).or_else(|| begun(lexicon::begins_state(&name))),
        Operator::Has => lexicon::part(&name).map(What::Has).or_else(|| begun(lexicon::begins_part(&name))),
        Operator::Owner => Some(What::Owner(member(&name, text))),
        Operator::Mentions => Some(What::Mentions(member(&name, text.trim_start_matches('@').to_owned()))),
        Operator::Text(keys) => Some(What::Field { keys, text, exact: value.starts_with(QUOTES) }),
        Operator::Day(keys) => match days(&text) {
            Some(days) => Some(What::Day(keys, days)),
            None => begun(begins_days(&text)),
        },
        Operator::Amount(key) => match amount(&text) {
            Some((least, most)) => Some(What::Amount(key, least, most)),
            None => begun(compared(&text).1.is_empty()),
        },
    }
}

/// A member by name, or the asker, or nobody.
fn member(name: &str, text: String) -> Owner {
    match name {
        name if lexicon::is_me(name) => Owner::Me,
        name if lexicon::is_nobody(name) => Owner::Nobody,
        _ => Owner::Named(text),
    }
}

/// How a value is compared, and the value.
fn compared(text: &str) -> (&str, &str) {
    let sign = [">=", "<=", ">", "<", "="].into_iter().find(|sign| text.starts_with(sign)).unwrap_or_default();
    (sign, text[sign.len()..].trim())
}

fn when(text: &str) -> Option<When> {
    When::read(text).or_else(|| lexicon::day(&plain_name(text)))
}

fn days(text: &str) -> Option<Days> {
    if let Some((from, to)) = text.split_once("..") {
        return Some(Days::Between(when(from)?, when(to)?));
    }
    let (sign, value) = compared(text);
    let when = when(value)?;
    Some(match sign {
        ">=" => Days::From(when),
        "<=" => Days::UpTo(when),
        ">" => Days::After(when),
        "<" => Days::Before(when),
        _ => Days::Within(when),
    })
}

/// Whether a day, or a stretch of days, may begin so.
fn begins_days(text: &str) -> bool {
    let begins_when = |text: &str| {
        let numeric = text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        numeric || lexicon::begins_day(&plain_name(text))
    };
    match text.split_once("..") {
        Some((from, to)) => when(from).is_some() && begins_when(to),
        None => {
            let value = compared(text).1;
            begins_when(value.strip_suffix('.').unwrap_or(value))
        }
    }
}

/// An amount in hundredths: at least, at most.
fn amount(text: &str) -> Option<(Option<i64>, Option<i64>)> {
    let (sign, value) = compared(text);
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let hundredths = format!("{whole}{part:0<2}").parse::<i64>().ok()?;
    Some(match sign {
        ">=" => (Some(hundredths), None),
        "<=" => (None, Some(hundredths)),
        ">" => (Some(hundredths + 1), None),
        "<" => (None, Some(hundredths - 1)),
        _ => (Some(hundredths), Some(hundredths)),
    })
}
