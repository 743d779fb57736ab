//! The frame.

use crate::format::count;

texts! {
    Shell {
        main: "Main",
        path: "Path",
        new: "New",
        selection: "Selection",
        switch: "Switch vault",
        new_vault: "New vault",
        shortcuts: "Keyboard shortcuts",
        offline: "Offline · saved here",
        sealed: "Sealed",
        held: "Not sending",
        restored_title: "The server was restored from a backup",
        lost_title: "The server has lost something",
        restored_waiting: "It has back what this browser knew. Colleagues' browsers give back the rest; what you write until then waits here and is sent by itself.",
        giving: "Giving back",
        sync_title: "Every change is sealed here, then sent. Press to try now.",
        unconfirmed: "Nobody has vouched for this device yet",
        unconfirmed_words: "You can read. Before anything you write is sent, compare six words with a colleague: both must see the same.",
        unconfirmed_look: "Compare words",
        unconfirmed_title: "Compare with a colleague",
        unconfirmed_ask: "Call or meet somebody of this vault. Under Members they see six words. Are these the same, and are these the people you expect?",
        unconfirmed_yes: "They are the same",
        unconfirmed_no: "If they differ, do not confirm. Tell the owner: the server may be showing one of you something else.",
        aging: "Nobody else confirmed the newest changes for three days",
        old: "Nobody else confirmed the newest changes for two weeks",
        closed: "You are no longer a member of this vault",
        closed_words: "What this device already had can still be read. Nothing can be changed.",
    }
    sentences {
        /// Of tasks, beside "My day".
        due: |number: u32| format!("{} late or due today", count(number)),
        /// The same beside "Tasks".
        open: |number: u32| format!("{} open", count(number)),
        synced: |clock: &str| format!("Sealed · synced {clock}"),
        waiting: |number: u32| format!("Saved here · {number} waiting"),
        offline_with: |number: u32| format!("Offline · {number} saved here"),
        restored_with: |waiting: u32| match waiting {
            0 => "Server restored".to_owned(),
            _ => format!("Server restored · {waiting} waiting"),
        },
        giving_back: |done: u32, total: u32| format!("Giving back {done} of {total}"),
        giving_back_words: |total: u32| match total {
            1 => "Your browser is giving back the one change that it lost.".to_owned(),
            _ => format!("Your browser is giving back what it lost, {total} changes. Go on working."),
        },
    }
}
