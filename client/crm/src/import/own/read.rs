//! Cells of a row as values of their fields; of what is none it is told why.

use super::super::draft::{by_column, checked, is_email};
use super::super::issues::{Issues, Place};
use super::super::table::Table;
use super::super::{Column, Target};
use super::{LEFT_OUT, Row, Work};
use crate::field::Value;
use crate::peek::RecordRef;
use crate::schema::custom::Form;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use crate::typed::Misread;
use csv::StringRecord;

impl Work<'_> {
    pub(super) fn read_row(
        &mut self,
        kind: Kind,
        (file, row): (u32, u32),
        (table, columns): (&Table, &[Column]),
        cells: &StringRecord,
        issues: &mut Issues,
    ) -> Row {
        if cells.len() > columns.len() {
            let what = "more cells than there are columns";
            let todo = "What is beyond the last column is left out; a quote may be missing.";
            issues.note(Place::row(file, row), "", what, todo);
        }
        let mut read = Row { name: String::new(), values: Vec::new() };
        for (at, (cell, column)) in cells.iter().zip(columns).enumerate() {
            let place = Place::cell(file, row, at, &column.header);
            let field = match column.target {
                Target::Own { field } => field,
                Target::Note => key::NOTES,
                _ => continue,
            };
            let Some(text) = checked(cell, place, issues) else { continue };
            let text = match column.target {
                Target::Note => format!("{}: {text}", column.header),
                _ => text.replace("\r\n", "\n"),
            };
            let is_date = schema::field_of(kind, field).is_some_and(|spec| spec.shape == Shape::Date);
            let days = table.days.get(at).copied().flatten().filter(|_| is_date);
            let text = days.and_then(|order| by_column(&text, order, place, issues)).unwrap_or(text);
            match self.read_cell(kind, field, &text, place, issues) {
                Some(_) if field == key::NAME && !read.name.is_empty() => {
                    let todo = format!("“{}” is kept; this value is left out.", read.name);
                    issues.note(place.of_row(), &text, "a second value for the same field", &todo);
                }
                Some(Value::Text(name)) if field == key::NAME => read.name = name.replace('\n', " "),
                Some(value) => read.values.push((field, value, text)),
                None => {}
            }
        }
        read
    }

    /// A cell as a value of its field; of what is none it is told why.
    fn read_cell(
        &mut self,
        kind: Kind,
        field: FieldKey,
        text: &str,
        place: Place<'_>,
        issues: &mut Issues,
    ) -> Option<Value> {
        let blank = RecordRef::checked(self.blanks.get(&kind)?)?;
        match self.reader.read(&blank, field, text) {
            Ok(value) => {
                self.look_over(kind, field, &value, place, issues);
                Some(value).filter(|value| *value != Value::Empty)
            }
            Err(why @ Misread::NoRecord) => {
                issues.note(place, text, &why.to_string(), "This value is left out; bring the record in first.");
                None
            }
            Err(why) => {
                issues.note(place, text, &why.to_string(), LEFT_OUT);
                None
            }
        }
    }

    /// What can be read and may still be a mistake.
    fn look_over(&self, kind: Kind, field: FieldKey, value: &Value, place: Place<'_>, issues: &mut Issues) {
        let custom = self.customs.get(&kind).and_then(|all| all.iter().find(|custom| custom.key == field));
        let Some(custom) = custom else { return };
        let words: Vec<&String> = match value {
            Value::Text(word) if custom.form == Form::Choice => vec![word],
            Value::Tags(words) if custom.form == Form::Choices => words.iter().collect(),
            Value::Points(points) if custom.form == Form::Email => {
                for point in points.iter().filter(|point| !is_email(&point.value)) {
                    let todo = "Kept as typed; correct it on the record's page.";
                    issues.note(place, &point.value, "not an e-mail address", todo);
                }
                return;
            }
            _ => return,
        };
        for word in words.into_iter().filter(|word| !custom.choices.contains(word)) {
            issues.count(place, word, "none of the words to choose from", "Kept as typed.");
        }
    }
}
