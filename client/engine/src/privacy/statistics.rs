//! Statistics: a fixed few questions and those of a team's own, with small counts hidden before anything leaves the domain.

use crate::ports::File;
use crate::problem::say;
use crate::vault::OpenVault;
use crate::{Failure, view};
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::statistics::{OwnAsk, StatSide, StatisticsAnswer, StatisticsAsk};
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_bridge::{Problem, Reply};
use tacit_crm::export::table_of;
use tacit_crm::privacy::anonymous::{Answered, NotAsked, OwnQuestion, QUESTIONS, Shown, Side, TooFew};

/// Where a question of one's own stands in the place of a fixed one.
const OWN: &str = "own";

fn side(of: StatSide) -> Side {
    match of {
        StatSide::Made => Side::Made,
        StatSide::Closed => Side::Closed,
        StatSide::Stage => Side::Stage,
        StatSide::Amount => Side::Amount,
        StatSide::Field(field) => Side::Field(view::field_key(field)),
    }
}

fn shown_side(of: Side) -> Option<StatSide> {
    Some(match of {
        Side::Made => StatSide::Made,
        Side::Closed => StatSide::Closed,
        Side::Stage => StatSide::Stage,
        Side::Amount => StatSide::Amount,
        Side::Field(field) => StatSide::Field(view::shown_key(field)),
        Side::Status | Side::Type => return None,
    })
}

/// A table of one side: its one column is the total.
fn without_columns((mut answered, mut shown): (Answered, Shown)) -> (Answered, Shown) {
    answered.columns.clear();
    for counts in &mut shown.counts {
        let total = counts.iter().copied().reduce(|a, b| a.and(b)).flatten();
        *counts = vec![total];
    }
    (answered, shown)
}

fn fill(answer: &mut StatisticsAnswer, table: Result<(Answered, Shown), TooFew>) {
    let (answered, shown) = match table {
        Err(few) => return answer.k = few.0,
        Ok(table) => table,
    };
    let cell = |count: &Option<u32>| count.map(|count| count.to_string()).unwrap_or_else(|| "*".to_owned());
    let head = std::iter::once(String::new()).chain(answered.columns.iter().cloned()).chain(["Σ".into()]);
    let names = answered.rows.iter().cloned().chain(["Σ".into()]);
    let lines = names.zip(&shown.counts);
    let lines = lines.map(|(name, counts)| std::iter::once(name).chain(counts.iter().map(cell)).collect());
    answer.csv = table_of(std::iter::once(head.collect()).chain(lines));
    answer.k = shown.k;
    answer.small = shown.small;
    answer.others = shown.others;
    answer.counts = shown.counts;
    answer.rows = answered.rows;
    answer.columns = answered.columns;
}

impl<F: File> OpenVault<F> {
    /// A question's table as it may be shown.
    pub(super) fn statistics(&mut self, ask: &StatisticsAsk, now: u64) -> Result<Reply, Failure> {
        let question = QUESTIONS.iter().find(|known| known.word == ask.question).unwrap_or(&QUESTIONS[0]);
        let mut answer = StatisticsAnswer {
            question: question.word.to_owned(),
            questions: QUESTIONS.iter().map(|known| known.word.to_owned()).collect(),
            k: ask.k,
            ..StatisticsAnswer::default()
        };
        match &ask.own {
            None => fill(&mut answer, self.book.answered(*question).protected(ask.k)),
            Some(own) => {
                answer.question = OWN.to_owned();
                answer.sides = self.book.sides_of(view::kind(own.of)).into_iter().filter_map(shown_side).collect();
                if let Some(rows) = own.rows {
                    let table = self.own_table(own, rows, ask.k, now)?;
                    let is_one = own.columns.is_none();
                    fill(&mut answer, table.map(|table| if is_one { without_columns(table) } else { table }));
                }
            }
        }
        Ok(Reply::PrivacyAnswer(PrivacyAnswer::Statistics(Box::new(answer))))
    }

    fn own_table(
        &mut self,
        own: &OwnAsk,
        rows: StatSide,
        k: u32,
        now: u64,
    ) -> Result<Result<(Answered, Shown), TooFew>, Problem> {
        let (of, filter) = (view::kind(own.of), view::filter(&own.filter));
        let question = OwnQuestion { of, rows: side(rows), columns: own.columns.map(side), filter };
        let marker = self.marker()?;
        match self.book.asked_own(&question, k, &marker, now) {
            Ok(table) => Ok(Ok(table)),
            Err(NotAsked::TooFew(few)) => Ok(Err(few)),
            Err(NotAsked::Side) => {
                let todo = "Choose two different fields of a few values each, of which none is masked.";
                Err(say(BadInput, "Records of this kind are not told apart by that.", todo))
            }
            Err(NotAsked::Filter) => {
                let what = "This filter asks what is masked, or shows something else to each who asks.";
                Err(say(BadInput, what, "Take that condition off."))
            }
        }
    }
}
