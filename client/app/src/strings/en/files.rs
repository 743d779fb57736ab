//! Files of a record.

use crate::format::{counted, size};
use tacit_bridge::files::{FileClass, FileOrder};

texts! {
    Files {
        files: "Files",
        attach: "Attach",
        none: "No files yet. Drop some here, or attach them.",
        none_read_only: "No files.",
        drop: "Drop to attach",
        download: "Download",
        delete: "Delete file",
        cancel: "Cancel",
        reading: "Sealing",
        sending: "Sending",
        waiting: "Sealed here, waiting to be sent",
        fetching: "Fetching and checking",
        deleted: "File deleted.",
        pdf: "A PDF opens in a tab of its own, in the browser\u{2019}s own viewer.",
        open_tab: "Open in a new tab",
        not_shown: "Files of this kind are not shown here. Download it if you trust whoever attached it.",
        large: "This file is too large to be shown here. Download it instead.",
        empty: "This file is empty.",
        cut: "Only the beginning is shown.",
        unreadable: "This file could not be read.",
        unreadable_todo: "Folders cannot be attached. Check that the file is still there, and try again.",
        no_disk: "This browser has no room to put the file together.",
        no_disk_todo: "Free some space on this device, then try again.",
        nowhere: "No files yet",
        nowhere_words: "Open a record and choose Attach. A file is sealed on this device before it leaves it.",
        none_such: "No such files",
        none_such_words: "No file of this name or kind, and none of a record of this name.",
        find: "Search by file or record name",
        class_name: "What it is",
        every_class: "Every kind",
        order_name: "Order",
        used: "Files",
        used_words: "Room taken on the server, sealed.",
    }
    lists {
        /// What files of a class are called.
        class: fn(FileClass) -> &'static str = |class| match class {
            FileClass::Picture => "Pictures",
            FileClass::Pdf => "PDF",
            FileClass::Text => "Text",
            FileClass::Other => "Others",
        },
        /// What an order is called.
        order: fn(FileOrder) -> &'static str = |order| match order {
            FileOrder::Newest => "Newest first",
            FileOrder::Name => "By name",
            FileOrder::Size => "Largest first",
        },
    }
    sentences {
        /// "12 files, 4.2 MB"
        sum: |files: u32, bytes: u64| format!("{}, {}", counted(files, "file", "files"), size(bytes)),
        /// "Attached “Offer.pdf”."
        attached: |name: &str| format!("Attached \u{201c}{name}\u{201d}."),
        /// "Sending, 40 of 64 MB".
        on_its_way: |what: &str, done: u64, total: u64| format!("{what}, {} of {}", size(done), size(total)),
        /// "2.4 MB of 10 GB".
        of_quota: |used: u64, quota: u64| format!("{} of {}", size(used), size(quota)),
    }
}
