//! Where each vCard of a file begins and ends, and what stands between them (RFC 6350 §3.3). `calcard` could find that
//! too, but asked for whatever comes next it links calendars and all their time zones into the worker.

/// A part of a file of vCards.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// What follows `BEGIN:VCARD`, with its `END:VCARD` if there is one.
    Card(&'a str),
    /// A line outside of every card.
    Stray(&'a str),
}

/// Cuts a file; blank lines between cards are no pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut pieces = Vec::new();
    let mut open = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is(line, "BEGIN:VCARD") {
            pieces.extend(open.replace(end).map(|start| Piece::Card(&text[start..at])));
        } else if let Some(start) = open {
            if is(line, "END:VCARD") {
                pieces.push(Piece::Card(&text[start..end]));
                open = None;
            }
        } else if !line.trim().is_empty() {
            pieces.push(Piece::Stray(line.trim_end()));
        }
        at = end;
    }
    pieces.extend(open.map(|start| Piece::Card(&text[start..])));
    pieces
}

/// Whether a line says this; one that begins with a blank goes on with the line before it.
fn is(line: &str, what: &str) -> bool {
    line.trim_end().eq_ignore_ascii_case(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_and_what_stands_between_them() {
        let text = "\u{feff}begin:vcard\r\nFN:A\r\nEND:VCARD\r\n\r\nhello\r\nBEGIN:VCARD\nFN:B\nEnd:VCard";
        assert_eq!(
            pieces(text),
            [Piece::Card("FN:A\r\nEND:VCARD\r\n"), Piece::Stray("hello"), Piece::Card("FN:B\nEnd:VCard")]
        );
    }

    #[test]
    fn a_card_without_an_end_does_not_swallow_the_next() {
        let text = "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nEND:VCARD\n";
        assert_eq!(pieces(text), [Piece::Card("FN:A\n"), Piece::Card("FN:B\nEND:VCARD\n"), Piece::Stray("END:VCARD")]);
        assert_eq!(pieces("BEGIN:VCARD\nFN:A\n"), [Piece::Card("FN:A\n")]);
    }

    #[test]
    fn a_folded_line_begins_no_card() {
        let text = "BEGIN:VCARD\nNOTE:he wrote\n BEGIN:VCARD\nEND:VCARD\n";
        assert_eq!(pieces(text), [Piece::Card("NOTE:he wrote\n BEGIN:VCARD\nEND:VCARD\n")]);
    }
}
