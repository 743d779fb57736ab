//! What tests of several pages are given.

use tacit_bridge::records::{Id, Outcome, Pipeline, Stage};

/// A pipeline of such stages: the third of the pipeline 2 is called "2.2" and is number 22.
pub(super) fn pipeline(number: u8, outcomes: &[Outcome]) -> Pipeline {
    let stage = |(at, outcome): (u8, &Outcome)| {
        let id = Id([number * 10 + at; 16]);
        Stage { id, name: format!("{number}.{at}"), outcome: *outcome, chance: 50 }
    };
    let stages = (0..).zip(outcomes).map(stage).collect();
    Pipeline { id: Id([number; 16]), name: number.to_string(), stages }
}
