//! The life of a vault: its rules, handing it over, leaving it, deleting it.

texts! {
    RULES = "Rules";
    RULES_OWNERS = "Owners set these.";
    WORDS_FOR_ALL = "Compare words with everybody who joins";
    WORDS_FOR_ALL_WORDS = "Also viewers and editors wait until somebody has compared six words with them. Admins and owners always do.";
    EDITORS_PURGE = "Editors may erase for good";
    EDITORS_PURGE_WORDS = "Otherwise only admins and owners may; what editors delete stays in the trash.";
    SUITE = "Ciphers";
    RULE_SET = "The rule holds from now on.";
    LEAVING = "Leaving";
    LEAVING_WORDS = "They said so themselves and signed it. Removing them changes the key: what is written afterwards does not open for them.";
    LEAVING_REMOVE = "Remove";
    LEAVING_OWNER = "An owner has to remove them.";
    ROLE_BACK = "You can change this again at any time.";
    ROLE_OWNER = "An owner can do all that you can: change every role, yours too, remove you, and delete the vault.";
    ROLE_ADMIN = "An admin invites, admits and removes editors and viewers, and may erase records for good.";
    VAULT = "This vault";
    TRASH_WORDS = "Records that were deleted, to restore or to erase for good.";
    TRASH_OPEN = "Open trash";
    LEAVE = "Leave this vault";
    LEAVE_DO = "Leave";
    LEAVE_WORDS = "Nothing new arrives and nothing is sent. What this browser holds stays readable here.";
    LEAVE_ONLY_OWNER = "You are its only owner. Make somebody else an owner first, or delete the vault.";
    LEAVE_MEMBERS = "Members";
    LEAVE_ASK = "You sign that you leave. An admin then removes you, which changes the key.";
    LEAVE_BACK = "To come back, somebody has to invite you again.";
    LEFT = "You left the vault.";
    DELETE = "Delete this vault";
    DELETE_DO = "Delete";
    DELETE_WORDS = "For everybody and for good.";
    DELETE_NOW = "From now on nobody can write here.";
    DELETE_WEEK = "For seven days members' devices may still fetch what they lack. Then the server destroys every byte.";
    DELETE_LOCAL = "What a member's browser already holds stays readable there until it is removed.";
    DELETE_BACKUPS = "Backups that whoever runs the server has made may hold the sealed bytes for longer.";
    DELETE_FINAL = "This is final: nobody can take it back, not even you.";
    DELETE_CONFIRM = "Delete for everybody";
    DELETED = "The vault is deleted.";
    FORGET = "Remove from this browser";
    FORGET_WORDS = "It is over. What is still held here can be read until you remove it.";
    FORGET_ASK = "The sealed copy on this device is dropped. There is no other way to read it afterwards.";
    FORGET_DO = "Remove";
    FORGOTTEN = "Removed from this browser.";
    OVER = "over";
}

pub(crate) fn suite(number: u8) -> String {
    format!("Suite {number} or newer. Entries under an older one are refused; this only ever rises.")
}

pub(crate) fn leaves(when: &str) -> String {
    format!("Said so on {when}")
}

pub(crate) fn make(name: &str, role: &str) -> String {
    format!("Make {name} {role}?")
}

pub(crate) fn unmake(name: &str, role: &str) -> String {
    format!("{name} will only be {role}")
}

pub(crate) fn is_now(name: &str, role: &str) -> String {
    format!("{name} is {role} now.")
}

pub(crate) fn waiting(number: u32) -> String {
    let changes = crate::format::counted(number, "change", "changes");
    format!("{changes} made here were not sent yet. Whoever leaves now sends them no more.")
}

pub(crate) fn type_name(name: &str) -> String {
    format!("Type “{name}” to be sure")
}
