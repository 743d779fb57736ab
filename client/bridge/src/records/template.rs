//! Texts of the team's to begin a note, a call, a meeting or a mail with.

use super::Id;
use serde::{Deserialize, Serialize};

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// Its record.
    pub id: Id,
    /// As its makers call it.
    pub name: String,
    /// What kind of activity it begins.
    pub what: String,
    /// Its text, with what is filled in between double braces.
    pub text: String,
}

/// What is asked of templates. One is removed like any record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateAsk {
    /// All of them, by name, and what can stand in one → [`TemplateAnswer::All`].
    All,
    /// Keep one; without an id it is a new one → [`Reply::Changed`](crate::Reply::Changed).
    Save {
        /// The one to write over.
        id: Option<Id>,
        /// As shown.
        name: String,
        /// What kind of activity it begins.
        what: String,
        /// Its text.
        text: String,
    },
    /// The text of one, filled in for a record → [`TemplateAnswer::Filled`].
    Fill {
        /// Which.
        id: Id,
        /// For which record.
        about: Id,
        /// Today, as it is to be written.
        today: String,
    },
}

/// What is answered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateAnswer {
    /// All templates, and the names of the team's own fields that can stand in one.
    All(Vec<Template>, Vec<String>),
    /// A text, and what of it nothing is known for: it stands there as it is written in the template.
    Filled {
        /// The text.
        text: String,
        /// The names between braces that were left.
        missing: Vec<String>,
    },
}
