//! Mails that people drop as files (`.eml`: RFC 5322, MIME) or paste: who wrote to whom, when, and what, as far as a
//! record has room for it. Nothing is fetched, and nothing of a mail's HTML is left but its text.
//!
//! `mail-parser` reads headers, encodings and charsets. Walking the parts is our own (`parts.rs`): a file is a
//! stranger's, and there every depth and count must have an end. `html.rs` takes the text out of HTML, `paste.rs` reads
//! what was copied from a mail program, `when.rs` the dates in it.

mod html;
mod parts;
mod paste;
mod when;

use crate::field::{MAX_LONG_TEXT, MAX_TEXT};
use crate::markdown;
use mail_parser::{DateTime, Header, HeaderName, HeaderValue};
pub use paste::from_paste;

/// Largest file, in bytes.
pub const MAX_MAIL: usize = 25 << 20;
/// Longest text that is kept, in bytes.
pub const MAX_BODY: usize = MAX_LONG_TEXT;
/// Longest subject, in bytes.
pub const MAX_SUBJECT: usize = MAX_TEXT;
/// Most addresses of one header.
pub const MAX_ADDRESSES: usize = 256;
/// Longest name or address in a header, in bytes (an address has at most 254, RFC 5321).
pub const MAX_ADDRESS: usize = 320;
/// Longest id of a message, in bytes: a line of a header (RFC 5322).
pub const MAX_ID: usize = 998;
/// Most attachments.
pub const MAX_ATTACHMENTS: usize = 64;
/// Most parts that are looked at.
pub const MAX_PARTS: usize = 256;
/// Deepest nesting of parts.
pub const MAX_PART_DEPTH: usize = 16;

/// Why a file was not taken as a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// There is nothing in it.
    #[error("this file is empty")]
    Empty,
    /// Too large.
    #[error("this mail is larger than 25 MiB; save its attachments and attach them one by one")]
    TooLarge,
    /// It is Outlook's own form.
    #[error("this is a mail in Outlook's own form (.msg); save it as .eml, or copy its text and paste it")]
    Outlook,
    /// It has none of the lines that a mail begins with.
    #[error("this is no mail: it has no sender, recipient, subject or date")]
    NotMail,
}

/// Somebody in a header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// As written, may be empty.
    pub name: String,
    /// As written, may be empty.
    pub email: String,
}

/// A file that came with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, cleaned.
    pub name: String,
    /// The media type that the mail claims: for the list only. [`Media::of`](crate::Media::of) tells what it is.
    pub media_hint: String,
    /// Whether it is a picture of the mail's layout, such as a logo, rather than something attached by a person.
    pub inline: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A mail.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// Subject.
    pub subject: String,
    /// Authors.
    pub from: Vec<Address>,
    /// Recipients.
    pub to: Vec<Address>,
    /// Recipients of a copy.
    pub cc: Vec<Address>,
    /// When it was sent, in milliseconds since 1970; `None` if that is not said, or before 1970.
    pub date_ms: Option<u64>,
    /// Its id, without brackets; may be empty.
    pub message_id: String,
    /// Its text.
    pub text: String,
    /// Whether the text went on.
    pub cut: bool,
    /// What is attached.
    pub attachments: Vec<Attachment>,
    /// Attachments and parts that were too many or lay too deep.
    pub left_out: u32,
}

impl Mail {
    /// Whether anything but its text is known: who wrote it, to whom, when, about what.
    pub fn has_head(&self) -> bool {
        let people = self.from.len() + self.to.len() + self.cc.len();
        people > 0 || !self.subject.is_empty() || self.date_ms.is_some()
    }

