//! What was written into a field and is shown at once, until the record itself tells what it holds since.

use tacit_bridge::records::Value;

/// What was written last.
#[derive(Clone)]
pub(super) struct Sent {
    pub(super) value: Value,
    /// Writes without an answer.
    open: u32,
    /// The ask for the record whose answer tells of the write; none before the write is taken.
    until: Option<u64>,
    /// The record told of a change before the write was taken.
    seen: bool,
}

impl Sent {
    /// Another value is written, over what was written before.
    pub(super) fn over(before: Option<&Self>, value: Value) -> Self {
        let open = before.map_or(0, |sent| sent.open) + 1;
        Self { value, open, until: None, seen: false }
    }

    /// A write was taken; once all are, the record is asked for.
    pub(super) fn taken(&mut self, ask: impl FnOnce() -> Option<u64>) {
        self.open = self.open.saturating_sub(1);
        if self.open == 0 {
            self.until = ask();
        }
    }

    /// Whether a change that the record tells of with this ask is this write, as far as can be known; told together with
    /// another one only its value tells.
    pub(super) fn is_told(&mut self, told: u64, value: Option<&Value>) -> bool {
        match self.until {
            None => {
                self.seen = true;
                true
            }
            Some(until) => told <= until && (!self.seen || value == Some(&self.value)),
        }
    }

    /// Whether the record may not tell of it yet.
    pub(super) fn is_ahead(&self, told: u64) -> bool {
        self.until.is_none_or(|until| told < until)
    }
}

/// What a field holds for whoever looks at it: what was written, as long as the record does not tell of it, and then what
/// the record holds, whatever that is: the same, or what a colleague, an undo or a restored version made of it.
pub(super) fn with_sent(sent: Option<&Sent>, held: Value, told: u64) -> Value {
    match sent {
        Some(sent) if sent.is_ahead(told) => sent.value.clone(),
        _ => held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn what_was_written_is_shown_until_the_record_tells_of_it() {
        let mut sent = Sent::over(None, text("warm"));
        // A change elsewhere in the record is told meanwhile: the write is still on its way.
        assert_eq!(with_sent(Some(&sent), text("cold"), 7), text("warm"));
        sent.taken(|| Some(8));
        assert_eq!(with_sent(Some(&sent), text("cold"), 7), text("warm"));
        assert_eq!(with_sent(Some(&sent), text("warm"), 8), text("warm"));
    }

    #[test]
    fn what_is_taken_back_is_not_shown_again() {
        let mut sent = Sent::over(None, text("warm"));
        sent.taken(|| Some(3));
        assert_eq!(with_sent(Some(&sent), text("warm"), 3), text("warm"));
        // The very value that was written over.
        assert_eq!(with_sent(Some(&sent), text("cold"), 4), text("cold"));
        // A write that changed nothing ends too.
        assert_eq!(with_sent(Some(&sent), text("cold"), 3), text("cold"));
    }

    #[test]
    fn of_two_writes_the_last_one_counts_until_both_are_taken() {
        let first = Sent::over(None, text("one"));
        let mut both = Sent::over(Some(&first), text("two"));
        both.taken(|| unreachable!("one is still on its way"));
        assert_eq!(with_sent(Some(&both), text("one"), 5), text("two"));
        both.taken(|| Some(6));
        assert_eq!(with_sent(Some(&both), text("two"), 6), text("two"));
    }

    #[test]
    fn a_change_is_ones_own_once() {
        let mut sent = Sent::over(None, text("A"));
        assert!(sent.is_told(1, None), "it came before the answer");
        sent.taken(|| Some(2));
        assert!(!sent.is_told(2, None), "somebody else wrote since");
        assert!(sent.is_told(2, Some(&text("A"))) && !sent.is_told(2, Some(&text("B"))));
        let mut sent = Sent::over(None, text("A"));
        sent.taken(|| Some(2));
        assert!(sent.is_told(2, None) && !sent.is_told(3, None));
    }
}
