//! Linking a new browser from a device that is open, and a passkey that does not unlock.

texts! {
    Linking {
        go_link: "Link with another device",
        link_title: "Link this browser",
        link_lede: "Your other device opens your account here. You need no Secret Key, only your password.",
        step_open: "On the device where Tacit is open, go to Settings.",
        step_choose: "Choose Link a new device.",
        step_type: "Type this number there:",
        waiting: "Waiting for your other device",
        words_title: "Type these words there",
        words_lede: "Into your other device, in this order. It never shows them itself: that is how you know that it is yours.",
        words_ask: "Did your other device accept these words?",
        words_yes: "Yes, it accepted them",
        words_no: "No",
        refused_title: "Nothing was opened here",
        refused_words: "If you typed the words as shown and they were refused, somebody may sit between your devices. Tell whoever runs the server.",
        again: "Start again",
        password_lede: "Your devices know each other now. Type your password to finish.",
        finish: "Open my account",
        passkey_unfit: "This device's passkeys cannot unlock Tacit.",
        passkey_unfit_todo: "Go on with your password. Nothing was changed.",
        passkey_none: "Your device did not give the passkey.",
        passkey_none_todo: "Try again, or type your password.",
    }
    sentences {
        time_left: |clock: &str| format!("Good for {clock}"),
    }
}
