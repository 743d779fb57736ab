//! Which links a note may have, and addresses of the web that stand in a text without any marks.

use super::{Inline, MAX_LINK};
use crate::file::turns;

/// A target as a link may have it; `None` for everything else. Browsers drop control characters and white space when
/// they look for the scheme, so a target that holds any is refused rather than cleaned.
pub(super) fn safe(to: &str) -> Option<String> {
    let hidden = |letter: char| letter.is_control() || letter.is_whitespace() || turns(letter);
    if to.len() > MAX_LINK || to.chars().any(hidden) {
        return None;
    }
    let (scheme, rest) = to.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let fits = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(names_a_host),
        "mailto" | "tel" => !rest.is_empty(),
        _ => false,
    };
    fits.then(|| format!("{scheme}:{rest}"))
}

/// A host, and nobody's name in front of it: `https://bank.example@elsewhere.example` reads like the former and goes to
/// the latter.
fn names_a_host(rest: &str) -> bool {
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    !authority.is_empty() && !authority.contains('@')
}

/// Turns the addresses in a text into links, and hands all pieces on.
pub(super) fn bare(text: &str, mut push: impl FnMut(Inline)) {
    let (mut done, mut from) = (0, 0);
    while let Some(at) = text[from..].find("http").map(|at| from + at) {
        let address = address_at(&text[at..]);
        from = at + address.len().max(4);
        let inside_a_word = text[..at].ends_with(char::is_alphanumeric);
        if let Some(to) = safe(address).filter(|_| !inside_a_word) {
            push_text(&text[done..at], &mut push);
            push(Inline::Link { to, inlines: vec![Inline::Text(address.to_owned())] });
            done = at + address.len();
        }
    }
    push_text(&text[done..], &mut push);
}

fn push_text(text: &str, push: &mut impl FnMut(Inline)) {
    if !text.is_empty() {
        push(Inline::Text(text.to_owned()));
    }
}

/// The address that a text begins with: up to white space or quotes, without the sentence's own punctuation.
fn address_at(text: &str) -> &str {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '`' | '“' | '”' | '„' | '»');
    let mut address = text.split(ends).next().unwrap_or_default();
    let count = |bracket: char| address.matches(bracket).count();
    // A closing bracket belongs to the address only if it was opened in it.
    let mut unopened = [count(')').saturating_sub(count('(')), count(']').saturating_sub(count('['))];
    while let Some(last) = address.chars().next_back() {
        let bracket = match last {
            ')' => Some(0),
            ']' => Some(1),
            _ => None,
        };
        match bracket {
            Some(kind) if unopened[kind] > 0 => unopened[kind] -= 1,
            None if matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '’' | '…') => {}
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_go_to_the_web_to_mail_and_to_telephones_only() {
        for (given, taken) in [
            ("https://a.example/b?c#d", Some("https://a.example/b?c#d")),
            ("HTTPS://a.example", Some("https://a.example")),
            ("http://müller.example", Some("http://müller.example")),
            ("https://social.example/@anna", Some("https://social.example/@anna")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("Tel:+4930123", Some("tel:+4930123")),
            ("javascript:alert(1)", None),
            ("JaVaScRiPt:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            (" javascript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("data:text/html,<script>", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
            ("blob:https://a.example/1", None),
            ("//a.example", None),
            ("/settings", None),
            ("?x", None),
            ("", None),
            ("https:", None),
            ("https://", None),
            ("https:///path", None),
            ("https:a.example", None),
            ("https:\\\\a.example", None),
            ("https://bank.example@evil.example", None),
            ("https://a.example\\@evil.example", Some("https://a.example\\@evil.example")),
            ("https://a.example/\u{202e}cod", None),
            ("https://a.exa mple", None),
            ("mailto:", None),
        ] {
            assert_eq!(safe(given).as_deref(), taken, "{given:?}");
        }
        assert_eq!(safe(&format!("https://a.example/{}", "x".repeat(MAX_LINK))), None);
    }

    fn links(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut whole = String::new();
        bare(text, |inline| match inline {
            Inline::Link { to, inlines } => {
                assert_eq!(inlines.len(), 1);
                let [Inline::Text(text)] = inlines.as_slice() else { panic!("{inlines:?}") };
                whole.push_str(text);
                found.push(to);
            }
            Inline::Text(text) => whole.push_str(&text),
            other => panic!("{other:?}"),
        });
        assert_eq!(whole, text, "nothing is lost");
        found
    }

    #[test]
    fn addresses_in_a_text_are_links_without_the_sentence_around_them() {
        for (text, found) in [
            ("see https://a.example/x.", "https://a.example/x"),
            ("(https://a.example/x)", "https://a.example/x"),
            ("https://a.example/x_(y)!", "https://a.example/x_(y)"),
            ("“http://a.example”", "http://a.example"),
            ("<b>https://a.example</b>", "https://a.example"),
        ] {
            assert_eq!(links(text), [found], "{text}");
        }
        assert_eq!(links("https://a.example, http://b.example").len(), 2);
        for none in ["", "http", "https://", "https://.", "xhttps://a.example", "httphttp", "https:// a"] {
            assert!(links(none).is_empty(), "{none}");
        }
        assert_eq!(links(&format!("https://a.example{}", ")".repeat(60_000))), ["https://a.example"]);
    }
}
