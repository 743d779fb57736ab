//! The words of a language that operators are made of. Another language is another [`Lexicon`]; nothing else knows a word.

use super::days::Unit;
use super::{Part, State, When};
use crate::schema::{FieldKey, Kind, key};

/// The words of one language, folded, without blanks and hyphens.
pub(super) struct Lexicon {
    /// Operators by name: what stands before the colon.
    pub(super) operators: &'static [(&'static str, Operator)],
    /// What stands after `is:`.
    pub(super) states: &'static [(&'static str, State)],
    /// What stands after `has:` beside the names of fields.
    pub(super) parts: &'static [(&'static str, Part)],
    /// What stands for days.
    pub(super) days: &'static [(&'static str, When)],
    /// The asker.
    pub(super) me: &'static [&'static str],
    /// Nobody.
    pub(super) nobody: &'static [&'static str],
}

/// What an operator looks at.
#[derive(Clone, Copy)]
pub(super) enum Operator {
    Is,
    Has,
    Owner,
    Mentions,
    Text(&'static [FieldKey]),
    Day(&'static [FieldKey]),
    Amount(FieldKey),
}

impl Operator {
    /// The fields it looks at.
    pub(super) fn keys(self) -> &'static [FieldKey] {
        match self {
            Self::Text(keys) | Self::Day(keys) => keys,
            Self::Owner => &[key::OWNER],
            Self::Amount(_) => &[key::AMOUNT],
            Self::Is | Self::Has | Self::Mentions => &[],
        }
    }
}

impl Lexicon {
    pub(super) fn operator(&self, name: &str) -> Option<Operator> {
        of(self.operators, name)
    }

    /// What `has:` may be followed by: a part, or any field.
    pub(super) fn part(&self, name: &str) -> Option<Part> {
        let field = || self.operator(name).map(Operator::keys).filter(|keys| !keys.is_empty());
        of(self.parts, name).or_else(|| field().map(|keys| Part { keys, kind: None }))
    }

    /// Whether `has:` may be followed by something that begins so.
    pub(super) fn begins_part(&self, name: &str) -> bool {
        begins(self.parts, name) || begins(self.operators, name)
    }
}

/// What a word stands for.
pub(super) fn of<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, what)| *what)
}

/// Whether a word of a table begins so.
pub(super) fn begins<T>(table: &[(&str, T)], name: &str) -> bool {
    table.iter().any(|(known, _)| known.starts_with(name))
}

const fn held(kind: Kind) -> Part {
    Part { keys: &[], kind: Some(kind) }
}

