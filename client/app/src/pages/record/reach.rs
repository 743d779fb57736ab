//! Where a contact point leads: a message to an e-mail address, a call of a number, a site in another tab.

use crate::strings::t;
use crate::ui::{glyphs, icon};
use leptos::prelude::*;
use std::ops::RangeInclusive;
use tacit_bridge::records::Shape;

/// Longest text that is read as an address, in bytes.
const MAX_LEN: usize = 2 << 10;

/// Digits that a number to be called may have: from that of an emergency to the longest there are, and a little more.
const DIGITS: RangeInclusive<usize> = 3..=15;

/// How a contact point is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By a message.
    Mail,
    /// By a call.
    Phone,
    /// By a site.
    Site,
}

/// Where a link leads, and what its name tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    href: String,
    shown: String,
}

impl Way {
    /// How points of this form are reached; nothing opens a postal address.
    pub(super) fn of(shape: &Shape) -> Option<Self> {
        match shape {
            Shape::Emails => Some(Self::Mail),
            Shape::Phones => Some(Self::Phone),
            Shape::Links => Some(Self::Site),
            _ => None,
        }
    }

    /// Where what was typed leads; nowhere as long as it is no address of this form.
    fn target(self, typed: &str) -> Option<Target> {
        let text = typed.trim();
        if text.len() > MAX_LEN || text.chars().any(is_hidden) {
            return None;
        }
        match self {
            Self::Mail => mail(text),
            Self::Phone => phone(text),
            Self::Site => site(text),
        }
    }

    fn name(self, shown: &str) -> String {
        match self {
            Self::Mail => t().record.write_to(shown),
            Self::Phone => t().record.call_number(shown),
            Self::Site => t().record.open_site(shown),
        }
    }

    fn glyph(self) -> &'static str {
        match self {
            Self::Mail => glyphs::MAIL,
            Self::Phone => glyphs::PHONE,
            Self::Site => glyphs::GLOBE,
        }
    }

    fn testid(self) -> &'static str {
        match self {
            Self::Mail => "reach-mail",
            Self::Phone => "reach-phone",
            Self::Site => "reach-site",
        }
    }
}

/// Whether a message can be sent to what was typed.
pub(crate) fn is_mail(typed: &str) -> bool {
    Way::Mail.target(typed).is_some()
}

/// Control characters, letters without a width, and those that change the direction of what follows: with one of them
/// an address reads like another one.
fn is_hidden(letter: char) -> bool {
    let turns = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    turns || matches!(letter, '\u{feff}' | '\u{61c}') || letter.is_control()
}

/// A message to a plausible address. All but its plainest letters are written as bytes (RFC 6068), so that nothing in
/// it is taken for a subject or for one more recipient.
fn mail(text: &str) -> Option<Target> {
    let (name, host) = text.rsplit_once('@')?;
    let is_refused = |letter: char| letter.is_whitespace() || "<>()[],;:\"@\\".contains(letter);
    let fits = !name.is_empty() && !name.contains(is_refused) && is_host(host);
    fits.then(|| Target { href: format!("mailto:{}@{}", escaped(name), escaped(host)), shown: text.to_owned() })
}

