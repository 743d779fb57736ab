//! The parts of a mail (RFC 2045, 2046): its text, and what is attached. Every part is a slice of the one around it, so
//! that a part without an end takes nothing from its neighbours, and a mail inside a mail stays a file.

use super::{Attachment, MAX_ATTACHMENTS, MAX_BODY, MAX_PART_DEPTH, MAX_PARTS, cut_to, html};
use crate::file::clean_name;
use crate::import::text as import;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, Header, HeaderName, HeaderValue, MessageParser};
use std::borrow::Cow;

/// Longest head of a mail that is read, in bytes; lines beyond are ignored.
pub(super) const MAX_HEAD: usize = 256 << 10;
/// Longest head of a part. The parser looks through a header's attributes once for each of them.
const MAX_PART_HEAD: usize = 16 << 10;
/// How much of a plain part is decoded, in bytes: several times what is kept.
const MAX_PLAIN_PART: usize = 4 * MAX_BODY;
/// How much of an HTML part is decoded, in bytes: mail programs put pages of styles before a line of text.
const MAX_HTML_PART: usize = 2 << 20;
/// Longest media type that is handed on, in bytes (RFC 6838: 127 for each half).
const MAX_MEDIA: usize = 255;

/// What a walk over the parts came to.
#[derive(Default)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) cut: bool,
    pub(super) attachments: Vec<Attachment>,
    pub(super) left_out: u32,
}

/// Reads the few headers that are asked for here.
pub(super) fn parser() -> MessageParser {
    MessageParser::new().with_minimal_headers().header_id(HeaderName::MessageId).default_header_ignore()
}

/// A part's head, up to `cap` bytes, with the blank line that ends it, and its body.
pub(super) fn split(raw: &[u8], cap: usize) -> (Cow<'_, [u8]>, &[u8]) {
    let (mut start, mut end) = (0, raw.len());
    for newline in memchr::memchr_iter(b'\n', raw) {
        if raw[start..newline].trim_ascii_end().is_empty() {
            end = newline + 1;
            break;
        }
        start = newline + 1;
    }
    let (head, body) = raw.split_at(end);
    if head.len() <= cap && end < raw.len() {
        return (head.into(), body);
    }
    let kept = &head[..head.len().min(cap)];
    let lines = memchr::memrchr(b'\n', kept).filter(|_| head.len() > cap).map_or(kept, |at| &kept[..at]);
    ([lines, b"\n\n"].concat().into(), body)
}

/// The headers of a head.
pub(super) fn headers<'a>(parser: &MessageParser, head: &'a [u8]) -> Vec<Header<'a>> {
    let mut headers = Vec::new();
    MessageStream::new(head).parse_headers(parser, &mut headers);
    headers
}

/// Goes through all parts.
pub(super) fn walk(parser: &MessageParser, raw: &[u8]) -> Found {
    let mut walk = Walk { parser, parts: 0, found: Found::default() };
    let body = walk.part(raw, 0, "plain");
    Found { text: body.text, ..walk.found }
}

/// The text of a part, and whether it was written as plain text.
#[derive(Default)]
struct Body {
    text: String,
    plain: bool,
}

struct Walk<'a> {
    parser: &'a MessageParser,
    parts: usize,
    found: Found,
}

impl Walk<'_> {
    fn part(&mut self, raw: &[u8], depth: usize, around: &str) -> Body {
        self.parts += 1;
        if self.parts > MAX_PARTS || depth > MAX_PART_DEPTH {
            self.found.left_out = self.found.left_out.saturating_add(1);
            return Body::default();
        }
        let (head, body) = split(raw, if depth == 0 { MAX_HEAD } else { MAX_PART_HEAD });
        let headers = headers(self.parser, &head);
        let part = Part::new(&headers, body, around);
        let slices = part.slices();
        match (part.kind(), part.subtype()) {
            // Without parts it is somebody's mistake, and kept as a file.
            ("multipart", subtype) if !slices.is_empty() => self.parts_of(slices, depth, subtype),
            ("text", "plain") if !part.is_file() => Body { text: self.read(&part, MAX_PLAIN_PART), plain: true },
            ("text", "html") if !part.is_file() => {
                Body { text: html::text(&self.read(&part, MAX_HTML_PART)), plain: false }
            }
            _ => {
                self.attach(&part);
                Body::default()
            }
        }
    }

    /// Only one of alternatives is shown: the plain one, or else the last, which is the richest (RFC 2046, 5.1.4).
    fn parts_of(&mut self, slices: Vec<&[u8]>, depth: usize, subtype: &str) -> Body {
        let bodies = slices.into_iter().map(|raw| self.part(raw, depth + 1, subtype));
        let mut said: Vec<Body> = bodies.filter(|body| !body.text.trim().is_empty()).collect();
        if subtype == "alternative" {
            let shown = said.iter().position(|body| body.plain).or(said.len().checked_sub(1));
            return shown.map(|at| said.swap_remove(at)).unwrap_or_default();
        }
        let plain = said.iter().all(|body| body.plain);
        let texts: Vec<String> = said.into_iter().map(|body| body.text).collect();
        Body { text: texts.join("\n\n"), plain }
    }

    /// Text of a part, as far as it can matter.
    fn read(&mut self, part: &Part<'_>, cap: usize) -> String {
        self.found.cut |= part.body.len() > cap;
        let bytes = decode(&part.body[..part.body.len().min(cap)], part.encoding);
        to_text(&bytes, part.attribute("charset"))
    }

    fn attach(&mut self, part: &Part<'_>) {
        if self.found.attachments.len() == MAX_ATTACHMENTS {
            self.found.left_out = self.found.left_out.saturating_add(1);
            return;
        }
        let bytes = decode(part.body, part.encoding).into_owned();
        let media_hint = format!("{}/{}", part.kind(), part.subtype());
        let name = part.file_name().map_or_else(|| self.name_of(&media_hint, &bytes), clean_name);
        let media_hint = cut_to(&media_hint, MAX_MEDIA).to_owned();
        self.found.attachments.push(Attachment { name, media_hint, inline: part.is_inline(), bytes });
    }

    /// A mail inside a mail is called by its subject.
    fn name_of(&self, media: &str, bytes: &[u8]) -> String {
        if media != "message/rfc822" {
            return clean_name("");
        }
        let (head, _) = split(bytes, MAX_PART_HEAD);
        let headers = headers(self.parser, &head);
        let subject = super::line(super::text_of(&headers, &HeaderName::Subject), 100).replace(['/', '\\'], "-");
        clean_name(&format!("{}.eml", if subject.is_empty() { "message" } else { &subject }))
    }
}

