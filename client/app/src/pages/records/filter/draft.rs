//! One condition as it is written: field, comparison, value. It becomes a filter as soon as it says something.

use crate::strings::always;
use tacit_bridge::records::{FieldKey, Filter, Id, Shape, Span, Test};

const DAY_MS: i64 = 86_400_000;

/// How a field is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    Is,
    IsNot,
    Has,
    HasNot,
    Same,
    NotSame,
    Within,
    From,
    To,
    Filled,
    Blank,
}

impl Op {
    /// Comparisons that make sense for a form of value, the likeliest first.
    pub(super) fn of(shape: Option<&Shape>) -> &'static [Self] {
        match shape {
            Some(Shape::Choice(_) | Shape::Tags | Shape::Member | Shape::Link(_) | Shape::Relations(_)) => {
                &[Self::Is, Self::IsNot, Self::Filled, Self::Blank]
            }
            Some(Shape::Date | Shape::Moment) => &[Self::Within, Self::From, Self::To, Self::Filled, Self::Blank],
            Some(Shape::Money | Shape::Decimal) => &[Self::From, Self::To, Self::Filled, Self::Blank],
            // How a rule or a reminder is written is nobody's word.
            Some(Shape::YesNo | Shape::Repeat | Shape::Reminder) => &[Self::Filled, Self::Blank],
            Some(shape) if is_line(shape) => {
                &[Self::Has, Self::HasNot, Self::Same, Self::NotSame, Self::Filled, Self::Blank]
            }
            Some(_) => &[Self::Has, Self::HasNot, Self::Filled, Self::Blank],
            // A count.
            None => &[Self::From, Self::To],
        }
    }

    /// Its place in [`Self::of`], as a choice of a list has it.
    pub(super) fn key(self) -> String {
        format!("{self:?}")
    }
}

/// A condition being written.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Draft {
    pub(super) field: FieldKey,
    pub(super) op: Op,
    /// Words chosen, or the one typed.
    pub(super) words: Vec<String>,
    /// A day, or a number as typed.
    pub(super) bound: String,
    /// Days as of today; none before some are chosen.
    pub(super) span: Option<Span>,
    /// Whoever asks.
    pub(super) me: bool,
    pub(super) members: Vec<u32>,
    pub(super) links: Vec<Id>,
}