/// A call of digits, with the plus of a number that begins with its country. Letters may mean an extension or a second
/// number: with them nobody knows who would be called, so it leads nowhere.
fn phone(text: &str) -> Option<Target> {
    let (plus, rest) = text.trim_start_matches('(').strip_prefix('+').map_or(("", text), |rest| ("+", rest));
    // "+49 (0)30 1234": the zero is dialled by those who are in the country.
    let abroad = !plus.is_empty() || rest.trim_start().starts_with("00");
    let rest = if abroad { rest.replacen("(0)", "", 1) } else { rest.to_owned() };
    // A slash may stand in a number, and before a second one: with more digits than a number has, nobody knows.
    let is_between = |letter: char| letter.is_whitespace() || "()-./\u{2010}\u{2011}\u{2013}".contains(letter);
    if !rest.chars().all(|letter| letter.is_ascii_digit() || is_between(letter)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    DIGITS.contains(&digits.len()).then(|| Target { href: format!("tel:{plus}{digits}"), shown: text.to_owned() })
}

/// A site, by `http` or `https` and nothing else. What is written without a scheme opens by `https`, so that no text
/// becomes a script. A name before the host is refused: `https://bank.example@elsewhere.example` reads like the former
/// and goes to the latter.
fn site(text: &str) -> Option<Target> {
    let begins = |scheme: &&str| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let scheme = ["https://", "http://"].into_iter().find(begins);
    let rest = text.get(scheme.map_or(0, str::len)..)?;
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let fits = match scheme {
        Some(_) => !authority.is_empty() && !authority.contains('@'),
        None => is_host_with_port(authority),
    };
    let fits = fits && !text.contains(char::is_whitespace);
    fits.then(|| Target { href: format!("{}{rest}", scheme.unwrap_or("https://")), shown: authority.to_owned() })
}

/// A name of several parts, as those have whom everybody can reach.
fn is_host(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    text.contains('.') && text.split('.').all(|part| !part.is_empty() && part.chars().all(is_letter))
}

fn is_host_with_port(text: &str) -> bool {
    match text.split_once(':') {
        Some((host, port)) => is_host(host) && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()),
        None => is_host(text),
    }
}

/// Percent-encoded, but for letters and digits of ASCII and the marks that mean nothing anywhere in an address.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The link beside a line as long as an address stands in it. Whoever's data is only stored is reached from nowhere.
pub(super) fn reach(way: Way, typed: RwSignal<String>, locked: Signal<bool>) -> AnyView {
    let target = Memo::new(move |_| if locked.get() { None } else { typed.with(|typed| way.target(typed)) });
    (move || target.get().map(|target| link(way, target))).into_any()
}

fn link(way: Way, Target { href, shown }: Target) -> AnyView {
    let name = way.name(&shown);
    // A site that is opened learns neither the page it came from nor gets a hold on it. The others leave the page here.
    let (tab, rel) = if way == Way::Site { (Some("_blank"), Some("noopener noreferrer")) } else { (None, None) };
    view! {
        <a
            class="icon-btn reach" href=href target=tab rel=rel title=name.clone() aria-label=name data-testid=way.testid()
        >
            {icon(way.glyph())}
        </a>
    }
    .into_any()
}

