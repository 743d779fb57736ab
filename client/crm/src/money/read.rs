//! Amounts as people type them. What could be read in two ways and is not settled by the rule of three digits is
//! refused, not guessed: a wrong amount is worse than a question.

use super::codes::{Named, named};
use super::{Currency, Money};

/// Longest text that is read as an amount, in bytes.
pub const MAX_AMOUNT_TEXT: usize = 64;

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing there.
    #[error("there is no amount")]
    Empty,
    /// Longer than any amount.
    #[error("longer than an amount can be")]
    TooLong,
    /// The digits and what stands between them make no number.
    #[error("this does not read as an amount; write it like 12500.00")]
    Unclear,
    /// A word that is no currency.
    #[error("the word beside the amount is no currency known here; write its three letters, like EUR")]
    UnknownCurrency,
    /// "kr" or "fr" alone.
    #[error("several currencies share this sign; write the three letters, like SEK")]
    SharedSign,
    /// "$ 5 EUR".
    #[error("two currencies are named")]
    TwoCurrencies,
    /// Parts of a cent.
    #[error("more decimals than the {digits} that the currency has")]
    TooFine {
        /// Those it has.
        digits: u32,
    },
    /// Beyond what can be kept.
    #[error("too large an amount")]
    TooLarge,
}

/// Reads an amount; see [`Money::parse`].
pub(super) fn money(text: &str, default: Currency) -> Result<Money, MoneyError> {
    let parts = Parts::of(text)?;
    let (after, power) = multiplied(&parts.after);
    let currency = currency_of(&parts.before, after, default)?;
    let (whole, part) = split_decimals(&parts.number, currency.exponent())?;
    let minor = parts.signed(scaled(&whole, part, currency.exponent(), power)?);
    Ok(Money::new(i64::try_from(minor).map_err(|_| MoneyError::TooLarge)?, currency))
}

/// Reads a number without a word beside it, in units of so many digits.
pub(crate) fn number(text: &str, digits: u32) -> Result<i128, MoneyError> {
    let parts = Parts::of(text)?;
    if !parts.before.trim().is_empty() || !parts.after.is_empty() {
        return Err(MoneyError::Unclear);
    }
    // The rule of three digits is that of amounts: "1.250" are thousands.
    let (whole, part) = split_decimals(&parts.number, digits.min(2))?;
    Ok(parts.signed(scaled(&whole, part, digits, 0)?))
}

/// A number and what stands around it.
struct Parts {
    before: String,
    number: String,
    after: String,
    minus: bool,
}

impl Parts {
    fn of(text: &str) -> Result<Self, MoneyError> {
        if text.len() > MAX_AMOUNT_TEXT {
            return Err(MoneyError::TooLong);
        }
        let text = evened(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(MoneyError::Empty);
        }
        // Bookkeepers' brackets are a minus.
        let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let (before, number, after) = parted(inner.unwrap_or(text)).ok_or(MoneyError::Unclear)?;
        let (before, minus_before) = unsigned(before);
        let (after, minus_after) = unsigned(without_dashes(after));
        match usize::from(inner.is_some()) + minus_before + minus_after {
            minuses @ 0..=1 => {
                Ok(Self { before, number: number.to_owned(), after: after.trim().to_owned(), minus: minuses == 1 })
            }
            _ => Err(MoneyError::Unclear),
        }
    }

    fn signed(&self, number: i128) -> i128 {
        if self.minus { -number } else { number }
    }
}

/// One kind of space, apostrophe and minus, and no marks of direction: spreadsheets hold many.
fn evened(text: &str) -> String {
    let even = |letter: char| match letter {
        '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
        '’' | '‘' | 'ʼ' => Some('\''),
        '−' | '–' | '—' => Some('-'),
        space if space.is_whitespace() => Some(' '),
        other => Some(other),
    };
    text.chars().filter_map(even).collect()
}

/// What stands before the number, the number, and what stands after.
fn parted(text: &str) -> Option<(&str, &str, &str)> {
    let mut start = text.find(|letter: char| letter.is_ascii_digit())?;
    let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    // ".50", but not "Fr.50".
    let head = &text[..start];
    let bare = head.strip_suffix(['.', ',']).filter(|rest| !rest.ends_with(char::is_alphabetic));
    start -= usize::from(bare.is_some());
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// Without its sign, and how many minuses it had.
fn unsigned(text: &str) -> (String, usize) {
    let minuses = text.matches('-').count();
    // A plus is left out once; two are no number.
    (text.replacen('+', "", 1).replace('-', " "), minuses)
}

/// "40,-" and "40.–" are forty, without a minus.
fn without_dashes(after: &str) -> &str {
    match after.strip_prefix([',', '.']) {
        Some(rest) if rest.starts_with('-') => rest.trim_start_matches('-'),
        _ => after,
    }
}

/// Takes a word of thousands or millions off: what is left, and the power of ten.
fn multiplied(after: &str) -> (&str, u32) {
    let end = after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len());
    let (word, rest) = after.split_at(end);
    let power = match word {
        // Three capitals are a code, whatever else they may mean.
        "MIO" | "TSD" | "MRD" => return (after, 0),
        _ => match word.to_lowercase().as_str() {
            "k" | "tsd" => 3,
            "m" | "mn" | "mio" => 6,
            "bn" | "mrd" => 9,
            _ => return (after, 0),
        },
    };
    (rest.strip_prefix('.').unwrap_or(rest), power)
}

