//! The side bar: vault, search, lists with counts, members, synchronisation, settings.

use super::shortcuts::chord;
use super::sync::SyncChip;
use super::{list_path, record_path, signs, waiting};
use crate::format;
use crate::pages::FILES_PATH;
use crate::pages::records::leave_view;
use crate::state::{App, app};
use crate::strings::{always, t};
use crate::ui::{Mark, Menu, glyphs, icon, icon_of};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use std::borrow::Cow;
use tacit_bridge::records::{Id, Kind, OwnObject, SavedView};
use tacit_bridge::witness::Freshness;

#[component]
pub(super) fn SideBar() -> impl IntoView {
    let app = app();
    let count = move |kind| {
        app.vault.with(|vault| {
            let counts = vault.as_ref().map(|vault| vault.counts.as_slice()).unwrap_or_default();
            counts.iter().find(|(of, _)| *of == kind).map(|(_, number)| format::count(*number))
        })
    };
    let own = move |object: OwnObject| {
        let count = Signal::derive(move || app.object(object.kind).map(|object| format::count(object.count)));
        view! {
            <NavItem to=list_path(object.kind) of=object.kind glyph=signs::glyph(&object.sign) name=object.many count />
            <Views kind=object.kind />
        }
    };
    let location = use_location();
    let is_on_list = move || location.pathname.with(|path| shown_lists(app).any(|(to, _)| path.starts_with(&to)));
    let open = move || waiting::figure(waiting::open(app));
    let members = move || app.vault.with(|vault| vault.as_ref().map(|vault| format::count(vault.members)));
    view! {
        <nav class="side" aria-label=t().shell.main>
            <VaultSwitcher />
            <super::here::WhoIsHere />
            <button
                type="button" class="item" aria-keyshortcuts="Control+K Meta+K" data-testid="open-palette"
                on:click=move |_| app.palette.set(true)
            >
                {icon_of(glyphs::SEARCH, 16)}<span>{always().words.search}</span><kbd class="kbd end">{chord(&["Ctrl", "K"])}</kbd>
            </button>
            <DayItem />
            <NavItem to="/dashboard" glyph=glyphs::CHART name=t().dashboard.dashboard />
            <NavItem
                to="/people" of=Kind::Person glyph=glyphs::USERS name=always().words.people
                count=Signal::derive(move || count(Kind::Person))
            />
            <Views kind=Kind::Person />
            <NavItem
                to="/companies" of=Kind::Company glyph=glyphs::BUILDING name=always().words.companies
                count=Signal::derive(move || count(Kind::Company))
            />
            <Views kind=Kind::Company />
            <NavItem
                to="/deals" of=Kind::Deal glyph=glyphs::HANDSHAKE name=always().words.deals
                count=Signal::derive(move || count(Kind::Deal))
            />
            <Views kind=Kind::Deal />
            <NavItem to="/lists" under=Signal::derive(is_on_list) glyph=glyphs::LIST name=t().lists.lists />
            <PickedLists />
            <For each=move || app.objects() key=|object| object.clone() children=own />
            <NavItem
                to="/tasks" of=Kind::Task glyph=glyphs::SQUARE_CHECK name=always().words.tasks count=Signal::derive(open)
                said=Signal::derive(move || waiting::open_words(waiting::open(app)))
            />
            <Views kind=Kind::Task />
            <NavItem to="/calendar" glyph=glyphs::CALENDAR name=t().calendar.calendar />
            <NavItem to="/activities" of=Kind::Activity glyph=glyphs::MESSAGE name=always().words.activities />
            <Views kind=Kind::Activity />
            <NavItem to=FILES_PATH glyph=glyphs::PAPERCLIP name=t().files.files />
            <NavItem to="/feed" glyph=glyphs::HISTORY name=t().team.feed />
            <NavItem to="/members" glyph=glyphs::CONTACT name=always().words.members count=Signal::derive(members) />
            <NavItem to="/privacy" glyph=glyphs::SHIELD name=t().privacy.privacy />
            <div class="gap"></div>
            <NavItem to="/trash" glyph=glyphs::TRASH name=t().history.trash />
            <SyncChip />
            <NavItem to="/settings" glyph=glyphs::SETTINGS name=always().words.settings />
        </nav>
    }
    .into_any()
}

