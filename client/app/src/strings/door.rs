//! What stands before an open vault.

texts! {
    TAGLINE = "Know your customers. Tell no one.";
    LEDE = "A CRM for people who keep confidences. Every record is sealed in this browser; the server never sees a name.";
    PROMISE_SEALED = "Sealed here, before anything is sent";
    PROMISE_KEYS = "Only your team holds the keys";
    PROMISE_OFFLINE = "Works offline, loses nothing";
    CREATE = "Create account";
    SIGN_IN = "Sign in";
    NEED_LINK = "To create an account here you need an invite link from a colleague, or a sign-up link from whoever runs this server.";
    PASTE_LINK = "Your link";
    PASTE_HINT = "Everything after the # stays in this browser.";
    NOT_A_LINK = "This is not an invite or sign-up link.";
    SIGN_UP_TITLE = "Create your account";
    SIGN_UP_LEDE = "No e-mail address needed. Your password never leaves this device.";
    SIGN_IN_NAME = "Sign-in name";
    SIGN_IN_NAME_HINT = "Anything you will remember, such as mira.lang.";
    PASSWORD = "Password";
    PASSWORD_HINT = "Four random words hold longer than any trick.";
    SUGGEST = "Suggest a passphrase";
    MAKING = "Making your keys takes a second";
    KIT_TITLE = "Your emergency kit";
    KIT_LEDE = "Print it or write the Secret Key down. With your name and password it opens Tacit on any device. Nobody else has it, so nobody can send it to you again.";
    KIT_PRINT = "Print";
    KIT_COPY = "Copy Secret Key";
    KIT_NEXT = "I have kept it";
    KIT_HEAD = "Emergency kit";
    KIT_ADDRESS = "Address";
    KIT_NAME = "Sign-in name";
    KIT_KEY = "Secret Key";
    KIT_HINT = "A hint that reminds you of your password. Never the password itself.";
    KIT_STEP_1 = "Open the address above on the new device.";
    KIT_STEP_2 = "Choose Sign in and type your name and Secret Key. The code holds the same key, for a camera.";
    KIT_STEP_3 = "Type your password. Keep this page where you keep contracts.";
    KIT_FLOOR = "Your vaults on this day. A device that shows an older number is being misled.";
    KIT_PENDING_TITLE = "Your kit is not kept yet";
    KIT_PENDING_LEDE = "Your account was made, but the emergency kit was never confirmed. Type your password to see it again.";
    KIT_SHOW = "Show the kit";
    CONFIRM_TITLE = "Is it really kept?";
    CONFIRM = "Confirm";
    CONFIRM_BACK = "Show the kit again";
    SIGN_IN_TITLE = "Sign in on this browser";
    SIGN_IN_LEDE = "Have your emergency kit at hand.";
    SECRET_KEY = "Secret Key";
    SECRET_KEY_HINT = "From your kit. Spaces, dashes and case do not matter.";
    UNLOCK = "Unlock";
    UNLOCK_PASSKEY = "Unlock with passkey";
    UNLOCK_LEDE = "Type your password. This works offline too.";
    FORGET = "Sign out and forget this device";
    FORGET_TITLE = "Forget this device?";
    FORGET_WORDS = "Everything of this account is erased from this browser, changes not yet sent included. To come back you need your emergency kit.";
    FORGET_DO = "Forget this device";
    INVITED = "You are invited";
    JOIN = "Join";
    NOT_NOW = "Not now";
    JOIN_WAITING = "Waiting to be let in";
    JOIN_WAITING_WORDS = "Your request is sent. You can close this page; you are let in as soon as a colleague's Tacit is open.";
    JOIN_COMPARE = "Read these words to your colleague. Both must see the same.";
    JOIN_LOCKED = "Unlock first, then join.";
    HELD_TITLE = "Your vault is not here yet";
    HELD_LEDE = "Tacit keeps asking, and opens it as soon as everything is there.";
    VAULT_TITLE = "Name your vault";
    VAULT_LEDE = "A vault holds your customers and the people who may see them. Only members ever see its name.";
    VAULT_NAME = "Vault name";
    VAULT_NAME_EXAMPLE = "Northwind Law";
    MY_NAME = "Your name, as colleagues see it";
    VAULT_DO = "Create vault";
    OPENING = "Opening your vault";
    FAILED = "Tacit cannot start here";
    LOADING = "Starting";
}

pub(crate) fn hello(name: &str) -> String {
    format!("Hello, {name}")
}

pub(crate) fn invited_by(inviter: &str, vault: &str, role: &str) -> String {
    format!("{inviter} invites you into {vault} as {role}.")
}

pub(crate) fn retype(group: usize) -> String {
    let nth = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    match nth.get(group) {
        Some(nth) => format!("Type the {nth} group of the Secret Key from your kit."),
        None => format!("Type group {} of the Secret Key from your kit.", group + 1),
    }
}

pub(crate) fn waiting_for(vaults: &[String]) -> String {
    format!("Waiting to be let into {}", vaults.join(", "))
}
