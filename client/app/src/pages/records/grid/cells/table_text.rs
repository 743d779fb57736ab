//! The text by which spreadsheets hand cells on: tabs between columns, line breaks between rows, quotes around a cell
//! that holds either.

/// Writes rows of cells.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        if text.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t")).collect::<Vec<_>>().join("\n")
}

/// Reads rows of cells; a line break at the end begins no row. No more than this many cells.
pub(super) fn read(text: &str, most: usize) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut count) = (false, 0);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => {
                row.push(std::mem::take(&mut cell));
                count += 1;
            }
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                count += 1;
            }
            letter => cell.push(letter),
        }
        if count >= most {
            return rows;
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        assert_eq!(read("a\tb\r\nc\td\r\n", 100), rows(&[&["a", "b"], &["c", "d"]]));
        assert_eq!(read("\"two\nlines\"\t\"say \"\"so\"\"\"\n", 100), rows(&[&["two\nlines", "say \"so\""]]));
        assert_eq!(read("one", 100), rows(&[&["one"]]));
        assert_eq!(read("a\t\n\tb", 100), rows(&[&["a", ""], &["", "b"]]));
        assert_eq!(read("5\" pipe", 100), rows(&[&["5\" pipe"]]), "a quote in the middle is one");
        assert_eq!(read("", 100), rows(&[]));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let cells = rows(&[&["a", "two\nlines", ""], &["tab\there", "\"quoted\"", "x"]]);
        assert_eq!(read(&write(&cells), 100), cells);
    }

    #[test]
    fn no_more_cells_are_read_than_are_taken() {
        assert_eq!(read(&"a\n".repeat(1000), 10).len(), 10);
    }
}
