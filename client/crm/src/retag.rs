//! What else names a tag, besides the records that have it: filters of saved views and of rules of retention. When a tag becomes
//! another they go on finding the same records.

use crate::book::Book;
use crate::filter::{Filter, Test};
use crate::fold::fold;
use crate::privacy::RetentionRule;
use crate::record::RecordId;
use crate::saved::Look;
use crate::schema::{FieldKey, Kind, key};

fn alike(one: &str, other: &str) -> bool {
    fold(one.trim()) == fold(other.trim())
}

impl Filter {
    /// Whether a condition on this field tells records that have this word from others: it asks for the word, or for a part
    /// of it.
    pub fn names(&self, field: FieldKey, word: &str) -> bool {
        !self.every(&|of: FieldKey, test: &Test| match test {
            Test::Is(words) if of == field => !words.iter().any(|one| alike(one, word)),
            Test::Has(part) if of == field => !fold(word.trim()).contains(&fold(part.trim())),
            _ => true,
        })
    }

    /// The same filter, which asks for these words wherever it asked for that one.
    #[must_use]
    pub fn renamed(&self, field: FieldKey, word: &str, words: &[&str]) -> Self {
        let all = |parts: &[Self]| parts.iter().map(|part| part.renamed(field, word, words)).collect();
        match self {
            Self::All(parts) => Self::All(all(parts)),
            Self::Any(parts) => Self::Any(all(parts)),
            Self::Not(part) => Self::Not(Box::new(part.renamed(field, word, words))),
            Self::Field(of, Test::Is(asked)) if *of == field => {
                let mut renamed: Vec<String> = Vec::new();
                for one in asked {
                    let now = if alike(one, word) { words } else { &[one.as_str()] };
                    for one in now {
                        if !renamed.iter().any(|known| alike(known, one)) {
                            renamed.push((*one).to_owned());
                        }
                    }
                }
                Self::Field(*of, Test::Is(renamed))
            }
            other => other.clone(),
        }
    }
}

impl Book {
    /// Saved views, of whichever member, whose filter names a tag.
    pub fn views_naming(&self, tag: &str) -> Vec<(RecordId, Look)> {
        let looks = self.records_of(Kind::View).filter_map(|(row, record)| {
            let look = Look::decode(record.bytes(key::LOOK))?;
            look.filter.names(key::TAGS, tag).then(|| (self.id_of(row), look))
        });
        looks.collect()
    }

    /// Every rule of retention that is understood, by name.
    pub fn retention_rules(&self) -> Vec<(RecordId, RetentionRule)> {
        let read = self.records_of(Kind::RetentionRule);
        let mut rules: Vec<_> =
            read.filter_map(|(row, record)| Some((self.id_of(row), RetentionRule::read(&record)?))).collect();
        rules.sort_by_cached_key(|(id, rule)| (rule.name.to_lowercase(), *id));
        rules
    }

    /// Records that people work with and that have exactly this tag.
    pub fn tagged(&self, tag: &str) -> Vec<RecordId> {
        let all = self.kinds_worked_with().into_iter().flat_map(|kind| self.records_of(kind));
        all.filter(|(_, record)| record.words(key::TAGS).contains(&tag)).map(|(row, _)| self.id_of(row)).collect()
    }

    /// Whether a filter that asks for this tag would find any record.
    pub fn is_tag_in_use(&self, tag: &str) -> bool {
        let mut all = self.kinds_worked_with().into_iter().flat_map(|kind| self.records_of(kind));
        all.any(|(_, record)| record.words(key::TAGS).into_iter().any(|one| alike(one, tag)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(words: &[&str]) -> Filter {
        Filter::Field(key::TAGS, Test::Is(words.iter().map(|word| (*word).to_owned()).collect()))
    }

    #[test]
    fn a_filter_names_a_word_wherever_it_stands_and_however_it_is_written() {
        let has = Filter::Field(key::TAGS, Test::Has("res".into()));
        let deep = Filter::All(vec![Filter::none(), Filter::Not(Box::new(Filter::Any(vec![is(&["PRESS"])])))]);
        assert!(is(&["vip", "Press"]).names(key::TAGS, "press") && deep.names(key::TAGS, "press"));
        assert!(has.names(key::TAGS, "Press") && !has.names(key::TAGS, "vip"));
        assert!(!is(&["vip"]).names(key::TAGS, "press") && !is(&["press"]).names(key::STATUS, "press"));
        assert!(!Filter::Field(key::TAGS, Test::Filled).names(key::TAGS, "press"));
    }

    #[test]
    fn a_word_becomes_others_everywhere_and_stands_once() {
        let filter = Filter::Any(vec![Filter::Not(Box::new(is(&["Press", "media"]))), is(&["vip"])]);
        let both = filter.renamed(key::TAGS, "press", &["press", "Media"]);
        assert_eq!(both, Filter::Any(vec![Filter::Not(Box::new(is(&["press", "Media"]))), is(&["vip"])]));
        let one = filter.renamed(key::TAGS, "press", &["News"]);
        assert_eq!(one, Filter::Any(vec![Filter::Not(Box::new(is(&["News", "media"]))), is(&["vip"])]));
        assert_eq!(filter.renamed(key::STATUS, "press", &["News"]), filter);
    }
}
