//! What changed between two wordings of a notice, word by word.

use similar::{ChangeTag, TextDiff};

/// A piece of text in two wordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the earlier one only.
    Gone(String),
    /// In the later one only.
    New(String),
}

/// The pieces of which both are made, in order; neighbours of a sort as one.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let text = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(last)))
            | (ChangeTag::Delete, Some(Piece::Gone(last)))
            | (ChangeTag::Insert, Some(Piece::New(last))) => last.push_str(text),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(text.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Gone(text.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::New(text.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_wordings_can_be_read_off_the_pieces() {
        let (before, after) = ("You may write to me by mail.", "You may write to me by mail and call me.");
        let pieces = difference(before, after);
        let only = |gone: bool| -> String {
            let side = pieces.iter().filter_map(|piece| match piece {
                Piece::Same(text) => Some(text.as_str()),
                Piece::Gone(text) => gone.then_some(text.as_str()),
                Piece::New(text) => (!gone).then_some(text.as_str()),
            });
            side.collect()
        };
        assert_eq!((only(true).as_str(), only(false).as_str()), (before, after));
        assert!(pieces.iter().any(|piece| matches!(piece, Piece::New(text) if text.contains("call"))));
        assert!(difference("same", "same") == [Piece::Same("same".into())]);
    }
}
