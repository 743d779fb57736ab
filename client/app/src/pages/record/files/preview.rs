//! A file, shown as far as that is safe. What it is was decided by its first bytes. Pictures are drawn from pixels in an
//! `img`, text stands as text, a PDF goes to the browser's own viewer in a tab of its own; nothing else is opened, and
//! nothing of a file is ever markup or script here.

use crate::files::{Brought, revoke, save};
use crate::link;
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, Weight, glyphs, icon_of, problem_banner};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::files::{FileProgress, FileView, Media};
use tacit_bridge::records::Id;
use tacit_bridge::{Call, Problem};

/// Larger pictures and PDFs are only saved.
const LARGEST_SHOWN: u64 = 64 * 1024 * 1024;
/// Text shown, in bytes.
const TEXT_SHOWN: usize = 256 * 1024;

/// What is shown of a file.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Failed(Problem),
    Picture(String),
    Pdf(String),
    Text { text: String, cut: bool },
    Said(&'static str),
}

/// The dialog of one file.
#[component]
pub(crate) fn Preview(file: FileView, close: Callback<()>) -> impl IntoView {
    let app = app();
    let (id, name) = (file.id, file.name.clone());
    let shown = RwSignal::new(Shown::Waiting);
    // Outlives the dialog by as long as the fetching takes: an address that comes too late is let go of at once.
    spawn_local(async move {
        let found = look(&file).await.unwrap_or_else(Shown::Failed);
        app.moved(id);
        if let Some(Shown::Picture(address) | Shown::Pdf(address)) = shown.try_set(found) {
            revoke(&address);
        }
    });
    on_cleanup(move || {
        match shown.try_get_untracked() {
            Some(Shown::Picture(address) | Shown::Pdf(address)) => revoke(&address),
            Some(Shown::Waiting) => spawn_local(async move {
                // Nobody waits for it any more.
                let _ = link::done(Call::StopFetching(id)).await;
            }),
            _ => {}
        }
    });
    let busy = RwSignal::new(false);
    let download = move |_| {
        busy.set(true);
        spawn_local(async move {
            if let Err(problem) = save(id).await {
                app.complain(&problem);
            }
            busy.try_set(false);
        });
    };
    let failed = move || shown.with(|shown| matches!(shown, Shown::Waiting | Shown::Failed(_)));
    view! {
        <Dialog title=name.clone() close wide=true testid="file-preview">
            <div class="preview">{move || draw(shown.get(), id, name.clone())}</div>
            <footer>
                <Button words=always().words.close press=move |_| close.run(()) />
                <Button
                    words=t().files.download glyph=glyphs::DOWNLOAD weight=Weight::Primary busy disabled=Signal::derive(failed)
                    press=download
                />
            </footer>
        </Dialog>
    }
}

/// Fetches and verifies, and makes what is shown.
async fn look(file: &FileView) -> Result<Shown, Problem> {
    let brought = Brought::new(file.id).await?;
    let (media, len) = (brought.ready.media, brought.ready.len);
    Ok(match media {
        _ if len == 0 => Shown::Said(t().files.empty),
        Media::Text => {
            let first = brought.first_piece().await?;
            let beginning = &first[..first.len().min(TEXT_SHOWN)];
            Shown::Text { text: String::from_utf8_lossy(beginning).into_owned(), cut: len > beginning.len() as u64 }
        }
        Media::Other => Shown::Said(t().files.not_shown),
        _ if len > LARGEST_SHOWN => Shown::Said(t().files.large),
        Media::Pdf => Shown::Pdf(brought.address().await?),
        Media::Png | Media::Jpeg | Media::Gif | Media::Webp => Shown::Picture(brought.address().await?),
    })
}

fn draw(shown: Shown, id: Id, name: String) -> AnyView {
    match shown {
        Shown::Waiting => waiting(id),
        Shown::Failed(problem) => problem_banner(&problem),
        Shown::Picture(address) => view! { <img src=address alt=name data-testid="preview-image" /> }.into_any(),
        Shown::Text { text, cut } => view! {
            <pre tabindex="0" data-testid="preview-text">{text}</pre>
            {cut.then(|| view! { <p class="faint">{t().files.cut}</p> })}
        }
        .into_any(),
        Shown::Pdf(address) => view! {
            <div class="plain">
                {icon_of(glyphs::FILE_TEXT, 26)}
                <p>{t().files.pdf}</p>
                <a class="btn" href=address target="_blank" rel="noopener" data-testid="preview-pdf">{t().files.open_tab}</a>
            </div>
        }
        .into_any(),
        Shown::Said(said) => view! { <div class="plain">{icon_of(glyphs::FILE, 26)}<p>{said}</p></div> }.into_any(),
    }
}

fn waiting(id: Id) -> AnyView {
    let app = app();
    let said = move || {
        let FileProgress { done, total } = app.moving.with(|all| all.get(&id).copied()).unwrap_or_default();
        if total == 0 { t().files.fetching.to_owned() } else { t().files.on_its_way(t().files.fetching, done, total) }
    };
    view! { <div class="plain" role="status"><span class="spin"></span><p class="num">{said}</p></div> }.into_any()
}
