//! What to do when a device is lost or stolen, as it is told at the door too.

texts! {
    Lost {
        title: "A device is lost or stolen",
        lede: "Do this in order, from a device that you trust.",
        one: "End its session",
        one_words: "It locks as soon as it meets the server, and needs your password again.",
        two: "Change password and Secret Key",
        two_words: "Then the old password and the old kit open nothing on the server any more.",
        three: "Was it unlocked, or might somebody know the password?",
        three_words: "Then whoever has it may hold the keys of your vaults themselves, and no password takes those back. Make a new account by invite, and have the old one removed from each vault: only that changes the vault's key. What was readable before stays readable to them.",
        locked: "Unlock this device, then find these steps under Settings.",
        no_device: "No other device at hand? Sign in on any browser with your emergency kit.",
    }
}
