//! Files that prove entries of the ledger: chosen among those that are attached to the person, and opened from the entry.

use crate::link;
use crate::pages::record::files::Preview;
use crate::strings::t;
use crate::ui::{Choice, Select, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::files::{FileStage, FileView};
use tacit_bridge::privacy::proof::ProofFile;
use tacit_bridge::records::Id;

/// The choice of a file of a person's; empty is none.
#[component]
pub(super) fn ProofField(person: Id, file: RwSignal<String>) -> impl IntoView {
    let found = RwSignal::new(Vec::<FileView>::new());
    spawn_local(async move {
        // Without an answer the words alone prove it.
        let files = link::files(Call::Files(person)).await.unwrap_or_default();
        found.try_set(files.into_iter().filter(|file| file.stage == FileStage::Kept).collect());
    });
    move || {
        let files = found.get();
        if files.is_empty() {
            return view! { <p class="quiet small">{t().correct.attach_first}</p> }.into_any();
        }
        let choices: Vec<Choice> = std::iter::once((String::new(), t().correct.no_file.to_owned()))
            .chain(files.into_iter().map(|file| (file.id.to_hex(), file.name)))
            .collect();
        view! {
            <div class="field" data-testid="proof-file">
                <span class="label" aria-hidden="true">{t().correct.file}</span>
                <Select name=t().correct.file choices value=file pick=move |picked: String| file.set(picked) />
            </div>
        }
        .into_any()
    }
}

/// The file that proves an entry, to be opened.
pub(crate) fn proof_link(file: Option<ProofFile>) -> Option<AnyView> {
    let file = match file? {
        ProofFile::Gone => return Some(view! { <span class="small">{t().correct.proof_gone}</span> }.into_any()),
        ProofFile::Here(file) => file,
    };
    let shown = RwSignal::new(false);
    let (name, of) = (t().correct.proven_by(&file.name), file.clone());
    Some(
        view! {
            <span class="proof">
                <button type="button" class="link-btn with-icon" on:click=move |_| shown.set(true) data-testid="proof">
                    {icon(glyphs::PAPERCLIP)}<span class="cut">{name}</span>
                </button>
            </span>
            {move || shown.get().then(|| {
                view! { <Preview file=of.clone() close=Callback::new(move |()| shown.set(false)) /> }
            })}
        }
        .into_any(),
    )
}
