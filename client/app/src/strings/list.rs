//! Lists of people and companies.

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
