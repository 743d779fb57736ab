//! On a phone: what a wide screen has at its side. The vaults, where every change is, locking, and the places that have no
//! room in the bar.

use crate::pages::{FILES_PATH, TAGS_PATH, lock};
use crate::shell::{SyncChip, UndoCard, VaultSwitcher, WhoIsHere, kind_glyph, list_path, waiting};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{glyphs, icon, icon_of};
use leptos::prelude::*;
use leptos_router::components::A;

#[component]
pub(crate) fn MorePage() -> impl IntoView {
    let place = |to: &'static str, glyph: &'static str, name: &'static str| {
        view! {
            <li>
                <A href=to>{icon_of(glyph, 18)}<span class="grow">{name}</span>{icon(glyphs::CHEVRON_RIGHT)}</A>
            </li>
        }
    };
    let tasks = {
        let open = move || waiting::open(app());
        let said = move || waiting::heard([waiting::open_words(open())]);
        let count = move || {
            waiting::figure(open()).map(|count| view! { <span class="faint num" aria-hidden="true">{count}</span> })
        };
        view! {
            <li>
                <A href="/tasks">
                    {icon_of(glyphs::SQUARE_CHECK, 18)}
                    <span class="grow">{always().words.tasks}{said}</span>
                    {count}
                    {icon(glyphs::CHEVRON_RIGHT)}
                </A>
            </li>
        }
    };
    let own = move || {
        app()
            .objects()
            .into_iter()
            .map(|object| {
                let to = list_path(object.kind).into_owned();
                view! {
                    <li>
                        <A href=to>
                            {icon_of(kind_glyph(object.kind), 18)}
                            <span class="grow">{object.many}</span>
                            {icon(glyphs::CHEVRON_RIGHT)}
                        </A>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="main">
            <header class="top lined"><h1>{always().words.more}</h1></header>
            <div class="scroll">
                <div class="column">
                    <section class="card side-bar">
                        <VaultSwitcher testid="phone-vaults" />
                        <SyncChip testid="phone-sync" />
                        <button type="button" class="sync-chip" data-testid="phone-lock" on:click=move |_| lock()>
                            {icon_of(glyphs::LOCK, 18)}{always().words.lock}
                        </button>
                    </section>
                    <WhoIsHere />
                    <UndoCard />
                    <nav aria-label=always().words.more>
                        <ul class="card lines links">
                            {place("/deals", glyphs::HANDSHAKE, always().words.deals)}
                            {tasks}
                            {place("/companies", glyphs::BUILDING, always().words.companies)}
                            {place("/calendar", glyphs::CALENDAR, t().calendar.calendar)}
                            {place("/dashboard", glyphs::CHART, t().dashboard.dashboard)}
                            {place("/lists", glyphs::LIST, t().lists.lists)}
                            {own}
                            {place("/activities", glyphs::MESSAGE, always().words.activities)}
                            {place(FILES_PATH, glyphs::PAPERCLIP, t().files.files)}
                            {place("/feed", glyphs::HISTORY, t().team.feed)}
                            {place("/members", glyphs::CONTACT, always().words.members)}
                            {place("/privacy", glyphs::SHIELD, t().privacy.privacy)}
                            {(!app().read_only_now()).then(|| place("/duplicates", glyphs::MERGE, t().duplicates.title))}
                            {place(TAGS_PATH, glyphs::TAG, t().several.tags)}
                            {place("/trash", glyphs::TRASH, t().history.trash)}
                            {place("/settings", glyphs::SETTINGS, always().words.settings)}
                        </ul>
                    </nav>
                </div>
            </div>
        </div>
    }
    .into_any()
}
