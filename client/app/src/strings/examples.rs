//! Which examples of a search are shown for which kind of records.

use super::en::search::Search;
use tacit_bridge::records::Kind;

/// Something to type, and what it finds.
pub(crate) type Example = (&'static str, &'static str);

impl Search {
    /// What can be typed to find records of a kind; without one, of any.
    pub(crate) fn examples(&self, kind: Option<Kind>) -> Vec<Example> {
        let own = match kind {
            Some(Kind::Person) => self.person,
            Some(Kind::Company) => self.company,
            Some(Kind::Deal | Kind::Pipeline | Kind::Stage) => self.deal,
            Some(Kind::Task) => self.task,
            Some(Kind::Activity) => self.activity,
            Some(Kind::Own(_) | Kind::List | Kind::Template) | None => self.any,
        };
        own.iter().chain(self.words).copied().collect()
    }
}
