//! Every word the page says, in English, so that another language is one more file like this.

macro_rules! texts {
    ($($name:ident = $text:literal;)*) => { $(pub(crate) const $name: &str = $text;)* };
}

/// Words used everywhere.
pub(crate) mod words {
    texts! {
        CANCEL = "Cancel";
        CLOSE = "Close";
        DELETE = "Delete";
        UNDO = "Undo";
        REDO = "Redo";
        UNDONE = "Taken back.";
        REDONE = "Done again.";
        COPIED = "Copied.";
        TRY_AGAIN = "Try again";
        BACK = "Back";
        NAME = "Name";
        PEOPLE = "People";
        COMPANIES = "Companies";
        MEMBERS = "Members";
        SETTINGS = "Settings";
        SEARCH = "Search";
        IMPORT = "Import";
        NEW_PERSON = "New person";
        NEW_COMPANY = "New company";
        PERSON = "person";
        PERSONS = "people";
        COMPANY = "company";
        COMPANY_MANY = "companies";
        CONTINUE = "Continue";
        OWNER = "Owner";
        ADMIN = "Admin";
        EDITOR = "Editor";
        VIEWER = "Viewer";
        MORE = "More";
        LOCK = "Lock";
        BROKEN = "Something in this page went wrong. What you saved is safe, sealed on this device.";
        START_AFRESH = "Reload";
    }
}

/// The bridge to the worker.
pub(crate) mod link {
    texts! {
        NO_WORKER = "This browser does not let Tacit start its engine.";
        STOPPED = "Tacit's engine stopped. Everything saved is still sealed on this device.";
        OTHER_VERSION = "This page and its engine are of different versions.";
        RELOAD = "Please reload the page.";
    }
}

/// What stands before an open vault.
pub(crate) mod door {
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
}

/// The frame.
pub(crate) mod shell {
    texts! {
        SWITCH = "Switch vault";
        NEW_VAULT = "New vault";
        SHORTCUTS = "Keyboard shortcuts";
        OFFLINE = "Offline · saved here";
        SEALED = "Sealed";
        HELD = "Not sending";
        SYNC_TITLE = "Every change is sealed here, then sent. Press to try now.";
        UNCONFIRMED = "Nobody has vouched for this device yet";
        UNCONFIRMED_WORDS = "You can read. Before anything you write is sent, compare six words with a colleague: both must see the same.";
        UNCONFIRMED_LOOK = "Compare words";
        UNCONFIRMED_TITLE = "Compare with a colleague";
        UNCONFIRMED_ASK = "Call or meet somebody of this vault. Under Members they see six words. Are these the same, and are these the people you expect?";
        UNCONFIRMED_YES = "They are the same";
        UNCONFIRMED_NO = "If they differ, do not confirm. Tell the owner: the server may be showing one of you something else.";
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
}

/// Lists of people and companies.
pub(crate) mod list {
    texts! {
        SEARCH_PEOPLE = "Search people";
        SEARCH_COMPANIES = "Search companies";
        COMPANY = "Company";
        EMAIL = "E-mail";
        PHONE = "Phone";
        TAGS = "Tags";
        STATUS = "Status";
        CHANGED = "Changed";
        DOMAIN = "Domain";
        SIZE = "People";
        TAG = "Tag";
        FILTER = "Filter";
        FILTER_NONE = "No tags yet.";
        CLEAR = "Clear search and filter";
        NO_HIT = "Nobody fits";
        NO_HIT_COMPANY = "No company fits";
        NO_HIT_WORDS = "Every word must occur somewhere in the record.";
        EMPTY = "No people yet";
        EMPTY_WORDS = "Bring them in from a file, or start with one. Whatever you add is sealed before it leaves this browser.";
        EMPTY_COMPANIES = "No companies yet";
        EMPTY_COMPANIES_WORDS = "Companies come with the people you import, or you add one.";
        DEMO = "Try with made-up people";
        FIRST = "Add the first person";
        IMPORT = "Import a file";
        FAILED = "The list cannot be shown";
        SELECT_ALL = "Select all";
        CLEAR_SELECTION = "Clear selection";
        DROP = "Drop to import";
        WAITING = "Saved here, not sent yet";
    }

    pub(crate) fn selected(number: usize) -> String {
        format!("{} selected", crate::format::count(number as u32))
    }

    pub(crate) fn deleted(number: usize, one: &str, many: &str) -> String {
        format!("{} deleted.", crate::format::counted(number as u32, one, many))
    }