/// A part, and what its headers say.
struct Part<'a> {
    content: Option<&'a ContentType<'a>>,
    disposition: Option<&'a ContentType<'a>>,
    encoding: &'a str,
    has_id: bool,
    body: &'a [u8],
    /// What a part is that does not say it.
    default: (&'static str, &'static str),
}

impl<'a> Part<'a> {
    fn new(headers: &'a [Header<'a>], body: &'a [u8], around: &str) -> Self {
        let of = |name: HeaderName<'_>| headers.iter().find(|header| header.name == name).map(|header| &header.value);
        let content = |name| match of(name) {
            Some(HeaderValue::ContentType(content)) => Some(content),
            _ => None,
        };
        Self {
            content: content(HeaderName::ContentType),
            disposition: content(HeaderName::ContentDisposition),
            encoding: super::text_of(headers, &HeaderName::ContentTransferEncoding),
            has_id: of(HeaderName::ContentId).is_some(),
            body,
            default: if around == "digest" { ("message", "rfc822") } else { ("text", "plain") },
        }
    }

    fn kind(&self) -> &str {
        self.content.map_or(self.default.0, |content| content.ctype())
    }

    fn subtype(&self) -> &str {
        self.content.map_or(self.default.1, |content| content.subtype().unwrap_or("plain"))
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        self.content.and_then(|content| content.attribute(name))
    }

    /// The parts that it consists of.
    fn slices(&self) -> Vec<&'a [u8]> {
        let boundary = self.attribute("boundary").map_or("", str::trim_end);
        if self.kind() == "multipart" && !boundary.is_empty() { slices(self.body, boundary) } else { Vec::new() }
    }

    fn file_name(&self) -> Option<&'a str> {
        let named = self.disposition.and_then(|disposition| disposition.attribute("filename"));
        named.or_else(|| self.attribute("name")).filter(|name| !name.trim().is_empty())
    }

    fn is_attached(&self) -> bool {
        self.disposition.is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment"))
    }

    fn is_file(&self) -> bool {
        self.is_attached() || self.file_name().is_some()
    }

    fn is_inline(&self) -> bool {
        self.has_id && !self.is_attached()
    }
}

/// The slices between the lines of a boundary, without the line break before each of those.
fn slices<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let mut found = Vec::new();
    let mut start = None;
    for at in memchr::memmem::find_iter(body, mark.as_bytes()) {
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        let after = at + mark.len();
        let end = memchr::memchr(b'\n', &body[after..]).map_or(body.len(), |newline| after + newline + 1);
        let rest = body[after..end].trim_ascii();
        if !rest.is_empty() && rest != b"--" {
            continue;
        }
        found.extend(start.map(|start| without_break(&body[start..at.max(start)])));
        start = rest.is_empty().then_some(end);
        // One more than is looked at, so that somebody is told.
        if start.is_none() || found.len() > MAX_PARTS {
            return found;
        }
    }
    found.extend(start.map(|start| &body[start..]));
    found
}

fn without_break(slice: &[u8]) -> &[u8] {
    let slice = slice.strip_suffix(b"\n").unwrap_or(slice);
    slice.strip_suffix(b"\r").unwrap_or(slice)
}

/// A body's bytes; as they are, if they are not what they are said to be.
fn decode<'a>(body: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => match MessageStream::new(body).decode_base64_mime(b"") {
            (usize::MAX, _) => body.into(),
            (_, bytes) => bytes.into_owned().into(),
        },
        "quoted-printable" => quoted_printable_decode(body).map_or_else(|| body.into(), Cow::from),
        _ => body.into(),
    }
}

/// Text in the charset that is named; else as files are read, since many mails that claim ASCII or nothing hold more.
fn to_text(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.map(str::trim).filter(|charset| !charset.eq_ignore_ascii_case("us-ascii"));
    if let Some(decoder) = named.and_then(|charset| charset_decoder(charset.as_bytes())) {
        return decoder(bytes);
    }
    import::decode(bytes).map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text)
}
