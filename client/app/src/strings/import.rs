//! Import.

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
