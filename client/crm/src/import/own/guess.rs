//! Which kind of the team's own a file is about, and which of its fields a column goes to.

use super::super::header::fold_header;
use super::super::table::Table;
use super::super::{Column, Target};
use crate::book::Book;
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, Kind, key};

/// What a kind's fields are called in headers, the name first.
fn headers_of(book: &Book, kind: Kind) -> Vec<(FieldKey, Vec<String>)> {
    let object = book.objects().into_iter().find(|object| object.kind == kind);
    let one = object.map(|object| object.one).unwrap_or_default();
    let usual = |field: FieldKey| -> &'static [&'static str] {
        match field {
            key::NAME => &["name", "title", "titel", "bezeichnung"],
            key::PEOPLE => &["people", "person", "personen", "contact", "contacts", "kontakt", "kontakte"],
            key::COMPANY => &["company", "organization", "organisation", "account", "firma", "unternehmen"],
            key::TAGS => &["tags", "tag", "labels", "schlagworte"],
            key::OWNER => &["owner", "zustandig", "verantwortlich", "besitzer"],
            key::NOTES => &["background", "notes", "note", "description", "hintergrund", "notizen", "beschreibung"],
            _ => &[],
        }
    };
    let built_in = schema::fields(kind).iter().map(|spec| {
        let mut names: Vec<String> = usual(spec.key).iter().map(|name| (*name).to_owned()).collect();
        names.extend((spec.key == key::NAME && !one.is_empty()).then(|| fold_header(&one)));
        (spec.key, names)
    });
    let own = book.custom_fields(kind);
    // What the team calls its own field is that field, whatever else the word may mean.
    let own = own.iter().map(|custom| (custom.key, vec![fold_header(&custom.name)]));
    own.chain(built_in).collect()
}

/// The kind of the team's own that a file is about: the file is called so, or it has more columns of that kind than it
/// has of people.
pub(crate) fn kind_of(book: &Book, file: &str, table: &Table) -> Option<Kind> {
    let stem = fold_header(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    let objects = book.objects();
    let called = objects.iter().find(|object| [&object.one, &object.many].iter().any(|name| fold_header(name) == stem));
    if let Some(object) = called {
        return Some(object.kind);
    }
    let folded: Vec<String> = table.headers.iter().map(|header| fold_header(header)).collect();
    let people = super::super::guess::known(&table.headers);
    let fits = objects.iter().map(|object| {
        let names = headers_of(book, object.kind);
        let own = |field: &FieldKey| Form::of(*field).is_some();
        let known = |all: bool| {
            let names = || names.iter().filter(|(field, _)| all || own(field));
            folded.iter().filter(|header| names().any(|(_, names)| names.contains(header))).count()
        };
        (known(true), known(false), object.kind)
    });
    fits.filter(|(known, own, _)| *own > 0 && *known > people).max_by_key(|(known, ..)| *known).map(|(.., kind)| kind)
}

/// The columns with their targets among a kind's fields.
pub(crate) fn guessed(book: &Book, kind: Kind, columns: &[Column]) -> Vec<Column> {
    let names = headers_of(book, kind);
    let mut taken = Vec::new();
    let column = |column: &Column| {
        let header = fold_header(&column.header);
        let named = names.iter().find(|(_, names)| names.contains(&header)).map(|(field, _)| *field);
        let free = named.filter(|field| !taken.contains(field));
        taken.extend(free);
        Column {
            target: free.map_or(Target::Skip, |field| Target::Own { field }),
            confidence: if free.is_some() { 95 } else { 0 },
            caution: None,
            ..column.clone()
        }
    };
    columns.iter().map(column).collect()
}
