//! Plain numbers as people type them in fields of their own: kept exactly, in millionths, and never guessed.

use crate::money::{self, MoneyError};
use std::fmt;

/// Digits after the separator that are kept.
const DIGITS: u32 = 6;
const ONE: i64 = 1_000_000;

/// A number with up to six decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    /// In millionths.
    pub millionths: i64,
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// The digits and what stands between them make no number.
    #[error("this does not read as a number; write it like 12500.5")]
    Unclear,
    /// More decimals than are kept.
    #[error("more decimals than the {DIGITS} that are kept")]
    TooFine,
    /// Beyond what can be kept.
    #[error("too large a number")]
    TooLarge,
}

impl Decimal {
    /// Reads "1,234.5", "1.234,5", "1 234,5", "-3", ".5". What could be read in two ways is settled by the rule of three
    /// digits, as for amounts.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let millionths = money::number(text, DIGITS).map_err(|error| match error {
            MoneyError::TooFine { .. } => DecimalError::TooFine,
            MoneyError::TooLarge | MoneyError::TooLong => DecimalError::TooLarge,
            _ => DecimalError::Unclear,
        })?;
        i64::try_from(millionths).map(|millionths| Self { millionths }).map_err(|_| DecimalError::TooLarge)
    }

    pub(crate) fn to_bytes(self) -> [u8; 8] {
        self.millionths.to_le_bytes()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self { millionths: i64::from_le_bytes(bytes.try_into().ok()?) })
    }

    /// Text that sorts as the number does.
    pub(crate) fn sort_key(self) -> String {
        format!("{:020}", self.millionths.cast_unsigned() ^ 1 << 63)
    }
}

impl fmt::Display for Decimal {
    /// "-12.5": with a point and no groups, so that [`Decimal::parse`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.millionths.unsigned_abs() / ONE as u64, self.millionths.unsigned_abs() % ONE as u64);
        let sign = if self.millionths < 0 { "-" } else { "" };
        let part = format!("{part:06}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            // Three digits after one separator would read as thousands.
            part if part.len() == 3 => write!(f, "{sign}{whole}.{part}0"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_they_are_written_here_and_there() {
        let read = |text: &str| Decimal::parse(text).map(|number| number.to_string());
        for (text, wanted) in [
            ("12", "12"),
            ("1,234.5", "1234.5"),
            ("1.234,5", "1234.5"),
            ("1 234,25", "1234.25"),
            ("-3", "-3"),
            ("−0,5", "-0.5"),
            (".5", "0.5"),
            ("1.000.000", "1000000"),
            ("0.125", "0.1250"),
        ] {
            assert_eq!(read(text), Ok(wanted.to_owned()), "{text}");
        }
        assert_eq!(read("many"), Err(DecimalError::Unclear));
        assert_eq!(read("5 EUR"), Err(DecimalError::Unclear));
        assert_eq!(read("0.1234567"), Err(DecimalError::TooFine));
        assert_eq!(read("99999999999999999999"), Err(DecimalError::TooLarge));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_sorts(a: i64, b: i64) {
            let (a, b) = (Decimal { millionths: a }, Decimal { millionths: b });
            prop_assert_eq!(Decimal::parse(&a.to_string()), Ok(a));
            prop_assert_eq!(a.sort_key().cmp(&b.sort_key()), a.cmp(&b));
        }
    }
}