impl Draft {
    /// Nothing said yet about this field.
    pub(super) fn blank(field: FieldKey, shape: Option<&Shape>) -> Self {
        Self {
            field,
            op: Op::of(shape)[0],
            words: Vec::new(),
            bound: String::new(),
            span: None,
            me: false,
            members: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The filter it says; `None` while it says nothing. `starts` is when a day begins, ms since 1970.
    pub(super) fn filter(&self, shape: Option<&Shape>, starts: impl Fn(&str) -> Option<i64>) -> Option<Filter> {
        let field = |test| Filter::Field(self.field, test);
        let not = |test| Filter::Not(Box::new(Filter::Field(self.field, test)));
        let words = || Some(self.words.clone()).filter(|words| words.iter().any(|word| !word.trim().is_empty()));
        Some(match self.op {
            Op::Filled => field(Test::Filled),
            Op::Blank => not(Test::Filled),
            Op::Is => field(self.chosen(shape)?),
            Op::IsNot => not(self.chosen(shape)?),
            Op::Has => field(Test::Has(words()?.swap_remove(0))),
            Op::HasNot => not(Test::Has(words()?.swap_remove(0))),
            Op::Same => field(Test::Is(words()?)),
            Op::NotSame => not(Test::Is(words()?)),
            Op::Within => field(Test::Within(self.span?)),
            Op::From => field(match shape {
                Some(Shape::Date) => Test::From(whole_day(&self.bound)?),
                Some(Shape::Moment) => Test::AtLeast(starts(&self.bound)?),
                Some(Shape::Money | Shape::Decimal) => Test::AtLeast(hundredths(&self.bound)?),
                _ => Test::AtLeast(self.bound.trim().parse().ok()?),
            }),
            Op::To => field(match shape {
                Some(Shape::Date) => Test::To(whole_day(&self.bound)?),
                Some(Shape::Moment) => Test::AtMost(starts(&self.bound)? + DAY_MS - 1),
                Some(Shape::Money | Shape::Decimal) => Test::AtMost(hundredths(&self.bound)?),
                _ => Test::AtMost(self.bound.trim().parse().ok()?),
            }),
        })
    }

    fn chosen(&self, shape: Option<&Shape>) -> Option<Test> {
        match shape {
            Some(Shape::Member) if self.me => Some(Test::Mine),
            Some(Shape::Member) => Some(Test::Member(self.members.clone())).filter(|_| !self.members.is_empty()),
            Some(Shape::Link(_) | Shape::Relations(_)) => {
                Some(Test::Links(self.links.clone())).filter(|_| !self.links.is_empty())
            }
            _ => Some(Test::Is(self.words.clone())).filter(|_| !self.words.is_empty()),
        }
    }

    /// Reads a filter that this could have said; `day` is the day of a point in time, ISO 8601.
    pub(super) fn of(filter: &Filter, shape: Option<&Shape>, day: impl Fn(i64) -> String) -> Option<Self> {
        let (not, field, test) = match filter {
            Filter::Field(field, test) => (false, *field, test),
            Filter::Not(inner) => match &**inner {
                Filter::Field(field, test) => (true, *field, test),
                _ => return None,
            },
            _ => return None,
        };
        let mut draft = Self::blank(field, shape);
        let (is, has) = if not { (Op::IsNot, Op::HasNot) } else { (Op::Is, Op::Has) };
        let same = if not { Op::NotSame } else { Op::Same };
        let bound = |number: i64| match shape {
            Some(Shape::Moment) => day(number),
            Some(Shape::Money | Shape::Decimal) if number % 100 == 0 => (number / 100).to_string(),
            Some(Shape::Money | Shape::Decimal) => {
                format!("{:.2}", number as f64 / 100.0).replace('.', always().time.point)
            }
            _ => number.to_string(),
        };
        draft.op = match test {
            Test::Filled => {
                if not {
                    Op::Blank
                } else {
                    Op::Filled
                }
            }
            Test::Has(word) => {
                draft.words = vec![word.clone()];
                has
            }
            Test::Is(words) => {
                draft.words = words.clone();
                if shape.is_some_and(is_line) { same } else { is }
            }
            Test::Links(ids) => {
                draft.links = ids.clone();
                is
            }
            Test::Member(members) => {
                draft.members = members.clone();
                is
            }
            Test::Mine => {
                draft.me = true;
                is
            }
            // Said of a span or a bound, "not" has no words here.
            _ if not => return None,
            Test::Within(span) => {
                draft.span = Some(*span);
                Op::Within
            }
            Test::From(day) => {
                draft.bound = day.clone();
                Op::From
            }
            Test::To(day) => {
                draft.bound = day.clone();
                Op::To
            }
            Test::AtLeast(number) => {
                draft.bound = bound(*number);
                Op::From
            }
            Test::AtMost(number) => {
                draft.bound = bound(*number);
                Op::To
            }
        };
        Some(draft)
    }
}

/// Whether a value is typed in one line, so that somebody may mean all of it.
fn is_line(shape: &Shape) -> bool {
    matches!(shape, Shape::Text | Shape::Emails | Shape::Phones | Shape::Links)
}

fn whole_day(text: &str) -> Option<String> {
    (text.len() == 10).then(|| text.to_owned())
}

/// "1,234.50" as hundredths; what parts the fraction is the language's.
fn hundredths(text: &str) -> Option<i64> {
    let point = always().time.point;
    let digits = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '-' || point.contains(*letter));
    let number: f64 = digits.collect::<String>().replace(point, ".").parse().ok()?;
    Some((number * 100.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};

    #[test]
    fn amounts_are_read_as_the_language_writes_them() {
        assert_eq!(hundredths("1,234.50"), Some(123_450));
        speak(Language::German);
        assert_eq!(hundredths("1.234,50 €"), Some(123_450));
        assert_eq!(hundredths("-80.000"), Some(-8_000_000));
    }

    const MIDNIGHT: i64 = 1_764_111_600_000;

    fn back_and_forth(shape: &Shape, filter: &Filter) {
        let day =
            |at: i64| if (MIDNIGHT..MIDNIGHT + DAY_MS).contains(&at) { "2026-11-26".into() } else { String::new() };
        let draft = Draft::of(filter, Some(shape), day).expect("readable");
        assert!(Op::of(Some(shape)).contains(&draft.op), "{draft:?}");
        assert_eq!(draft.filter(Some(shape), |_| Some(MIDNIGHT)).as_ref(), Some(filter));
    }

    #[test]
    fn what_a_condition_says_is_read_again() {
        let field = |test| Filter::Field(FieldKey(40), test);
        let not = |test| Filter::Not(Box::new(Filter::Field(FieldKey(40), test)));
        let choice = Shape::Choice(vec!["hot".into()]);
        for filter in [field(Test::Is(vec!["hot".into(), "own".into()])), not(Test::Is(vec!["hot".into()]))] {
            back_and_forth(&choice, &filter);
            back_and_forth(&Shape::Tags, &filter);
        }
        for shape in [Shape::Text, Shape::Emails, Shape::Date, Shape::Money, Shape::Member, Shape::YesNo] {
            back_and_forth(&shape, &field(Test::Filled));
            back_and_forth(&shape, &not(Test::Filled));
        }
        back_and_forth(&Shape::Text, &field(Test::Has("berg".into())));
        back_and_forth(&Shape::Emails, &not(Test::Has("berg".into())));
        for shape in [Shape::Text, Shape::Emails, Shape::Phones, Shape::Links] {
            back_and_forth(&shape, &field(Test::Is(vec!["Berg AG".into()])));
            back_and_forth(&shape, &not(Test::Is(vec!["Berg AG".into()])));
        }
        // A figure of the dashboard asks for one of several.
        back_and_forth(&Shape::Text, &field(Test::Is(vec!["Clerk".into(), "Judge".into()])));
        back_and_forth(&Shape::Date, &field(Test::Within(Span::Week(0))));
        back_and_forth(&Shape::Date, &field(Test::From("2026-01-31".into())));
        back_and_forth(&Shape::Moment, &field(Test::AtLeast(MIDNIGHT)));
        back_and_forth(&Shape::Moment, &field(Test::AtMost(MIDNIGHT + DAY_MS - 1)));
        back_and_forth(&Shape::Money, &field(Test::AtLeast(500_000)));
        back_and_forth(&Shape::Money, &field(Test::AtMost(1_250)));
        back_and_forth(&Shape::Member, &field(Test::Mine));
        back_and_forth(&Shape::Member, &not(Test::Member(vec![3, 4])));
        back_and_forth(&Shape::Relations(Vec::new()), &field(Test::Links(vec![Id([1; 16])])));
    }

    #[test]
    fn what_says_nothing_yet_is_no_filter() {
        let text = Draft::blank(FieldKey(1), Some(&Shape::Text));
        assert_eq!(text.filter(Some(&Shape::Text), |_| None), None);
        assert_eq!(Draft { op: Op::Same, ..text }.filter(Some(&Shape::Text), |_| None), None);
        let money = Draft { bound: "much".into(), ..Draft::blank(FieldKey(1), Some(&Shape::Money)) };
        assert_eq!(money.filter(Some(&Shape::Money), |_| None), None);
        for shape in [Shape::Date, Shape::Moment] {
            let days = Draft::blank(FieldKey(1), Some(&shape));
            assert_eq!(days.filter(Some(&shape), |_| None), None, "no day is chosen yet");
            let today = Draft { span: Some(Span::Today), ..days };
            let said = Filter::Field(FieldKey(1), Test::Within(Span::Today));
            assert_eq!(today.filter(Some(&shape), |_| None), Some(said));
        }
        assert_eq!(Draft::of(&Filter::About(Id([1; 16])), None, |_| String::new()), None);
    }
}
