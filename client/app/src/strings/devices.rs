//! Linking a device, and unlocking with a passkey.

texts! {
    // The new device.
    GO_LINK = "Link with another device";
    LINK_TITLE = "Link this browser";
    LINK_LEDE = "Your other device opens your account here. You need no Secret Key, only your password.";
    STEP_OPEN = "On the device where Tacit is open, go to Settings.";
    STEP_CHOOSE = "Choose Link a new device.";
    STEP_TYPE = "Type this number there:";
    WAITING = "Waiting for your other device";
    WORDS_TITLE = "Type these words there";
    WORDS_LEDE = "Into your other device, in this order. It never shows them itself: that is how you know that it is yours.";
    WORDS_ASK = "Did your other device accept these words?";
    WORDS_YES = "Yes, it accepted them";
    WORDS_NO = "No";
    REFUSED_TITLE = "Nothing was opened here";
    REFUSED_WORDS = "If you typed the words as shown and they were refused, somebody may sit between your devices. Tell whoever runs the server.";
    AGAIN = "Start again";
    PASSWORD_LEDE = "Your devices know each other now. Type your password to finish.";
    FINISH = "Open my account";

    // The unlocked device.
    DEVICES = "Devices";
    LINK_NEW = "Link a new device";
    LINK_NEW_WORDS = "Opens your account in another browser without typing the Secret Key.";
    LINK_DO = "Link a device";
    NUMBER_LEDE = "Open Tacit on the new device and choose Link with another device. It shows a number.";
    NUMBER = "Number on the new device";
    NUMBER_HINT = "Eight digits, good for five minutes.";
    NUMBER_WAITING = "Waiting for the new device";
    TYPE_LEDE = "Type the four words that the new device shows now. Read them off its screen yourself, and take them from nobody by phone or message: whoever gets them accepted has your account.";
    WORD = "Word";
    ACCEPT = "Check the words";
    ACCEPTED = "These are the right words.";
    ACCEPTED_WORDS = "On the new device choose Yes, then type your password there. It may write at once.";
    DONE = "Done";

    // Passkey.
    PASSKEY = "Unlock with a passkey";
    PASSKEY_WORDS = "Your fingerprint, face or device PIN instead of the password, in this browser only.";
    PASSKEY_ON = "Set up in this browser. The password unlocks as before.";
    PASSKEY_SET_UP = "Set up";
    PASSKEY_REMOVE = "Remove";
    PASSKEY_REMOVED = "Only your password unlocks now.";
    PASSKEY_KEPT = "The passkey unlocks this browser now.";
    PASSKEY_TITLE = "Set up a passkey";
    PASSKEY_LEDE = "Type your password once more, then your device asks for your fingerprint, face or PIN. The server has no part in it.";
    PASSKEY_UNFIT = "This device's passkeys cannot unlock Tacit.";
    PASSKEY_UNFIT_TODO = "Go on with your password. Nothing was changed.";
    PASSKEY_NONE = "Your device did not give the passkey.";
    PASSKEY_NONE_TODO = "Try again, or type your password.";
}

pub(crate) fn nth_word(number: usize) -> String {
    format!("{WORD} {number}")
}

pub(crate) fn time_left(clock: &str) -> String {
    format!("Good for {clock}")
}
