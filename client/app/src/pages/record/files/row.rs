//! One file in the list: in the vault, on its way, or still being read.

use crate::files::save;
use crate::format;
use crate::link;
use crate::pages::record::files_path;
use crate::shell::kind_glyph;
use crate::state::app;
use crate::strings::t;
use crate::ui::{IconButton, ProgressBar, glyphs, icon_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use tacit_bridge::Call;
use tacit_bridge::files::{FileProgress, FileStage, FileView, Media};
use tacit_bridge::message::Progress;
use tacit_bridge::records::Related;

fn glyph(media: Media) -> &'static str {
    match media {
        Media::Png | Media::Jpeg | Media::Gif | Media::Webp => glyphs::IMAGE,
        Media::Pdf | Media::Text => glyphs::FILE_TEXT,
        Media::Other => glyphs::FILE,
    }
}

fn coarse(progress: Signal<FileProgress>) -> Signal<Progress> {
    Signal::derive(move || progress.get().coarse())
}

/// A file that the page still reads.
#[component]
pub(super) fn Reading(key_of: u32) -> impl IntoView {
    let app = app();
    let one = Memo::new(move |_| app.sending.with(|all| all.iter().find(|one| one.key == key_of).cloned()));
    let name = one.get_untracked().map(|one| one.name).unwrap_or_default();
    let progress = Signal::derive(move || one.get().map(|one| one.progress).unwrap_or_default());
    let said = move || {
        let FileProgress { done, total } = progress.get();
        t().files.on_its_way(t().files.reading, done, total)
    };
    view! {
        <li data-testid="file-reading">
            {icon_of(glyphs::FILE, 18)}
            <div class="what"><b class="cut">{name.clone()}</b><span class="num">{said}</span><ProgressBar progress=coarse(progress) name /></div>
            <IconButton glyph=glyphs::X name=t().files.cancel press=move |_| app.stop_sending(key_of) />
        </li>
    }
}

/// A file that is sealed.
#[component]
pub(crate) fn Row(
    file: FileView,
    shown: RwSignal<Option<FileView>>,
    writable: Signal<bool>,
    /// The record that it belongs to, where files of several stand together.
    #[prop(optional)]
    of: Option<Related>,
) -> impl IntoView {
    let app = app();
    let (id, name, stage) = (file.id, file.name.clone(), file.stage.clone());
    let fetching = RwSignal::new(false);
    // Newer than the list, while something is under way.
    let moved = Memo::new(move |_| app.moving.with(|all| all.get(&id).copied()));
    let download = move |_| {
        fetching.set(true);
        spawn_local(async move {
            if let Err(problem) = save(id).await {
                app.complain(&problem);
            }
            fetching.try_set(false);
            app.moved(id);
        });
    };
    let delete = move |_| {
        spawn_local(async move {
            match link::changed(Call::Delete(vec![id])).await {
                Ok((_, undo)) => app.say(t().files.deleted, undo),
                Err(problem) => app.complain(&problem),
            }
        });
    };
    let cancel = move |_| {
        spawn_local(async move {
            if let Err(problem) = link::done(Call::CancelUpload(id)).await {
                app.complain(&problem);
            }
        });
    };
    let facts = format!("{}, {}", format::size(file.len), t().record.by(&format::day(file.added.1), &file.added.0));
    let sent = match &stage {
        FileStage::Sending(progress) => Some(*progress),
        _ => None,
    };
    let way = Signal::derive(move || moved.get().or(sent).unwrap_or_default());
    let label = name.clone();
    let line = move || {
        let FileProgress { done, total } = way.get();
        match &stage {
            _ if fetching.get() => t().files.on_its_way(t().files.fetching, done, total),
            FileStage::Kept => facts.clone(),
            FileStage::Sending(_) if done == 0 => t().files.waiting.to_owned(),
            FileStage::Sending(_) => t().files.on_its_way(t().files.sending, done, total),
            FileStage::Held(problem) => {
                let problem = crate::strings::in_words(problem.clone());
                format!("{} {}", problem.what, problem.todo)
            }
        }
    };
    let kept = file.stage == FileStage::Kept;
    let held = matches!(file.stage, FileStage::Held(_));
    let under_way = move || {
        (fetching.get() || sent.is_some()).then(|| view! { <ProgressBar progress=coarse(way) name=label.clone() /> })
    };
    let last = move || {
        writable.get().then(|| match kept {
            true => {
                view! { <IconButton glyph=glyphs::TRASH name=t().files.delete press=delete testid="file-delete" /> }
                    .into_any()
            }
            false => view! { <IconButton glyph=glyphs::X name=t().files.cancel press=cancel testid="file-cancel" /> }
                .into_any(),
        })
    };
    let picture = glyph(file.media);
    let of = of.map(|of| {
        let name = if of.name.is_empty() { t().list.unnamed.to_owned() } else { of.name };
        view! {
            <A href=files_path(of.kind, of.id) attr:class="whose cut" attr:data-testid="file-of">
                {icon_of(kind_glyph(of.kind), 14)}<span class="cut">{name}</span>
            </A>
        }
    });
    let open = move |_| shown.set(Some(file.clone()));
    view! {
        <li data-testid="file" data-kept=kept.to_string()>
            {icon_of(picture, 18)}
            <div class="what">
                <button type="button" class="name-of cut" on:click=open data-testid="file-open">{name}</button>
                <span class="num" class:no=held>{line}</span>
                {under_way}
            </div>
            {of}
            <IconButton
                glyph=glyphs::DOWNLOAD name=t().files.download disabled=fetching press=download
                testid="file-download"
            />
            {last}
        </li>
    }
}
