//! Reading a query: splitting at blanks and quotes, and telling operators from words.

use super::lexicon::{ENGLISH, Lexicon, Operator, begins, of};
use super::{Days, MAX_QUERY, MAX_TERMS, Owner, Query, Term, What, When};
use crate::fold::fold;
use crate::peek::cut;

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
            let (without, what) = term(&text[start..start + len], &ENGLISH);
            at = start + len;
            terms.push(Term { span: start..at, without, what });
        }
        Self { terms }
    }
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
fn term(text: &str, lexicon: &Lexicon) -> (bool, What) {
    if text == "-" {
        return (false, What::Begun);
    }
    let excluded = text
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(|letter: char| letter.is_alphanumeric() || QUOTES.contains(&letter)));
    let (without, text) = excluded.map_or((false, text), |rest| (true, rest));
    (without, what(text, lexicon))
}

fn what(text: &str, lexicon: &Lexicon) -> What {
    if text.starts_with(QUOTES) {
        return match clean(text.trim_matches(QUOTES)) {
            inside if inside.is_empty() => What::Begun,
            inside => What::Phrase(inside),
        };
    }
    text.split_once(':')
        .and_then(|(name, value)| operator(lexicon.operator(&plain_name(name))?, value, lexicon))
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
fn operator(operator: Operator, value: &str, lexicon: &Lexicon) -> Option<What> {
    let text = clean(value.trim_matches(QUOTES));
    let name = plain_name(&text);
    if name.is_empty() {
        return Some(What::Begun);
    }
    let begun = |begins: bool| begins.then_some(What::Begun);
    match operator {
        Operator::Is => of(lexicon.states, &name).map(What::Is).or_else(|| begun(begins(lexicon.states, &name))),
        Operator::Has => lexicon.part(&name).map(What::Has).or_else(|| begun(lexicon.begins_part(&name))),
        Operator::Owner => Some(What::Owner(member(&name, text, lexicon))),
        Operator::Mentions => Some(What::Mentions(member(&name, text.trim_start_matches('@').to_owned(), lexicon))),
        Operator::Text(keys) => Some(What::Field { keys, text, exact: value.starts_with(QUOTES) }),
        Operator::Day(keys) => match days(&text, lexicon) {
            Some(days) => Some(What::Day(keys, days)),
            None => begun(begins_days(&text, lexicon)),
        },
        Operator::Amount(key) => match amount(&text) {
            Some((least, most)) => Some(What::Amount(key, least, most)),
            None => begun(compared(&text).1.is_empty()),
        },
    }
}

/// A member by name, or the asker, or nobody.
fn member(name: &str, text: String, lexicon: &Lexicon) -> Owner {
    match name {
        name if lexicon.me.contains(&name) => Owner::Me,
        name if lexicon.nobody.contains(&name) => Owner::Nobody,
        _ => Owner::Named(text),
    }
}

/// How a value is compared, and the value.
fn compared(text: &str) -> (&str, &str) {
    let sign = [">=", "<=", ">", "<", "="].into_iter().find(|sign| text.starts_with(sign)).unwrap_or_default();
    (sign, text[sign.len()..].trim())
}

fn when(text: &str, lexicon: &Lexicon) -> Option<When> {
    When::read(text).or_else(|| of(lexicon.days, &plain_name(text)))
}

fn days(text: &str, lexicon: &Lexicon) -> Option<Days> {
    if let Some((from, to)) = text.split_once("..") {
        return Some(Days::Between(when(from, lexicon)?, when(to, lexicon)?));
    }
    let (sign, value) = compared(text);
    let when = when(value, lexicon)?;
    Some(match sign {
        ">=" => Days::From(when),
        "<=" => Days::UpTo(when),
        ">" => Days::After(when),
        "<" => Days::Before(when),
        _ => Days::Within(when),
    })
}

/// Whether a day, or a stretch of days, may begin so.
fn begins_days(text: &str, lexicon: &Lexicon) -> bool {
    let begins_when = |text: &str| {
        let numeric = text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        numeric || begins(lexicon.days, &plain_name(text))
    };
    match text.split_once("..") {
        Some((from, to)) => when(from, lexicon).is_some() && begins_when(to),
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
