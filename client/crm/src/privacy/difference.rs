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

/// The pieces of which both are made, in order; neighbours of a sort as one. Words that changed one after the other are one
/// change: what went, then what came in its place.
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
    joined(pieces)
}

/// Changes between which there is nothing but white space become one.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let (mut all, mut run) = (Vec::new(), Vec::new());
    for piece in pieces {
        let stays = matches!(&piece, Piece::Same(text) if run.is_empty() || !text.trim().is_empty());
        if stays {
            close(&mut all, &mut run);
            all.push(piece);
        } else {
            run.push(piece);
        }
    }
    close(&mut all, &mut run);
    all
}

/// Ends a run of changes. Where something only went, or only came, the white space between stays what it is.
fn close(all: &mut Vec<Piece>, run: &mut Vec<Piece>) {
    let after = if matches!(run.last(), Some(Piece::Same(_))) { run.pop() } else { None };
    let (mut gone, mut new) = (String::new(), String::new());
    for piece in run.iter() {
        match piece {
            Piece::Same(text) => {
                gone.push_str(text);
                new.push_str(text);
            }
            Piece::Gone(text) => gone.push_str(text),
            Piece::New(text) => new.push_str(text),
        }
    }
    if gone.trim().is_empty() || new.trim().is_empty() {
        all.append(run);
    } else {
        run.clear();
        all.extend([Piece::Gone(gone), Piece::New(new)]);
    }
    all.extend(after);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One side of the pieces.
    fn side(pieces: &[Piece], before: bool) -> String {
        let side = pieces.iter().filter_map(|piece| match piece {
            Piece::Same(text) => Some(text.as_str()),
            Piece::Gone(text) => before.then_some(text.as_str()),
            Piece::New(text) => (!before).then_some(text.as_str()),
        });
        side.collect()
    }

    #[test]
    fn both_wordings_can_be_read_off_the_pieces() {
        let wordings = [
            ("You may write to me by mail.", "You may write to me by mail and call me."),
            ("To the partners named here. I can take this back.", "To the printers named here, by letter only."),
            ("one two ", "three four "),
            ("a b c", "a c"),
            ("a\n\nb", "b a"),
            ("", "all of it is new"),
        ];
        for (before, after) in wordings {
            let pieces = difference(before, after);
            assert_eq!((side(&pieces, true).as_str(), side(&pieces, false).as_str()), (before, after), "{pieces:?}");
        }
        let pieces = difference(wordings[0].0, wordings[0].1);
        assert!(pieces.iter().any(|piece| matches!(piece, Piece::New(text) if text.contains("call"))));
        assert!(difference("same", "same") == [Piece::Same("same".into())]);
    }

    #[test]
    fn words_that_changed_one_after_the_other_are_one_change() {
        let pieces = difference("I may ask partners here. I can take it back.", "I may ask printers there, by letter.");
        let gone: Vec<&Piece> = pieces.iter().filter(|piece| matches!(piece, Piece::Gone(_))).collect();
        assert_eq!(gone, [&Piece::Gone("partners here. I can take it back.".into())], "{pieces:?}");
        let new: Vec<&Piece> = pieces.iter().filter(|piece| matches!(piece, Piece::New(_))).collect();
        assert_eq!(new, [&Piece::New("printers there, by letter.".into())], "{pieces:?}");
    }
}