    pub(crate) fn select_row(name: &str) -> String {
        format!("Select {name}")
    }
}

/// One record.
pub(crate) mod record {
    texts! {
        PREVIOUS = "Previous (K)";
        NEXT = "Next (J)";
        GONE = "This record is no longer here";
        GONE_WORDS = "It was deleted, or it belongs to another vault.";
        SOURCE = "Source";
        FROM = "From";
        ADDED = "Added";
        CHANGED = "Changed";
        SAFETY = "Safety";
        AT = "at";
        PEOPLE = "People";
        NO_PEOPLE = "Nobody is linked to this company yet.";
        USE_THIS = "Use this instead";
        ADD = "Add";
        REMOVE = "Remove";
        LABEL = "Label";
        NONE = "—";
        ADD_TAG = "Add tag";
        OPEN = "Open";
        BAD_DATE = "Write the day as 1985-04-12, or without a year as --04-12.";
        SAVED_HERE = "Saved here, not sent yet";
        UNNAMED = "Unnamed";
    }

    pub(crate) fn sealed(epoch: u32, bytes: u32) -> String {
        format!(
            "Sealed under key {epoch} of this vault. The server holds {} opaque bytes.",
            crate::format::count(bytes)
        )
    }

    pub(crate) fn unsent(epoch: u32) -> String {
        format!("Sealed under key {epoch} of this vault. The server holds nothing of it yet.")
    }

    pub(crate) fn of(index: u32, total: u32) -> String {
        format!("{} of {}", crate::format::count(index + 1), crate::format::count(total))
    }

    pub(crate) fn set_aside(by: &str, when: &str) -> String {
        format!("by {by}, {when}, was written at the same time.")
    }

    pub(crate) fn by(day: &str, name: &str) -> String {
        format!("{day} by {name}")
    }

    pub(crate) fn create(text: &str) -> String {
        format!("Create “{text}”")
    }
}

/// The form for a new record.
pub(crate) mod create {
    texts! {
        GIVEN = "Given name";
        FAMILY = "Family name";
        EMAIL = "E-mail";
        PHONE = "Phone";
        COMPANY = "Company";
        DOMAIN = "Web domain";
        ADD_PERSON = "Add person";
        ADD_COMPANY = "Add company";
        LOOKALIKE = "Perhaps here already";
        NAME_NEEDED = "Give at least a name or an e-mail address.";
        COMPANY_NEEDED = "Give the company a name.";
    }

    pub(crate) fn added(name: &str) -> String {
        format!("{name} added.")
    }
}

/// Import.
pub(crate) mod import {
    texts! {
        TITLE = "Import";
        DROP = "Drop files here";
        DROP_WORDS = "CSV from any CRM or address book, or vCards (.vcf). Several at once are fine. They are read in this browser and nowhere else.";
        CHOOSE = "Choose files";
        READING = "Reading";
        OTHER_FILES = "Other files";
        COLUMN = "Column";
        SAMPLES = "For example";
        GOES_TO = "Goes to";
        SURE = "Sure";
        FAIRLY_SURE = "Fairly sure";
        PLEASE_CHECK = "Please check";
        SKIP = "Leave out";
        FULL_NAME = "Full name, split";
        NOTE = "Note, under its own name";
        GROUP_PERSON = "Person";
        GROUP_COMPANY = "Company";
        NEW_PEOPLE = "new people";
        MERGED = "added to";
        NEW_COMPANIES = "new companies";
        SKIPPED = "left out";
        DUPLICATES = "If somebody is here already";
        DUP_MERGE = "Complete";
        DUP_MERGE_WORDS = "Fill empty fields, add addresses and numbers, change nothing that is there.";
        DUP_SKIP = "Leave out";
        DUP_SKIP_WORDS = "Keep the person as is.";
        DUP_ADD = "Add again";
        DUP_ADD_WORDS = "As another person.";
        PROBLEMS = "To look at";
        NO_PROBLEMS = "Every row can be read.";
        ONLY_BLOCKING = "Only rows left out";
        ROW = "Row";
        VALUE = "Value";
        WHAT = "What";
        HAPPENS = "What happens";
        SAMPLE = "How it will look";
        RUN = "Import";
        RUNNING = "Sealing and saving";
        RUNNING_WORDS = "You can leave this page; it goes on.";
        DONE = "Import finished";
        SHOW = "Show people";
        UNDO_ALL = "Undo the whole import";
        UNDONE = "The import was taken back.";
        CARDS = "Cards say themselves what each line is.";
        LEFT_OUT = "left out";
        FIRST_SHOWN = "The first 500 are shown.";
    }

    pub(crate) fn too_large(name: &str) -> String {
        format!("{name} is larger than 256 MB. Split it into several files.")
    }