/// My day, with the number of my tasks that are late or due today, and of notes that mention me and that I have not seen.
#[component]
fn DayItem() -> impl IntoView {
    let (app, location) = (app(), use_location());
    let unseen = Memo::new(move |_| app.vault.with(|vault| vault.as_ref().map_or(0, |vault| vault.mentions)));
    let current = move || location.pathname.with(|path| path.starts_with("/day")).then_some("page");
    let badge = move || {
        (unseen.get() > 0).then(|| {
            let words = t().team.unseen(unseen.get());
            view! { <span class="badge num" title=words data-testid="mentions-count">"@"{format::count(unseen.get())}</span> }
        })
    };
    let due = Memo::new(move |_| waiting::due(app));
    let count = move || {
        waiting::figure(due.get()).map(|count| {
            view! { <span class="num" title=waiting::due_words(due.get()) data-testid="due-count">{count}</span> }
        })
    };
    let said = move || {
        let mentions = (unseen.get() > 0).then(|| t().team.unseen(unseen.get()));
        waiting::heard([waiting::due_words(due.get()), mentions])
    };
    view! {
        <a href="/day" class="item" aria-current=current>
            {icon_of(glyphs::SUN, 16)}
            <span>{t().day.day}{said}</span>
            <span class="end" aria-hidden="true">{badge}{count}</span>
        </a>
    }
}

/// The saved view that the list of a kind stands in, if the side bar has a line for it; reads its signals.
fn shown_view(app: App, kind: Kind) -> Option<Id> {
    let shown = app.whole_list(kind).view.get()?;
    let has_line = |view: &SavedView| view.id == shown && view.kind == kind && view.look.is_some();
    app.views.with(|views| views.iter().any(has_line)).then_some(shown)
}

/// The saved views of a list, under it.
#[component]
fn Views(kind: Kind) -> impl IntoView {
    let app = app();
    let location = use_location();
    let path = StoredValue::new(list_path(kind));
    let one = move |view: SavedView| {
        let id = view.id;
        let path = path.get_value();
        let to = format!("{path}?v={}", id.to_hex());
        let current = move || {
            let here = location.pathname.with(|at| *at == path) && shown_view(app, kind) == Some(id);
            here.then_some("page")
        };
        view! {
            <a href=to class="item under" aria-current=current>
                <span class="cut">{view.name}</span>
            </a>
        }
    };
    let views = move || {
        let views = app.views.get().into_iter();
        views.filter(|view| view.kind == kind && view.look.is_some()).collect::<Vec<_>>()
    };
    view! { <For each=views key=|view| (view.id, view.name.clone()) children=one /> }
}

/// Where the lists lead that have a line, and their names: as many as do not push the rest away. Reads its signal.
fn shown_lists(app: App) -> impl Iterator<Item = (String, String)> {
    const SHOWN: usize = 6;
    app.picked_lists().into_iter().take(SHOWN).map(|list| (record_path(Kind::List, list.id), list.name))
}

/// Lists under the name of all of them.
#[component]
fn PickedLists() -> impl IntoView {
    let app = app();
    let location = use_location();
    let one = move |(to, name): (String, String)| {
        let own = to.clone();
        let current = move || location.pathname.with(|path| path.starts_with(&own)).then_some("page");
        view! {
            <a href=to class="item under" aria-current=current>
                <span class="cut">{name}</span>
            </a>
        }
    };
    let lists = move || shown_lists(app).collect::<Vec<_>>();
    view! { <For each=lists key=|list| list.clone() children=one /> }
}

