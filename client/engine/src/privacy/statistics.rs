//! Statistics: a fixed few questions, with small counts hidden before anything leaves the domain.

use crate::ports::File;
use crate::vault::OpenVault;
use tacit_bridge::Reply;
use tacit_bridge::privacy::ask::PrivacyAnswer;
use tacit_bridge::privacy::statistics::{StatisticsAnswer, StatisticsAsk};
use tacit_crm::export::table_of;
use tacit_crm::privacy::anonymous::QUESTIONS;

impl<F: File> OpenVault<F> {
    /// A question's table as it may be shown.
    pub(super) fn statistics(&self, ask: &StatisticsAsk) -> Reply {
        let question = QUESTIONS.iter().find(|known| known.word == ask.question).unwrap_or(&QUESTIONS[0]);
        let mut answer = StatisticsAnswer {
            question: question.word.to_owned(),
            questions: QUESTIONS.iter().map(|known| known.word.to_owned()).collect(),
            ..StatisticsAnswer::default()
        };
        match self.book.answered(*question).protected(ask.k) {
            Err(few) => answer.k = few.0,
            Ok((answered, shown)) => {
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
        }
        Reply::PrivacyAnswer(PrivacyAnswer::Statistics(Box::new(answer)))
    }
}
