//! Columns as they are copied: fields as text, and what lists tell that no record holds. Of the latter nothing is read back.

use crate::book::Book;
use crate::export::moment;
use crate::peek::RecordRef;
use crate::privacy::is_consent;
use crate::record::RecordId;
use crate::schema::{self, FieldKey, Kind, Shape, key};
use std::cell::RefCell;
use std::collections::HashMap;

impl Book {
    /// A column of these records, in their order; nothing of what is masked or only stored. Consents are told as of the
    /// moment for which [`Book::ask_consents`] was called.
    pub fn column_texts(&self, ids: &[RecordId], field: FieldKey) -> Vec<String> {
        let consents = self.consent_column(field);
        // Looked up once for each member, not for each cell.
        let members = RefCell::new(HashMap::new());
        let member = |number: u64| -> String {
            members.borrow_mut().entry(number).or_insert_with(|| self.member(number)).clone()
        };
        let text = |id: &RecordId| {
            let record = self.get(id).filter(|_| !self.is_restricted(id))?;
            if self.is_masked(record.kind(), field) {
                return None;
            }
            match &consents {
                Some(column) if record.kind() == Kind::Person => Some(column.of(id).word().to_owned()),
                _ => Some(self.read_off(id, &record, field, &member).unwrap_or_else(|| self.typed(&record, field))),
            }
        };
        ids.iter().map(|id| text(id).unwrap_or_default()).collect()
    }

    /// What a column is called in a file: in English, or as the team calls it.
    pub fn column_label(&self, kind: Kind, field: FieldKey) -> String {
        let told = match field {
            key::CHANGED => "Changed",
            key::MADE => "Created",
            key::CHANGED_BY => "Changed by",
            key::MADE_BY => "Created by",
            key::CONTACTED => "Last contact",
            key::PEOPLE_HERE => "People",
            _ if is_consent(field) => {
                let column = self.consent_columns().into_iter().find(|(of, ..)| *of == field);
                return column.map(|(.., name)| name).unwrap_or_default();
            }
            _ => return self.label(kind, field),
        };
        told.to_owned()
    }

    /// What nobody types: moments in UTC (ISO 8601), members by name, people by number; `None` of other columns.
    fn read_off(
        &self,
        id: &RecordId,
        record: &RecordRef<'_>,
        field: FieldKey,
        member: &dyn Fn(u64) -> String,
    ) -> Option<String> {
        let told = |at: Option<u64>| at.and_then(moment).unwrap_or_default();
        Some(match field {
            key::CHANGED => told(Some(record.changed().ms)),
            key::MADE => told(Some(record.created().ms)),
            key::CHANGED_BY => member(u64::from(record.changed().author)),
            key::MADE_BY => member(u64::from(record.created().author)),
            key::CONTACTED => told(self.row_of(id).and_then(|row| self.contacted(row))),
            key::PEOPLE_HERE => self.people_here(id).to_string(),
            _ => {
                let spec = schema::field_of(record.kind(), field)?;
                return (spec.shape == Shape::Moment && !spec.hidden).then(|| told(record.number(field)));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stamp;
    use crate::field::Value;
    use crate::record::Record;

    fn put(book: &mut Book, number: u8, kind: Kind, fields: Vec<(FieldKey, Value)>) -> RecordId {
        let stamp = Stamp { ms: 1_764_331_200_000, counter: 0, author: 4 };
        let mut record = Record::new(kind, stamp);
        for (field, value) in fields {
            record.set(field, value, stamp).expect("fits");
        }
        let id = RecordId([number; 16]);
        book.put(id, &record.encode()).expect("good");
        id
    }

    #[test]
    fn what_a_list_tells_of_records_is_copied_as_text() {
        let mut book = Book::new();
        put(
            &mut book,
            1,
            Kind::MemberCard,
            vec![(key::NAME, Value::text("Anna Berg")), (key::MEMBER_NUMBER, Value::Number(4))],
        );
        let berg = put(&mut book, 2, Kind::Company, vec![(key::NAME, Value::text("Berg"))]);
        let employed = vec![(key::GIVEN, Value::text("Vera")), (key::COMPANY, Value::Link(berg))];
        let vera = put(&mut book, 3, Kind::Person, employed);
        let call = vec![
            (key::TYPE, Value::text("call")),
            (key::ABOUT, Value::Relations(vec![vera])),
            (key::WHEN, Value::Number(1_764_417_600_000)),
        ];
        let call = put(&mut book, 4, Kind::Activity, call);
        for (id, field, expected) in [
            (vera, key::MADE, "2025-11-28T12:00:00Z"),
            (vera, key::CHANGED, "2025-11-28T12:00:00Z"),
            (vera, key::MADE_BY, "Anna Berg"),
            (vera, key::CHANGED_BY, "Anna Berg"),
            (vera, key::CONTACTED, "2025-11-29T12:00:00Z"),
            (berg, key::CONTACTED, "2025-11-29T12:00:00Z"),
            (berg, key::PEOPLE_HERE, "1"),
            (call, key::WHEN, "2025-11-29T12:00:00Z"),
            (vera, key::NAME, "Vera"),
            (vera, key::COMPANY, "Berg"),
        ] {
            assert_eq!(book.column_texts(&[id, RecordId([9; 16])], field), [expected, ""], "{field:?}");
        }
        let called = [key::MADE, key::FAMILY].map(|field| book.column_label(Kind::Person, field));
        assert_eq!(called, ["Created", &*book.label(Kind::Person, key::FAMILY)]);
    }
}
