//! What happened with a customer, as its page shows it.

use crate::ports::File;
use crate::vault::OpenVault;
use crate::view;
use std::collections::HashMap;
use tacit_bridge::Reply;
use tacit_bridge::note::{Block, Inline};
use tacit_bridge::records::Id;
use tacit_bridge::timeline::{DONE, Entry, LOST, MAX_ENTRIES, Timeline, WON};
use tacit_crm::schema::{ACTIVITIES, key};
use tacit_crm::{Kind, Record, RecordId, Told, Value};

/// What is told of other records than activities, in the order in which types of it are offered.
const OF_OTHERS: [&str; 4] = [DONE, WON, LOST, "file"];

/// Where a type stands among the others, on the page of every record in the same place: what members write down, as they
/// choose it, then what they wrote by another name, then what is told of other records.
fn place(what: &str) -> usize {
    let written = ACTIVITIES.iter().position(|one| *one == what);
    let told = || OF_OTHERS.iter().position(|one| *one == what).map(|at| ACTIVITIES.len() + 1 + at);
    written.or_else(told).unwrap_or(ACTIVITIES.len())
}

/// How many there are of each type, in one order whichever are more.
fn types(told: &[Told]) -> Vec<(String, u32)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    told.iter().for_each(|one| *counts.entry(&one.what).or_default() += 1);
    let mut types: Vec<(String, u32)> = counts.into_iter().map(|(what, count)| (what.to_owned(), count)).collect();
    types.sort_by(|a, b| place(&a.0).cmp(&place(&b.0)).then_with(|| a.0.cmp(&b.0)));
    types
}

/// What else a record is about.
fn others(record: &Record) -> Vec<RecordId> {
    let related = |key| match record.get(key) {
        Value::Relations(ids) => ids,
        Value::Link(id) => vec![id],
        _ => Vec::new(),
    };
    match record.kind() {
        Kind::Deal => [related(key::COMPANY), related(key::PEOPLE)].concat(),
        _ => related(key::ABOUT),
    }
}

/// From whom an e-mail is and to whom, by their names.
fn mail(record: &Record) -> Option<(String, String)> {
    let (from, to) = (record.text(key::MAIL_FROM), record.text(key::MAIL_TO));
    (!from.is_empty() || !to.is_empty()).then(|| (names(&from), names(&to)))
}

/// "Ada Aal, ben@example.org": of addresses with names the names.
fn names(addresses: &str) -> String {
    let name = |one: &str| match one.split_once('<') {
        Some((name, _)) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => one.trim().to_owned(),
    };
    addresses.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

/// Who did what an entry tells: who ticked a task off, who moved a deal to its last stage, and else who wrote it down.
fn author(record: &Record) -> u32 {
    let done = match record.kind() {
        Kind::Task => record.last_written(key::DONE),
        Kind::Deal => record.last_written(key::STAGE),
        _ => None,
    };
    done.unwrap_or_else(|| record.created()).author
}

impl<F: File> OpenVault<F> {
    /// What happened with a record, and of a company with its people and deals, newest first; all of it, or one type.
    pub(crate) fn timeline(&self, about: Id, count: u32, what: Option<&str>) -> Reply {
        let about = view::record_id(about);
        let mut told = self.book.told(&about);
        let types = types(&told);
        told.retain(|one| what.is_none_or(|what| what == one.what));
        let newest = told.iter().take(count.min(MAX_ENTRIES) as usize);
        let entries = newest.filter_map(|one| self.entry(one, &about)).collect();
        Reply::Timeline(Timeline { total: told.len() as u32, types, entries })
    }

    fn entry(&self, told: &Told, about: &RecordId) -> Option<Entry> {
        let record = self.book.record(&told.id)?;
        let file = self.file_view(told.id);
        let shown = |id: &RecordId| view::shown_related(&self.book, id);
        let others = others(&record);
        // Addresses name whom it is about: of whoever is only stored, nothing stands on another's page.
        let names_hidden = others.iter().any(|id| id != about && self.book.is_restricted(id));
        Some(Entry {
            id: view::id(told.id),
            kind: view::shown_kind(told.kind),
            what: told.what.clone(),
            subject: file.as_ref().map_or_else(|| record.text(key::NAME), |file| file.name.clone()),
            text: self.said(&record),
            at: told.at,
            by: self.member_name(author(&record)),
            through: told.through.as_ref().and_then(shown),
            about: others
                .iter()
                .filter(|id| *id != about && Some(*id) != told.through.as_ref())
                .filter_map(shown)
                .collect(),
            waiting: self.is_waiting(&told.id),
            file,
            mail: mail(&record).filter(|_| !names_hidden),
            files: self.book.files_of(&told.id).into_iter().filter_map(|id| self.file_view(id)).collect(),
        })
    }

    /// Its note; of a deal why it ended so, which is no Markdown.
    fn said(&self, record: &Record) -> Vec<Block> {
        match (record.kind(), record.text(key::REASON)) {
            (Kind::Deal, reason) if reason.is_empty() => Vec::new(),
            (Kind::Deal, reason) => vec![Block::Paragraph(vec![Inline::Text(reason)])],
            _ => self.note(&record.text(key::NOTES)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{names, types};
    use tacit_crm::{Kind, RecordId, Told};

    #[test]
    fn addresses_are_told_by_their_names_where_they_have_any() {
        assert_eq!(names("Ada Aal <ada@example.org>, ben@example.org"), "Ada Aal, ben@example.org");
        assert_eq!(names("<ada@example.org>"), "<ada@example.org>");
        assert_eq!(names(""), "");
    }

    #[test]
    fn types_stand_in_one_order_whichever_are_more() {
        let told = |what: &str| Told {
            id: RecordId([1; 16]),
            kind: Kind::Activity,
            what: what.to_owned(),
            at: 1,
            through: None,
        };
        let order = |all: &[&str]| {
            let told: Vec<Told> = all.iter().copied().map(told).collect();
            types(&told).into_iter().map(|(what, _)| what).collect::<Vec<_>>()
        };
        let expected = ["note", "call", "meeting", "e-mail", "visit", "task", "won", "file"];
        assert_eq!(order(&["file", "won", "task", "visit", "e-mail", "meeting", "call", "note"]), expected);
        assert_eq!(order(&["call", "file", "file", "file", "note", "call"]), ["note", "call", "file"]);
    }
}
