//! Columns of a board: the stages of a pipeline, or the words of a choice.

use crate::strings::t;
use std::collections::HashMap;
use tacit_bridge::records::{Cell, FieldKey, Filter, Group, Id, Outcome, Stage, Test, Value};

/// Which column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum At {
    /// A stage of a pipeline.
    Stage(Id),
    /// The word at this place of a choice.
    Word(usize),
    /// What has none of them, or one that is not here.
    Nowhere,
}

impl At {
    /// As it stands in the page.
    pub(super) fn mark(self) -> String {
        match self {
            Self::Stage(id) => id.to_hex(),
            Self::Word(at) => format!("word-{at}"),
            Self::Nowhere => "nowhere".to_owned(),
        }
    }

    /// Reads [`Self::mark`].
    pub(super) fn of(mark: &str) -> Option<Self> {
        match mark.strip_prefix("word-") {
            Some(at) => at.parse().ok().map(Self::Word),
            None if mark == "nowhere" => Some(Self::Nowhere),
            None => Id::from_hex(mark).map(Self::Stage),
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Lane {
    pub(super) at: At,
    pub(super) name: String,
    /// As a record keeps it, empty where it keeps none; a stage is pointed to.
    word: Option<String>,
    pub(super) outcome: Outcome,
}

impl Lane {
    /// What a record holds that lies here; `None` where nothing can be put.
    pub(super) fn value(&self) -> Option<Value> {
        match (self.at, self.word.as_deref()) {
            (At::Stage(id), _) => Some(Value::Link(id, self.name.clone())),
            (_, Some("")) => Some(Value::Empty),
            (_, Some(word)) => Some(Value::Text(word.to_owned())),
            (_, None) => None,
        }
    }
}

/// The stages of a pipeline.
pub(super) fn of_stages(stages: Vec<Stage>) -> Vec<Lane> {
    let lane = |stage: Stage| Lane { at: At::Stage(stage.id), name: stage.name, word: None, outcome: stage.outcome };
    stages.into_iter().map(lane).collect()
}

/// Stands for the stage of deals that have none, or one that is not here.
pub(super) fn nowhere() -> Lane {
    Lane { at: At::Nowhere, name: t().deal.nowhere.to_owned(), word: None, outcome: Outcome::Open }
}

/// The words of a choice, in their order, and behind them what has none of them.
pub(super) fn of_words(field: FieldKey, words: &[String]) -> Vec<Lane> {
    let lane = |(at, word): (usize, &String)| Lane {
        at: At::Word(at),
        name: t().fields.choice(field, word),
        word: Some(word.clone()),
        outcome: Outcome::Open,
    };
    let (name, word) = (t().list.no_group.to_owned(), Some(String::new()));
    let without = Lane { at: At::Nowhere, name, word, outcome: Outcome::Open };
    words.iter().enumerate().map(lane).chain([without]).collect()
}

/// Whether nothing lies anywhere but in the last column, of what has none: there is all the work then, and it comes first.
pub(super) fn is_all_without(lanes: &[Lane], totals: &HashMap<At, Group>) -> bool {
    let holds = |at: At| totals.get(&at).is_some_and(|group| group.count > 0);
    let without = lanes.last().is_some_and(|lane| lane.at == At::Nowhere) && holds(At::Nowhere);
    without && !lanes.iter().any(|lane| lane.at != At::Nowhere && holds(lane.at))
}

/// What lies in a column, of all that the list shows.
pub(super) fn filter(field: FieldKey, at: At, lanes: &[Lane]) -> Filter {
    let is = |of: &[&Lane]| match field {
        FieldKey::STAGE => {
            let ids = of.iter().filter_map(|lane| if let At::Stage(id) = lane.at { Some(id) } else { None });
            Test::Links(ids.collect())
        }
        _ => Test::Is(of.iter().filter_map(|lane| lane.word.clone()).collect()),
    };
    let known: Vec<&Lane> = lanes.iter().filter(|lane| lane.at != At::Nowhere).collect();
    match at {
        At::Nowhere => Filter::Not(Box::new(Filter::Field(field, is(&known)))),
        at => Filter::Field(field, is(&known.into_iter().filter(|lane| lane.at == at).collect::<Vec<_>>())),
    }
}

/// Count and amounts by column.
pub(super) fn totals(groups: Vec<Group>, lanes: &[Lane]) -> HashMap<At, Group> {
    let place = |value: &Cell| match value {
        Cell::Records { named, .. } => {
            let stage = At::Stage(named.first()?.id);
            lanes.iter().any(|lane| lane.at == stage).then_some(stage)
        }
        Cell::Text(word) => {
            // As filters compare words, by which cards are found.
            let same = |kept: &str| kept.trim().to_lowercase() == word.trim().to_lowercase();
            lanes.iter().find(|lane| lane.word.as_deref().is_some_and(same)).map(|lane| lane.at)
        }
        _ => None,
    };
    let mut totals: HashMap<At, Group> = HashMap::new();
    for group in groups {
        let at = place(&group.value).unwrap_or(At::Nowhere);
        let known = totals.entry(at).or_insert(Group { count: 0, sums: Vec::new(), ..group.clone() });
        known.count += group.count;
        known.sums.extend(group.sums);
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};

    fn words(words: &[&str]) -> Vec<Lane> {
        speak(Language::English);
        of_words(FieldKey::STATUS, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_column_is_read_from_the_page_as_it_was_written() {
        for at in [At::Nowhere, At::Word(0), At::Word(41), At::Stage(Id([7; 16]))] {
            assert_eq!(At::of(&at.mark()), Some(at));
        }
        assert_eq!((At::of("word-x"), At::of("")), (None, None));
    }

    #[test]
    fn what_has_no_word_of_the_choice_lies_in_the_last_column() {
        let lanes = words(&["hot", "cold"]);
        let of = |at| filter(FieldKey::STATUS, at, &lanes);
        assert_eq!(of(At::Word(1)), Filter::Field(FieldKey::STATUS, Test::Is(vec!["cold".into()])));
        let known = Filter::Field(FieldKey::STATUS, Test::Is(vec!["hot".into(), "cold".into()]));
        assert_eq!(of(At::Nowhere), Filter::Not(Box::new(known)));
        assert_eq!(lanes[2].value(), Some(Value::Empty), "and a card put there has none any more");
        assert_eq!(lanes[1].value(), Some(Value::Text("cold".into())));
        assert_eq!(nowhere().value(), None, "a deal is in some stage");

        let group = |value: Cell, count| Group { value, count, sums: Vec::new() };
        let text = |word: &str| Cell::Text(word.to_owned());
        let groups = vec![group(Cell::Empty, 3), group(text("gone"), 2), group(text("Hot"), 5)];
        let totals = totals(groups, &lanes);
        let count = |at| totals.get(&at).map(|group| group.count);
        assert_eq!((count(At::Nowhere), count(At::Word(0)), count(At::Word(1))), (Some(5), Some(5), None));
    }

    #[test]
    fn the_column_without_a_word_is_told_where_everything_lies_in_it() {
        let lanes = words(&["hot", "cold"]);
        let group = |value: Cell, count| Group { value, count, sums: Vec::new() };
        let is_alone = |groups: Vec<Group>| is_all_without(&lanes, &totals(groups, &lanes));
        assert!(is_alone(vec![group(Cell::Empty, 3), group(Cell::Text("gone".into()), 1)]));
        assert!(!is_alone(vec![group(Cell::Empty, 3), group(Cell::Text("hot".into()), 1)]));
        assert!(!is_alone(Vec::new()), "of nothing nothing comes first");
    }
}
