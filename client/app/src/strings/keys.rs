//! The sheet of shortcuts.

texts! {
    ANYWHERE = "Anywhere";
    IN_LISTS = "In a list";
    IN_CALENDAR = "In the calendar";
    LATER = "Later";
    EARLIER = "Earlier";
    TODAY = "Today";
    CARRY = "Pick up, move, put down";
    ON_RECORD = "On a record";
    SEARCH = "Search";
    NEW = "New";
    PALETTE = "Go to, create or find";
    GO_DAY = "Go to my day";
    GO_DASHBOARD = "Go to the dashboard";
    GO_PEOPLE = "Go to people";
    GO_COMPANIES = "Go to companies";
    GO_MEMBERS = "Go to members";
    GO_DEALS = "Go to deals";
    GO_TASKS = "Go to tasks";
    GO_CALENDAR = "Go to the calendar";
    GO_ACTIVITIES = "Go to activities";
    GO_TRASH = "Go to the trash";
    GO_VAULT = "Switch vault";
    UNDO = "Undo";
    REDO = "Redo";
    LOCK = "Lock";
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
