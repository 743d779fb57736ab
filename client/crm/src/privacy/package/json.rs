//! The package for machines: `{"format":"tacit-access-package","version":1,…,"sections":{"person":[{"given_name":"Ada"}]}}`.
//! A section of records of a kind of the team's own says its name: `"own_256":{"name":"Matters","value":[…]}`.
//! A key that comes more than once in an entry holds a list; moments are ISO 8601 in UTC; what was left out says so.

use super::words::iso;
use super::{Line, Package, Section, Val, rights};
use crate::export::json_text as text;

const VERSION: u32 = 1;

pub(super) fn document(package: &Package) -> String {
    let cover = &package.cover;
    let rights = rights::rights(cover.lang).into_iter();
    let rights = rights.map(|(title, words)| object([("title", text(title)), ("text", text(words))]));
    let sections = package.sections.iter().map(|section| (&*section.key, entries(section)));
    let all = [
        ("format", text("tacit-access-package")),
        ("version", VERSION.to_string()),
        ("language", text(cover.lang.tag())),
        ("controller", text(&cover.controller)),
        ("person", text(&package.name)),
        ("received", text(&iso(cover.received))),
        ("made", text(&iso(cover.made))),
        ("sections", object(sections)),
        ("automated_decisions", text(&cover.automated)),
        ("rights", list(rights)),
    ];
    let mut out = object(all);
    out.push('\n');
    out
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let members: Vec<String> = members.into_iter().map(|(key, value)| format!("{}:{value}", text(key))).collect();
    format!("{{{}}}", members.join(","))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn entries(section: &Section<Val>) -> String {
    let entries = list(section.entries.iter().map(entry));
    match &section.name {
        Some(name) => object([("name", text(name)), ("value", entries)]),
        None => entries,
    }
}

fn entry(lines: &Vec<Line<Val>>) -> String {
    let mut keys: Vec<&str> = Vec::new();
    for line in lines {
        if !keys.contains(&line.key.as_str()) {
            keys.push(&line.key);
        }
    }
    object(keys.into_iter().map(|key| {
        let mut values: Vec<String> = lines.iter().filter(|line| line.key == key).map(value).collect();
        let value = if values.len() == 1 { values.remove(0) } else { list(values.into_iter()) };
        (key, value)
    }))
}

fn value(line: &Line<Val>) -> String {
    let value = match &line.value {
        Val::Plain(plain) => text(plain),
        Val::Word(word) | Val::Span(word) => text(word),
        Val::Moment(at) => text(&iso(*at)),
        Val::Withheld => object([("withheld", text("names other people"))]),
    };
    match (&line.name, line.label.is_empty()) {
        (Some(name), _) => object([("name", text(name)), ("value", value)]),
        (None, false) => object([("label", text(&line.label)), ("value", value)]),
        (None, true) => value,
    }
}
