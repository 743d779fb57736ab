//! Earlier versions of a record, the trash, erasing for good.

texts! {
    HISTORY = "History";
    NOW = "Now";
    CREATED = "Made this record.";
    DELETED = "Deleted it.";
    SAME = "Nothing that is shown changed.";
    ERASED = "This version is not on the server any more: it was erased.";
    WITHHELD = "The server says it has this version, and did not hand it over. Tell who runs it.";
    UNREADABLE = "This version does not open on this device.";
    UNCOMPARED = "The version before is gone, so this is all that this one held:";
    UNPLACED = "Signed; place not verified";
    UNPLACED_WHY = "Its author signed it. This device did not keep the journal's mark of that place, so it cannot tell where in the order it belongs.";
    RESTORE = "Restore";
    RESTORED = "Restored.";
    OLDER = "Show older";
    WAITING = "What you changed here and is not sent yet is not in this list.";
    GONE = "This record is deleted. Restore a version to have it back.";
    NOTHING = "(empty)";
    TRASH = "Trash";
    TRASH_EMPTY = "The trash is empty";
    TRASH_EMPTY_WORDS = "Records that somebody deletes are kept here, sealed, until they are restored or erased for good.";
    TRASH_WORDS = "Everybody in this vault sees these. They stay until an admin erases them for good.";
    MORE = "Show more";
    ERASE = "Erase for good";
    ERASE_MENU = "Erase for good…";
    ERASE_OLDER = "Erase older versions…";
    ERASE_STILL = "It may still be in";
    ERASE_BACKUPS = "backups that whoever runs the server has made";
    ERASE_DEVICES = "colleagues' devices, until they are online again";
    ERASE_COPIES = "files and print-outs that somebody made";
    ERASE_OTHERS = "notes and records that mention it";
    ERASE_FINAL = "This cannot be undone.";
    ERASE_DONE = "Erased for good.";
    OLDER_TITLE = "Erase older versions?";
}

pub(crate) fn version(number: u64) -> String {
    format!("Version {number}")
}

pub(crate) fn deleted(when: &str, by: &str) -> String {
    format!("Deleted {when} by {by}")
}

pub(crate) fn erase_title(name: &str) -> String {
    format!("Erase {name} for good?")
}

pub(crate) fn erase_words(name: &str) -> String {
    format!(
        "{name} and every earlier version are destroyed on the server, and go from everybody's devices as soon as they sync."
    )
}

pub(crate) fn older_words(name: &str) -> String {
    format!("{name} stays as it is now. Every earlier version is destroyed on the server.")
}
