//! The life of a vault: its rules, handing it over, leaving it, deleting it.

use crate::format::counted;

texts! {
    Life {
        rules: "Rules",
        rules_owners: "Owners set these.",
        words_for_all: "Compare words with everybody who joins",
        words_for_all_words: "Also viewers and editors wait until somebody has compared six words with them. Admins and owners always do.",
        editors_purge: "Editors may erase for good",
        editors_purge_words: "Otherwise only admins and owners may; what editors delete stays in the trash.",
        suite: "Ciphers",
        rule_set: "The rule holds from now on.",
        leaving: "Leaving",
        leaving_words: "They said so themselves and signed it. Removing them changes the key: what is written afterwards does not open for them.",
        leaving_remove: "Remove",
        leaving_owner: "An owner has to remove them.",
        role_back: "You can change this again at any time.",
        role_owner: "An owner can do all that you can: change every role, yours too, remove you, and delete the vault.",
        role_admin: "An admin invites, admits and removes editors and viewers, and may erase records for good.",
        vault: "This vault",
        trash_words: "Records that were deleted, to restore or to erase for good.",
        trash_open: "Open trash",
        leave: "Leave this vault",
        leave_do: "Leave",
        leave_words: "Nothing new arrives and nothing is sent. What this browser holds stays readable here.",
        leave_only_owner: "You are its only owner. Make somebody else an owner first, or delete the vault.",
        leave_members: "Members",
        leave_ask: "You sign that you leave. An admin then removes you, which changes the key.",
        leave_back: "To come back, somebody has to invite you again.",
        left: "You left the vault.",
        delete: "Delete this vault",
        delete_do: "Delete",
        delete_words: "For everybody and for good.",
        delete_now: "From now on nobody can write here.",
        delete_week: "For seven days members' devices may still fetch what they lack. Then the server destroys every byte.",
        delete_local: "What a member's browser already holds stays readable there until it is removed.",
        delete_backups: "Backups that whoever runs the server has made may hold the sealed bytes for longer.",
        delete_final: "This is final: nobody can take it back, not even you.",
        delete_confirm: "Delete for everybody",
        deleted: "The vault is deleted.",
        forget: "Remove from this browser",
        forget_words: "It is over. What is still held here can be read until you remove it.",
        forget_ask: "The sealed copy on this device is dropped. There is no other way to read it afterwards.",
        forget_do: "Remove",
        forgotten: "Removed from this browser.",
        over: "over",
    }
    sentences {
        suite_number: |number: u8| format!(
            "Version {number} of Tacit’s ciphers, or a newer one. What is sealed under an older one is refused; this only ever rises."
        ),
        leaves: |when: &str| format!("Said so on {when}"),
        make: |name: &str, role: &str| format!("Make {name} {role}?"),
        unmake: |name: &str, role: &str| format!("{name} will only be {role}"),
        is_now: |name: &str, role: &str| format!("{name} is now {role}."),
        waiting: |number: u32| {
            let changes = counted(number, "change", "changes");
            format!("{changes} made here were not sent yet. Whoever leaves now sends them no more.")
        },
        type_name: |name: &str| format!("Type “{name}” to be sure"),
    }
}
