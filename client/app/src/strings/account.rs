//! What opens the account, locking, lost devices, deletion.

texts! {
    PASSWORD_LINE = "Password";
    PASSWORD_WORDS = "Ends every other session. Other devices ask for the new one.";
    CHANGE = "Change";
    CURRENT = "Password until now";
    NEW_PASSWORD = "New password";
    CHANGE_TITLE = "Change your password";
    CHANGE_DO = "Change password";
    CHANGING = "Changing and checking";
    CHANGED = "Your password is changed. Every other session has ended.";
    CHANGE_NOTE = "A device that is offline still opens with the old password until it meets the server again.";
    NEW_KIT = "New Secret Key";
    NEW_KIT_WORDS = "For a lost or photographed kit. The old kit is void afterwards.";
    NEW_KIT_DO = "Make new kit";
    NEW_KIT_TITLE = "A new Secret Key and kit";
    NEW_KIT_LEDE = "First you print the new kit. Nothing changes before you have it in your hand.";
    NEW_KIT_TOO = "Change the password as well";
    NEW_KIT_NEXT = "I have kept it";
    NEW_KIT_KEEP = "Print this and put it where the old kit was. The old one opens nothing once you confirm.";
    NEW_KIT_USE = "Use the new kit";
    NEW_KIT_DONE = "The new kit is in place. Destroy the old one.";
    ADOPT_TITLE = "Type the new password";
    ADOPT_LEDE = "The server no longer takes this device's password. What this device holds is unharmed.";
    ADOPT_KEY = "New Secret Key";
    ADOPT_KEY_HINT = "Only if a new kit was made. Leave empty otherwise.";
    ADOPT_DO = "Go on";
    ADOPT_OPEN = "Type it";
    DEVICE = "This device";
    AUTO_LOCK = "Lock when unused";
    AUTO_LOCK_WORDS = "Drops the keys and empties the page. Ctrl Shift L locks at once.";
    AFTER_5 = "After 5 minutes";
    AFTER_15 = "After 15 minutes";
    AFTER_60 = "After an hour";
    NEVER = "Never";
    KEPT = "Sealed data on this device";
    KEPT_YES = "This browser keeps them until you forget this device.";
    KEPT_NO = "This browser may clear them when it runs short of space. What was synced is safe on the server.";
    KEPT_ASK = "Ask it to keep them";
    LOCKED_IDLE = "Locked, because nobody used it for a while.";
    LOCKED_OUT = "This browser was signed out";
    LOCKED_OUT_WORDS = "From another device, or because the password was changed. Type your password; if it was changed, the new one.";
    END_OTHERS = "End all others";
    OTHERS_ENDED = "Every other session has ended. Those browsers lock.";
    LOST = "A device is lost or stolen";
    LOST_LEDE = "Do this in order, from a device that you trust.";
    LOST_1 = "End its session";
    LOST_1_WORDS = "It locks as soon as it meets the server, and needs your password again.";
    LOST_2 = "Change password and Secret Key";
    LOST_2_WORDS = "Then the old password and the old kit open nothing on the server any more.";
    LOST_2_DO = "Change both";
    LOST_3 = "Was it unlocked, or might somebody know the password?";
    LOST_3_WORDS = "Then whoever has it may hold the keys of your vaults themselves, and no password takes those back. Make a new account by invite, and have the old one removed from each vault: only that changes the vault's key. What was readable before stays readable to them.";
    LOST_VAULTS = "Your vaults";
    LOST_LONE = "You are the only owner: invite your new account as owner, then remove the old one from there.";
    LOST_ASK = "Ask an admin or owner to remove you and invite your new account.";
    LOST_LOCKED = "Unlock this device, then find these steps under Settings.";
    LOST_NO_DEVICE = "No other device at hand? Sign in on any browser with your emergency kit.";
    DELETE_LINE = "Delete account";
    DELETE_WORDS = "Erases it from the server and from this browser.";
    DELETE_TITLE = "Delete your account?";
    DELETE_GONE = "Erased: your keys, your sign-in and your sessions on the server, and everything of this account in this browser.";
    DELETE_STAYS = "Not erased: what you wrote in vaults of your team, which is theirs too; your place on their member lists, until an admin removes you; and backups, until they are overwritten.";
    DELETE_DO = "Delete account";
    LONE = "Only you own this vault";
    LONE_WORDS = "If you lose password or kit, nobody can let anybody in any more. Make a second owner, or a recovery account.";
    LONE_RECOVERY = "Recovery account";
    LONE_LATER = "Remind me in a week";
    RECOVERY_TITLE = "Recovery account";
    RECOVERY_LEDE = "A second owner whose password is a printed code. It is a member like any other: you see it in the list, and can remove it. Nobody but you holds the sheet.";
    RECOVERY_DO = "Make link and code";
    RECOVERY_NAME = "Recovery account";
    RECOVERY_SHEET = "Recovery sheet";
    RECOVERY_CODE = "Password of the recovery account";
    RECOVERY_NOTE = "With its own emergency kit this opens the vault as owner. Keep both in a sealed envelope.";
    RECOVERY_1 = "Print this sheet.";
    RECOVERY_2 = "Copy the link and open it in another browser profile or a private window, so that the two accounts' keys never meet.";
    RECOVERY_3 = "There, create an account named recovery, type the code as its password, print its emergency kit, and ask to join.";
    RECOVERY_4 = "Here, under Members, compare the six words and let it in.";
    RECOVERY_5 = "There, once it is in, choose Sign out and forget this device. Keep sheet and kit together, away from here.";
}

pub(crate) fn role_in(role: &str, members: u32) -> String {
    let of = if members == 1 { "you are alone in it".to_owned() } else { format!("{members} members") };
    format!("{role} · {of}")
}
