//! The frame.

texts! {
    PALETTE_KEY = "Ctrl K";
    SWITCH = "Switch vault";
    NEW_VAULT = "New vault";
    SHORTCUTS = "Keyboard shortcuts";
    OFFLINE = "Offline · saved here";
    SEALED = "Sealed";
    HELD = "Not sending";
    RESTORED = "Server restored";
    RESTORED_TITLE = "The server was restored from a backup";
    LOST_TITLE = "The server has lost something";
    RESTORED_WAITING = "It has back what this browser knew. Colleagues' browsers give back the rest; what you write until then waits here and is sent by itself.";
    GIVING = "Giving back";
    SYNC_TITLE = "Every change is sealed here, then sent. Press to try now.";
    UNCONFIRMED = "Nobody has vouched for this device yet";
    UNCONFIRMED_WORDS = "You can read. Before anything you write is sent, compare six words with a colleague: both must see the same.";
    UNCONFIRMED_LOOK = "Compare words";
    UNCONFIRMED_TITLE = "Compare with a colleague";
    UNCONFIRMED_ASK = "Call or meet somebody of this vault. Under Members they see six words. Are these the same, and are these the people you expect?";
    UNCONFIRMED_YES = "They are the same";
    UNCONFIRMED_NO = "If they differ, do not confirm. Tell the owner: the server may be showing one of you something else.";
    AGING = "Nobody else confirmed the newest changes for three days";
    OLD = "Nobody else confirmed the newest changes for two weeks";
    CLOSED = "You are no longer a member of this vault";
    CLOSED_WORDS = "What this device already had can still be read. Nothing can be changed.";
}

pub(crate) fn synced(clock: &str) -> String {
    format!("Sealed · synced {clock}")
}

pub(crate) fn waiting(number: u32) -> String {
    format!("Saved here · {number} waiting")
}

pub(crate) fn offline(number: u32) -> String {
    format!("Offline · {number} saved here")
}

pub(crate) fn restored(waiting: u32) -> String {
    match waiting {
        0 => RESTORED.to_owned(),
        _ => format!("{RESTORED} · {waiting} waiting"),
    }
}

pub(crate) fn giving_back(done: u32, total: u32) -> String {
    format!("{GIVING} {done} of {total}")
}

pub(crate) fn giving_back_words(total: u32) -> String {
    match total {
        1 => "Your browser is giving back the one change that it lost.".to_owned(),
        _ => format!("Your browser is giving back what it lost, {total} changes. Go on working."),
    }
}
