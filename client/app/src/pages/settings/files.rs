//! How much room the open vault's files take.

use crate::link;
use crate::pages::unanswered;
use crate::state::app;
use crate::strings::t;
use crate::ui::{ProgressBar, skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use tacit_bridge::Call;
use tacit_bridge::files::{FileProgress, FilesUsage};

#[component]
pub(super) fn FilesRoom() -> impl IntoView {
    let app = app();
    let usage = RwSignal::new(None);
    Effect::new(move |_| {
        // Another vault has another room.
        app.vault.track();
        app.membership.track();
        spawn_local(async move {
            usage.try_set(Some(link::files_usage(Call::FilesUsage).await));
        });
    });
    let room = |FilesUsage { used, quota }: FilesUsage| {
        let share = FileProgress { done: used, total: quota }.coarse();
        view! {
            <p class="between"><span class="quiet">{t().files.used_words}</span><b class="num">{t().files.of_quota(used, quota)}</b></p>
            <ProgressBar progress=Signal::stored(share) name=t().files.used />
        }
        .into_any()
    };
    let body = move || match usage.get() {
        None => skeleton(50),
        Some(Err(problem)) => unanswered(&problem),
        Some(Ok(usage)) => room(usage),
    };
    view! {
        <section class="card" id="files" data-testid="files-room">
            <header><h2>{t().files.used}</h2></header>
            <div class="body">{body}</div>
        </section>
    }
}
