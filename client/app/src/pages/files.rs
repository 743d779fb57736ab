//! Files of all records: found by name, by whose they are and by what they are, opened and saved from here.

use super::record::{Preview, Row};
use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::t;
use crate::ui::{Button, Choice, Empty, Select, glyphs, skeleton, turning};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::files::{FILES_PAGE, FileClass, FileOrder, FileView, FilesPage as Found, FilesWish};
use tacit_bridge::{Call, Problem};

/// Where it is.
pub(crate) const FILES_PATH: &str = "/files";

/// What a file can be, as the choice calls it.
const CLASSES: [(&str, FileClass); 4] =
    [("picture", FileClass::Picture), ("pdf", FileClass::Pdf), ("text", FileClass::Text), ("other", FileClass::Other)];

/// The orders, as the choice calls them.
const ORDERS: [(&str, FileOrder); 3] =
    [("newest", FileOrder::Newest), ("name", FileOrder::Name), ("size", FileOrder::Size)];

/// What is chosen above the list.
#[derive(Clone, Copy)]
struct Chosen {
    words: RwSignal<String>,
    class: RwSignal<String>,
    order: RwSignal<String>,
    first: RwSignal<u32>,
}

impl Chosen {
    fn new() -> Self {
        Self {
            words: RwSignal::default(),
            class: RwSignal::default(),
            order: RwSignal::new(ORDERS[0].0.to_owned()),
            first: RwSignal::new(0),
        }
    }

    fn wish(self) -> FilesWish {
        let class = self.class.with(|picked| CLASSES.iter().find(|(word, _)| word == picked).map(|(_, class)| *class));
        let order = self.order.with(|picked| ORDERS.iter().find(|(word, _)| word == picked).map(|(_, order)| *order));
        FilesWish {
            words: self.words.get().trim().to_owned(),
            class,
            order: order.unwrap_or_default(),
            first: self.first.get(),
        }
    }

    /// Another choice begins at the first page again.
    fn set(self, choice: RwSignal<String>, picked: String) {
        self.first.set(0);
        choice.set(picked);
    }

    fn clear(self) {
        self.set(self.words, String::new());
        self.set(self.class, String::new());
    }
}

/// Whether all files are wished for.
fn is_whole(wish: &FilesWish) -> bool {
    wish.words.is_empty() && wish.class.is_none()
}

#[component]
pub(crate) fn FilesPage() -> impl IntoView {
    let app = app();
    let chosen = Chosen::new();
    let found = RwSignal::new(None::<Result<Found, Problem>>);
    // Among no files at all nothing is looked for.
    let empty = RwSignal::new(false);
    Effect::new(move |_| {
        app.changes.track();
        let wish = chosen.wish();
        spawn_local(async move {
            let answer = link::files_page(Call::AllFiles(wish.clone())).await;
            // Something else was asked for meanwhile, or the page was left.
            let wanted = found.try_with_untracked(|_| ()).is_some() && untrack(|| chosen.wish()) == wish;
            // The last of the last page are gone: the page before is the last one now.
            let beyond = |page: &Found| page.files.is_empty() && page.total > 0;
            if let Some(page) = answer.as_ref().ok().filter(|page| wanted && beyond(page)) {
                return chosen.first.set((page.total - 1) / FILES_PAGE * FILES_PAGE);
            }
            let none = is_whole(&wish) && answer.as_ref().is_ok_and(|page| page.total == 0);
            if wanted && empty.get_untracked() != none {
                empty.set(none);
            }
            if wanted && found.with_untracked(|old| old.as_ref() != Some(&answer)) {
                found.set(Some(answer));
            }
        });
    });
    let shown: RwSignal<Option<FileView>> = RwSignal::new(None);
    let close = Callback::new(move |()| shown.set(None));
    let list = move || match found.get() {
        None => view! { <div class="card"><div class="body">{skeleton(60)}{skeleton(45)}{skeleton(52)}</div></div> }
            .into_any(),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(page)) if page.total == 0 => nothing(chosen),
        Some(Ok(page)) => lines(page, chosen.first, shown),
    };
    let sum = move || match found.get() {
        Some(Ok(page)) if page.total > 0 => t().files.sum(page.total, page.bytes),
        _ => String::new(),
    };
    view! {
        <div class="main" data-testid="files-page">
            <header class="top list lined">
                <h1>{t().files.files}</h1>
                <span class="faint num" data-testid="files-sum">{sum}</span>
                <span class="space"></span>
            </header>
            <div class="scroll"><div class="column">{move || (!empty.get()).then(|| filters(chosen))}{list}</div></div>
        </div>
        {move || shown.get().map(|file| view! { <Preview file close /> })}
    }
    .into_any()
}

fn filters(chosen: Chosen) -> AnyView {
    let classes: Vec<Choice> = std::iter::once((String::new(), t().files.every_class.to_owned()))
        .chain(CLASSES.iter().map(|(word, class)| ((*word).to_owned(), (t().files.class)(*class).to_owned())))
        .collect();
    let orders: Vec<Choice> =
        ORDERS.iter().map(|(word, order)| ((*word).to_owned(), (t().files.order)(*order).to_owned())).collect();
    view! {
        <div class="trail-filters">
            <input
                class="input" type="search" aria-label=t().files.find placeholder=t().files.find autocomplete="off"
                data-testid="files-find" prop:value=move || chosen.words.get()
                on:input=move |event| chosen.set(chosen.words, event_target_value(&event))
            />
            <Select name=t().files.class_name choices=classes value=chosen.class pick=move |picked: String| chosen.set(chosen.class, picked) />
            <span class="space"></span>
            <Select name=t().files.order_name choices=orders value=chosen.order pick=move |picked: String| chosen.set(chosen.order, picked) />
        </div>
    }
    .into_any()
}

fn nothing(chosen: Chosen) -> AnyView {
    if is_whole(&untrack(|| chosen.wish())) {
        let words = if untrack(|| app().read_only()) { t().files.none_read_only } else { t().files.nowhere_words };
        return view! { <Empty glyph=glyphs::PAPERCLIP title=t().files.nowhere words /> }.into_any();
    }
    view! {
        <Empty glyph=glyphs::PAPERCLIP title=t().files.none_such words=t().files.none_such_words>
            <Button words=t().audit.clear press=move |_| chosen.clear() testid="files-clear" />
        </Empty>
    }
    .into_any()
}

fn lines(page: Found, first: RwSignal<u32>, shown: RwSignal<Option<FileView>>) -> AnyView {
    let app = app();
    let writable = Signal::derive(move || !app.read_only());
    let rows = page.files.into_iter().map(|(file, of)| view! { <Row file shown writable of /> }).collect_view();
    view! {
        <section class="card files" data-testid="files-list">
            <ul class="lines">{rows}</ul>
            {turning(page.total, FILES_PAGE, first)}
        </section>
    }
    .into_any()
}