/// The currency that the words beside the number agree on.
fn currency_of(before: &str, after: &str, default: Currency) -> Result<Currency, MoneyError> {
    let mut found = None;
    for word in before.split(' ').chain(after.split(' ')).filter(|word| !word.is_empty()) {
        let word = word.strip_suffix('.').unwrap_or(word);
        let currency = match named(word, found.unwrap_or(default)) {
            Named::One(currency) => currency,
            Named::Several => return Err(MoneyError::SharedSign),
            Named::None if word.chars().any(char::is_alphabetic) => return Err(MoneyError::UnknownCurrency),
            Named::None => return Err(MoneyError::Unclear),
        };
        if found.is_some_and(|found| found != currency) {
            return Err(MoneyError::TwoCurrencies);
        }
        found = Some(currency);
    }
    Ok(found.unwrap_or(default))
}

/// Digits before and after the decimal separator; which one that is, the number itself tells.
fn split_decimals(number: &str, digits: u32) -> Result<(String, &str), MoneyError> {
    let (whole, part) = match decimal_at(number, digits) {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    if !part.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(MoneyError::Unclear);
    }
    Ok((ungrouped(whole).ok_or(MoneyError::Unclear)?, part))
}

/// Where the decimal separator stands, if there is one, in numbers of so many decimals.
fn decimal_at(number: &str, digits: u32) -> Option<usize> {
    let at = number.rfind(['.', ','])?;
    let (whole, part) = (&number[..at], &number[at + 1..]);
    let mark = &number[at..=at];
    if whole.contains(mark) {
        // It came before: thousands ("1.234.567").
        return None;
    }
    let grouped_otherwise = !whole.bytes().all(|byte| byte.is_ascii_digit());
    // "0.500" and "1234.500" cannot be thousands.
    let may_be_thousands = part.len() == 3 && matches!(whole.len(), 1..=3) && !whole.starts_with('0');
    (grouped_otherwise || !may_be_thousands || digits >= 3).then_some(at)
}

/// Digits without what groups them; `None` if they are not grouped in one known way.
fn ungrouped(whole: &str) -> Option<String> {
    let Some(mark) = whole.chars().find(|letter| !letter.is_ascii_digit()) else { return Some(whole.to_owned()) };
    let groups: Vec<&str> = whole.split(mark).collect();
    let [first, middle @ .., last] = groups.as_slice() else { return None };
    let sized = |size: usize| middle.iter().all(|group| group.len() == size);
    // Threes, or the twos of lakh and crore.
    let fits = matches!(first.len(), 1..=3) && last.len() == 3 && (sized(3) || (sized(2) && first.len() <= 2));
    let digits = groups.concat();
    let clean = matches!(mark, ' ' | '\'' | '.' | ',') && digits.bytes().all(|byte| byte.is_ascii_digit());
    (fits && clean).then_some(digits)
}

