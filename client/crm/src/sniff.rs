//! What a file is, by its first bytes (WHATWG MIME Sniffing, the few kinds that are shown). Never by its name: a name is
//! what a stranger says.

/// Bytes that are looked at.
pub const SNIFFED: usize = 4096;

/// Kinds that are told apart. SVG and HTML are text here: they are shown as text and never drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// PDF.
    Pdf,
    /// Text in UTF-8.
    Text,
    /// Anything else.
    Other,
}

impl Media {
    const ALL: [Self; 7] = [Self::Png, Self::Jpeg, Self::Gif, Self::Webp, Self::Pdf, Self::Text, Self::Other];

    /// What a file that begins like this is.
    pub fn of(first: &[u8]) -> Self {
        let first = &first[..first.len().min(SNIFFED)];
        let magic: [(&[u8], Self); 5] = [
            (b"\x89PNG\r\n\x1a\n", Self::Png),
            (b"\xff\xd8\xff", Self::Jpeg),
            (b"GIF87a", Self::Gif),
            (b"GIF89a", Self::Gif),
            (b"%PDF-", Self::Pdf),
        ];
        if let Some((_, media)) = magic.iter().find(|(magic, _)| first.starts_with(magic)) {
            return *media;
        }
        if first.starts_with(b"RIFF") && first.get(8..12) == Some(b"WEBP") {
            return Self::Webp;
        }
        if is_text(first) { Self::Text } else { Self::Other }
    }

    /// The media type under which it is handed to the browser. Text is plain whatever it holds.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain",
            Self::Other => "application/octet-stream",
        }
    }

    /// Whether it is a picture that is drawn from pixels alone.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }

    /// The kind of this media type.
    pub(crate) fn of_mime(mime: &str) -> Self {
        Self::ALL.into_iter().find(|media| media.mime() == mime).unwrap_or(Self::Other)
    }
}

/// UTF-8 (its last letter may be cut) without control characters other than white space.
fn is_text(first: &[u8]) -> bool {
    let text = match std::str::from_utf8(first) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && first.len() == SNIFFED => {
            std::str::from_utf8(&first[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty()
        && !text.chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_decide() {
        let known: [(&[u8], Media); 11] = [
            (b"\x89PNG\r\n\x1a\n....", Media::Png),
            (b"\xff\xd8\xff\xe0", Media::Jpeg),
            (b"GIF89a", Media::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", Media::Webp),
            (b"RIFF\0\0\0\0WAVE", Media::Other),
            (b"%PDF-1.7\n", Media::Pdf),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Media::Text),
            ("Grüße,\r\n\tAnna".as_bytes(), Media::Text),
            (b"MZ\x90\0", Media::Other),
            (b"\xff\xfea\0", Media::Other),
            (b"", Media::Other),
        ];
        for (bytes, media) in known {
            assert_eq!(Media::of(bytes), media, "{:?}", String::from_utf8_lossy(bytes));
            assert_eq!(Media::of_mime(media.mime()), media);
        }
    }

    #[test]
    fn a_letter_cut_at_the_border_is_still_text() {
        let text = "ü".repeat(SNIFFED);
        assert_eq!(Media::of(&text.as_bytes()[..SNIFFED]), Media::Text);
        assert_eq!(Media::of(&[b"x", text.as_bytes()].concat()), Media::Text);
        assert_eq!(Media::of(b"short \xc3"), Media::Other);
    }
}
