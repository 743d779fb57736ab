//! Members.

texts! {
    TITLE = "Members";
    INVITE = "Invite";
    YOU = "you";
    WAITING = "Waiting to be let in";
    WAITING_WORDS = "Ask them to read their words to you. Let them in only if all six are the same.";
    CONTESTED = "Two different people used this link. Do not let anybody in; remove the invite and make a new one.";
    LET_IN = "Let in";
    OPEN_INVITES = "Open invites";
    REVOKE = "Take back";
    REVOKED = "The invite was taken back.";
    REMOVE = "Remove";
    REMOVING = "Being removed";
    FORMER = "Removed";
    WORDS = "Words of this vault";
    WORDS_WHY = "Every member who sees the same list sees the same six words. If a colleague's differ, the server shows one of you something else.";
    INVITE_TITLE = "Invite a colleague";
    INVITE_NAME = "Their name";
    INVITE_NAME_HINT = "So that everybody here knows who it is.";
    INVITE_ROLE = "They may";
    INVITE_FOR = "The link holds for";
    INVITE_DO = "Make link";
    LINK_TITLE = "Send this link";
    LINK_WORDS = "It works once, for one person. Send it by a way you trust; it is shown only now.";
    LINK_COPY = "Copy link";
    RENAME = "Rename";
    DAY = "1 day";
    THREE_DAYS = "3 days";
    WEEK = "7 days";
    TWO_WEEKS = "14 days";
    OWNER_MAY = "do everything";
    ADMIN_MAY = "write, and manage members";
    EDITOR_MAY = "read and write";
    VIEWER_MAY = "read only";
    EDITOR_CAN = "An editor reads and writes records, and manages nobody.";
    VIEWER_CAN = "A viewer reads and changes nothing.";
    MAKE = "Make";
}

pub(crate) fn remove_title(name: &str) -> String {
    format!("Remove {name}?")
}

pub(crate) fn remove_words(name: &str) -> String {
    format!(
        "The key of this vault changes at once: nothing written from now on opens for {name}. What {name} has seen cannot be taken back."
    )
}

pub(crate) fn removed(name: &str) -> String {
    format!("{name} was removed and the key changed.")
}

pub(crate) fn let_in(name: &str) -> String {
    format!("{name} is in.")
}

pub(crate) fn key_number(epoch: u32) -> String {
    format!("New records are sealed under key {epoch}.")
}

pub(crate) fn expires(when: &str) -> String {
    format!("Expires {when}")
}
