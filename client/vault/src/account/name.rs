//! What a person types: sign-in name and password, brought to one form so that two keyboards give the same
//! bytes (Unicode Standard Annex #15).

use icu_normalizer::ComposingNormalizerBorrowed;
use zeroize::Zeroizing;

/// A sign-in name: trimmed, NFKC, lower case, 1 to 64 bytes. It is shown to nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInName(String);

/// Why a name was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing was typed.
    #[error("a sign-in name is needed")]
    Empty,
    /// More than 64 bytes.
    #[error("a sign-in name has at most 64 characters")]
    TooLong,
}

impl SignInName {
    /// Brings what was typed to its one form.
    pub fn new(typed: &str) -> Result<Self, NameError> {
        // More than this cannot come down to 64 bytes that a person meant.
        if typed.len() > 1024 {
            return Err(NameError::TooLong);
        }
        // NFKC may bring out blanks, lower-casing may take letters apart: the order makes the result stable.
        let nfkc = ComposingNormalizerBorrowed::new_nfkc();
        let lowered: String = nfkc.normalize_iter(typed.chars()).flat_map(char::to_lowercase).collect();
        let name = nfkc.normalize(&lowered).trim().to_owned();
        match name.len() {
            0 => Err(NameError::Empty),
            1..=64 => Ok(Self(name)),
            _ => Err(NameError::TooLong),
        }
    }

    /// The name in its one form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password: NFC, not trimmed, 10 to 1,024 bytes.
pub struct Password(Zeroizing<String>);

/// Why a password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Under ten bytes.
    #[error("a password has at least ten characters")]
    TooShort,
    /// Over 1,024 bytes.
    #[error("a password has at most 1,024 characters")]
    TooLong,
}

impl Password {
    /// Brings what was typed to its one form.
    pub fn new(typed: &str) -> Result<Self, PasswordError> {
        if typed.len() > 4096 {
            return Err(PasswordError::TooLong);
        }
        // NFC at most triples the length (UAX #15, §"Stability"), so nothing is left behind by growing.
        let mut password = Zeroizing::new(String::with_capacity(typed.len() * 3));
        password.extend(ComposingNormalizerBorrowed::new_nfc().normalize_iter(typed.chars()));
        match password.len() {
            0..10 => Err(PasswordError::TooShort),
            10..=1024 => Ok(Self(password)),
            _ => Err(PasswordError::TooLong),
        }
    }

    /// The password in its one form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_keyboards_give_the_same_name_and_password() {
        let composed = SignInName::new(" ÄNNE ").expect("a name");
        let decomposed = SignInName::new("A\u{308}nne").expect("a name");
        assert_eq!(composed, decomposed);
        assert_eq!(composed.as_str(), "änne");
        let one = Password::new("pa\u{308}ssword-1").expect("long enough");
        let other = Password::new("p\u{e4}ssword-1").expect("long enough");
        assert_eq!(one.as_str(), other.as_str());
    }

    #[test]
    fn blanks_around_a_password_count() {
        let one = Password::new(" long enough ").expect("long enough");
        let other = Password::new("long enough").expect("long enough");
        assert_ne!(one.as_str(), other.as_str());
    }

    #[test]
    fn lengths_are_bytes_of_the_one_form() {
        assert_eq!(SignInName::new(" \u{a0} "), Err(NameError::Empty));
        assert_eq!(SignInName::new(&"a".repeat(65)), Err(NameError::TooLong));
        assert!(SignInName::new(&"a".repeat(64)).is_ok());
        assert!(matches!(Password::new("123456789"), Err(PasswordError::TooShort)));
        assert!(Password::new("1234567890").is_ok());
        assert!(Password::new(&"x".repeat(1024)).is_ok());
        assert!(matches!(Password::new(&"x".repeat(1025)), Err(PasswordError::TooLong)));
    }

    proptest! {
        #[test]
        fn the_one_form_of_a_name_is_stable(typed in "\\PC{1,16}") {
            if let Ok(name) = SignInName::new(&typed) {
                prop_assert_eq!(SignInName::new(name.as_str()), Ok(name.clone()));
            }
        }
    }
}
