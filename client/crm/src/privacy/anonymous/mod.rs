//! Statistics that single nobody out: tables of counts over a fixed set of questions, dates as quarters, amounts as bands,
//! and every count that stands for fewer than `k` people hidden, with as many others as it takes that no sum gives it away.

mod own;
mod questions;
mod row;
mod table;

pub use own::{NotAsked, OwnQuestion, SHIFT};
pub use questions::{Answered, OTHERS, QUESTIONS, Question, Side, YES};
pub use table::{K, MIN_K, Shown, TooFew, protect};
