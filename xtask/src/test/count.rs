//! How many tests passed, read from what the test programs print.

use crate::shell::follow;
use anyhow::Result;
use std::fmt;
use std::ops::AddAssign;
use std::process::Command;

/// Passed and failed; a stage without tests of its own counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Count {
    /// One that passed or did not.
    pub(crate) fn of_one(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed) }
    }

    /// Itself; but a stage that broke down without a failed test, or has no tests, counts as one more.
    pub(crate) fn or_one(self, passed: bool) -> Self {
        match (passed, self) {
            (true, Self { passed: 0, failed: 0 }) => Self::of_one(true),
            (false, Self { failed: 0, passed }) => Self { passed, failed: 1 },
            _ => self,
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs tests of Rust, natively or in a browser, and sums their results.
pub(crate) fn cargo(command: &mut Command, count: &mut Count) -> Result<()> {
    follow(command, |line| *count += from_cargo(line).unwrap_or_default())
}

/// Runs tests of node and takes the numbers of its summary.
pub(crate) fn node(command: &mut Command, count: &mut Count) -> Result<()> {
    follow(command, |line| match from_node(line) {
        Some(("pass", number)) => count.passed = number,
        // What was cut off by a time limit has not passed either.
        Some(("fail" | "cancelled", number)) => count.failed += number,
        _ => {}
    })
}

/// `test result: ok. 12 passed; 0 failed; …`
fn from_cargo(line: &str) -> Option<Count> {
    let (_, results) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let number = |what: &str| results.split("; ").find_map(|part| part.strip_suffix(what)?.trim().parse().ok());
    Some(Count { passed: number("passed")?, failed: number("failed")? })
}

/// `ℹ pass 12`, and the like for each outcome, at the start of a line.
fn from_node(line: &str) -> Option<(&str, u32)> {
    let (what, number) = line.strip_prefix("ℹ ")?.split_once(' ')?;
    Some((what, number.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Count, from_cargo, from_node};

    #[test]
    fn results_are_read_as_they_are_printed() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.53s";
        assert_eq!(from_cargo(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(from_cargo("test result is unknown"), None);
        assert_eq!(from_node("ℹ pass 7"), Some(("pass", 7)));
        assert_eq!(from_node("ℹ duration_ms 7.5"), None);
    }

    #[test]
    fn a_stage_that_breaks_down_counts_as_failed() {
        assert_eq!(Count { passed: 5, failed: 0 }.or_one(false), Count { passed: 5, failed: 1 });
        assert_eq!(Count::default().or_one(true), Count { passed: 1, failed: 0 });
        assert_eq!(Count { passed: 5, failed: 2 }.or_one(false), Count { passed: 5, failed: 2 });
    }
}
