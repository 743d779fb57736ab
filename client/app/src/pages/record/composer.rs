//! Where one writes on a customer's page: a note, what was said on a call or in a meeting, an e-mail that is pasted, dropped
//! or chosen as a file.

use super::activity_glyph;
use super::beginning::TemplateMenu;
use super::noted_when::{NotedWhen, is_entered, takes_place};
use super::pasted::{MailFiles, Recognised, say_kept};
use crate::files::holds_files;
use crate::link;
use crate::pages::kept_line::kept_line;
use crate::pages::note_area::NoteArea;
use crate::state::{App, NOTED, NoteDraft, app};
use crate::strings::{always, t};
use crate::ui::{Button, Weight, icon_of, read_files};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::import::ImportSource;
use tacit_bridge::records::{DraftOf, FieldKey, Id, Kind, MailKept, PageAsk, Related, UndoStep, Value};
use tacit_bridge::{Call, Problem};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The type of an e-mail.
const MAIL: &str = NOTED[3];

/// What is saved: an e-mail is read by the worker, all else is as typed.
fn saving(NoteDraft { what, text, when }: NoteDraft, about: &Related) -> Call {
    if what == MAIL {
        return Call::Page(PageAsk::KeepMail { about: about.id, text });
    }
    let mut fields = vec![
        (FieldKey::TYPE, Value::Text(what.to_owned())),
        (FieldKey::NOTES, Value::Text(text)),
        (FieldKey::ABOUT, Value::Relations(vec![about.clone()])),
    ];
    if let Some(when) = when.filter(|_| takes_place(what)) {
        fields.push((FieldKey::WHEN, Value::Moment(when.at)));
        fields.extend(when.until().map(|until| (FieldKey::UNTIL, Value::Moment(until))));
    }
    Call::Create { kind: Kind::Activity, fields }
}

/// What stands there already stays, and more follows it.
fn beneath(stands: &str, more: String) -> String {
    if stands.trim().is_empty() { more } else { format!("{}\n\n{more}", stands.trim_end()) }
}

/// A draft that was put aside, beneath what was written meanwhile: of that the type stays, and the time if it has one.
fn brought_back(stands: NoteDraft, draft: NoteDraft) -> NoteDraft {
    if stands.text.trim().is_empty() {
        return draft;
    }
    let text = beneath(&stands.text, draft.text);
    NoteDraft { what: stands.what, text, when: stands.when.or(draft.when) }
}

/// What came of it.
enum Saved {
    Mail(MailKept),
    Note(Option<UndoStep>),
}

impl Saved {
    fn say(self, app: App, kind: &'static str) {
        match self {
            // A pasted e-mail stands where its date puts it, which may be far below.
            Self::Mail(kept) => say_kept(app, &kept),
            Self::Note(undo) => app.did(undo, &t().fields.choice(FieldKey::TYPE, kind)),
        }
    }
}

/// Saves what was written about a record.
async fn save_note(app: App, about: Id, kind: &'static str, call: Call) -> Result<Saved, Problem> {
    let of = DraftOf::Note(about);
    if kind == MAIL {
        return Ok(Saved::Mail(app.save_draft(of, link::mail_kept(call)).await?));
    }
    let (_, undo) = app.save_draft(of, link::changed(call)).await?;
    Ok(Saved::Note(undo))
}

/// Keeps an e-mail that came as a file.
async fn keep_mail(app: App, about: Id, bytes: Vec<u8>) {
    match link::mail_kept(Call::AddMail { about, bytes }).await {
        Ok(kept) => say_kept(app, &kept),
        Err(problem) => app.complain(&problem),
    }
}

/// Presses a button of the page; whether it is there.
fn press(testid: &str) -> bool {
    let found = document().query_selector(&format!("[data-testid={testid}]")).ok().flatten();
    let button = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    button.map(|button| button.click()).is_some()
}

/// Begins to write on the page of a record: a note, or what was said on a call. Where the place for it is behind a tab, that
/// is opened first.
pub(crate) fn begin_note(what: &'static str) {
    let begin = move || press(&format!("log-{what}"));
    if !begin() && press("tab-timeline") {
        request_animation_frame(move || {
            request_animation_frame(move || {
                begin();
            })
        });
    }
}

