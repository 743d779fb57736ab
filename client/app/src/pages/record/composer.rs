//! Where one writes on a customer's page: a note, what was said on a call or in a meeting, an e-mail that is pasted, dropped
//! or chosen as a file.

use super::activity_glyph;
use super::beginning::TemplateMenu;
use super::pasted::{MailFiles, Recognised, say_kept};
use crate::files::holds_files;
use crate::link;
use crate::pages::note_area::NoteArea;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Button, Weight, icon_of, read_files};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::import::ImportSource;
use tacit_bridge::records::{FieldKey, Id, Kind, PageAsk, Related, Value};

/// What can be written here.
const BEGUN: [&str; 4] = ["note", "call", "meeting", MAIL];
/// The type of an e-mail.
const MAIL: &str = "e-mail";

/// What is saved: an e-mail is read by the worker, all else is as typed.
fn saving(what: &str, text: String, about: &Related) -> Call {
    if what == MAIL {
        return Call::Page(PageAsk::KeepMail { about: about.id, text });
    }
    let fields = vec![
        (FieldKey::TYPE, Value::Text(what.to_owned())),
        (FieldKey::NOTES, Value::Text(text)),
        (FieldKey::ABOUT, Value::Relations(vec![about.clone()])),
    ];
    Call::Create { kind: Kind::Activity, fields }
}

/// Keeps an e-mail that came as a file.
async fn keep_mail(app: App, about: Id, bytes: Vec<u8>) {
    match link::mail_kept(Call::AddMail { about, bytes }).await {
        Ok(kept) => say_kept(app, &kept),
        Err(problem) => app.complain(&problem),
    }
}

/// Where one writes: a note, or what was said on a call or in a meeting.
#[component]
pub(super) fn Composer(about: Related) -> impl IntoView {
    let app = app();
    let id = about.id;
    let node = NodeRef::<html::Textarea>::new();
    let text = move || app.drafts.with(|drafts| drafts.get(&id).map(|(_, text)| text.clone()).unwrap_or_default());
    let before = app.drafts.with_untracked(|drafts| drafts.get(&id).map(|(what, _)| *what));
    let what = RwSignal::new(before.unwrap_or(BEGUN[0]));
    let write = move |text: String| {
        app.drafts.update(|drafts| {
            if text.is_empty() {
                drafts.remove(&id)
            } else {
                drafts.insert(id, (what.get_untracked(), text))
            };
        });
    };
    // Another type was chosen for what is written already.
    Effect::new(move |_| {
        let now = what.get();
        let other = app.drafts.with_untracked(|drafts| drafts.get(&id).is_some_and(|(what, _)| *what != now));
        if other {
            write(untrack(text));
        }
    });
    let busy = RwSignal::new(false);
    let save = move || {
        let said = untrack(text).trim().to_owned();
        if said.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let sent = said.clone();
        let kind = what.get_untracked();
        let mail = kind == MAIL;
        let call = saving(kind, said, &about);
        spawn_local(async move {
            let saved = match mail {
                // A pasted e-mail stands where its date puts it, which may be far below.
                true => link::mail_kept(call).await.map(|kept| say_kept(app, &kept)),
                false => {
                    let named = t().fields.choice(FieldKey::TYPE, kind);
                    link::changed(call).await.map(|(_, undo)| app.did(undo, &named))
                }
            };
            match saved {
                // What was typed meanwhile is the next note.
                Ok(()) if untrack(text).trim() == sent => write(String::new()),
                Ok(()) => {}
                Err(problem) => app.complain(&problem),
            }
            busy.try_set(false);
        });
    };
    let save = StoredValue::new(save);
    // What is written already stays, and the template follows it.
    let begin = Callback::new(move |(filled, begins): (String, String)| {
        let before = untrack(text);
        write(if before.trim().is_empty() { filled } else { format!("{}\n\n{filled}", before.trim_end()) });
        what.set(BEGUN.into_iter().find(|known| *known == begins).unwrap_or(BEGUN[0]));
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
            save.with_value(|save| save());
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
                save.with_value(|save| save());
            }
        >
            <div class="menu-place">
                <NoteArea
                    node text=Signal::derive(text) write=Callback::new(write) class="plain" rows=2 name=t().timeline.write_note shortcut="N"
                    testid="composer" keys=Callback::new(keys)
                    placeholder=Signal::derive(move || {
                        let words = match what.get() {
                            "note" => t().timeline.write_note,
                            MAIL => t().timeline.paste_mail,
                            _ => t().timeline.write_call,
                        };
                        words.to_owned()
                    })
                />
            </div>
            {move || (what.get() == MAIL).then(|| view! { <Recognised about=id text=Signal::derive(text) /> })}
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
