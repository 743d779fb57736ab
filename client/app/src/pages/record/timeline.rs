//! What happened with a customer, newest first, all of it or of one type: what was noted and attached, tasks that were done,
//! deals that were won or lost.

use super::composer::Composer;
use super::files::Preview;
use crate::format;
use crate::link;
use crate::pages::{begin_words, copy, unanswered};
use crate::shell::{kind_glyph, record_path};
use crate::state::{App, app};
use crate::strings::t;
use crate::ui::{Button, Weight, glyphs, icon, icon_of, prose, skeleton};
use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::files::FileView;
use tacit_bridge::note::{Block, Inline};
use tacit_bridge::records::{FieldKey, Kind, Related};
use tacit_bridge::timeline::{DONE, Entry, LOST, Timeline as Found, WON};
use tacit_bridge::{Call, Problem};

/// Entries asked for at first, and more each time.
const STEP: u32 = 30;
const MINUTE_MS: f64 = 60_000.0;

/// The sign of an activity.
pub(crate) fn activity_glyph(what: &str) -> &'static str {
    match what {
        "call" => glyphs::PHONE,
        "meeting" => glyphs::CALENDAR,
        "e-mail" => glyphs::MAIL,
        "disclosure" => glyphs::DOWNLOAD,
        "file" => glyphs::PAPERCLIP,
        _ => glyphs::NOTE,
    }
}

/// The sign of an entry.
fn glyph(entry: &Entry) -> &'static str {
    match entry.kind {
        Some(Kind::Task) => glyphs::SQUARE_CHECK,
        Some(Kind::Deal) => kind_glyph(Kind::Deal),
        _ => activity_glyph(&entry.what),
    }
}

/// What stands where an entry has no subject.
fn unnamed(entry: &Entry) -> String {
    match entry.kind {
        Some(Kind::Task | Kind::Deal) => t().record.unnamed.to_owned(),
        _ => t().fields.choice(FieldKey::TYPE, &entry.what),
    }
}

/// What came to its end, in words; an activity says by its sign what it is.
fn ended(entry: &Entry) -> Option<&'static str> {
    match (entry.kind, entry.what.as_str()) {
        (Some(Kind::Task), _) => Some(t().timeline.task_done),
        (Some(Kind::Deal), WON) => Some(t().timeline.deal_won),
        (Some(Kind::Deal), _) => Some(t().timeline.deal_lost),
        _ => None,
    }
}

/// What it says; a deal says why it ended so.
fn said(entry: &Entry) -> Vec<Block> {
    let mut said = entry.text.clone();
    if let (Some(Kind::Deal), Some(Block::Paragraph(parts))) = (entry.kind, said.first_mut()) {
        parts.insert(0, Inline::Text(format!("{}: ", t().deal.reason)));
    }
    said
}

/// How long ago it was, or how long it is until then.
fn how_far(at: u64) -> String {
    // Clocks of two devices differ by a little.
    let is_ahead = at as f64 > Date::now() + MINUTE_MS;
    if is_ahead { format::left(at) } else { format::past_alone(at) }
}

/// What was begun here before one could only read: it is kept, and can be taken along.
fn begun(app: App, text: String) -> AnyView {
    let words = text.clone();
    view! {
        <section class="banner" data-testid="begun-note">
            {icon(glyphs::NOTE)}
            <div class="grow"><b>{t().timeline.begun}</b><p class="as-typed">{words}</p></div>
            <Button words=t().timeline.copy_begun press=move |_| copy(app, text.clone()) testid="begun-copy" />
        </section>
    }
    .into_any()
}