/// Where one writes: a note, or what was said on a call or in a meeting.
#[component]
pub(super) fn Composer(about: Related) -> impl IntoView {
    let app = app();
    let id = about.id;
    let node = NodeRef::<html::Textarea>::new();
    let text = move || app.begun.note(id).map(|note| note.text).unwrap_or_default();
    let before = untrack(|| app.begun.note(id));
    // Whether the draft that stood here is put aside: nothing, where none did.
    let aside = RwSignal::new(before.as_ref().map(|_| false));
    let before = before.unwrap_or_else(NoteDraft::empty);
    let (what, when) = (RwSignal::new(before.what), RwSignal::new(before.when));
    let write = move |text: String| {
        // It is emptied when it is saved, perhaps after its page was left and the rest with it.
        let note = match text.is_empty() {
            true => NoteDraft::empty(),
            false => NoteDraft { what: what.get_untracked(), text, when: when.get_untracked() },
        };
        app.write_note(id, note);
    };
    // Saved or emptied, here or in another tab.
    Effect::new(move |_| {
        if text().is_empty() && aside.get_untracked() == Some(false) {
            aside.set(None);
        }
    });
    // Another type, or another time, was chosen for what is written already.
    Effect::new(move |_| {
        let now = (what.get(), when.get());
        if untrack(|| app.begun.note(id)).is_some_and(|note| (note.what, note.when) != now) {
            write(untrack(text));
        }
    });
    // What holds the time is left and taken away: whoever is there goes on where one writes.
    let leave_when = move || {
        if let Some(area) = node.try_get_untracked().flatten().filter(|_| is_entered()) {
            drop(area.focus());
        }
    };
    let busy = RwSignal::new(false);
    let save = move || {
        let said = untrack(text).trim().to_owned();
        if said.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let sent = said.clone();
        let kind = what.get_untracked();
        let call = saving(NoteDraft { what: kind, text: said, when: when.get_untracked() }, &about);
        let vault = app.which_vault();
        spawn_local(async move {
            match save_note(app, id, kind, call).await {
                // Of a vault that is not open any more nothing is said, and nothing of it is here.
                Ok(_) if app.which_vault() != vault => {}
                Ok(saved) => {
                    saved.say(app, kind);
                    // What was typed meanwhile is the next note.
                    if untrack(text).trim() == sent {
                        write(String::new());
                    }
                    if untrack(text).is_empty() {
                        leave_when();
                        when.try_set(None);
                    }
                }
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
        });
    };
    let save = StoredValue::new(save);
    let begin = Callback::new(move |(filled, begins): (String, String)| {
        write(beneath(&untrack(text), filled));
        what.set(NOTED.into_iter().find(|known| *known == begins).unwrap_or(NOTED[0]));
        if let Some(area) = node.get_untracked() {
            drop(area.focus());
        }
    });
    let put = StoredValue::new(NoteDraft::empty());
    let other = Callback::new(move |()| {
        let stands = NoteDraft { what: what.get_untracked(), text: untrack(text), when: when.get_untracked() };
        if aside.get_untracked() == Some(false) {
            put.set_value(stands);
            aside.set(Some(true));
            when.set(None);
            write(String::new());
        } else {
            let draft = brought_back(stands, put.get_value());
            aside.set(Some(false));
            what.set(draft.what);
            when.set(draft.when);
            write(draft.text);
        }
        if let Some(area) = node.get_untracked() {
            drop(area.focus());
        }
    });
    let handle = window_event_listener(ev::keydown, move |event| {
        if crate::shell::single_key(&event).as_deref() == Some("n") {
            event.prevent_default();
            if let Some(area) = node.get_untracked() {
                drop(area.focus());
            }
        }
    });
    on_cleanup(move || handle.remove());
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            // As by the button: the browser says what holds no moment.
            press("composer-save");
        }
        if event.key() == "Escape" {
            event.stop_propagation();
            crate::shell::leave_field();
        }
    };
    let choice = move |of: &'static str, words: &'static str| {
        view! {
            <button
                type="button" aria-pressed=move || (what.get() == of).to_string() data-testid=format!("log-{of}")
                on:click=move |_| {
                    what.set(of);
                    if let Some(area) = node.get_untracked() {
                        drop(area.focus());
                    }
                }
            >
                {icon_of(activity_glyph(of), 14)}
                {words}
            </button>
        }
    };
    let over = RwSignal::new(false);
    let enter = move |event: ev::DragEvent| {
        if holds_files(event.data_transfer()) {
            event.prevent_default();
            over.set(true);
        }
    };
    let take = Callback::new(move |read: Result<Vec<ImportSource>, String>| match read {
        // One after the other: each may be large, and has something to say.
        Ok(files) => spawn_local(async move {
            for file in files {
                keep_mail(app, id, file.bytes).await;
            }
        }),
        Err(words) => app.say(words, None),
    });
    let dropped = move |event: ev::DragEvent| {
        over.set(false);
        event.prevent_default();
        if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            read_files(&files, take);
        }
    };
    view! {
        <form
            class="composer card" class:over=over on:dragenter=enter on:dragover=enter on:dragleave=move |_| over.set(false) on:drop=dropped
            on:submit=move |event| {
                event.prevent_default();
                // Enter does not leave the field in which it is pressed, and what one empties counts once it is left.
                leave_when();
                save.with_value(|save| save());
            }
        >
            <div class="menu-place">
                <NoteArea
                    node text=Signal::derive(text) write=Callback::new(write) class="plain" rows=2 name=t().timeline.write_note shortcut="N"
                    testid="composer" keys=Callback::new(keys)
                    placeholder=Signal::derive(move || {
                        let words = match what.get() {
                            // Nothing is dropped on a phone.
                            "note" if app.narrow.get() => t().timeline.write_here,
                            "note" => t().timeline.write_note,
                            MAIL => t().timeline.paste_mail,
                            _ => t().timeline.write_call,
                        };
                        words.to_owned()
                    })
                />
            </div>
            {kept_line(move || aside.get(), other)}
            {move || (what.get() == MAIL).then(|| view! { <Recognised about=id text=Signal::derive(text) /> })}
            {move || takes_place(what.get()).then(|| view! { <NotedWhen when /> })}
            <footer>
                <div class="segment" role="group" aria-label=always().words.activities>
                    {choice("note", t().timeline.note)}
                    {choice("call", t().timeline.call)}
                    {choice("meeting", t().timeline.meeting)}
                    {choice(MAIL, t().timeline.mail)}
                </div>
                <TemplateMenu about=id begin />
                {move || (what.get() == MAIL).then(|| view! { <MailFiles take /> })}
                <span class="space"></span>
                <Button
                    words=t().timeline.save weight=Weight::Primary submit=true busy disabled=Signal::derive(move || text().trim().is_empty())
                    testid="composer-save"
                />
            </footer>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::When;

    fn sent(what: &'static str, when: Option<When>) -> Vec<FieldKey> {
        let about = Related { kind: Kind::Person, id: Id([1; 16]), name: String::new() };
        match saving(NoteDraft { what, text: "Called.".to_owned(), when }, &about) {
            Call::Create { fields, .. } => fields.into_iter().map(|(field, _)| field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_draft_that_is_brought_back_leaves_alone_what_was_written_meanwhile() {
        let note = |what: &'static str, text: &str, when| NoteDraft { what, text: text.to_owned(), when };
        let (then, now) = (When { at: 60_000, minutes: 30 }, When { at: 120_000, minutes: 0 });
        let draft = || note("call", "Called.", Some(then));
        assert_eq!(brought_back(note("note", " ", Some(now)), draft()), draft(), "nothing was written");
        let joined = |when| note("meeting", "We met.\n\nCalled.", when);
        assert_eq!(brought_back(note("meeting", "We met.", Some(now)), draft()), joined(Some(now)));
        assert_eq!(brought_back(note("meeting", "We met.", None), draft()), joined(Some(then)));
    }

    #[test]
    fn when_it_was_goes_with_what_took_place_and_with_nothing_else() {
        let plain = vec![FieldKey::TYPE, FieldKey::NOTES, FieldKey::ABOUT];
        let with = |more: &[FieldKey]| [&plain[..], more].concat();
        let (since, long) = (When { at: 60_000, minutes: 0 }, When { at: 60_000, minutes: 30 });
        assert_eq!(sent("call", None), plain, "the worker says that it is now");
        assert_eq!(sent("call", Some(since)), with(&[FieldKey::WHEN]));
        assert_eq!(sent("meeting", Some(long)), with(&[FieldKey::WHEN, FieldKey::UNTIL]));
        assert_eq!(sent("note", Some(long)), plain, "it was chosen while this was a call");
    }
}
