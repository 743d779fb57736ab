//! The pages of an open vault, and the few things several of them do.

mod calendar;
mod chosen;
mod consent;
mod dashboard;
mod day;
mod duplicates;
mod ended;
mod erase;
mod feed;
mod files;
mod history;
mod import;
mod kept_line;
mod lines;
mod lists;
mod lost;
pub(crate) mod many;
mod members;
mod mentioning;
mod more;
pub(crate) mod new_record;
mod note_area;
pub(crate) mod privacy;
mod record;
pub(crate) mod records;
mod settings;
mod source;
mod tags;
mod trash;
mod unanswered;

pub(crate) use calendar::{CalendarPage, Day, ListCalendar, Spread, save_calendar};
pub(crate) use consent::{consent_hue, consent_words};
pub(crate) use dashboard::DashboardPage;
pub(crate) use day::{DayPage, turning};
pub(crate) use duplicates::{DuplicatesPage, can_merge, duplicates_path, has_doubles};
pub(crate) use ended::{EndedDialog, reason_fields, written as field_written};
pub(crate) use feed::FeedPage;
pub(crate) use files::{FILES_PATH, FilesPage};
pub(crate) use import::ImportPage;
pub(crate) use lists::{ListDialogs, ListHead, ListPage, Listing, ListsPage, empty_list, new_at, pick, picked_path};
pub(crate) use lost::LostPage;
pub(crate) use many::WorkingOn;
pub(crate) use members::{HistoryWords, MembersPage, RecoveryDialog, role_may};
pub(crate) use more::MorePage;
pub(crate) use new_record::NewRecord;
pub(crate) use privacy::{
    AuditPage, CentrePeoplePage, ConsentsPage, ErasePage, ErasuresPage, ExportPage, FIELDS_PATH, FieldsPage,
    PartiesPage, PrivacyPage, ProcessingPage, PurposePage, PurposesPage, ReceiptPage, RequestPage, RequestsPage,
    RetentionPage, StatisticsPage, SuppressionsPage, export_list, export_of, export_these, exports,
};
pub(crate) use record::{RecordPage, activity_glyph, begin_edit, begin_note, give_up_refused, value_text};
pub(crate) use records::{BulkDialogs, RecordsPage, done::set_done};
pub(crate) use settings::{
    NewKitDialog, ServerPage, SettingsPage, apply_theme, choose_theme, may_rename_vault, show_section,
};
pub(crate) use source::source_words;
pub(crate) use tags::{TAGS_PATH, TagsPage};
pub(crate) use trash::TrashPage;
pub(crate) use unanswered::unanswered;

use crate::link;
use crate::shell::leave_field;
use crate::state::{App, app, reads_only};
use crate::strings::{always, t};
use crate::ui::{Empty, glyphs};
use futures::channel::oneshot;
use futures::future::select;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::pin;
use std::time::Duration;
use tacit_bridge::DoorCall;
use tacit_bridge::members::Role;
use wasm_bindgen_futures::JsFuture;

/// Locks: the page is emptied first, then the worker drops its keys.
pub(crate) fn lock() {
    lock_now(app());
}

/// A lock waits so long for what is typed to be kept, and no longer.
const HANDING: Duration = Duration::from_millis(300);

/// The same where the state is already at hand.
pub(crate) fn lock_now(app: App) {
    leave_field();
    spawn_local(async move {
        // What is typed is taken before the page is emptied, and kept while there is a key to seal it with.
        let handed = app.hand_over();
        app.forget();
        app.device.set(None);
        let (end, waited) = oneshot::channel::<()>();
        set_timeout(move || drop(end), HANDING);
        select(pin!(handed), waited).await;
        if let Err(problem) = link::door::done(DoorCall::Lock).await {
            app.complain(&problem);
        }
        app.refresh();
    });
}

/// Puts text on the clipboard and says so.
pub(crate) fn copy(app: App, text: String) {
    spawn_local(async move {
        if JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok() {
            app.say(always().words.copied, None);
        }
    });
}

/// A role in one word.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Viewer => always().words.viewer,
        Role::Editor => always().words.editor,
        Role::Admin => always().words.admin,
        Role::Owner => always().words.owner,
    }
}

/// What an empty place says of how something comes to be there. Whoever only reads makes nothing; where nobody does, in a vault
/// that is closed or has stopped, nothing is promised.
pub(crate) fn begin_words(words: &'static str) -> &'static str {
    let app = app();
    let reads = app.vault.with_untracked(|vault| vault.as_ref().is_some_and(|vault| reads_only(vault).is_some()));
    match (reads, app.read_only()) {
        (true, _) => t().team.nothing_made,
        (false, true) => "",
        (false, false) => words,
    }
}

/// What stands in place of a page that only changes things, where nothing may be changed.
fn locked(title: &'static str) -> AnyView {
    let words = app().locked_words();
    view! {
        <header class="top lined"><h1>{title}</h1></header>
        <div class="scroll fill" data-testid="locked"><Empty glyph=glyphs::LOCK title=t().team.locked words /></div>
    }
    .into_any()
}

/// Words to be compared, in order.
pub(crate) fn words_list(words: Vec<String>) -> AnyView {
    let items = words.into_iter().map(|word| view! { <li>{word}</li> }).collect_view();
    view! { <ol class="words" data-testid="words">{items}</ol> }.into_any()
}

#[cfg(test)]
mod fixtures;