#[component]
pub(super) fn Timeline(
    about: Related,
    /// Entries of this type and no others.
    #[prop(optional)]
    only: Option<&'static str>,
) -> impl IntoView {
    let app = app();
    let (id, locked) = (about.id, super::locked());
    let count = RwSignal::new(STEP);
    let what = RwSignal::new(only.map(str::to_owned));
    let found = RwSignal::new(None::<Result<Found, Problem>>);
    Effect::new(move |_| {
        app.changes.track();
        let (count, only) = (count.get(), what.get());
        spawn_local(async move {
            let answer = link::timeline(Call::Timeline { about: id, count, what: only.clone() }).await;
            // Pressed elsewhere meanwhile: another answer is on its way.
            if what.try_get_untracked() != Some(only) {
                return;
            }
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    // The last of a type may go while only that type is shown.
    let types = Memo::new(move |_| match found.get() {
        Some(Ok(found)) => found.types,
        _ => Vec::new(),
    });
    Effect::new(move |_| {
        if only.is_some() {
            return;
        }
        let gone = types.with(|types| what.get().is_some_and(|what| !types.iter().any(|(one, _)| *one == what)));
        if gone && found.with_untracked(|found| matches!(found, Some(Ok(_)))) {
            what.set(None);
        }
    });
    let shown: RwSignal<Option<FileView>> = RwSignal::new(None);
    let close = Callback::new(move |()| shown.set(None));
    let nothing_words = move || {
        // A record that is restricted is left as it is by everybody.
        let words = if locked.get() { "" } else { begin_words(t().timeline.nothing_words) };
        (!words.is_empty()).then(|| view! { <p>{words}</p> })
    };
    let entries = move || {
        match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(50)}{skeleton(70)}</div></div> }.into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(found)) if found.entries.is_empty() => view! {
            <div class="nothing" data-testid="timeline-empty"><b>{if only.is_some() { t().timeline.no_notes } else { t().timeline.nothing }}</b>{nothing_words()}</div>
        }
        .into_any(),
        Some(Ok(found)) => {
            let more = found.total as usize > found.entries.len();
            let items = found.entries.into_iter().map(|one| entry(one, shown)).collect_view();
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
        {move || app.begun.note(id).filter(|_| app.read_only() || locked.get()).map(|note| begun(app, note.text))}
        {move || (only.is_none() && types.with(|types| types.len() > 1)).then(|| choices(types, what, count))}
        {entries}
        {move || shown.get().map(|file| view! { <Preview file close /> })}
    }
}

/// What an entry of a type is called, where there are several.
fn type_name(what: &str) -> String {
    match what {
        "note" | "" => t().timeline.notes.to_owned(),
        "call" => t().timeline.calls.to_owned(),
        "meeting" => t().timeline.meetings.to_owned(),
        "e-mail" => t().timeline.mails.to_owned(),
        "file" => t().files.files.to_owned(),
        DONE => t().timeline.tasks_done.to_owned(),
        WON => t().timeline.deals_won.to_owned(),
        LOST => t().timeline.deals_lost.to_owned(),
        "disclosure" => t().timeline.disclosures.to_owned(),
        other => t().fields.choice(FieldKey::TYPE, other),
    }
}

/// All of it, or one type.
fn choices(types: Memo<Vec<(String, u32)>>, what: RwSignal<Option<String>>, count: RwSignal<u32>) -> AnyView {
    let choice = move |of: Option<String>, name: String, number: u32| {
        let (mine, testid) = (of.clone(), format!("timeline-{}", of.as_deref().unwrap_or("all")));
        let press = move |_| {
            count.set(STEP);
            what.set(of.clone());
        };
        view! {
            <button
                type="button" class="chip-choice" aria-pressed=move || what.with(|what| *what == mine).to_string()
                data-testid=testid on:click=press
            >
                {name}" "<span class="faint num">{format::count(number)}</span>
            </button>
        }
    };
    let all = move || {
        let types = types.get();
        let total = types.iter().map(|(_, number)| number).sum::<u32>();
        let each = types.into_iter().map(|(of, number)| (Some(of.clone()), type_name(&of), number));
        std::iter::once((None, t().timeline.all.to_owned(), total))
            .chain(each)
            .map(|(of, name, number)| choice(of, name, number))
            .collect_view()
    };
    view! { <div class="chips" role="group" aria-label=t().timeline.types data-testid="timeline-types">{all}</div> }
        .into_any()
}

fn entry(entry: Entry, shown: RwSignal<Option<FileView>>) -> impl IntoView {
    let app = app();
    let (id, of, kind) = (entry.id, entry.kind, entry.what.clone());
    let tick = Callback::new(move |(number, done): (u32, bool)| {
        let words = if of == Some(Kind::Task) {
            t().timeline.task.to_owned()
        } else {
            t().fields.choice(FieldKey::TYPE, &kind)
        };
        spawn_local(async move {
            match link::changed(Call::TickBox { id, number, done }).await {
                Ok((_, undo)) => app.did(undo, &words),
                Err(problem) => app.complain(&problem),
            }
        });
    });
    let tick = (!app.read_only_now() && !super::locked().get_untracked()).then_some(tick);
    let subject = if entry.subject.is_empty() { unnamed(&entry) } else { entry.subject.clone() };
    let said = said(&entry);
    let (sign, ended) = (glyph(&entry), ended(&entry).map(|words| view! { <span class="ended">{words}</span> }));
    let size = entry.file.as_ref().map(|file| view! { <span class="faint num">{format::size(file.len)}</span> });
    let title = match entry.file {
        Some(file) => {
            let open = move |_| shown.set(Some(file.clone()));
            view! { <button type="button" class="subject" on:click=open data-testid="file-open">{subject}</button> }
                .into_any()
        }
        None => view! { <A href=record_path(entry.kind.unwrap_or(Kind::Activity), entry.id) attr:class="subject">{subject}</A> }.into_any(),
    };
    let about = entry.about.into_iter().map(|one| view! { " · "<A href=record_path(one.kind, one.id)>{one.name}</A> });
    let through = entry.through.map(|one| {
        let glyph = icon_of(kind_glyph(one.kind), 12);
        view! { <A href=record_path(one.kind, one.id) attr:class="through" attr:data-testid="through">{glyph}{one.name}</A> }
    });
    let mail = entry.mail.map(|(from, to)| match to.is_empty() {
        true => view! { <p class="faint mail">{from}</p> },
        false => view! { <p class="faint mail">{format!("{from} → {to}")}</p> },
    });
    let attached = entry.files.into_iter().map(|file| {
        let (name, size) = (file.name.clone(), format::size(file.len));
        let open = move |_| shown.set(Some(file.clone()));
        view! {
            <button type="button" class="chip-choice" on:click=open data-testid="entry-file">
                {icon_of(glyphs::PAPERCLIP, 13)}<span class="cut">{name}</span><span class="faint num">{size}</span>
            </button>
        }
    });
    let attached = attached.collect_view();
    let attached = (!attached.is_empty()).then(|| view! { <div class="chips attached">{attached}</div> });
    let waiting = entry.waiting.then(|| {
        view! { <span class="pending" title=t().list.waiting>{icon_of(glyphs::CLOCK, 12)}<span class="sr-only">{t().list.waiting}</span></span> }
    });
    view! {
        <li data-what=entry.what.clone() data-testid="timeline-entry">
            <span class="sign">{icon_of(sign, 15)}</span>
            <article>
                <header>
                    <div class="row">
                        {title}
                        {ended}
                        {size}
                        {through}
                        <span class="faint">{entry.by}{about.collect_view()}</span>
                        {waiting}
                    </div>
                    <time class="faint num" title=format::moment(entry.at)>{how_far(entry.at)}</time>
                </header>
                {mail}
                {prose(said, tick)}
                {attached}
            </article>
        </li>
    }
}
