//! Amounts of money: a currency and a whole number of its minor units. Never a float, and amounts of different
//! currencies are never added together. What people type is read in `read`; the tables are in `codes`.

mod codes;
mod read;

pub use codes::CODES;
pub(crate) use read::number;
pub use read::{MAX_AMOUNT_TEXT, MoneyError};
use std::collections::BTreeMap;
use std::fmt;

/// A currency by its alphabetic code (ISO 4217). Any three capitals are one: lists of codes grow, records stay.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The currency of this code: three capitals of ASCII.
    pub fn new(code: &str) -> Option<Self> {
        Self::from_bytes(code.as_bytes())
    }

    fn from_bytes(code: &[u8]) -> Option<Self> {
        let code = <[u8; 3]>::try_from(code).ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// The code.
    pub fn code(&self) -> &str {
        // Capitals of ASCII by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits of its minor unit: 2 for cents, 0 for yen.
    pub fn exponent(self) -> u32 {
        codes::exponent(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// In minor units: cents of a euro, whole yen.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// Bytes of an amount in a record.
    pub const LEN: usize = 11;

    /// An amount in minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads what people type and spreadsheets hold: "12,500", "12.500,00 €", "USD 3k", "(40)". Without a word or
    /// sign of a currency it is of `default`. A single separator before three digits parts thousands, except in
    /// currencies that have three digits of their own.
    pub fn parse(text: &str, default: Currency) -> Result<Self, MoneyError> {
        read::money(text, default)
    }

    /// As it stands in a file: `12500.00 EUR`. [`Money::parse`] reads it back, whatever its default.
    pub fn plain(&self) -> String {
        let digits = self.currency.exponent();
        let unit = 10u64.pow(digits);
        let (whole, part) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        let sign = if self.minor < 0 { "-" } else { "" };
        let code = self.currency.code();
        match digits {
            0 => format!("{sign}{whole} {code}"),
            digits => format!("{sign}{whole}.{part:0width$} {code}", width = digits as usize),
        }
    }

    /// ASCII whose order is that of currencies by code, then of amounts.
    pub fn sort_key(&self) -> String {
        // Turning the sign bit makes two's complement ordered.
        format!("{}{:016x}", self.currency.code(), (self.minor as u64) ^ (1 << 63))
    }

    /// Code, then minor units in little endian.
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        bytes[..3].copy_from_slice(&self.currency.0);
        bytes[3..].copy_from_slice(&self.minor.to_le_bytes());
        bytes
    }

    /// The amount of these bytes; `None` for any that [`Money::to_bytes`] does not write.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (code, minor) = bytes.split_at_checked(3)?;
        let minor = i64::from_le_bytes(minor.try_into().ok()?);
        Some(Self { minor, currency: Currency::from_bytes(code)? })
    }
}

/// Totals, one for each currency. A total stops at the largest amount there is rather than turn round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum(BTreeMap<Currency, i64>);

impl Sum {
    /// Counts an amount in.
    pub fn add(&mut self, money: Money) {
        let total = self.0.entry(money.currency).or_default();
        *total = total.saturating_add(money.minor);
    }

    /// The totals, by code. A currency of which nothing was added has none.
    pub fn totals(&self) -> impl Iterator<Item = Money> {
        self.0.iter().map(|(currency, minor)| Money::new(*minor, *currency))
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<Money> for Sum {
    fn extend<I: IntoIterator<Item = Money>>(&mut self, amounts: I) {
        amounts.into_iter().for_each(|money| self.add(money));
    }
}

impl FromIterator<Money> for Sum {
    fn from_iter<I: IntoIterator<Item = Money>>(amounts: I) -> Self {
        let mut sum = Self::default();
        sum.extend(amounts);
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::new(code).expect("three capitals")
    }

    fn any_money() -> impl Strategy<Value = Money> {
        let known = proptest::sample::select(CODES.split(' ').collect::<Vec<_>>()).prop_map(str::to_owned);
        let code = prop_oneof![known, "[A-Z]{3}"];
        let minor = prop_oneof![any::<i64>(), -2_000i64..2_000, Just(i64::MIN), Just(i64::MAX)];
        (minor, code).prop_map(|(minor, code)| Money::new(minor, currency(&code)))
    }

    #[test]
    fn a_code_is_three_capitals() {
        assert_eq!(Currency::new("EUR"), Some(Currency::EUR));
        for wrong in ["", "EU", "eur", "EURO", "E R", "ÄÖ", "12A"] {
            assert_eq!(Currency::new(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn minor_units_have_the_digits_of_the_standard() {
        for (code, digits) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("XXZ", 2)] {
            assert_eq!(currency(code).exponent(), digits, "{code}");
        }
    }

    #[test]
    fn files_hold_plain_amounts() {
        for (minor, code, plain) in [
            (1_250_000, "EUR", "12500.00 EUR"),
            (-5, "EUR", "-0.05 EUR"),
            (1_234, "JPY", "1234 JPY"),
            (1_234, "KWD", "1.234 KWD"),
            (1_234, "CLF", "0.1234 CLF"),
            (i64::MIN, "USD", "-92233720368547758.08 USD"),
        ] {
            assert_eq!(Money::new(minor, currency(code)).plain(), plain);
        }
    }

    #[test]
    fn bytes_of_another_length_or_code_are_no_amount() {
        let bytes = Money::new(7, Currency::EUR).to_bytes();
        assert_eq!(&bytes, b"EUR\x07\0\0\0\0\0\0\0");
        for wrong in [&bytes[..10], &[&bytes[..], b"\0"].concat(), b"eur\0\0\0\0\0\0\0\0", b"", b"EUR"] {
            assert_eq!(Money::from_bytes(wrong), None);
        }
    }

    #[test]
    fn currencies_are_never_added_together_and_totals_stop_at_the_limit() {
        let yen = currency("JPY");
        let amounts = [Money::new(5, Currency::EUR), Money::new(7, yen), Money::new(-2, Currency::EUR)];
        let mut sum: Sum = amounts.into_iter().collect();
        assert_eq!(sum.totals().collect::<Vec<_>>(), [Money::new(3, Currency::EUR), Money::new(7, yen)]);
        sum.add(Money::new(i64::MAX, yen));
        assert_eq!(sum.totals().last(), Some(Money::new(i64::MAX, yen)));
        assert!(Sum::default().is_empty() && !sum.is_empty());
    }

    proptest! {
        #[test]
        fn what_is_written_plain_is_read_again(money in any_money()) {
            prop_assert_eq!(Money::parse(&money.plain(), currency("KWD")), Ok(money));
            prop_assert_eq!(Money::parse(&money.plain(), Currency::EUR), Ok(money));
        }

        #[test]
        fn bytes_come_back(money in any_money()) {
            prop_assert_eq!(Money::from_bytes(&money.to_bytes()), Some(money));
        }

        #[test]
        fn keys_sort_as_amounts_do(a in any_money(), b in any_money(), same in any::<bool>()) {
            let b = if same { Money::new(b.minor, a.currency) } else { b };
            let order = (a.currency, a.minor).cmp(&(b.currency, b.minor));
            prop_assert_eq!(a.sort_key().cmp(&b.sort_key()), order);
            prop_assert!(a.sort_key().is_ascii());
        }
    }
}
