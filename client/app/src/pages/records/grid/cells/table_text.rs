//! The text by which spreadsheets hand cells on: tabs between columns, line breaks between rows, quotes around a cell
//! that holds either.

/// Writes rows of cells.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        if text.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t")).collect::<Vec<_>>().join("\n")
}

/// Reads rows of cells; a line break at the end begins no row. No more than this many cells, and how many more there were.
pub(super) fn read(text: &str, most: usize) -> (Vec<Vec<String>>, usize) {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut count) = (false, 0_usize);
    let mut put = |row: &mut Vec<String>, cell: &mut String| {
        let cell = std::mem::take(cell);
        count += 1;
        if count <= most {
            row.push(cell);
        }
    };
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => put(&mut row, &mut cell),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                put(&mut row, &mut cell);
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        put(&mut row, &mut cell);
        rows.push(row);
    }
    // Rows of which no cell was taken.
    rows.retain(|row| !row.is_empty());
    (rows, count.saturating_sub(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn all(text: &str) -> Vec<Vec<String>> {
        read(text, 100).0
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        assert_eq!(all("a\tb\r\nc\td\r\n"), rows(&[&["a", "b"], &["c", "d"]]));
        assert_eq!(all("\"two\nlines\"\t\"say \"\"so\"\"\"\n"), rows(&[&["two\nlines", "say \"so\""]]));
        assert_eq!(all("one"), rows(&[&["one"]]));
        assert_eq!(all("a\t\n\tb"), rows(&[&["a", ""], &["", "b"]]));
        assert_eq!(all("5\" pipe"), rows(&[&["5\" pipe"]]), "a quote in the middle is one");
        assert_eq!(all("a\n\nb"), rows(&[&["a"], &[""], &["b"]]), "an empty line is a row");
        assert_eq!(all(""), rows(&[]));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let cells = rows(&[&["a", "two\nlines", ""], &["tab\there", "\"quoted\"", "x"]]);
        assert_eq!(all(&write(&cells)), cells);
    }

    #[test]
    fn no_more_cells_are_read_than_are_taken_and_the_rest_is_counted() {
        let (rows, more) = read(&"a\n".repeat(1000), 10);
        assert_eq!((rows.len(), more), (10, 990));
        let (rows, more) = read("a\tb\tc\nd\te\tf", 4);
        assert_eq!((rows.len(), rows[1].len(), more), (2, 1, 2));
    }
}
