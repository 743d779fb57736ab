//! Fields in which something stands that could not be written, in the order that it was left there.

use super::edit::Edit;
use std::cell::RefCell;

thread_local! {
    static REFUSED: RefCell<Vec<Edit>> = const { RefCell::new(Vec::new()) };
}

/// What stands in a field could not be written.
pub(super) fn remember(edit: Edit) {
    REFUSED.with_borrow_mut(|refused| {
        refused.retain(|other| other.is_unwritten() && (other.id, other.field) != (edit.id, edit.field));
        refused.push(edit);
    });
}

/// Gives up what was refused last and still stands on the page; whether there was such a thing. It goes before what was
/// written is taken back: that is what somebody sees who takes a step back.
pub(crate) fn give_up_refused() -> bool {
    let last = REFUSED.with_borrow_mut(|refused| {
        refused.retain(|edit| edit.is_unwritten());
        refused.pop()
    });
    last.inspect(|edit| edit.give_up()).is_some()
}
