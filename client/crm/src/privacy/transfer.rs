//! Transfers to third countries (GDPR Art. 44 to 49): where data may go as it is, and where it needs a basis. Lists as of
//! November 2026; a decision of adequacy that falls takes effect with the next version, and until then by setting the basis.

use super::words::Transfer;

/// The EU and the EEA (ISO 3166, two letters).
const INSIDE: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];
/// Decisions of adequacy for a country as a whole (Art. 45).
const ADEQUATE: [&str; 13] = ["AD", "AR", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "UY"];
/// Decisions of adequacy for some recipients only: whoever relies on one says so.
const ADEQUATE_FOR_SOME: [&str; 2] = ["CA", "US"];

/// Whether data may go to this country on this basis.
pub(super) fn carries(country: &str, transfer: Transfer) -> bool {
    let is = |list: &[&str]| list.contains(&country);
    match transfer {
        _ if is(&INSIDE) || is(&ADEQUATE) => true,
        Transfer::None => false,
        Transfer::Adequacy => is(&ADEQUATE_FOR_SOME),
        Transfer::Clauses | Transfer::Rules | Transfer::Derogation => true,
    }
}

/// Whether this is how a country is named.
pub(super) fn is_country(country: &str) -> bool {
    country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_countries_each_once() {
        for list in [&INSIDE[..], &ADEQUATE, &ADEQUATE_FOR_SOME] {
            assert!(list.is_sorted() && list.iter().all(|country| is_country(country)));
        }
        let all = INSIDE.iter().chain(&ADEQUATE).chain(&ADEQUATE_FOR_SOME);
        assert_eq!(all.collect::<std::collections::BTreeSet<_>>().len(), 45);
    }

    #[test]
    fn outside_a_transfer_rests_on_something_and_adequacy_is_not_claimed_where_nobody_decided_it() {
        let on = |country: &str| Transfer::ALL.iter().copied().filter(|of| carries(country, *of)).collect::<Vec<_>>();
        assert_eq!(on("FR").len(), Transfer::ALL.len());
        assert_eq!(on("CH").len(), Transfer::ALL.len());
        assert_eq!(on("US"), [Transfer::Adequacy, Transfer::Clauses, Transfer::Rules, Transfer::Derogation]);
        assert_eq!(on("CN"), [Transfer::Clauses, Transfer::Rules, Transfer::Derogation]);
        assert!(!is_country("Germany") && !is_country("de") && !is_country(""));
    }
}
