//! Changing and writing the source of notes: ticking a box, mentioning a member, and text that shall stay text.

use super::{MAX_SOURCE, OPTIONS};
use pulldown_cmark::{Event, Parser};

/// The source with a box ticked, or no longer ticked. `number` is that of [`Task`](super::Task); `None` if there is no
/// such box.
pub fn toggle(text: &str, number: u32) -> Option<String> {
    if text.len() > MAX_SOURCE {
        return None;
    }
    let boxes = Parser::new_ext(text, OPTIONS).into_offset_iter().filter_map(|(event, range)| match event {
        Event::TaskListMarker(done) => Some((done, range.start)),
        _ => None,
    });
    let (done, start) = boxes.into_iter().nth(usize::try_from(number).ok()?)?;
    let (before, rest) = (text.get(..start + 1)?, text.get(start + 2..)?);
    Some(format!("{before}{}{rest}", if done { ' ' } else { 'x' }))
}

/// The source with no box ticked; one that is too long stays as it is.
pub fn untick(text: &str) -> String {
    let mut out = text.to_owned();
    if text.len() <= MAX_SOURCE {
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            // The letter between the brackets is one byte: "x", "X" or white space.
            if event == Event::TaskListMarker(true) {
                out.replace_range(range.start + 1..range.start + 2, " ");
            }
        }
    }
    out
}

/// The source that mentions a member.
pub fn mention(name: &str, member: u32) -> String {
    let line: Vec<&str> = name.split_whitespace().collect();
    format!("@[{}](member:{member})", escape(&line.join(" "), MAX_SOURCE))
}

/// What a character reference of HTML stands for: CommonMark's are the same.
pub(crate) fn entity(reference: &str) -> Option<String> {
    let text: String = Parser::new(reference)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    (text != reference).then_some(text)
}

/// Source that is drawn as this very text, whatever marks are in it; cut to `cap` bytes. Indentation and repeated blank
/// lines are not kept.
pub fn escape(text: &str, cap: usize) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len().min(cap));
    let mut blank = false;
    for line in text.split('\n') {
        let visible: Vec<char> = line.chars().filter(|letter| !is_lost(*letter)).collect();
        let line = trim(&visible);
        if line.is_empty() {
            blank = !out.is_empty();
            continue;
        }
        let gap = if out.is_empty() { "" } else { ["\n", "\n\n"][usize::from(blank)] };
        if out.len() + gap.len() >= cap {
            break;
        }
        out.push_str(gap);
        blank = false;
        if !escape_line(line, cap, &mut out) {
            break;
        }
    }
    out
}

/// Letters that would not come back: control characters, and the byte order mark.
fn is_lost(letter: char) -> bool {
    letter == '\u{feff}' || (letter.is_control() && letter != '\t')
}

fn trim(line: &[char]) -> &[char] {
    let start = line.iter().position(|letter| !letter.is_whitespace()).unwrap_or(line.len());
    let end = line.iter().rposition(|letter| !letter.is_whitespace()).map_or(start, |last| last + 1);
    &line[start..end]
}

/// Whether all of it found room.
fn escape_line(line: &[char], cap: usize, out: &mut String) -> bool {
    let digits = line.iter().take_while(|letter| letter.is_ascii_digit()).count();
    for (at, letter) in line.iter().enumerate() {
        let marks = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !in_word(line, at),
            '&' => line.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            // Headings, quotes, lists, rules, the line under a heading or under a table's head.
            '#' | '>' | '-' | '+' | '=' | '|' | ':' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if out.len() + usize::from(marks) + letter.len_utf8() > cap {
            return false;
        }
        if marks {
            out.push('\\');
        }
        out.push(*letter);
    }
    true
}

/// An underscore between letters marks nothing.
fn in_word(line: &[char], at: usize) -> bool {
    let is_letter = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(|letter| letter.is_alphanumeric());
    is_letter(at.checked_sub(1)) && is_letter(at.checked_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{mentions, plain};

    #[test]
    fn what_is_written_as_a_mention_is_read_as_one() {
        for name in ["Anna Berg", "A]](member:9)", "*A*\n\n# b", "\\", "`x`", "_a_ <b> & &amp;", "https://a.example"] {
            let source = format!("so {}, please", mention(name, 3));
            assert_eq!(mentions(&source), [3], "{source}");
            let words: Vec<&str> = name.split_whitespace().collect();
            assert_eq!(plain(&source), format!("so @{}, please", words.join(" ")), "{source}");
        }
    }

    #[test]
    fn a_note_begins_anew_with_no_box_ticked() {
        let note = "Ä\n- [x] a\n  1. [X] b [x]\n- [ ] c\n\n> * [x] d";
        assert_eq!(untick(note), "Ä\n- [ ] a\n  1. [ ] b [x]\n- [ ] c\n\n> * [ ] d");
    }

    #[test]
    fn escaped_text_is_drawn_as_it_is() {
        for source in [
            "# no heading\n- no list\n1. none\n> no quote\n---\n===\n| a |\n|---|\n",
            "*a* _b_ __c__ `d` ~~e~~ [f](https://g.example) ![h](i) <b> <https://j.example> &amp; &#65; \\* a\\",
            "@[Anna](member:7)",
            "[a]: https://b.example\n\n[a]",
            "~~~\ncode\n~~~\n    indented\n\tx",
            "- [ ] task\n+ b\n* c\n12) d\n:-|-\na|b\n-|-",
            "snake_case a_ _b c__d",
        ] {
            let drawn = plain(&escape(source, MAX_SOURCE));
            let lines = |text: &str| -> Vec<String> {
                text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
            };
            assert_eq!(lines(&drawn), lines(source));
            assert_eq!(mentions(&escape(source, MAX_SOURCE)), [0; 0]);
        }
        assert_eq!(
            escape("snake_case, 3.5% of AT & T", MAX_SOURCE),
            "snake_case, 3.5% of AT & T",
            "no mark without need"
        );
        assert_eq!(escape("a\r\nb\r\r\n\n\nc", 100), "a\nb\n\nc");
        assert_eq!(escape("***", 5), "\\*\\*", "never half a mark");
    }
}
