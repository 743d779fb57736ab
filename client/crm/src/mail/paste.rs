//! Mail text that was copied from a mail program: lines such as "From:" and "Subject:" (or the German ones) above a
//! body, in the forms that Outlook, Apple Mail, Gmail and Thunderbird make.

use super::{Address, MAX_ADDRESSES, MAX_BODY, MAX_MAIL, MAX_SUBJECT, Mail, address, cut_to, line, tidy, when};

/// Most lines that the head of a copied mail may have.
const MAX_HEAD_LINES: usize = 64;

/// What a line of the head says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    From,
    To,
    Cc,
    Subject,
    Date,
    /// Known, but not kept.
    Other,
}

const LABELS: [(&str, Head); 19] = [
    ("from", Head::From),
    ("von", Head::From),
    ("to", Head::To),
    ("an", Head::To),
    ("cc", Head::Cc),
    ("kopie", Head::Cc),
    ("kopie (cc)", Head::Cc),
    ("subject", Head::Subject),
    ("betreff", Head::Subject),
    ("date", Head::Date),
    ("sent", Head::Date),
    ("gesendet", Head::Date),
    ("datum", Head::Date),
    ("bcc", Head::Other),
    ("blindkopie", Head::Other),
    ("reply-to", Head::Other),
    ("antwort an", Head::Other),
    ("importance", Head::Other),
    ("attachments", Head::Other),
];

/// Reads copied text. `ahead` is how many minutes the clock of whoever copied it is ahead of UTC: mail programs show
/// dates without a zone. Where no head is recognised, all is body.
pub fn from_paste(text: &str, ahead: i32) -> Mail {
    let whole = cut_to(text, MAX_MAIL);
    let (head, body) = split(whole);
    let (kept, cut) = tidy(body, MAX_BODY);
    let mut mail = Mail { text: kept, cut: cut || whole.len() < text.len(), ..Mail::default() };
    for (kind, value) in head {
        match kind {
            Head::From => mail.from = addresses(&value),
            Head::To => mail.to = addresses(&value),
            Head::Cc => mail.cc = addresses(&value),
            Head::Subject => mail.subject = line(&value, MAX_SUBJECT),
            Head::Date => mail.date_ms = when::parse(&value, ahead),
            Head::Other => {}
        }
    }
    mail
}

/// Lines of the head, and the body. One such line alone is a head only if a blank line follows: notes begin with "To:"
/// as well.
fn split(text: &str) -> (Vec<(Head, String)>, &str) {
    let mut head: Vec<(Head, String)> = Vec::new();
    let mut rest = text.trim_start();
    let mut ended = false;
    while head.len() < MAX_HEAD_LINES && !rest.is_empty() {
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if first.trim().is_empty() {
            (ended, rest) = (true, after);
            break;
        }
        match (label(first), head.last_mut()) {
            (Some((kind, value)), _) => head.push((kind, value.trim().to_owned())),
            // A long list of recipients goes on in the next line.
            (None, Some((_, value))) if first.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(first.trim());
            }
            _ => break,
        }
        rest = after;
    }
    let is_head = head.len() > 1 || (ended && !head.is_empty());
    if is_head { (head, rest) } else { (Vec::new(), text) }
}

/// The label of a line, which some programs set in stars for bold, and its value.
fn label(text: &str) -> Option<(Head, &str)> {
    let (label, value) = text.split_once(':')?;
    let label = label.trim_matches(|letter: char| letter.is_whitespace() || letter == '*').to_lowercase();
    let (_, kind) = LABELS.iter().find(|(name, _)| *name == label)?;
    Some((*kind, value.trim_start_matches('*')))
}

/// Addresses, between semicolons if there are any (Outlook writes names as "Berg, Anna"), else between commas.
fn addresses(text: &str) -> Vec<Address> {
    let semicolons = text.contains(';');
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, letter) in text.char_indices().chain([(text.len(), ';')]) {
        quoted ^= letter == '"';
        let whole = || text[start..at].contains('@');
        let ends = at == text.len() || (!quoted && (letter == ';' || (letter == ',' && !semicolons && whole())));
        if ends && found.len() < MAX_ADDRESSES {
            found.extend(one(&text[start..at]));
            start = at + letter.len_utf8();
        }
    }
    found
}

