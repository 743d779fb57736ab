//! Top of a list's page: its name, the kinds of its records, what can be done with it.

use super::{Listing, kind_part, new_on, pick, picked_path};
use crate::format;
use crate::link;
use crate::pages::record::{Chosen, LinkInput};
use crate::shell::{list_name, list_path, new_words};
use crate::state::app;
use crate::strings::{always, t};
use crate::ui::{Button, Dialog, IconButton, Menu, Weight, glyphs, icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use tacit_bridge::Call;
use tacit_bridge::records::{Id, Kind};

/// Name and kinds, in place of the head that all records of a kind have.
#[component]
pub(crate) fn ListHead(list: Id, kind: Kind, switcher: AnyView, layouts: AnyView, sheet: AnyView) -> impl IntoView {
    let app = app();
    let shown = Memo::new(move |_| app.picked_list(list));
    let name = move || shown.with(|list| list.as_ref().map(|list| list.name.clone()));
    let about = move || {
        let about = shown.with(|list| list.as_ref().map(|list| list.about.clone()).unwrap_or_default());
        (!about.is_empty()).then(|| view! { <p class="note" data-testid="list-about-shown">{about}</p> })
    };
    let adding = RwSignal::new(false);
    let read_only = Signal::derive(move || app.read_only());
    let of_kind = move |of: Kind| {
        let number = move || shown.with(|list| list.as_ref().map_or(0, |list| list.count_of(of)));
        view! {
            <A href=picked_path(list, of) attr:aria-current=(of == kind).then_some("page") attr:data-testid=format!("list-{}", kind_part(of))>
                {list_name(of)}
                <span class="faint num">{move || format::count(number())}</span>
            </A>
        }
    };
    view! {
        <header class="top list">
            <nav class="crumbs wide-only" aria-label=t().shell.path>
                <A href=list_path(Kind::List).into_owned()>{t().lists.lists}</A>
                {icon(glyphs::CHEVRON_RIGHT)}
            </nav>
            <h1 class="cut" data-testid="list-title">{name}</h1>
            {switcher}
            <span class="space"></span>
            {layouts}
            <Button
                words=t().lists.add_here glyph=glyphs::SEARCH disabled=read_only press=move |_| adding.set(true) also="wide-only"
                testid="list-add"
            />
            <IconButton
                glyph=glyphs::SEARCH name=t().lists.add_here disabled=read_only also="phone-only" press=move |_| adding.set(true)
            />
            {sheet}
            <Button
                words=new_words(kind) weight=Weight::Primary glyph=glyphs::PLUS key="C" disabled=read_only
                press=move |_| app.creating.set(new_on(app, list, kind)) also="wide-only" testid="list-new"
            />
            <Actions list />
        </header>
        {about}
        <nav class="tabs list-kinds" aria-label=t().lists.lists>{move || app.picked_kinds().into_iter().map(of_kind).collect_view()}</nav>
        {move || adding.get().then(|| view! { <AddDialog list kind close=Callback::new(move |()| adding.set(false)) /> })}
    }
    .into_any()
}

/// Rename and delete.
#[component]
fn Actions(list: Id) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let navigate = use_navigate();
    let rename = move |_| {
        open.set(false);
        app.listing.set(app.picked_list_now(list).map(|list| Listing::Name(Some(list))));
    };
    let delete = move |_| {
        open.set(false);
        let navigate = navigate.clone();
        spawn_local(async move {
            match link::changed(Call::Delete(vec![list])).await {
                Ok((_, undo)) => {
                    app.say(t().lists.removed, undo);
                    navigate(&list_path(Kind::List), Default::default());
                }
                Err(problem) => app.complain(&problem),
            }
        });
    };
    move || {
        let delete = delete.clone();
        let trigger = view! {
            <IconButton
                glyph=glyphs::ELLIPSIS name=always().words.more press=move |_| open.update(|open| *open = !*open) testid="list-menu"
            />
        }
        .into_any();
        (!app.read_only()).then(|| view! {
            <Menu open name=always().words.more trigger end=true>
                <button type="button" role="menuitem" data-testid="list-rename" on:click=rename>
                    {icon(glyphs::PENCIL)}
                    {t().lists.rename}
                </button>
                <button type="button" role="menuitem" class="danger" data-testid="list-delete" on:click=delete.clone()>
                    {icon(glyphs::TRASH)}
                    {t().lists.delete}
                </button>
            </Menu>
        })
    }
}

/// Records of any kind that a list holds, found by name and put into it one after the other.
#[component]
pub(super) fn AddDialog(list: Id, kind: Kind, close: Callback<()>) -> impl IntoView {
    let app = app();
    let typed = RwSignal::new(String::new());
    let name = move || app.picked_list_now(list).map(|list| list.name).unwrap_or_default();
    let picked = Callback::new(move |Chosen { id, .. }: Chosen| {
        typed.set(String::new());
        if let Some(id) = id {
            pick(app, list, name(), vec![id], true);
        }
    });
    // What is shown comes first.
    let others = untrack(|| app.picked_kinds()).into_iter().filter(|other| *other != kind);
    let kinds = std::iter::once(kind).chain(others).collect();
    view! {
        <Dialog title=t().lists.add_here close testid="list-add-dialog">
            <div class="stack-form">
                <div class="field">
                    <LinkInput
                        kinds label=t().lists.add_here typed class="input" only_known=true stays=true placeholder=t().record.add
                        pick=picked leave=Callback::new(|()| ())
                    />
                </div>
                <footer><Button words=always().words.close press=move |_| close.run(()) testid="list-add-done" /></footer>
            </div>
        </Dialog>
    }
    .into_any()
}
