//! Linking a device, and unlocking with a passkey.

texts! {
    Devices {
        // The new device.

        // The unlocked device.
        devices: "Devices",
        link_new: "Link a new device",
        link_new_words: "Opens your account in another browser without typing the Secret Key.",
        link_do: "Link a device",
        number_lede: "Open Tacit on the new device and choose Link with another device. It shows a number.",
        number: "Number on the new device",
        number_hint: "Eight digits, good for five minutes.",
        number_waiting: "Waiting for the new device",
        type_lede: "Type the four words that the new device shows now. Read them off its screen yourself, and take them from nobody by phone or message: whoever gets them accepted has your account.",
        accept: "Check the words",
        accepted: "These are the right words.",
        accepted_words: "On the new device choose Yes, then type your password there. It may write at once.",
        done: "Done",

        // Passkey.
        passkey: "Unlock with a passkey",
        passkey_words: "Your fingerprint, face or device PIN instead of the password, in this browser only.",
        passkey_on: "Set up in this browser. The password unlocks as before.",
        passkey_set_up: "Set up",
        passkey_remove: "Remove",
        passkey_removed: "Only your password unlocks now.",
        passkey_kept: "The passkey unlocks this browser now.",
        passkey_title: "Set up a passkey",
        passkey_lede: "Type your password once more, then your device asks for your fingerprint, face or PIN. The server has no part in it.",
    }
    sentences {
        nth_word: |number: usize| format!("Word {number}"),
    }
}
