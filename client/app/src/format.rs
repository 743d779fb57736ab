//! Times, counts, initials: small facts in the form people read them.

use crate::strings::always;
use js_sys::{Date, Intl, Object, Reflect};
use leptos::prelude::window;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use tacit_bridge::records::Money;
use wasm_bindgen::JsValue;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// Hues, each well apart from those before it.
const HUES: [u16; 10] = [300, 70, 345, 195, 245, 170, 145, 110, 275, 220];

thread_local! {
    /// Those of the members of the vault that is open, by name.
    static MEMBERS: RefCell<HashMap<String, u16>> = RefCell::default();
}

/// How days and times are written: as where the reader's browser is at home, "en-US" or "de-AT", as long as that is the
/// page's language, and else as the language's own country does. Numbers are the language's: they are typed as well.
fn region() -> JsValue {
    thread_local!(static REGION: OnceCell<JsValue> = const { OnceCell::new() });
    let find = || {
        let of_it = |tag: &JsValue| {
            tag.as_string().is_some_and(|tag| {
                let is_plain = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                is_plain
                    && tag
                        .split_once('-')
                        .is_some_and(|(language, _)| language.eq_ignore_ascii_case(crate::strings::tag()))
            })
        };
        window().navigator().languages().iter().find(of_it).unwrap_or_else(|| always().locale.into())
    };
    REGION.with(|region| region.get_or_init(find).clone())
}

