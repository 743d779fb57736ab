//! Files of a record.

texts! {
    FILES = "Files";
    ATTACH = "Attach";
    NONE = "No files yet. Drop some here, or attach them.";
    NONE_READ_ONLY = "No files.";
    DROP = "Drop to attach";
    DOWNLOAD = "Download";
    DELETE = "Delete file";
    CANCEL = "Cancel";
    READING = "Sealing";
    SENDING = "Sending";
    WAITING = "Sealed here, waiting to be sent";
    FETCHING = "Fetching and checking";
    DELETED = "File deleted.";
    PDF = "A PDF opens in a tab of its own, in the browser\u{2019}s own viewer.";
    OPEN_TAB = "Open in a new tab";
    NOT_SHOWN = "Files of this kind are not shown here. Download it if you trust whoever attached it.";
    LARGE = "This file is too large to be shown here. Download it instead.";
    EMPTY = "This file is empty.";
    CUT = "Only the beginning is shown.";
    UNREADABLE = "This file could not be read.";
    UNREADABLE_TODO = "Folders cannot be attached. Check that the file is still there, and try again.";
    NO_DISK = "This browser has no room to put the file together.";
    NO_DISK_TODO = "Free some space on this device, then try again.";
    USED = "Files";
    USED_WORDS = "Room taken on the server, sealed.";
}

/// "Attached “Offer.pdf”."
pub(crate) fn attached(name: &str) -> String {
    format!("Attached \u{201c}{name}\u{201d}.")
}

/// "Sending, 40 of 64 MB".
pub(crate) fn on_its_way(what: &str, done: u64, total: u64) -> String {
    format!("{what}, {} of {}", crate::format::size(done), crate::format::size(total))
}

/// "2.4 MB of 10 GB".
pub(crate) fn of_quota(used: u64, quota: u64) -> String {
    format!("{} of {}", crate::format::size(used), crate::format::size(quota))
}