    /// The text as the source of a note, drawn as it is, whatever marks a stranger put into it; and whether some of it is
    /// missing: what would be longer than a note is left out.
    pub fn quoted(&self) -> (String, bool) {
        let whole = markdown::escape(&self.text, usize::MAX);
        match whole.len() > MAX_LONG_TEXT {
            true => (markdown::escape(&self.text, MAX_LONG_TEXT), true),
            false => (whole, self.cut),
        }
    }
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<Mail, MailError> {
    if bytes.len() > MAX_MAIL {
        return Err(MailError::TooLarge);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(MailError::Outlook);
    }
    let bytes = message(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(MailError::Empty);
    }
    let parser = parts::parser();
    let (head, _) = parts::split(bytes, parts::MAX_HEAD);
    let headers = parts::headers(&parser, &head);
    if !headers.iter().any(|header| is_of_a_mail(&header.name)) {
        return Err(MailError::NotMail);
    }
    let found = parts::walk(&parser, bytes);
    let (text, cut) = tidy(&found.text, MAX_BODY);
    Ok(Mail {
        subject: line(text_of(&headers, &HeaderName::Subject), MAX_SUBJECT),
        from: addresses(&headers, &HeaderName::From),
        to: addresses(&headers, &HeaderName::To),
        cc: addresses(&headers, &HeaderName::Cc),
        date_ms: headers.iter().find_map(|header| match header.value {
            HeaderValue::DateTime(date) => millis(&date),
            _ => None,
        }),
        message_id: line(text_of(&headers, &HeaderName::MessageId), MAX_ID),
        text,
        cut: cut || found.cut,
        attachments: found.attachments,
        left_out: found.left_out,
    })
}

/// The message in a file: without a byte order mark, the line that mailboxes put before it (RFC 4155), or what Apple
/// Mail writes around it (its length in a line of digits, and a list of properties behind).
fn message(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    let (first, rest) = bytes.split_at(end);
    if first.starts_with(b"From ") {
        return rest;
    }
    let length = std::str::from_utf8(first).ok().and_then(|line| line.trim().parse::<usize>().ok());
    length.map_or(bytes, |length| &rest[..length.min(rest.len())])
}

fn is_of_a_mail(name: &HeaderName<'_>) -> bool {
    use HeaderName::{Cc, Date, From, MessageId, Subject, To};
    matches!(name, From | To | Cc | Subject | Date | MessageId)
}

fn text_of<'a>(headers: &'a [Header<'_>], name: &HeaderName<'_>) -> &'a str {
    let value = headers.iter().find(|header| header.name == *name).map(|header| &header.value);
    match value {
        Some(HeaderValue::Text(text)) => text,
        Some(HeaderValue::TextList(list)) => list.first().map_or("", |text| text.as_ref()),
        _ => "",
    }
}

fn addresses(headers: &[Header<'_>], name: &HeaderName<'_>) -> Vec<Address> {
    let lists = headers.iter().filter(|header| header.name == *name).filter_map(|header| header.value.as_address());
    let all =
        lists.flat_map(|list| list.iter()).map(|addr| address(addr.name().unwrap_or(""), addr.address().unwrap_or("")));
    all.filter(|address| *address != Address::default()).take(MAX_ADDRESSES).collect()
}

fn address(name: &str, email: &str) -> Address {
    let mut email: String = line(email, MAX_ADDRESS);
    email.retain(|letter| !letter.is_whitespace() && !crate::file::turns(letter));
    let name = line(name, MAX_ADDRESS);
    // Mail programs that know no name often write the address twice.
    if name.eq_ignore_ascii_case(&email) { Address { name: String::new(), email } } else { Address { name, email } }
}

fn millis(date: &DateTime) -> Option<u64> {
    // The parser's arithmetic is for years that exist.
    let seconds = (date.year >= 1970 && date.is_valid()).then(|| date.to_timestamp())?;
    u64::try_from(seconds).ok()?.checked_mul(1_000)
}

/// One line without letters that nobody sees or that turn the reading direction of what follows.
fn line(text: &str, cap: usize) -> String {
    let hidden = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let shown = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    let shown: String = shown.filter(|letter| !letter.is_control() && !hidden(*letter)).collect();
    cut_to(shown.trim(), cap).to_owned()
}

/// The first bytes of a text, whole letters.
fn cut_to(text: &str, cap: usize) -> &str {
    &text[..text.floor_char_boundary(cap)]
}

/// A text with plain line breaks, without control characters, with at most one blank line in a row; and whether it was
/// cut.
fn tidy(text: &str, cap: usize) -> (String, bool) {
    let mut out = String::with_capacity(text.len().min(cap));
    let mut blank = 0;
    for line in text.split('\n') {
        let line = line.trim_end();
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        let shown = line.chars().map(|letter| if letter == '\u{a0}' { ' ' } else { letter });
        out.extend(shown.filter(|letter| !letter.is_control() || *letter == '\t'));
        if out.len() > cap {
            out.truncate(out.floor_char_boundary(cap));
            return (out, true);
        }
    }
    (out, false)
}

#[cfg(test)]
mod tests;
