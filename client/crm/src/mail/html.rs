//! The text of a mail's HTML, for mails that have no other: tags go, blocks become lines. No tree is built, nothing is
//! fetched, and what is not shown (styles, scripts, comments) is not read.

use crate::markdown::entity;

/// Longest character reference that is looked up, in bytes: the longest of HTML's has 33.
const MAX_ENTITY: usize = 34;

/// Elements whose content is no text.
const SILENT: [&str; 5] = ["head", "script", "style", "template", "title"];
/// Elements that begin and end a line.
const LINES: [&str; 18] = [
    "address", "article", "aside", "dd", "div", "dl", "dt", "figure", "footer", "form", "header", "li", "main", "nav",
    "ol", "section", "tr", "ul",
];
/// Elements with a blank line around them.
const BLOCKS: [&str; 12] = ["blockquote", "center", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre", "table"];

/// The text.
pub(super) fn text(html: &str) -> String {
    let mut out = Text { out: String::with_capacity(html.len() / 4), space: false };
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        out.words(&rest[..at]);
        rest = &rest[at..];
        let Some(markup) = markup(rest) else {
            out.words("<");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[markup.len..];
        if SILENT.contains(&markup.name.as_str()) && !markup.closes {
            rest = behind(rest, &markup.name);
        }
        out.tag(&markup);
    }
    out.words(rest);
    out.out
}

/// A tag, a comment or a declaration.
struct Markup {
    /// Empty for comments and declarations.
    name: String,
    closes: bool,
    len: usize,
}

/// What a text that begins with `<` begins with, if that is no mere sign.
fn markup(text: &str) -> Option<Markup> {
    let inner = &text[1..];
    if let Some(comment) = inner.strip_prefix("!--") {
        let len = comment.find("-->").map_or(text.len(), |at| 4 + at + 3);
        return Some(Markup { name: String::new(), closes: false, len });
    }
    let closes = inner.starts_with('/');
    let named = &inner[usize::from(closes)..];
    if !named.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '!' || letter == '?') {
        return None;
    }
    let name = named.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
    Some(Markup { name: name.to_ascii_lowercase(), closes, len: 1 + tag_end(inner) })
}

/// Where a tag ends; a sign in the quotes of an attribute ends nothing.
fn tag_end(inner: &str) -> usize {
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        before = byte;
    }
    inner.len()
}

/// What follows the end of a silent element; nothing, if it never ends.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    let closes = |at: &usize| {
        let tag = text.as_bytes().get(at + 2..at + 2 + name.len());
        text.as_bytes().get(at + 1) == Some(&b'/') && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = memchr::memchr_iter(b'<', text.as_bytes()).find(closes);
    end.map_or("", |at| &text[at..])
}

/// Text as it grows. White space is one space, and none at the beginning of a line.
struct Text {
    out: String,
    space: bool,
}

impl Text {
    fn words(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
            self.plain(&rest[..at]);
            let reference = reference(&rest[at..]);
            match reference.and_then(entity) {
                Some(letters) => self.letters(&letters),
                None => self.letters(reference.unwrap_or("&")),
            }
            rest = &rest[at + reference.map_or(1, str::len)..];
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        for (number, word) in text.split([' ', '\t', '\r', '\n']).enumerate() {
            self.space |= number > 0;
            self.letters(word);
        }
    }

    fn letters(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
        self.space = false;
        self.out.push_str(text);
    }

    fn tag(&mut self, tag: &Markup) {
        let name = tag.name.as_str();
        if name == "br" {
            self.out.push('\n');
            self.space = false;
        } else if BLOCKS.contains(&name) {
            self.breaks(2);
        } else if LINES.contains(&name) {
            self.breaks(1);
        } else if matches!(name, "td" | "th") {
            self.space = true;
        }
        if name == "li" && !tag.closes {
            self.letters("-");
            self.space = true;
        }
    }

    /// At least so many line breaks.
    fn breaks(&mut self, wanted: usize) {
        self.space = false;
        let there = self.out.bytes().rev().take(wanted).take_while(|byte| *byte == b'\n').count();
        if !self.out.is_empty() {
            self.out.extend(std::iter::repeat_n('\n', wanted - there));
        }
    }
}

/// The character reference that a text begins with, with its semicolon.
fn reference(text: &str) -> Option<&str> {
    let end = text.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let inner = &text.as_bytes()[1..end];
    (!inner.is_empty() && inner.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')).then(|| &text[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_the_rest_is_words() {
        for (html, expected) in [
            ("<p>Dear  Vera,</p>\n<p>see\nyou <b>then</b>.<br>Ben</p>", "Dear Vera,\n\nsee you then.\nBen\n\n"),
            ("<div>a</div><div>b<div>c</div></div>d", "a\nb\nc\nd"),
            ("<ul><li>one<li>two</ul>", "- one\n- two\n"),
            ("<table><tr><td>a<td>b</tr><tr><td>c</td></tr></table>", "a b\nc\n\n"),
            ("<head><title>x</title><style>p > a {}</style></head><body>b", "b"),
            ("a<script>if (1 < 2) '</p>'</script >b", "ab"),
            ("a<!-- <p>not</p> -->b<!DOCTYPE html>c<?php ?>d", "abcd"),
            ("<a title='2 > 1' href=\"https://a.example/?<\">link</a>", "link"),
            ("<img src=https://tracker.example/1.gif alt=x>", ""),
            ("1 < 2 && 3 > 2 <3", "1 < 2 && 3 > 2 <3"),
            ("M&uuml;ller &amp;&nbsp;S&#246;hne &#x20AC; &unknown; &; &amp", "Müller &\u{a0}Söhne € &unknown; &; &amp"),
            ("a<b", "a"),
            ("a<!--", "a"),
            ("<STYLE>never ends", ""),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }

    #[test]
    fn long_hostile_html_is_read_in_one_pass() {
        for bit in ["<", "<!--", "<style>", "<a b='", "&", "&amp", "<p>", "</", "<br>", "&lt;"] {
            let _ = text(&bit.repeat((1 << 20) / bit.len()));
        }
    }
}
