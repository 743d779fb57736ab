//! What happened with a customer, and what is to happen.

texts! {
    TIMELINE = "Timeline";
    DETAILS = "Details";
    NOTE = "Note";
    CALL = "Log call";
    MEETING = "Meeting";
    TASK = "Task";
    DEAL = "Deal";
    NOTHING = "Nothing here yet";
    NOTHING_WORDS = "Write down what was said, or what is to be done next.";
    NO_TASKS = "No open tasks";
    NO_DEALS = "No deals yet";
    WRITE_NOTE = "Write a note, or drop an e-mail here …";
    WRITE_CALL = "What was said?";
    SAVE = "Save";
    MAIL_KEPT = "E-mail kept.";
    OLDER = "Show older";
    UPCOMING = "To do";
}
