//! What a record is called, and what stands for the name of one without.

use super::{RecordRef, cut};
use crate::markdown;
use crate::naming::PARTS;
use crate::schema::{Kind, key};
use std::borrow::Cow;

/// What stands for the name of a note without a title: so many bytes of its first line.
const NAME_FROM_TEXT: usize = 120;
/// And so many of it are read as Markdown for that.
const READ_FOR_NAME: usize = 1024;

impl<'a> RecordRef<'a> {
    /// The name as shown; for those without one what else tells them apart; empty if there is nothing.
    pub fn name(&self) -> String {
        self.name_read().into_owned()
    }

    /// The name as shown, copied only where it is put together.
    pub(crate) fn name_read(&self) -> Cow<'a, str> {
        match self.kind() {
            Kind::Person => self.person_name().into(),
            Kind::Activity if self.text(key::NAME).is_empty() => {
                let line = self.text(key::NOTES).lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
                // A link or a mention is its words.
                let read = if line.contains("](") { markdown::plain(cut(line, READ_FOR_NAME)) } else { String::new() };
                let line = read.lines().next().unwrap_or(line);
                let line = line.trim_start_matches(['#', ' ', '>', '-', '*']);
                let line = ["[x] ", "[X] ", "[ ] "].iter().find_map(|tick| line.strip_prefix(tick)).unwrap_or(line);
                let line = cut(line, NAME_FROM_TEXT);
                // As a title it stands without the marks of Markdown.
                line.chars().filter(|letter| !matches!(letter, '*' | '`')).collect()
            }
            _ => self.text(key::NAME).into(),
        }
    }

    fn person_name(&self) -> String {
        let mut name = String::new();
        for part in PARTS {
            let part = self.text(part);
            if !part.is_empty() {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(part);
            }
        }
        if !name.is_empty() {
            return name;
        }
        let instead = [self.text(key::NICKNAME), self.first_point(key::EMAILS), self.first_point(key::PHONES)];
        instead.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    }
}
