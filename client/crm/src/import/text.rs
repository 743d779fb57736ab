//! Bytes of a file to text: byte order marks, UTF-8, UTF-16, and Windows-1252 for what is none of these.

/// What stands for bytes that mean nothing in the file's encoding.
pub(crate) const LOST: char = char::REPLACEMENT_CHARACTER;

/// A file's text.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
}

/// The upper half of Windows-1252's control range; unassigned ones are lost (WHATWG Encoding Standard, index
/// windows-1252, read strictly).
const WINDOWS_1252: [char; 32] = [
    '€', LOST, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', LOST, 'Ž', LOST, LOST, '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', LOST, 'ž', 'Ÿ',
];

/// Decodes a file; `None` if it is not text.
pub(crate) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some(Decoded { text: String::from_utf8_lossy(rest).into_owned(), encoding: "UTF-8" });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Some(Decoded { text: utf16(rest, u16::from_le_bytes), encoding: "UTF-16" });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Some(Decoded { text: utf16(rest, u16::from_be_bytes), encoding: "UTF-16" });
    }
    if let Some(read) = utf16_without_mark(bytes) {
        return Some(Decoded { text: utf16(bytes, read), encoding: "UTF-16" });
    }
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Decoded { text: text.to_owned(), encoding: "UTF-8" }),
        Err(_) if is_mostly_utf8(bytes) => {
            Some(Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding: "UTF-8" })
        }
        Err(_) => {
            Some(Decoded { text: bytes.iter().map(|byte| windows_1252(*byte)).collect(), encoding: "Windows-1252" })
        }
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => read([*a, *b]),
        // A byte left over at the end is half a character.
        _ => 0xd800,
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(LOST)).collect()
}

/// Text of mostly Latin letters in UTF-16 is zeros in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let head = &bytes[..bytes.len().min(4_096) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs < 4 {
        None
    } else if odd * 10 > pairs * 7 && even == 0 {
        Some(u16::from_le_bytes)
    } else if even * 10 > pairs * 7 && odd == 0 {
        Some(u16::from_be_bytes)
    } else {
        None
    }
}

/// One bad byte in an otherwise clean UTF-8 file does not make it Windows-1252.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// Mends text that was UTF-8 and was read as Latin-1: quoted-printable without a CHARSET says Latin-1 by the book
/// (vCard 2.1) and is UTF-8 in practice.
pub(crate) fn mend(text: String) -> String {
    if text.is_ascii() || text.chars().any(|c| u32::from(c) > 0xff) {
        return text;
    }
    let bytes: Vec<u8> = text.chars().map(|c| u32::from(c) as u8).collect();
    String::from_utf8(bytes).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).expect("text");
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(text("Größe".as_bytes()), ("Größe".to_owned(), "UTF-8"));
        assert_eq!(text(b"\xef\xbb\xbfa,b"), ("a,b".to_owned(), "UTF-8"));
        assert_eq!(text(b"Gr\xf6\xdfe \x80 5"), ("Größe € 5".to_owned(), "Windows-1252"));
        let utf16: Vec<u8> = "Name;Größe".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16), ("Name;Größe".to_owned(), "UTF-16"));
        let marked: Vec<u8> =
            [0xfe, 0xff].into_iter().chain("日本".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(text(&marked), ("日本".to_owned(), "UTF-16"));
        assert!(decode(b"PK\x03\x04\x00\x00").is_none());
    }

    #[test]
    fn one_bad_byte_does_not_turn_utf8_into_latin() {
        let mut bytes = "äöüäöüäöü".as_bytes().to_vec();
        bytes.push(0xff);
        let (text, encoding) = text(&bytes);
        assert_eq!(encoding, "UTF-8");
        assert!(text.starts_with("äöü") && text.ends_with(LOST));
    }
}
