//! Tables of currencies: codes (ISO 4217, list one, and those lately withdrawn), minor units, words and signs.

use super::Currency;

/// Codes to choose from, by alphabet, parted by spaces. Funds and metals are left out.
pub const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP \
    BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR \
    LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP \
    PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP \
    TRY TTD TWD TZS UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// Digits of the minor unit, where they are not two (ISO 4217).
pub(super) fn exponent(code: &str) -> u32 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// What a word or sign stands for.
pub(super) enum Named {
    One(Currency),
    /// Several share it, and nothing says which is meant.
    Several,
    None,
}

/// Signs that stand for one currency, in small letters.
const SIGNS: [(&str, &str); 29] = [
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("sfr", "CHF"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("лв", "BGN"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₺", "TRY"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("฿", "THB"),
    ("₦", "NGN"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("us$", "USD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
];

/// Signs that several currencies share: a vault of one of them means its own. The first is meant elsewhere, if the sign
/// has one that the world means by it.
const SHARED: [(&str, bool, &str); 6] = [
    (
        "$",
        true,
        "USD AUD CAD NZD HKD SGD TWD MXN ARS CLP COP BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD",
    ),
    ("¥", true, "JPY CNY"),
    ("￥", true, "JPY CNY"),
    ("kr", false, "SEK NOK DKK ISK"),
    ("fr", false, "CHF XAF XOF XPF"),
    ("lei", true, "RON MDL"),
];

/// What a word beside an amount stands for, in a vault whose amounts are of `default`.
pub(super) fn named(word: &str, default: Currency) -> Named {
    if let Some(exact) = Currency::new(word) {
        return Named::One(exact);
    }
    let small = word.to_lowercase();
    let capitals = word.to_ascii_uppercase();
    let sign = SIGNS.iter().find(|(sign, _)| *sign == small).map(|(_, code)| *code);
    if let Some(code) = sign.or_else(|| CODES.split(' ').find(|code| *code == capitals)) {
        return Currency::new(code).map_or(Named::None, Named::One);
    }
    let Some((_, has_first, codes)) = SHARED.iter().find(|(sign, _, _)| *sign == small) else { return Named::None };
    let mut codes = codes.split(' ').filter_map(Currency::new);
    let first = codes.next();
    match first {
        _ if first == Some(default) || codes.any(|code| code == default) => Named::One(default),
        Some(first) if *has_first => Named::One(first),
        _ => Named::Several,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_every_sign_stands_for_one_of_them() {
        let codes: Vec<&str> = CODES.split(' ').collect();
        assert!(codes.is_sorted() && codes.iter().all(|code| Currency::new(code).is_some()));
        let shared = SHARED.iter().flat_map(|(_, _, codes)| codes.split(' '));
        for code in SIGNS.iter().map(|(_, code)| *code).chain(shared) {
            assert!(codes.contains(&code), "{code}");
        }
    }
}