/// English, with the labels of all fields.
pub(super) const ENGLISH: Lexicon = Lexicon {
    operators: &[
        ("is", Operator::Is),
        ("has", Operator::Has),
        ("owner", Operator::Owner),
        ("assignedto", Operator::Owner),
        ("assigned", Operator::Owner),
        ("mentions", Operator::Mentions),
        ("mention", Operator::Mentions),
        ("tag", Operator::Text(&[key::TAGS])),
        ("tags", Operator::Text(&[key::TAGS])),
        ("list", Operator::Text(&[key::IN_LISTS])),
        ("lists", Operator::Text(&[key::IN_LISTS])),
        ("name", Operator::Text(&[key::NAME])),
        ("subject", Operator::Text(&[key::NAME])),
        // A person's title is that of the job.
        ("title", Operator::Text(&[key::JOB_TITLE, key::NAME])),
        ("jobtitle", Operator::Text(&[key::JOB_TITLE])),
        ("job", Operator::Text(&[key::JOB_TITLE])),
        ("givenname", Operator::Text(&[key::GIVEN])),
        ("firstname", Operator::Text(&[key::GIVEN])),
        ("familyname", Operator::Text(&[key::FAMILY])),
        ("lastname", Operator::Text(&[key::FAMILY])),
        ("middlename", Operator::Text(&[key::MIDDLE])),
        ("prefix", Operator::Text(&[key::PREFIX])),
        ("suffix", Operator::Text(&[key::SUFFIX])),
        ("nickname", Operator::Text(&[key::NICKNAME])),
        ("company", Operator::Text(&[key::COMPANY, key::ABOUT, key::NAME])),
        ("department", Operator::Text(&[key::DEPARTMENT])),
        ("email", Operator::Text(&[key::EMAILS])),
        ("phone", Operator::Text(&[key::PHONES])),
        ("links", Operator::Text(&[key::LINKS])),
        ("link", Operator::Text(&[key::LINKS])),
        ("website", Operator::Text(&[key::DOMAIN, key::LINKS])),
        ("addresses", Operator::Text(&[key::ADDRESSES])),
        ("address", Operator::Text(&[key::ADDRESSES])),
        ("city", Operator::Text(&[key::ADDRESSES])),
        ("country", Operator::Text(&[key::ADDRESSES])),
        ("status", Operator::Text(&[key::STATUS])),
        ("background", Operator::Text(&[key::NOTES])),
        ("notes", Operator::Text(&[key::NOTES])),
        ("text", Operator::Text(&[key::NOTES])),
        ("gender", Operator::Text(&[key::GENDER])),
        ("industry", Operator::Text(&[key::INDUSTRY])),
        ("size", Operator::Text(&[key::SIZE])),
        ("stage", Operator::Text(&[key::STAGE])),
        ("people", Operator::Text(&[key::PEOPLE, key::ABOUT])),
        ("about", Operator::Text(&[key::ABOUT])),
        ("origin", Operator::Text(&[key::ORIGIN])),
        ("reason", Operator::Text(&[key::REASON])),
        ("type", Operator::Text(&[key::TYPE])),
        ("place", Operator::Text(&[key::PLACE])),
        ("from", Operator::Text(&[key::MAIL_FROM])),
        ("to", Operator::Text(&[key::MAIL_TO])),
        ("amount", Operator::Amount(key::AMOUNT)),
        ("due", Operator::Day(&[key::DUE])),
        ("done", Operator::Day(&[key::DONE_AT])),
        ("when", Operator::Day(&[key::WHEN])),
        ("until", Operator::Day(&[key::UNTIL])),
        ("expectedclose", Operator::Day(&[key::CLOSE])),
        ("close", Operator::Day(&[key::CLOSE])),
        ("closed", Operator::Day(&[key::CLOSED])),
        ("birthday", Operator::Day(&[key::BIRTHDAY])),
        ("firstseen", Operator::Day(&[key::FIRST_SEEN])),
        ("lastseen", Operator::Day(&[key::LAST_SEEN])),
        ("changed", Operator::Day(&[key::CHANGED])),
        ("created", Operator::Day(&[key::MADE])),
    ],
    states: &[
        ("open", State::Open),
        ("done", State::Done),
        ("closed", State::Closed),
        ("won", State::Won),
        ("lost", State::Lost),
        ("late", State::Late),
        ("overdue", State::Late),
        ("today", State::Today),
        ("mine", State::Mine),
        ("person", State::Kind(Kind::Person)),
        ("company", State::Kind(Kind::Company)),
        ("deal", State::Kind(Kind::Deal)),
        ("task", State::Kind(Kind::Task)),
        ("activity", State::Kind(Kind::Activity)),
        ("note", State::Choice(key::TYPE, "note")),
        ("call", State::Choice(key::TYPE, "call")),
        ("meeting", State::Choice(key::TYPE, "meeting")),
        ("email", State::Choice(key::TYPE, "e-mail")),
        ("lead", State::Choice(key::STATUS, "lead")),
        ("cold", State::Choice(key::STATUS, "cold")),
        ("warm", State::Choice(key::STATUS, "warm")),
        ("hot", State::Choice(key::STATUS, "hot")),
        ("incontract", State::Choice(key::STATUS, "in-contract")),
        ("former", State::Choice(key::STATUS, "former")),
    ],
    parts: &[
        ("file", held(Kind::File)),
        ("files", held(Kind::File)),
        ("task", held(Kind::Task)),
        ("tasks", held(Kind::Task)),
        ("deal", held(Kind::Deal)),
        ("deals", held(Kind::Deal)),
        ("activity", held(Kind::Activity)),
        ("activities", held(Kind::Activity)),
        ("people", Part { keys: &[key::PEOPLE], kind: Some(Kind::Person) }),
        // Of a rule one asks whether there is one, not how it is written.
        ("repeats", Part { keys: &[key::REPEAT], kind: None }),
        ("reminder", Part { keys: &[key::REMIND], kind: None }),
        // Written on the record itself, or beside it.
        ("note", Part { keys: &[key::NOTES], kind: Some(Kind::Activity) }),
        ("notes", Part { keys: &[key::NOTES], kind: Some(Kind::Activity) }),
    ],
    days: &[
        ("today", When::Around(Unit::Day, 0)),
        ("yesterday", When::Around(Unit::Day, -1)),
        ("tomorrow", When::Around(Unit::Day, 1)),
        ("week", When::Around(Unit::Week, 0)),
        ("thisweek", When::Around(Unit::Week, 0)),
        ("lastweek", When::Around(Unit::Week, -1)),
        ("nextweek", When::Around(Unit::Week, 1)),
        ("month", When::Around(Unit::Month, 0)),
        ("thismonth", When::Around(Unit::Month, 0)),
        ("lastmonth", When::Around(Unit::Month, -1)),
        ("nextmonth", When::Around(Unit::Month, 1)),
        ("year", When::Around(Unit::Year, 0)),
        ("thisyear", When::Around(Unit::Year, 0)),
        ("lastyear", When::Around(Unit::Year, -1)),
        ("nextyear", When::Around(Unit::Year, 1)),
    ],
    me: &["me"],
    nobody: &["nobody", "none"],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::plain_name;
    use crate::schema;

    #[test]
    fn every_field_that_is_shown_has_a_word_of_its_label() {
        for kind in [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity] {
            for spec in schema::fields(kind).iter().filter(|spec| !spec.hidden) {
                let name = plain_name(spec.label);
                let of_rule = matches!(spec.shape, schema::Shape::Repeat | schema::Shape::Reminder);
                let known = if of_rule { ENGLISH.part(&name).is_some() } else { ENGLISH.operator(&name).is_some() };
                assert!(known, "{}", spec.label);
            }
        }
    }

    #[test]
    fn texts_that_are_asked_for_are_in_the_searched_text() {
        // What an operator looks for is looked for in the whole text first.
        for (name, operator) in ENGLISH.operators {
            let Operator::Text(keys) = operator else { continue };
            for kind in [Kind::Person, Kind::Company, Kind::Deal, Kind::Task, Kind::Activity] {
                let fields = keys.iter().filter_map(|key| schema::field_of(kind, *key));
                fields.for_each(|spec| assert!(!spec.hidden, "{name}"));
            }
        }
    }

    #[test]
    fn every_choice_of_status_and_type_is_a_state() {
        for word in schema::STATUSES.iter().chain(schema::ACTIVITIES) {
            let state = of(ENGLISH.states, &plain_name(word));
            assert!(matches!(state, Some(State::Choice(_, choice)) if choice == *word), "{word}");
        }
    }

    #[test]
    fn no_word_stands_for_two_things() {
        let names = |all: Vec<&str>| {
            let mut once = all.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), all.len());
            assert!(all.iter().all(|name| plain_name(name) == *name));
        };
        names(ENGLISH.operators.iter().map(|(name, _)| *name).collect());
        names(ENGLISH.states.iter().map(|(name, _)| *name).collect());
        names(ENGLISH.parts.iter().map(|(name, _)| *name).collect());
        names(ENGLISH.days.iter().map(|(name, _)| *name).collect());
    }
}
