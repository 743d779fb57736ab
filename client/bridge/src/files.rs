//! Files attached to records, as the page shows and moves them. Their bytes cross in pieces of at most [`PIECE`], with one
//! answer each, so that neither side ever holds a whole one.

use crate::message::Progress;
use crate::problem::Problem;
use crate::records::{Id, Related};
use serde::{Deserialize, Serialize};

/// Bytes of a piece, in either direction; only the last one is shorter.
pub const PIECE: usize = 1024 * 1024;

/// Bytes of the largest file.
pub const MAX_FILE: u64 = 2 * 1024 * 1024 * 1024;

/// A file being read or written by this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ticket(pub u64);

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Media {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// PDF.
    Pdf,
    /// Text, whatever it says; shown as text only.
    Text,
    /// Anything else; never shown.
    Other,
}

impl Media {
    /// The media type under which it is handed to the browser.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain;charset=utf-8",
            Self::Other => "application/octet-stream",
        }
    }

    /// Whether it is a picture that a browser draws from pixels alone.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }
}

/// A file in a record's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Its own record.
    pub id: Id,
    /// Its name, cleaned.
    pub name: String,
    /// Bytes.
    pub len: u64,
    /// What it looked like when it was attached: for the icon.
    pub media: Media,
    /// By whom and when it was attached.
    pub added: (String, u64),
    /// Where it stands.
    pub stage: FileStage,
}

/// Where a file stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileStage {
    /// In the vault, for every member.
    Kept,
    /// Sealed on this device, on its way.
    Sending(FileProgress),
    /// Sealed on this device; sending does not get on, and why.
    Held(Problem),
}

/// How many bytes of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProgress {
    /// Done.
    pub done: u64,
    /// In all.
    pub total: u64,
}

impl FileProgress {
    /// The same in units large enough for a bar.
    pub fn coarse(self) -> Progress {
        let shift = (u64::BITS - self.total.leading_zeros()).saturating_sub(u32::BITS);
        let part = |bytes: u64| u32::try_from(bytes >> shift).unwrap_or(u32::MAX);
        Progress { done: part(self.done.min(self.total)), total: part(self.total) }
    }
}

/// A file that is here, and verified to its last byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReady {
    /// For reading its pieces.
    pub ticket: Ticket,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub len: u64,
    /// What it is, by the first bytes of what is here.
    pub media: Media,
}

/// Files in one answer of [`Call::AllFiles`](crate::Call::AllFiles).
pub const FILES_PAGE: u32 = 100;

/// What a list of files is narrowed down to, by what they looked like when they were attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileClass {
    /// Pictures.
    Picture,
    /// PDF documents.
    Pdf,
    /// Text.
    Text,
    /// Anything else.
    Other,
}

/// The order of a list of files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileOrder {
    /// Attached last first.
    #[default]
    Newest,
    /// By name.
    Name,
    /// Largest first.
    Size,
}

/// Which files of all records are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesWish {
    /// Each word stands in the file's name or in that of the record that it belongs to.
    pub words: String,
    /// Only these.
    pub class: Option<FileClass>,
    /// In which order.
    pub order: FileOrder,
    /// From which place on, counted from 0; [`FILES_PAGE`] of them are told.
    pub first: u32,
}

/// A part of a list of files of all records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesPage {
    /// How many there are.
    pub total: u32,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Some of them, each with the record that it belongs to.
    pub files: Vec<(FileView, Related)>,
}

/// How much room a vault's files take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesUsage {
    /// Bytes on the server.
    pub used: u64,
    /// Bytes that it grants.
    pub quota: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_takes_files_of_any_size() {
        let coarse = |done, total| {
            let Progress { done, total } = FileProgress { done, total }.coarse();
            (done, total)
        };
        assert_eq!((coarse(0, 0), coarse(1, 3)), ((0, 0), (1, 3)));
        assert_eq!(coarse(u64::from(u32::MAX), u64::from(u32::MAX)), (u32::MAX, u32::MAX));
        assert_eq!(coarse(1 << 33, 1 << 34), (1 << 30, 1 << 31));
        assert_eq!(coarse(u64::MAX, u64::MAX), (u32::MAX, u32::MAX));
        assert_eq!(coarse(9, 3), (3, 3), "more than all is all");
    }
}
