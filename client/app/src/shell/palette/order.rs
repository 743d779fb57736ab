//! In which order what fits is offered: names that are what is typed or begin so, then names with words that do, then what
//! is also called so.

use super::super::acting::Deed;
use super::lines::{Act, Line, fits};
use crate::strings::t;

/// Fewer letters stand for too many other words.
const LEAST: usize = 3;
/// What is only found by other words, at most: behind it records are waiting.
const MOST: usize = 6;

/// How a line fits what is typed, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    Exactly,
    Begins,
    Words,
    OtherWords,
}

/// Whether each word typed begins a word of a line's name, or of what it is also called.
fn is_also(line: &Line, typed: &str) -> bool {
    let named = line.words.to_lowercase();
    let begins = |typed: &str| named.split_whitespace().chain(line.also.split(' ')).any(|word| word.starts_with(typed));
    typed.chars().count() >= LEAST && typed.split_whitespace().all(begins)
}

fn fit(line: &Line, typed: &str) -> Option<Fit> {
    let (named, typed) = (line.words.to_lowercase(), typed.to_lowercase());
    if named == typed {
        Some(Fit::Exactly)
    } else if named.starts_with(&typed) {
        Some(Fit::Begins)
    } else if fits(&named, &typed) {
        Some(Fit::Words)
    } else {
        is_also(line, &typed).then_some(Fit::OtherWords)
    }
}

impl Line {
    /// Whether it destroys or locks: nobody does so by the way, who meant something else that begins alike.
    pub(super) fn is_grave(&self) -> bool {
        matches!(self.act, Ok(Act::Lock | Act::Do(Deed::Delete, _)))
    }
}

/// The lines, and apart from them those that destroy or lock, unless exactly their words are typed.
pub(super) fn grave_apart(lines: Vec<Line>, typed: &str) -> (Vec<Line>, Vec<Line>) {
    lines.into_iter().partition(|line| !line.is_grave() || fit(line, typed) == Some(Fit::Exactly))
}

/// The lines that fit. What stands under one heading stays together, under that of the best first.
pub(super) fn in_order(lines: Vec<Line>, typed: &str) -> Vec<Line> {
    let fitting = lines.into_iter().filter_map(|line| Some((fit(&line, typed)?, line)));
    let (others, named): (Vec<_>, Vec<_>) = fitting.partition(|(fit, _)| *fit == Fit::OtherWords);
    let mut groups: Vec<(&'static str, Vec<(Fit, Line)>)> = Vec::new();
    for (fit, line) in named {
        match groups.iter_mut().find(|(group, _)| *group == line.group) {
            Some((_, lines)) => lines.push((fit, line)),
            None => groups.push((line.group, vec![(fit, line)])),
        }
    }
    for (_, lines) in &mut groups {
        lines.sort_by_key(|(fit, _)| *fit);
    }
    groups.sort_by_key(|(_, lines)| lines.first().map(|(fit, _)| *fit));
    let named = groups.into_iter().flat_map(|(_, lines)| lines).map(|(_, line)| line);
    let others = others.into_iter().map(|(_, line)| Line { group: t().acting.by_other_words, ..line });
    named.chain(others.take(MOST)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::lines::command;
    use super::*;
    use crate::strings::{Language, speak};

    fn line(group: &'static str, words: &str, also: &'static str) -> Line {
        Line { also, ..command(group, "", words, "", Act::Lock) }
    }

    #[test]
    fn what_locks_stands_apart_until_exactly_its_words_are_typed() {
        let apart = |typed: &str| {
            let help = command("Do", "", "Lock keys", "", Act::Help);
            let (lines, grave) = grave_apart(vec![line("Do", "Lock", ""), help], typed);
            (lines.len(), grave.len())
        };
        assert_eq!((apart("loc"), apart("lock"), apart("LOCK"), apart("locks")), ((1, 1), (2, 0), (2, 0), (1, 1)));
    }

    #[test]
    fn names_go_before_other_words_and_the_best_name_before_all() {
        speak(Language::English);
        let lines = || {
            vec![
                line("Go to", "My tasks", ""),
                line("Do", "Lists", "tasks"),
                line("Go to", "People", "persons tasklike"),
                line("Do", "Tasks of today", ""),
                line("Do", "Task", ""),
                line("Go to", "Deals", ""),
            ]
        };
        let names = |typed: &str| in_order(lines(), typed).into_iter().map(|line| line.words).collect::<Vec<_>>();
        assert_eq!(names("task"), ["Task", "Tasks of today", "My tasks", "Lists", "People"]);
        assert_eq!(names("TASKS of"), ["Tasks of today"]);
        assert_eq!(names("ta"), ["Tasks of today", "Task", "My tasks"], "two letters stand for no other word");
        assert_eq!(names("people task"), ["People"], "a name and another word together");
        assert!(names("nothing").is_empty());
    }
}
