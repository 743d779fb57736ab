//! One field of many records: each is to hold a value, or one more, or one less; and a word that becomes another.

use crate::field::Value;

/// What becomes of a field, whatever each record holds in it.
#[derive(Clone, PartialEq, Eq)]
pub enum Several {
    /// It holds this and nothing else; an empty value empties it.
    Set(Value),
    /// It holds this as well. A field that holds one value holds this one.
    Add(Value),
    /// It holds this no longer.
    Remove(Value),
    /// A word of it becomes another, or goes.
    Word {
        /// The word as it is written now.
        from: String,
        /// What it is to be.
        to: Option<String>,
    },
}

fn alike(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn sorted(mut words: Vec<String>) -> Value {
    words.sort();
    words.dedup();
    if words.is_empty() { Value::Empty } else { Value::Tags(words) }
}

/// Those of the held ones that are not among the others.
fn without<T: Clone>(held: &[T], taken: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    held.iter().filter(|one| !taken.iter().any(|other| same(one, other))).cloned().collect()
}

/// The held ones, and behind them those of the others that are not among them.
fn with<T: Clone>(held: &[T], more: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut all = held.to_vec();
    for one in more {
        if !all.iter().any(|known| same(known, one)) {
            all.push(one.clone());
        }
    }
    all
}

fn added(held: &Value, more: &Value) -> Value {
    match (held, more) {
        (held, Value::Empty) => held.clone(),
        (Value::Tags(held), Value::Tags(more)) => sorted(with(held, more, |one, other| alike(one, other))),
        (Value::Points(held), Value::Points(more)) => {
            Value::Points(with(held, more, |one, other| alike(&one.value, &other.value)))
        }
        (Value::Relations(held), Value::Relations(more)) => Value::Relations(with(held, more, PartialEq::eq)),
        (_, more) => more.clone(),
    }
}

fn removed(held: &Value, less: &Value) -> Value {
    let left = match (held, less) {
        (Value::Tags(held), Value::Tags(less)) => Value::Tags(without(held, less, |one, other| alike(one, other))),
        (Value::Points(held), Value::Points(less)) => {
            Value::Points(without(held, less, |one, other| alike(&one.value, &other.value)))
        }
        (Value::Relations(held), Value::Relations(less)) => Value::Relations(without(held, less, PartialEq::eq)),
        (held, less) if held == less => Value::Empty,
        (held, _) => held.clone(),
    };
    if left.is_empty() { Value::Empty } else { left }
}

impl Several {
    /// What a record that holds this is to hold.
    pub fn of(&self, held: &Value) -> Value {
        match (self, held) {
            (Self::Set(value), _) => value.clone(),
            (Self::Add(more), held) => added(held, more),
            (Self::Remove(less), held) => removed(held, less),
            (Self::Word { from, to }, Value::Tags(words)) if words.contains(from) => {
                let kept = words.iter().filter(|word| *word != from).cloned();
                sorted(kept.chain(to.clone()).collect())
            }
            (Self::Word { .. }, held) => held.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Point;
    use crate::record::RecordId;
    use proptest::prelude::*;

    fn tags(words: &[&str]) -> Value {
        sorted(words.iter().map(|word| (*word).to_owned()).collect())
    }

    fn point(value: &str) -> Point {
        Point { label: "work".to_owned(), value: value.to_owned() }
    }

    #[test]
    fn what_holds_many_gets_one_more_once_and_loses_it_however_it_is_written() {
        let held = tags(&["Press", "vip"]);
        assert_eq!(Several::Add(tags(&["VIP", "guest"])).of(&held), tags(&["Press", "guest", "vip"]));
        assert_eq!(Several::Remove(tags(&["press", "absent"])).of(&held), tags(&["vip"]));
        assert_eq!(Several::Remove(tags(&["press", "vip"])).of(&held), Value::Empty);
        let mails = Value::Points(vec![point("a@x.org")]);
        let more = Value::Points(vec![Point { label: String::new(), value: "A@x.org".into() }, point("b@x.org")]);
        assert_eq!(Several::Add(more.clone()).of(&mails), Value::Points(vec![point("a@x.org"), point("b@x.org")]));
        assert_eq!(Several::Remove(more).of(&mails), Value::Empty);
        let (one, other) = (RecordId([1; 16]), RecordId([2; 16]));
        let held = Value::Relations(vec![one]);
        assert_eq!(Several::Add(Value::Relations(vec![one, other])).of(&held), Value::Relations(vec![one, other]));
    }

    #[test]
    fn what_holds_one_takes_the_new_one_and_loses_only_the_same() {
        let held = Value::text("hot");
        assert_eq!(Several::Add(Value::text("cold")).of(&held), Value::text("cold"));
        assert_eq!(Several::Remove(Value::text("cold")).of(&held), held);
        assert_eq!(Several::Remove(Value::text("hot")).of(&held), Value::Empty);
        assert_eq!(Several::Set(Value::Empty).of(&held), Value::Empty);
    }

    #[test]
    fn a_word_becomes_another_and_two_become_one() {
        let held = tags(&["guest", "vip"]);
        let word = |to: Option<&str>| Several::Word { from: "guest".into(), to: to.map(str::to_owned) };
        assert_eq!(word(Some("Guests")).of(&held), tags(&["Guests", "vip"]));
        assert_eq!(word(Some("vip")).of(&held), tags(&["vip"]));
        assert_eq!(word(None).of(&held), tags(&["vip"]));
        assert_eq!(word(None).of(&tags(&["Guest"])), tags(&["Guest"]), "only as it is written");
    }

    proptest! {
        #[test]
        fn adding_twice_is_adding_once_and_removing_takes_all_of_it_away(
            held in prop::collection::vec("[a-c]{1,2}", 0..5), more in prop::collection::vec("[a-cA-C]{1,2}", 0..5),
        ) {
            let (held, more) = (sorted(held), sorted(more));
            let once = Several::Add(more.clone()).of(&held);
            prop_assert_eq!(&Several::Add(more.clone()).of(&once), &once);
            let gone = Several::Remove(more.clone()).of(&once);
            prop_assert_eq!(&Several::Remove(more.clone()).of(&gone), &gone);
            prop_assert_eq!(gone, Several::Remove(more).of(&held));
        }
    }
}