/// `Anna Berg <a@b.example>`, `Anna Berg [mailto:a@b.example]`, an address or a name.
fn one(text: &str) -> Option<Address> {
    let text = text.trim().trim_matches(',');
    let (name, email) = match text.rfind(['<', '[']) {
        Some(at) => (&text[..at], text[at + 1..].trim_end().trim_end_matches(['>', ']'])),
        None if text.contains('@') => ("", text),
        None => (text, ""),
    };
    let email = email.trim().trim_start_matches("mailto:");
    let (name, email) = if email.contains('@') { (name, email) } else { (text, "") };
    Some(address(name.trim().trim_matches(['"', '\'']), email)).filter(|address| *address != Address::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[Address]) -> Vec<(&str, &str)> {
        all.iter().map(|address| (address.name.as_str(), address.email.as_str())).collect()
    }

    #[test]
    fn a_head_of_outlook_is_read() {
        let mail = from_paste(
            "From: Berg, Anna <anna@berg.example>\r\nSent: Tuesday, March 3, 2026 2:05 PM\r\n\
             To: Tal, Ben <ben@tal.example>; Cleo\r\nCc: d@e.example\r\nSubject: Re: Offer\r\n\r\nDear Ben,\r\n\r\n\
             From: here on it is text.\r\n",
            0,
        );
        assert_eq!(names(&mail.from), [("Berg, Anna", "anna@berg.example")]);
        assert_eq!(names(&mail.to), [("Tal, Ben", "ben@tal.example"), ("Cleo", "")]);
        assert_eq!(names(&mail.cc), [("", "d@e.example")]);
        assert_eq!(mail.subject, "Re: Offer");
        assert_eq!(mail.date_ms, Some(1_772_546_700_000));
        assert_eq!(mail.text, "Dear Ben,\n\nFrom: here on it is text.");
    }

    #[test]
    fn a_german_head_is_read_whatever_its_order() {
        let mail = from_paste(
            "\n*Von:* Anna Müller [mailto:anna@mueller.example]\n*Gesendet:* Dienstag, 3. März 2026 15:05\n\
             An: \"Tal, Ben\" <ben@tal.example>,\n  cleo@tal.example\nBetreff: Angebot: zwei\nHallo Ben,",
            60,
        );
        assert_eq!(names(&mail.from), [("Anna Müller", "anna@mueller.example")]);
        assert_eq!(names(&mail.to), [("Tal, Ben", "ben@tal.example"), ("", "cleo@tal.example")]);
        assert_eq!((mail.subject.as_str(), mail.date_ms), ("Angebot: zwei", Some(1_772_546_700_000)));
        assert_eq!(mail.text, "Hallo Ben,");
        assert_eq!(from_paste("Datum: 03.03.2026 14:05\nVon: a@b.example\n\nx", 0).date_ms, mail.date_ms);
    }

    #[test]
    fn text_without_a_head_is_all_body() {
        for text in ["Hello\nFrom: a\nTo: b", "To: do list", "To: buy\nmilk", "Note: x\n\ny", "", "\n\n", "12:30"] {
            let mail = from_paste(text, 0);
            assert_eq!(mail.text, text.trim());
            assert!(mail.from.is_empty() && mail.to.is_empty() && mail.subject.is_empty());
        }
        assert_eq!(from_paste("Subject: Offer\n\nDear Ben", 0).subject, "Offer");
    }

    #[test]
    fn hostile_heads_have_an_end() {
        let many = format!("To: {}\nFrom: x\n\nbody", "a@b.example, ".repeat(10_000));
        let mail = from_paste(&many, 0);
        assert_eq!((mail.to.len(), mail.text.as_str()), (MAX_ADDRESSES, "body"));
        let lines = from_paste(&"To: a\n".repeat(100_000), 0);
        assert!(lines.cut && lines.text.len() <= MAX_BODY);
        for text in [&"To: <".repeat(100_000), &format!("To: {}\nFrom: a\n", ",".repeat(200_000)), &":".repeat(100_000)]
        {
            let _ = from_paste(text, 0);
        }
    }
}
