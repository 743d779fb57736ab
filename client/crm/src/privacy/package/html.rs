//! The package for people: one page without scripts or anything from elsewhere, to read on a screen and to print.

use super::redact::BLACK;
use super::rights::rights;
use super::words::{head, line, moment, page as words_of, span, word};
use super::{Lang, Line, Package, Section, Val};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:CanvasText;background:Canvas}\
h1{font-size:1.7rem;line-height:1.2;margin:0 0 1rem}\
h2{font-size:1.2rem;margin:2.2rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid GrayText}\
dl{display:grid;grid-template-columns:11rem 1fr;gap:.25rem 1rem;margin:0 0 1.2rem;break-inside:avoid}\
dt{color:GrayText}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}\
.entry{padding-left:.9rem;border-left:3px solid GrayText}\
.small{color:GrayText;font-size:.9rem}\
nav ul{columns:2;padding-left:1.2rem}\
@media(max-width:36rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}nav ul{columns:1}}\
@media print{body{margin:0;max-width:none}nav{display:none}}";

/// What has a meaning in HTML, escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() && letter != '\n' && letter != '\t' => {}
            letter => out.push(letter),
        }
    }
    out
}

pub(super) fn page(package: &Package) -> String {
    let cover = &package.cover;
    let (lang, words) = (cover.lang, words_of(cover.lang));
    let mut body = format!("<h1>{}</h1>\n<dl>", escape(words.title));
    for (name, value) in [
        (words.about, package.name.clone()),
        (words.from, cover.controller.clone()),
        (words.received, moment(lang, cover.received)),
        (words.made, moment(lang, cover.made)),
    ] {
        body.push_str(&format!("<dt>{}</dt><dd>{}</dd>", escape(name), escape(&value)));
    }
    body.push_str("</dl>\n");
    body.push_str(&contents(package));
    package.sections.iter().for_each(|one| body.push_str(&section(lang, one)));
    body.push_str(&format!("<h2 id=\"automated\">{}</h2>\n", escape(head(lang, "automated"))));
    body.push_str(&format!("<p>{}</p>\n", escape(&cover.automated)));
    body.push_str(&format!("<h2 id=\"rights\">{}</h2>\n<dl>", escape(head(lang, "rights"))));
    for (title, text) in rights(lang) {
        body.push_str(&format!("<dt>{}</dt><dd>{}</dd>", escape(title), escape(text)));
    }
    body.push_str("</dl>\n");
    if body.contains(BLACK) {
        body.push_str(&format!("<p class=\"small\">{}</p>\n", escape(words.redacted)));
    }
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        lang.tag(),
        escape(words.title),
    )
}

fn contents(package: &Package) -> String {
    let lang = package.cover.lang;
    let held = package.sections.iter().map(|section| (&*section.key, title(lang, section)));
    let all = held.chain(["automated", "rights"].map(|key| (key, head(lang, key))));
    let items: String = all.map(|(key, title)| format!("<li><a href=\"#{key}\">{}</a></li>", escape(title))).collect();
    format!("<nav><h2>{}</h2><ul>{items}</ul></nav>\n", escape(words_of(lang).contents))
}

fn title(lang: Lang, section: &Section<Val>) -> &str {
    section.name.as_deref().unwrap_or_else(|| head(lang, &section.key))
}

fn section(lang: Lang, section: &Section<Val>) -> String {
    let mut out = format!("<h2 id=\"{}\">{}</h2>\n", section.key, escape(title(lang, section)));
    if section.entries.iter().all(Vec::is_empty) {
        let words = words_of(lang);
        let none = if section.key == "recipients" { words.nobody } else { words.none };
        out.push_str(&format!("<p class=\"small\">{}</p>\n", escape(none)));
    }
    let class = if section.entries.len() > 1 { " class=\"entry\"" } else { "" };
    for entry in section.entries.iter().filter(|entry| !entry.is_empty()) {
        out.push_str(&format!("<dl{class}>"));
        entry.iter().for_each(|one| out.push_str(&row(lang, one)));
        out.push_str("</dl>\n");
    }
    out
}

fn row(lang: Lang, one: &Line<Val>) -> String {
    let name = one.name.as_deref().or_else(|| line(lang, &one.key)).unwrap_or(&one.key);
    let label = match one.label.as_str() {
        "" => String::new(),
        label => format!(" <span class=\"small\">({})</span>", escape(&word(lang, label))),
    };
    let value = match &one.value {
        Val::Plain(text) => escape(text),
        Val::Word(key) => escape(&word(lang, key)),
        Val::Span(iso) => escape(&span(lang, iso)),
        Val::Moment(at) => escape(&moment(lang, *at)),
        Val::Withheld => format!("<i>{}</i>", escape(words_of(lang).withheld)),
    };
    format!("<dt>{}</dt><dd>{value}{label}</dd>", escape(name))
}