/// A site as the word that leads to it; a word like others where it leads nowhere.
pub(super) fn site_word(text: String, locked: bool) -> AnyView {
    match Way::Site.target(&text).filter(|_| !locked) {
        Some(Target { href, .. }) => {
            view! { <a href=href target="_blank" rel="noopener noreferrer">{text}</a> }.into_any()
        }
        None => text.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(way: Way, typed: &str) -> Option<String> {
        way.target(typed).map(|target| target.href)
    }

    #[test]
    fn an_address_is_written_to_and_nothing_hides_in_it() {
        for (typed, to) in [
            ("ada@example.org", Some("mailto:ada@example.org")),
            ("  ada@example.org ", Some("mailto:ada@example.org")),
            ("ada+news@mail.example.org", Some("mailto:ada%2Bnews@mail.example.org")),
            ("ada?bcc=ben&subject=x@example.org", Some("mailto:ada%3Fbcc%3Dben%26subject%3Dx@example.org")),
            ("100%25@example.org", Some("mailto:100%2525@example.org")),
            ("jörg@müller.example", Some("mailto:j%C3%B6rg@m%C3%BCller.example")),
            ("", None),
            ("ada", None),
            ("ada@", None),
            ("@example.org", None),
            ("ada@example", None),
            ("ada@example.", None),
            ("ada@example..org", None),
            ("ada@example.org?bcc=ben@example.org", None),
            ("ada@example.org, ben@example.org", None),
            ("ada@example.org,ben@example.org", None),
            ("Ada <ada@example.org>", None),
            ("ada@example.org\n", Some("mailto:ada@example.org")),
            ("ada\n@example.org", None),
            ("ada\u{202e}@example.org", None),
        ] {
            assert_eq!(href(Way::Mail, typed).as_deref(), to, "{typed:?}");
        }
        assert_eq!(href(Way::Mail, &format!("{}@example.org", "x".repeat(MAX_LEN))), None);
    }

    #[test]
    fn a_number_is_called_by_its_digits() {
        for (typed, to) in [
            ("+1 555 0100", Some("tel:+15550100")),
            ("+49 (0)30 123-45", Some("tel:+493012345")),
            ("(+49) 30 / 123.45", Some("tel:+493012345")),
            ("(030) 123\u{a0}45", Some("tel:03012345")),
            ("00 49 30 12345", Some("tel:00493012345")),
            ("(0)30 12345", Some("tel:03012345")),
            ("112", Some("tel:112")),
            ("", None),
            ("+", None),
            ("12", None),
            ("0049 (0)30 1234", Some("tel:0049301234")),
            ("030 12345 / 030 67890", None),
            ("030 12345 ext. 6", None),
            ("030 12345 x6", None),
            ("030 12345;ext=6", None),
            ("*100#", None),
            ("49+30 12345", None),
            ("++49 30 12345", None),
            ("123456789012345678901", None),
            ("tel:030", None),
        ] {
            assert_eq!(href(Way::Phone, typed).as_deref(), to, "{typed:?}");
        }
    }

    #[test]
    fn a_site_is_opened_by_http_or_https_only() {
        for (typed, to) in [
            ("https://example.org/x?y#z", Some("https://example.org/x?y#z")),
            ("HTTP://example.org", Some("http://example.org")),
            ("http://intranet/x", Some("http://intranet/x")),
            ("example.org/x", Some("https://example.org/x")),
            ("www.example.org", Some("https://www.example.org")),
            ("example.org:8080/x", Some("https://example.org:8080/x")),
            ("example.org?to=https://elsewhere.example", Some("https://example.org?to=https://elsewhere.example")),
            ("müller.example", Some("https://müller.example")),
            ("example.org/@ada", Some("https://example.org/@ada")),
            ("", None),
            ("example", None),
            ("@ada", None),
            ("ada@example.org", None),
            ("javascript:alert(1)", None),
            ("JaVaScRiPt:alert(1)//x.org", None),
            ("java\tscript:alert(1)", None),
            ("javascript://example.org/%0aalert(1)", None),
            ("data:text/html,x.y", None),
            ("mailto:ada@example.org", None),
            ("ftp://example.org", None),
            ("//example.org", None),
            ("/settings", None),
            ("https://", None),
            ("https:///example.org", None),
            ("https://bank.example@elsewhere.example", None),
            ("bank.example:80@elsewhere.example", None),
            ("example.org:", None),
            ("two words.org", None),
            ("https://example.org/two words", None),
            ("https://example.org/\u{202e}cod", None),
        ] {
            assert_eq!(href(Way::Site, typed).as_deref(), to, "{typed:?}");
        }
    }

    #[test]
    fn the_name_of_a_link_tells_where_it_leads() {
        let shown = |way: Way, typed: &str| way.target(typed).map(|target| target.shown);
        assert_eq!(shown(Way::Mail, " ada@example.org").as_deref(), Some("ada@example.org"));
        assert_eq!(shown(Way::Phone, "+1 555 0100").as_deref(), Some("+1 555 0100"));
        assert_eq!(shown(Way::Site, "https://example.org/x").as_deref(), Some("example.org"));
        assert_eq!(shown(Way::Site, "example.org/x").as_deref(), Some("example.org"));
    }

    #[test]
    fn a_postal_address_leads_nowhere() {
        assert_eq!(Way::of(&Shape::Emails), Some(Way::Mail));
        assert_eq!((Way::of(&Shape::Addresses), Way::of(&Shape::Text)), (None, None));
    }
}