    pub(crate) fn unreadable(name: &str) -> String {
        format!("The browser could not read {name}.")
    }

    pub(crate) fn filled(number: u32, total: u32) -> String {
        format!("{} of {}", crate::format::count(number), crate::format::count(total))
    }

    pub(crate) fn rows(number: u32) -> String {
        crate::format::counted(number, "row", "rows")
    }
}

/// Members.
pub(crate) mod members {
    texts! {
        TITLE = "Members";
        INVITE = "Invite";
        YOU = "you";
        WAITING = "Waiting to be let in";
        WAITING_WORDS = "Ask them to read their words to you. Let them in only if all six are the same.";
        CONTESTED = "Two different people used this link. Do not let anybody in; remove the invite and make a new one.";
        LET_IN = "Let in";
        OPEN_INVITES = "Open invites";
        REVOKE = "Take back";
        REVOKED = "The invite was taken back.";
        REMOVE = "Remove";
        REMOVING = "Being removed";
        FORMER = "Removed";
        WORDS = "Words of this vault";
        WORDS_WHY = "Every member who sees the same list sees the same six words. If a colleague's differ, the server shows one of you something else.";
        INVITE_TITLE = "Invite a colleague";
        INVITE_NAME = "Their name";
        INVITE_NAME_HINT = "So that everybody here knows who it is.";
        INVITE_ROLE = "They may";
        INVITE_FOR = "The link holds for";
        INVITE_DO = "Make link";
        LINK_TITLE = "Send this link";
        LINK_WORDS = "It works once, for one person. Send it by a way you trust; it is shown only now.";
        LINK_COPY = "Copy link";
        RENAME = "Rename";
        DAY = "1 day";
        THREE_DAYS = "3 days";
        WEEK = "7 days";
        TWO_WEEKS = "14 days";
        OWNER_MAY = "do everything";
        ADMIN_MAY = "write, and manage members";
        EDITOR_MAY = "read and write";
        VIEWER_MAY = "read only";
    }

    pub(crate) fn remove_title(name: &str) -> String {
        format!("Remove {name}?")
    }

    pub(crate) fn remove_words(name: &str) -> String {
        format!(
            "The key of this vault changes at once: nothing written from now on opens for {name}. What {name} has seen cannot be taken back."
        )
    }

    pub(crate) fn removed(name: &str) -> String {
        format!("{name} was removed and the key changed.")
    }

    pub(crate) fn let_in(name: &str) -> String {
        format!("{name} is in.")
    }

    pub(crate) fn key_number(epoch: u32) -> String {
        format!("New records are sealed under key {epoch}.")
    }

    pub(crate) fn expires(when: &str) -> String {
        format!("Expires {when}")
    }
}

/// Settings.
pub(crate) mod settings {
    texts! {
        ACCOUNT = "Account";
        SIGNED_IN_AS = "Signed in as";
        LOCK_WORDS = "Drops every key from memory. The sealed data stay on this device.";
        KIT = "Emergency kit";
        KIT_WORDS = "Print it again, for example after you joined another vault.";
        KIT_SHOW = "Show kit";
        SESSIONS = "Where you are signed in";
        THIS_BROWSER = "This browser";
        BROWSER = "A browser";
        END = "End";
        ENDED = "Ended.";
        APPEARANCE = "Appearance";
        THEME_SYSTEM = "System";
        THEME_LIGHT = "Light";
        THEME_DARK = "Dark";
        VAULT = "Vault";
        VAULT_NAME = "Name";
        RENAMED = "Renamed.";
        SEEN = "What the server sees";
        SEEN_WORDS = "Opaque ids, padded sizes, times, and who may write. No name, no address, no note, no tag, not even the name of this vault.";
        FORGET_WORDS = "Erases everything of this account from this browser.";
        SAVE = "Save";
    }

    pub(crate) fn session(created: &str, seen: &str) -> String {
        format!("Since {created}, last seen {seen}")
    }
}

/// The sheet of shortcuts.
pub(crate) mod keys {
    texts! {
        ANYWHERE = "Anywhere";
        IN_LISTS = "In a list";
        ON_RECORD = "On a record";
        SEARCH = "Search";
        NEW = "New";
        GO_PEOPLE = "Go to people";
        GO_COMPANIES = "Go to companies";
        GO_MEMBERS = "Go to members";
        UNDO = "Undo";
        THIS = "This sheet";
        MOVE = "Move";
        OPEN = "Open";
        SELECT = "Select";
        EXTEND = "Extend the selection";
        DELETE = "Delete the selected";
        NEXT = "Next";
        PREVIOUS = "Previous";
        CANCEL = "Cancel an edit";
    }
}
