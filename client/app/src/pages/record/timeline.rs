//! What happened with a customer, newest first, and the place to write down what happens now.

use super::beginning::TemplateMenu;
use crate::files::holds_files;
use crate::format;
use crate::link;
use crate::pages::note_area::NoteArea;
use crate::shell::record_path;
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{Button, Weight, glyphs, icon_of, problem_banner, prose, read_files, skeleton};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::import::ImportSource;
use tacit_bridge::records::{FieldKey, Id, Kind, Related, Value};
use tacit_bridge::timeline::{Entry, Timeline as Found};
use tacit_bridge::{Call, Problem};

/// Entries asked for at first, and more each time.
const STEP: u32 = 30;

/// What can be written here.
const BEGUN: [&str; 4] = ["note", "call", "meeting", "e-mail"];

/// The sign of an activity.
pub(crate) fn activity_glyph(what: &str) -> &'static str {
    match what {
        "call" => glyphs::PHONE,
        "meeting" => glyphs::CALENDAR,
        "e-mail" => glyphs::MAIL,
        "disclosure" => glyphs::DOWNLOAD,
        _ => glyphs::NOTE,
    }
}

#[component]
pub(super) fn Timeline(about: Related) -> impl IntoView {
    let app = app();
    let (id, locked) = (about.id, super::locked());
    let count = RwSignal::new(STEP);
    let found = RwSignal::new(None::<Result<Found, Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        let count = count.get();
        spawn_local(async move {
            let answer = link::timeline(Call::Timeline { about: id, count }).await;
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let entries = move || {
        match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(50)}{skeleton(70)}</div></div> }.into_any(),
        Some(Err(problem)) => problem_banner(&problem),
        Some(Ok(found)) if found.entries.is_empty() => view! {
            <div class="nothing" data-testid="timeline-empty"><b>{t().timeline.nothing}</b><p>{t().timeline.nothing_words}</p></div>
        }
        .into_any(),
        Some(Ok(found)) => {
            let more = found.total as usize > found.entries.len();
            let items = found.entries.into_iter().map(entry).collect_view();
            view! {
                <ol class="timeline" data-testid="timeline">{items}</ol>
                {more.then(|| view! {
                    <Button words=t().timeline.older weight=Weight::Ghost press=move |_| count.update(|count| *count += STEP) />
                })}
            }
            .into_any()
        }
    }
    };
    view! {
        {move || (!app.read_only() && !locked.get()).then(|| view! { <Composer about=about.clone() /> })}
        {entries}
    }
}

fn entry(entry: Entry) -> impl IntoView {
    let app = app();
    let (id, kind) = (entry.id, entry.what.clone());
    let tick = Callback::new(move |(number, done): (u32, bool)| {
        let words = t().fields.choice(FieldKey::TYPE, &kind);
        spawn_local(async move {
            match link::changed(Call::TickBox { id, number, done }).await {
                Ok((_, undo)) => app.did(undo, &words),
                Err(problem) => app.complain(&problem),
            }
        });
    });
    let tick = (!app.read_only_now() && !super::locked().get_untracked()).then_some(tick);
    let subject =
        if entry.subject.is_empty() { t().fields.choice(FieldKey::TYPE, &entry.what) } else { entry.subject.clone() };
    let about = entry.about.into_iter().map(|one| view! { " · "<A href=record_path(one.kind, one.id)>{one.name}</A> });
    let waiting = entry.waiting.then(|| {
        view! { <span class="pending" title=t().list.waiting>{icon_of(glyphs::CLOCK, 12)}<span class="sr-only">{t().list.waiting}</span></span> }
    });
    view! {
        <li data-what=entry.what.clone() data-testid="timeline-entry">
            <span class="sign">{icon_of(activity_glyph(&entry.what), 15)}</span>
            <article>
                <header>
                    <A href=record_path(Kind::Activity, entry.id) attr:class="subject">{subject}</A>
                    <span class="faint">{entry.by}{about.collect_view()}</span>
                    {waiting}
                    <time class="faint num" title=format::moment(entry.at)>{format::past(entry.at)}</time>
                </header>
                {prose(entry.text, tick)}
            </article>
        </li>
    }
}

/// Keeps a dropped e-mail.
fn keep_mail(app: App, about: Id, bytes: Vec<u8>) {
    spawn_local(async move {
        match link::changed(Call::AddMail { about, bytes }).await {
            Ok((_, undo)) => app.say(t().timeline.mail_kept, undo),
            Err(problem) => app.complain(&problem),
        }
    });
}

/// Where one writes: a note, or what was said on a call or in a meeting.
#[component]
fn Composer(about: Related) -> impl IntoView {
    let app = app();
    let id = about.id;
    let node = NodeRef::<html::Textarea>::new();
    let text = move || app.drafts.with(|drafts| drafts.get(&id).cloned().unwrap_or_default());
    let write = move |text: String| {
        app.drafts.update(|drafts| {
            if text.is_empty() {
                drafts.remove(&id)
            } else {
                drafts.insert(id, text)
            };
        });
    };
    let what = RwSignal::new("note");
    let busy = RwSignal::new(false);
    let save = move || {
        let said = untrack(text).trim().to_owned();
        if said.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (sent, kind) = (said.clone(), what.get_untracked());
        let fields = vec![
            (FieldKey::TYPE, Value::Text(kind.to_owned())),
            (FieldKey::NOTES, Value::Text(said)),
            (FieldKey::ABOUT, Value::Relations(vec![about.clone()])),
        ];
        spawn_local(async move {
            match link::changed(Call::Create { kind: Kind::Activity, fields }).await {
                Ok((_, undo)) => {
                    // What was typed meanwhile is the next note.
                    if untrack(text).trim() == sent {
                        write(String::new());
                    }
                    app.did(undo, &t().fields.choice(FieldKey::TYPE, kind));
                }
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
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if plain && event.key() == "n" && !crate::shell::typing() && !crate::shell::in_dialog() {
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
        Ok(files) => files.into_iter().for_each(|file| keep_mail(app, id, file.bytes)),
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
                        let words = if what.get() == "note" { t().timeline.write_note } else { t().timeline.write_call };
                        words.to_owned()
                    })
                />
            </div>
            <footer>
                <div class="segment" role="group" aria-label=t().words.activities>
                    {choice("note", t().timeline.note)}
                    {choice("call", t().timeline.call)}
                    {choice("meeting", t().timeline.meeting)}
                    // Mails are dropped as files, or begun with a template.
                    {move || (what.get() == BEGUN[3]).then(|| choice(BEGUN[3], t().timeline.mail))}
                </div>
                <TemplateMenu about=id begin />
                <span class="space"></span>
                <Button
                    words=t().timeline.save weight=Weight::Primary submit=true busy disabled=Signal::derive(move || text().trim().is_empty())
                    testid="composer-save"
                />
            </footer>
        </form>
    }
}
