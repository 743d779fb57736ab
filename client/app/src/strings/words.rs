//! Words used everywhere.

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
    DEALS = "Deals";
    TASKS = "Tasks";
    ACTIVITIES = "Activities";
    MEMBERS = "Members";
    SETTINGS = "Settings";
    SEARCH = "Search";
    IMPORT = "Import";
    NEW_PERSON = "New person";
    NEW_COMPANY = "New company";
    NEW_DEAL = "New deal";
    NEW_TASK = "New task";
    NEW_ACTIVITY = "New activity";
    DEAL = "deal";
    DEAL_MANY = "deals";
    TASK = "task";
    TASK_MANY = "tasks";
    ACTIVITY = "activity";
    ACTIVITY_MANY = "activities";
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
