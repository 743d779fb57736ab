//! Files of a person or company: the list, attaching by button or drop, progress, opening, saving, deleting with a way back.

mod preview;
mod row;

use crate::files::{attach, holds_files, listed};
use crate::format;
use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, glyphs, icon, skeleton};
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
pub(crate) use preview::Preview;
use row::Reading;
pub(crate) use row::Row;
use tacit_bridge::files::FileView;
use tacit_bridge::records::{Id, Related};
use tacit_bridge::{Call, Problem};

/// The card of a record's files.
#[component]
pub(crate) fn Files(
    id: Id,
    #[prop(default = t().files.files)] title: &'static str,
    /// What is said where there is none.
    #[prop(default = t().files.none)]
    none: &'static str,
) -> impl IntoView {
    let app = app();
    let found: RwSignal<Option<Result<Vec<FileView>, Problem>>> = RwSignal::new(None);
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            let answer = link::files(Call::Files(id)).await;
            if found.try_with_untracked(|old| old.as_ref() != Some(&answer)) == Some(true) {
                found.set(Some(answer));
            }
        });
    });
    let noted: RwSignal<Noted> = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        app.changes.track();
        spawn_local(async move {
            // What was attached to the record itself tells of any trouble.
            let answer = link::files_page(Call::FilesNoted(id)).await.map(|page| page.files).unwrap_or_default();
            if noted.try_with_untracked(|old| *old != answer) == Some(true) {
                noted.set(answer);
            }
        });
    });
    let shown: RwSignal<Option<FileView>> = RwSignal::new(None);
    let over = RwSignal::new(false);
    let locked = super::locked();
    let writable = Signal::derive(move || !app.read_only() && !locked.get());
    let enter = move |event: DragEvent| {
        if writable.get_untracked() && holds_files(event.data_transfer()) {
            event.prevent_default();
            over.set(true);
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(dropped) = event.data_transfer().and_then(|data| data.files())
            && writable.get_untracked()
        {
            attach(app, id, listed(&dropped));
        }
    };
    let own = move || found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).map(Vec::len));
    let count = move || own().map(|own| own + noted.with(Vec::len));
    let close = Callback::new(move |()| shown.set(None));
    view! {
        <section
            class="card files" class:over=over data-testid="files" on:dragenter=enter on:dragover=enter
            on:dragleave=move |_| over.set(false) on:drop=dropped
        >
            <header>
                <h2>{title}" "<span class="faint num">{move || count().filter(|count| *count > 0).map(|count| format::count(count as u32))}</span></h2>
                {move || writable.get().then(|| view! { <Attach id /> })}
            </header>
            <List id none found noted shown writable />
            {move || over.get().then(|| view! { <div class="drop-veil">{icon(glyphs::UPLOAD)}{t().files.drop}</div> })}
        </section>
        {move || shown.get().map(|file| view! { <Preview file close /> })}
    }
}

/// The button, with the browser's own picker behind it.
#[component]
fn Attach(id: Id) -> impl IntoView {
    let app = app();
    let node = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = node.get_untracked() else { return };
        if let Some(files) = input.files() {
            attach(app, id, listed(&files));
        }
        input.set_value("");
    };
    let press = move |_| {
        if let Some(input) = node.get_untracked() {
            input.click();
        }
    };
    view! {
        <input
            node_ref=node type="file" multiple hidden data-testid="attach-input" aria-label=t().files.attach on:change=chosen
        />
        <Button words=t().files.attach glyph=glyphs::PAPERCLIP press testid="attach" />
    }
}

type Found = RwSignal<Option<Result<Vec<FileView>, Problem>>>;
/// What came with e-mails and stands at other notes about the record, each with these.
type Noted = Vec<(FileView, Related)>;

/// What is being read, then what is there.
#[component]
fn List(
    id: Id,
    none: &'static str,
    found: Found,
    noted: RwSignal<Noted>,
    shown: RwSignal<Option<FileView>>,
    writable: Signal<bool>,
) -> impl IntoView {
    let app = app();
    let reading = Memo::new(move |_| {
        app.sending.with(|all| all.iter().filter(|one| one.to == id).map(|one| one.key).collect::<Vec<_>>())
    });
    let none = move || if writable.get() { none } else { t().files.none_read_only };
    move || match found.get() {
        None => view! { <div class="body">{skeleton(50)}</div> }.into_any(),
        Some(Err(problem)) => view! { <div class="body">{unanswered(&problem)}</div> }.into_any(),
        Some(Ok(here)) if here.is_empty() && noted.with(Vec::is_empty) && reading.with(Vec::is_empty) => {
            view! { <div class="body faint">{none}</div> }.into_any()
        }
        Some(Ok(here)) => {
            let under_way =
                move || reading.get().into_iter().map(|key| view! { <Reading key_of=key /> }).collect_view();
            let rows = here.into_iter().map(|file| view! { <Row file shown writable /> }).collect_view();
            let noted =
                noted.get().into_iter().map(|(file, of)| view! { <Row file shown writable of /> }).collect_view();
            view! { <ul class="lines">{under_way}{rows}{noted}</ul> }.into_any()
        }
    }
}