fn styled(at: u64, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (key, value) in options {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let locales = js_sys::Array::of1(&region());
    let format = Intl::DateTimeFormat::new(&locales, &object);
    let date = Date::new(&JsValue::from_f64(at as f64));
    format.format().call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// "14:02", or "2:02 PM".
pub(crate) fn clock(at: u64) -> String {
    styled(at, &[("timeStyle", "short")])
}

/// "14 Jun 2026".
pub(crate) fn day(at: u64) -> String {
    styled(at, &[("day", "numeric"), ("month", "short"), ("year", "numeric")])
}

/// "Jun".
pub(crate) fn month_short(at: u64) -> String {
    styled(at, &[("month", "short")])
}

/// "Jun 2026".
pub(crate) fn month_of_year(at: u64) -> String {
    styled(at, &[("month", "short"), ("year", "numeric")])
}

/// "14 Jun 2026, 14:02".
pub(crate) fn moment(at: u64) -> String {
    format!("{}, {}", day(at), clock(at))
}

/// A point in time as the browser's own picker takes it: "2026-06-14T14:02", in this device's zone.
pub(crate) fn local_moment(at: u64) -> String {
    let date = Date::new(&JsValue::from_f64(at as f64));
    let (day, time) = ((date.get_month() + 1, date.get_date()), (date.get_hours(), date.get_minutes()));
    format!("{:04}-{:02}-{:02}T{:02}:{:02}", date.get_full_year(), day.0, day.1, time.0, time.1)
}

/// Reads [`local_moment`].
pub(crate) fn moment_of(text: &str) -> Option<u64> {
    let at = Date::parse(text);
    (at.is_finite() && at >= 0.0).then_some(at as u64)
}

/// Short, for a column: "Now", "5 min", "3 h", "2 d", "5 w", then a day.
pub(crate) fn ago(at: u64) -> String {
    let words = &always().time;
    let past = Date::now() - at as f64;
    if past < MINUTE {
        words.now.to_owned()
    } else if past < HOUR {
        format!("{} {}", (past / MINUTE) as u32, words.minutes_short)
    } else if past < DAY {
        format!("{} {}", (past / HOUR) as u32, words.hours_short)
    } else if past < 14.0 * DAY {
        format!("{} {}", (past / DAY) as u32, words.days_short)
    } else if past < 70.0 * DAY {
        format!("{} {}", (past / (7.0 * DAY)) as u32, words.weeks_short)
    } else {
        day(at)
    }
}

/// Minutes and seconds left: "4:59".
pub(crate) fn countdown(until: u64) -> String {
    let seconds = ((until as f64 - Date::now()).max(0.0) / 1_000.0) as u32;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What is left: "in 3 days", "in 5 hours", "now past".
pub(crate) fn left(at: u64) -> String {
    let left = at as f64 - Date::now();
    let words = &always().time;
    if left <= 0.0 {
        words.now_past.to_owned()
    } else if left < HOUR {
        words.in_minutes((left / MINUTE).ceil() as u32)
    } else if left < 2.0 * DAY {
        words.in_hours((left / HOUR).round() as u32)
    } else {
        words.in_days((left / DAY).round() as u32)
    }
}

/// How long ago, in a sentence: "just now", "5 minutes ago", "9 days ago", then "on 14 Jun 2026".
pub(crate) fn past(at: u64) -> String {
    lately(at).unwrap_or_else(|| always().time.on(&day(at)))
}

/// The same where it stands alone: then "14 Jun 2026".
pub(crate) fn past_alone(at: u64) -> String {
    lately(at).unwrap_or_else(|| day(at))
}

/// "just now", "5 minutes ago", "9 days ago"; nothing of what is longer ago.
fn lately(at: u64) -> Option<String> {
    let past = Date::now() - at as f64;
    let words = &always().time;
    Some(if past < 2.0 * MINUTE {
        words.just_now.to_owned()
    } else if past < HOUR {
        words.minutes_ago((past / MINUTE) as u32)
    } else if past < DAY {
        words.hours_ago((past / HOUR) as u32)
    } else if past < 60.0 * DAY {
        words.days_ago((past / DAY) as u32)
    } else {
        return None;
    })
}

/// An ISO 8601 day as its midnight here, ms since 1970; `None` for a day without a year, or no day.
pub(crate) fn midnight(day: &str) -> Option<f64> {
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    let at = Date::new_with_year_month_day(year, month.checked_sub(1)? as i32, date as i32);
    Some(at.get_time())
}

/// The day of a point in time here, ISO 8601.
pub(crate) fn iso_day(at: i64) -> String {
    let date = Date::new(&JsValue::from_f64(at as f64));
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// "November 2026", of "2026-11".
pub(crate) fn month(month: &str) -> String {
    let at = midnight(&format!("{month}-01")).filter(|at| *at >= 0.0);
    at.map_or_else(|| month.to_owned(), |at| styled(at as u64, &[("month", "long"), ("year", "numeric")]))
}

/// Today as an ISO 8601 day, by this device's clock and zone.
pub(crate) fn today() -> String {
    let now = Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// The day so many days from today.
pub(crate) fn day_ahead(days: i32) -> String {
    let now = Date::new_0();
    let then = Date::new_with_year_month_day(now.get_full_year(), now.get_month() as i32, now.get_date() as i32 + days);
    format!("{:04}-{:02}-{:02}", then.get_full_year(), then.get_month() + 1, then.get_date())
}

/// Whether a day is over.
pub(crate) fn is_past_day(day: &str) -> bool {
    day.len() == 10 && day < today().as_str()
}

/// An ISO 8601 day as people say it: "Today", "Tomorrow", "Yesterday", "14 Jun", with the year if it is another one.
pub(crate) fn date(day: &str) -> String {
    let Some(at) = midnight(day) else { return day.to_owned() };
    let now = midnight(&today()).unwrap_or_default();
    // Days with 23 and 25 hours are days too.
    match ((at - now) / DAY).round() as i64 {
        0 => always().time.today.to_owned(),
        1 => always().time.tomorrow.to_owned(),
        -1 => always().time.yesterday.to_owned(),
        _ if day.get(..4) == today().get(..4) => styled(at as u64, &[("day", "numeric"), ("month", "short")]),
        _ => self::day(at as u64),
    }
}

/// An ISO 8601 day with its weekday: "Mon, 7 Dec", with the year if it is another one.
pub(crate) fn weekday(day: &str) -> String {
    let Some(at) = midnight(day) else { return day.to_owned() };
    let mut parts = vec![("weekday", "short"), ("day", "numeric"), ("month", "short")];
    if day.get(..4) != today().get(..4) {
        parts.push(("year", "numeric"));
    }
    styled(at as u64, &parts)
}

/// "18,400 €": an amount with its sign, without cents where there are none.
pub(crate) fn money(money: &Money) -> String {
    let unit = 10_f64.powi(i32::from(money.digits));
    let whole = money.minor as f64 / unit;
    let digits = if money.minor % unit as i64 == 0 { "0" } else { "2" };
    let object = Object::new();
    for (key, value) in
        [("style", "currency"), ("currency", money.currency.as_str()), ("currencyDisplay", "narrowSymbol")]
    {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    for key in ["minimumFractionDigits", "maximumFractionDigits"] {
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_f64(digits.parse().unwrap_or_default()));
    }
    let locales = js_sys::Array::of1(&always().locale.into());
    let format = Intl::NumberFormat::new(&locales, &object);
    let text = format.format().call1(&JsValue::UNDEFINED, &JsValue::from_f64(whole));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// "€98k": an amount where there is little room.
pub(crate) fn money_short(money: &Money) -> String {
    let whole = money.minor as f64 / 10_f64.powi(i32::from(money.digits));
    // Where a language does not shorten thousands, cents have no room beside them.
    let whole = if whole.abs() < 1_000.0 { whole } else { whole.round() };
    let object = Object::new();
    for (key, value) in [
        ("style", "currency"),
        ("currency", money.currency.as_str()),
        ("currencyDisplay", "narrowSymbol"),
        ("notation", "compact"),
    ] {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    // "€153k": of hundreds of thousands a tenth says nothing.
    let digits = if (100_000.0..1_000_000.0).contains(&whole.abs()) { 0.0 } else { 1.0 };
    for (key, digits) in [("minimumFractionDigits", 0.0), ("maximumFractionDigits", digits)] {
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_f64(digits));
    }
    let format = Intl::NumberFormat::new(&js_sys::Array::of1(&always().locale.into()), &object);
    let text = format.format().call1(&JsValue::UNDEFINED, &JsValue::from_f64(whole));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// "12500.00 CAD": an amount as it is read back whatever the vault's currency.
pub(crate) fn exact(money: &Money) -> String {
    let digits = usize::from(money.digits);
    let text = format!("{:0>width$}", money.minor.unsigned_abs(), width = digits + 1);
    let (whole, part) = text.split_at(text.len() - digits);
    let (sign, point) = (if money.minor < 0 { "-" } else { "" }, if digits > 0 { always().time.point } else { "" });
    format!("{sign}{whole}{point}{part} {}", money.currency)
}

/// Amounts of several currencies in one line.
pub(crate) fn amounts(amounts: &[Money]) -> String {
    amounts.iter().map(money).collect::<Vec<_>>().join(" + ")
}

/// "1,234.5", of millionths.
pub(crate) fn decimal(millionths: i64) -> String {
    let object = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&object, &JsValue::from_str("maximumFractionDigits"), &JsValue::from_f64(6.0));
    let locales = js_sys::Array::of1(&always().locale.into());
    let format = Intl::NumberFormat::new(&locales, &object);
    let text = format.format().call1(&JsValue::UNDEFINED, &JsValue::from_f64(millionths as f64 / 1e6));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// "1234.5", of millionths: every digit and nothing else, as it is typed.
pub(crate) fn exact_decimal(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, part) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
    match format!("{part:06}").trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        // Three digits after a separator would read as thousands.
        part if part.len() == 3 => format!("{sign}{whole}.{part}0"),
        part => format!("{sign}{whole}.{part}"),
    }
}

/// "2,418".
pub(crate) fn count(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(always().time.thousands);
        }
        out.push(digit);
    }
    out
}

/// "812 B", "2.4 MB", "64 MB": powers of ten, as disks and phones count.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let (mut amount, mut unit) = (bytes as f64, 0);
    while amount >= 999.5 && unit + 1 < UNITS.len() {
        amount /= 1000.0;
        unit += 1;
    }
    let digits = if unit == 0 || amount >= 9.95 { 0 } else { 1 };
    format!("{} {}", format!("{amount:.digits$}").replace('.', always().time.point), UNITS[unit])
}

/// "3.6 ms", "120 ms", "1.4 s".
pub(crate) fn milliseconds(time: f64) -> String {
    let (amount, unit) = if time >= 999.5 { (time / 1000.0, "s") } else { (time, "ms") };
    let digits = usize::from(amount < 9.95);
    format!("{} {unit}", format!("{amount:.digits$}").replace('.', always().time.point))
}

/// "1 person", "2,418 people".
pub(crate) fn counted(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// With a capital where it begins: a word that stands alone as a value.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Up to two letters for an avatar; digits where a name has no letters.
pub(crate) fn initials(name: &str) -> String {
    let of = |fits: fn(char) -> bool| {
        let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| fits(*letter)));
        let (first, last) = (words.next(), words.next_back());
        first.into_iter().chain(last).flat_map(char::to_uppercase).collect::<String>()
    };
    let letters = of(char::is_alphabetic);
    if letters.is_empty() { of(char::is_alphanumeric) } else { letters }
}

/// A hue that stays the same for the same text, well apart from its neighbours'.
pub(crate) fn hue(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    HUES[(hash ^ (hash >> 15)) as usize % HUES.len()].to_string()
}

/// Members get their hues in turn, so that in a small team no two are alike.
pub(crate) fn give_hues(members: &[(u32, String)]) {
    let hue = |(number, name): &(u32, String)| (name.clone(), HUES[*number as usize % HUES.len()]);
    MEMBERS.set(members.iter().map(hue).collect());
}

/// The hue of somebody: a member's own, of anybody else that of their name.
pub(crate) fn hue_of(name: &str) -> String {
    let own = MEMBERS.with_borrow(|members| members.get(name).copied());
    own.map_or_else(|| hue(name), |hue| hue.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};
    use std::collections::HashSet;

    #[test]
    fn no_two_of_ten_members_look_alike_and_all_others_look_as_before() {
        let team: Vec<(u32, String)> = (0..10).map(|number| (number, format!("Member {number}"))).collect();
        give_hues(&team);
        let hues: HashSet<String> = team.iter().map(|(_, name)| hue_of(name)).collect();
        assert_eq!(hues.len(), 10);
        assert_eq!(hue_of("Ada Lovelace"), hue("Ada Lovelace"));
        give_hues(&[]);
        assert_eq!(hue_of("Member 1"), hue("Member 1"), "another vault has other members");
    }

    #[test]
    fn initials_are_letters_as_far_as_a_name_has_any() {
        for (name, letters) in [
            ("Ada Lovelace", "AL"),
            ("Mary-Jane de la Cruz", "MC"),
            ("Björnsson Logistics 16", "BL"),
            ("(ad) 3 energy", "AE"),
            ("3M", "M"),
            ("1848 1871", "11"),
            ("42", "4"),
            ("…", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }

    #[test]
    fn numbers_are_parted_as_the_language_has_it() {
        assert_eq!((count(2_418), size(2_400_000)), ("2,418".to_owned(), "2.4 MB".to_owned()));
        speak(Language::German);
        assert_eq!((count(1_234_567), count(999)), ("1.234.567".to_owned(), "999".to_owned()));
        assert_eq!((size(2_400_000), size(812)), ("2,4 MB".to_owned(), "812 B".to_owned()));
        assert_eq!(counted(2_418, "Person", "Personen"), "2.418 Personen");
    }
}