/// Minor units of the digits, times ten to the `power`.
fn scaled(whole: &str, part: &str, digits: u32, power: u32) -> Result<i128, MoneyError> {
    let part = part.trim_end_matches('0');
    let room = (digits + power) as usize;
    if part.len() > room {
        return Err(MoneyError::TooFine { digits });
    }
    // ".5": no digit before the separator.
    let all = format!("0{whole}{part:0<room$}");
    all.parse().map_err(|_| MoneyError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(code: &str) -> Currency {
        Currency::new(code).expect("three capitals")
    }

    fn read(text: &str) -> Result<String, MoneyError> {
        money(text, Currency::EUR).map(|money| money.plain())
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, plain) in [
            ("12,500", "12500.00 EUR"),
            ("12.500,00 €", "12500.00 EUR"),
            ("€ 1'250.50", "1250.50 EUR"),
            ("CHF 1’250.50", "1250.50 CHF"),
            ("USD 3k", "3000.00 USD"),
            ("3k€", "3000.00 EUR"),
            ("1.5 Mio. EUR", "1500000.00 EUR"),
            ("1 250,5", "1250.50 EUR"),
            ("1\u{a0}250,5", "1250.50 EUR"),
            ("1\u{202f}250\u{2009}000 €", "1250000.00 EUR"),
            ("1.234", "1234.00 EUR"),
            ("1,234.5", "1234.50 EUR"),
            ("1.234.567", "1234567.00 EUR"),
            ("₹12,50,000", "1250000.00 INR"),
            ("0.500", "0.50 EUR"),
            ("1234.500", "1234.50 EUR"),
            (".5", "0.50 EUR"),
            ("$.5", "0.50 USD"),
            ("£99", "99.00 GBP"),
            ("us$ 5", "5.00 USD"),
            ("USD $5", "5.00 USD"),
            ("AUD $5", "5.00 AUD"),
            ("¥1,234", "1234 JPY"),
            ("99 zł", "99.00 PLN"),
            ("100 eur", "100.00 EUR"),
            ("€100 EUR", "100.00 EUR"),
            ("500 Euro", "500.00 EUR"),
            ("1.234 KWD", "1.234 KWD"),
            ("5 XYZ", "5.00 XYZ"),
            ("007", "7.00 EUR"),
            ("12.5000", "12.50 EUR"),
            ("0", "0.00 EUR"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(plain), "{text}");
        }
    }

    #[test]
    fn a_minus_stands_before_or_after_or_as_brackets() {
        for text in ["-40", "−40", "- 40 €", "€-40", "-€40", "40-", "(40)", "(€ 40.00)", "EUR –40"] {
            assert_eq!(read(text).as_deref(), Ok("-40.00 EUR"), "{text}");
        }
        for text in ["40,-", "40,– €", "40.--", "+40"] {
            assert_eq!(read(text).as_deref(), Ok("40.00 EUR"), "{text}");
        }
        assert_eq!(read("-0").as_deref(), Ok("0.00 EUR"));
    }

    #[test]
    fn a_shared_sign_means_the_vaults_own_currency() {
        assert_eq!(money("5 kr.", of("SEK")), Ok(Money::new(500, of("SEK"))));
        assert_eq!(money("5kr", of("ISK")), Ok(Money::new(5, of("ISK"))));
        assert_eq!(money("kr 5", of("EUR")), Err(MoneyError::SharedSign));
        assert_eq!(money("Fr.12.50", of("CHF")), Ok(Money::new(1_250, of("CHF"))));
        assert_eq!(money("$5", of("CAD")), Ok(Money::new(500, of("CAD"))));
        assert_eq!(money("¥5", of("CNY")), Ok(Money::new(500, of("CNY"))));
    }

    #[test]
    fn three_digits_are_decimals_where_the_currency_has_three() {
        assert_eq!(money("1.234", of("KWD")), Ok(Money::new(1_234, of("KWD"))));
        assert_eq!(money("1,234.5", of("KWD")), Ok(Money::new(1_234_500, of("KWD"))));
        assert_eq!(money("1.234", of("JPY")), Ok(Money::new(1_234, of("JPY"))));
    }

    #[test]
    fn what_is_no_amount_is_refused_with_the_reason() {
        use MoneyError::*;
        for (text, error) in [
            ("", Empty),
            (" \u{a0} ", Empty),
            ("EUR", Unclear),
            ("abc", Unclear),
            ("2024.01.02", Unclear),
            ("1.2.3", Unclear),
            ("12 5", Unclear),
            ("1,23,456,789", Unclear),
            ("1.234,567,890", Unclear),
            ("1e5", Unclear),
            ("1E+05", Unclear),
            ("40%", Unclear),
            ("40.", Unclear),
            ("--40", Unclear),
            ("-(40)", Unclear),
            ("++40", Unclear),
            ("10-20", Unclear),
            ("1'250 000", Unclear),
            ("5 apples", UnknownCurrency),
            ("2h", UnknownCurrency),
            ("$5 EUR", TwoCurrencies),
            ("19.9999", TooFine { digits: 2 }),
            ("1234.567", TooFine { digits: 2 }),
            ("12.50 JPY", TooFine { digits: 0 }),
            ("92233720368547758.08", TooLarge),
            ("9223372036854775807k", TooLarge),
            ("99999999999999999999999999999999999999999999999", TooLarge),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        assert_eq!(read(&"1".repeat(MAX_AMOUNT_TEXT + 1)), Err(TooLong));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[-+()0-9., 'k€$krEURMio\u{a0}ß]{0,24}") {
            let _ = money(&text, Currency::EUR);
        }

        #[test]
        fn every_way_of_grouping_says_the_same(minor in 0i64..=999_999_999_999) {
            let (whole, cents) = (minor / 100, minor % 100);
            for (group, decimal) in [(",", "."), (".", ","), ("'", "."), ("\u{202f}", ","), ("", ","), ("", ".")] {
                let mut digits = whole.to_string();
                let mut at = digits.len();
                while at > 3 {
                    at -= 3;
                    digits.insert_str(at, group);
                }
                let text = format!("{digits}{decimal}{cents:02}");
                prop_assert_eq!(money(&text, Currency::EUR), Ok(Money::new(minor, Currency::EUR)), "{}", text);
            }
        }
    }
}