/// A line of the side bar. Not the router's own link: that one marks by the path alone, and beside what is marked here.
#[component]
fn NavItem(
    #[prop(into)] to: Cow<'static, str>,
    /// Whose list it leads to: of a saved view the line under this one is marked, and this one leads out of it.
    #[prop(optional)]
    of: Option<Kind>,
    /// Whether a line under this one is marked.
    #[prop(optional, into)]
    under: Signal<bool>,
    glyph: &'static str,
    #[prop(into)] name: String,
    #[prop(optional, into)] count: Signal<Option<String>>,
    /// What the number beside it counts, where that does not go without saying.
    #[prop(optional, into)]
    said: Signal<Option<String>>,
) -> impl IntoView {
    let (app, location) = (app(), use_location());
    let own = to.clone();
    let current = move || {
        let here = location.pathname.with(|path| match path.strip_prefix(&*own) {
            Some("") => of.is_none_or(|kind| shown_view(app, kind).is_none()),
            Some(rest) => rest.starts_with('/') && !under.get(),
            None => false,
        });
        here.then_some("page")
    };
    let press = move |event: MouseEvent| {
        // Held down, they open it elsewhere, and this page stays.
        if let Some(kind) = of.filter(|_| !(event.ctrl_key() || event.meta_key() || event.shift_key())) {
            leave_view(app.whole_list(kind));
        }
    };
    view! {
        <a href=to.into_owned() class="item" aria-current=current on:click=press>
            {icon_of(glyph, 16)}
            <span>{name}{move || waiting::heard([said.get()])}</span>
            <span class="end" aria-hidden=move || said.get().map(|_| "true")>{count}</span>
        </a>
    }
}

/// The vault's own mark, once nobody else has confirmed the newest for long: its state, and why in words.
pub(super) fn face(freshness: Freshness) -> Option<(&'static str, &'static str)> {
    match freshness {
        Freshness::Alone | Freshness::Fresh => None,
        Freshness::Aging => Some(("aging", t().shell.aging)),
        Freshness::Old => Some(("old", t().shell.old)),
    }
}

#[component]
pub(crate) fn VaultSwitcher(#[prop(default = "vault-switcher")] testid: &'static str) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let name = move || app.vault.with(|vault| vault.as_ref().map(|vault| vault.name.clone()));
    let freshness = Memo::new(move |_| app.sync.with(|state| state.freshness));
    let fresh = move || face(freshness.get()).map(|(fresh, _)| fresh);
    let aged = move || face(freshness.get()).map(|(_, words)| words);
    let trigger = view! {
        <button
            type="button" class="vault-btn" aria-haspopup="menu" aria-expanded=move || open.get().to_string()
            data-testid=testid on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="vault-mark" data-fresh=fresh title=aged data-testid="vault-mark"><Mark /></span>
            <span class="cut">{name}</span>
            {icon(glyphs::CHEVRONS_UP_DOWN)}
        </button>
    }
    .into_any();
    let navigate = StoredValue::new(use_navigate());
    let items = move || {
        let current = app.vault.with(|vault| vault.as_ref().map(|vault| vault.vault));
        app.vaults()
            .into_iter()
            .map(move |vault| {
                let id = vault.vault;
                let here = current == Some(id);
                let choose = move |_| {
                    open.set(false);
                    if !here {
                        // A record of one vault has no address in another.
                        navigate.with_value(|go| go("/day", leptos_router::NavigateOptions::default()));
                        app.open(id);
                    }
                };
                view! {
                    <button type="button" role="menuitemradio" aria-checked=here.to_string() on:click=choose>
                        <Mark size=16 />
                        <span class="cut">{vault.name}</span>
                        <span class="end">
                            {vault.closed.then_some(t().life.over)}
                            {here.then(|| icon(glyphs::CHECK))}
                        </span>
                    </button>
                }
            })
            .collect_view()
    };
    let making = RwSignal::new(false);
    let lock = move |_| {
        open.set(false);
        crate::pages::lock();
    };
    let make = move |_| {
        open.set(false);
        making.set(true);
    };
    view! {
        <Menu open name=t().shell.switch trigger>
            {items}
            <hr />
            <button type="button" role="menuitem" on:click=make>
                {icon(glyphs::PLUS)}
                {t().shell.new_vault}
            </button>
            <button type="button" role="menuitem" data-testid="lock" on:click=lock>
                {icon(glyphs::LOCK)}
                {always().words.lock}
            </button>
        </Menu>
        {move || making.get().then(|| view! { <crate::door::NewVaultDialog close=Callback::new(move |()| making.set(false)) /> })}
    }
}
