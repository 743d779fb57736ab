//! Where a record came from, as pages say it. The record keeps it in English, whatever the page speaks.

use crate::strings::t;

/// What a made-up record keeps.
const MADE_UP: &str = "made up, number ";
/// Between a file and the row in it.
const ROW: &str = ", row ";

/// "x.csv, row 5" in the page's language, and of what was made up that it is.
pub(crate) fn source_words(kept: &str) -> String {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if kept.strip_prefix(MADE_UP).is_some_and(is_number) {
        return t().record.made_up.to_owned();
    }
    match kept.rsplit_once(ROW) {
        Some((file, row)) if is_number(row) => t().record.row_of_file(file, row),
        _ => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::{Language, speak};

    #[test]
    fn a_source_is_said_in_the_language_of_the_page_and_any_other_words_stay() {
        speak(Language::English);
        assert_eq!(source_words("made up, number 73"), "Sample data");
        assert_eq!(source_words("x, row 2.csv, row 5"), "x, row 2.csv, row 5");
        speak(Language::German);
        assert_eq!(source_words("x, row 2.csv, row 5"), "x, row 2.csv, Zeile 5");
        for other in ["made up, number one", "", "met in a row, row two", "Fair in May"] {
            assert_eq!(source_words(other), other);
        }
        speak(Language::English);
    }
}
